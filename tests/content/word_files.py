"""A file as Word writes it: a title, headings, a list, a table, a picture, a note, a comment and a deleted passage."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image as Picture

_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
_WORDS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="A red bus at a stop"/>'
    '<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="rId2"/></pic:blipFill></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)


def _paragraph(words: str, style: str = "", level: int | None = None) -> str:
    number = "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    kind = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{kind}{number}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def _row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def _document() -> str:
    linked = '<w:p><w:hyperlink r:id="rId3"><w:r><w:t>The fares</w:t></w:r></w:hyperlink>'
    noted = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="0"/></w:r>'
    deleted = '<w:del w:id="9"><w:r><w:delText>Old rule.</w:delText></w:r></w:del></w:p>'
    body = "".join(
        [
            _paragraph("Applying for a bus pass", "Title"),
            _paragraph("Who can apply", "Heading1"),
            linked + noted + deleted,
            _paragraph("Identity card", level=0),
            _paragraph("or a passport", level=1),
            _paragraph("A photograph", level=0),
            _paragraph("Fees", "Heading2"),
            "<w:tbl>" + _row("Pass", "Price") + _row("Yearly", "120,50 €") + "</w:tbl>",
            _PICTURE,
        ]
    )
    spaces = (
        f'{_WORDS} xmlns:r="{_RELATED}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    )
    return f"<w:document {spaces}><w:body>{body}</w:body></w:document>"


def _related(*targets: tuple[str, str, str]) -> str:
    each = "".join(f'<Relationship Id="{name}" Type="{_RELATED}/{kind}" Target="{to}"/>' for name, kind, to in targets)
    return f"{_RELATIONSHIPS}{each}</Relationships>"


def _style(name: str) -> str:
    return f'<w:style w:type="paragraph" w:styleId="{name.title().replace(" ", "")}"><w:name w:val="{name}"/></w:style>'


def _level(number: int) -> str:
    return f'<w:lvl w:ilvl="{number}"><w:numFmt w:val="bullet"/></w:lvl>'


def parts() -> dict[str, bytes]:
    """What is packed in it."""
    drawn = BytesIO()
    Picture.new("RGB", (64, 40), "firebrick").save(drawn, "PNG")
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>Since 2019.</w:t></w:r></w:p></w:footnote>'
    comment = '<w:comment w:id="0" w:initials="AB"><w:p><w:r><w:t>Is it?</w:t></w:r></w:p></w:comment>'
    main = ("footnotes", "comments", "styles", "numbering")
    written = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="png" ContentType="image/png"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/></Types>'
        ),
        "_rels/.rels": _related(("rId1", "officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": _related(
            ("rId2", "image", "media/image1.png"),
            ("rId3", "hyperlink", "https://www.example.org/fares"),
            *((f"rId{number}", name, f"{name}.xml") for number, name in enumerate(main, start=4)),
        ),
        "word/document.xml": _document(),
        "word/footnotes.xml": f"<w:footnotes {_WORDS}>{note}</w:footnotes>",
        "word/comments.xml": f"<w:comments {_WORDS}>{comment}</w:comments>",
        "word/styles.xml": f"<w:styles {_WORDS}>{''.join(map(_style, ('Title', 'heading 1', 'heading 2')))}</w:styles>",
        "word/numbering.xml": (
            f'<w:numbering {_WORDS}><w:abstractNum w:abstractNumId="0">{_level(0)}{_level(1)}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
        ),
    }
    return {name: words.encode() for name, words in written.items()} | {"word/media/image1.png": drawn.getvalue()}


def packed(contents: dict[str, bytes]) -> bytes:
    """Parts as a file."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return file.getvalue()
