"""Scenes in the country: valley, road, bridge and park."""

import math

from govcms.content.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Colour, Point, darker, lighter, mix
from govcms.content.demo.pictures.houses import draw_cottage
from govcms.content.demo.pictures.land import (
    draw_bush,
    draw_conifer,
    draw_grass,
    draw_hills,
    draw_poplar,
    draw_tree,
    fill_below,
    height_at,
    ridge,
)
from govcms.content.demo.pictures.palettes import Palette
from govcms.content.demo.pictures.sky import draw_sky
from govcms.content.demo.pictures.vehicles import draw_car, draw_tram
from govcms.content.demo.pictures.water import draw_glitter, fill_water


def _band(
    *, start: Point, end: Point, width: tuple[float, float], swing: float, bends: float, phase: float = 0
) -> tuple[list[Point], list[Point]]:
    """The two edges of a road or river that winds from far (``start``) to near (``end``)."""
    left, right = [], []
    for step in range(81):
        near = (step / 80) ** 1.7
        y = start[1] + (end[1] - start[1]) * near
        x = (
            start[0]
            + (end[0] - start[0]) * near
            + swing * (0.12 + near) * math.sin(math.tau * bends * (step / 80) + phase)
        )
        half = (width[0] + (width[1] - width[0]) * near) / 2
        left.append((x - half, y))
        right.append((x + half, y))
    return left, right


def draw_valley(canvas: Canvas, palette: Palette) -> None:
    """Layers of hills with a river and a village."""
    rng = canvas.rng
    draw_sky(canvas, palette, horizon=430, sun_x=rng.uniform(900, 1200), clouds=4)
    lines = draw_hills(canvas, palette, horizon=330, layers=5, depth=260, rise=84)
    left, right = _band(start=(960, 540), end=(620, 930), width=(3, 330), swing=210, bends=1.15, phase=0.6)
    canvas.gradient([*left, *reversed(right)], lighter(palette.water[0], 0.25), palette.water[1])
    # Trees hide where the river begins.
    for aside, drop in ((-46, 12), (-18, 22), (14, 16), (40, 26)):
        draw_tree(canvas, palette, x=left[0][0] + aside, base=left[0][1] + drop, size=58)
    for number in range(9):
        x = 320 + number * 52 + rng.uniform(-10, 10)
        y = max(height_at(lines[-1], x), 560) + rng.uniform(18, 70)
        draw_cottage(canvas, palette, left=x, base=y, size=rng.uniform(44, 60))
    _draw_church(canvas, palette, left=505, base=606)
    for _tree in range(14):
        x = rng.uniform(260, 800)
        draw_tree(canvas, palette, x=x, base=height_at(lines[-1], x) + rng.uniform(60, 110), size=rng.uniform(44, 66))
    front = ridge(canvas, base=800, rise=42, waves=0.7)
    ground = mix(palette.ground, palette.near, 0.3)
    slope = [(x, y + max(0.0, 1000 - x) * 0.16) for x, y in front]
    fill_below(canvas, slope, lighter(ground, 0.08), darker(ground, 0.18))
    for _tree in range(16):
        x = rng.uniform(980, WIDTH)
        draw_conifer(canvas, palette, x=x, base=height_at(slope, x) + rng.uniform(4, 46), size=rng.uniform(90, 160))
    for x in (1120, 1345, 1520):
        draw_tree(canvas, palette, x=x, base=height_at(slope, x) + 60, size=rng.uniform(150, 190))
    draw_grass(canvas, lighter(ground, 0.14), base=HEIGHT - 4, left=0, right=WIDTH, count=160)


def _draw_church(canvas: Canvas, palette: Palette, *, left: float, base: float) -> None:
    wall = lighter(palette.walls[0], 0.3)
    canvas.rectangle(left, base - 52, left + 76, base, wall)
    canvas.polygon(
        [(left - 5, base - 52), (left + 81, base - 52), (left + 66, base - 84), (left + 10, base - 84)],
        palette.roofs[0],
    )
    canvas.rectangle(left - 30, base - 108, left + 4, base, lighter(wall, 0.2))
    canvas.rectangle(left - 6, base - 108, left + 4, base, palette.ink, alpha=26)
    canvas.polygon([(left - 34, base - 106), (left + 8, base - 106), (left - 13, base - 172)], palette.roofs[2])
    canvas.ellipse(left - 13, base - 90, 8, 8, palette.glass)
    for place in (14, 36, 58):
        canvas.rectangle(
            left + place,
            base - 42,
            left + place + 9,
            base - 18,
            palette.lamp if palette.lit else palette.glass,
            radius=4,
        )


