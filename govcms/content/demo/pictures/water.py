"""Water: its colour, the glitter on it and its waves."""

import math
from collections.abc import Callable

from govcms.content.demo.pictures.canvas import HEIGHT, WHITE, WIDTH, Canvas, lighter, mix
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
    """Rows of steep waves, each nearer and higher than the one before, some with a white cap."""
    for row in range(rows):
        share = (row + 1) / rows
        y = top + (HEIGHT - top) * (row / rows) ** 1.25
        high, length = height * (0.35 + share), 110 + 190 * share
        phase = canvas.rng.uniform(0, length)

        def surface(x: float, y: float = y, high: float = high, length: float = length, phase: float = phase) -> float:
            return y - high * (1 - abs(math.sin(math.pi * (x + phase) / length))) ** 1.7

        tone = mix(*palette.water, share)
        foot = y + (HEIGHT - top) / rows * 1.3
        line = [(x, surface(x)) for x in range(0, WIDTH + 6, 6)]
        canvas.polygon([*line, (WIDTH, HEIGHT), (0, HEIGHT)], mix(tone, palette.water[1], 0.35))
        canvas.gradient([*line, (WIDTH, foot), (0, foot)], lighter(tone, 0.34), mix(tone, palette.water[1], 0.35))
        for crest in range(1 + int((WIDTH + phase) / length)):
            if canvas.rng.random() < 0.65:
                _draw_whitecap(canvas, surface, x=crest * length - phase, size=high)


def _draw_whitecap(canvas: Canvas, surface: Callable[[float], float], *, x: float, size: float) -> None:
    """Foam that lies on a crest and runs down its nearer side."""
    reach = size * 0.75
    steps = [place / 8 for place in range(-4, 9)]
    upper = [(x + share * reach, surface(x + share * reach) - 1) for share in steps]
    lower = [
        (across, at + size * 0.3 * (1 - abs(share - 0.2)) * (1.0 if place % 2 else 0.6))
        for place, ((across, at), share) in enumerate(zip(upper, steps, strict=True))
    ]
    canvas.polygon([*upper, *reversed(lower)], WHITE, 215)
