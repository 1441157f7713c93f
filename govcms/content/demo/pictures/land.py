"""Land: ridges, hills, trees and bushes."""

import math
from collections.abc import Sequence

from govcms.content.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Colour, Point, darker, lighter, mix
from govcms.content.demo.pictures.palettes import Palette

STEP = 8


def ridge(canvas: Canvas, *, base: float, rise: float, waves: float = 1.6) -> list[Point]:
    """A rolling line across the picture; ``rise`` is how far it swings from ``base``."""
    parts = [
        (canvas.rng.uniform(0.7, 1.3) * waves * factor, canvas.rng.uniform(0, math.tau), weight)
        for factor, weight in ((1, 1.0), (2.3, 0.42), (4.1, 0.16))
    ]
    total = sum(weight for _speed, _phase, weight in parts)
    return [
        (
            x,
            base - rise * sum(w * math.sin(math.tau * speed * x / WIDTH + phase) for speed, phase, w in parts) / total,
        )
        for x in range(0, WIDTH + STEP, STEP)
    ]


def fill_below(canvas: Canvas, line: Sequence[Point], top: Colour, bottom: Colour) -> None:
    """Land from a ridge down to the foot of the picture."""
    canvas.gradient([*line, (line[-1][0], HEIGHT), (line[0][0], HEIGHT)], top, bottom)


def height_at(line: Sequence[Point], x: float) -> float:
    """How high a ridge is at ``x``."""
    place = min(max(round(x / STEP), 0), len(line) - 1)
    return line[place][1]


def draw_hills(
    canvas: Canvas, palette: Palette, *, horizon: float, layers: int = 4, depth: float = 230, rise: float = 60
) -> list[list[Point]]:
    """Hills one behind the other, paler the further they are; returns their ridges, far to near."""
    lines = []
    for layer in range(layers):
        share = layer / max(layers - 1, 1)
        line = ridge(canvas, base=horizon + depth * share**1.3, rise=rise * (1.15 - 0.45 * share), waves=2.2 - share)
        tone = mix(palette.far, palette.near, share**1.2)
        fill_below(canvas, line, mix(lighter(tone, 0.06), palette.sky[1], 0.35 * (1 - share)), tone)
        lines.append(line)
        if 0 < share < 0.75:
            _draw_far_woods(canvas, line, darker(tone, 0.12), size=7 + 12 * share)
    return lines


def _draw_far_woods(canvas: Canvas, line: Sequence[Point], tone: Colour, *, size: float) -> None:
    for _wood in range(5):
        start = canvas.rng.uniform(0, WIDTH)
        for tree in range(canvas.rng.randint(4, 10)):
            x = start + tree * size * 1.3 + canvas.rng.uniform(-2, 2)
            y = height_at(line, x)
            canvas.ellipse(x, y + 2, size * 0.8, size * canvas.rng.uniform(0.8, 1.35), tone)


def draw_tree(
    canvas: Canvas, palette: Palette, *, x: float, base: float, size: float, leaves: Colour | None = None
) -> None:
    """A round tree of three crowns, lit from the upper left."""
    tone = leaves or canvas.rng.choice(palette.leaves)
    trunk = mix(palette.ink, palette.roofs[0], 0.35)
    canvas.ellipse(x + size * 0.1, base, size * 0.42, size * 0.07, palette.ink, 40)
    canvas.polygon(
        [
            (x - size * 0.05, base),
            (x + size * 0.05, base),
            (x + size * 0.025, base - size),
            (x - size * 0.025, base - size),
        ],
        trunk,
    )
    canvas.line([(x, base - size * 0.5), (x + size * 0.17, base - size * 0.75)], size * 0.03, trunk)
    canvas.ellipse(x + size * 0.16, base - size * 0.78, size * 0.3, size * 0.3, darker(tone, 0.2))
    canvas.ellipse(x - size * 0.16, base - size * 0.82, size * 0.31, size * 0.31, tone)
    canvas.ellipse(x + size * 0.02, base - size * 1.08, size * 0.33, size * 0.34, lighter(tone, 0.08))
    canvas.ellipse(x - size * 0.08, base - size * 1.16, size * 0.19, size * 0.18, lighter(tone, 0.22))
    if palette.snow:
        canvas.ellipse(x, base - size * 1.3, size * 0.22, size * 0.1, (250, 252, 255))
        canvas.ellipse(x - size * 0.22, base - size * 1.06, size * 0.16, size * 0.06, (250, 252, 255))


def draw_poplar(canvas: Canvas, palette: Palette, *, x: float, base: float, size: float) -> None:
    """A tall narrow tree, its right half in shade."""
    tone = palette.leaves[0]
    canvas.rectangle(
        x - size * 0.025, base - size * 0.3, x + size * 0.025, base, mix(palette.ink, palette.roofs[0], 0.3)
    )
    canvas.ellipse(x, base - size * 0.75, size * 0.17, size * 0.62, tone)
    canvas.ellipse(x - size * 0.04, base - size * 0.78, size * 0.09, size * 0.5, lighter(tone, 0.14))


def draw_conifer(canvas: Canvas, palette: Palette, *, x: float, base: float, size: float) -> None:
    """A fir of three tiers with a light left side."""
    tone = palette.leaves[0]
    canvas.rectangle(
        x - size * 0.035, base - size * 0.15, x + size * 0.035, base, mix(palette.ink, palette.roofs[0], 0.3)
    )
    for tier, (foot, top, half) in enumerate(((0.1, 0.62, 0.3), (0.4, 0.92, 0.23), (0.7, 1.22, 0.16))):
        left, right = x - size * half, x + size * half
        canvas.polygon(
            [(left, base - size * foot), (right, base - size * foot), (x, base - size * top)], darker(tone, 0.1)
        )
        canvas.polygon(
            [(left, base - size * foot), (x, base - size * foot), (x, base - size * top)], lighter(tone, 0.1)
        )
        if palette.snow:
            snow = size * (0.06 + 0.02 * tier)
            canvas.polygon(
                [
                    (x - snow, base - size * top + snow * 2),
                    (x + snow, base - size * top + snow * 2),
                    (x, base - size * top),
                ],
                (250, 252, 255),
            )


def draw_bush(canvas: Canvas, palette: Palette, *, x: float, base: float, size: float) -> None:
    """A low bush of three humps."""
    tone = canvas.rng.choice(palette.leaves[:2])
    for offset, high in ((0.35, 0.42), (-0.35, 0.5), (0.0, 0.66)):
        canvas.pie(x + offset * size, base, size * high, (180, 360), mix(tone, palette.ink, 0.12 if offset > 0 else 0))
    canvas.pie(x - size * 0.08, base - size * 0.1, size * 0.34, (180, 360), lighter(tone, 0.12))


def draw_grass(canvas: Canvas, tone: Colour, *, base: float, left: float, right: float, count: int = 60) -> None:
    """Blades along a line."""
    for _blade in range(count):
        x = canvas.rng.uniform(left, right)
        y, height, lean = base + canvas.rng.uniform(-6, 10), canvas.rng.uniform(10, 26), canvas.rng.uniform(-6, 6)
        canvas.polygon([(x - 2, y), (x + 2, y), (x + lean, y - height)], tone)
