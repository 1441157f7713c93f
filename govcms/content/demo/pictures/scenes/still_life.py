"""Things on a table, seen from above."""

import math

from govcms.content.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Colour, Point, darker, lighter, mix
from govcms.content.demo.pictures.palettes import Palette

PAPER: Colour = (255, 252, 244)
SHADOW_ALPHA = 34


class _Turned:
    """Shapes turned about a point, each with a soft shadow below it."""

    def __init__(self, canvas: Canvas, palette: Palette, *, x: float, y: float, degrees: float) -> None:
        self.canvas, self.palette, self.x, self.y = canvas, palette, x, y
        self.cos, self.sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))

    def at(self, dx: float, dy: float) -> Point:
        """Where a point of the unturned thing lies on the canvas."""
        return self.x + dx * self.cos - dy * self.sin, self.y + dx * self.sin + dy * self.cos

    def box(
        self, left: float, top: float, right: float, bottom: float, tone: Colour, *, shadow: float = 0, alpha: int = 255
    ) -> None:
        """A rectangle with slightly cut corners."""
        cut = min(7.0, (right - left) / 6, (bottom - top) / 6)
        corners = [
            (left + cut, top),
            (right - cut, top),
            (right, top + cut),
            (right, bottom - cut),
            (right - cut, bottom),
            (left + cut, bottom),
            (left, bottom - cut),
            (left, top + cut),
        ]
        points = [self.at(dx, dy) for dx, dy in corners]
        for spread in (1.0, 0.6, 0.3) if shadow else ():
            self.canvas.polygon(
                [(x + shadow * spread, y + shadow * 1.3 * spread) for x, y in points], self.palette.ink, SHADOW_ALPHA
            )
        self.canvas.polygon(points, tone, alpha)

    def dot(self, dx: float, dy: float, radius: float, tone: Colour) -> None:
        """A circle."""
        self.canvas.ellipse(*self.at(dx, dy), radius, radius, tone)


def _draw_table(canvas: Canvas, palette: Palette) -> None:
    """The top of a wooden table with light from the upper left."""
    rng = canvas.rng
    wood = mix(palette.walls[1], palette.walls[0], 0.45)
    canvas.gradient([(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)], lighter(wood, 0.12), wood)
    for plank in range(5):
        y = plank * 190 + rng.uniform(-10, 10)
        canvas.rectangle(0, y, WIDTH, y + 3, palette.ink, alpha=26)
        for _grain in range(5):
            x, gy = rng.uniform(0, WIDTH), y + rng.uniform(20, 160)
            canvas.rectangle(x, gy, x + rng.uniform(80, 260), gy + 2, palette.ink, alpha=14, radius=1)
    canvas.glow(260, -60, 1100, palette.sun, 0.5)


def draw_desk(canvas: Canvas, palette: Palette) -> None:
    """A desk from above: a form, a card, a pen, a cup and a plant."""
    rng = canvas.rng
    _draw_table(canvas, palette)
    _draw_sheet(
        canvas, palette, x=600, y=480, degrees=rng.uniform(-11, -6), tone=lighter(palette.walls[4], 0.5), lines=False
    )
    _draw_sheet(canvas, palette, x=660, y=470, degrees=rng.uniform(2, 7), tone=PAPER, lines=True)
    _draw_card(canvas, palette, x=1120, y=610, degrees=rng.uniform(-14, -6))
    _draw_pen(canvas, palette, x=985, y=330, degrees=rng.uniform(48, 62))
    _draw_cup(canvas, palette, x=1300, y=250)
    _draw_books(canvas, palette, x=140, y=700, degrees=rng.uniform(-20, -10))
    _draw_leaves(canvas, palette, x=110, y=120)


