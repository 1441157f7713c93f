"""Pictures: what is said of them, the formats they are shown in, and when these are drawn."""

from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image as Picture

from govcms.content.drawing import draw_missing, draw_sizes
from govcms.content.gathering import images_of
from govcms.content.pictures import BODY, CARD, PHOTO_SPECS, SHARING, draw_all, picture_of
from govcms.media.models import AgencyImage, Licence, Rendition
from tenants.models import Agency
from tests.factories import ImageFactory

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="9" height="9" onclick="x()"/></svg>'


def drawing_of(agency: Agency) -> AgencyImage:
    """A stored drawing."""
    file = ContentFile(SVG, name="logo.svg")
    image = AgencyImage(title="Logo", alt_text="A square", collection=agency.root_collection, file=file)
    image.save()
    return image


def formats(picture: Any) -> list[str]:
    """The formats a browser chooses from, in the order it does."""
    return [source.type for source in picture.sources]


def test_a_page_draws_webp_and_jpeg_and_leaves_avif_to_the_background(health: Agency) -> None:
    image: Any = ImageFactory(agency=health, size=(1600, 900))

    at_once = picture_of(image, BODY)
    specs = set(image.renditions.values_list("filter_spec", flat=True))

    assert at_once is not None
    assert formats(at_once) == ["image/webp"]
    assert (at_once.width, at_once.height) == (1280, 720)
    assert at_once.src.endswith(".jpg")
    assert at_once.sources[0].srcset.count("/media/") == 3
    assert specs == set(BODY.at_once)

    draw_sizes.enqueue(agency_uid=str(health.uid), image_uid=str(image.uid))

    image = AgencyImage.objects.get(pk=image.pk)
    assert formats(picture_of(image, BODY)) == ["image/avif", "image/webp"]
    assert formats(picture_of(image, CARD)) == ["image/avif", "image/webp"]
    assert set(image.renditions.values_list("filter_spec", flat=True)) == set(PHOTO_SPECS)
    assert draw_all(image) == 0


def test_a_small_picture_is_not_enlarged_and_named_once(health: Agency) -> None:
    small: Any = ImageFactory(agency=health, size=(64, 48))
    picture = picture_of(small, BODY)

    assert picture is not None
    assert (picture.width, picture.height) == (64, 48)
    assert picture.sources[0].srcset.endswith(" 64w")
    assert "," not in picture.sources[0].srcset


def test_a_drawing_is_stored_clean_and_shown_as_it_is(health: Agency) -> None:
    image = drawing_of(health)

    with image.file.open("rb") as stored:
        assert b"onclick" not in stored.read()
    picture = picture_of(image, CARD)
    assert picture is not None
    assert picture.src.endswith(".svg")
    assert not picture.sources
    assert picture_of(image, SHARING) is None
    draw_all(image)
    with pytest.raises(ValidationError):
        image.file.save("logo.svg", ContentFile(b"<svg>"), save=False)


def test_pictures_that_came_without_a_form_are_drawn_in_time(health: Agency, transport: Agency) -> None:
    images: list[Any] = [ImageFactory(agency=health), ImageFactory(agency=transport)]
    drawing_of(health)

    draw_missing.enqueue()

    for image in images:
        assert image.renditions.count() == len(PHOTO_SPECS)


@pytest.mark.parametrize("number", [1, 4])
def test_pictures_with_all_their_sizes_are_gathered_by_one_query(health: Agency, number: int) -> None:
    images: list[Any] = [ImageFactory(agency=health) for _each in range(number)]
    for image in images:
        draw_all(image)

    with CaptureQueriesContext(connection) as asked:
        found = images_of({image.pk for image in images}, health.pk)
        shown = [picture_of(image, BODY) for image in found.values()]

    assert len(asked) == 1
    assert [formats(picture) for picture in shown] == [["image/avif", "image/webp"]] * number
    assert Rendition.objects.count() == number * len(PHOTO_SPECS)


def test_no_format_tells_where_a_picture_was_taken(health: Agency) -> None:
    noted = Picture.Exif()
    noted[0x010F] = "Camera of Anna"
    file = BytesIO()
    Picture.new("RGB", (640, 360), "green").save(file, "JPEG", exif=noted)
    stored = ContentFile(file.getvalue(), name="park.jpg")
    image = AgencyImage(title="Park", alt_text="A park", collection=health.root_collection, file=stored)
    image.save()

    draw_all(image)

    for rendition in image.renditions.all():
        with rendition.file.open("rb") as drawn:
            assert b"Anna" not in drawn.read(), rendition.filter_spec


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, None),
        ({"alt_text": " "}, "alt_text"),
        ({"alt_text": "", "is_decorative": True}, None),
        ({"licence": Licence.CC_BY}, "credit"),
        ({"licence": Licence.CC_BY, "credit": "Anna"}, None),
        ({"licence": Licence.OTHER}, "licence_text"),
        ({"licence": Licence.OTHER, "licence_text": "Press use"}, None),
    ],
)
def test_what_is_said_of_a_picture_fits_together(health: Agency, said: dict[str, Any], field: str | None) -> None:
    image = AgencyImage(title="Park", collection=health.root_collection, **({"alt_text": "A park"} | said))

    try:
        image.clean()
        found = None
    except ValidationError as error:
        (found,) = error.message_dict

    assert found == field


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ({}, ""),
        ({"credit": "Anna", "licence": Licence.OWN}, "Anna"),
        ({"credit": "Anna", "licence": Licence.CC_BY_SA}, "Anna, CC BY-SA 4.0"),
        ({"licence": Licence.OTHER, "licence_text": "Press use"}, "Press use"),
    ],
)
def test_who_made_it_and_the_terms_stand_below(said: dict[str, Any], line: str) -> None:
    assert AgencyImage(**said).credit_line == line