def draw_road(canvas: Canvas, palette: Palette) -> None:
    """A road that winds into the hills, with a car on it."""
    rng = canvas.rng
    draw_sky(canvas, palette, horizon=430, clouds=4)
    draw_hills(canvas, palette, horizon=330, layers=4, depth=150, rise=92)
    front = ridge(canvas, base=520, rise=26, waves=0.6)
    fill_below(canvas, front, lighter(palette.ground, 0.1), darker(palette.ground, 0.12))
    for number in range(7):
        stripe = ridge(canvas, base=560 + number * 50, rise=16, waves=0.7)
        canvas.polygon([*stripe, *[(x, y + 12) for x, y in reversed(stripe)]], lighter(palette.ground, 0.2), 46)
    phase = rng.uniform(0.2, 0.9)
    asphalt = mix(palette.ink, palette.paving, 0.42)
    for wider, tone in ((1.14, lighter(palette.paving, 0.1)), (1.0, asphalt)):
        left, right = _band(
            start=(820, 520), end=(760, 940), width=(12 * wider, 430 * wider), swing=250, bends=1.2, phase=phase
        )
        canvas.polygon([*left, *reversed(right)], tone)
    left, right = _band(start=(820, 520), end=(760, 940), width=(1.2, 13), swing=250, bends=1.2, phase=phase)
    for step in range(4, 80, 4):
        canvas.polygon([left[step], right[step], right[min(step + 2, 80)], left[min(step + 2, 80)]], CREAM)
    for x, size in ((300, 58), (372, 50), (1180, 62), (1262, 50), (1330, 56)):
        draw_cottage(canvas, palette, left=x, base=height_at(front, x) + 34, size=size)
    for x in (262, 440, 1150, 1410, 1450):
        draw_tree(canvas, palette, x=x, base=height_at(front, x) + 40, size=70)
    _draw_hedges(canvas, palette)
    _line_with_trees(canvas, palette, phase=phase)
    edge_left, edge_right = _band(start=(820, 520), end=(760, 940), width=(12, 430), swing=250, bends=1.2, phase=phase)
    middle = (edge_left[60][0] + edge_right[60][0]) / 2
    draw_car(canvas, palette, left=middle - 40, base=edge_left[60][1] + 14, length=128, paint=palette.accent)
    draw_grass(canvas, lighter(palette.ground, 0.16), base=HEIGHT - 4, left=0, right=300, count=60)
    draw_grass(canvas, lighter(palette.ground, 0.16), base=HEIGHT - 4, left=1250, right=WIDTH, count=60)


CREAM: Colour = (255, 249, 236)


def _draw_hedges(canvas: Canvas, palette: Palette) -> None:
    """Hedges that part the fields on both sides of the road, larger the nearer they are."""
    for y, left, right in ((612, 0, 470), (640, 1080, WIDTH), (700, 0, 330), (742, 1190, WIDTH), (820, 0, 170)):
        size = 10 + (y - 600) * 0.1
        tone = mix(palette.near, palette.leaves[0], 0.4)
        x = float(left)
        while x < right:
            canvas.ellipse(x, y, size * 1.2, size * canvas.rng.uniform(0.7, 1.1), tone)
            canvas.ellipse(x - size * 0.3, y - size * 0.3, size * 0.6, size * 0.5, lighter(tone, 0.12))
            x += size * 1.35


def _line_with_trees(canvas: Canvas, palette: Palette, *, phase: float) -> None:
    left, right = _band(start=(820, 520), end=(760, 940), width=(60, 760), swing=250, bends=1.2, phase=phase)
    for step in range(10, 78, 7):
        near = (step / 80) ** 1.7
        size = 34 + 200 * near
        for side in (left[step], right[step]):
            if canvas.rng.random() < 0.8:
                x, y = side[0] + canvas.rng.uniform(-14, 14), side[1]
                kind = canvas.rng.random()
                if kind < 0.62:
                    draw_tree(canvas, palette, x=x, base=y, size=size)
                elif kind < 0.84:
                    draw_poplar(canvas, palette, x=x, base=y, size=size)
                else:
                    draw_bush(canvas, palette, x=x, base=y, size=size * 0.45)


