"""From the HTML that office programs put on the clipboard to blocks of a body: a pure function."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement, PreformattedString
from django.utils.translation import gettext as _

from govcms.content.pasting.asides import without_asides
from govcms.content.pasting.left_out import in_words
from govcms.content.pasting.styles import classes, is_contents, is_numbered, list_level
from govcms.content.pasting.tables import read_table
from govcms.content.pasting.text import MAX_DEPTH, Words, nested_list, plain
from tenants.errors import UserError

# A long report without its pictures; longer takes a server seconds.
MAX_CHARACTERS = 1_000_000
# Each tag costs something, and more the deeper it is: some sixty thousand as people write them, fewer that are deep.
MAX_WORK = 12_000_000
_EACH_TAG = 100
MAX_BLOCKS = 250
MAX_HEADING = 160
_HEADING = re.compile(r"h([1-6])")
_CONTAINERS = {"div", "section", "article", "main", "body", "html", "center", "blockquote", "form", "figure", "header",
               "footer", "aside", "font", "[document]", "dl", "details", "o:p"}  # fmt: skip
_PARAGRAPHS = {"p", "address", "pre", "dt", "dd", "figcaption", "summary"}
_BLOCKS = _CONTAINERS - {"font", "o:p"} | _PARAGRAPHS | {"ul", "ol", "table", "hr", "h1", "h2", "h3", "h4", "h5", "h6"}
# How the script that takes pictures out of the HTML names them in it.
_PICTURE = re.compile(r"pasted:(\d{1,3})")
# What programs write of a picture unasked: its file, a number, and that nobody looked at their words.
_NO_WORDS = re.compile(
    r"\s*(AI-generated content may be incorrect\.?|Description automatically generated)( with \w+ confidence)?\s*"
    r"|^\s*(\S+\.(png|jpe?g|gif|bmp|emf|wmf|webp)|(picture|image|graphic) ?\d+)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the document: its place among the blocks and what it says of itself."""

    # The number that the script gave it.
    number: int
    block: int
    alt: str


