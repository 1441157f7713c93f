"""An editor's hands: the steps in the page editor that several journeys share."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, Response, expect

# A draft is kept a moment after the last key.
_NUDGED_AFTER_MS = 6_000
_MOST_NUDGES = 6
# The editor remembers what a form held two seconds after it opened; what is typed before is no change to it.
OPENS_WITHIN_MS = 4_000
_ATTEMPTS = 3


def begin_page(page: Page, *, below: str, kind: str, title: str, summary: str) -> None:
    """Open the form of a new page of ``kind`` below the page called ``below``, and name it."""
    open_pages_below(page, below)
    page.get_by_role("link", name="Add child page").first.click()
    page.get_by_role("link", name=re.compile(f"^{kind}")).click()
    page.wait_for_timeout(OPENS_WITHIN_MS)
    type_into(page, "#id_title", title)
    type_into(page, "#id_summary", summary)


def type_into(page: Page, selector: str, text: str) -> None:
    """Write over a field key by key: the editor keeps what is typed, not what a script fills in."""
    field = page.locator(selector)
    for _attempt in range(_ATTEMPTS):
        field.click()
        page.keyboard.press("Control+A")
        page.keyboard.type(text)
        # A dialogue that closes late takes the focus back, and the rest of the words with it.
        if field.input_value() == text:
            return
    raise AssertionError(f"{selector} holds {field.input_value()!r} after {_ATTEMPTS} attempts to type {text!r}.")


def choose_image(page: Page, title: str) -> None:
    """Choose an image for the last image block, and wait until the chooser has gone and the choice is shown."""
    page.get_by_role("button", name="Choose an image").last.click()
    chooser = page.locator(".modal")
    chooser.get_by_role("link", name=re.compile(title)).click()
    # As it goes it gives the focus back to the button; what is typed before that is lost.
    expect(chooser).to_have_count(0)
    expect(page.locator("[data-chooser-title]", has_text=title).last).to_be_visible()


def open_pages_below(page: Page, title: str) -> None:
    """Find a page by the admin's search and list the pages below it."""
    page.goto(_admin(page) + f"/admin/pages/search/?q={title}")
    page.get_by_role("link", name=title, exact=True).first.click()
    page.goto(page.url.replace("/edit/", "/"))


def edit_page(page: Page, title: str) -> None:
    """Find a page by the admin's search and open it."""
    page.goto(_admin(page) + f"/admin/pages/search/?q={title}")
    page.get_by_role("link", name=title, exact=True).first.click()
    expect(page.locator("#id_title")).to_have_value(title)
    page.wait_for_timeout(OPENS_WITHIN_MS)


def insert_block(page: Page, name: str) -> int:
    """Add a block at the end of the body; gives its number, which the names of its fields begin with."""
    body = page.locator("#panel-child-content-body-section")
    number = int(page.locator("[name=body-count]").input_value())
    body.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name=name, exact=True).click()
    expect(page.locator("[name=body-count]")).to_have_value(str(number + 1))
    return number


def write_text(page: Page, text: str) -> None:
    """Type into the last rich text of the body."""
    body = page.locator("#panel-child-content-body-section")
    body.locator("[contenteditable=true]").last.click()
    page.keyboard.type(text)


@contextmanager
def autosaved(page: Page, *, field: str, value: str = "") -> Iterator[None]:
    """Wait after the changes inside until a draft with ``value`` in ``field`` is kept; without one, with anything."""
    wanted = re.escape(value) if value else r"[^\r]"
    filled = re.compile(rf'name="{field}"\r\n\r\n{wanted}'.encode())
    drafts: list[Response] = []

    def note_draft(response: Response) -> None:
        sent = response.request.post_data_buffer or b""
        if response.ok and "/preview/" not in response.url and filled.search(sent) is not None:
            drafts.append(response)

    page.on("response", note_draft)
    yield
    nudges = 0
    while not drafts:
        assert nudges < _MOST_NUDGES, (
            f"No draft with {value or 'anything'} in {field} was kept;"
            f" the field holds {page.locator(f'[name={field}]').input_value()!r}, the page says: {_said(page)}"
        )
        page.wait_for_timeout(_NUDGED_AFTER_MS)
        # A slow browser takes what it found for the form as it was opened; a space more is a change to it, and one
        # that the form leaves out when it is read.
        if not drafts and page.locator("#id_summary").is_visible():
            page.locator("#id_summary").press("End")
            page.keyboard.type(" ")
        nudges += 1
    page.remove_listener("response", note_draft)


def publish(page: Page) -> None:
    """Publish the page that is open."""
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name=re.compile("^Publish")).click()
    expect(page.get_by_text(re.compile("has been published"))).to_be_visible()


def open_panel(page: Page, name: str) -> Locator:
    """Open a side panel: status, preview, checks, comments."""
    panel = page.locator(f"[data-side-panel={name}]")
    if not panel.is_visible():
        page.get_by_role("button", name=f"Toggle {name}").click()
    expect(panel).to_be_visible()
    return panel


def _said(page: Page) -> str:
    """What the editor says of saving, and what it finds wrong."""
    told = page.locator("#w-autosave-indicator, .w-field__errors, .messages").all_inner_texts()
    return " · ".join(text.strip() for text in told if text.strip())


def _admin(page: Page) -> str:
    found = re.match(r"https?://[^/]+", page.url)
    assert found is not None, "The browser is not in an agency's admin."
    return found.group()