def draw_bridge(canvas: Canvas, palette: Palette) -> None:
    """An arched bridge with a tram over a wide river."""
    rng = canvas.rng
    water = 560
    draw_sky(canvas, palette, horizon=440, sun_x=rng.choice((360, 1180)), clouds=4)
    draw_hills(canvas, palette, horizon=370, layers=3, depth=110, rise=58)
    _draw_skyline(canvas, palette, base=water - 8)
    fill_water(canvas, palette, top=water - 8)
    deck = 408
    stone = mix(palette.paving, palette.walls[1], 0.22)
    line = [(x, deck + 0.000075 * (x - 800) ** 2) for x in range(0, WIDTH + 10, 10)]
    canvas.gradient([*line, (WIDTH, water + 30), (0, water + 30)], lighter(stone, 0.12), darker(stone, 0.16))
    for number in range(5):
        x = 160 + number * 320
        _draw_arch(
            canvas, palette, x=x, springing=water + 30, half=132, rise=118 - 0.00008 * (x - 800) ** 2, stone=stone
        )
    canvas.line(line, 12, lighter(stone, 0.4))
    canvas.line([(x, y - 24) for x, y in line], 4, palette.ink)
    for x, y in line[::5]:
        canvas.rectangle(x - 1.6, y - 26, x + 1.6, y, palette.ink)
    for x in range(80, WIDTH, 240):
        y = deck + 0.000075 * (x - 800) ** 2
        canvas.rectangle(x - 2.5, y - 112, x + 2.5, y, palette.ink)
        canvas.ellipse(x, y - 116, 9, 9, palette.lamp)
        if palette.lit:
            canvas.glow(x, y - 116, 80, palette.lamp, 0.5)
    tram = rng.uniform(420, 760)
    draw_tram(canvas, palette, left=tram, base=deck + 4, length=390, paint=palette.accent)
    canvas.line([(x, y - 24) for x, y in line], 4, palette.ink)
    for x, y in line[::5]:
        canvas.rectangle(x - 1.6, y - 26, x + 1.6, y, palette.ink)
    canvas.mirror(water + 30, 300, 0.55)
    draw_glitter(canvas, palette, top=water + 36, count=110)
    bank = [(0.0, 840.0), (150, 818), (300, 850), (430, 900), (0, 900)]
    canvas.polygon(bank, darker(palette.near, 0.12))
    canvas.polygon([(WIDTH, 800), (1470, 812), (1330, 858), (1240, 900), (WIDTH, 900)], darker(palette.near, 0.12))
    for x, base, size in ((70, 850, 170), (210, 862, 120), (1540, 846, 190), (1420, 866, 120)):
        draw_tree(canvas, palette, x=x, base=base, size=size)


def _draw_arch(
    canvas: Canvas, palette: Palette, *, x: float, springing: float, half: float, rise: float, stone: Colour
) -> None:
    def curve(grow: float) -> list[Point]:
        return [
            (
                x - (half + grow) * math.cos(math.pi * step / 40),
                springing - (rise + grow) * math.sin(math.pi * step / 40),
            )
            for step in range(41)
        ]

    canvas.polygon(curve(13), lighter(stone, 0.32))
    canvas.gradient(curve(0), mix(palette.water[0], palette.sky[1], 0.35), palette.water[0])
    inner = [(px + 22, py + 6) for px, py in curve(-4)]
    canvas.polygon([*curve(0)[20:], *reversed(inner[20:])], palette.ink, 60)
    canvas.rectangle(x + half + 2, springing - 66, x + half + 54, springing + 4, darker(stone, 0.1))
    canvas.polygon(
        [
            (x + half - 4, springing + 4),
            (x + half + 60, springing + 4),
            (x + half + 50, springing - 14),
            (x + half + 6, springing - 14),
        ],
        lighter(stone, 0.2),
    )