def draw_reading_table(canvas: Canvas, palette: Palette) -> None:
    """An open book, glasses, a pile of books and a cup."""
    rng = canvas.rng
    _draw_table(canvas, palette)
    _draw_open_book(canvas, palette, x=820, y=480, degrees=rng.uniform(-9, -4))
    _draw_books(canvas, palette, x=210, y=640, degrees=rng.uniform(-18, -10))
    _draw_books(canvas, palette, x=1500, y=760, degrees=rng.uniform(8, 18))
    _draw_cup(canvas, palette, x=1350, y=240)
    _draw_pen(canvas, palette, x=1300, y=540, degrees=rng.uniform(60, 80))
    _draw_glasses(canvas, palette, x=330, y=250, degrees=rng.uniform(-24, -14))
    _draw_leaves(canvas, palette, x=60, y=60)


def draw_medicine(canvas: Canvas, palette: Palette) -> None:
    """A prescription, two boxes, a strip of tablets and a bottle."""
    rng = canvas.rng
    _draw_table(canvas, palette)
    _draw_sheet(canvas, palette, x=560, y=480, degrees=rng.uniform(-8, -3), tone=PAPER, lines=True)
    for x, y, tone in ((1020, 260, palette.glass), (1180, 400, palette.leaves[1])):
        _draw_box(canvas, palette, x=x, y=y, degrees=rng.uniform(-14, 10), tone=tone)
    _draw_tablets(canvas, palette, x=960, y=650, degrees=rng.uniform(8, 18))
    _draw_bottle(canvas, palette, x=1370, y=650, degrees=rng.uniform(-34, -22))
    _draw_pen(canvas, palette, x=300, y=260, degrees=rng.uniform(100, 116))
    _draw_leaves(canvas, palette, x=90, y=90)


def _draw_open_book(canvas: Canvas, palette: Palette, *, x: float, y: float, degrees: float) -> None:
    book = _Turned(canvas, palette, x=x, y=y, degrees=degrees)
    book.box(-372, -256, 372, 256, palette.accent, shadow=16)
    for side in (-1, 1):
        left, right = sorted((side * 6, side * 356))
        book.box(left, -240, right, 240, mix(PAPER, palette.paving, 0.35))
        left, right = sorted((side * 3, side * 346))
        book.box(left, -240, right, 236, PAPER)
        left, right = sorted((side * 3, side * 40))
        book.box(left, -238, right, 234, palette.ink, alpha=22)
        for row in range(11):
            top = -176 + row * 34
            if side > 0 and row < 5:
                continue
            start = 56 if side > 0 else -310
            book.box(start, top, start + (250 if row % 4 != 3 else 160), top + 8, mix(palette.ink, PAPER, 0.62))
    book.box(60, -190, 312, -34, mix(palette.glass, PAPER, 0.45))
    book.dot(248, -140, 22, palette.lamp)
    canvas.polygon([book.at(60, -34), book.at(150, -140), book.at(226, -34)], palette.near)
    canvas.polygon([book.at(150, -34), book.at(240, -104), book.at(312, -34)], palette.leaves[1])
    book.box(-310, -206, -170, -188, palette.accent)
    canvas.polygon(
        [book.at(296, 236), book.at(330, 236), book.at(330, 300), book.at(313, 284), book.at(296, 300)], palette.lamp
    )


def _draw_glasses(canvas: Canvas, palette: Palette, *, x: float, y: float, degrees: float) -> None:
    pair = _Turned(canvas, palette, x=x, y=y, degrees=degrees)
    for side in (-1, 1):
        canvas.line([pair.at(side * 128, -10), pair.at(side * 100, -150), pair.at(side * 70, -164)], 9, palette.ink)
        centre = pair.at(side * 72, 0)
        canvas.ellipse(centre[0] + 8, centre[1] + 12, 60, 54, palette.ink, SHADOW_ALPHA)
        canvas.ellipse(*centre, 60, 54, palette.ink)
        canvas.ellipse(*centre, 50, 44, lighter(palette.glass, 0.6))
        canvas.ellipse(centre[0] - 14, centre[1] - 14, 20, 14, PAPER, 150)
    canvas.line([pair.at(-18, -8), pair.at(0, -18), pair.at(18, -8)], 9, palette.ink)


