"""What the script finds of the pictures on the clipboards of Word, Outlook and Google Docs."""

import re
from base64 import b64encode
from binascii import hexlify
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image as Picture
from playwright.sync_api import Page, Route

from govcms.content.pasting.picture_hosts import PICTURE_HOSTS

ROOT = Path(__file__).parent.parent.parent
SCRIPT = ROOT / "govcms/content/static/content/clipboard.js"
PASTED = ROOT / "tests/content/pasted"
# The first letters of each picture, and what is in place of them in the HTML.
TAKE = """async ([script, hosts, clipboards]) => {
    const { takePictures } = await import(script);
    const all = [];
    for (const { html, rtf, names } of clipboards) {
        const files = names.map((name) => new File([name], name, { type: "image/png" }));
        const taken = await takePictures({ html, rtf, files }, hosts);
        const said = await Promise.all(taken.pictures.map(async (blob) => blob && [blob.type, blob.size]));
        all.push([said, [...taken.html.matchAll(/<img [^>]*?src="([^"]*)"/g)].map(([, source]) => source)]);
    }
    return all;
}"""


def drawn(size: tuple[int, int], kind: str = "PNG") -> bytes:
    """A picture of this size."""
    file = BytesIO()
    Picture.new("RGB", size, "teal").save(file, kind)
    return file.getvalue()


CHART, SHEET = drawn((64, 40)), drawn((320, 200), "JPEG")


def in_rtf(*, chart: str = "") -> str:
    """As Word and Outlook write it: each picture twice, once for old programs; bullets are pictures, too."""
    bullet = r"{\*\listpicture{\pict\picwgoal180\pichgoal180\pngblip 89504e47}}"
    first = (
        r"{\*\shppict{\pict{\*\picprop{\sp{\sn wzDescription}{\sv A \{chart\}}}}\picscalex100\picscaley100\picwgoal960"
        r"\pichgoal600\pngblip\bliptag-1842{\*\blipuid 91fe3b2c5d7e4f0a91fe3b2c5d7e4f0a}"
        + hexlify(CHART).decode()
        + "}}"
        r"{\nonshppict{\pict\picwgoal960\pichgoal600\wmetafile8 0100090000}}"
    )
    second = r"{\*\shppict{\pict\picwgoal9600\pichgoal6000\picscalex50\picscaley50\jpegblip" + "\r\n"
    lines = hexlify(SHEET).decode()
    return r"{\rtf1\ansi" + bullet + (chart or first) + second + lines[:128] + "\r\n" + lines[128:] + "}}}"


def test_pictures_are_found_on_each_clipboard(new_page: Callable[..., Page]) -> None:
    desktop, google = (PASTED / "outlook_desktop.txt").read_text(), (PASTED / "google_docs.txt").read_text()
    web = (PASTED / "outlook_web.txt").read_text().replace("DATA", b64encode(CHART).decode())
    chart, sheet, file = ["image/png", len(CHART)], ["image/jpeg", len(SHEET)], ["image/png", len("a.png")]
    drawing = r"{\pict\picwgoal960\pichgoal600\emfblip 0100}"
    cases = [
        (desktop, in_rtf(), [], [chart, sheet]),
        # A drawing that no browser shows is known not to have come along.
        (desktop, in_rtf(chart=drawing), [], [None, sheet]),
        # Where there are more of them than in the HTML, or fewer, those of the same size belong together.
        (desktop, in_rtf(chart=" "), [], [None, sheet]),
        (desktop, in_rtf(chart=drawing.replace("960", "999") + drawing.replace("960", "999")), [], [None, sheet]),
        (desktop, "", [], [None, None]),
        (web, "", [], [chart, None, None, None]),
        # Programs for Mac add a picture of all that was copied.
        (desktop, "", ["a.png"], [None, None]),
        ('<meta charset="utf-8"><img src="https://www.example.org/cat.png">', "", ["a.png"], [file]),
        ("", "", ["a.png", "a.png"], [file, file]),
        ('<img src="data:image/png;base64,iVBOR!!">', "", [], [None]),
        ('<img src="data:text/html;base64,aGk=">', "", [], [None]),
        (google, "", [], [["image/png", len(CHART)]]),
        ('<p>a</p><img src="https://www.example.org/a.png"><img src="https://lh3.googleusercontent.com.example.org/">',
         "", [], [None, None]),
    ]  # fmt: skip
    page = new_page()
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url.split("/")[2])
        route.fulfill(body=CHART, content_type="image/png", headers={"Access-Control-Allow-Origin": "*"})

    page.route(re.compile("^https:"), answer)
    script = "data:text/javascript;base64," + b64encode(SCRIPT.read_bytes()).decode()
    clipboards = [{"html": html, "rtf": rtf, "names": names} for html, rtf, names, _found in cases]

    for number, (found, sources) in enumerate(page.evaluate(TAKE, [script, PICTURE_HOSTS, clipboards])):
        assert found == cases[number][3], number
        assert sources == [f"pasted:{picture}" for picture in range(len(found))], number
    # Nobody else is asked for anything.
    assert asked == ["lh7-rt.googleusercontent.com"]
