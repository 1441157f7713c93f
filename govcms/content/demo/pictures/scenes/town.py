"""Scenes in town: street, bus stop, town hall and market."""

from govcms.content.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Colour, darker, lighter, mix
from govcms.content.demo.pictures.houses import draw_awning, draw_row
from govcms.content.demo.pictures.land import draw_bush, draw_hills, draw_poplar, draw_tree
from govcms.content.demo.pictures.palettes import Palette
from govcms.content.demo.pictures.sky import draw_sky
from govcms.content.demo.pictures.vehicles import draw_bus, draw_car

KERB = 700
CREAM: Colour = (255, 249, 236)


def _draw_street_ground(canvas: Canvas, palette: Palette) -> Colour:
    """Pavement, kerb and carriageway; returns the carriageway's colour."""
    asphalt = mix(palette.ink, palette.paving, 0.38)
    canvas.gradient(
        [(0, KERB - 52), (WIDTH, KERB - 52), (WIDTH, KERB), (0, KERB)], palette.paving, darker(palette.paving, 0.08)
    )
    for x in range(-100, WIDTH + 100, 62):
        canvas.line([(x + 26, KERB - 52), (x, KERB)], 1.5, palette.ink, 34)
    canvas.rectangle(0, KERB, WIDTH, KERB + 12, lighter(palette.paving, 0.3))
    canvas.gradient([(0, KERB + 12), (WIDTH, KERB + 12), (WIDTH, HEIGHT), (0, HEIGHT)], asphalt, darker(asphalt, 0.3))
    for x in range(-60, WIDTH, 210):
        canvas.polygon(
            [(x, KERB + 112), (x + 116, KERB + 112), (x + 112, KERB + 121), (x - 6, KERB + 121)],
            lighter(palette.paving, 0.4),
        )
    if palette.snow:
        canvas.rectangle(0, KERB - 52, WIDTH, KERB - 40, (250, 252, 255), radius=5)
    return asphalt


def _draw_lamp(canvas: Canvas, palette: Palette, *, x: float, base: float, height: float) -> None:
    canvas.rectangle(x - 3, base - height, x + 3, base, palette.ink)
    canvas.rectangle(x - 8, base - 14, x + 8, base, palette.ink, radius=3)
    canvas.polygon(
        [(x - 13, base - height), (x + 13, base - height), (x + 9, base - height - 30), (x - 9, base - height - 30)],
        palette.lamp,
    )
    canvas.polygon([(x - 15, base - height - 28), (x + 15, base - height - 28), (x, base - height - 46)], palette.ink)
    if palette.lit:
        canvas.glow(x, base - height - 14, 130, palette.lamp, 0.5)


def _draw_houses(canvas: Canvas, palette: Palette) -> None:
    draw_sky(canvas, palette, horizon=460, clouds=4)
    draw_hills(canvas, palette, horizon=330, layers=3, depth=110, rise=56)
    # A paler row behind gives the street depth.
    draw_row(canvas, palette, base=560, left=-60, right=WIDTH, height=(150, 235), width=(88, 128), doors=False)
    canvas.rectangle(0, 0, WIDTH, 560, palette.sky[1], alpha=74)
    draw_row(canvas, palette, base=KERB - 50, left=-40, right=WIDTH, height=(200, 315), width=(128, 186))


def draw_street(canvas: Canvas, palette: Palette) -> None:
    """A row of narrow houses with cars and trees."""
    rng = canvas.rng
    _draw_houses(canvas, palette)
    _draw_street_ground(canvas, palette)
    for x in (150, 620, 1090, 1500):
        draw_tree(canvas, palette, x=x + rng.uniform(-30, 30), base=KERB - 8, size=rng.uniform(120, 150))
    for x in (385, 860, 1320):
        _draw_lamp(canvas, palette, x=x, base=KERB - 4, height=165)
    paints = [palette.accent, palette.walls[3], palette.walls[4], CREAM, palette.leaves[1]]
    rng.shuffle(paints)
    left = rng.uniform(-60, 40)
    for number in range(5):
        length = rng.uniform(190, 215)
        if number != 2:
            draw_car(canvas, palette, left=left, base=KERB + 62, length=length, paint=paints[number % 5])
        left += length + rng.uniform(90, 150)
    draw_car(canvas, palette, left=rng.uniform(560, 760), base=KERB + 166, length=278, paint=paints[2])


