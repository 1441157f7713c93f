"""What an editor writes while there is no connection is kept on her device, and put back later."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.editor import autosaved, edit_page, type_into
from tests.journeys.installation import Account, Installation

TITLE = "Treatment and vaccinations when you travel abroad"
KEPT = "() => Object.keys(localStorage).filter((key) => key.startsWith('kept:')).length"


def test_words_outlive_the_connection_and_not_the_sign_out(
    installation: Installation, new_page: Callable[..., Page], sign_in: Callable[[Page, Account], None]
) -> None:
    page = new_page()
    sign_in(page, installation.account(role="editor", agency="health"))
    edit_page(page, TITLE)
    address = page.url
    notice = page.get_by_role("status").filter(has_text="Kept on this device")

    page.context.set_offline(True)
    type_into(page, "#id_summary", "Written on the train.")
    expect(notice).to_be_visible()
    # The battery is empty.
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(address)
    expect(page.locator("#id_summary")).not_to_have_value("Written on the train.")
    page.get_by_role("button", name="Put them back").click()
    expect(page.locator("#id_summary")).to_have_value("Written on the train.")
    assert page.evaluate(KEPT) == 0

    # A connection that comes back saves by itself.
    page.wait_for_timeout(4_000)
    with autosaved(page, field="summary", value="Written in a tunnel."):
        page.context.set_offline(True)
        type_into(page, "#id_summary", "Written in a tunnel.")
        expect(notice).to_be_visible()
        page.context.set_offline(False)
    expect(notice).to_be_hidden()

    page.context.set_offline(True)
    type_into(page, "#id_summary", "A secret.")
    expect(notice).to_be_visible()
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(re.sub(r"/pages/.*", "/", address))
    assert page.evaluate(KEPT) == 1
    page.locator(".sidebar-footer__account").click()
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url(re.compile("signed-out"))
    page.goto(re.sub(r"/pages/.*", "/login/", address))
    assert page.evaluate(KEPT) == 0
