"""Choosing blocks, mending what one refuses, and what a video does before and after a reader asks for it."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.axe import axe_violations
from tests.journeys.editor import autosaved, begin_page, insert_block
from tests.journeys.installation import Account, Installation

NewPage = Callable[..., Page]


def test_an_editor_finds_a_block_and_mends_its_figures(
    installation: Installation, page: Page, sign_in: Callable[[Page, Account], None]
) -> None:
    sign_in(page, installation.account(role="publisher", agency="health"))
    page.goto(installation.url("health.admin", "/admin/"))
    begin_page(
        page,
        below="Services and advice",
        kind="Standard page",
        title="Waiting in numbers",
        summary="How long it takes.",
    )

    # The chooser has its groups, finds blocks by their names, shows what they look like and when not to use them.
    body = page.locator("#panel-child-content-body-section")
    body.get_by_role("button", name="Insert a block").last.click()
    for group in ("Text", "Pictures and video", "Lists and links", "Data", "People and places"):
        expect(page.locator(".w-combobox__optgroup-label", has_text=re.compile(f"^{group}$"))).to_be_visible()
    page.get_by_role("combobox").fill("char")
    option = page.get_by_role("option")
    expect(option).to_have_text(["Chart"])
    page.locator(".w-combobox__option-preview").click()
    preview = page.locator(".w-combobox-preview")
    expect(preview).to_contain_text("Not for two or three numbers")
    expect(preview.frame_locator("iframe").get_by_role("img", name="Days to the first appointment")).to_be_visible()
    page.keyboard.press("Escape")

    number = insert_block(page, "Chart")
    place = f"body-{number}-value"
    page.locator(f"[name={place}-title]").fill("Days of waiting")
    # Published while its first draft is on its way, a page would meet its own address.
    with autosaved(page, field=f"{place}-summary", value="They fell"):
        page.locator(f"[name={place}-summary]").fill("They fell.")
    figures = page.locator(f"[name={place}-csv]")
    figures.fill('Town,2026\n"Harbour Town,9\n')
    _publish(page)

    expect(page.locator("[data-contentpath=csv]")).to_contain_text("Line 2: a quotation mark is left open")
    expect(figures).to_have_value(re.compile("Harbour Town"))
    figures.fill("Town,2026\nHarbour Town,9\n")
    _publish(page)

    expect(page.locator(".messages")).to_contain_text("published")
    page.goto(installation.url("health", "/services/waiting-in-numbers/"))
    expect(page.get_by_role("img", name="Days of waiting")).to_be_visible()
    expect(page.get_by_role("table")).not_to_be_visible()
    page.get_by_text("Figures of “Days of waiting” as a table").click()
    expect(page.get_by_role("cell", name="9")).to_be_visible()


def test_a_video_is_fetched_when_a_reader_asks_for_it(
    installation: Installation, new_page: NewPage, special_pages: None
) -> None:
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(installation.url("health", "/axe/all-blocks/"), wait_until="networkidle")
    assert {url for url in asked if "localhost" not in url and not url.startswith("data:")} == set()

    play = page.get_by_role("link", name="Play “What happens at the clinic”")
    play.press("Enter")
    player = page.get_by_title("What happens at the clinic")
    expect(player).to_be_focused()
    expect(player).to_have_attribute("src", re.compile(r"^https://www\.youtube-nocookie\.com/embed/"))
    expect(play).to_have_count(0)
    assert any("youtube-nocookie.com" in url for url in asked)
    # The other video still waits.
    assert not any("vimeo.com" in url for url in asked)
    assert axe_violations(page) == []

    without_script = new_page(java_script_enabled=False)
    without_script.goto(installation.url("health", "/axe/all-blocks/"))
    link = without_script.get_by_role("link", name="Play “Without a picture”")
    expect(link).to_have_attribute("href", "https://vimeo.com/123456")


def _publish(page: Page) -> None:
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