def draw_bus_stop(canvas: Canvas, palette: Palette) -> None:
    """A bus at a stop in front of houses."""
    rng = canvas.rng
    _draw_houses(canvas, palette)
    _draw_street_ground(canvas, palette)
    for x in (110, 1470):
        draw_tree(canvas, palette, x=x, base=KERB - 8, size=150)
    _draw_lamp(canvas, palette, x=1290, base=KERB - 4, height=175)
    _draw_shelter(canvas, palette, left=190, base=KERB - 6)
    draw_bus(canvas, palette, left=470 + rng.uniform(-30, 30), base=KERB + 92, length=720, paint=palette.accent)
    if palette.lit:
        canvas.glow(1230, KERB + 66, 120, palette.lamp, 0.5)


def _draw_shelter(canvas: Canvas, palette: Palette, *, left: float, base: float) -> None:
    glass = lighter(palette.glass, 0.35)
    canvas.rectangle(left, base - 150, left + 220, base - 20, glass, alpha=120)
    for post in (0, 72, 144, 214):
        canvas.rectangle(left + post, base - 152, left + post + 6, base, palette.ink)
    canvas.rectangle(left - 16, base - 166, left + 240, base - 148, palette.ink, radius=6)
    canvas.rectangle(left - 16, base - 150, left + 240, base - 146, palette.accent)
    canvas.rectangle(left + 20, base - 46, left + 200, base - 38, palette.roofs[0], radius=3)
    for leg in (40, 172):
        canvas.rectangle(left + leg, base - 40, left + leg + 6, base, palette.ink)
    canvas.rectangle(left + 156, base - 136, left + 208, base - 62, CREAM)
    for row in range(4):
        canvas.rectangle(
            left + 162, base - 128 + row * 16, left + 162 + (38, 30, 40, 24)[row], base - 122 + row * 16, palette.glass
        )
    canvas.rectangle(left + 268, base - 196, left + 273, base, palette.ink)
    canvas.ellipse(left + 270, base - 210, 27, 27, palette.accent)
    canvas.ellipse(left + 270, base - 210, 21, 21, CREAM)
    canvas.rectangle(left + 258, base - 219, left + 282, base - 203, palette.ink, radius=3)
    canvas.ellipse(left + 263, base - 201, 3, 3, palette.ink)
    canvas.ellipse(left + 277, base - 201, 3, 3, palette.ink)


def _draw_square(canvas: Canvas, palette: Palette, *, top: float) -> None:
    canvas.gradient(
        [(0, top), (WIDTH, top), (WIDTH, HEIGHT), (0, HEIGHT)], palette.paving, darker(palette.paving, 0.14)
    )
    for number in range(-14, 15):
        canvas.line([(800 + number * 62, top), (800 + number * 250, HEIGHT)], 1.6, palette.ink, 26)
    y, step = top + 14.0, 14.0
    while y < HEIGHT:
        canvas.rectangle(0, y, WIDTH, y + 1.6, palette.ink, alpha=26)
        step *= 1.32
        y += step


def draw_town_hall(canvas: Canvas, palette: Palette) -> None:
    """A public building with columns and a clock tower on a square."""
    draw_sky(canvas, palette, horizon=480, sun_x=canvas.rng.choice((300, 1320)), clouds=4)
    draw_hills(canvas, palette, horizon=400, layers=3, depth=90, rise=50)
    draw_row(canvas, palette, base=640, left=-50, right=330, height=(120, 185), width=(92, 130))
    draw_row(canvas, palette, base=640, left=1270, right=WIDTH, height=(120, 185), width=(92, 130))
    _draw_square(canvas, palette, top=638)
    _draw_hall(canvas, palette, base=664)
    for x in (150, 330, 1270, 1450):
        draw_tree(canvas, palette, x=x, base=690, size=150 if x in (150, 1450) else 120)
    for x in (440, 1160):
        _draw_lamp(canvas, palette, x=x, base=730, height=160)
    for x in (210, 1290):
        _draw_bench(canvas, palette, left=x, base=770)
    for x in (545, 1055):
        canvas.rectangle(x - 44, 706, x + 44, 738, darker(palette.roofs[0], 0.1), radius=5)
        draw_bush(canvas, palette, x=x, base=708, size=56)


