"""An editor writes a guide with nothing but a telephone; a citizen reads it on one."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.journeys.axe import axe_violations
from tests.journeys.editor import begin_page, open_panel, publish, write_text
from tests.journeys.installation import Account, Installation

TELEPHONE = {"width": 360, "height": 740}
GUIDE = "A walk to the clinic"
PARTS = {
    "Before you leave": "Take your health card with you.",
    "The way there": "Follow the green signs from the station.",
    "At the desk": "Say your name and the time of your appointment.",
    "Your way home": "Rest for an hour before you drive.",
    "In the waiting room": "The screen shows your number.",
}
IN_ORDER = [
    "Before you leave",
    "The way there",
    "At the desk",
    "In the waiting room",
    "Your way home",
]

# Whatever is to be touched, and what of it lies beyond the edges of the window.
OUT_OF_REACH = """(region) =>
    [...region.querySelectorAll("a, button, input, select, textarea, [contenteditable=true]")]
        .filter((control) => control.checkVisibility({ visibilityProperty: true }))
        .filter((control) => {
            const place = control.getBoundingClientRect();
            return place.width > 1 && (place.left < 0 || place.right > innerWidth);
        })
        .map((control) => control.outerHTML.slice(0, 200))"""


def test_a_guide_with_five_parts_is_written_and_read_on_a_telephone(
    installation: Installation, new_page: Callable[..., Page], sign_in: Callable[[Page, Account], None]
) -> None:
    page, reading = new_page(**TELEPHONE), new_page(**TELEPHONE)
    sign_in(page, installation.account(role="publisher", agency="health"))
    begin_page(
        page, below="Services and advice", kind="Guide", title=GUIDE, summary="From your door to the doctor and back."
    )
    for title, words in PARTS.items():
        _write_part(page, title, words)
    _is_in_reach(page, page.locator("form[data-edit-form]"))

    # By button: nobody drags a part across three screens of a telephone.
    expect(_titles(page).nth(3)).to_have_value("Your way home")
    last = page.locator("[data-streamfield-child]").filter(has=page.locator("[name=body-4-value-title]"))
    last.get_by_role("button", name="Move up").first.click()
    for number, title in enumerate(IN_ORDER):
        expect(_titles(page).nth(number)).to_have_value(title)

    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messages")).to_contain_text(re.compile("has been (created|updated)"))
    expect(_titles(page).nth(3)).to_have_value("In the waiting room")
    _is_in_reach(page, page.locator("body"))
    address = installation.url("health", "/services/a-walk-to-the-clinic/")
    assert installation.get(address).status == 404

    preview = open_panel(page, "preview")
    frame = preview.frame_locator("iframe").first
    expect(frame.get_by_role("heading", name="Before you leave")).to_be_visible()
    preview.get_by_label("Preview mode").select_option(label="All parts")
    expect(frame.get_by_text(PARTS["In the waiting room"])).to_be_visible()
    page.get_by_role("button", name="Toggle preview").click()
    expect(preview).to_be_hidden()
    publish(page)

    reading.goto(address)
    contents = reading.get_by_role("navigation", name="Parts of this guide")
    expect(contents.get_by_role("listitem")).to_have_text([re.compile(f"{title}$") for title in IN_ORDER])
    for number, title in enumerate(IN_ORDER):
        if number:
            reading.locator("a[rel=next]").click()
        expect(reading.get_by_role("heading", level=2, name=title)).to_be_visible()
        expect(reading.get_by_text(PARTS[title])).to_be_visible()
        _fits(reading)
    expect(reading.locator("a[rel=next]")).to_have_count(0)
    reading.locator("a[rel=prev]").click()
    expect(reading.get_by_role("heading", level=2, name="In the waiting room")).to_be_visible()
    assert axe_violations(reading) == []
    contents.get_by_role("link", name="At the desk").click()
    expect(reading.get_by_text(PARTS["At the desk"])).to_be_visible()

    reading.get_by_role("link", name="All parts on one page").click()
    expect(reading.get_by_role("main").get_by_role("heading", level=2)).to_have_text(IN_ORDER)
    for words in PARTS.values():
        expect(reading.get_by_text(words)).to_be_visible()
    _fits(reading)


def _write_part(page: Page, title: str, words: str) -> None:
    """Add a part at the end of the guide, name it and write a text into it."""
    number = int(page.locator("[name=body-count]").input_value())
    page.locator("#panel-child-content-body-section").get_by_role("button", name="Insert a block").last.click()
    expect(page.locator("[name=body-count]")).to_have_value(str(number + 1))
    place = f"body-{number}-value"
    page.locator(f"[name={place}-title]").press_sequentially(title)
    text = page.locator(f"[name={place}-body-count] + [data-streamfield-stream-container]")
    option = page.get_by_role("option", name="Text", exact=True)
    text.get_by_role("button", name="Insert a block").click()
    # What a slow browser draws while it saves may close the list again.
    try:
        option.click(timeout=5_000)
    except TimeoutError:
        text.get_by_role("button", name="Insert a block").click()
        option.click()
    expect(page.locator(f"[name={place}-body-count]")).to_have_value("1")
    write_text(page, words)
    # The field follows the keys a moment later.
    expect(page.locator(f"[name={place}-body-0-value]")).to_have_value(re.compile(words))


def _titles(page: Page) -> Locator:
    """The titles of the parts, from the top to the bottom of the screen."""
    return page.locator("[name^=body-][name$=-value-title]")


def _is_in_reach(page: Page, region: Locator) -> None:
    """Nothing of the editor has to be scrolled to sideways, or cannot be reached at all."""
    _fits(page)
    assert region.evaluate(OUT_OF_REACH) == []


def _fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= TELEPHONE["width"], page.url
