"""Patterns of tiles, for where a picture of a place would say too much."""

import math

from govcms.content.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Colour
from govcms.content.demo.pictures.palettes import Palette

PAPER: Colour = (251, 248, 241)


def draw_pattern(canvas: Canvas, palette: Palette) -> None:
    """Tiles of quarter circles, leaves, waves and crosses; no two neighbours alike."""
    _draw_tiles(canvas, palette, left=0, top=-50, side=200, columns=8, rows=5)


def draw_cover(canvas: Canvas, palette: Palette) -> None:
    """The cover of a report, upright in the middle: paper with the lines of a title above a field of tiles."""
    canvas.rectangle(0, 0, WIDTH, HEIGHT, PAPER)
    left, side = WIDTH / 2 - 318, 212.0
    _draw_tiles(canvas, palette, left=left - 2 * side, top=264, side=side, columns=7, rows=3)
    for top, length, height, tone in (
        (84, 400, 26, palette.ink),
        (126, 290, 26, palette.ink),
        (184, 116, 8, palette.accent),
    ):
        canvas.rectangle(left + 54, top, left + 54 + length, top + height, tone)


def _draw_tiles(
    canvas: Canvas, palette: Palette, *, left: float, top: float, side: float, columns: int, rows: int
) -> None:
    grounds = [
        palette.walls[0],
        palette.walls[3],
        palette.walls[4],
        palette.near,
        palette.ink,
        palette.accent,
        palette.walls[1],
    ]
    tiles = [_tile_quarters, _tile_leaf, _tile_waves, _tile_cross, _tile_rings, _tile_roof]
    above = [-1] * columns
    for row in range(rows):
        last = -1
        for column in range(columns):
            choices = [number for number in range(len(tiles)) if number not in (last, above[column])]
            last = above[column] = canvas.rng.choice(choices)
            ground, shape, extra = canvas.rng.sample(grounds, 3)
            x, y = left + column * side, top + row * side
            canvas.rectangle(x, y, x + side, y + side, ground)
            tiles[last](canvas, x, y, side, shape, extra)


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
    outline = [(share - bulge, share + bulge) for share, bulge in curve] + [
        (share + bulge, share - bulge) for share, bulge in reversed(curve)
    ]
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
    canvas.polygon(
        [(left, top + side * 0.55), (left + side / 2, top + side * 0.12), (left + side, top + side * 0.55)], shape
    )
    canvas.rectangle(left + side * 0.14, top + side * 0.5, left + side * 0.86, top + side, shape)
    canvas.rectangle(left + side * 0.4, top + side * 0.62, left + side * 0.6, top + side, extra)