def _draw_hall(canvas: Canvas, palette: Palette, *, base: float) -> None:
    wall = mix(palette.walls[0], palette.walls[1], 0.12)
    stone, roof = lighter(wall, 0.45), palette.roofs[2]
    glass = palette.lamp if palette.lit else palette.glass
    canvas.rectangle(738, base - 500, 862, base - 240, wall)
    canvas.rectangle(836, base - 500, 862, base - 240, palette.ink, alpha=28)
    canvas.rectangle(728, base - 512, 872, base - 496, stone)
    canvas.rectangle(728, base - 388, 872, base - 378, stone)
    canvas.polygon([(722, base - 510), (878, base - 510), (800, base - 590)], roof)
    canvas.polygon([(800, base - 590), (878, base - 510), (830, base - 510)], palette.ink, 36)
    canvas.line([(800, base - 588), (800, base - 640)], 4, palette.ink)
    canvas.polygon([(800, base - 640), (852, base - 628), (800, base - 612)], palette.accent)
    canvas.ellipse(800, base - 442, 43, 43, palette.ink)
    canvas.ellipse(800, base - 442, 37, 37, CREAM)
    canvas.line([(800, base - 442), (800, base - 468)], 4, palette.ink)
    canvas.line([(800, base - 442), (817, base - 432)], 4, palette.ink)
    for left, right in ((380, 1220),):
        canvas.rectangle(left, base - 250, right, base, wall)
        canvas.polygon(
            [(left - 12, base - 250), (left + 36, base - 310), (right - 36, base - 310), (right + 12, base - 250)], roof
        )
        canvas.rectangle(left - 14, base - 256, right + 14, base - 244, stone)
    for number in range(12):
        x = 408 + number * 69
        if 600 < x < 960:
            continue
        for row, (top, high) in enumerate(((base - 226, 66), (base - 116, 80))):
            canvas.rectangle(x - 5, top - 5, x + 39, top + high + 5, stone)
            canvas.rectangle(x, top, x + 34, top + high, glass)
            if row:
                canvas.pie(x + 17, top, 17, (180, 360), glass)
            canvas.rectangle(x + 15, top, x + 19, top + high, stone)
            canvas.rectangle(x, top + high * 0.45, x + 34, top + high * 0.45 + 4, stone)
    _draw_portico(canvas, palette, base=base, stone=stone, wall=wall)


def _draw_portico(canvas: Canvas, palette: Palette, *, base: float, stone: Colour, wall: Colour) -> None:
    canvas.rectangle(596, base - 262, 1004, base, mix(wall, palette.ink, 0.16))
    canvas.polygon([(578, base - 262), (1022, base - 262), (800, base - 362)], stone)
    canvas.polygon([(640, base - 272), (960, base - 272), (800, base - 344)], mix(wall, palette.accent, 0.2))
    canvas.ellipse(800, base - 298, 19, 19, stone)
    canvas.rectangle(580, base - 266, 1020, base - 246, lighter(stone, 0.3))
    door = palette.lamp if palette.lit else palette.ink
    canvas.rectangle(762, base - 140, 838, base, palette.roofs[0])
    canvas.pie(800, base - 140, 38, (180, 360), palette.roofs[0])
    canvas.rectangle(772, base - 134, 797, base, door, alpha=170)
    canvas.rectangle(803, base - 134, 828, base, door, alpha=170)
    for number in range(6):
        x = 614 + number * 69.5
        canvas.rectangle(x - 4, base - 246, x + 30, base - 234, stone)
        canvas.rectangle(x, base - 236, x + 26, base - 10, lighter(stone, 0.25))
        canvas.rectangle(x + 17, base - 236, x + 26, base - 10, palette.ink, alpha=30)
        canvas.rectangle(x - 5, base - 14, x + 31, base, stone)
    for step in range(4):
        canvas.rectangle(
            590 - step * 16,
            base + step * 11,
            1010 + step * 16,
            base + (step + 1) * 11,
            mix(stone, palette.ink, 0.04 + 0.06 * step),
        )


