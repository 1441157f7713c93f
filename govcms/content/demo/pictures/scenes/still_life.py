"""Quiet pictures without a place: things on a desk, and a pattern of tiles."""

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

    def box(self, left: float, top: float, right: float, bottom: float, tone: Colour, *, shadow: float = 0, alpha: int = 255) -> None:
        """A rectangle with slightly cut corners."""
        cut = min(7.0, (right - left) / 6, (bottom - top) / 6)
        corners = [
            (left + cut, top), (right - cut, top), (right, top + cut), (right, bottom - cut), (right - cut, bottom),
            (left + cut, bottom), (left, bottom - cut), (left, top + cut),
        ]
        points = [self.at(dx, dy) for dx, dy in corners]
        for spread in (1.0, 0.6, 0.3) if shadow else ():
            self.canvas.polygon([(x + shadow * spread, y + shadow * 1.3 * spread) for x, y in points], self.palette.ink, SHADOW_ALPHA)
        self.canvas.polygon(points, tone, alpha)

    def dot(self, dx: float, dy: float, radius: float, tone: Colour) -> None:
        """A circle."""
        self.canvas.ellipse(*self.at(dx, dy), radius, radius, tone)


def draw_desk(canvas: Canvas, palette: Palette) -> None:
    """A desk from above: a form, a card, a pen, a cup and a plant."""
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
    _draw_sheet(canvas, palette, x=600, y=480, degrees=rng.uniform(-11, -6), tone=lighter(palette.walls[4], 0.5), lines=False)
    _draw_sheet(canvas, palette, x=660, y=470, degrees=rng.uniform(2, 7), tone=PAPER, lines=True)
    _draw_card(canvas, palette, x=1120, y=610, degrees=rng.uniform(-14, -6))
    _draw_pen(canvas, palette, x=985, y=330, degrees=rng.uniform(48, 62))
    _draw_cup(canvas, palette, x=1300, y=250)
    _draw_books(canvas, palette, x=140, y=700, degrees=rng.uniform(-20, -10))
    _draw_leaves(canvas, palette, x=110, y=120)


def _draw_sheet(canvas: Canvas, palette: Palette, *, x: float, y: float, degrees: float, tone: Colour, lines: bool) -> None:
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


def draw_pattern(canvas: Canvas, palette: Palette) -> None:
    """Tiles of quarter circles, leaves, waves and crosses; no two neighbours alike."""
    side = 200.0
    grounds = [palette.walls[0], palette.walls[3], palette.walls[4], palette.near, palette.ink, palette.accent, palette.walls[1]]
    tiles = [_tile_quarters, _tile_leaf, _tile_waves, _tile_cross, _tile_rings, _tile_roof]
    above: list[int] = [-1] * 9
    for row in range(5):
        last = -1
        for column in range(8):
            choices = [number for number in range(len(tiles)) if number not in (last, above[column])]
            last = above[column] = canvas.rng.choice(choices)
            ground, shape, extra = canvas.rng.sample(grounds, 3)
            left, top = column * side, row * side - 50
            canvas.rectangle(left, top, left + side, top + side, ground)
            tiles[last](canvas, left, top, side, shape, extra)


def _tile_quarters(canvas: Canvas, left: float, top: float, side: float, shape: Colour, extra: Colour) -> None:
    turn = canvas.rng.choice((0, 1))
    if turn:
        canvas.pie(left, top, side, (0, 90), shape)
        canvas.pie(left, top, side * 0.5, (0, 90), extra)
    else:
        canvas.pie(left + side, top + side, side, (180, 270), shape)
        canvas.pie(left + side, top + side, side * 0.5, (180, 270), extra)


def _tile_leaf(canvas: Canvas, left: float, top: float, side: float, shape: Colour, extra: Colour) -> None:
    curve = [(step / 24, 0.34 * math.sin(math.pi * step / 24)) for step in range(25)]
    outline = [(share - bulge, share + bulge) for share, bulge in curve] + [(share + bulge, share - bulge) for share, bulge in reversed(curve)]
    canvas.polygon([(left + x * side, top + (1 - y) * side) for x, y in outline], shape)
    half = [(share - bulge, share + bulge) for share, bulge in curve]
    canvas.polygon([(left + x * side, top + (1 - y) * side) for x, y in half], extra)


def _tile_waves(canvas: Canvas, left: float, top: float, side: float, shape: Colour, extra: Colour) -> None:
    for row, tone in enumerate((shape, extra, shape, extra)):
        y = top + side * (0.14 + row * 0.24)
        line = [(left + step / 32 * side, y + side * 0.055 * math.sin(math.tau * step / 16)) for step in range(33)]
        canvas.polygon([*line, *[(x, at + side * 0.09) for x, at in reversed(line)]], tone)


def _tile_cross(canvas: Canvas, left: float, top: float, side: float, shape: Colour, extra: Colour) -> None:
    x, y = left + side / 2, top + side / 2
    canvas.ellipse(x, y, side * 0.4, side * 0.4, shape)
    canvas.rectangle(x - side * 0.08, y - side * 0.25, x + side * 0.08, y + side * 0.25, extra)
    canvas.rectangle(x - side * 0.25, y - side * 0.08, x + side * 0.25, y + side * 0.08, extra)


def _tile_rings(canvas: Canvas, left: float, top: float, side: float, shape: Colour, extra: Colour) -> None:
    for radius, tone in ((0.5, shape), (0.36, extra), (0.22, shape), (0.1, extra)):
        canvas.pie(left + side / 2, top + side, side * radius, (180, 360), tone)
        canvas.pie(left + side / 2, top, side * radius, (0, 180), tone)


def _tile_roof(canvas: Canvas, left: float, top: float, side: float, shape: Colour, extra: Colour) -> None:
    canvas.polygon([(left, top + side * 0.55), (left + side / 2, top + side * 0.12), (left + side, top + side * 0.55)], shape)
    canvas.rectangle(left + side * 0.14, top + side * 0.5, left + side * 0.86, top + side, shape)
    canvas.rectangle(left + side * 0.4, top + side * 0.62, left + side * 0.6, top + side, extra)