@dataclass(slots=True)
class Pasted:
    """A document as blocks, in the plain form that site content has; pictures are blocks without an image."""

    blocks: list[dict[str, Any]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    # What was left out, a sentence each.
    left_out: list[str] = field(default_factory=list)


def convert(html: str) -> Pasted:
    """The document as blocks. Raises UserError where it is too long, or holds nothing."""
    if len(html) > MAX_CHARACTERS:
        raise _too_long()
    bare = without_asides(html)
    reader = _Reader()
    reader.left_out.update(bare.missed)
    reader.read(_BoundedSoup(bare.html, "html.parser"))
    pasted = reader.finish()
    if not pasted.blocks:
        raise UserError(_("There is nothing in it that a page could show."))
    if len(pasted.blocks) > MAX_BLOCKS:
        raise UserError(
            _("This document has too many parts for one page. Paste it in parts, each on a page of its own.")
        )
    return pasted


def _too_long() -> UserError:
    return UserError(_("This document is too long to paste at once. Paste it in parts."))


class _BoundedSoup(BeautifulSoup):
    """Stops at a document that is deep again and again: after each tag, a soup may look at all that are open."""

    _work = 0

    def endData(self, *args: Any, **kwargs: Any) -> None:
        """Called at each tag."""
        self._work += _EACH_TAG + len(self.tagStack)
        if self._work > MAX_WORK:
            raise _too_long()
        super().endData(*args, **kwargs)


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    html: str


class _Reader:
    """Reads a document from its beginning to its end."""

    def __init__(self) -> None:
        self.left_out: Counter[str] = Counter()
        self.words = Words(self.left_out, self._see_picture)
        # Headings, rich text, tables and pictures in their order.
        self.parts: list[Any] = []
        self.items: list[tuple[int, bool, str]] = []
        self.seen_pictures: list[tuple[int | None, str]] = []

    def read(self, root: Tag) -> None:
        """Read all of it."""
        self._walk(root, 0)
        self._end_list()

    def _walk(self, parent: Tag, depth: int) -> None:
        inline: list[PageElement] = []
        for child in list(parent.children):
            if isinstance(child, PreformattedString):
                continue
            if isinstance(child, Tag) and (child.name in _BLOCKS or (self._holds_blocks(child) and depth < MAX_DEPTH)):
                self._paragraph(inline)
                inline = []
                if not self.words.is_left_out(child):
                    self._block(child, depth + 1)
            else:
                inline.append(child)
        self._paragraph(inline)

    @staticmethod
    def _holds_blocks(tag: Tag) -> bool:
        return tag.find(list(_BLOCKS)) is not None

    def _block(self, tag: Tag, depth: int) -> None:
        level = _level_of(tag)
        if depth > MAX_DEPTH:
            self._paragraph([tag])
        elif is_contents(tag):
            self.left_out["contents"] += 1
        elif level:
            self._heading(tag, level)
        elif tag.name in {"ul", "ol"}:
            # Word on the web begins a list anew at each level.
            goes_on = tag.find(None, {"data-aria-level": True}) is not None
            if not goes_on:
                self._end_list()
            self.items += self._items(tag, 1)
            if not goes_on:
                self._end_list()
        elif tag.name == "table":
            self._table(tag, depth)
        elif tag.name == "hr":
            self._end_list()
        elif list_level(tag):
            self.items.append((list_level(tag), is_numbered(tag), self.words.html(tag)))
            self._place_pictures()
        elif tag.name in _PARAGRAPHS and not self._holds_blocks(tag):
            self._paragraph([tag])
        else:
            self._walk(tag, depth)

    def _paragraph(self, nodes: list[PageElement]) -> None:
        if not any(isinstance(node, Tag) or str(node).strip() for node in nodes):
            return
        html = self.words.html(*nodes)
        if html:
            self._end_list()
            self.parts.append(f"<p>{html}</p>")
        self._place_pictures()

    def _heading(self, tag: Tag, level: int) -> None:
        self._end_list()
        html = self.words.html(tag, bold_counts=False)
        if html:
            words = plain(html)
            self.parts.append(_Heading(level, words) if len(words) <= MAX_HEADING else f"<p>{html}</p>")
        self._place_pictures()

    def _items(self, tag: Tag, level: int) -> Iterator[tuple[int, bool, str]]:
        """The items of a list, and of those within it, wherever a program puts them."""
        for child in tag.find_all(True, recursive=False):
            if child.name in {"ul", "ol"} and level < MAX_DEPTH:
                yield from self._items(child, level + 1)
                continue
            inner = child.find_all(["ul", "ol"]) if level < MAX_DEPTH else []
            inner = [found for found in inner if found.find_parent(["ul", "ol"]) is tag]
            for found in inner:
                found.extract()
            html = "" if self.words.is_left_out(child) else self.words.html(child)
            if html:
                yield _aria_level(child) or level, tag.name == "ol", html
            for found in inner:
                yield from self._items(found, level + 1)

    def _table(self, tag: Tag, depth: int) -> None:
        self._end_list()
        rows = [row for row in tag.find_all("tr") if row.find_parent("table") is tag]
        cells = [row.find_all(["td", "th"], recursive=False) for row in rows]
        if max(map(len, cells), default=0) < 2:
            # What is drawn as a box is no table.
            for cell in (cell for row in cells for cell in row):
                self._walk(cell, depth)
            return
        table = read_table(tag, rows, self.words, self.left_out)
        if table is not None:
            self.parts.append(table)
        self._place_pictures()

    def _end_list(self) -> None:
        items, self.items = [item for item in self.items if item[2]], []
        if items:
            self.parts.append(nested_list(items))
        self._place_pictures()

    def _see_picture(self, tag: Tag) -> None:
        match = _PICTURE.fullmatch(str(tag.get("src") or ""))
        size = [str(tag.get(name) or "") for name in ("width", "height")]
        if any(value in {"0", "1"} for value in size):
            # What counts the readers of a mail.
            return
        if tag.get("aria-roledescription") == "checkbox":
            # Google Docs draws what is ticked off in a list.
            self.left_out["ticks"] += 1
            return
        alt = plain(_NO_WORDS.sub("", str(tag.get("alt") or "").strip()[:1000]))[:250]
        self.seen_pictures.append((int(match[1]) if match else None, alt))

    def _place_pictures(self) -> None:
        if self.items:
            return
        self.parts += self.seen_pictures
        self.seen_pictures = []

    def finish(self) -> Pasted:
        """The parts as blocks."""
        self._place_pictures()
        pasted = Pasted()
        self._drop_title()
        ranks = {level: rank for rank, level in enumerate(sorted({part.level for part in self._headings()}))}
        rank = -1
        for part in self.parts:
            match part:
                case _Heading(level, words):
                    # No deeper than one below the heading before.
                    rank = min(ranks[level], rank + 1)
                    if rank < 2:
                        pasted.blocks.append({"type": "heading", "value": {"text": words, "level": f"h{rank + 2}"}})
                    else:
                        _add_text(pasted, f"<h4>{escape(words, quote=False)}</h4>")
                case str(html):
                    _add_text(pasted, html)
                case dict(table):
                    pasted.blocks.append({"type": "table", "value": table})
                case (number, alt):
                    if number is None:
                        self.left_out["pictures"] += 1
                        continue
                    pasted.pictures.append(Picture(number, len(pasted.blocks), alt))
                    value = {"image": None, "alt_text": "", "caption": ""}
                    pasted.blocks.append({"type": "image", "value": value})
        pasted.left_out = in_words(self.left_out)
        return pasted

    def _headings(self) -> list[_Heading]:
        return [part for part in self.parts if isinstance(part, _Heading)]

    def _drop_title(self) -> None:
        """A heading that stands above all others and before everything names the document: the page has a title."""
        headings = self._headings()
        if (
            len(headings) > 1
            and self.parts[0] is headings[0]
            and headings[0].level <= 1
            and all(other.level > headings[0].level for other in headings[1:])
        ):
            self.parts.pop(0)
            self.left_out["title"] += 1


def _level_of(tag: Tag) -> int:
    """The level of a heading, a title being above the first; 0 for anything else."""
    match = _HEADING.fullmatch(tag.name)
    kind = classes(tag)
    if "MsoTitle" in kind:
        # A title and headings of the first level are one above the other.
        return -1
    if match:
        return int(match[1])
    if tag.get("role") == "heading":
        level = str(tag.get("aria-level") or "2")
        return int(level) if level in "123456" else 2
    return 0


def _aria_level(item: Tag) -> int:
    """The level that Google Docs and Word on the web write at an item."""
    level = str(item.get("aria-level") or item.get("data-aria-level") or "")
    return int(level) if level in set("123456789") else 0


def _add_text(pasted: Pasted, html: str) -> None:
    if pasted.blocks and pasted.blocks[-1]["type"] == "rich_text":
        pasted.blocks[-1]["value"] += html
    else:
        pasted.blocks.append({"type": "rich_text", "value": html})