def _draw_box(canvas: Canvas, palette: Palette, *, x: float, y: float, degrees: float, tone: Colour) -> None:
    box = _Turned(canvas, palette, x=x, y=y, degrees=degrees)
    box.box(-150, -84, 150, 84, PAPER, shadow=14)
    box.box(-150, -84, -92, 84, tone)
    box.box(-150, 50, 150, 84, tone)
    box.box(-70, -52, 60, -36, mix(palette.ink, PAPER, 0.2))
    box.box(-70, -18, 110, -9, mix(palette.ink, PAPER, 0.6))
    box.box(-70, 6, 70, 15, mix(palette.ink, PAPER, 0.6))
    box.box(-128, -8, -112, 8, PAPER)
    box.dot(116, -46, 16, palette.accent)


def _draw_tablets(canvas: Canvas, palette: Palette, *, x: float, y: float, degrees: float) -> None:
    strip = _Turned(canvas, palette, x=x, y=y, degrees=degrees)
    silver = mix(palette.glass, PAPER, 0.62)
    strip.box(-180, -84, 180, 84, silver, shadow=8)
    strip.box(-180, -84, 180, -70, lighter(silver, 0.4))
    for row in range(2):
        for column in range(5):
            dx, dy = -136 + column * 68, -36 + row * 74
            strip.dot(dx + 3, dy + 4, 27, darker(silver, 0.25))
            strip.dot(dx, dy, 26, lighter(silver, 0.5))
            if (row, column) != (1, 4):
                strip.dot(dx, dy, 18, palette.accent)
                strip.dot(dx - 5, dy - 6, 6, lighter(palette.accent, 0.5))


def _draw_bottle(canvas: Canvas, palette: Palette, *, x: float, y: float, degrees: float) -> None:
    bottle = _Turned(canvas, palette, x=x, y=y, degrees=degrees)
    amber = mix(palette.roofs[0], palette.lamp, 0.45)
    bottle.box(-76, -96, 76, 170, amber, shadow=15)
    bottle.box(-54, -132, 54, -90, amber)
    bottle.box(-62, -188, 62, -128, PAPER)
    for rib in range(6):
        bottle.box(-54 + rib * 20, -184, -48 + rib * 20, -132, mix(palette.ink, PAPER, 0.82))
    bottle.box(-76, -50, 76, 116, PAPER)
    bottle.box(-76, -50, 76, -22, palette.accent)
    bottle.box(-54, 4, 40, 14, mix(palette.ink, PAPER, 0.5))
    bottle.box(-54, 32, 54, 40, mix(palette.ink, PAPER, 0.65))
    bottle.box(-54, 58, 20, 66, mix(palette.ink, PAPER, 0.65))
    bottle.box(-64, -86, -50, 160, lighter(amber, 0.5), alpha=120)


def _draw_sheet(
    canvas: Canvas, palette: Palette, *, x: float, y: float, degrees: float, tone: Colour, lines: bool
) -> None:
    sheet = _Turned(canvas, palette, x=x, y=y, degrees=degrees)
    sheet.box(-235, -320, 235, 320, tone, shadow=14)
    if not lines:
        return
    sheet.box(-195, -280, -60, -256, palette.accent)
    sheet.box(-195, -236, 90, -222, mix(palette.ink, PAPER, 0.35))
    for row in range(4):
        top = -180 + row * 86
        sheet.box(-195, top, -90 + 24 * (row % 2), top + 9, mix(palette.ink, PAPER, 0.55))
        sheet.box(-195, top + 22, 195, top + 58, mix(palette.glass, PAPER, 0.78))
    for row, length in enumerate((150, 110, 190)):
        sheet.box(-195, 176 + row * 26, -195 + length, 185 + row * 26, mix(palette.ink, PAPER, 0.6))
    sheet.dot(140, 240, 46, mix(palette.accent, PAPER, 0.72))
    sheet.dot(140, 240, 36, PAPER)
    sheet.dot(140, 240, 31, mix(palette.accent, PAPER, 0.72))


