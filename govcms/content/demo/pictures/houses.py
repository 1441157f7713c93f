"""Houses of a town, each with a gable, windows, a door and a shaded side."""

from govcms.content.demo.pictures.canvas import Canvas, Colour, darker, lighter, mix
from govcms.content.demo.pictures.palettes import Palette

SNOW: Colour = (250, 252, 255)
GABLES = ("pointed", "stepped", "flat", "hipped", "bell")


def draw_window(
    canvas: Canvas, palette: Palette, *, left: float, top: float, width: float, height: float, frame: Colour
) -> None:
    """A window with a cross bar; at night some have light in them."""
    lit = palette.lit and canvas.rng.random() < 0.6
    pane = palette.lamp if lit else palette.glass
    canvas.rectangle(left - width * 0.12, top - width * 0.12, left + width * 1.12, top + height + width * 0.12, frame)
    canvas.rectangle(left, top, left + width, top + height, pane)
    if not lit:
        canvas.polygon(
            [(left, top), (left + width * 0.7, top), (left, top + height * 0.7)], lighter(palette.glass, 0.28)
        )
    canvas.rectangle(left + width * 0.45, top, left + width * 0.55, top + height, frame)
    canvas.rectangle(left, top + height * 0.42, left + width, top + height * 0.42 + width * 0.1, frame)
    canvas.rectangle(
        left - width * 0.2, top + height + width * 0.1, left + width * 1.2, top + height + width * 0.24, frame
    )


def draw_house(
    canvas: Canvas,
    palette: Palette,
    *,
    left: float,
    base: float,
    width: float,
    height: float,
    wall: Colour,
    gable: str | None = None,
    door: bool = True,
) -> None:
    """A narrow town house; ``height`` is that of its wall, the gable stands on top."""
    rng = canvas.rng
    roof = rng.choice(palette.roofs)
    shape = gable or rng.choice(GABLES)
    frame = lighter(wall, 0.7) if sum(wall) < 600 else darker(wall, 0.12)
    top, right, middle = base - height, left + width, left + width / 2
    if rng.random() < 0.6 and shape not in {"stepped", "bell"}:
        chimney = left + width * rng.choice((0.22, 0.7))
        canvas.rectangle(chimney, top - width * 0.42, chimney + width * 0.1, top, darker(roof, 0.15))
        canvas.rectangle(chimney - width * 0.015, top - width * 0.46, chimney + width * 0.115, top - width * 0.41, roof)
    _draw_gable(canvas, palette, shape=shape, left=left, top=top, width=width, wall=wall, roof=roof)
    canvas.rectangle(left, top, right, base, wall)
    # The light comes from the left, so a strip on the right and one below the eaves are in shade.
    canvas.rectangle(right - width * 0.14, top, right, base, palette.ink, alpha=26)
    canvas.rectangle(left, top, right, top + 5, palette.ink, alpha=34)
    columns = 2 if width < 120 else 3
    rows = max(1, round((height - 70) / 78))
    pane = width / (columns * 2.1)
    tall = min(pane * 1.5, (height - 74) / rows * 0.6)
    step_x, step_y = width / columns, (height - 78) / rows
    for row in range(rows):
        for column in range(columns):
            x = left + step_x * (column + 0.5) - pane / 2
            draw_window(canvas, palette, left=x, top=top + 18 + row * step_y, width=pane, height=tall, frame=frame)
    if shape in {"pointed", "bell", "stepped"}:
        canvas.ellipse(middle, top - width * 0.14, width * 0.075, width * 0.075, frame)
        lamp = palette.lamp if palette.lit else palette.glass
        canvas.ellipse(middle, top - width * 0.14, width * 0.052, width * 0.052, lamp)
    if door:
        _draw_ground_floor(canvas, palette, left=left, base=base, width=width, wall=wall, frame=frame)


def _draw_gable(
    canvas: Canvas, palette: Palette, *, shape: str, left: float, top: float, width: float, wall: Colour, roof: Colour
) -> None:
    right, middle = left + width, left + width / 2
    if shape == "pointed":
        peak = top - width * 0.52
        canvas.polygon([(left - 5, top + 4), (right + 5, top + 4), (middle, peak - 7)], roof)
        canvas.polygon([(left + 5, top + 4), (right - 5, top + 4), (middle, peak + 5)], wall)
        if palette.snow:
            canvas.line([(left - 6, top + 1), (middle, peak - 9), (right + 6, top + 1)], 8, SNOW)
    elif shape == "stepped":
        for step in range(4):
            inset = width * 0.115 * step
            canvas.rectangle(left + inset, top - width * 0.12 * (step + 1), right - inset, top + 2, wall)
            canvas.rectangle(
                left + inset - 2,
                top - width * 0.12 * (step + 1) - 5,
                right - inset + 2,
                top - width * 0.12 * (step + 1),
                SNOW if palette.snow else lighter(wall, 0.45),
            )
    elif shape == "bell":
        canvas.rectangle(left, top - width * 0.1, right, top + 2, wall)
        canvas.ellipse(middle, top - width * 0.12, width * 0.34, width * 0.36, wall)
        canvas.rectangle(left - 2, top - width * 0.12, left + width * 0.2, top - width * 0.06, lighter(wall, 0.45))
        canvas.rectangle(right - width * 0.2, top - width * 0.12, right + 2, top - width * 0.06, lighter(wall, 0.45))
        canvas.ellipse(middle, top - width * 0.48, width * 0.06, width * 0.06, SNOW if palette.snow else roof)
    elif shape == "hipped":
        high = width * 0.36
        canvas.polygon(
            [
                (left - 6, top + 3),
                (left + width * 0.2, top - high),
                (right - width * 0.2, top - high),
                (right + 6, top + 3),
            ],
            SNOW if palette.snow else roof,
        )
        canvas.polygon(
            [(right - width * 0.2, top - high), (right + 6, top + 3), (right - width * 0.3, top + 3)], palette.ink, 40
        )
        dormer = middle - width * 0.11
        canvas.rectangle(dormer, top - high * 0.72, dormer + width * 0.22, top + 2, lighter(wall, 0.2))
        canvas.rectangle(
            dormer + width * 0.04,
            top - high * 0.58,
            dormer + width * 0.18,
            top - high * 0.12,
            palette.lamp if palette.lit else palette.glass,
        )
        canvas.polygon(
            [
                (dormer - 5, top - high * 0.7),
                (dormer + width * 0.22 + 5, top - high * 0.7),
                (middle, top - high * 1.02),
            ],
            darker(roof, 0.2),
        )
    else:
        canvas.rectangle(left - 3, top - 14, right + 3, top + 2, darker(wall, 0.16))
        canvas.rectangle(left - 6, top - 20, right + 6, top - 12, SNOW if palette.snow else lighter(wall, 0.4))


