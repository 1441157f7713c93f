"""Colours as people see them: OKLCH, where the same step of lightness looks like the same step in any hue."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

# Two neighbours on the way from black to white; nobody sees the difference.
STEP = 0.005
HALVINGS = 4
_FITS = 1e-4


def to_oklch(colour: str) -> tuple[float, float, float]:
    """The lightness (0 to 1), chroma and hue (radians) of ``#rrggbb``."""
    red, green, blue = (_to_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The ``#rrggbb`` of a lightness and a hue, as colourful as screens can show it, up to ``chroma``."""
    fits, too_much = 0.0, chroma
    if _is_shown(lightness, chroma, hue):
        fits = chroma
    else:
        while too_much - fits > _FITS:
            middle = (fits + too_much) / 2
            fits, too_much = (middle, too_much) if _is_shown(lightness, middle, hue) else (fits, middle)
    return "#" + "".join(f"{round(min(1.0, max(0.0, each)) * 255):02x}" for each in _channels(lightness, fits, hue))


def nearest_colour(colour: str, passes: Callable[[str], bool]) -> str | None:
    """The colour of the same hue that is nearest to ``colour`` in lightness and passes; None where none does."""
    if passes(colour):
        return colour
    lightness, chroma, hue = to_oklch(colour)
    for shade, before in _further_and_further(lightness):
        if passes(from_oklch(shade, chroma, hue)):
            return _nearest_between(shade, before, lambda at: from_oklch(at, chroma, hue), passes)
    return None


def _further_and_further(lightness: float) -> Iterator[tuple[float, float]]:
    """Lightnesses on both sides, each with the one that was tried before it on its side."""
    for count in range(1, int(1 / STEP) + 2):
        for direction in (-STEP, STEP):
            shade = lightness + count * direction
            # One step further than black and white, so that both are tried whatever the first lightness.
            if -STEP < shade < 1 + STEP:
                yield min(1.0, max(0.0, shade)), shade - direction


def _nearest_between(
    passing: float, failing: float, colour_at: Callable[[float], str], passes: Callable[[str], bool]
) -> str:
    for _ in range(HALVINGS):
        middle = (passing + failing) / 2
        passing, failing = (middle, failing) if passes(colour_at(middle)) else (passing, middle)
    return colour_at(passing)


def _channels(lightness: float, chroma: float, hue: float) -> Iterator[float]:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    yield _from_linear(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short)
    yield _from_linear(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short)
    yield _from_linear(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short)


def _is_shown(lightness: float, chroma: float, hue: float) -> bool:
    return all(-_FITS <= channel <= 1 + _FITS for channel in _channels(lightness, chroma, hue))


def _to_linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _from_linear(channel: float) -> float:
    # Outside of what screens show the curve has no meaning; the sign alone is asked for.
    if channel <= 0.0031308:
        return channel * 12.92
    return 1.055 * channel ** (1 / 2.4) - 0.055
