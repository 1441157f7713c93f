"""Scenes at the water: harbour, ferry, lake and coast."""

from itertools import pairwise

from govcms.content.demo.pictures.boats import draw_ferry, draw_fishing_boat, draw_rowing_boat, draw_sailing_boat
from govcms.content.demo.pictures.canvas import HEIGHT, WHITE, WIDTH, Canvas, Colour, darker, lighter, mix
from govcms.content.demo.pictures.houses import draw_cottage, draw_row
from govcms.content.demo.pictures.land import (
    draw_conifer,
    draw_grass,
    draw_hills,
    draw_tree,
    fill_below,
    height_at,
    ridge,
)
from govcms.content.demo.pictures.palettes import Palette
from govcms.content.demo.pictures.sky import draw_sky
from govcms.content.demo.pictures.water import draw_glitter, draw_waves, fill_water

QUAY = 590


def _draw_town_above_quay(canvas: Canvas, palette: Palette) -> None:
    """A hill with scattered houses, a row of tall ones on the quay and the quay's wall."""
    line = ridge(canvas, base=430, rise=60, waves=0.8)
    hill = mix(palette.near, palette.far, 0.3)
    fill_below(canvas, line, lighter(hill, 0.1), hill)
    for _house in range(16):
        x = canvas.rng.uniform(0, WIDTH)
        draw_cottage(
            canvas,
            palette,
            left=x,
            base=height_at(line, x) + canvas.rng.uniform(22, 90),
            size=canvas.rng.uniform(34, 50),
        )
    for _tree in range(14):
        x = canvas.rng.uniform(0, WIDTH)
        draw_tree(
            canvas, palette, x=x, base=height_at(line, x) + canvas.rng.uniform(60, 110), size=canvas.rng.uniform(40, 62)
        )
    draw_row(canvas, palette, base=QUAY - 18, left=-30, right=WIDTH, height=(95, 170), width=(76, 118))
    stone = mix(palette.paving, palette.ink, 0.18)
    canvas.rectangle(0, QUAY - 18, WIDTH, QUAY - 10, lighter(palette.paving, 0.2))
    canvas.gradient(
        [(0, QUAY - 10), (WIDTH, QUAY - 10), (WIDTH, QUAY + 26), (0, QUAY + 26)], stone, darker(stone, 0.35)
    )
    for row, y in enumerate((QUAY, QUAY + 12)):
        for x in range(-20 + row * 22, WIDTH, 44):
            canvas.rectangle(x, y, x + 1.5, y + 11, palette.ink, alpha=45)
        canvas.rectangle(0, y, WIDTH, y + 1.2, palette.ink, alpha=45)
    for x in range(60, WIDTH, 130):
        canvas.rectangle(x, QUAY - 30, x + 9, QUAY - 14, palette.ink, radius=3)


def draw_harbour(canvas: Canvas, palette: Palette) -> None:
    """Boats in front of coloured houses."""
    rng = canvas.rng
    draw_sky(canvas, palette, horizon=430, clouds=3)
    draw_hills(canvas, palette, horizon=330, layers=3, depth=90, rise=46)
    _draw_town_above_quay(canvas, palette)
    paints = [palette.accent, palette.ink, palette.walls[4], palette.roofs[0], palette.walls[3]]
    rng.shuffle(paints)
    fill_water(canvas, palette, top=QUAY + 26)
    for place in range(5):
        draw_sailing_boat(
            canvas,
            palette,
            x=120 + place * 330 + rng.uniform(-50, 50),
            waterline=QUAY + 34 + rng.uniform(-4, 4),
            size=rng.uniform(92, 120),
            paint=paints[place],
            sails=False,
        )
    canvas.mirror(QUAY + 32, 290, 0.5)
    draw_glitter(canvas, palette, top=QUAY + 40, count=90)
    front = [
        (rng.uniform(250, 420), QUAY + 150, 210.0, "fishing"),
        (rng.uniform(800, 960), QUAY + 122, 190.0, "sails"),
        (rng.uniform(1240, 1380), QUAY + 188, 235.0, "plain"),
    ]
    for number, (x, line, size, kind) in enumerate(front):
        _draw_wake(canvas, palette, x=x, y=line, size=size)
        paint = paints[(number + 2) % len(paints)]
        if kind == "fishing":
            draw_fishing_boat(canvas, palette, x=x, waterline=line, size=size, paint=paint)
        else:
            draw_sailing_boat(canvas, palette, x=x, waterline=line, size=size, paint=paint, sails=kind == "sails")
    draw_glitter(canvas, palette, top=QUAY + 160, count=34)


