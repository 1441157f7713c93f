"""Site templates: folders of files from which ``tenants.actions.launch_site`` builds sites."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models.fields.files import FieldFile
from wagtail.fields import StreamField

from govcms.content.log_actions import LAUNCH_ACTION
from govcms.content.models import Menu, SiteSettings
from govcms.content.site_content.blocks import stored_form
from govcms.content.site_content.files import SiteContent, read_site_content
from govcms.content.site_content.media import files_only_if_all_goes_well, store_documents, store_images
from govcms.content.site_content.pages import PagePlan
from govcms.content.site_content.references import Resolver, references_in
from govcms.pages.bulk import Deed, write_pages
from govcms.pages.models import Page
from tenants.errors import UserError
from tenants.models import AgencySite
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
        resolver = Resolver({"{agency}": launch.site_name})
        furniture = [content.settings, *content.pages.values()]
        for kind, store, described in (
            ("image", store_images, content.images),
            ("document", store_documents, content.documents),
        ):
            resolver.learn(kind, store(launch.agency, described, references_in(furniture, kind), files))
        plan = PagePlan(launch.agency, content.pages, resolver)
        opened: list[AgencySite] = []

        def link(pages: list[Any]) -> None:
            resolver.learn("page", {path: page.pk for path, page in plan.by_path.items()})
            plan.resolve_bodies()

        def open_site(pages: list[Any]) -> None:
            opened.append(launch.open_site(plan.home.page))

        # An agency is without its root page only within the transaction that makes it.
        write_pages(
            parent=cast(Page, launch.agency.root_page),
            pages=[plan.home],
            user=launch.user,
            link=link,
            before_announcing=open_site,
            deed=Deed(LAUNCH_ACTION, {"site_template": self.name}),
        )
        [agency_site] = opened
        _write_menu(agency_site, content, resolver)
        _write_settings(agency_site, content, resolver)
        _write_theme(agency_site, content, launch.preset)
        return agency_site


def read_site_templates() -> Mapping[str, FileSiteTemplate]:
    """The site templates of the repository by key."""
    return {
        folder.name: FileSiteTemplate(folder.name, read_site_content(folder))
        for folder in sorted(FOLDER.iterdir())
        if (folder / "template.toml").exists()
    }


def _write_menu(agency_site: AgencySite, content: SiteContent, resolver: Resolver) -> None:
    menu = Menu(agency=agency_site.agency, agency_site=agency_site, language=agency_site.default_language)
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


def _write_settings(agency_site: AgencySite, content: SiteContent, resolver: Resolver) -> None:
    known = {field.name for field in SiteSettings._meta.fields} - {"id", "uid", "agency", "agency_site", "language"}
    unknown = set(content.settings) - known
    if unknown:
        raise UserError(f"There is no setting “{min(unknown)}”.")
    values = resolver.resolve(content.settings)
    if "social" in values:
        block = cast(StreamField, SiteSettings._meta.get_field("social")).stream_block
        values["social"] = stored_form(block, [{"type": "account", "value": link} for link in values["social"]])
    if "sharing_image" in values:
        values["sharing_image_id"] = values.pop("sharing_image")
    SiteSettings.objects.create(
        agency=agency_site.agency, agency_site=agency_site, language=agency_site.default_language, **values
    )


def _write_theme(agency_site: AgencySite, content: SiteContent, preset: str) -> None:
    preset = preset or content.preset or DEFAULT_PRESET
    tokens = content.tokens if preset == (content.preset or DEFAULT_PRESET) else {}
    try:
        with tenant_scope(agency_site.agency):
            choose_theme(agency_site=agency_site, preset=preset, tokens=tokens)
    except ValidationError as error:
        raise UserError(error.messages[0]) from error
