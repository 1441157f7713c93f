"""The surface pictures are drawn on, larger than they end up, so that edges come out smooth."""

import math
from collections.abc import Sequence
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
Point = tuple[float, float]

# Scenes are composed for this many units; a picture of another shape is cut from the middle.
WIDTH, HEIGHT = 1600, 900
SMOOTHING = 2
JPEG_QUALITY = 88
WHITE: Colour = (255, 255, 255)
SHADE: Colour = (24, 26, 58)


def colour(code: str) -> Colour:
    """The colour of a code such as ``#1d4e89``."""
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """``first`` with ``share`` (0 to 1) of ``second``."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def lighter(tone: Colour, share: float) -> Colour:
    """The colour nearer to white."""
    return mix(tone, WHITE, share)


def darker(tone: Colour, share: float) -> Colour:
    """The colour nearer to a blue shade, which looks softer than black."""
    return mix(tone, SHADE, share)


class Canvas:
    """Shapes in units of a 1600 by 900 picture; (0, 0) is the top left corner."""

    def __init__(self, *, size: tuple[int, int], rng: Random) -> None:
        self.size = size
        self.rng = rng
        self.scale = SMOOTHING * max(size[0] / WIDTH, size[1] / HEIGHT)
        self.image = Image.new("RGB", (round(WIDTH * self.scale), round(HEIGHT * self.scale)))
        # In this mode a colour with a fourth part is laid over what is there.
        self.draw = ImageDraw.Draw(self.image, "RGBA")

    def _at(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.scale, y * self.scale) for x, y in points]

    def polygon(self, points: Sequence[Point], tone: Colour, alpha: int = 255) -> None:
        """A filled shape."""
        self.draw.polygon(self._at(points), fill=(*tone, alpha))

    def rectangle(
        self, left: float, top: float, right: float, bottom: float, tone: Colour, *, alpha: int = 255, radius: float = 0
    ) -> None:
        """A filled rectangle, with rounded corners if ``radius`` is given."""
        if right - left <= 0 or bottom - top <= 0:
            return
        box = [left * self.scale, top * self.scale, right * self.scale - 1, bottom * self.scale - 1]
        if box[2] <= box[0] or box[3] <= box[1]:
            return
        if radius:
            self.draw.rounded_rectangle(box, radius=radius * self.scale, fill=(*tone, alpha))
        else:
            self.draw.rectangle(box, fill=(*tone, alpha))

    def ellipse(self, x: float, y: float, across: float, down: float, tone: Colour, alpha: int = 255) -> None:
        """A filled ellipse around (x, y), reaching ``across`` and ``down`` from it."""
        left, top = (x - across) * self.scale, (y - down) * self.scale
        self.draw.ellipse([left, top, left + 2 * across * self.scale, top + 2 * down * self.scale], fill=(*tone, alpha))

    def line(self, points: Sequence[Point], width: float, tone: Colour, alpha: int = 255) -> None:
        """A line through the points."""
        self.draw.line(self._at(points), fill=(*tone, alpha), width=max(1, round(width * self.scale)), joint="curve")

    def arc(self, x: float, y: float, radius: float, degrees: tuple[float, float], width: float, tone: Colour) -> None:
        """A part of a circle's outline; degrees run clockwise from the right."""
        box = [
            (x - radius) * self.scale,
            (y - radius) * self.scale,
            (x + radius) * self.scale,
            (y + radius) * self.scale,
        ]
        self.draw.arc(box, *degrees, fill=tone, width=max(1, round(width * self.scale)))

    def pie(self, x: float, y: float, radius: float, degrees: tuple[float, float], tone: Colour) -> None:
        """A slice of a circle."""
        box = [
            (x - radius) * self.scale,
            (y - radius) * self.scale,
            (x + radius) * self.scale,
            (y + radius) * self.scale,
        ]
        self.draw.pieslice(box, *degrees, fill=tone)

    def gradient(self, points: Sequence[Point], top: Colour, bottom: Colour) -> None:
        """A shape that changes from ``top`` to ``bottom`` over its height."""
        first = max(0, math.floor(min(y for _x, y in points) * self.scale))
        last = min(self.image.height, math.ceil(max(y for _x, y in points) * self.scale))
        if last <= first:
            return
        stripe = Image.new("RGB", (1, 2))
        stripe.putpixel((0, 0), top)
        stripe.putpixel((0, 1), bottom)
        # Two pixels stretched by "bilinear" would be flat for a quarter at each end.
        height = last - first
        fill = stripe.resize((1, 2 * height), Image.Resampling.BILINEAR).crop((0, height // 2, 1, height // 2 + height))
        mask = Image.new("L", (self.image.width, height))
        ImageDraw.Draw(mask).polygon([(x, y - first) for x, y in self._at(points)], fill=255)
        self.image.paste(fill.resize((self.image.width, height), Image.Resampling.NEAREST), (0, first), mask)

    def glow(self, x: float, y: float, radius: float, tone: Colour, strength: float) -> None:
        """Light that fades out around (x, y); ``strength`` is from 0 to 1."""
        side = round(2 * radius * self.scale)
        # Pillow's gradient is 255 in the corners and 181 where the circle touches the sides.
        fade = [max(0.0, 1 - value / 181) ** 2 for value in range(256)]
        light = Image.radial_gradient("L").point([round(255 * share * strength) for share in fade])
        left, top = round((x - radius) * self.scale), round((y - radius) * self.scale)
        self.image.paste(
            tone, (left, top, left + side, top + side), light.resize((side, side), Image.Resampling.BILINEAR)
        )

    def mirror(self, waterline: float, depth: float, strength: float, sway: float = 3) -> None:
        """What stands above ``waterline`` mirrored below it, fading with depth and swaying a little."""
        top = round(waterline * self.scale)
        height = min(round(depth * self.scale), self.image.height - top, top)
        above = self.image.crop((0, top - height, self.image.width, top)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        below = self.image.crop((0, top, self.image.width, top + height))
        step = max(2, round(3 * self.scale))
        for row in range(0, height, step):
            share = strength * (1 - row / height) ** 1.2
            shift = round(math.sin(row / self.scale / 7) * sway * self.scale * (0.3 + row / height))
            box = (0, row, self.image.width, min(row + step, height))
            swayed = Image.new("RGB", (self.image.width, box[3] - row))
            swayed.paste(above.crop(box), (0, 0))
            swayed.paste(above.crop(box), (shift, 0))
            self.image.paste(Image.blend(below.crop(box), swayed, share), (0, top + row))

    def finish(self) -> bytes:
        """The picture as JPEG, scaled down and cut to its size."""
        width, height = self.size
        small = self.image.resize(
            (round(self.image.width / SMOOTHING), round(self.image.height / SMOOTHING)), Image.Resampling.HAMMING
        )
        left, top = (small.width - width) // 2, (small.height - height) // 2
        out = BytesIO()
        small.crop((left, top, left + width, top + height)).save(
            out, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True
        )
        return out.getvalue()
