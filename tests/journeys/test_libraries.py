"""Pictures and documents: put in with what readers need, cleaned, replaced in place, refused with a reason."""

import re
import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image as Picture
from playwright.sync_api import FilePayload, Page, expect

from tests.journeys.installation import Account, Installation

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><rect width="90" height="90" onclick="run()"/>'
    b"<script>alert(1)</script></svg>"
)


def test_pictures(
    installation: Installation, page: Page, sign_in: Callable[[Page, Account], None], tmp_path: Path
) -> None:
    sign_in(page, installation.account(role="editor", agency="health"))

    drawn = BytesIO()
    Picture.new("RGB", (800, 600), "teal").save(drawn, "PNG")
    _upload(page, installation, title="Eye chart", name="chart.png", content=drawn.getvalue())
    expect(page.get_by_text(re.compile("alternative text", re.IGNORECASE)).first).to_be_visible()
    expect(page.get_by_role("link", name="Eye chart")).to_have_count(0)
    page.get_by_label("Alternative text").fill("Letters that grow smaller from line to line")
    page.locator("input[name=file]").set_input_files(
        FilePayload(name="chart.png", mimeType="image/png", buffer=drawn.getvalue())
    )
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("Eye chart").first).to_be_visible()

    _upload(page, installation, title="Drawing", name="drawing.svg", content=SVG, alt="A square")
    page.get_by_role("link", name="Drawing").first.click()
    kept = page.locator("img[src*='drawing']").first.evaluate("async image => (await fetch(image.src)).text()")
    assert "<rect" in kept, kept
    assert "onclick" not in kept, kept
    assert "script" not in kept, kept
    _upload(page, installation, title="Script in disguise", name="drawing.png", content=SVG)
    expect(page.get_by_text(re.compile("Not a valid|not a supported|corrupted", re.IGNORECASE)).first).to_be_visible()
    _upload(page, installation, title="Bomb", name="bomb.png", content=_bomb(30_000, 30_000))
    expect(page.get_by_text(re.compile("900000000|900,000,000|pixels", re.IGNORECASE)).first).to_be_visible()
    page.goto(installation.url("health.admin", "/admin/images/"))
    expect(page.get_by_text("Bomb")).to_have_count(0)


def test_a_replaced_document_keeps_its_address(
    installation: Installation, page: Page, sign_in: Callable[[Page, Account], None]
) -> None:
    sign_in(page, installation.account(role="publisher", agency="health"))
    page.goto(installation.url("health", "/about/reports/"))
    address = page.get_by_role("link", name=re.compile("Yearly report 2025")).first.evaluate("link => link.href")
    assert installation.get(address).body.startswith(b"%PDF")

    page.goto(installation.url("health.admin", "/admin/documents/"))
    page.get_by_role("link", name="Yearly report 2025").click()
    page.locator("input[name=file]").set_input_files(
        FilePayload(name="second edition.txt", mimeType="text/plain", buffer=b"The corrected report")
    )
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(re.compile("updated")).first).to_be_visible()

    answer = installation.get(address)
    assert answer.body == b"The corrected report"
    assert answer.disposition.startswith("attachment")
    # The list in the admin leads to the file as well.
    page.goto(installation.url("health.admin", "/admin/documents/"))
    row = page.get_by_role("row", name=re.compile("Yearly report 2025"))
    with page.expect_download() as download:
        row.get_by_role("link", name=re.compile("second")).click()
    assert download.value.path().read_bytes() == b"The corrected report"


def _upload(page: Page, installation: Installation, *, title: str, name: str, content: bytes, alt: str = "") -> None:
    page.goto(installation.url("health.admin", "/admin/images/add/"))
    page.locator("#id_title").fill(title)
    page.get_by_label("Alternative text").fill(alt)
    page.locator("input[name=file]").set_input_files(FilePayload(name=name, mimeType="image/png", buffer=content))
    page.get_by_role("button", name="Upload").click()


def _bomb(width: int, height: int) -> bytes:
    """A PNG of some kilobytes that unpacks to gigabytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"\0" * 100_000, 9)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