def _draw_skyline(canvas: Canvas, palette: Palette, *, base: float) -> None:
    rng = canvas.rng
    tone = mix(palette.far, palette.walls[1], 0.3)
    x = 0.0
    while x < WIDTH:
        wide, high = rng.uniform(40, 84), rng.uniform(96, 215)
        wall = mix(tone, rng.choice(palette.walls), 0.4)
        canvas.rectangle(x, base - high, x + wide, base, wall)
        kind = rng.random()
        if kind < 0.5:
            canvas.polygon(
                [(x - 3, base - high), (x + wide + 3, base - high), (x + wide / 2, base - high - wide * 0.5)],
                mix(tone, palette.roofs[0], 0.6),
            )
        elif kind < 0.62:
            canvas.polygon(
                [(x + wide * 0.2, base - high), (x + wide * 0.8, base - high), (x + wide / 2, base - high - 130)],
                mix(tone, palette.roofs[2], 0.6),
            )
        for row in range(int(high // 24)):
            for column in range(int(wide // 16)):
                if rng.random() < 0.75:
                    canvas.rectangle(
                        x + 5 + column * 16,
                        base - high + 8 + row * 24,
                        x + 12 + column * 16,
                        base - high + 20 + row * 24,
                        palette.lamp if palette.lit and rng.random() < 0.6 else mix(palette.glass, wall, 0.35),
                    )
        x += wide


def draw_park(canvas: Canvas, palette: Palette) -> None:
    """A path between trees to a bench beside a pond."""
    rng = canvas.rng
    draw_sky(canvas, palette, horizon=430, clouds=4)
    draw_hills(canvas, palette, horizon=380, layers=3, depth=80, rise=44)
    lawn = ridge(canvas, base=500, rise=14, waves=0.6)
    for number in range(26):
        draw_tree(
            canvas,
            palette,
            x=number * 66 + rng.uniform(-20, 20),
            base=height_at(lawn, number * 66) + 8,
            size=rng.uniform(66, 100),
        )
    fill_below(canvas, lawn, lighter(palette.ground, 0.12), darker(palette.ground, 0.1))
    left, right = _band(start=(700, 508), end=(500, 940), width=(14, 360), swing=150, bends=0.9, phase=2.6)
    canvas.gradient([*left, *reversed(right)], lighter(palette.paving, 0.25), palette.paving)
    canvas.ellipse(1160, 676, 330, 84, lighter(palette.ground, 0.28))
    canvas.ellipse(1160, 680, 314, 74, palette.water[1])
    canvas.ellipse(1160, 676, 312, 70, mix(palette.water[0], palette.water[1], 0.25))
    for _stroke in range(16):
        x, y = rng.uniform(920, 1350), rng.uniform(632, 724)
        canvas.rectangle(x, y, x + rng.uniform(24, 64), y + 3, lighter(palette.water[0], 0.45), alpha=150, radius=1.5)
    for x, y in ((1010, 660), (1056, 672)):
        _draw_duck(canvas, palette, x=x, y=y)
    for x, base, size in (
        (930, 590, 150),
        (1330, 604, 165),
        (1490, 690, 240),
        (140, 640, 230),
        (330, 570, 130),
        (1240, 570, 110),
    ):
        draw_tree(canvas, palette, x=x, base=base, size=size)
    _draw_bench(canvas, palette, left=800, base=770)
    canvas.rectangle(758, 560, 764, 772, palette.ink)
    canvas.ellipse(761, 548, 17, 17, palette.lamp)
    canvas.rectangle(748, 528, 774, 535, palette.ink, radius=3)
    draw_tree(canvas, palette, x=60, base=850, size=330)
    for _flower in range(120):
        x, y = rng.choice((rng.uniform(0, 240), rng.uniform(1000, WIDTH))), rng.uniform(790, 895)
        canvas.ellipse(x, y, 4.5, 4.5, rng.choice((palette.leaves[2], CREAM, palette.accent, palette.lamp)))
    draw_grass(canvas, darker(palette.ground, 0.18), base=HEIGHT - 2, left=760, right=WIDTH, count=110)


def _draw_duck(canvas: Canvas, palette: Palette, *, x: float, y: float) -> None:
    canvas.ellipse(x, y, 15, 8, CREAM)
    canvas.ellipse(x + 13, y - 11, 7, 7, palette.leaves[0])
    canvas.polygon([(x + 18, y - 13), (x + 28, y - 9), (x + 18, y - 7)], palette.lamp)


def _draw_bench(canvas: Canvas, palette: Palette, *, left: float, base: float) -> None:
    wood = mix(palette.roofs[0], palette.walls[1], 0.3)
    canvas.ellipse(left + 82, base + 4, 110, 10, palette.ink, 40)
    for leg in (14, 142):
        canvas.rectangle(left + leg, base - 84, left + leg + 8, base + 4, palette.ink)
    for row in range(3):
        canvas.rectangle(left, base - 86 + row * 16, left + 164, base - 75 + row * 16, wood, radius=4)
    canvas.rectangle(left - 6, base - 34, left + 170, base - 23, lighter(wood, 0.18), radius=4)
