"""Scenes of care: clinic and hospital."""

from govcms.content.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Colour, darker, lighter, mix
from govcms.content.demo.pictures.land import draw_bush, draw_hills, draw_poplar, draw_tree, fill_below, ridge
from govcms.content.demo.pictures.palettes import Palette
from govcms.content.demo.pictures.sky import draw_sky
from govcms.content.demo.pictures.vehicles import draw_ambulance

PLASTER: Colour = (252, 249, 243)
CROSS: Colour = (58, 150, 110)


def _draw_cross(canvas: Canvas, *, x: float, y: float, size: float, tone: Colour) -> None:
    canvas.rectangle(x - size * 0.17, y - size * 0.5, x + size * 0.17, y + size * 0.5, tone)
    canvas.rectangle(x - size * 0.5, y - size * 0.17, x + size * 0.5, y + size * 0.17, tone)


def _plaster(palette: Palette) -> Colour:
    return mix(PLASTER, palette.walls[0], 0.75) if palette.stars else mix(PLASTER, palette.walls[0], 0.2)


def _draw_forecourt(canvas: Canvas, palette: Palette, *, top: float) -> None:
    """Lawn, a path to the door and the road in front."""
    canvas.gradient(
        [(0, top), (WIDTH, top), (WIDTH, HEIGHT), (0, HEIGHT)], palette.ground, darker(palette.ground, 0.15)
    )
    canvas.polygon([(720, top), (880, top), (1010, 812), (590, 812)], palette.paving)
    for row, y in enumerate((top + 22, top + 54, top + 98)):
        canvas.rectangle(716 - row * 26, y, 884 + row * 26, y + 2, palette.ink, alpha=26)
    asphalt = mix(palette.ink, palette.paving, 0.4)
    canvas.rectangle(0, 806, WIDTH, 818, lighter(palette.paving, 0.2))
    canvas.gradient([(0, 818), (WIDTH, 818), (WIDTH, HEIGHT), (0, HEIGHT)], asphalt, darker(asphalt, 0.2))
    for x in range(-40, WIDTH, 220):
        canvas.rectangle(x, 866, x + 110, 873, lighter(palette.paving, 0.4))


def draw_clinic(canvas: Canvas, palette: Palette) -> None:
    """A low modern clinic among trees."""
    rng = canvas.rng
    base = 690
    draw_sky(canvas, palette, horizon=450, sun_x=rng.choice((330, 1290)), clouds=4)
    draw_hills(canvas, palette, horizon=370, layers=4, depth=140, rise=72)
    back = ridge(canvas, base=600, rise=14)
    fill_below(canvas, back, palette.ground, palette.ground)
    for number in range(24):
        draw_tree(
            canvas,
            palette,
            x=number * 72 + rng.uniform(-24, 24),
            base=620 + rng.uniform(-10, 16),
            size=rng.uniform(90, 150),
        )
    _draw_forecourt(canvas, palette, top=base - 16)
    wall = _plaster(palette)
    glass = palette.lamp if palette.lit else lighter(palette.glass, 0.2)
    _draw_wing(canvas, palette, left=300, right=720, top=base - 190, base=base, wall=wall, glass=glass)
    _draw_wing(canvas, palette, left=880, right=1300, top=base - 190, base=base, wall=wall, glass=glass)
    _draw_entrance(canvas, palette, base=base, wall=wall, glass=glass)
    for x, size in ((232, 210), (1384, 230)):
        draw_tree(canvas, palette, x=x, base=base + 34, size=size)
    for x in (340, 430, 520, 612, 990, 1080, 1170, 1262):
        draw_bush(canvas, palette, x=x, base=base + 12, size=44)
    for x in (120, 1500):
        draw_poplar(canvas, palette, x=x, base=base + 60, size=270)
    if rng.random() < 0.55:
        draw_ambulance(canvas, palette, left=1080, base=868, length=280)
    if palette.stars:
        canvas.glow(800, base - 60, 340, palette.lamp, 0.35)


def _draw_wing(
    canvas: Canvas, palette: Palette, *, left: float, right: float, top: float, base: float, wall: Colour, glass: Colour
) -> None:
    canvas.rectangle(left, top, right, base, wall)
    canvas.rectangle(left - 14, top - 16, right + 14, top, palette.ink)
    canvas.rectangle(left - 14, top - 20, right + 14, top - 14, lighter(palette.near, 0.25))
    canvas.rectangle(left, top, right, top + 10, palette.ink, alpha=36)
    count = 6
    step = (right - left) / count
    timber = mix(palette.roofs[0], palette.walls[1], 0.5)
    for number in range(count):
        x = left + step * (number + 0.5)
        if number in (1, 4):
            for slat in range(5):
                canvas.rectangle(x - 26 + slat * 11, top + 24, x - 20 + slat * 11, base - 22, timber)
            continue
        canvas.rectangle(x - 28, top + 28, x + 28, base - 36, palette.ink)
        canvas.rectangle(x - 25, top + 31, x + 25, base - 39, glass)
        if not palette.lit:
            canvas.polygon([(x - 25, top + 31), (x + 12, top + 31), (x - 25, top + 92)], lighter(glass, 0.4))
        canvas.rectangle(x - 25, top + 84, x + 25, top + 87, palette.ink)
    canvas.rectangle(left, base - 16, right, base, darker(wall, 0.22))


