"""What moves on streets and rails, seen from the side and driving to the right."""

from itertools import pairwise

from govcms.content.demo.pictures.canvas import Canvas, Colour, darker, lighter
from govcms.content.demo.pictures.palettes import Palette

TYRE: Colour = (38, 40, 52)


def draw_wheel(canvas: Canvas, *, x: float, base: float, radius: float) -> None:
    """A wheel that stands on ``base``."""
    canvas.ellipse(x, base - radius, radius, radius, TYRE)
    canvas.ellipse(x, base - radius, radius * 0.55, radius * 0.55, (206, 211, 217))
    canvas.ellipse(x, base - radius, radius * 0.2, radius * 0.2, TYRE)


def draw_car(canvas: Canvas, palette: Palette, *, left: float, base: float, length: float, paint: Colour) -> None:
    """A small car."""
    unit = length / 100
    floor = base - 7 * unit
    canvas.ellipse(left + 50 * unit, base, 52 * unit, 3 * unit, palette.ink, 60)
    cabin = [(18, 24), (30, 42), (62, 42), (80, 23)]
    canvas.polygon([(left + x * unit, floor - (y - 7) * unit) for x, y in cabin], darker(paint, 0.1))
    canvas.rectangle(left, floor - 20 * unit, left + 100 * unit, floor + 1 * unit, paint, radius=8 * unit)
    canvas.rectangle(left + 2 * unit, floor - 7 * unit, left + 98 * unit, floor, darker(paint, 0.22), radius=2 * unit)
    glass = palette.lamp if palette.lit else lighter(palette.glass, 0.25)
    for pane in ([(23, 26), (32, 39), (45, 39), (45, 26)], [(48, 26), (48, 39), (61, 39), (74, 26)]):
        canvas.polygon([(left + x * unit, floor - (y - 7) * unit) for x, y in pane], glass)
    canvas.rectangle(
        left + 94 * unit, floor - 16 * unit, left + 100 * unit, floor - 11 * unit, palette.lamp, radius=2 * unit
    )
    canvas.rectangle(left, floor - 16 * unit, left + 4 * unit, floor - 11 * unit, (196, 58, 52), radius=1.5 * unit)
    canvas.rectangle(left + 46 * unit, floor - 15 * unit, left + 53 * unit, floor - 13.4 * unit, darker(paint, 0.35))
    for axle in (22, 78):
        canvas.pie(left + axle * unit, base - 9 * unit, 12 * unit, (180, 360), darker(paint, 0.4))
        draw_wheel(canvas, x=left + axle * unit, base=base, radius=9.5 * unit)


def draw_bus(canvas: Canvas, palette: Palette, *, left: float, base: float, length: float, paint: Colour) -> None:
    """A low-floor town bus with a light roof and a band of windows."""
    unit = length / 300
    top, floor = base - 96 * unit, base - 12 * unit
    right = left + length
    canvas.ellipse(left + length / 2, base + 1 * unit, length * 0.51, 6 * unit, palette.ink, 70)
    canvas.rectangle(
        left + 60 * unit, top - 8 * unit, right - 80 * unit, top + 4 * unit, darker(paint, 0.1), radius=4 * unit
    )
    canvas.rectangle(left, top, right, floor, paint, radius=12 * unit)
    canvas.rectangle(left + 3 * unit, floor - 26 * unit, right - 3 * unit, floor - 18 * unit, (255, 250, 240))
    canvas.rectangle(left + 3 * unit, floor - 9 * unit, right - 3 * unit, floor, darker(paint, 0.3), radius=3 * unit)
    glass = palette.lamp if palette.lit else lighter(palette.glass, 0.18)
    canvas.rectangle(
        left + 8 * unit, top + 14 * unit, right - 2 * unit, top + 50 * unit, darker(palette.ink, 0.1), radius=6 * unit
    )
    edges = (10, 52, 94, 152, 194, 252, 297)
    for place, (start, end) in enumerate(pairwise(edges)):
        x0, x1 = left + (start + 2) * unit, left + (end - 2) * unit
        if place in (2, 4):
            x0, x1 = left + start * unit, left + end * unit
            canvas.rectangle(x0, top + 14 * unit, x1, floor - 3 * unit, darker(palette.ink, 0.1), radius=3 * unit)
            half = (x0 + x1) / 2
            canvas.rectangle(x0 + 3 * unit, top + 18 * unit, half - 1.5 * unit, floor - 8 * unit, glass)
            canvas.rectangle(half + 1.5 * unit, top + 18 * unit, x1 - 3 * unit, floor - 8 * unit, glass)
        else:
            canvas.rectangle(x0, top + 17 * unit, x1, top + 47 * unit, glass, radius=3 * unit)
            if not palette.lit:
                canvas.polygon(
                    [(x0, top + 17 * unit), (x0 + 14 * unit, top + 17 * unit), (x0, top + 38 * unit)],
                    lighter(glass, 0.35),
                )
    canvas.rectangle(
        right - 58 * unit, top + 3 * unit, right - 8 * unit, top + 12 * unit, darker(palette.ink, 0.2), radius=2 * unit
    )
    canvas.rectangle(right - 52 * unit, top + 5.5 * unit, right - 20 * unit, top + 9.5 * unit, (255, 190, 84))
    canvas.rectangle(right - 8 * unit, floor - 22 * unit, right, floor - 13 * unit, (255, 244, 205), radius=3 * unit)
    canvas.rectangle(left, floor - 24 * unit, left + 5 * unit, floor - 12 * unit, (196, 58, 52), radius=2 * unit)
    for axle in (70, 232):
        canvas.pie(left + axle * unit, base - 13 * unit, 19 * unit, (180, 360), darker(paint, 0.45))
        draw_wheel(canvas, x=left + axle * unit, base=base, radius=15 * unit)


