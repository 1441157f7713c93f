"""The site templates and the demo, as data: complete, consistent and within the limits of good pages."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.utils.text import slugify

from govcms.content.blocks import BodyBlock
from govcms.content.demo.pictures import KINDS, PALETTES
from govcms.content.models import SiteSettings
from govcms.content.site_content import SiteContent, read_site_content
from govcms.content.site_content.blocks import stored_form
from govcms.content.site_content.demo import FOLDER as DEMO
from govcms.content.site_content.files import read_toml
from govcms.content.site_content.pages import PAGE_TYPES
from govcms.content.site_content.references import references_in
from govcms.content.site_content.template import FOLDER as TEMPLATES
from tenants.models import Role
from tests.source_files import BASE_DIR

MOST_TITLE = 90
MOST_SUMMARY = 200
FEWEST_PAGES = 25
FEWEST_NEWS = 3
FEWEST_BLOCKS = 16
TEMPLATE_KEYS = ["council", "ministry", "portal", "service"]
AGENCIES = {described["key"]: described for described in read_toml(DEMO / "agencies.toml")["agency"]}
DEMO_KEYS = ["harbour", "health", "transport"]
TOPICS = {topic["key"] for topic in read_toml(DEMO / "topics.toml")["topic"]}
TAG = re.compile(r"<(/?)([a-z0-9]+)[^>]*>")
TEXT_TAGS = {"p", "ul", "ol", "li", "a", "b", "i"}


def _sites() -> dict[str, SiteContent]:
    """Each site as it is launched: the templates alone, and the demo's layers on top of theirs."""
    templates = {key: read_site_content(TEMPLATES / key) for key in TEMPLATE_KEYS}
    demo = {
        f"demo {key}": templates[described["template"]].below(read_site_content(DEMO / key))
        for key, described in AGENCIES.items()
    }
    return templates | demo


SITES = _sites()
each_site = pytest.mark.parametrize("site", SITES.values(), ids=SITES)
# The sites in each of their languages.
VERSIONS = SITES | {
    f"{name} {language}": site.in_language(language) for name, site in SITES.items() for language in site.languages
}
each_version = pytest.mark.parametrize("site", VERSIONS.values(), ids=VERSIONS)


