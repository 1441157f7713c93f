"""Somebody who works for two agencies signs in once; her rights do not mix."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.installation import Account, Installation


def test_one_sign_in_opens_both_agencies_and_no_third(
    installation: Installation, page: Page, sign_in: Callable[[Page, Account], None]
) -> None:
    email = "sofia.bergstrom@shared.example"
    # An editor in the ministry, and for this journey a publisher in the town council.
    installation.manage("add_member", email, "--agency", "harbour", "--role", "publisher")
    sofia = installation.account(role="editor", agency="harbour", email=email)

    page.goto(installation.url("health.admin", "/admin/pages/"))
    expect(page).to_have_url(re.compile(r"/admin/login/\?next="))
    sign_in(page, sofia)
    page.goto(installation.url("admin"))
    expect(page.get_by_role("link", name="Ministry of Health")).to_be_visible()
    expect(page.get_by_text("Editor", exact=True)).to_be_visible()
    expect(page.get_by_text("Publisher", exact=True)).to_be_visible()

    page.get_by_role("link", name="Ministry of Health").click()
    expect(page).to_have_url(installation.url("health.admin", "/admin/"))
    assert _actions_on(page, installation, host="health.admin", title="Hospital waiting times") == {
        "Save draft",
        "Submit for approval",
    }

    page.goto(installation.url("admin"))
    page.get_by_role("link", name="Merrin Harbour Town Council").click()
    expect(page).to_have_url(installation.url("harbour.admin", "/admin/"))
    allowed = _actions_on(page, installation, host="harbour.admin", title="Beaches and bathing water")
    assert {"Save draft", "Publish", "Unpublish"} <= allowed

    # What is Health's does not exist at the council, nor does a third agency's admin at all.
    page.goto(installation.url("harbour.admin", "/admin/pages/search/?q=Hospital waiting times"))
    expect(page.get_by_role("link", name="Hospital waiting times")).to_have_count(0)
    for path in ("/admin/", "/admin/pages/", "/admin/images/"):
        response = page.goto(installation.url("transport.admin", path))
        assert response is not None
        assert response.status == 404
        expect(page.get_by_text("Transport")).to_have_count(0)

    # Signing out of one is signing out of all.
    page.goto(installation.url("admin"))
    page.get_by_role("button", name="Sign out").click()
    page.goto(installation.url("harbour.admin", "/admin/"))
    expect(page).to_have_url(re.compile(r"/admin/login/"))


def _actions_on(page: Page, installation: Installation, *, host: str, title: str) -> set[str]:
    page.goto(installation.url(host, f"/admin/pages/search/?q={title}"))
    page.get_by_role("link", name=title, exact=True).first.click()
    footer = page.get_by_role("navigation", name="Actions (footer)")
    expect(footer.get_by_role("button", name="Save draft")).to_be_visible()
    actions = footer.locator("button:visible, a:visible")
    more = footer.get_by_role("button", name="More actions")
    if more.count():
        before = actions.count()
        more.click()
        # The menu comes a moment after the click.
        expect(actions).not_to_have_count(before)
    return {words.strip() for words in actions.all_inner_texts()} - {"", "More actions"}
