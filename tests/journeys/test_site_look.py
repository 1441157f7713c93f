"""An agency admin orders the menu and chooses colours; colours that some cannot read are refused."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

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


def _menu(page: Page) -> list[str]:
    entries = page.get_by_role("navigation", name="Main").locator(".navigation__item")
    return [words.split("\n")[0].strip() for words in entries.all_inner_texts()]


def _header_colour(page: Page) -> str:
    colour: str = page.locator(".site-header__bar").evaluate("it => getComputedStyle(it).backgroundColor")
    return colour