def _draw_card(canvas: Canvas, palette: Palette, *, x: float, y: float, degrees: float) -> None:
    card = _Turned(canvas, palette, x=x, y=y, degrees=degrees)
    card.box(-185, -116, 185, 116, lighter(palette.glass, 0.55), shadow=11)
    card.box(-185, -116, 185, -66, palette.ink)
    card.box(-165, -100, -30, -84, lighter(palette.glass, 0.7))
    card.box(-160, -44, -50, 92, lighter(palette.walls[3], 0.35))
    card.dot(-105, 6, 27, palette.walls[1])
    card.box(-146, 44, -64, 92, palette.accent)
    for row, length in enumerate((170, 130, 150, 90)):
        card.box(-24, -36 + row * 32, -24 + length, -24 + row * 32, mix(palette.ink, palette.glass, 0.3))
    card.dot(140, 84, 18, palette.lamp)


def _draw_pen(canvas: Canvas, palette: Palette, *, x: float, y: float, degrees: float) -> None:
    pen = _Turned(canvas, palette, x=x, y=y, degrees=degrees)
    pen.box(-170, -12, 150, 12, palette.ink, shadow=9)
    pen.box(-170, -12, -70, 12, palette.accent)
    pen.box(-74, -12, -66, 12, palette.lamp)
    canvas.polygon([pen.at(150, -11), pen.at(150, 11), pen.at(196, 0)], palette.lamp)
    pen.box(-150, -17, -60, -12, palette.lamp)


def _draw_cup(canvas: Canvas, palette: Palette, *, x: float, y: float) -> None:
    for offset in (16, 9):
        canvas.ellipse(x + offset, y + offset * 1.4, 150, 150, palette.ink, SHADOW_ALPHA)
    canvas.ellipse(x, y, 150, 150, PAPER)
    canvas.ellipse(x, y, 126, 126, mix(PAPER, palette.glass, 0.16))
    canvas.line([(x + 70, y + 50), (x + 132, y + 96)], 26, palette.accent)
    canvas.ellipse(x + 8, y + 10, 96, 96, palette.ink, SHADOW_ALPHA)
    canvas.ellipse(x, y, 94, 94, palette.accent)
    canvas.ellipse(x, y, 80, 80, darker(palette.accent, 0.25))
    canvas.ellipse(x + 2, y + 4, 74, 74, mix(palette.roofs[1], (70, 36, 24), 0.6))
    canvas.arc(x + 2, y + 4, 60, (200, 265), 5, lighter(palette.roofs[1], 0.35))


def _draw_books(canvas: Canvas, palette: Palette, *, x: float, y: float, degrees: float) -> None:
    for number, (tone, size) in enumerate(((palette.roofs[2], 1.0), (palette.accent, 0.86))):
        book = _Turned(canvas, palette, x=x + number * 12, y=y - number * 8, degrees=degrees + number * 13)
        wide, high = 150 * size, 195 * size
        book.box(-wide, -high, wide, high, PAPER, shadow=15)
        book.box(-wide, -high, wide - 9, high - 9, tone)
        book.box(-wide, -high, -wide + 26, high - 9, darker(tone, 0.2))
        book.box(-wide * 0.55, -high * 0.55, wide * 0.6, -high * 0.3, lighter(tone, 0.55))
        book.dot(wide * 0.05, high * 0.35, 34 * size, lighter(tone, 0.3))


def _draw_leaves(canvas: Canvas, palette: Palette, *, x: float, y: float) -> None:
    leaves = ((20, 260), (52, 300), (82, 250), (-14, 240), (116, 200))
    for number, (degrees, length) in enumerate(leaves):
        leaf = _Turned(canvas, palette, x=x - 60, y=y - 60, degrees=degrees)
        curve = [(step / 20 * length, length * 0.19 * math.sin(math.pi * (step / 20) ** 0.8)) for step in range(21)]
        outline = [leaf.at(dx, -dy) for dx, dy in curve] + [leaf.at(dx, dy) for dx, dy in reversed(curve)]
        canvas.polygon([(px + 10, py + 14) for px, py in outline], palette.ink, SHADOW_ALPHA)
        tone = palette.leaves[number % len(palette.leaves)]
        canvas.polygon(outline, tone)
        canvas.polygon([leaf.at(dx, dy) for dx, dy in curve], lighter(tone, 0.14))
        canvas.line([leaf.at(0, 0), leaf.at(length * 0.94, 0)], 3, lighter(tone, 0.35))
