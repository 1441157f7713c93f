"""Where the bars, lines and labels of a chart stand.

Places across are percentages, places down are pixels: the drawing stretches with the page and its letters do not.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.formats import number_format
from django.utils.translation import get_language_bidi

from govcms.content.chart_data import ChartData, Figure

BAR_HEIGHT = 18
_BAR_STEP = 24
_NAME_HEIGHT = 26
_ROW_GAP = 14
# Beside the longest bar there is room for its number.
_BARS_WIDTH = 80

_PLOT_HEIGHT = 240
_PLOT_TOP = 24
_LINES_TO = 97
# More marks than this run into one another.
_MAX_MARKS = 16
_MAX_NAME = 38
_SHORT_NAME = 6


@dataclass(frozen=True, slots=True)
class Text:
    """Words in the drawing."""

    x: float
    y: float
    words: str
    # The point of the words that stands at x: "start", "middle" or "end", in the direction of reading.
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its number beside it."""

    series: int
    start: float
    end: float
    y: float
    number: Text

    @property
    def x(self) -> float:
        """Its left end."""
        return min(self.start, self.end)

    @property
    def width(self) -> float:
        """Its length."""
        return round(abs(self.end - self.start), 2)

    @property
    def middle(self) -> float:
        """The line its filling is drawn along."""
        return self.y + BAR_HEIGHT / 2


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of bars, one below the other."""

    height: int
    origin: float
    offset: float
    width: int
    names: list[Text]
    bars: list[Bar]
    has_both_signs: bool
    is_mirrored: bool
    bar_height: int = BAR_HEIGHT


@dataclass(frozen=True, slots=True)
class Line:
    """One line; where a figure is missing it is interrupted."""

    series: int
    pieces: list[str]
    marks: list[Text]


@dataclass(frozen=True, slots=True)
class Lines:
    """A chart of lines over the same points in time."""

    height: int
    top: int
    plot_height: int
    grid: list[Text]
    names: list[Text]
    lines: list[Line]
    is_mirrored: bool


def draw_bars(data: ChartData) -> Bars:
    """The figures as bars."""
    mirrored = get_language_bidi()
    low, high = min(0.0, *data.numbers), max(0.0, *data.numbers)
    span = (high - low) or 1.0

    def across(number: float) -> float:
        place = 100 * (number - low) / span
        return round(100 - place if mirrored else place, 2)

    names, bars, y = [], [], 0
    for name, figures in data.rows:
        names.append(Text(100 if mirrored else 0, y + 18, _short(name)))
        y += _NAME_HEIGHT
        for series, figure in enumerate(figures, start=1):
            if figure.number is not None:
                # The number of a bar that goes below nought stands on the free side.
                beside = across(max(figure.number, 0))
                number = Text(beside, y + BAR_HEIGHT / 2 + 5, figure.written)
                bars.append(Bar(series, across(0), across(figure.number), y, number))
            y += _BAR_STEP
        y += _ROW_GAP
    offset = 100 - _BARS_WIDTH if mirrored else 0
    return Bars(y - _ROW_GAP, across(0), offset, _BARS_WIDTH, names, bars, low < 0 < high, mirrored)


def draw_lines(data: ChartData) -> Lines:
    """The figures as lines."""
    mirrored = get_language_bidi()
    ticks = _ticks(min(data.numbers), max(data.numbers))
    low, span = ticks[0], ticks[-1] - ticks[0]
    # The numbers beside the lines need room on a phone, where a letter takes some three hundredths.
    begin = max(10, 3 * max(len(_written(tick, ticks)) for tick in ticks))

    def down(number: float) -> float:
        return round(_PLOT_HEIGHT * (1 - (number - low) / span), 2)

    def across(index: int) -> float:
        part = index / (len(data.rows) - 1) if len(data.rows) > 1 else 0.5
        place = begin + part * (_LINES_TO - begin)
        return round(100 - place if mirrored else place, 2)

    grid = [Text(100 if mirrored else 0, down(tick), _written(tick, ticks)) for tick in ticks]
    lines = [
        _line(number, [figures[number - 1] for _name, figures in data.rows], across, down)
        for number in range(1, len(data.series) + 1)
    ]
    height = _PLOT_TOP + _PLOT_HEIGHT + 30
    return Lines(height, _PLOT_TOP, _PLOT_HEIGHT, grid, _names(data, across), lines, mirrored)


def _line(series: int, figures: list[Figure], across: Callable[[int], float], down: Callable[[float], float]) -> Line:
    points = [
        None if figure.number is None else (across(index), down(figure.number)) for index, figure in enumerate(figures)
    ]
    pieces: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            pieces.append([])
        else:
            pieces[-1].append(point)
    present = [point for point in points if point is not None]
    marked = present if len(present) <= _MAX_MARKS else [present[0], present[-1]]
    return Line(
        series=series,
        # The plot is drawn as a square of 100 that stretches.
        pieces=[
            " ".join(f"{x},{round(100 * y / _PLOT_HEIGHT, 2)}" for x, y in piece) for piece in pieces if len(piece) > 1
        ],
        marks=[Text(x, y, "") for x, y in marked],
    )


def _names(data: ChartData, across: Callable[[int], float]) -> list[Text]:
    """As many names below the lines as a phone has room for, the first and the last among them."""
    last = len(data.rows) - 1
    longest = max(len(name) for name, _figures in data.rows)
    shown = 7 if longest <= 4 else 5 if longest <= _SHORT_NAME else 3
    step = max(1, math.ceil(last / (shown - 1)))
    chosen = {last - index for index in range(0, last + 1, step)} | {0}
    if len(chosen) > 2 and min(chosen - {0}) <= step / 2:
        chosen.discard(min(chosen - {0}))
    y = _PLOT_TOP + _PLOT_HEIGHT + 24
    names = [Text(across(index), y, _short(data.rows[index][0], 12), "middle") for index in sorted(chosen)]
    if longest > _SHORT_NAME and last:
        # Below the ends of the lines half of a long name would stand outside of the drawing.
        edges = (100, 0) if get_language_bidi() else (0, 100)
        names[0] = replace(names[0], x=edges[0], anchor="start")
        names[-1] = replace(names[-1], x=edges[1], anchor="end")
    return names


def _ticks(low: float, high: float) -> list[float]:
    """Four to seven round numbers that enclose all figures; from nought on where that does not flatten the lines."""
    if low >= 0 and low <= high / 2:
        low = 0.0
    if high <= 0 and high >= low / 2:
        high = 0.0
    if low == high:
        room = max(1.0, abs(low) / 10)
        low, high = low - room, high + room
    rough = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough)
    first, last = math.floor(low / step), math.ceil(high / step)
    # As many decimals as the step has, whatever its size.
    decimals = max(0, 2 - math.floor(math.log10(step)))
    return [round(index * step, decimals) for index in range(first, last + 1)]


def _written(tick: float, ticks: list[float]) -> str:
    step = ticks[1] - ticks[0]
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    if decimals and round(step * 10**decimals, 6) % 1:
        decimals += 1
    return number_format(tick, decimal_pos=decimals, use_l10n=True, force_grouping=abs(tick) >= 10_000)


def _short(name: str, limit: int = _MAX_NAME) -> str:
    return name if len(name) <= limit else f"{name[: limit - 1].rstrip()}…"
