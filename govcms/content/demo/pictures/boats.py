"""Boats and what belongs to them."""

from govcms.content.demo.pictures.canvas import Canvas, Colour, darker, lighter, mix
from govcms.content.demo.pictures.palettes import Palette

CREAM: Colour = (255, 249, 236)


def draw_sailing_boat(
    canvas: Canvas, palette: Palette, *, x: float, waterline: float, size: float, paint: Colour, sails: bool
) -> None:
    """A sailing boat seen from the side, with or without its sails set."""
    bow, stern = x + size * 0.55, x - size * 0.5
    mast, top = x + size * 0.06, waterline - size * 1.45
    wood = mix(palette.roofs[0], palette.walls[1], 0.4)
    canvas.line([(mast, top), (bow - size * 0.04, waterline - size * 0.2)], 1.6, palette.ink, 150)
    canvas.line([(mast, top), (stern + size * 0.03, waterline - size * 0.2)], 1.6, palette.ink, 150)
    canvas.rectangle(mast - size * 0.014, top, mast + size * 0.014, waterline - size * 0.1, wood)
    if sails:
        boom = waterline - size * 0.3
        canvas.polygon(
            [(mast - size * 0.03, top + size * 0.05), (mast - size * 0.03, boom), (stern + size * 0.1, boom)], CREAM
        )
        canvas.polygon(
            [(mast - size * 0.03, top + size * 0.05), (mast - size * 0.03, boom), (mast - size * 0.2, boom)],
            mix(CREAM, palette.ink, 0.1),
        )
        canvas.polygon(
            [
                (mast + size * 0.03, top + size * 0.12),
                (mast + size * 0.03, boom),
                (bow - size * 0.1, boom + size * 0.04),
            ],
            palette.accent,
        )
        canvas.rectangle(stern + size * 0.08, boom, mast, boom + size * 0.022, wood)
    else:
        canvas.rectangle(
            stern + size * 0.14, waterline - size * 0.36, mast, waterline - size * 0.29, CREAM, radius=size * 0.03
        )
        canvas.polygon(
            [(mast, top), (mast + size * 0.17, top + size * 0.045), (mast, top + size * 0.09)], palette.accent
        )
    cabin = [(x - size * 0.22, 0.2), (x - size * 0.16, 0.31), (x + size * 0.14, 0.31), (x + size * 0.24, 0.2)]
    canvas.polygon([(at, waterline - size * high) for at, high in cabin], CREAM)
    for place in (-0.12, 0.0):
        canvas.rectangle(
            x + size * place,
            waterline - size * 0.28,
            x + size * (place + 0.07),
            waterline - size * 0.23,
            palette.lamp if palette.lit else palette.glass,
        )
    _draw_hull(canvas, bow=bow, stern=stern, waterline=waterline, freeboard=size * 0.21, paint=paint)


def _draw_hull(canvas: Canvas, *, bow: float, stern: float, waterline: float, freeboard: float, paint: Colour) -> None:
    length = bow - stern
    rail, foot = waterline - freeboard, waterline + freeboard * 0.12
    canvas.polygon(
        [
            (stern, rail + freeboard * 0.15),
            (bow, rail - freeboard * 0.12),
            (bow - length * 0.07, waterline - freeboard * 0.35),
            (bow - length * 0.15, foot),
            (stern + length * 0.08, foot),
        ],
        paint,
    )
    canvas.polygon(
        [
            (stern, rail + freeboard * 0.15),
            (bow, rail - freeboard * 0.12),
            (bow - length * 0.02, rail + freeboard * 0.1),
            (stern + length * 0.01, rail + freeboard * 0.36),
        ],
        lighter(paint, 0.55),
    )
    canvas.polygon(
        [
            (stern + length * 0.065, waterline - freeboard * 0.12),
            (bow - length * 0.12, waterline - freeboard * 0.12),
            (bow - length * 0.15, foot),
            (stern + length * 0.08, foot),
        ],
        darker(paint, 0.35),
    )


def draw_fishing_boat(
    canvas: Canvas, palette: Palette, *, x: float, waterline: float, size: float, paint: Colour
) -> None:
    """A sturdy working boat with a wheelhouse, a derrick and fenders."""
    bow, stern = x + size * 0.6, x - size * 0.55
    rail = waterline - size * 0.26
    house = x - size * 0.02
    canvas.rectangle(x - size * 0.33, waterline - size * 0.95, x - size * 0.3, rail + size * 0.1, palette.ink)
    canvas.line(
        [(x - size * 0.315, waterline - size * 0.9), (x - size * 0.52, waterline - size * 0.45)],
        size * 0.018,
        palette.ink,
    )
    canvas.line(
        [(x - size * 0.315, waterline - size * 0.93), (bow - size * 0.03, waterline - size * 0.36)],
        1.6,
        palette.ink,
        150,
    )
    canvas.rectangle(house, waterline - size * 0.62, house + size * 0.32, rail + size * 0.12, CREAM)
    canvas.rectangle(
        house + size * 0.25, waterline - size * 0.62, house + size * 0.32, rail + size * 0.12, palette.ink, alpha=26
    )
    canvas.rectangle(
        house - size * 0.03, waterline - size * 0.66, house + size * 0.36, waterline - size * 0.61, palette.accent
    )
    for place in (0.03, 0.13, 0.23):
        canvas.rectangle(
            house + size * place,
            waterline - size * 0.56,
            house + size * (place + 0.07),
            waterline - size * 0.46,
            palette.lamp if palette.lit else palette.glass,
        )
    canvas.polygon(
        [
            (stern, rail + size * 0.06),
            (x + size * 0.2, rail + size * 0.04),
            (bow, rail - size * 0.16),
            (bow - size * 0.12, waterline + size * 0.03),
            (stern + size * 0.06, waterline + size * 0.03),
        ],
        paint,
    )
    canvas.polygon(
        [
            (stern, rail + size * 0.06),
            (x + size * 0.2, rail + size * 0.04),
            (bow, rail - size * 0.16),
            (bow - size * 0.02, rail - size * 0.1),
            (x + size * 0.2, rail + size * 0.09),
            (stern + size * 0.01, rail + size * 0.11),
        ],
        CREAM,
    )
    canvas.polygon(
        [
            (stern + size * 0.045, waterline - size * 0.03),
            (bow - size * 0.1, waterline - size * 0.03),
            (bow - size * 0.12, waterline + size * 0.03),
            (stern + size * 0.06, waterline + size * 0.03),
        ],
        darker(paint, 0.4),
    )
    for place in (-0.36, -0.1, 0.16):
        canvas.ellipse(x + size * place, waterline - size * 0.09, size * 0.045, size * 0.045, palette.accent)
        canvas.ellipse(x + size * place, waterline - size * 0.09, size * 0.02, size * 0.02, darker(paint, 0.2))


