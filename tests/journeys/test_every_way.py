"""A page with every block, read in every way: by keyboard, by a screen reader, without scripts, without styles."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from tests.journeys.installation import Installation

NewPage = Callable[..., Page]
PATH = "/axe/all-blocks/"
MOST_TABS = 400
# What people act on or are told of: each must say what it is.
NAMED_ROLES = frozenset(
    [
        "button",
        "checkbox",
        "combobox",
        "DisclosureTriangle",
        "image",
        "img",
        "link",
        "navigation",
        "radio",
        "region",
        "search",
        "searchbox",
        "table",
        "textbox",
    ]
)
LANDMARKS = frozenset(["banner", "complementary", "contentinfo", "form", "main", "navigation", "region", "search"])

# What has the focus, where it is, and whether one sees that it has it.
_FOCUSED = """() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const box = element.getBoundingClientRect(), style = getComputedStyle(element);
    const all = [...document.querySelectorAll('*')];
    return {
        place: all.indexOf(element),
        words: element.outerHTML.slice(0, 120),
        isSeen: box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0,
        isMarked: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none',
        isLast: [...document.querySelectorAll('footer a')].at(-1) === element,
    };
}"""


@pytest.fixture(params=["health", "harbour"])
def address(installation: Installation, special_pages: None, request: pytest.FixtureRequest) -> str:
    """The page with every block, in two looks."""
    return installation.url(request.param, PATH)


def focused_in_turn(page: Page) -> Iterator[dict[str, Any]]:
    """What has the focus after each press of the tabulator, until the end of the page."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        told = page.evaluate(_FOCUSED)
        if told is None:
            return
        yield told
        if told["isLast"]:
            return
    raise AssertionError(f"the end of the page is not reached with {MOST_TABS} presses")


def test_by_keyboard_everything_is_reached_in_the_order_of_reading(new_page: NewPage, address: str) -> None:
    page = new_page()
    page.goto(address)

    turns = list(focused_in_turn(page))

    assert turns[-1]["isLast"]
    assert [turn["words"] for turn in turns if not turn["isSeen"]] == []
    assert [turn["words"] for turn in turns if not turn["isMarked"]] == []
    places = [turn["place"] for turn in turns]
    assert places == sorted(places)


def test_screen_readers_hear_a_name_for_everything(new_page: NewPage, address: str) -> None:
    page = new_page()
    page.goto(address)
    session = page.context.new_cdp_session(page)
    session.send("Accessibility.enable")
    nodes = [node for node in session.send("Accessibility.getFullAXTree")["nodes"] if not node["ignored"]]

    told = [(node["role"]["value"], node.get("name", {}).get("value", "").strip()) for node in nodes]

    assert sorted({role for role, name in told if role in NAMED_ROLES and not name}) == []
    landmarks = [(role, name) for role, name in told if role in LANDMARKS]
    assert len(landmarks) == len(set(landmarks)), landmarks
    assert [role for role, _ in landmarks if role in {"banner", "main", "contentinfo"}] == [
        "banner", "main", "contentinfo",
    ]  # fmt: skip


def test_without_scripts_nothing_is_missing(new_page: NewPage, address: str) -> None:
    with_scripts, without = new_page(), new_page(java_script_enabled=False)
    for page in (with_scripts, without):
        page.goto(address)

    assert without.locator("main").inner_text().split() == with_scripts.locator("main").inner_text().split()


def test_without_styles_the_page_reads_from_top_to_bottom(new_page: NewPage, address: str) -> None:
    styled, plain = new_page(), new_page()
    plain.route("**/*.css", _leave_out)
    for page in (styled, plain):
        page.goto(address)
        # A drawing is drawn without styles, too; what it says stands in its table.
        page.evaluate("document.querySelectorAll('main svg').forEach(drawing => drawing.remove())")

    assert plain.evaluate("getComputedStyle(document.querySelector('footer')).backgroundColor") == "rgba(0, 0, 0, 0)"
    # Styles may set apart what stands in one line without them, and write in capitals.
    plainly = "".join(plain.locator("main").inner_text().casefold().split())
    assert [word for word in styled.locator("main").inner_text().casefold().split() if word not in plainly] == []
    # In the order of the document: the way past the header, the header, one heading, the rest.
    first = plain.locator("body").inner_text().split("\n")[0]
    assert first == "Skip to main content"
    assert plain.locator("main :is(h1, h2, h3, h4)").first.evaluate("heading => heading.tagName") == "H1"


def _leave_out(route: Route) -> None:
    route.abort()