def _draw_wake(canvas: Canvas, palette: Palette, *, x: float, y: float, size: float) -> None:
    canvas.ellipse(x, y + size * 0.08, size * 0.55, size * 0.1, palette.water[1], 130)
    for step in range(4):
        half = size * (0.5 - step * 0.09)
        at = y + size * (0.06 + step * 0.07)
        canvas.rectangle(x - half, at, x + half * 0.8, at + 3, lighter(palette.water[0], 0.3), alpha=90, radius=1.5)


def draw_ferry_scene(canvas: Canvas, palette: Palette) -> None:
    """A ferry leaves a harbour town."""
    draw_sky(canvas, palette, horizon=430, sun_x=1240)
    draw_hills(canvas, palette, horizon=340, layers=3, depth=80, rise=50)
    _draw_town_above_quay(canvas, palette)
    fill_water(canvas, palette, top=QUAY + 26)
    canvas.mirror(QUAY + 26, 280, 0.5)
    draw_glitter(canvas, palette, top=QUAY + 40, count=110)
    _draw_wake(canvas, palette, x=850, y=QUAY + 150, size=760)
    draw_ferry(canvas, palette, x=830, waterline=QUAY + 156, size=720)
    draw_rowing_boat(canvas, palette, x=260, waterline=QUAY + 236, size=130, paint=palette.accent)
    draw_glitter(canvas, palette, top=QUAY + 170, count=40)


def draw_lake(canvas: Canvas, palette: Palette) -> None:
    """A still lake between hills, with a jetty and a boat."""
    shore = 545
    draw_sky(canvas, palette, horizon=470, sun_x=canvas.rng.uniform(880, 1080), clouds=3)
    draw_hills(canvas, palette, horizon=400, layers=4, depth=105, rise=74)
    for _tree in range(26):
        x = canvas.rng.choice((canvas.rng.uniform(0, 520), canvas.rng.uniform(1130, WIDTH)))
        draw_conifer(canvas, palette, x=x, base=shore + canvas.rng.uniform(-6, 4), size=canvas.rng.uniform(44, 96))
    fill_water(canvas, palette, top=shore)
    canvas.mirror(shore, 340, 0.75, sway=2)
    draw_glitter(canvas, palette, top=shore + 6, count=70)
    wood = mix(palette.ink, palette.roofs[0], 0.55)
    for step in range(9):
        y = 900 - step * 26
        half = 92 - step * 7.4
        left, right = 470 + step * 24 - half, 470 + step * 24 + half
        canvas.polygon(
            [(left, y), (right, y), (right + 8, y - 22), (left + 16, y - 22)], mix(wood, palette.sky[1], 0.03 * step)
        )
        if step % 3 == 1:
            for post in (left + 4, right - 2):
                canvas.rectangle(post, y - 52, post + 9 - step * 0.4, y + 12, darker(wood, 0.35), radius=3)
    draw_rowing_boat(canvas, palette, x=880, waterline=742, size=190, paint=palette.accent)
    canvas.mirror(750, 40, 0.25)
    for left, right in ((0, 270), (1330, WIDTH)):
        draw_grass(canvas, darker(palette.near, 0.25), base=HEIGHT - 6, left=left, right=right, count=110)
    for _reed in range(26):
        x = canvas.rng.choice((canvas.rng.uniform(10, 220), canvas.rng.uniform(1370, 1590)))
        top = canvas.rng.uniform(690, 800)
        canvas.line([(x, HEIGHT), (x + canvas.rng.uniform(-14, 14), top)], 3, darker(palette.near, 0.3))
        canvas.rectangle(x - 4, top - 8, x + 5, top + 34, palette.roofs[1], radius=4)


def draw_coast(canvas: Canvas, palette: Palette) -> None:
    """A lighthouse on a cliff above the sea."""
    horizon = 520
    draw_sky(canvas, palette, horizon=horizon, sun_x=420, clouds=5)
    far = mix(palette.far, palette.sky[1], 0.3)
    canvas.polygon(
        [
            (0, horizon),
            (0, horizon - 46),
            (120, horizon - 64),
            (260, horizon - 30),
            (390, horizon - 22),
            (470, horizon),
        ],
        far,
    )
    fill_water(canvas, palette, top=horizon)
    if palette.rough:
        draw_waves(canvas, palette, top=horizon + 8, rows=8, height=40)
    else:
        draw_glitter(canvas, palette, top=horizon + 4, count=150)
        draw_sailing_boat(canvas, palette, x=330, waterline=horizon + 92, size=104, paint=palette.ink, sails=True)
        draw_sailing_boat(canvas, palette, x=610, waterline=horizon + 34, size=56, paint=palette.accent, sails=True)
    _draw_cliff(canvas, palette)
    _draw_lighthouse(canvas, palette, x=1190, base=398, height=292)
    draw_cottage(canvas, palette, left=1262, base=402, size=98)
    for x, size in ((1400, 66), (1448, 84), (1510, 72)):
        draw_tree(canvas, palette, x=x, base=404, size=size)
    _draw_surf(canvas)