def _draw_ground_floor(
    canvas: Canvas, palette: Palette, *, left: float, base: float, width: float, wall: Colour, frame: Colour
) -> None:
    """A door with a step, and a shop window with an awning or a plain one beside it."""
    rng = canvas.rng
    leaf = rng.choice((palette.ink, palette.accent, darker(palette.leaves[0], 0.1), palette.roofs[0]))
    at = left + width * rng.choice((0.12, 0.64))
    wide = width * 0.24
    canvas.rectangle(left, base - 8, left + width, base, darker(wall, 0.25))
    canvas.rectangle(at - 4, base - 56, at + wide + 4, base, frame)
    canvas.rectangle(at, base - 52, at + wide, base, leaf)
    canvas.rectangle(
        at + wide * 0.2, base - 46, at + wide * 0.8, base - 32, palette.lamp if palette.lit else palette.glass
    )
    canvas.ellipse(at + wide * 0.82, base - 22, 2.2, 2.2, palette.lamp)
    canvas.rectangle(at - 8, base - 4, at + wide + 8, base, lighter(wall, 0.4))
    shop = left + width * (0.46 if at < left + width * 0.4 else 0.1)
    span = width * 0.44
    canvas.rectangle(shop - 4, base - 50, shop + span + 4, base - 12, frame)
    canvas.rectangle(
        shop, base - 46, shop + span, base - 16, palette.lamp if palette.lit else mix(palette.glass, wall, 0.15)
    )
    if rng.random() < 0.45:
        draw_awning(canvas, left=shop - 6, top=base - 56, width=span + 12, depth=17, tone=palette.accent)


def draw_awning(canvas: Canvas, *, left: float, top: float, width: float, depth: float, tone: Colour) -> None:
    """A striped awning with a scalloped hem."""
    stripes = max(4, round(width / 13))
    step = width / stripes
    for stripe in range(stripes):
        paint = tone if stripe % 2 == 0 else (255, 250, 240)
        x = left + stripe * step
        canvas.polygon(
            [(x + step * 0.15, top), (x + step * 0.95, top), (x + step, top + depth), (x, top + depth)], paint
        )
        canvas.pie(x + step / 2, top + depth, step / 2, (0, 180), darker(paint, 0.08))


def draw_row(
    canvas: Canvas,
    palette: Palette,
    *,
    base: float,
    left: float,
    right: float,
    height: tuple[float, float],
    width: tuple[float, float],
    doors: bool = True,
) -> None:
    """A row of houses side by side; no two neighbours have the same wall."""
    x, last = left, None
    while x < right:
        wide = canvas.rng.uniform(*width)
        wall = canvas.rng.choice([tone for tone in palette.walls if tone != last])
        draw_house(
            canvas, palette, left=x, base=base, width=wide, height=canvas.rng.uniform(*height), wall=wall, door=doors
        )
        x, last = x + wide, wall


def draw_cottage(canvas: Canvas, palette: Palette, *, left: float, base: float, size: float) -> None:
    """A small far house: a wall, a roof, two windows."""
    wall, roof = canvas.rng.choice(palette.walls), canvas.rng.choice(palette.roofs)
    high = size * 0.62
    canvas.rectangle(left, base - high, left + size, base, wall)
    canvas.rectangle(left + size * 0.7, base - high, left + size, base, palette.ink, alpha=28)
    canvas.polygon(
        [
            (left - size * 0.08, base - high),
            (left + size * 0.2, base - high * 1.75),
            (left + size * 0.8, base - high * 1.75),
            (left + size * 1.08, base - high),
        ],
        SNOW if palette.snow else roof,
    )
    for place in (0.16, 0.58):
        canvas.rectangle(
            left + size * place,
            base - high * 0.72,
            left + size * (place + 0.22),
            base - high * 0.32,
            palette.lamp if palette.lit else palette.glass,
        )
