"""Every kind of page, in both looks: nothing for axe-core to find, no sideways scrolling, few bytes, no complaints."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import axe_violations
from tests.journeys.editor import edit_page, open_panel
from tests.journeys.installation import Account, Installation

NewPage = Callable[..., Page]

# 1280 pixels at 400 % zoom.
ZOOMED = 320
MAX_HOME_BYTES = 150 * 1024

# Health and the portal wear one preset, the council the other.
PAGES = [
    ("health", "/", "home"),
    ("harbour", "/", "home"),
    ("", "/", "portal"),
    ("", "/agencies/", "agencies"),
    ("", "/news/", "latest news"),
    ("health", "/services/vaccinations/flu/", "standard"),
    ("harbour", "/services/parking/", "standard"),
    ("health", "/news/", "listing"),
    ("harbour", "/news/?topic=home", "filtered listing"),
    ("health", "/news/two-night-clinics/", "news"),
    ("harbour", "/news/spring-tide/", "news"),
    ("", "/search/?q=parking", "results"),
    ("harbour", "/search/?q=parking", "results"),
    ("health", "/search/?q=zzzxqj", "no results"),
    ("health", "/search/", "empty search"),
    ("health", "/no-such-page/", "not found"),
    ("harbour", "/no-such-page/", "not found"),
    ("health", "/axe/all-blocks/", "all blocks"),
    ("harbour", "/axe/all-blocks/", "all blocks"),
    ("health", "/axe/withdrawn/", "withdrawn"),
    ("harbour", "/axe/withdrawn/", "withdrawn"),
    ("health", "/axe/restricted/", "password"),
    ("harbour", "/axe/restricted/", "password"),
]


@pytest.fixture(scope="module")
def special_pages(installation: Installation) -> None:
    """Pages that the demo lacks, in both looks: all blocks, withdrawn, behind a password."""
    installation.manage("shell", "-v", "0", "-c", "from tests.journeys.pages import make; make('health', 'harbour')")


def test_public_pages(installation: Installation, new_page: NewPage, special_pages: None) -> None:
    page = new_page()
    found: list[str] = []
    for host, path, kind in PAGES:
        page.set_viewport_size({"width": 1280, "height": 900})
        response = page.goto(installation.url(host, path))
        assert response is not None
        assert response.status == (404 if kind == "not found" else 200), path
        name = f"{host or 'portal'}{path}"
        found += [f"{name}: {violation}" for violation in axe_violations(page)]
        assert page.locator("html").get_attribute("lang") == "en", name
        assert page.title().strip(), name
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        page.set_viewport_size({"width": ZOOMED, "height": 640})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > ZOOMED:
            found.append(f"{name}: scrolls sideways, {wide} pixels")
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