def _draw_entrance(canvas: Canvas, palette: Palette, *, base: float, wall: Colour, glass: Colour) -> None:
    canvas.rectangle(690, base - 286, 910, base, lighter(wall, 0.3))
    canvas.rectangle(874, base - 286, 910, base, palette.ink, alpha=22)
    canvas.rectangle(678, base - 300, 922, base - 284, palette.ink)
    canvas.ellipse(800, base - 222, 44, 44, CROSS)
    _draw_cross(canvas, x=800, y=base - 222, size=54, tone=PLASTER)
    canvas.rectangle(716, base - 146, 884, base, palette.ink)
    for left in (722, 803):
        canvas.rectangle(left, base - 140, left + 75, base - 4, glass)
        if not palette.lit:
            canvas.polygon([(left, base - 140), (left + 50, base - 140), (left, base - 60)], lighter(glass, 0.4))
        canvas.rectangle(
            left + (66 if left < 800 else 4),
            base - 84,
            left + (71 if left < 800 else 9),
            base - 44,
            palette.ink,
            radius=2,
        )
    canvas.rectangle(660, base - 168, 940, base - 152, palette.accent)
    for post in (668, 926):
        canvas.rectangle(post, base - 154, post + 7, base + 6, palette.ink)


def draw_hospital(canvas: Canvas, palette: Palette) -> None:
    """A tall hospital with a lower wing."""
    rng = canvas.rng
    base = 700
    draw_sky(canvas, palette, horizon=470, sun_x=250, clouds=5)
    draw_hills(canvas, palette, horizon=400, layers=4, depth=130, rise=60)
    _draw_forecourt(canvas, palette, top=base - 20)
    wall = _plaster(palette)
    _draw_block(canvas, palette, left=640, right=1020, top=150, base=base, wall=wall, columns=8, rows=9)
    _draw_block(
        canvas,
        palette,
        left=330,
        right=660,
        top=392,
        base=base,
        wall=mix(wall, palette.walls[1], 0.22),
        columns=6,
        rows=5,
    )
    _draw_block(
        canvas,
        palette,
        left=1000,
        right=1330,
        top=452,
        base=base,
        wall=mix(wall, palette.walls[4], 0.4),
        columns=6,
        rows=4,
    )
    canvas.rectangle(770, 88, 890, 152, palette.ink, radius=6)
    _draw_cross(canvas, x=830, y=120, size=44, tone=PLASTER)
    canvas.rectangle(700, base - 92, 960, base, lighter(wall, 0.2))
    canvas.rectangle(680, base - 108, 980, base - 90, palette.accent)
    glass = palette.lamp if palette.lit else lighter(palette.glass, 0.2)
    for number in range(6):
        canvas.rectangle(716 + number * 39, base - 78, 748 + number * 39, base - 3, glass)
    for x, size in ((250, 200), (400, 130), (560, 110), (1120, 120), (1260, 150), (1420, 220)):
        draw_tree(canvas, palette, x=x, base=base + 22, size=size + rng.uniform(-10, 10))
    for x in (90, 1550):
        draw_poplar(canvas, palette, x=x, base=base + 60, size=290)
    for x in range(480, 680, 62):
        draw_bush(canvas, palette, x=x, base=base + 12, size=36)
    draw_ambulance(canvas, palette, left=330, base=868, length=270)


def _draw_block(
    canvas: Canvas,
    palette: Palette,
    *,
    left: float,
    right: float,
    top: float,
    base: float,
    wall: Colour,
    columns: int,
    rows: int,
) -> None:
    canvas.rectangle(left, top, right, base, wall)
    canvas.rectangle(right - (right - left) * 0.12, top, right, base, palette.ink, alpha=24)
    canvas.rectangle(left - 8, top - 12, right + 8, top + 2, darker(wall, 0.3))
    step_x, step_y = (right - left - 24) / columns, (base - top - 90) / rows
    for row in range(rows):
        y = top + 26 + row * step_y
        canvas.rectangle(left, y + step_y * 0.68, right, y + step_y * 0.74, palette.ink, alpha=26)
        for column in range(columns):
            x = left + 12 + step_x * (column + 0.5)
            lit = palette.lit and canvas.rng.random() < 0.6
            tone = palette.lamp if lit else mix(palette.glass, palette.sky[0], canvas.rng.uniform(0, 0.5))
            canvas.rectangle(x - step_x * 0.34, y, x + step_x * 0.34, y + step_y * 0.56, tone)
            canvas.rectangle(x - step_x * 0.34, y, x - step_x * 0.02, y + step_y * 0.56, (255, 255, 255), alpha=38)
