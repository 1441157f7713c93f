"""Citizens with a telephone, with a keyboard only, and without JavaScript."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.installation import Account, Installation

NewPage = Callable[..., Page]


def test_on_a_telephone_from_the_portal_to_the_answer(installation: Installation, new_page: NewPage) -> None:
    page = new_page(width=360, height=740)
    page.goto(installation.url())
    page.get_by_role("searchbox").fill("parking")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text(re.compile(r"^\d+ results$"))).to_be_visible()
    _fits(page)

    page.locator("summary", has_text="Narrow the results").click()
    agencies = page.get_by_label("Agency", exact=True)
    agencies.select_option(agencies.locator("option", has_text="Merrin Harbour").get_attribute("value"))
    page.get_by_role("button", name="Apply filters").click()
    expect(page.locator(".search-results").get_by_text("Orlune Transport Agency")).to_have_count(0)
    page.get_by_role("link", name="Parking permits and charges").click()
    expect(page).to_have_url(installation.url("harbour", "/services/parking/"))
    _fits(page)

    page.locator("summary", has_text="Menu").click()
    page.get_by_role("navigation").get_by_role("link", name="News", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="News")).to_be_visible()
    _fits(page)


def test_with_the_keyboard_alone(
    installation: Installation, new_page: NewPage, sign_in: Callable[[Page, Account], None]
) -> None:
    page = new_page()
    page.goto(installation.url("health"))
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()
    _shows_focus(page)
    page.keyboard.type("flu vaccination")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?"))
    _tab_to(page, "Flu vaccination this winter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Flu vaccination this winter")).to_be_visible()

    # The menu opens and closes on its own button; Escape is not needed, and nothing traps.
    _tab_to(page, "Services and advice")
    _shows_focus(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Having a baby").first).to_be_visible()
    _tab_to(page, "Can the vaccination give me flu?")
    _shows_focus(page)
    answer = page.locator("details", has_text="Can the vaccination give me flu?").last.locator("p").first
    expect(answer).to_be_hidden()
    page.keyboard.press("Enter")
    expect(answer).to_be_visible()

    account = installation.account(role="editor", agency="health")
    page.goto(installation.url("admin", "/admin/login/"))
    if not page.locator("#id_username").evaluate("field => field === document.activeElement"):
        _tab_to(page, "", selector="#id_username")
    page.keyboard.type(account.email)
    page.keyboard.press("Tab")
    page.keyboard.type(account.password)
    page.keyboard.press("Enter")
    expect(page).to_have_url(installation.url("health.admin", "/admin/"))


def test_without_javascript_everything_public_works(installation: Installation, new_page: NewPage) -> None:
    page = new_page(width=360, height=740, java_script_enabled=False)
    page.goto(installation.url("health"))
    page.locator("summary", has_text="Menu").click()
    page.get_by_role("link", name="Vaccinations", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vaccinations")

    page.goto(installation.url("", "/search/?q=service"))
    first = page.get_by_role("main").get_by_role("heading", level=2).first.inner_text()
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("main").get_by_role("heading", level=2).first).not_to_have_text(first)
    page.locator("summary", has_text="Narrow the results").click()
    page.get_by_label(re.compile("^News")).check()
    page.get_by_role("button", name="Apply filters").click()
    expect(page).to_have_url(re.compile("type="))

    page.goto(installation.url("health", "/news/"))
    page.locator("summary", has_text="Narrow the list").click()
    page.get_by_label(re.compile("^Safety and emergencies")).check()
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_text(re.compile(r"^1 page"))).to_be_visible()

    page.goto(installation.url("health", "/services/vaccinations/flu/"))
    page.get_by_text("I had it last year. Do I need it again?").click()
    expect(page.get_by_text("protection fades after about six months")).to_be_visible()


def _fits(page: Page) -> None:
    """No page is wider than the window."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= window, f"{page.url} is {wide} pixels wide in a window of {window}"


def _tab_to(page: Page, words: str, *, selector: str = "a, button, summary, input") -> None:
    """Press Tab until what has the focus is called ``words``."""
    for _ in range(120):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "selector => { const it = document.activeElement;"
            " return it.matches(selector) ? (it.getAttribute('aria-label') || it.innerText || '').trim() : null }",
            selector,
        )
        if focused is not None and words in focused:
            return
    raise AssertionError(f"The focus never came to “{words}” on {page.url}")


def _shows_focus(page: Page) -> None:
    """Something about the focused element is drawn that is not drawn otherwise."""
    focused = page.evaluate(
        "() => { const s = getComputedStyle(document.activeElement);"
        " return [s.outline, s.boxShadow, s.backgroundColor] }"
    )
    plain = page.evaluate(
        "() => { const it = document.activeElement; it.blur(); const s = getComputedStyle(it);"
        " const seen = [s.outline, s.boxShadow, s.backgroundColor]; it.focus({focusVisible: true}); return seen }"
    )
    assert focused != plain, f"the focus is invisible on {page.url}"