def _blocks(page: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The blocks of a page, of all its parts if it is a guide; the steps of a step by step are none."""
    blocks: list[Mapping[str, Any]] = page.get("body", [])
    if page["type"] == "guide":
        return [block for part in blocks for block in part.get("value", part).get("body", [])]
    return blocks if page["type"] != "step_by_step" else []


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


@each_version
def test_titles_and_summaries_are_there_and_short(site: SiteContent) -> None:
    too_long = {
        path: (len(page["title"]), len(page["summary"]))
        for path, page in site.pages.items()
        if not (0 < len(page["title"]) <= MOST_TITLE and 0 < len(page["summary"]) <= MOST_SUMMARY)
    }

    assert too_long == {}


@each_version
def test_page_types_and_parents_exist(site: SiteContent) -> None:
    for path, page in site.pages.items():
        assert page["type"] in PAGE_TYPES, path
        assert path == "/" or path[: path.rstrip("/").rindex("/") + 1] in site.pages, path
    assert site.pages["/"]["type"] == "home"


@each_version
def test_blocks_are_known_and_valid(site: SiteContent) -> None:
    """The words of every block pass the checks an editor's words would; choosers are asked elsewhere."""
    stream = BodyBlock()
    for path, page in site.pages.items():
        stored_form(stream, _blocks(page))
        for block in _blocks(page):
            if block["type"] in {"heading", "callout", "accordion"}:
                child = stream.child_blocks[block["type"]]
                stored = stored_form(child, block["value"])
                assert child.clean(child.to_python(stored)), path


@each_site
def test_references_resolve(site: SiteContent) -> None:
    targets = {"page": site.pages, "image": site.images, "document": site.documents}
    for path, page in site.pages.items():
        for kind, known in targets.items():
            missing = set(references_in(page, kind)) - set(known)
            assert not missing, f"{path} refers to {missing}"


@each_site
def test_other_languages_translate_what_is_there_and_refer_to_it(site: SiteContent) -> None:
    for language, other in site.languages.items():
        assert set(other.pages) <= set(site.pages), language
        entries = [*other.menu, *other.footer, *(child for entry in other.menu for child in entry.get("children", ()))]
        assert {entry["page"] for entry in entries} <= set(site.pages), language
        targets = {"page": site.pages, "image": site.images, "document": site.documents}
        for kind, known in targets.items():
            assert set(references_in(list(other.pages.values()), kind)) <= set(known), language


@each_site
def test_files_are_used(site: SiteContent) -> None:
    pages = [page for version in (site, *site.languages.values()) for page in version.pages.values()]

    assert set(site.images) == set(references_in(pages, "image"))
    assert set(site.documents) == set(references_in(pages, "document"))


@each_site
def test_menus_lead_to_pages_and_have_two_levels_at_most(site: SiteContent) -> None:
    entries = [*site.menu, *site.footer, *(child for entry in site.menu for child in entry.get("children", ()))]

    assert {entry["page"] for entry in entries} <= set(site.pages)
    assert all(entry["title"] for entry in entries)
    assert not any("children" in child for entry in site.menu for child in entry.get("children", ()))


@each_version
def test_settings_fit_their_fields(site: SiteContent) -> None:
    for key, value in site.settings.items():
        assert len(value) <= (SiteSettings._meta.get_field(key).max_length or 0), key


@each_version
def test_heading_levels_do_not_jump(site: SiteContent) -> None:
    for path, page in site.pages.items():
        levels = [int(block["value"]["level"][1]) for block in _blocks(page) if block["type"] == "heading"]
        steps = zip([1, *levels], levels, strict=False)
        assert all(level <= before + 1 for before, level in steps), path


@each_version
def test_rich_text_is_well_formed(site: SiteContent) -> None:
    for path, page in site.pages.items():
        for text in _strings({key: value for key, value in page.items() if key not in {"title", "summary"}}):
            open_tags: list[str] = []
            for closing, name in TAG.findall(text):
                assert name in TEXT_TAGS, f"{path}: <{name}>"
                if closing:
                    assert open_tags.pop() == name, path
                else:
                    open_tags.append(name)
            assert open_tags == [], path


@each_version
def test_tables_have_a_cell_for_each_column(site: SiteContent) -> None:
    for path, page in site.pages.items():
        for block in _blocks(page):
            if block["type"] == "table":
                columns, rows = block["value"]["columns"], block["value"]["rows"]
                assert block["value"]["caption"], path
                assert all(column["heading"] for column in columns), path
                assert {len(row["values"]) for row in rows} == {len(columns)}, path


@each_version
def test_topics_are_the_platforms(site: SiteContent) -> None:
    assert {topic for page in site.pages.values() for topic in page.get("topics", ())} <= TOPICS


@each_site
def test_images_say_what_they_show_or_that_they_are_decorative(site: SiteContent) -> None:
    for key, image in site.images.items():
        assert bool(image.get("alt")) != bool(image.get("decorative")), key
        assert image["kind"] in KINDS
        assert image["palette"] in PALETTES


@pytest.mark.parametrize("key", TEMPLATE_KEYS)
def test_site_templates_have_what_every_public_site_needs(key: str) -> None:
    site = SITES[key]

    assert {"/", "/privacy/", "/cookies/"} <= set(site.pages)
    assert {"/privacy/", "/cookies/"} <= {link["page"] for link in site.footer}
    assert (BASE_DIR / "themes" / "presets" / f"{site.preset}.toml").exists()
    # Launching draws nothing and stays fast.
    assert not site.images
    assert not site.documents


@pytest.mark.parametrize("key", DEMO_KEYS)
def test_demo_agencies_are_rich(key: str) -> None:
    own = read_site_content(DEMO / key).pages
    site = SITES[f"demo {key}"]

    assert len(set(own) - set(SITES[AGENCIES[key]["template"]].pages)) >= FEWEST_PAGES
    assert sum(page["type"] == "news" for page in own.values()) >= FEWEST_NEWS
    used = {block["type"] for page in own.values() for block in _blocks(page)}
    assert used <= set(BodyBlock().child_blocks)
    assert len(used) >= FEWEST_BLOCKS
    assert all("date" in page for page in site.pages.values() if page["type"] == "news")


def test_the_demo_shows_every_page_type_and_every_block() -> None:
    """A new one fails here until an agency of the demo uses it."""
    pages = [page for key in AGENCIES for page in SITES[f"demo {key}"].pages.values()]

    assert {page["type"] for page in pages} == set(PAGE_TYPES)
    assert {block["type"] for page in pages for block in _blocks(page)} == set(BodyBlock().child_blocks)


def test_reusable_content_is_kept_by_somebody_and_shown_somewhere() -> None:
    named = {key: set(references_in(list(read_site_content(DEMO / key).pages.values()), "snippet")) for key in AGENCIES}
    shared = {f"platform/{slugify(kept['name'])}" for kept in SITES["demo platform"].snippets.values()}

    for key in DEMO_KEYS:
        assert {name for name in named[key] if "/" not in name} == set(SITES[f"demo {key}"].snippets), key
        assert {name for name in named[key] if "/" in name} <= shared, key
    assert shared <= set().union(*named.values())


def test_agencies_refer_to_pages_that_others_have() -> None:
    addresses = re.compile(r"\{site:([a-z]+)\}([^\"'<>\s]*)")
    found = {
        match
        for key in AGENCIES
        for text in _strings(list(SITES[f"demo {key}"].pages.values()))
        for match in addresses.findall(text)
    }

    assert found
    assert {(key, path) for key, path in found if path not in SITES[f"demo {key}"].pages} == set()


def test_people_of_the_demo() -> None:
    people = read_toml(DEMO / "agencies.toml")["person"]
    roles = {(agency, person["role"]) for person in people for agency in person["agencies"]}

    assert len({person["email"] for person in people}) == len(people)
    assert {(key, role) for key in DEMO_KEYS for role in ("agency_admin", "publisher", "editor")} <= roles
    assert ("platform", "agency_admin") in roles
    assert {role for _agency, role in roles} <= set(Role.values)
    assert any(len(person["agencies"]) > 1 for person in people)
    assert {agency for agency, _role in roles} <= set(AGENCIES)


def test_demo_presets_exist() -> None:
    assert all((BASE_DIR / "themes" / "presets" / f"{agency['preset']}.toml").exists() for agency in AGENCIES.values())


def test_every_file_belongs_to_a_site() -> None:
    """A misspelt folder would be left out without a word."""
    folders = {file.relative_to(DEMO).parts[0] for file in Path(DEMO).glob("*/pages/**/*.toml")}

    assert folders == set(AGENCIES)


def test_the_how_to_writes_every_block_as_it_is_taken() -> None:
    text = (BASE_DIR / "docs/how-to/write-a-site-template.md").read_text(encoding="utf-8")
    example = re.search(r"^## The blocks\n+```toml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert example is not None
    body = tomllib.loads(example[1])["body"]

    assert {block["type"] for block in body} == set(BodyBlock().child_blocks)
    assert len(stored_form(BodyBlock(), body)) == len(body)
