"""Small PDF documents for the demo: tagged, titled and in a named language.

Written by hand because the libraries that would fit (fpdf2, reportlab) mark no text as heading or
paragraph, and a government's documents have to be read aloud by screen readers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

PAGE_WIDTH, PAGE_HEIGHT = 595, 842  # A4 in points
MARGIN = 72
BOTTOM = 84

# The widths of Helvetica's letters from space to tilde, in thousandths of the size.
_WIDTHS = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 "
    "584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 "
    "667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 "
    "278 556 500 722 500 500 500 334 260 334 584"
)
WIDTHS = {chr(32 + place): int(width) for place, width in enumerate(_WIDTHS.split())} | {"’": 222, "“": 333, "”": 333}
WIDEST_OTHER = 667


@dataclass(frozen=True)
class TextStyle:
    """How one kind of text looks, and what a screen reader calls it."""

    tag: str
    font: str
    size: float
    leading: float
    space_before: float
    wider: float = 1.0


TITLE = TextStyle("H1", "Bold", 24, 30, 0, wider=1.07)
HEADING = TextStyle("H2", "Bold", 14, 19, 14, wider=1.07)
PARAGRAPH = TextStyle("P", "Regular", 11.5, 17, 7)


@dataclass
class Element:
    """A heading or paragraph and the pieces of it on each page, as (page, mark)."""

    tag: str
    pieces: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class Layout:
    """Text set on pages, with the elements it belongs to."""

    pages: list[list[str]] = field(default_factory=list)
    marks: list[list[int]] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    y: float = 0

    def add_page(self) -> None:
        """Begin a page; its number at the foot is decoration, not text."""
        self.pages.append([])
        self.marks.append([])
        number = len(self.pages)
        self.pages[-1].append(
            f"/Artifact BMC BT /Regular 9 Tf 0.35 g 1 0 0 1 {MARGIN} 48 Tm ({number}) Tj ET EMC",
        )
        self.y = PAGE_HEIGHT - MARGIN

    def add_text(self, text: str, style: TextStyle) -> None:
        """Set one heading or paragraph, going on to the next page where it does not fit."""
        element = Element(style.tag)
        self.elements.append(element)
        self.y -= style.space_before
        open_page = -1
        for line in break_lines(text, style):
            # A heading keeps room for two lines below it.
            needed = BOTTOM + (2 * PARAGRAPH.leading if style is HEADING else 0)
            if not self.pages or self.y - style.leading < needed:
                if open_page >= 0:
                    self.pages[open_page].append("EMC")
                    open_page = -1
                self.add_page()
            page = len(self.pages) - 1
            if open_page != page:
                mark = len(self.marks[page])
                self.marks[page].append(len(self.elements) - 1)
                element.pieces.append((page, mark))
                self.pages[page].append(f"/{style.tag} <</MCID {mark}>> BDC")
                open_page = page
            self.y -= style.leading
            self.pages[page].append(
                f"BT /{style.font} {style.size} Tf 0.08 g 1 0 0 1 {MARGIN} {self.y:.1f} Tm {pdf_text(line)} Tj ET",
            )
        if open_page >= 0:
            self.pages[open_page].append("EMC")


def write_pdf(title: str, paragraphs: Sequence[str], language: str = "en") -> bytes:
    """The bytes of a tagged PDF with ``title`` as its heading and its name.

    A paragraph that begins with ``# `` is a heading. The same input gives the same bytes.
    Raises ValueError for letters outside Western European writing, which the built-in fonts lack.
    """
    layout = Layout()
    layout.add_text(title, TITLE)
    layout.y -= 6
    for paragraph in paragraphs:
        heading = paragraph.startswith("# ")
        layout.add_text(paragraph.removeprefix("# "), HEADING if heading else PARAGRAPH)
    return _assemble(_objects(title, language, layout))


def break_lines(text: str, style: TextStyle) -> Iterator[str]:
    """The lines of ``text``, none wider than the page between its margins."""
    room = (PAGE_WIDTH - 2 * MARGIN) * 1000 / (style.size * style.wider)
    line, used = "", 0
    for word in text.split():
        width = sum(WIDTHS.get(letter, WIDEST_OTHER) for letter in word)
        if line and used + WIDTHS[" "] + width > room:
            yield line
            line, used = word, width
        else:
            line, used = (f"{line} {word}", used + WIDTHS[" "] + width) if line else (word, width)
    if line:
        yield line


def pdf_text(text: str) -> str:
    """Text as a PDF string in the encoding of the built-in fonts."""
    encoded = text.encode("cp1252")
    return "<" + encoded.hex() + ">"


def _unicode_text(text: str) -> str:
    return "<feff" + text.encode("utf-16-be").hex() + ">"


def _objects(title: str, language: str, layout: Layout) -> list[str]:
    """The document's objects in order; the number of each is its place, from 1."""
    page_count = len(layout.pages)
    first_page, first_element = 9, 9 + 2 * page_count
    page_number = [first_page + 2 * page for page in range(page_count)]
    element_number = [first_element + place for place in range(len(layout.elements))]
    kids = " ".join(f"{number} 0 R" for number in page_number)
    parents = " ".join(
        f"{page} [{' '.join(f'{element_number[element]} 0 R' for element in layout.marks[page])}]"
        for page in range(page_count)
    )
    objects = [
        f"<</Type /Catalog /Pages 2 0 R /Lang {_unicode_text(language)} /MarkInfo <</Marked true>> "
        "/ViewerPreferences <</DisplayDocTitle true>> /StructTreeRoot 6 0 R>>",
        f"<</Type /Pages /Kids [{kids}] /Count {page_count}>>",
        f"<</Title {_unicode_text(title)}>>",
        _font("Helvetica"),
        _font("Helvetica-Bold"),
        "<</Type /StructTreeRoot /K 7 0 R /ParentTree 8 0 R>>",
        f"<</Type /StructElem /S /Document /P 6 0 R /K [{' '.join(f'{number} 0 R' for number in element_number)}]>>",
        f"<</Nums [{parents}]>>",
    ]
    for page, content in enumerate(layout.pages):
        stream = "\n".join(content)
        objects.append(
            f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE_WIDTH} {PAGE_HEIGHT}] /StructParents {page} /Tabs /S "
            f"/Resources <</Font <</Regular 4 0 R /Bold 5 0 R>>>> /Contents {page_number[page] + 1} 0 R>>"
        )
        objects.append(f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream")
    for element in layout.elements:
        pieces = " ".join(f"<</Type /MCR /Pg {page_number[page]} 0 R /MCID {mark}>>" for page, mark in element.pieces)
        objects.append(f"<</Type /StructElem /S /{element.tag} /P 7 0 R /K [{pieces}]>>")
    return objects


def _font(name: str) -> str:
    return f"<</Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding>>"


def _assemble(objects: Sequence[str]) -> bytes:
    """The file: header, objects, the table of where each begins, trailer."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("ascii")
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode("ascii")
    for offset in offsets:
        out += f"{offset:010d} 00000 n \n".encode("ascii")
    out += f"trailer\n<</Size {len(objects) + 1} /Root 1 0 R /Info 3 0 R>>\nstartxref\n{table}\n%%EOF\n".encode("ascii")
    return bytes(out)
