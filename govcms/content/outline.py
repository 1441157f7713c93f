"""How a body is divided: its blocks with the anchors and heading levels they get on the page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

# The lowest heading a block has.
MAX_LEVEL = 4
_HEADING = re.compile(r"<h([2-6])[\s>]")

# Below this many parts a table of contents is longer than looking for oneself.
MIN_CONTENTS = 3


@dataclass(frozen=True, slots=True)
class Part:
    """One block of a body, where it stands."""

    block: Any
    anchor: str
    # The level of headings within the block: one below the heading it stands under.
    heading_level: int


@dataclass(frozen=True, slots=True)
class Outline:
    """A body in its parts, and the links to its main headings."""

    parts: list[Part]
    contents: list[dict[str, str]]

    @property
    def sections(self) -> list[list[Part]]:
        """The parts by the main heading they stand under; a home page draws each section as a band."""
        sections: list[list[Part]] = []
        for part in self.parts:
            begins = part.block.block_type == "heading" and part.block.value["level"] == "h2"
            if begins or not sections:
                sections.append([])
            sections[-1].append(part)
        return sections


def outline_of(stream: Iterable[Any]) -> Outline:
    """The outline of a body; every heading has an anchor, and no two the same."""
    parts: list[Part] = []
    contents: list[dict[str, str]] = []
    taken: set[str] = set()
    level = 2
    for block in stream:
        anchor = ""
        if block.block_type == "heading":
            title = block.value["text"]
            anchor = free_name(slugify(title, allow_unicode=True) or "part", taken)
            if block.value["level"] == "h2":
                contents.append({"title": title, "url": f"#{anchor}"})
        if levels := levels_in(block):
            level = min(levels[-1] + 1, MAX_LEVEL)
        parts.append(Part(block=block, anchor=anchor, heading_level=level))
    return Outline(parts=parts, contents=contents if len(contents) >= MIN_CONTENTS else [])


def levels_in(block: Any) -> list[int]:
    """The levels of the headings that a block of a body is or holds, in order."""
    if block.block_type == "heading":
        return [int(block.value["level"].removeprefix("h"))]
    if block.block_type == "rich_text":
        return [int(level) for level in _HEADING.findall(block.value.source)]
    return []


def free_name(name: str, taken: set[str]) -> str:
    """``name``, with a number where it is taken; from now on it is."""
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free
