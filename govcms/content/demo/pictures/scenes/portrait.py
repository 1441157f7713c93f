"""Portraits of people who do not exist: head and shoulders in front of a plain wall, in few shapes."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from govcms.content.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Colour, Point, colour, darker, lighter, mix
from govcms.content.demo.pictures.palettes import Palette

X, Y = 800.0, 400.0  # the middle of the face
ACROSS, UP, DOWN = 116.0, 142.0, 160.0  # how far the face reaches to the sides, up and down
SHOULDERS = 604.0
PAPER: Colour = (250, 247, 240)

SKINS = tuple(colour(code) for code in ("#f3d0b4", "#e8b992", "#d49a6d", "#b67a4f", "#8d5836", "#63402b"))
DARK_HAIR = tuple(colour(code) for code in ("#241d1c", "#3a2a22", "#2c2430"))
FAIR_HAIR = tuple(colour(code) for code in ("#6a4528", "#a8743c", "#c9a15e", "#8c4a2a"))
GREY_HAIR = tuple(colour(code) for code in ("#8d8a8a", "#c9c6c2", "#e4e1dc"))


@dataclass(frozen=True, slots=True)
class Sitter:
    """The colours of one person."""

    skin: Colour
    hair: Colour
    cloth: Colour
    shirt: Colour
    trim: Colour


def draw_portrait(canvas: Canvas, palette: Palette) -> None:
    """One person; chance chooses skin, hair, clothes and glasses."""
    rng = canvas.rng
    number = rng.randrange(len(SKINS))
    natural = DARK_HAIR if number > 2 or rng.random() < 0.4 else FAIR_HAIR
    hair = rng.choice(GREY_HAIR if rng.random() < 0.34 else natural)
    cloth = rng.choice(
        (palette.ink, darker(palette.near, 0.3), darker(palette.accent, 0.35), mix(palette.ink, PAPER, 0.2))
    )
    trim = rng.choice((palette.accent, palette.lamp, palette.glass, palette.walls[3]))
    sitter = Sitter(SKINS[number], hair, cloth, rng.choice((PAPER, lighter(palette.glass, 0.75))), trim)
    behind, before = rng.choice(STYLES)
    _draw_wall(canvas, palette)
    behind(canvas, sitter)
    rng.choice(CLOTHES)(canvas, sitter)
    _draw_head(canvas, sitter)
    before(canvas, sitter)
    if before in BEARDED and rng.random() < 0.55:
        _draw_beard(canvas, sitter)
    _draw_features(canvas, sitter)
    if rng.random() < 0.38:
        _draw_glasses(canvas, palette)


def _draw_wall(canvas: Canvas, palette: Palette) -> None:
    top = mix(palette.sky[0], palette.walls[5], 0.45)
    canvas.gradient([(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)], lighter(top, 0.35), lighter(top, 0.05))
    side = canvas.rng.choice((-1, 1))
    canvas.ellipse(X - side * 60, 420, 385, 385, lighter(top, 0.55))
    ring = mix(palette.accent, top, 0.35)
    canvas.arc(X - side * 60, 420, 418, (150, 262) if side > 0 else (278, 390), 12, ring)
    hills = [(x, 800 - 46 * math.sin((x - 300 * side) / 210) - 18 * math.sin(x / 90)) for x in range(0, 1601, 10)]
    canvas.polygon([*hills, (WIDTH, HEIGHT), (0, HEIGHT)], mix(palette.near, top, 0.5))


def _outline(grow: float = 0.0, *, first: float = 0, last: float = 360) -> list[Point]:
    """The line of the face between two directions, clockwise from the right; the jaw is narrower than the brow."""
    points = []
    steps = max(8, round((last - first) / 4))
    for step in range(steps + 1):
        turn = math.radians(first + (last - first) * step / steps)
        low = max(0.0, math.sin(turn))
        reach = (DOWN if low else UP) + grow
        points.append((X + (ACROSS + grow) * math.cos(turn) * (1 - 0.16 * low**2.2), Y + reach * math.sin(turn)))
    return points


def _draw_head(canvas: Canvas, sitter: Sitter) -> None:
    shade = darker(sitter.skin, 0.13)
    canvas.rectangle(X - 58, 500, X + 58, SHOULDERS + 16, sitter.skin)
    canvas.ellipse(X, SHOULDERS + 14, 58, 26, sitter.skin)
    canvas.polygon([(X - 58, 520), (X + 58, 520), (X + 58, 566), (X, 592), (X - 58, 566)], shade)
    for side in (-1, 1):
        canvas.ellipse(X + side * 113, Y + 22, 22, 36, sitter.skin)
        canvas.ellipse(X + side * 115, Y + 24, 11, 21, shade)
    canvas.polygon(_outline(), sitter.skin)
    right = _outline(first=-70, last=88)
    canvas.polygon([*right, *[(X + (x - X) * 0.74, y) for x, y in reversed(right)]], shade, alpha=120)


def _draw_features(canvas: Canvas, sitter: Sitter) -> None:
    line = darker(mix(sitter.skin, (120, 50, 40), 0.35), 0.25)
    brow = mix(darker(sitter.hair, 0.25), sitter.skin, 0.15)
    for side in (-1, 1):
        x = X + side * 47
        canvas.line([(x - 27, Y - 22), (x - 4 + side * 5, Y - 32), (x + 27, Y - 23)], 9, brow)
        canvas.ellipse(x, Y + 9, 9, 11, (38, 30, 34))
        canvas.ellipse(x - 3, Y + 5, 2.6, 2.6, PAPER)
        canvas.line([(x - 17, Y + 3), (x, Y - 6), (x + 17, Y + 3)], 4.5, line)
        canvas.ellipse(x + side * 22, Y + 62, 25, 16, mix(sitter.skin, (214, 92, 80), 0.5), alpha=58)
    canvas.line([(X + 5, Y + 16), (X + 15, Y + 52), (X - 4, Y + 58)], 5.5, line, alpha=150)
    smile = [(X + x, Y + 101 - (x / 34) ** 2 * 10) for x in range(-34, 35, 4)]
    canvas.line(smile, 7.5, mix(line, (176, 62, 62), 0.35))


def _draw_glasses(canvas: Canvas, palette: Palette) -> None:
    frame = darker(palette.ink, 0.2)
    for side in (-1, 1):
        canvas.arc(X + side * 47, Y + 10, 38, (0, 360), 6, frame)
        canvas.line([(X + side * 84, Y + 6), (X + side * 113, Y + 2)], 6, frame)
    canvas.line([(X - 10, Y + 6), (X, Y + 1), (X + 10, Y + 6)], 6, frame)


def _draw_beard(canvas: Canvas, sitter: Sitter) -> None:
    jaw = _outline(7, first=-4, last=184)
    inner = [(X + x, Y + 74 - 34 * math.cos(x / 104 * math.pi) * 0.6) for x in range(-104, 105, 8)]
    canvas.polygon([*jaw, *inner], sitter.hair)
    canvas.polygon([(X - 34, Y + 94), (X + 34, Y + 94), (X + 20, Y + 112), (X - 20, Y + 112)], sitter.skin)
    canvas.line([(X - 50, Y + 92), (X - 22, Y + 80), (X, Y + 84), (X + 22, Y + 80), (X + 50, Y + 92)], 18, sitter.hair)


def _cap(canvas: Canvas, sitter: Sitter, hairline: Sequence[Point], *, grow: float = 14, reach: float = 12) -> None:
    """Hair on the head: from temple to temple over the top, down to the hairline, given from right to left."""
    canvas.polygon([*_outline(grow, first=180 - reach, last=360 + reach), *hairline], sitter.hair)


def _nothing(canvas: Canvas, sitter: Sitter) -> None:
    """No hair behind the head."""


def _draw_short(canvas: Canvas, sitter: Sitter) -> None:
    _cap(canvas, sitter, [(X + 108, Y - 40), (X + 78, Y - 82), (X - 20, Y - 96), (X - 82, Y - 70), (X - 108, Y - 34)])


def _draw_parting(canvas: Canvas, sitter: Sitter) -> None:
    _cap(canvas, sitter, [(X + 110, Y - 30), (X + 92, Y - 66), (X + 50, Y - 104), (X - 30, Y - 78), (X - 92, Y - 58),
                          (X - 110, Y - 20)], grow=20)  # fmt: skip
    canvas.line([(X + 52, Y - 104), (X + 62, Y - 152)], 5, darker(sitter.hair, 0.25))


def _draw_receding(canvas: Canvas, sitter: Sitter) -> None:
    for side in (-1, 1):
        canvas.polygon(
            [(X + side * x, Y + y) for x, y in ((104, 34), (128, 20), (130, -50), (106, -98), (84, -112), (102, -50))],
            sitter.hair,
        )


def _draw_coils(canvas: Canvas, sitter: Sitter) -> None:
    for turn in range(176, 366, 14):
        angle = math.radians(turn)
        canvas.ellipse(X + 122 * math.cos(angle), Y - 26 + 134 * math.sin(angle), 36, 36, sitter.hair)
    _cap(canvas, sitter, [(X + 106, Y - 44), (X + 66, Y - 84), (X, Y - 92), (X - 66, Y - 84), (X - 106, Y - 44)])


def _draw_fringe(canvas: Canvas, sitter: Sitter) -> None:
    edge = [
        (X + 112, Y + 20),
        (X + 100, Y - 34),
        (X + 40, Y - 50),
        (X - 40, Y - 52),
        (X - 100, Y - 34),
        (X - 112, Y + 20),
    ]
    _cap(canvas, sitter, edge, grow=18)


def _draw_middle_parting(canvas: Canvas, sitter: Sitter) -> None:
    edge = [(X + 112, Y + 40), (X + 104, Y - 20), (X + 58, Y - 84), (X, Y - 118), (X - 58, Y - 84), (X - 104, Y - 20)]
    _cap(canvas, sitter, [*edge, (X - 112, Y + 40)], grow=18)
    canvas.line([(X, Y - 118), (X, Y - 158)], 5, darker(sitter.hair, 0.25))


def _draw_swept_back(canvas: Canvas, sitter: Sitter) -> None:
    _cap(
        canvas, sitter, [(X + 110, Y - 6), (X + 88, Y - 72), (X, Y - 100), (X - 88, Y - 72), (X - 110, Y - 6)], grow=16
    )
    for side in (-1, 0, 1):
        strand = [(X + side * 62, Y - 88 - 12 * (not side)), (X + side * 40, Y - 150)]
        canvas.line(strand, 4, darker(sitter.hair, 0.2), alpha=140)


def _draw_scarf(canvas: Canvas, sitter: Sitter) -> None:
    """A headscarf: cloth around the face, folded below the chin."""
    scarf = sitter.trim
    outer = _outline(34, first=100, last=440)
    inner = _outline(-13, first=100, last=440)
    canvas.polygon([*outer, *reversed(inner)], scarf)
    canvas.polygon([(X - 92, Y + 120), (X + 92, Y + 120), (X + 128, 622), (X, 668), (X - 128, 622)], scarf)
    canvas.polygon(_chin(), sitter.skin)
    for start, end in (((X - 88, Y + 132), (X + 70, 640)), ((X + 88, Y + 128), (X - 40, 646))):
        canvas.line([start, end], 5, darker(scarf, 0.18), alpha=170)
    canvas.polygon(
        [*_outline(34, first=190, last=350), *reversed(_outline(4, first=190, last=350))], darker(scarf, 0.1), alpha=90
    )


def _chin() -> list[Point]:
    """The lower half of the face within a scarf."""
    return _outline(-13, first=20, last=160)


def _hair_behind(*, width: float, foot: float) -> Callable[[Canvas, Sitter], None]:
    """Hair that falls behind the head down to ``foot``."""

    def draw(canvas: Canvas, sitter: Sitter) -> None:
        tone = darker(sitter.hair, 0.16)
        canvas.ellipse(X, Y - 10, width, 164, tone)
        canvas.rectangle(X - width, Y - 10, X + width, foot, tone, radius=46)

    return draw


def _draw_bun(canvas: Canvas, sitter: Sitter) -> None:
    canvas.ellipse(X, Y - 178, 62, 54, darker(sitter.hair, 0.12))


def _draw_braids(canvas: Canvas, sitter: Sitter) -> None:
    tone = darker(sitter.hair, 0.1)
    canvas.rectangle(X - 136, 280, X + 136, 470, tone, radius=90)
    for side in (-1, 1):
        for knot in range(8):
            canvas.ellipse(X + side * (128 + 3 * knot), 440 + 36 * knot, 31 - knot * 0.9, 24, tone)


def _draw_round(canvas: Canvas, sitter: Sitter) -> None:
    canvas.ellipse(X, Y - 46, 204, 186, sitter.hair)


def _torso(width: float = 318) -> list[Point]:
    """The shoulders down to the foot of the picture."""
    left = []
    for step in range(19):
        share = math.radians(step * 5)
        left.append((X - 74 - (width - 74) * math.sin(share), SHOULDERS + 132 * (1 - math.cos(share))))
    half = [*left, (X - width - 22, HEIGHT)]
    return [*half, *[(2 * X - x, y) for x, y in reversed(half)]]


def _draw_suit(canvas: Canvas, sitter: Sitter) -> None:
    canvas.polygon(_torso(), sitter.cloth)
    canvas.polygon([(X - 78, SHOULDERS), (X + 78, SHOULDERS), (X + 8, HEIGHT), (X - 8, HEIGHT)], sitter.shirt)
    canvas.polygon([(X - 24, 646), (X + 24, 646), (X + 15, 684), (X - 15, 684)], darker(sitter.trim, 0.1))
    canvas.polygon([(X - 15, 684), (X + 15, 684), (X + 24, 860), (X, 900), (X - 24, 860)], sitter.trim)
    for side in (-1, 1):
        canvas.polygon(
            [(X + side * x, y) for x, y in ((62, 594), (88, 604), (62, 672), (14, 648))], lighter(sitter.shirt, 0.4)
        )
        lapel = ((80, 606), (146, 634), (128, 720), (92, 716), (4, 900), (-4, 900), (60, 700))
        canvas.polygon([(X + side * x, y) for x, y in lapel], lighter(sitter.cloth, 0.1))


def _draw_blazer(canvas: Canvas, sitter: Sitter) -> None:
    canvas.polygon(_torso(304), sitter.cloth)
    canvas.polygon([(X - 84, 602), (X + 84, 602), (X + 66, 700), (X, 790), (X - 66, 700)], sitter.shirt)
    canvas.polygon([(X - 58, 604), (X + 58, 604), (X, 694)], sitter.skin)
    for side in (-1, 1):
        lapel = ((82, 604), (150, 634), (140, 714), (106, 722), (0, 872), (-12, 900), (-20, 850))
        canvas.polygon([(X + side * x, y) for x, y in lapel], lighter(sitter.cloth, 0.12))
    canvas.ellipse(X - 176, 740, 15, 15, sitter.trim)
    canvas.ellipse(X - 176, 740, 7, 7, lighter(sitter.trim, 0.5))


def _draw_jumper(canvas: Canvas, sitter: Sitter) -> None:
    canvas.polygon(_torso(308), sitter.cloth)
    canvas.ellipse(X, SHOULDERS + 4, 96, 56, lighter(sitter.cloth, 0.14))
    canvas.ellipse(X, SHOULDERS - 6, 76, 44, sitter.skin)
    for side in (-1, 1):
        canvas.line([(X + side * 212, 716), (X + side * 196, 900)], 6, darker(sitter.cloth, 0.2), alpha=150)


def _draw_collar(canvas: Canvas, sitter: Sitter) -> None:
    """A jacket closed to a standing collar, with a line of buttons."""
    canvas.polygon(_torso(312), sitter.cloth)
    canvas.rectangle(X - 82, 576, X + 82, 640, lighter(sitter.cloth, 0.12), radius=24)
    canvas.rectangle(X - 64, 570, X + 64, 600, sitter.shirt, radius=14)
    canvas.line([(X, 640), (X, 900)], 5, darker(sitter.cloth, 0.25))
    for button in range(3):
        canvas.ellipse(X + 18, 700 + 76 * button, 8, 8, sitter.trim)


def _draw_open_shirt(canvas: Canvas, sitter: Sitter) -> None:
    canvas.polygon(_torso(314), sitter.cloth)
    canvas.polygon([(X - 84, 602), (X + 84, 602), (X + 46, 900), (X - 46, 900)], sitter.shirt)
    canvas.polygon([(X - 58, 606), (X + 58, 606), (X, 700)], sitter.skin)
    for side in (-1, 1):
        collar = ((58, 592), (92, 608), (84, 706), (4, 704))
        canvas.polygon([(X + side * x, y) for x, y in collar], lighter(sitter.shirt, 0.45))
        canvas.line([(X + side * 84, 640), (X + side * 46, 900)], 5, darker(sitter.shirt, 0.14))


Part = Callable[[Canvas, Sitter], None]

# What hangs behind the head, and what is drawn over it.
STYLES: tuple[tuple[Part, Part], ...] = (
    (_nothing, _draw_short),
    (_nothing, _draw_parting),
    (_nothing, _draw_receding),
    (_nothing, _draw_coils),
    (_hair_behind(width=146, foot=560), _draw_fringe),
    (_hair_behind(width=150, foot=700), _draw_middle_parting),
    (_hair_behind(width=140, foot=540), _draw_parting),
    (_draw_bun, _draw_swept_back),
    (_draw_braids, _draw_middle_parting),
    (_draw_round, _draw_coils),
    (_nothing, _draw_scarf),
)
BEARDED = frozenset({_draw_short, _draw_receding})
CLOTHES: tuple[Part, ...] = (_draw_suit, _draw_blazer, _draw_jumper, _draw_collar, _draw_open_shirt)
