"""Every kind of page, in both looks: nothing for axe-core to find, no sideways scrolling, few bytes, no complaints."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.content.words_of_extremes import LONG_WORDS
from tests.journeys.axe import axe_violations
from tests.journeys.editor import edit_page, open_panel
from tests.journeys.installation import Account, Installation
from tests.journeys.screens import DARK, LIGHT, STATES, TURNED, Screen, faults_of, one_of_each, pages_of, wear
from themes.presets import presets

NewPage = Callable[..., Page]

MAX_HOME_BYTES = 150 * 1024


def test_every_kind_of_page_and_every_state(installation: Installation, new_page: NewPage, special_pages: None) -> None:
    page = new_page()
    hosts = ("", "health", "harbour")
    pages = [screen for screen in pages_of(installation) if screen.host in hosts]
    axe = [screen for screen in pages if screen.path.startswith("/axe/")]
    # One of each type is enough: those that have something in every field, and of the demo what these leave out.
    screens = dict.fromkeys([*one_of_each([*axe, *pages], *hosts), *axe, *STATES])

    assert [fault for screen in screens for fault in faults_of(page, installation, screen)] == []


def test_words_that_nothing_breaks(installation: Installation, new_page: NewPage) -> None:
    make = f"from tests.journeys.extreme_sites import make; make({LONG_WORDS!r})"
    installation.manage("shell", "-v", "0", "-c", make)
    page = new_page()
    paths = ("/", "/axe/all-blocks/", "/axe/guidepage/part-2/", "/axe/publicationpage/", "/axe/servicepage/")
    screens = [Screen(LONG_WORDS, path, "long words") for path in paths]

    assert [fault for screen in screens for fault in faults_of(page, installation, screen)] == []


def test_a_form_with_mistakes(installation: Installation, new_page: NewPage) -> None:
    page = new_page()
    page.goto(installation.url("harbour", "/report-a-problem/"))
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_be_visible()

    assert axe_violations(page) == []
    page.get_by_role("link", name="Say what went wrong.").click()
    expect(page.get_by_label("What went wrong?")).to_be_focused()


@pytest.mark.parametrize("preset", sorted(presets()))
def test_every_preset_in_the_light_and_in_the_dark(
    installation: Installation, new_page: NewPage, special_pages: None, preset: str
) -> None:
    # A site of its own: others are looked at as they are. `make accessibility` looks at far more.
    wear(installation, preset, "wardrobe")
    page = new_page()
    found = [
        fault
        for path, looks in (("/", (LIGHT, TURNED)), ("/axe/all-blocks/", (LIGHT, DARK)))
        for fault in faults_of(page, installation, Screen("wardrobe", path, preset), looks=looks)
    ]
    assert found == []


def test_the_doors_of_the_admin(
    installation: Installation, new_page: NewPage, sign_in: Callable[[Page, Account], None]
) -> None:
    page = new_page()
    found: list[str] = []

    def look(name: str) -> None:
        found.extend(f"{name}: {violation}" for violation in axe_violations(page))
        if page.evaluate("document.documentElement.scrollWidth") > page.evaluate("window.innerWidth"):
            found.append(f"{name}: scrolls sideways")

    page.goto(installation.url("admin", "/password/"))
    look("forgotten password")
    page.goto(installation.url("admin", "/admin/login/"))
    page.get_by_label("E-mail address").fill("nobody@health.example")
    page.get_by_label("Password").fill("a wrong password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    look("refused sign-in")
    sign_in(page, installation.account(role="agency_admin", agency="health"))
    page.goto(installation.url("admin"))
    look("start page")
    page.goto(installation.url("nobody"))
    look("unknown host")

    # The editor's own check of a page, on the page that has most to check.
    page.goto(installation.url("health.admin", "/admin/"))
    edit_page(page, "Flu vaccination this winter")
    checks = open_panel(page, "checks")
    expect(checks.get_by_text("Readability", exact=True)).to_be_visible()
    expect(checks.locator("[data-checks-panel] .w-a11y-result__row, .w-a11y-result__row")).to_have_count(0)
    assert found == []


@pytest.mark.parametrize("host", ["", "health", "harbour"])
def test_a_home_page_is_light(installation: Installation, new_page: NewPage, host: str) -> None:
    page = new_page()
    session = page.context.new_cdp_session(page)
    received: list[float] = []
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(installation.url(host), wait_until="networkidle")
    page.keyboard.press("End")
    page.wait_for_load_state("networkidle")

    assert 0 < sum(received) <= MAX_HOME_BYTES
