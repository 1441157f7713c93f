"""What stands beside the text of an HTML document: comments, conditions and declarations, taken out before it is read.

Python's parser looks for the end of each to the end of the document, again and again.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

# What Word keeps in a comment, for itself alone: what is written in a drawn box, and what another program made.
_KEPT_ASIDE = re.compile(r"<(v:textbox|o:OLEObject)\b", re.IGNORECASE)
_KINDS = {"v:textbox": "shapes", "o:oleobject": "objects"}


@dataclass(frozen=True, slots=True)
class Bare:
    """A document without its asides."""

    html: str
    # How many comments held something of a kind.
    missed: Counter[str]


def without_asides(html: str) -> Bare:
    """The document without what no reader sees; one that is not closed ends the document, as in browsers."""
    kept, at, missed = [], 0, Counter[str]()
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
        missed.update({_KINDS[name.lower()] for name in _KEPT_ASIDE.findall(html, begin, end)})
        at = end + len(closing)
    bare = "".join(kept)
    # Behind the last tag, what looks like the beginning of another is none.
    last = bare.rfind(">") + 1
    return Bare(bare[:last] + bare[last:].replace("<", "&lt;"), missed)


def _next(html: str, words: str, start: int) -> int:
    found = html.find(words, start)
    return found if found >= 0 else len(html)