def _draw_cliff(canvas: Canvas, palette: Palette) -> None:
    rock: Colour = mix(palette.paving, palette.roofs[1], 0.28)
    edge = [
        (880, 900),
        (905, 800),
        (890, 735),
        (948, 660),
        (938, 590),
        (1000, 520),
        (1012, 450),
        (1075, 402),
        (1240, 390),
        (1600, 404),
    ]
    canvas.gradient([*edge, (1600, 900)], lighter(rock, 0.12), darker(rock, 0.25))
    facets = (
        [(905, 800), (890, 735), (948, 660), (1010, 740), (980, 840)],
        [(1000, 520), (1012, 450), (1075, 402), (1110, 480), (1060, 590)],
        [(1060, 590), (1110, 480), (1200, 560), (1170, 700), (1100, 720)],
        [(1170, 700), (1200, 560), (1330, 620), (1320, 790), (1240, 820)],
        [(1330, 620), (1400, 520), (1490, 640), (1460, 790), (1380, 800)],
    )
    for number, facet in enumerate(facets):
        canvas.polygon(facet, palette.ink if number % 2 else (255, 250, 240), 30)
    grass = mix(palette.ground, palette.near, 0.2)
    canvas.polygon(
        [
            (1040, 424),
            (1075, 398),
            (1240, 384),
            (1420, 392),
            (1600, 396),
            (1600, 440),
            (1480, 428),
            (1400, 452),
            (1300, 430),
            (1210, 446),
            (1130, 422),
            (1080, 436),
        ],
        grass,
    )
    canvas.polygon(
        [(1040, 424), (1075, 398), (1240, 384), (1420, 392), (1600, 396), (1600, 408), (1240, 398), (1080, 410)],
        lighter(grass, 0.18),
    )


def _draw_lighthouse(canvas: Canvas, palette: Palette, *, x: float, base: float, height: float) -> None:
    foot, head = 38.0, 25.0
    top = base - height

    def half(share: float) -> float:
        return foot + (head - foot) * share

    def band(start: float, end: float, tone: Colour) -> None:
        low, high = base - height * start, base - height * end
        canvas.polygon(
            [(x - half(start), low), (x + half(start), low), (x + half(end), high), (x - half(end), high)], tone
        )
        canvas.polygon(
            [
                (x + half(start) * 0.35, low),
                (x + half(start), low),
                (x + half(end), high),
                (x + half(end) * 0.35, high),
            ],
            palette.ink,
            30,
        )

    if palette.lit:
        canvas.polygon([(x, top - 22), (-60, top - 150), (-60, top + 40)], palette.lamp, 46)
        canvas.polygon([(x, top - 22), (1700, top - 90), (1700, top + 20)], palette.lamp, 30)
    band(0, 1, (252, 249, 242))
    band(0.2, 0.42, palette.accent)
    band(0.64, 0.84, palette.accent)
    for share in (0.1, 0.52, 0.9):
        y = base - height * share
        canvas.rectangle(x - 6, y - 11, x + 6, y + 9, palette.ink, radius=5)
    canvas.rectangle(x - 36, top - 6, x + 36, top + 3, palette.ink, radius=2)
    canvas.rectangle(x - 19, top - 44, x + 19, top - 6, palette.lamp)
    for bar in (-19, -7, 5, 17):
        canvas.rectangle(x + bar, top - 44, x + bar + 2.5, top - 6, palette.ink)
    canvas.polygon([(x - 25, top - 44), (x + 25, top - 44), (x, top - 72)], palette.accent)
    canvas.ellipse(x, top - 74, 4, 4, palette.ink)
    canvas.line([(x - 36, top - 20), (x + 36, top - 20)], 2, palette.ink)
    if palette.lit:
        canvas.glow(x, top - 24, 150, palette.lamp, 0.6)


def _draw_surf(canvas: Canvas) -> None:
    """Foam where the sea meets the cliff."""
    foot = [(1004, 522), (938, 590), (948, 660), (890, 735), (905, 800), (880, 900)]
    for start, end in pairwise(foot):
        for _fleck in range(9):
            share = canvas.rng.random()
            x = start[0] + (end[0] - start[0]) * share
            y = start[1] + (end[1] - start[1]) * share
            near = (y - 500) / 400
            wide = (6 + 26 * near) * canvas.rng.uniform(0.4, 1.3)
            canvas.ellipse(x - wide * canvas.rng.uniform(-0.2, 1.1), y, wide, (2 + 5 * near), WHITE, 170)
        for _streak in range(3):
            share = canvas.rng.random()
            x = start[0] + (end[0] - start[0]) * share - canvas.rng.uniform(20, 90)
            y = start[1] + (end[1] - start[1]) * share
            canvas.rectangle(x - canvas.rng.uniform(20, 60), y, x, y + 3, WHITE, alpha=120, radius=1.5)
