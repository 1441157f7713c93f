"""A page is submitted, sent back, corrected, approved and found; nobody needs to be told where to look."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.journeys.editor import autosaved, begin_page, edit_page, type_into
from tests.journeys.installation import Account, Installation

SignIn = Callable[[Page, Account], None]
NewPage = Callable[..., Page]

TITLE = "Flu jabs at the town hall"


def test_a_page_is_submitted_sent_back_corrected_approved_and_found(
    installation: Installation, new_page: NewPage, sign_in: SignIn
) -> None:
    editing, approving, reading = new_page(), new_page(), new_page(width=360, height=740)
    sign_in(editing, installation.account(role="editor", agency="health", email="priya.raman@health.example"))
    sign_in(approving, installation.account(role="publisher", agency="health"))
    reading.goto(installation.url("health", "/services/flu-jabs-at-the-town-hall/"))

    begin_page(
        editing,
        below="Services and advice",
        kind="Standard page",
        title=TITLE,
        summary="A jab without an appointment.",
    )
    expect(editing).to_have_url(re.compile(r"/admin/pages/\d+/edit/$"))
    address = editing.url
    dialogue = submit(editing, note="Please check the days.")
    expect(dialogue).to_contain_text("Tomas Lindqvist")
    dialogue.get_by_role("button", name="Submit", exact=True).click()
    expect(editing.locator(".messages")).to_contain_text(TITLE)
    editing.goto(address)
    expect(editing.locator(".messages")).to_contain_text("waits for approval")
    expect(editing.get_by_role("button", name="Page locked")).to_be_disabled()

    approving.goto(installation.url("health.admin", "/admin/"))
    expect(approving.get_by_role("heading", name="Waits for your approval")).to_be_visible()
    expect(approving.get_by_text("Please check the days.")).to_be_visible()
    approving.get_by_role("button", name=f"Actions for “{TITLE}”").click()
    approving.get_by_role("button", name="Ask for changes").click()
    modal = approving.locator(".modal")
    modal.get_by_role("button", name="Ask for changes").click()
    expect(modal).to_contain_text("Say what has to change.")
    modal.get_by_label("What has to change?").fill("On which days?")
    modal.get_by_role("button", name="Ask for changes").click()
    expect(approving.locator(".messages")).to_contain_text("goes back to Priya Raman")

    editing.goto(installation.url("health.admin", "/admin/"))
    expect(editing.get_by_role("heading", name="Your submissions")).to_be_visible()
    expect(editing.get_by_text("On which days?")).to_be_visible()
    edit_page(editing, TITLE)
    expect(editing.locator(".messages")).to_contain_text("On which days?")
    with autosaved(editing, field="summary", value="A jab without an appointment, on Fridays"):
        type_into(editing, "#id_summary", "A jab without an appointment, on Fridays in November.")
    submit(editing, note="Added.").get_by_role("button", name="Submit", exact=True).click()
    expect(editing.locator(".messages")).to_contain_text(TITLE)

    edit_page(approving, TITLE)
    expect(approving.locator(".messages")).to_contain_text("Added.")
    approving.get_by_role("button", name="More actions").click()
    expect(approving.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    approving.get_by_role("button", name="Approve and publish").click()
    expect(approving.locator(".messages")).to_contain_text("is approved and published")

    reading.goto(installation.url("", "/search/?q=jab november friday"))
    reading.get_by_role("link", name=TITLE).click()
    expect(reading).to_have_url(installation.url("health", "/services/flu-jabs-at-the-town-hall/"))
    expect(reading.get_by_text("on Fridays in November")).to_be_visible()


def submit(page: Page, *, note: str) -> Locator:
    """Open the dialogue of the page that is open and write the note; gives the dialogue."""
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Submit for approval").click()
    dialogue = page.get_by_role("dialog", name="Submit for approval")
    dialogue.get_by_label("Note for those who approve").fill(note)
    return dialogue
