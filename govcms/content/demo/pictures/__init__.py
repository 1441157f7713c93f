"""Pictures for the demo: flat illustrations, the same for the same numbers."""

from collections.abc import Callable
from random import Random

from govcms.content.demo.pictures.canvas import Canvas
from govcms.content.demo.pictures.palettes import PALETTES, Palette
from govcms.content.demo.pictures.scenes.care import draw_clinic, draw_hospital
from govcms.content.demo.pictures.scenes.country import draw_bridge, draw_park, draw_road, draw_valley
from govcms.content.demo.pictures.scenes.pattern import draw_cover, draw_pattern
from govcms.content.demo.pictures.scenes.portrait import draw_portrait
from govcms.content.demo.pictures.scenes.still_life import draw_desk, draw_medicine, draw_reading_table
from govcms.content.demo.pictures.scenes.town import draw_bus_stop, draw_market, draw_street, draw_town_hall
from govcms.content.demo.pictures.scenes.waterfront import draw_coast, draw_ferry_scene, draw_harbour, draw_lake

__all__ = ["KINDS", "PALETTES", "draw_picture"]

KINDS: dict[str, Callable[[Canvas, Palette], None]] = {
    "bridge": draw_bridge,
    "bus": draw_bus_stop,
    "clinic": draw_clinic,
    "coast": draw_coast,
    "cover": draw_cover,
    "desk": draw_desk,
    "ferry": draw_ferry_scene,
    "harbour": draw_harbour,
    "hills": draw_valley,
    "hospital": draw_hospital,
    "lake": draw_lake,
    "market": draw_market,
    "medicine": draw_medicine,
    "park": draw_park,
    "pattern": draw_pattern,
    "portrait": draw_portrait,
    "reading": draw_reading_table,
    "road": draw_road,
    "street": draw_street,
    "townhall": draw_town_hall,
}


def draw_picture(*, kind: str, seed: int, size: tuple[int, int] = (1600, 900), palette: str = "day") -> bytes:
    """A JPEG of one of ``KINDS`` in one of ``PALETTES``; KeyError names an unknown one.

    The same arguments give the same picture. Another shape than 16:9 is cut from the middle.
    """
    # Chance only varies a drawing here; nothing rests on its being secret.
    canvas = Canvas(size=size, rng=Random(seed))  # noqa: S311
    KINDS[kind](canvas, PALETTES[palette])
    return canvas.finish()
