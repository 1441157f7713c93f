"""An editor brings a Word document: headings, lists, a table and a picture become blocks of a page."""

from binascii import hexlify
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image as Picture
from playwright.sync_api import Page, expect

from tests.journeys.editor import autosaved, begin_page, publish
from tests.journeys.installation import Account, Installation

WORD = Path(__file__).parent.parent / "content" / "pasted" / "word.txt"
# What a browser does when somebody pastes, with what Word puts on the clipboard.
PASTE = """(box, [html, rtf]) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    data.setData("text/rtf", rtf);
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def clipboard() -> list[str]:
    """The document as HTML, which names the picture by a file on the editor's machine, and as RTF, which has it."""
    drawn = BytesIO()
    Picture.new("RGB", (640, 400), "firebrick").save(drawn, "PNG")
    html = WORD.read_text().replace("pasted:0", "file:///C:/Users/ANNA~1/AppData/Local/Temp/clip_image002.png")
    rtf = (
        r"{\rtf1\ansi{\*\shppict{\pict{\*\picprop{\sp{\sn wzDescription}{\sv A bus}}}\picscalex100\picw640\pich400"
        r"\pngblip\bliptag-1842{\*\blipuid 91fe3b2c5d7e4f0a91fe3b2c5d7e4f0a}"
        + hexlify(drawn.getvalue()).decode()
        + "}}}"
    )
    return [html, rtf]


def test_paste_a_word_document(
    installation: Installation, new_page: Callable[..., Page], sign_in: Callable[[Page, Account], None]
) -> None:
    page = new_page()
    sign_in(page, installation.account(role="publisher", agency="health"))
    begin_page(page, below="Services and advice", kind="Standard page", title="Bus passes", summary="Who travels free.")

    page.get_by_role("button", name="Paste a document").click()
    dialogue = page.get_by_role("dialog", name="Paste a document")
    dialogue.get_by_role("textbox", name="Paste a document").evaluate(PASTE, clipboard())
    expect(dialogue.get_by_text("footnote: put what matters into the text")).to_be_visible()
    expect(dialogue.get_by_role("region", name="What will be inserted")).to_contain_text("Fill in the form")
    # A picture without words keeps everything where it is.
    dialogue.get_by_label("What it shows").fill("")
    dialogue.get_by_role("button", name="Insert into the page").click()
    expect(dialogue.get_by_text("Describe the picture, or mark it as decorative")).to_be_visible()
    dialogue.get_by_label("What it shows").fill("A red bus at a stop")
    with autosaved(page, field="body-count"):
        dialogue.get_by_role("button", name="Insert into the page").click()
    expect(page.locator("[name=body-count]")).to_have_value("6")
    expect(page.locator("[name='body-0-value-text']")).to_have_value("Who can apply")
    expect(page.locator("[data-contentpath=body]").or_(page.locator("#body-root")).first).to_contain_text(
        "Identity card"
    )
    publish(page)

    public = new_page(java_script_enabled=False)
    public.goto(installation.url("health", "/services/bus-passes/"))
    expect(public.get_by_role("heading", name="Who can apply", level=2)).to_be_visible()
    expect(public.get_by_role("heading", name="Fees", level=3)).to_be_visible()
    expect(public.locator("main li li", has_text="or a passport")).to_be_visible()
    expect(public.get_by_role("columnheader", name="Price")).to_be_visible()
    expect(public.get_by_role("img", name="A red bus at a stop")).to_be_visible()


def test_in_a_guide_each_main_heading_begins_a_part(
    installation: Installation, new_page: Callable[..., Page], sign_in: Callable[[Page, Account], None]
) -> None:
    page = new_page(width=360, height=740)
    sign_in(page, installation.account(role="publisher", agency="health"))
    begin_page(page, below="Services and advice", kind="Guide", title="Home nursing", summary="Who comes, and when.")
    page.get_by_role("button", name="Paste a document").click()
    dialogue = page.get_by_role("dialog", name="Paste a document")
    html = (
        "<p>Free for all.</p><h2>Who comes</h2><p>A nurse.</p><h3>At night</h3><p>Nobody.</p><h2>When</h2><p>Daily.</p>"
    )
    dialogue.get_by_role("textbox", name="Paste a document").evaluate(PASTE, [html, ""])
    dialogue.get_by_role("button", name="Insert into the page").click()

    titles = page.locator("[name^=body-][name$=-value-title]")
    expect(titles).to_have_count(3)
    for number, (title, blocks) in enumerate([("", "1"), ("Who comes", "3"), ("When", "1")]):
        expect(titles.nth(number)).to_have_value(title)
        expect(page.locator(f"[name=body-{number}-value-body-count]")).to_have_value(blocks)
