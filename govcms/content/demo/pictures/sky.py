"""Sky: light, sun or moon, stars, clouds and birds."""

from govcms.content.demo.pictures.canvas import WHITE, WIDTH, Canvas, lighter, mix
from govcms.content.demo.pictures.palettes import Palette


def draw_sky(canvas: Canvas, palette: Palette, *, horizon: float, sun_x: float | None = None, clouds: int = 4) -> None:
    """Everything above ``horizon``; the sun stands at ``sun_x``, or where chance puts it."""
    rng = canvas.rng
    top, bottom = palette.sky
    canvas.gradient([(0, 0), (WIDTH, 0), (WIDTH, horizon + 40), (0, horizon + 40)], top, bottom)
    if palette.stars:
        for _star in range(110):
            x, y, size = rng.uniform(0, WIDTH), rng.uniform(0, horizon * 0.8) ** 1.02, rng.uniform(0.8, 2.4)
            canvas.ellipse(x, y, size, size, WHITE, rng.randint(90, 230))
    x = sun_x if sun_x is not None else rng.uniform(280, 1320)
    _draw_sun(canvas, palette, x=x, horizon=horizon)
    for place in range(clouds * 2 if palette.rough else clouds):
        across = (place + rng.uniform(0.1, 0.9)) * WIDTH / (clouds * 2 if palette.rough else clouds)
        draw_cloud(canvas, palette, x=across, y=rng.uniform(70, horizon * 0.52), width=rng.uniform(150, 330))
    if not palette.stars:
        _draw_birds(canvas, palette, x=rng.uniform(300, 1250), y=rng.uniform(horizon * 0.3, horizon * 0.5))


def _draw_sun(canvas: Canvas, palette: Palette, *, x: float, horizon: float) -> None:
    if palette.rough:
        canvas.glow(x, horizon * 0.5, 420, palette.sun, 0.5)
        return
    low = palette.lit and not palette.stars and not palette.snow
    y, radius = (horizon * 0.72, 74.0) if low else (horizon * 0.36, 54.0)
    canvas.glow(x, y, radius * 7, palette.sun, 0.55)
    if not palette.stars:
        for ring, alpha in ((2.3, 26), (1.65, 40)):
            canvas.ellipse(x, y, radius * ring, radius * ring, palette.sun, alpha)
    canvas.ellipse(x, y, radius, radius, palette.sun)
    if palette.stars:
        for dx, dy, size in ((-16, -10, 11), (14, 6, 15), (-6, 20, 7)):
            canvas.ellipse(x + dx, y + dy, size, size, mix(palette.sun, palette.sky[1], 0.25))


def draw_cloud(canvas: Canvas, palette: Palette, *, x: float, y: float, width: float) -> None:
    """A cloud with a flat base, lighter than the sky it hangs in."""
    tone = mix(palette.cloud, palette.sky[1], 0.18)
    height = width * 0.17
    alpha = 200 if palette.rough else 165
    # One shape from overlapping ones: each drawn once with the same colour, so no overlaps show.
    layer = mix(palette.sky[0], tone, alpha / 255)
    puffs = ((-0.28, 0.75, 0.2), (0.0, 1.25, 0.27), (0.24, 0.8, 0.22))
    for offset, tall, wide in puffs:
        canvas.ellipse(x + offset * width, y, wide * width, height * tall, layer)
    canvas.rectangle(
        x - width * 0.56, y - height * 0.1, x + width * 0.56, y + height * 0.72, layer, radius=height * 0.4
    )
    canvas.rectangle(
        x - width * 0.3, y + height * 0.62, x + width * 0.72, y + height * 1.15, layer, radius=height * 0.26
    )
    canvas.ellipse(x - width * 0.02, y - height * 0.35, width * 0.17, height * 0.62, lighter(layer, 0.3), 60)


def _draw_birds(canvas: Canvas, palette: Palette, *, x: float, y: float) -> None:
    for dx, dy, size in ((0, 0, 15), (52, -22, 12), (92, 14, 10)):
        for side in (-1, 1):
            canvas.line(
                [
                    (x + dx, y + dy),
                    (x + dx + side * size * 0.5, y + dy - size * 0.5),
                    (x + dx + side * size * 1.2, y + dy - size * 0.25),
                ],
                2.4,
                palette.ink,
                170,
            )
