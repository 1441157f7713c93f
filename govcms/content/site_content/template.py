"""Site templates: folders of files from which ``tenants.actions.launch_site`` builds sites."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models.fields.files import FieldFile
from wagtail.fields import StreamField

from govcms.content.languages.adding import locale_of
from govcms.content.languages.keeping import remember_translations
from govcms.content.log_actions import LAUNCH_ACTION
from govcms.content.models import ContentPage, Menu, SiteSettings
from govcms.content.site_content.blocks import stored_form
from govcms.content.site_content.files import SiteContent, read_site_content
from govcms.content.site_content.media import files_only_if_all_goes_well, store_documents, store_images
from govcms.content.site_content.pages import PagePlan
from govcms.content.site_content.references import Resolver, references_in
from govcms.content.site_content.speaking import open_alerts, platform_snippets, store_snippets
from govcms.pages.bulk import Deed, write_pages
from govcms.pages.models import Page
from tenants.errors import UserError
from tenants.models import Agency, AgencySite
from tenants.registry import Launch
from tenants.scope import tenant_scope
from themes.actions import choose_theme
from themes.presets import DEFAULT_PRESET

FOLDER = Path(__file__).parent.parent / "site_templates"


@dataclass(frozen=True, slots=True)
class FileSiteTemplate:
    """A site template of files."""

    key: str
    content: SiteContent

    @property
    def name(self) -> str:
        """What people call it."""
        return self.content.name

    def with_layer(self, folder: Path) -> FileSiteTemplate:
        """This template with the files in ``folder`` on top."""
        return FileSiteTemplate(self.key, self.content.below(read_site_content(folder)))

    def build(self, launch: Launch) -> AgencySite:
        """Write the site: files, pages, then menus, settings and theme.

        Raises UserError that names the page for content that refers to nothing or does not fit.
        """
        with files_only_if_all_goes_well() as files:
            return self._build(launch, files)

    def _build(self, launch: Launch, files: list[FieldFile]) -> AgencySite:
        content = self.content
        furniture = [content, *(content.in_language(language) for language in content.languages)]
        described = [value for site in furniture for value in (site.settings, *site.pages.values())]
        images = store_images(launch.agency, content.images, references_in(described, "image"), files)
        documents = store_documents(launch.agency, content.documents, references_in(described, "document"), files)
        versions = [Version("", content, launch.site_name)]
        versions += [
            Version(language, content.in_language(language), launch.site_name) for language in content.languages
        ]
        for version in versions:
            version.resolver.learn("image", images)
            version.resolver.learn("document", documents)
            version.plan_pages(launch.agency, first=versions[0])
        opened: list[AgencySite] = []

        def link(pages: list[Any]) -> None:
            shared = platform_snippets(references_in(described, "snippet"))
            for version in versions:
                version.link(launch.agency, first=versions[0], shared=shared)

        def open_site(pages: list[Any]) -> None:
            agency_site = launch.open_site(versions[0].plan.home.page)
            if content.languages:
                agency_site.languages += [version.language for version in versions[1:]]
                agency_site.save(update_fields=["languages"])
            opened.append(agency_site)

        # An agency is without its root page only within the transaction that makes it.
        write_pages(
            parent=cast(Page, launch.agency.root_page),
            pages=[version.plan.home for version in versions],
            user=launch.user,
            link=link,
            before_announcing=open_site,
            deed=Deed(LAUNCH_ACTION, {"site_template": self.name}),
        )
        [agency_site] = opened
        for version in versions:
            version.furnish(agency_site)
        remember_translations(versions[0].pages, [page for version in versions[1:] for page in version.pages])
        open_alerts(agency_site, content.alerts, {version.language: version.plan.by_path for version in versions})
        _write_theme(agency_site, content, launch.preset)
        return agency_site


class Version:
    """A site in one of its languages, while it is being built; the first has no code, being the site's own."""

    plan: PagePlan
    # The primary keys of its reusable content by key.
    snippets: Mapping[str, int] = MappingProxyType({})

    def __init__(self, language: str, content: SiteContent, site_name: str) -> None:
        self.language = language
        self.content = content
        self.resolver = Resolver({"{agency}": content.settings.get("site_name") or site_name}, language)

    @property
    def pages(self) -> list[ContentPage]:
        """The pages."""
        return list(self.plan.by_path.values())

    def plan_pages(self, agency: Agency, *, first: Version) -> None:
        """Work out the pages; those of another language are versions of the first's."""
        if not self.language:
            self.plan = PagePlan(agency, self.content.pages, self.resolver)
            return
        locale = locale_of(self.language)
        self.plan = PagePlan(agency, self.content.pages, self.resolver, locale=locale, sources=first.plan.by_path)

    def link(self, agency: Agency, *, first: Version, shared: Mapping[str, int]) -> None:
        """Let the stored pages refer to each other; what is not translated is referred to in the first language."""
        known = {**first.plan.by_path, **self.plan.by_path}
        self.resolver.learn("page", {path: page.pk for path, page in known.items()})
        self.snippets = store_snippets(agency, self.content.snippets, self.resolver)
        self.resolver.learn("snippet", {**shared, **first.snippets, **self.snippets})
        self.plan.resolve_bodies()

    def furnish(self, agency_site: AgencySite) -> None:
        """Write menu and settings; in another language only what it has of its own."""
        language = self.language or agency_site.default_language
        if not self.language or self.content.menu or self.content.footer:
            _write_menu(agency_site, language, self.content, self.resolver)
        _write_settings(agency_site, language, self.content, self.resolver)


