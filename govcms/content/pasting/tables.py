"""Tables of pasted documents."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from bs4 import Tag

from govcms.content.pasting.text import Words, plain

# More is data: it belongs in a file, or is drawn as a chart.
MAX_ROWS = 200
MAX_COLUMNS = 20
MAX_NUMBER = 40
_NUMBER = re.compile(r"[-+−–]?\s?[€$£¥₹]?\s?[\d.,' \u202f]*\d\s?(%|€|£|\$|[A-Z]{3}|km|kg|m|h)?")


def read_table(table: Tag, rows: list[Tag], words: Words, left_out: Counter[str]) -> dict[str, Any] | None:
    """The value of a table block: the first row names the columns. None for one without words, or too large."""
    cells = [list(row.find_all(["td", "th"], recursive=False)) for row in rows]
    if len(rows) > MAX_ROWS or max(map(len, cells)) > MAX_COLUMNS:
        left_out["large tables"] += 1
        return None
    caption = table.find("caption")
    title = plain(words.html(caption)) if isinstance(caption, Tag) else ""
    if not title and len(cells) > 2 and len(cells[0]) == 1 and len(cells[1]) > 1:
        # A row of one cell above the columns names the table.
        title, cells = plain(words.html(cells[0][0])), cells[1:]
    grid = _grid(cells, words, left_out)
    grid = [row for row in grid if any(row)]
    if not grid:
        return None
    headings, *body = grid
    columns = [_kind([row[number] for row in body]) for number in range(len(headings))]
    return {
        "caption": title,
        "columns": [{"type": kind, "heading": plain(heading)} for kind, heading in zip(columns, headings, strict=True)],
        "rows": [{"values": [_value(kind, html) for kind, html in zip(columns, row, strict=True)]} for row in body],
    }


def _grid(cells: list[list[Tag]], words: Words, left_out: Counter[str]) -> list[list[str]]:
    """The words of each cell; a cell over several places leaves the others empty."""
    taken: dict[tuple[int, int], str] = {}
    for y, row in enumerate(cells):
        x = 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            wide, high = _span(cell, "colspan", MAX_COLUMNS - x), _span(cell, "rowspan", len(cells) - y)
            if wide > 1 or high > 1:
                left_out["merged cells"] += 1
            for down in range(high):
                for across in range(wide):
                    taken[y + down, x + across] = ""
            taken[y, x] = words.html(cell)
            x += wide
    width = max((x for _y, x in taken), default=0) + 1
    return [[taken.get((y, x), "") for x in range(width)] for y in range(len(cells))]


def _span(cell: Tag, name: str, most: int) -> int:
    value = str(cell.get(name) or "1")
    return max(1, min(int(value), most)) if value.isascii() and value.isdigit() and len(value) < 5 else 1


def _kind(values: list[str]) -> str:
    """What a column holds: figures, words with links or emphasis, or words."""
    filled = [value for value in values if value]
    if any("<" in value for value in filled):
        return "rich_text"
    return (
        "number" if filled and all(len(each) <= MAX_NUMBER and _NUMBER.fullmatch(each) for each in filled) else "text"
    )


def _value(kind: str, html: str) -> str:
    if kind == "rich_text":
        return f"<p>{html}</p>" if html else ""
    return plain(html)
