"""The words of a pasted document as rich text of ours: made anew from what is known, so nothing else can be in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape, unescape

from bs4 import Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from govcms.content.pasting.styles import (
    address_of,
    declarations,
    has_colour,
    is_bold,
    is_italic,
    is_list_marker,
)

# Deeper than anybody writes; what lies below keeps its words alone.
MAX_DEPTH = 60
# What stands for a line break between runs of words: Unicode's own sign for it.
_BREAK = "\u2028"
_ELEMENT = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"[ \t\r\n\u00a0]+")
DROPPED = {
    "style", "script", "noscript", "template", "meta", "link", "title", "head", "xml", "iframe", "object", "embed",
    "form", "input", "button", "select", "textarea", "svg", "canvas", "audio", "video", "del", "w:sdtpr",
}  # fmt: skip
# What of it readers miss.
_MISSED = {
    "del": "deletions", "iframe": "embeds", "video": "embeds", "audio": "embeds", "object": "objects",
    "embed": "objects", "svg": "shapes", "canvas": "shapes", "form": "fields", "input": "fields", "select": "fields",
    "textarea": "fields", "button": "fields",
}  # fmt: skip
# How links to notes begin: of Word, Google Docs and files of Word.
_NOTES = {
    "comments": ("#_msocom", "#cmnt", "#comment-"),
    "footnotes": ("#_ftn", "#_edn", "#ftnt", "#footnote-", "#endnote-"),
}
# The way back from a note to its place, and the notes themselves in a file of Word.
_WAYS_BACK = ("#_ftnref", "#_ednref", "#ftnt_ref", "#_msoanchor", "#cmnt_ref", "#footnote-ref", "#endnote-ref")
_NOTE = re.compile(r"(foot|end)note-\d+")


@dataclass(frozen=True, slots=True)
class Look:
    """How words look where they stand."""

    bold: bool = False
    italic: bool = False
    link: str = ""


class Words:
    """Turns inline content into HTML of four elements, and counts what it leaves out."""

    def __init__(self, left_out: Counter[str], on_picture: Callable[[Tag], None]) -> None:
        self.left_out = left_out
        self.on_picture = on_picture

    def html(self, *nodes: PageElement, bold_counts: bool = True) -> str:
        """The words of these nodes; without emphasis by bold letters in a heading, which has its own."""
        runs: list[tuple[str, Look]] = []
        for node in nodes:
            for text, look in self._runs(node, Look(), 0):
                look = look if bold_counts else Look(link="")
                if runs and runs[-1][1] == look:
                    runs[-1] = (runs[-1][0] + text, look)
                else:
                    runs.append((text, look))
        return _joined(runs)

    def _runs(self, node: PageElement, look: Look, depth: int) -> Iterator[tuple[str, Look]]:
        if isinstance(node, PreformattedString):
            return
        if isinstance(node, NavigableString):
            yield str(node), look
            return
        if not isinstance(node, Tag) or self.is_left_out(node):
            return
        if node.name == "br":
            yield _BREAK, look
        elif node.name == "img":
            self.on_picture(node)
        elif depth > MAX_DEPTH:
            yield node.get_text(), look
        else:
            look = self._look(node, look)
            for child in node.children:
                yield from self._runs(child, look, depth + 1)
            if node.name in {"p", "div", "li", "tr"}:
                yield " ", look

    def _look(self, tag: Tag, outer: Look) -> Look:
        style = declarations(tag)
        bold, italic = is_bold(tag, style), is_italic(tag, style)
        link = outer.link
        if tag.name == "a" and tag.get("href"):
            link = address_of(tag)
            if not link and not str(tag.get("href")).startswith("#"):
                self.left_out["links"] += 1
        # A link has a colour without anybody's doing.
        if not link and has_colour(style):
            self.left_out["colours"] += 1
        if tag.name == "u" or "underline" in style.get("text-decoration", ""):
            self.left_out["underlining"] += not link
        if tag.name in {"sup", "sub"} or style.get("vertical-align") in {"super", "sub"}:
            # What only leads to a note is left out as one.
            self.left_out["raised"] += tag.find("a") is None
        if tag.name in {"s", "strike"} or "line-through" in style.get("text-decoration", ""):
            self.left_out["struck through"] += 1
        # Words that are read from right to left begin there.
        begins = "right" if "rtl" in {str(tag.get("dir")).lower(), style.get("direction")} else "left"
        if style.get("text-align") in {"center", "right", "justify"} - {begins}:
            self.left_out["alignment"] += 1
        return Look(
            bold=outer.bold if bold is None else bold, italic=outer.italic if italic is None else italic, link=link
        )

    def is_left_out(self, tag: Tag) -> bool:
        """Whether nothing of it is kept; notes what readers of the document would miss."""
        name, style, href = tag.name, str(tag.get("style") or "").lower(), str(tag.get("href") or "")
        if name in DROPPED:
            if name in _MISSED:
                self.left_out[_MISSED[name]] += 1
            return True
        if is_list_marker(tag) or "display:none" in style.replace(" ", "") or "mso-hide:all" in style:
            return True
        if href.startswith(_WAYS_BACK) or _NOTE.fullmatch(str(tag.get("id") or "")):
            return True
        for kind, beginnings in _NOTES.items():
            if href.startswith(beginnings):
                self.left_out[kind] += 1
                return True
        if "mso-footnote-id" in style or "mso-endnote-id" in style:
            self.left_out["footnotes"] += 1
            return True
        if any(f"mso-element:{each}" in style for each in ("footnote", "endnote", "comment")) or (
            "mso-special-character:comment" in style
        ):
            return True
        if (name.startswith(("v:", "w:")) and name != "w:sdt") or "mso-element:frame" in style:
            self.left_out["shapes"] += 1
            return True
        return False


def _joined(runs: list[tuple[str, Look]]) -> str:
    """Runs of words as HTML, with single spaces, and spaces and breaks outside of what is emphasised."""
    html = ""
    for raw, look in runs:
        for number, part in enumerate(_SPACE.sub(" ", raw).split(_BREAK)):
            if number and html:
                html = html.rstrip(" ") + "<br/>"
            words = part.strip(" ")
            if part.startswith(" ") and html and not html.endswith((" ", "<br/>")):
                html += " "
            if words:
                html += _dressed(escape(words, quote=False), look) + (" " if part.endswith(" ") else "")
    html = html.strip(" ")
    while html.endswith("<br/>"):
        html = html.removesuffix("<br/>").rstrip(" ")
    return html


def _dressed(text: str, look: Look) -> str:
    if look.italic:
        text = f"<i>{text}</i>"
    if look.bold:
        text = f"<b>{text}</b>"
    return f'<a href="{escape(look.link)}">{text}</a>' if look.link else text


def plain(html: str) -> str:
    """The words of rich text of ours, without its elements."""
    return _SPACE.sub(" ", unescape(_ELEMENT.sub("", html.replace("<br/>", " ")))).strip()


def nested_list(items: list[tuple[int, bool, str]]) -> str:
    """Items of level (from 1 on), numbered or not, and words, as lists within lists."""
    html = ""
    opened: list[str] = []
    for level, is_numbered, words in items:
        # A level that is skipped is none.
        level = min(level, len(opened) + 1)
        kind = "ol" if is_numbered else "ul"
        while len(opened) > level or (len(opened) == level and opened[-1] != kind):
            html += f"</li></{opened.pop()}>"
        if len(opened) == level:
            html += "</li>"
        else:
            opened.append(kind)
            html += f"<{kind}>"
        html += f"<li>{words}"
    return html + "".join(f"</li></{kind}>" for kind in reversed(opened))