def read_site_templates() -> Mapping[str, FileSiteTemplate]:
    """The site templates of the repository by key."""
    return {
        folder.name: FileSiteTemplate(folder.name, read_site_content(folder))
        for folder in sorted(FOLDER.iterdir())
        if (folder / "template.toml").exists()
    }


def _write_menu(agency_site: AgencySite, language: str, content: SiteContent, resolver: Resolver) -> None:
    menu = Menu(agency=agency_site.agency, agency_site=agency_site, language=language)
    menu.items = _menu_items("items", "item", content.menu, resolver)
    menu.footer = _menu_items("footer", "link", content.footer, resolver)
    menu.save()


def _menu_items(field: str, block_type: str, entries: Any, resolver: Resolver) -> Any:
    items = [{"type": block_type, "value": _menu_link(entry)} for entry in entries]
    return stored_form(cast(StreamField, Menu._meta.get_field(field)).stream_block, resolver.resolve(items))


def _menu_link(entry: Mapping[str, Any]) -> dict[str, Any]:
    link = dict(entry)
    if "page" in link:
        link["page"] = f"@page:{link['page']}"
    if "children" in link:
        link["children"] = [_menu_link(child) for child in link["children"]]
    return link


def _write_settings(agency_site: AgencySite, language: str, content: SiteContent, resolver: Resolver) -> None:
    known = {field.name for field in SiteSettings._meta.fields} - {"id", "uid", "agency", "agency_site", "language"}
    unknown = set(content.settings) - known
    if unknown:
        raise UserError(f"There is no setting “{min(unknown)}”.")
    values = resolver.resolve(content.settings)
    if "social" in values:
        block = cast(StreamField, SiteSettings._meta.get_field("social")).stream_block
        values["social"] = stored_form(block, [{"type": "account", "value": link} for link in values["social"]])
    for name in SiteSettings.image_fields:
        if name in values:
            values[f"{name}_id"] = values.pop(name)
    SiteSettings.objects.create(agency=agency_site.agency, agency_site=agency_site, language=language, **values)


def _write_theme(agency_site: AgencySite, content: SiteContent, preset: str) -> None:
    preset = preset or content.preset or DEFAULT_PRESET
    tokens = content.tokens if preset == (content.preset or DEFAULT_PRESET) else {}
    try:
        with tenant_scope(agency_site.agency):
            choose_theme(agency_site=agency_site, preset=preset, tokens=tokens)
    except ValidationError as error:
        raise UserError(error.messages[0]) from error
