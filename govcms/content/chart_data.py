"""Figures out of CSV text, with the line where something is wrong."""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from govcms.media.models import AgencyDocument

MAX_ROWS = 50
MAX_SERIES = 6
# A bar with its distance takes some thirty pixels: this many fill four screens of a phone.
MAX_BARS = 60
MAX_CHARACTERS = 20_000
MAX_NAME = 80
NO_CSV = gettext_lazy("Choose a CSV file. In a spreadsheet: save a copy as CSV.")

_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'’")
_GROUPED = re.compile(r"^[+-]?[1-9]\d{0,2}([.,])\d{3}(\1\d{3})*([.,]\d+)?$", re.ASCII)
_PLAIN = re.compile(r"^[+-]?\d+([.,]\d+)?$", re.ASCII)
_DECIMAL_COMMA = re.compile(r"^[+-]?\d+,(\d{1,2}|\d{4,})$", re.ASCII)
MAX_DIGITS = 18
# Beyond these no scale has round numbers that differ.
SMALLEST, LARGEST = 1e-6, 1e15


class BadData(Exception):
    """The text is not a table of numbers; the message says why, and in which line."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it was written; None where the cell is empty."""

    written: str
    number: float | None


@dataclass(frozen=True, slots=True)
class ChartData:
    """Named rows of figures, one of each series."""

    corner: str
    series: list[str]
    rows: list[tuple[str, list[Figure]]]

    @property
    def bars(self) -> int:
        """How many bars all of it makes."""
        return len(self.rows) * len(self.series)

    @property
    def numbers(self) -> list[float]:
        """All numbers there are."""
        return [figure.number for _name, figures in self.rows for figure in figures if figure.number is not None]

    @property
    def labels(self) -> list[str]:
        """The words of the table."""
        return [label for label in (self.corner, *self.series, *(name for name, _figures in self.rows)) if label]


def text_of_document(document: AgencyDocument) -> str:
    """The text of a CSV document; raises BadData where it is something else."""
    if document.file_extension.lower() not in ("csv", "txt"):
        raise BadData(NO_CSV)
    if (document.file_size or 0) > MAX_CHARACTERS:
        raise BadData(
            _("This file is too large for a chart: at most %(limit)d kB.") % {"limit": MAX_CHARACTERS // 1000}
        )
    try:
        with document.open_file() as file:
            content = file.read(MAX_CHARACTERS)
    except OSError as error:
        raise BadData(_("The file cannot be read at the moment. Try again, or paste the figures.")) from error
    try:
        text = content.decode("utf-16" if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig")
    except UnicodeDecodeError:
        # What spreadsheets on Windows call CSV.
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        # No text, and a database refuses it.
        raise BadData(NO_CSV)
    return text


def read_csv(text: str) -> ChartData:
    """The figures of a text with commas, semicolons or tabs between its cells; raises BadData."""
    lines = list(_rows_of(text))
    if len(lines) < 2:
        raise BadData(_("Write at least two lines: the names of the columns, and a row of numbers."))
    (_line, head), *body = lines
    corner, *series = head
    if not series:
        raise BadData(_("There is one column only. Put a comma, a semicolon or a tab between name and number."))
    if len(series) > MAX_SERIES:
        message = _("There are %(number)d columns of numbers; a chart shows at most %(limit)d.")
        raise BadData(message % {"number": len(series), "limit": MAX_SERIES})
    if len(body) > MAX_ROWS:
        message = _("There are %(number)d rows; a chart shows at most %(limit)d.")
        raise BadData(message % {"number": len(body), "limit": MAX_ROWS})
    if not all(series):
        raise BadData(_("Line 1 leaves a column without a name."))
    decimal = _decimal_sign_of(text, [cell for _number, row in body for cell in row[1:]])
    data = ChartData(corner, series, [_row(number, row, series, decimal) for number, row in body])
    if not data.numbers:
        raise BadData(_("There is no number in it."))
    return data


def _rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each line that is not empty, with its number and its cells."""
    # Spreadsheets end lines in three ways; cells of a chart have none within.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    delimiter = _delimiter_of(text)
    for number, line in enumerate(lines, start=1):
        if not line.strip(f"{delimiter} "):
            continue
        try:
            [row] = csv.reader([line], delimiter=delimiter, strict=True, skipinitialspace=True)
        except (csv.Error, ValueError) as error:
            message = _("Line %(line)d: a quotation mark is left open or stands in the wrong place.")
            raise BadData(message % {"line": number}) from error
        yield number, [cell.strip() for cell in row]


def _delimiter_of(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max("\t;,", key=first.count)


def _decimal_sign_of(text: str, cells: list[str]) -> str:
    """Whether “1,240” is more than a thousand: not where commas are seen, or known, to begin fractions."""
    fractions = _delimiter_of(text) == ";" or any(_DECIMAL_COMMA.match(_digits_of(cell)) for cell in cells)
    return "," if fractions else "."


def _row(line: int, row: list[str], series: list[str], decimal: str) -> tuple[str, list[Figure]]:
    if len(row) != len(series) + 1:
        message = _("Line %(line)d has %(number)d cells; the first line has %(expected)d.")
        raise BadData(message % {"line": line, "number": len(row), "expected": len(series) + 1})
    name, *cells = row
    if not name:
        raise BadData(_("Line %(line)d begins without a name.") % {"line": line})
    if len(name) > MAX_NAME:
        message = _("Line %(line)d: the name is longer than %(limit)d characters.")
        raise BadData(message % {"line": line, "limit": MAX_NAME})
    return name, [_figure(line, column, cell, decimal) for column, cell in zip(series, cells, strict=True)]


def _figure(line: int, column: str, cell: str, decimal: str) -> Figure:
    if not cell:
        return Figure("", None)
    number = _number_of(_digits_of(cell), decimal)
    if number and not SMALLEST <= abs(number) < LARGEST:
        message = _("Line %(line)d, column “%(column)s”: write “%(cell)s” in a larger or a smaller unit.")
        raise BadData(message % {"line": line, "column": column[:40], "cell": cell[:40]})
    if number is None:
        message = _("Line %(line)d, column “%(column)s”: “%(cell)s” is not a number.")
        raise BadData(message % {"line": line, "column": column[:40], "cell": cell[:40]})
    return Figure(cell, number)


def _digits_of(cell: str) -> str:
    return cell.translate(_SPACES).replace("\u2212", "-").removesuffix("%")


def _number_of(digits: str, decimal: str) -> float | None:
    signs = [sign for sign in digits if sign in ",."]
    if len(set(signs)) == 2:
        decimal = signs[-1]
    group = "." if decimal == "," else ","
    if group in signs and _GROUPED.match(digits):
        digits = digits.replace(group, "")
    if not _PLAIN.match(digits) or len(digits) > MAX_DIGITS:
        return None
    return float(digits.replace(",", "."))
