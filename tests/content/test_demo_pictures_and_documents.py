"""What the demo draws and writes by code."""

from io import BytesIO

import pytest
from PIL import Image

from govcms.content.demo.documents import write_pdf
from govcms.content.demo.pictures import KINDS, PALETTES, draw_picture

MOST_BYTES = 300_000


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_are_drawn_in_every_kind(kind: str) -> None:
    drawn = draw_picture(kind=kind, seed=1, size=(480, 270), palette="day")

    with Image.open(BytesIO(drawn)) as image:
        assert image.size == (480, 270)
        colours = image.convert("P", palette=Image.Palette.ADAPTIVE, colors=64).getcolors()
    # An empty or broken scene would be all sky.
    assert colours is not None
    assert max(count for count, _colour in colours) < 480 * 270 / 2


@pytest.mark.parametrize("palette", PALETTES)
def test_pictures_are_drawn_in_every_palette(palette: str) -> None:
    assert draw_picture(kind="coast", seed=1, size=(320, 180), palette=palette)


def test_a_picture_of_full_size_is_small_enough_to_keep() -> None:
    drawn = draw_picture(kind="harbour", seed=16, palette="day")

    with Image.open(BytesIO(drawn)) as image:
        assert image.size == (1600, 900)
    assert len(drawn) < MOST_BYTES


def test_the_same_numbers_draw_the_same_picture() -> None:
    first, again, other = (
        draw_picture(kind="street", seed=seed, size=(320, 180), palette="dusk") for seed in (4, 4, 5)
    )

    assert first == again
    assert first != other


def test_another_shape_is_cut_from_the_middle() -> None:
    with Image.open(BytesIO(draw_picture(kind="park", seed=2, size=(200, 200), palette="autumn"))) as image:
        assert image.size == (200, 200)


def test_documents_are_tagged_titled_and_in_a_language() -> None:
    written = write_pdf("Form: refund", ["About 6 crowns.", "# Deadlines", "By 31 March."], "en")

    assert written.startswith(b"%PDF-1.7")
    assert b"/MarkInfo <</Marked true>>" in written
    assert f"/Lang <feff{'en'.encode('utf-16-be').hex()}>".encode() in written
    assert f"/Title <feff{'Form: refund'.encode('utf-16-be').hex()}>".encode() in written
    assert [written.count(b"/S /" + tag + b" ") for tag in (b"H1", b"H2", b"P")] == [1, 1, 2]


def test_a_paragraph_goes_on_to_the_next_page() -> None:
    written = write_pdf("Long", ["word " * 2_000], "en")
    pages = written.count(b"/Type /Page ")

    assert pages > 1
    # The paragraph is one element with a piece on each page.
    assert written.count(b"/S /P ") == 1
    assert written.count(b"/Type /MCR") == pages + 1


def test_the_table_of_objects_names_their_places() -> None:
    written = write_pdf("Table", ["One.", "Two."], "en")
    start = int(written.rsplit(b"startxref\n", 1)[1].split()[0])
    lines = written[start:].split(b"\n")
    count = int(lines[1].split()[1])

    for number, line in enumerate(lines[3 : 2 + count], start=1):
        assert written[int(line.split()[0]) :].startswith(f"{number} 0 obj".encode())


def test_letters_the_fonts_lack_are_refused() -> None:
    with pytest.raises(ValueError, match="codec can't encode"):
        write_pdf("தமிழ்", [], "ta")
