"""Two people work on one page: comments, a lock, what changed, and back to an earlier version."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.editor import autosaved, edit_page, open_panel, publish, type_into
from tests.journeys.installation import Account, Installation

TITLE = "Treatment and vaccinations when you travel abroad"
WORDS = "What your health card covers abroad, in three steps."


def test_comment_lock_compare_and_go_back(
    installation: Installation, new_page: Callable[..., Page], sign_in: Callable[[Page, Account], None]
) -> None:
    writing, publishing = new_page(width=1500), new_page(width=1500)
    sign_in(writing, installation.account(role="editor", agency="health"))
    sign_in(publishing, installation.account(role="publisher", agency="health"))

    edit_page(writing, TITLE)
    with autosaved(writing, field="summary"):
        type_into(writing, "#id_summary", WORDS)
    open_panel(writing, "comments")
    summary = writing.locator("#panel-child-content-summary-section")
    summary.hover()
    summary.get_by_role("button", name="Add comment").click()
    writing.get_by_placeholder("Enter your comments...").fill("Are three steps still right?")
    with autosaved(writing, field="comments-0-text"):
        writing.get_by_role("button", name="Comment", exact=True).click()
    # Publishing is not an editor's to do.
    footer = writing.get_by_role("navigation", name="Actions (footer)")
    expect(footer.get_by_role("button", name="Publish")).to_have_count(0)

    edit_page(publishing, TITLE)
    open_panel(publishing, "comments")
    expect(publishing.get_by_text("Are three steps still right?")).to_be_visible()
    publishing.get_by_role("link", name="History", exact=True).click()
    publishing.locator("main table").get_by_role("button", name="Actions").first.click()
    publishing.get_by_role("link", name=re.compile("Compare with")).first.click()
    expect(publishing.locator(".comparison .addition").first).to_contain_text("steps")
    expect(publishing.locator(".comparison .deletion").first).to_be_visible()

    edit_page(publishing, TITLE)
    open_panel(publishing, "status").get_by_text("Lock", exact=True).click()
    expect(publishing.get_by_text(re.compile("locked by you|is locked", re.IGNORECASE)).first).to_be_visible()
    edit_page(writing, TITLE)
    expect(writing.get_by_text(re.compile("locked", re.IGNORECASE)).first).to_be_visible()
    expect(writing.get_by_role("button", name="Save draft")).to_have_count(0)
    publishing.get_by_role("button", name="Unlock").first.click()
    expect(publishing.get_by_text("unlocked").first).to_be_visible()

    publish(publishing)
    public = new_page()
    public.goto(installation.url("health", "/services/travel-abroad/"))
    expect(public.get_by_text("in three steps")).to_be_visible()

    # A change of mind: the version that was published comes back as the draft.
    edit_page(publishing, TITLE)
    with autosaved(publishing, field="summary"):
        type_into(publishing, "#id_summary", "Words that nobody wanted.")
    publishing.get_by_role("link", name="History", exact=True).click()
    # The first is the draft that nobody wanted, the second the one that was published.
    publishing.locator("main table").get_by_role("button", name="Actions").nth(1).click()
    publishing.get_by_role("link", name="Review this version").filter(visible=True).click()
    expect(publishing.get_by_text("You are viewing a previous version")).to_be_visible()
    publishing.get_by_role("button", name="Replace current draft").click()
    edit_page(publishing, TITLE)
    expect(publishing.locator("#id_summary")).to_have_value(WORDS)
