"""What the screen of a picture shows of it before it is saved is what is cut out of it afterwards."""

import json
import random
import subprocess
from typing import Any

import pytest
from django.conf import settings
from playwright._impl._driver import compute_driver_executable
from wagtail.images.image_operations import FillOperation, ImageTransform

from govcms.media.models import AgencyImage

SCRIPT = settings.BASE_DIR / "govcms" / "content" / "static" / "content" / "crops.js"
ASK = """
const { cropOf } = require(process.argv[1]);
const cases = JSON.parse(require("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(cases.map(({ size, shape, focal }) => cropOf(size, shape, focal))));
"""


def cases() -> list[dict[str, Any]]:
    """Pictures of all shapes, with focal points in the middle, at edges, larger than what is cut out, and none."""
    dice = random.Random(6)
    found = []
    for size in ((800, 600), (600, 800), (3001, 997), (333, 333), (180, 180), (64, 1200), (641, 360)):
        for shape in ((640, 360), (1200, 630), (180, 180)):
            width, height = size
            points = [None, (0, 0, 10, 10), (width, height, 10, 10), (width // 2, height // 2, width, height)]
            points += [
                (dice.randint(0, width), dice.randint(0, height), dice.randint(1, width), dice.randint(1, height))
                for _ in range(12)
            ]
            found += [{"size": sides(*size), "shape": sides(*shape), "focal": point_of(point)} for point in points]
    return found


def sides(width: int, height: int) -> dict[str, int]:
    """As the script names them."""
    return {"width": width, "height": height}


def point_of(point: tuple[int, int, int, int] | None) -> dict[str, int] | None:
    """As the script names it."""
    return dict(zip(("x", "y", "width", "height"), point, strict=True)) if point else None


def cut(case: dict[str, Any], image: AgencyImage) -> dict[str, int]:
    """What Wagtail cuts out for a page."""
    size, shape = ((case[name]["width"], case[name]["height"]) for name in ("size", "shape"))
    for name in ("x", "y", "width", "height"):
        setattr(image, f"focal_point_{name}", (case["focal"] or {}).get(name))
    operation = FillOperation("fill", f"{shape[0]}x{shape[1]}")
    rect = operation.run(ImageTransform(size), image).get_rect()
    left, top, right, bottom = map(round, rect)
    return {"left": left, "top": top, "width": right - left, "height": bottom - top}


@pytest.mark.django_db
def test_the_preview_cuts_to_the_pixel_what_pages_show() -> None:
    asked, image = cases(), AgencyImage()

    answer = subprocess.run(
        [compute_driver_executable()[0], "-e", ASK, str(SCRIPT)],
        input=json.dumps(asked), capture_output=True, text=True, check=True,
    )  # fmt: skip

    for case, crop in zip(asked, json.loads(answer.stdout), strict=True):
        assert crop == cut(case, image), case