def _draw_bench(canvas: Canvas, palette: Palette, *, left: float, base: float) -> None:
    wood = mix(palette.roofs[0], palette.walls[1], 0.35)
    for row in range(3):
        canvas.rectangle(left, base - 62 + row * 12, left + 130, base - 54 + row * 12, wood, radius=3)
    canvas.rectangle(left - 6, base - 26, left + 136, base - 17, lighter(wood, 0.15), radius=3)
    for leg in (10, 112):
        canvas.rectangle(left + leg, base - 60, left + leg + 7, base, palette.ink)


def draw_market(canvas: Canvas, palette: Palette) -> None:
    """Stalls with striped roofs on a square."""
    rng = canvas.rng
    draw_sky(canvas, palette, horizon=440, clouds=4)
    draw_hills(canvas, palette, horizon=350, layers=3, depth=90, rise=50)
    draw_row(canvas, palette, base=600, left=-30, right=WIDTH, height=(165, 250), width=(110, 156))
    _draw_square(canvas, palette, top=598)
    for x in (60, 1540):
        draw_poplar(canvas, palette, x=x, base=640, size=250)
    _draw_bunting(canvas, palette)
    tones = [palette.accent, palette.leaves[0], palette.walls[4], palette.roofs[0]]
    for number, left in enumerate((90, 470, 850, 1230)):
        _draw_stall(canvas, palette, left=left + rng.uniform(-14, 14), base=760, width=300, tone=tones[number])


def _draw_bunting(canvas: Canvas, palette: Palette) -> None:
    flags = (palette.accent, palette.walls[3], CREAM, palette.walls[4])
    for number in range(32):
        x = number * 51
        swing = ((number % 16) - 7.5) / 7.5
        y = 410 - 46 * swing * swing + 46
        canvas.polygon([(x, y), (x + 36, y + 3), (x + 18, y + 40)], flags[number % 4])


def _draw_stall(canvas: Canvas, palette: Palette, *, left: float, base: float, width: float, tone: Colour) -> None:
    rng = canvas.rng
    wood = mix(palette.roofs[0], palette.walls[1], 0.45)
    canvas.ellipse(left + width / 2, base + 6, width * 0.56, 14, palette.ink, 46)
    canvas.rectangle(left + 10, base - 190, left + width - 10, base - 70, darker(palette.paving, 0.35), alpha=150)
    for post in (6, width - 14):
        canvas.rectangle(left + post, base - 200, left + post + 8, base, darker(wood, 0.3))
    canvas.rectangle(left - 4, base - 82, left + width + 4, base - 70, lighter(wood, 0.2))
    canvas.rectangle(left + 2, base - 70, left + width - 2, base - 6, wood)
    for plank in range(1, 5):
        canvas.rectangle(
            left + 2, base - 70 + plank * 13, left + width - 2, base - 68.5 + plank * 13, palette.ink, alpha=40
        )
    fruit = [(214, 69, 65), (240, 160, 60), (120, 168, 80), (236, 200, 90), (150, 84, 120)]
    rng.shuffle(fruit)
    for crate in range(4):
        x = left + 12 + crate * (width - 24) / 4
        span = (width - 24) / 4 - 8
        for heap in range(11):
            canvas.ellipse(
                x + 6 + rng.uniform(0, span - 12),
                base - 100 - rng.uniform(0, 12) + heap % 3,
                9,
                9,
                lighter(fruit[crate], rng.uniform(0, 0.2)),
            )
        canvas.rectangle(x, base - 102, x + span, base - 80, lighter(wood, 0.32))
        canvas.rectangle(x, base - 92, x + span, base - 90, palette.ink, alpha=50)
    draw_awning(canvas, left=left - 18, top=base - 236, width=width + 36, depth=52, tone=tone)
