"""Documents from Word, Google Docs and Outlook become blocks, and what is left out is said."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from govcms.content.blocks import BodyBlock
from govcms.content.pasting.asides import without_asides
from govcms.content.pasting.converting import MAX_CHARACTERS, convert
from govcms.content.pasting.word_files import html_of
from govcms.content.site_content.blocks import stored_form
from tenants.errors import UserError
from tests.content.word_files import packed, parts

PASTED = Path(__file__).parent / "pasted"


def pasted(name: str):
    """What becomes of one of the documents."""
    return convert((PASTED / f"{name}.txt").read_text())


def test_word() -> None:
    document = pasted("word")

    assert document.blocks == [
        {"type": "heading", "value": {"text": "Who can apply", "level": "h2"}},
        {
            "type": "rich_text",
            "value": (
                "<p>Anybody over <b>sixty</b> who lives in the <i>Harbour Region</i>. See the "
                '<a href="https://www.example.org/fares?year=2026&amp;lang=en">fares</a>.</p>'
                "<ul><li>Identity card<ul><li>or a <b>passport</b></li></ul></li><li>A photograph</li></ul>"
                "<ol><li>Fill in the form</li><li>Send it</li></ol>"
            ),
        },
        {"type": "heading", "value": {"text": "Fees", "level": "h3"}},
        {
            "type": "table",
            "value": {
                "caption": "",
                "columns": [{"type": "text", "heading": "Pass"}, {"type": "number", "heading": "Price"}],
                "rows": [{"values": ["Yearly", "120,50 €"]}, {"values": ["Monthly", "12"]}],
            },
        },
        {"type": "image", "value": {"image": None, "alt_text": "", "caption": ""}},
        {"type": "rich_text", "value": "<p>New rule. Water is H2O.</p>"},
    ]
    [picture] = document.pictures
    assert (picture.number, picture.block, picture.alt) == (0, 4, "A red bus at a stop")
    for part in ("title", "footnote", "deleted", "Colours", "raised or lowered", "Alignment", "text box"):
        assert any(part in sentence for sentence in document.left_out), part


def test_google_docs() -> None:
    document = pasted("google_docs")

    assert document.blocks == [
        {"type": "heading", "value": {"text": "Opening hours", "level": "h2"}},
        {
            "type": "rich_text",
            "value": (
                "<p>We are open <b>every weekday</b> <i>from nine</i>, see "
                '<a href="https://www.example.org/hours?a=1">the hours</a>.</p>'
                "<ul><li>Monday<ul><li>not on holidays</li></ul></li><li>Tuesday</li></ul>"
            ),
        },
        {"type": "heading", "value": {"text": "By telephone", "level": "h3"}},
        {
            "type": "table",
            "value": {
                "caption": "",
                "columns": [{"type": "text", "heading": "Office"}, {"type": "rich_text", "heading": "Number"}],
                "rows": [
                    {"values": ["Harbour", '<p><a href="tel:+35312345">12345</a></p>']},
                    {"values": ["", "<p>67890</p>"]},
                ],
            },
        },
    ]
    assert not any("Colour" in sentence or "title" in sentence for sentence in document.left_out)
    for part in ("1 picture", "1 footnote", "merged"):
        assert any(part in sentence for sentence in document.left_out), part


def test_outlook() -> None:
    document = pasted("outlook")

    assert document.blocks == [
        {
            "type": "rich_text",
            "value": (
                "<p>Dear colleagues,</p><p>The office is <b>closed on Friday</b>. Write to "
                '<a href="mailto:post@harbour.example">post@harbour.example</a> or read '
                '<a href="https://www.example.org/strike">the notice</a>.</p>'
                "<ol><li>Call first.<ul><li>In the morning.</li></ul></li><li>Then come.</li></ol>"
                "<p>Anna Bell<br/>Harbour Office</p><p>Click the file</p>"
            ),
        }
    ]
    assert any("2 links" in sentence for sentence in document.left_out)
    assert any("1 picture" in sentence for sentence in document.left_out)


@pytest.mark.parametrize(
    ("html", "levels"),
    [
        ("<h1>A</h1><h1>B</h1>", ["h2", "h2"]),
        ("<h4>A</h4><h6>B</h6><h4>C</h4>", ["h2", "h3", "h2"]),
        ("<p>x</p><h1>A</h1><h3>B</h3><h2>C</h2>", ["h2", "h3", "h3"]),
        ("<h1>T</h1><h2>A</h2><h3>B</h3>", ["h2", "h3"]),
        ("<h3>only</h3>", ["h2"]),
    ],
)
def test_headings_skip_no_level(html: str, levels: list[str]) -> None:
    blocks = convert(html).blocks

    assert [block["value"]["level"] for block in blocks if block["type"] == "heading"] == levels


HOSTILE = [
    '<p onclick="x()">a<script>alert(1)</script><img src=x onerror=alert(1)>',
    '<a href="java\tscript:alert(1)">a</a>',
    '<a href="data:text/html,<script>">a</a>',
    '<a href="http://[">a</a><a href="https://">b</a>',
    "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    '<svg><a xlink:href="javascript:1"><text>a</text></a></svg><p>b</p>',
    "<p><math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>a</p>",
    '<p title="&quot;><b onmouseover=1>">a</p><!-- --!> <img src=x onerror=1> -->',
    '<table><tr><td onclick=1>a<script>1</script></td><th style="x:expression(1)">b</th></tr></table>',
    "<div>" * 3_000 + "deep" + "</div>" * 3_000,
    "<ul><li>" * 800 + "deep",
    "<b><i>" * 2_000 + "deep",
    "<table><tr><td>" * 300 + "deep",
    "<ul>" * 2_000 + "deep",
]


@pytest.mark.parametrize("html", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_but_known_elements_comes_out(html: str) -> None:
    blocks = convert(html).blocks

    stored_form(BodyBlock(), blocks)
    for text in re.findall(r"'(<.*?>)'", repr(blocks)):
        elements = {re.match(r"[a-z0-9/]+", element)[0].strip("/") for element in re.findall(r"<(/?[^>]*)>", text)}  # type: ignore[index]
        assert elements <= {"p", "b", "i", "a", "ul", "ol", "li", "br", "h4"}
    assert not re.search(r"onerror|onclick|javascript|data:|<script|expression", repr(blocks))


@pytest.mark.parametrize(
    ("html", "bare"),
    [
        ("a<!-- <p>b</p> -->c<!---->d<!-->e", "acde"),
        ("<![if !supportLists]>1.<![endif]><?xml:namespace prefix=o />a<!DOCTYPE html><p>b</p>", "1.a<p>b</p>"),
        ("a<!--[if gte vml 1]><p>b</p><![endif]-->c<!-- d", "ac"),
        ("<p>1 < 2</p> <a", "<p>1 < 2</p> &lt;a"),
        # Each of these kept the parser busy for minutes.
        ("<!--" * 200_000, ""),
        ("<!-->" * 200_000, ""),
        ("<![" * 200_000, ""),
        ("<!x" * 200_000, ""),
        ("<?" * 200_000, ""),
        ("<?>" * 200_000, ""),
        ('<a a="' * 100_000, '&lt;a a="' * 100_000),
    ],
    ids=lambda value: value[:20],
)
def test_what_no_reader_sees_is_taken_out_before_it_is_read(html: str, bare: str) -> None:
    assert without_asides(html).html == bare


def test_a_text_box_in_a_comment_is_missed() -> None:
    document = convert("<p>a</p><!--[if gte vml 1]><v:textbox>b</v:textbox><![endif]--><!-- c -->")

    assert len(document.left_out) == 1
    assert "text box" in document.left_out[0]


@pytest.mark.parametrize(
    "html",
    [
        "<!--" * 250_000 + "<p>a</p>",
        "<div>" * 20_000 + "</div>x" * 20_000,
        "<div>" * 3_000 + "x</b>" * 100_000,
        "<p>x</p>" * 70_000,
    ],
    ids=["unclosed", "deep", "again and again", "many"],
)
def test_what_would_take_a_server_minutes_is_refused(html: str) -> None:
    with pytest.raises(UserError):
        convert(html)


@pytest.mark.parametrize(
    "html",
    ["", " ", "<p>&nbsp;</p>", "<style>p{}</style>", "x" * (MAX_CHARACTERS + 1), "<h2>a</h2><p>b</p>" * 200],
    ids=["empty", "space", "blank", "style", "long", "many parts"],
)
def test_what_is_too_long_or_empty_is_said(html: str) -> None:
    with pytest.raises(UserError):
        convert(html)


def test_a_table_of_ten_thousand_rows_is_left_out_with_advice() -> None:
    document = convert("<p>Before</p><table>" + "<tr><td>a</td><td>b</td></tr>" * 10_000 + "</table>")

    assert document.blocks == [{"type": "rich_text", "value": "<p>Before</p>"}]
    assert any("too large" in sentence for sentence in document.left_out)


def test_outlook_on_a_desktop_is_read_as_word_is() -> None:
    document = pasted("outlook_desktop")

    assert [block["type"] for block in document.blocks] == ["rich_text"]
    assert document.blocks[0]["value"] == (
        '<p>Dear all, read <a href="https://www.example.org/waiting?year=2026">how long people wait</a>.</p>'
        "<p>The figures are in the sheet:</p>"
    )
    assert any("2 pictures" in sentence for sentence in document.left_out)
    assert any("1 object of another program" in sentence for sentence in document.left_out)


def test_pictures_keep_their_places_and_what_a_person_said_of_them() -> None:
    numbers = iter(range(9))
    html = re.sub(
        r'src="[^"]+"', lambda _match: f'src="pasted:{next(numbers)}"', (PASTED / "outlook_web.txt").read_text()
    )

    document = convert(html)

    assert [block["type"] for block in document.blocks] == ["rich_text", "image", "image", "image", "image"]
    assert document.blocks[0]["value"] == (
        '<p>Good morning, the desk is <b>closed</b> on <a href="https://www.example.org/days">public holidays</a>.</p>'
        "<ul><li>Bring the card<ul><li>or the letter</li></ul></li></ul>"
    )
    # The name of a file says nothing.
    assert [(each.number, each.block, each.alt) for each in document.pictures] == [
        (0, 1, "The way to the desk"), (1, 2, ""), (2, 3, ""), (3, 4, ""),
    ]  # fmt: skip
    assert not document.left_out


CONTENTS = "The table of contents"
# What is written, what is kept, and what is said of the rest.
PIECES = [
    (
        "<p>See <a style='mso-comment-reference:AB_1;mso-comment-date:2026'>this rule</a><span><a "
        "href='#_msocom_1'>[AB1]</a><span style='mso-special-character:comment'>&nbsp;</span></span>."
        "</p><div style='mso-element:comment-list'><p>Really? <a href='#_msoanchor_1'>AB1</a></p></div>",
        "<p>See this rule.</p>",
        ["1 comment"],
    ),
    (
        "<w:Sdt DocPartType='Table of Contents'><p class=MsoToc1><a href='#_Toc1'>Who&#9;2</a></p></w:Sdt>"
        "<p>Name: <w:Sdt ID=1>Anna<w:sdtPr>x</w:sdtPr></w:Sdt></p>",
        "<p>Name: Anna</p>",
        [CONTENTS],
    ),
    ("<p><a href='#heading=h.x1'>Who</a> 3</p><p>a</p>", "<p>a</p>", [CONTENTS]),
    (
        "<ul><li role=checkbox><img src='data:x' aria-roledescription=checkbox><p>Bring the card</p></li></ul>",
        "<ul><li>Bring the card</li></ul>",
        ["ticked off"],
    ),
    (
        "<div><ul><li data-aria-level=1>A</li></ul></div><div><ul><li data-aria-level=2>B</li></ul></div>"
        "<div><ol><li data-aria-level=1>C</li></ol></div><p>D</p>",
        "<ul><li>A<ul><li>B</li></ul></li></ul><ol><li>C</li></ol><p>D</p>",
        [],
    ),
    ("<p dir=RTL style='text-align:right;direction:rtl'><span dir=RTL>مرحبا</span></p>", "<p>مرحبا</p>", []),
    ("<p dir=rtl style='text-align:center'>مرحبا</p>", "<p>مرحبا</p>", ["Alignment"]),
    (
        "<p>a <s>b</s> <input value=c><object data=d>e</object><svg></svg></p>",
        "<p>a b</p>",
        ["1 text box", "1 object", "1 field", "Lines"],
    ),
    ("<p>a<sup><a href='#ftnt1'>[1]</a></sup> m<sup>2</sup></p>", "<p>a m2</p>", ["1 footnote", "1 raised"]),
    (
        "<p><a href='https://www.google.com/url?sa=t&amp;url=https%3A%2F%2Fa.example%2F'>a</a> "
        "<a href='https://gov.safelinks.protection.office365.us/?url=https%3A%2F%2Fb.example%2F&amp;data=1'>b</a> "
        "<a href='https://eur01.safelinks.protection.outlook.com/?url=javascript%3Aalert(1)'>c</a></p>",
        '<p><a href="https://a.example/">a</a> <a href="https://b.example/">b</a> c</p>',
        ["1 link"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("html", "kept", "said"), PIECES, ids=range(len(PIECES)))
def test_each_thing_is_kept_or_said_to_be_left_out(html: str, kept: str, said: list[str]) -> None:
    document = convert(html)

    assert [block["value"] for block in document.blocks] == [kept]
    assert len(document.left_out) == len(said)
    assert all(part in sentence for part, sentence in zip(said, document.left_out, strict=True)), document.left_out


def test_a_row_of_one_cell_names_the_table() -> None:
    rows = "<tr><td colspan=2>Fees</td></tr><tr><th>Pass</th><th>Price</th></tr><tr><td>Yearly</td><td>12</td></tr>"

    [block] = convert(f"<table>{rows}</table>").blocks

    assert block["value"]["caption"] == "Fees"
    assert [column["heading"] for column in block["value"]["columns"]] == ["Pass", "Price"]


def uploaded(content: bytes, name: str = "rules.docx") -> SimpleUploadedFile:
    """A file as the dialogue sends it."""
    return SimpleUploadedFile(name, content)


def test_a_file_of_word_comes_with_its_pictures() -> None:
    html = html_of(uploaded(packed(parts())))

    document = convert(re.sub(r'src="data:image/png;base64,[^"]+"', 'src="pasted:0"', html))
    assert [block["type"] for block in document.blocks] == ["heading", "rich_text", "heading", "table", "image"]
    assert document.blocks[1]["value"] == (
        '<p><a href="https://www.example.org/fares">The fares</a></p>'
        "<ul><li>Identity card<ul><li>or a passport</li></ul></li><li>A photograph</li></ul>"
    )
    assert [(each.number, each.alt) for each in document.pictures] == [(0, "A red bus at a stop")]
    assert [sentence.split(":")[0].rstrip(".") for sentence in document.left_out] == [
        "The title of the document", "1 footnote", "1 comment", "1 passage that was marked as deleted",
    ]  # fmt: skip


ENTITIES = b'<!DOCTYPE a [<!ENTITY a "a">]>'
ELSEWHERE = b'Target="file:///etc/passwd" TargetMode="External"'
BAD_FILES = {
    "none": (b"", "", "Choose a Word file"),
    "another kind": (b"a", "rules.pdf", "Choose a Word file"),
    "empty": (b"", "rules.docx", "not a DOCX"),
    "a program": (b"MZ" + b"\0" * 99, "rules.docx", "This is a program"),
    "cut": (packed(parts())[:-200], "rules.docx", "not a DOCX"),
    "locked": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "rules.docx", "password"),
    "no document": (packed({"word/styles.xml": b"<a/>"}), "rules.docx", "cannot be read"),
    "entities": (
        packed(parts() | {"word/document.xml": ENTITIES + parts()["word/document.xml"]}),
        "rules.docx",
        "cannot be read",
    ),
    "grows": (packed(parts() | {"word/media/image1.png": bytes(70 * 1024 * 1024)}), "rules.docx", "cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "name", "problem"), BAD_FILES.values(), ids=BAD_FILES)
def test_what_is_no_file_of_word_is_said(content: bytes, name: str, problem: str) -> None:
    with pytest.raises(ValidationError) as refused:
        html_of(uploaded(content, name) if name else None)

    assert problem in str(refused.value)


def test_a_file_of_word_brings_nothing_of_the_servers_along() -> None:
    related = parts()["word/_rels/document.xml.rels"].replace(b'Target="media/image1.png"', ELSEWHERE)
    linked = parts()["word/document.xml"].replace(b"r:embed", b"r:link")

    html = html_of(uploaded(packed(parts() | {"word/_rels/document.xml.rels": related, "word/document.xml": linked})))

    assert "data:" not in html
    assert any("1 picture" in sentence for sentence in convert(html).left_out)
