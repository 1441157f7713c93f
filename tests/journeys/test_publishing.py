"""An editor writes, previews and publishes; citizens find it wherever they search; the clock publishes too."""

import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.journeys.editor import (
    autosaved,
    begin_page,
    choose_image,
    edit_page,
    insert_block,
    open_panel,
    publish,
    type_into,
    write_text,
)
from tests.journeys.installation import Account, Installation

SignIn = Callable[[Page, Account], None]
NewPage = Callable[..., Page]


def test_a_page_is_written_previewed_published_and_found_everywhere(
    installation: Installation, new_page: NewPage, sign_in: SignIn
) -> None:
    editing, reading = new_page(), new_page()
    sign_in(editing, installation.account(role="publisher", agency="health"))
    expect(editing).to_have_url(installation.url("health.admin", "/admin/"))

    begin_page(
        editing,
        below="Services and advice",
        kind="Standard page",
        title="Hearing tests at home",
        summary="A nurse comes to you when you cannot travel.",
    )
    heading = insert_block(editing, "Heading")
    editing.locator(f"[name=body-{heading}-value-text]").fill("Who can ask for a visit")
    insert_block(editing, "Text")
    write_text(editing, "Anybody who is over sixty and cannot travel to a clinic.")
    callout = insert_block(editing, "Callout")
    editing.locator(f"[name=body-{callout}-value-title]").fill("The visit is free")
    write_text(editing, "You pay neither for the test nor for the journey.")
    accordion = insert_block(editing, "Accordion")
    editing.locator(f"[name=body-{accordion}-value-sections-0-value-heading]").fill("How long does it take?")
    write_text(editing, "About forty minutes with the audiometer.")
    image = insert_block(editing, "Image")
    with autosaved(editing, field=f"body-{image}-value-caption", value="A visit in winter"):
        choose_image(editing, "A street in winter")
        type_into(editing, f"[name=body-{image}-value-caption]", "A visit in winter")

    # Nobody pressed a button: the page has an address of its own, and the last choice is in it.
    expect(editing).to_have_url(re.compile(r"/admin/pages/\d+/edit/$"))
    editing.reload()
    expect(editing.get_by_text("A street in winter")).to_be_visible()
    response = reading.goto(installation.url("health", "/services/hearing-tests-at-home/"))
    assert response is not None
    assert response.status == 404

    reading.goto(installation.url("health"))
    look = reading.locator(".site-header__bar").evaluate("header => getComputedStyle(header).backgroundColor")
    preview = open_panel(editing, "preview")
    frame = preview.frame_locator("iframe").first
    for size in ("mobile", "tablet", "desktop"):
        preview.get_by_role("radio", name=f"Preview in {size} size").check(force=True)
        expect(frame.get_by_text("A visit in winter")).to_be_visible()
        expect(frame.locator(".site-header__bar")).to_have_css("background-color", look)

    publish(editing)
    editing.get_by_role("link", name="View live").click()
    expect(editing).to_have_url(installation.url("health", "/services/hearing-tests-at-home/"))
    for words in ("Who can ask for a visit", "The visit is free", "How long does it take?"):
        expect(editing.get_by_text(words).first).to_be_visible()

    reading.goto(installation.url("transport", "/"))
    reading.get_by_role("searchbox").first.fill("audiometer journey")
    reading.keyboard.press("Enter")
    expect(reading.get_by_role("link", name="Hearing tests at home")).to_have_count(0)
    reading.get_by_role("link", name="Search all of government").click()
    expect(reading.get_by_role("link", name="Hearing tests at home")).to_be_visible()

    reading.goto(installation.url("", "/"))
    reading.get_by_role("searchbox").first.fill("hearing test nurse")
    reading.keyboard.press("Enter")
    reading.get_by_role("link", name="Hearing tests at home").click()
    expect(reading).to_have_url(installation.url("health", "/services/hearing-tests-at-home/"))


def test_a_correction_from_a_telephone(installation: Installation, new_page: NewPage, sign_in: SignIn) -> None:
    page = new_page(width=360, height=740)
    sign_in(page, installation.account(role="publisher", agency="harbour"))
    edit_page(page, "Beaches and bathing water")
    with autosaved(page, field="summary"):
        type_into(page, "#id_summary", "West Beach is closed until the water has been tested.")
    publish(page)

    assert (
        b"closed until the water has been tested"
        in installation.get(installation.url("harbour", "/services/beaches/")).body
    )


def test_the_clock_publishes_and_takes_down(installation: Installation, new_page: NewPage, sign_in: SignIn) -> None:
    editing, reading = new_page(), new_page()
    address = installation.url("health", "/services/winter-fuel-help/")
    sign_in(editing, installation.account(role="publisher", agency="health"))
    begin_page(
        editing,
        below="Services and advice",
        kind="Standard page",
        title="Winter fuel help",
        summary="Help with the cost of heating.",
    )
    expect(editing).to_have_url(re.compile(r"/admin/pages/\d+/edit/$"))

    # The worker looks at the clock; a minute that is about to begin is soon.
    panel = open_panel(editing, "status")
    panel.get_by_role("button", name="Set schedule").click()
    dialog = editing.get_by_role("dialog", name="Set publishing schedule")
    now = datetime.now(ZoneInfo("Europe/London"))
    for field, days in (("go_live_at", 1), ("expire_at", 3)):
        dialog.locator(f"[name={field}]").fill(f"{now + timedelta(days=days):%Y-%m-%d %H:%M}")
        dialog.locator(f"[name={field}]").press("Tab")
    # By key: the calendar that opened on the field covers the button.
    dialog.get_by_role("button", name="Save schedule").press("Enter")
    expect(dialog).to_be_hidden()
    editing.get_by_role("button", name="More actions").click()
    editing.get_by_role("button", name=re.compile("^Schedule to publish")).click()
    expect(editing.get_by_text(re.compile("scheduled for publishing"))).to_be_visible()
    assert installation.get(address).status == 404

    # The worker is running; it needs no more than the day to come.
    _let_days_pass(installation, "Winter fuel help", days=2)
    _wait_for(installation, address, status=200)
    _search_until_found(reading, installation.url("", "/search/?q=winter fuel heating"), "Winter fuel help")

    _let_days_pass(installation, "Winter fuel help", days=2)
    _wait_for(installation, address, status=404)
    reading.goto(installation.url("", "/search/?q=winter fuel heating"))
    expect(reading.get_by_role("link", name="Winter fuel help")).to_have_count(0)


def _let_days_pass(installation: Installation, title: str, *, days: int) -> None:
    installation.manage(
        "shell",
        "-v",
        "0",
        "-c",
        f"from tests.journeys.pages import let_days_pass; let_days_pass({title!r}, days={days})",
    )


def _search_until_found(reading: Page, address: str, title: str) -> None:
    """What a worker has published is found a moment later."""
    deadline = time.monotonic() + 20
    reading.goto(address)
    while reading.get_by_role("link", name=title).count() == 0:
        assert time.monotonic() < deadline, f"{title} is not found"
        time.sleep(0.5)
        reading.goto(address)


def _wait_for(installation: Installation, address: str, *, status: int) -> None:
    deadline = time.monotonic() + 40
    while installation.get(address).status != status:
        assert time.monotonic() < deadline, f"{address} does not answer {status}"
        time.sleep(0.5)
