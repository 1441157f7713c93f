"""Water: its colour, the glitter on it and its waves."""

import math

from govcms.content.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, lighter, mix
from govcms.content.demo.pictures.palettes import Palette


def fill_water(canvas: Canvas, palette: Palette, *, top: float, bottom: float = HEIGHT) -> None:
    """Water from side to side, lighter where it is far."""
    canvas.gradient([(0, top), (WIDTH, top), (WIDTH, bottom), (0, bottom)], *palette.water)


def draw_glitter(canvas: Canvas, palette: Palette, *, top: float, bottom: float = HEIGHT, count: int = 120) -> None:
    """Short strokes of light that grow longer towards the viewer."""
    for _stroke in range(count):
        share = canvas.rng.random() ** 1.4
        y = top + (bottom - top) * share + 4
        x, length = canvas.rng.uniform(-40, WIDTH), (16 + 70 * share) * canvas.rng.uniform(0.5, 1.3)
        light = lighter(mix(palette.water[0], palette.sky[1], 0.5), 0.25)
        canvas.rectangle(x, y, x + length, y + 1.6 + 2.6 * share, light, alpha=canvas.rng.randint(40, 110), radius=1.5)


def draw_waves(canvas: Canvas, palette: Palette, *, top: float, rows: int = 7, height: float = 10) -> None:
    """Rows of waves with light crests, each lower and nearer than the one before."""
    for row in range(rows):
        share = (row + 1) / rows
        y = top + (HEIGHT - top) * (row / rows) ** 1.25
        high, length = height * (0.4 + share), 90 + 150 * share
        phase = canvas.rng.uniform(0, length)
        line = [
            (x, y - high * abs(math.sin(math.pi * (x + phase) / length)) ** 1.5) for x in range(0, WIDTH + 6, 6)
        ]
        tone = mix(*palette.water, share)
        canvas.polygon([(x, at - 3 - 2 * share) for x, at in line] + [(WIDTH, HEIGHT), (0, HEIGHT)], lighter(tone, 0.35))
        canvas.gradient([*line, (WIDTH, HEIGHT), (0, HEIGHT)], tone, mix(tone, palette.water[1], 0.5))