def draw_tram(canvas: Canvas, palette: Palette, *, left: float, base: float, length: float, paint: Colour) -> None:
    """A tram of three cars, small and far."""
    car = length / 3
    height = car * 0.42
    glass = palette.lamp if palette.lit else lighter(palette.glass, 0.3)
    for number in range(3):
        x = left + number * car
        canvas.rectangle(x + 1.5, base - height, x + car - 1.5, base - 4, paint, radius=height * 0.2)
        canvas.rectangle(x + 1.5, base - height * 0.36, x + car - 1.5, base - height * 0.24, (255, 250, 240))
        for pane in range(4):
            wide = (car - 12) / 4
            canvas.rectangle(
                x + 7 + pane * wide, base - height * 0.85, x + 4 + (pane + 1) * wide, base - height * 0.48, glass
            )
        for axle in (0.25, 0.75):
            canvas.ellipse(x + car * axle, base - 3, 4, 4, TYRE)
    canvas.line(
        [
            (left + car * 1.5, base - height),
            (left + car * 1.4, base - height * 1.3),
            (left + car * 1.55, base - height * 1.6),
        ],
        2,
        palette.ink,
    )


def draw_ambulance(canvas: Canvas, palette: Palette, *, left: float, base: float, length: float) -> None:
    """An ambulance with a cross and a blue light."""
    unit = length / 100
    white: Colour = (248, 248, 244)
    canvas.ellipse(left + 50 * unit, base, 52 * unit, 3 * unit, palette.ink, 60)
    canvas.rectangle(left, base - 52 * unit, left + 70 * unit, base - 7 * unit, white, radius=4 * unit)
    canvas.polygon(
        [
            (left + 68 * unit, base - 46 * unit),
            (left + 82 * unit, base - 45 * unit),
            (left + 93 * unit, base - 27 * unit),
            (left + 100 * unit, base - 23 * unit),
            (left + 100 * unit, base - 7 * unit),
            (left + 68 * unit, base - 7 * unit),
        ],
        white,
    )
    canvas.polygon(
        [
            (left + 73 * unit, base - 41 * unit),
            (left + 80 * unit, base - 41 * unit),
            (left + 89 * unit, base - 27 * unit),
            (left + 73 * unit, base - 27 * unit),
        ],
        palette.glass,
    )
    canvas.rectangle(left, base - 21 * unit, left + 100 * unit, base - 15 * unit, palette.accent)
    canvas.rectangle(
        left + 6 * unit, base - 57 * unit, left + 18 * unit, base - 52 * unit, (70, 130, 230), radius=2 * unit
    )
    canvas.rectangle(left + 31 * unit, base - 46 * unit, left + 37 * unit, base - 28 * unit, palette.accent)
    canvas.rectangle(left + 25 * unit, base - 40 * unit, left + 43 * unit, base - 34 * unit, palette.accent)
    for axle in (20, 80):
        draw_wheel(canvas, x=left + axle * unit, base=base, radius=9.5 * unit)
