"""What stands beside the text of an HTML document: comments, conditions and declarations, taken out before it is read.

Python's parser looks for the end of each to the end of the document, again and again.
"""

from __future__ import annotations

from dataclasses import dataclass

# Word keeps what is written in a drawn box in a comment, for itself alone.
_TEXT_BOX = "<v:textbox"


@dataclass(frozen=True, slots=True)
class Bare:
    """A document without its asides."""

    html: str
    text_boxes: int


def without_asides(html: str) -> Bare:
    """The document without what no reader sees; one that is not closed ends the document, as in browsers."""
    kept, at, text_boxes = [], 0, 0
    declaration = instruction = -1
    while True:
        if declaration < at:
            declaration = _next(html, "<!", at)
        if instruction < at:
            instruction = _next(html, "<?", at)
        begin = min(declaration, instruction)
        kept.append(html[at:begin])
        if begin == len(html):
            break
        closing = "-->" if html.startswith("<!--", begin) else ">"
        end = _next(html, closing, begin + 2)
        text_boxes += html.count(_TEXT_BOX, begin, end) > 0
        at = end + len(closing)
    bare = "".join(kept)
    # Behind the last tag, what looks like the beginning of another is none.
    last = bare.rfind(">") + 1
    return Bare(bare[:last] + bare[last:].replace("<", "&lt;"), text_boxes)


def _next(html: str, words: str, start: int) -> int:
    found = html.find(words, start)
    return found if found >= 0 else len(html)
