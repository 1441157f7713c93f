"""An agency admin orders the menu, with buttons or the mouse; colours that some cannot read are refused."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.journeys.installation import Account, Installation


def test_the_menu_by_buttons_and_the_theme_by_its_gate(
    installation: Installation, new_page: Callable[..., Page], sign_in: Callable[[Page, Account], None]
) -> None:
    managing, reading = new_page(width=1500), new_page()
    sign_in(managing, installation.account(role="agency_admin", agency="transport"))
    home = installation.url("transport")
    reading.goto(home)
    before = _menu(reading)
    assert before[:2] == ["Services", "Help"]

    managing.get_by_role("button", name="Settings").click()
    managing.get_by_role("link", name="Menus").click()
    top = managing.locator("#panel-items-section")
    # The first button moves the first entry of the menu, not an entry below it.
    top.get_by_role("button", name="Move down").first.click()
    managing.get_by_role("button", name="Save").click()
    expect(managing.get_by_text(re.compile("updated")).first).to_be_visible()
    reading.goto(home)
    assert _menu(reading) == [before[1], before[0], *before[2:]]

    managing.get_by_role("button", name="Settings").click()
    managing.get_by_role("link", name="Theme").click()
    header = _header_colour(reading)
    managing.locator("details", has=managing.locator("[name=header]")).locator("summary").click()
    managing.locator("[name=header]").fill("#ffe680")
    managing.locator("[name=header_text]").fill("#ffffff")
    managing.get_by_role("main").get_by_role("button", name="Save").click()
    refusal = managing.get_by_text(re.compile(r"Text in the header.*\d\.\d+", re.IGNORECASE)).first
    expect(refusal).to_be_visible()
    reading.goto(home)
    assert _header_colour(reading) == header

    managing.locator("[name=header]").fill("#4a1238")
    managing.get_by_role("main").get_by_role("button", name="Save").click()
    expect(refusal).to_be_hidden()
    reading.goto(home)
    assert _header_colour(reading) == "rgb(74, 18, 56)"


def test_the_menu_by_dragging(
    installation: Installation, new_page: Callable[..., Page], sign_in: Callable[[Page, Account], None]
) -> None:
    managing, reading = new_page(width=1500), new_page()
    sign_in(managing, installation.account(role="agency_admin", agency="transport"))
    reading.goto(installation.url("transport"))
    before = _menu(reading)

    managing.get_by_role("button", name="Settings").click()
    managing.get_by_role("link", name="Menus").click()
    entries = managing.locator("#panel-items-section [data-streamfield-stream-container]").first.locator(
        "> [data-streamfield-child]"
    )
    expect(entries).to_have_count(len(before))
    for entry in entries.all()[:2]:
        entry.locator("[data-panel-toggle]").first.click()
    _drag(managing, entries.nth(0).locator("[data-streamfield-action=DRAG]").first, below=entries.nth(1))
    managing.get_by_role("button", name="Save").click()
    expect(managing.get_by_text(re.compile("updated")).first).to_be_visible()

    reading.goto(installation.url("transport"))
    assert _menu(reading) == [before[1], before[0], *before[2:]]


def _drag(page: Page, handle: Locator, *, below: Locator) -> None:
    """Take hold of something with the mouse and let it go at the lower edge of something else."""
    handle.scroll_into_view_if_needed()
    handle.hover()
    page.mouse.down()
    place = below.bounding_box()
    assert place is not None
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] - 5, steps=20)
    # The others make room in a short animation.
    page.wait_for_timeout(500)
    page.mouse.up()


def _menu(page: Page) -> list[str]:
    entries = page.get_by_role("navigation", name="Main").locator(".navigation__item")
    return [words.split("\n")[0].strip() for words in entries.all_inner_texts()]


def _header_colour(page: Page) -> str:
    colour: str = page.locator(".site-header__bar").evaluate("it => getComputedStyle(it).backgroundColor")
    return colour