def draw_rowing_boat(
    canvas: Canvas, palette: Palette, *, x: float, waterline: float, size: float, paint: Colour
) -> None:
    """A small open boat."""
    canvas.polygon(
        [
            (x - size * 0.5, waterline - size * 0.2),
            (x + size * 0.5, waterline - size * 0.22),
            (x + size * 0.34, waterline + size * 0.04),
            (x - size * 0.36, waterline + size * 0.04),
        ],
        paint,
    )
    canvas.polygon(
        [
            (x - size * 0.5, waterline - size * 0.2),
            (x + size * 0.5, waterline - size * 0.22),
            (x + size * 0.46, waterline - size * 0.15),
            (x - size * 0.47, waterline - size * 0.13),
        ],
        lighter(paint, 0.5),
    )
    canvas.line(
        [(x - size * 0.1, waterline - size * 0.2), (x - size * 0.55, waterline + size * 0.02)],
        size * 0.03,
        palette.roofs[0],
    )


def draw_ferry(canvas: Canvas, palette: Palette, *, x: float, waterline: float, size: float) -> None:
    """A white car ferry with two decks of windows and a coloured funnel."""
    left, right = x - size * 0.5, x + size * 0.5
    unit = size / 100
    glass = palette.lamp if palette.lit else palette.glass
    canvas.polygon(
        [
            (x - 14 * unit, waterline - 45 * unit),
            (x - 11 * unit, waterline - 58 * unit),
            (x - 2 * unit, waterline - 58 * unit),
            (x, waterline - 45 * unit),
        ],
        palette.accent,
    )
    canvas.polygon(
        [
            (x - 12.4 * unit, waterline - 52 * unit),
            (x - 11 * unit, waterline - 58 * unit),
            (x - 2 * unit, waterline - 58 * unit),
            (x - 1 * unit, waterline - 52 * unit),
        ],
        palette.ink,
    )
    canvas.rectangle(x + 18 * unit, waterline - 62 * unit, x + 18.8 * unit, waterline - 42 * unit, palette.ink)
    canvas.rectangle(
        left + 20 * unit, waterline - 45 * unit, right - 16 * unit, waterline - 30 * unit, CREAM, radius=2 * unit
    )
    canvas.polygon(
        [
            (right - 30 * unit, waterline - 53 * unit),
            (right - 17 * unit, waterline - 53 * unit),
            (right - 13 * unit, waterline - 45 * unit),
            (right - 30 * unit, waterline - 45 * unit),
        ],
        CREAM,
    )
    canvas.rectangle(right - 28 * unit, waterline - 51 * unit, right - 17 * unit, waterline - 48 * unit, glass)
    canvas.rectangle(
        left + 6 * unit,
        waterline - 31 * unit,
        right - 6 * unit,
        waterline - 14 * unit,
        (250, 250, 248),
        radius=2 * unit,
    )
    canvas.rectangle(
        left + 6 * unit, waterline - 31 * unit, right - 6 * unit, waterline - 30 * unit, palette.ink, alpha=40
    )
    for place in range(14):
        at = left + (24 + place * 3.9) * unit
        if at < right - 20 * unit:
            canvas.rectangle(at, waterline - 41 * unit, at + 2.6 * unit, waterline - 36 * unit, glass)
    for place in range(20):
        at = left + (10 + place * 4) * unit
        canvas.ellipse(at, waterline - 23 * unit, 1.3 * unit, 1.3 * unit, glass)
    canvas.polygon(
        [
            (left, waterline - 16 * unit),
            (right - 14 * unit, waterline - 16 * unit),
            (right + 10 * unit, waterline - 21 * unit),
            (right + 2 * unit, waterline - 8 * unit),
            (right - 7 * unit, waterline + 1 * unit),
            (left + 3 * unit, waterline + 1 * unit),
        ],
        palette.ink,
    )
    canvas.polygon(
        [
            (left + 2.2 * unit, waterline - 3 * unit),
            (right - 3 * unit, waterline - 3 * unit),
            (right - 7 * unit, waterline + 1 * unit),
            (left + 3 * unit, waterline + 1 * unit),
        ],
        palette.accent,
    )
    for place in (28, 54, 70):
        canvas.rectangle(
            left + place * unit,
            waterline - 34 * unit,
            left + (place + 8) * unit,
            waterline - 31 * unit,
            palette.accent,
            radius=unit,
        )
