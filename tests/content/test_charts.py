"""Charts: figures out of pasted text, and where they are drawn."""

import re

import pytest
from django.utils import translation

from govcms.content.blocks import BodyBlock
from govcms.content.blocks.chart import ChartBlock
from govcms.content.chart_data import MAX_CHARACTERS, MAX_ROWS, BadData, read_csv, text_of_document
from govcms.content.chart_drawing import draw_bars, draw_lines
from govcms.content.text import words_of
from tenants.models import Agency
from tests.factories import DocumentFactory

CSV = "Year,Towns,Villages\n2024,38,21\n2025,41,25.5\n2026,44,\n"


def drawn(**given: str) -> str:
    """The HTML of a chart."""
    block = BodyBlock().child_blocks["chart"]
    value = {"title": "Pass holders", "summary": "More each year.", "kind": "bar", "unit": "", "csv": CSV, **given}
    html: str = block.render(block.to_python({"document": None, "source": "", **value}), {"heading_level": 3})
    return html


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("a,b\nx,1", [1]),
        ("a;b\r\nx;1,5\r\ny;-2", [1.5, -2]),
        ("a\tb\rx\t1 240\ry\t38 %", [1240, 38]),
        ('a,b\n"x, y","1,240"\n\nz,\n', [1240]),
        ("a;b\nx;0,125\ny;1.240,5\nz;\u22123\n", [0.125, 1240.5, -3]),
        ("a;b\nx;1,240\ny;8.5\n", [1.24, 8.5]),
        ("a\tb\nx\t1,240\ny\t18,500.25\n", [1240, 18500.25]),
        ("a\tb\nx\t1,240\ny\t18,5\n", [1.24, 18.5]),
        ("a,b\nx,1'000'000\n", [1_000_000]),
    ],
)
def test_figures_are_read_as_spreadsheets_write_them(text: str, numbers: list[float]) -> None:
    assert read_csv(text).numbers == numbers


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "at least two lines"),
        ("a,b", "at least two lines"),
        ("a\nx", "one column only"),
        ('a,b\nx,1\n"y,2', "Line 3: a quotation mark"),
        ('a,b\n"x" y,2', "Line 2: a quotation mark"),
        ('a,b\n"x\ny",2', "Line 2: a quotation mark"),
        ("a,b\nx,1,2", "Line 2 has 3 cells; the first line has 2"),
        ("a,b,c\n\nx,1", "Line 3 has 2 cells; the first line has 3"),
        ("a,b\nx,about 3", "Line 2, column “b”: “about 3” is not a number"),
        ("a,b\nx,1e9", "is not a number"),
        ("a,b\nx,nan", "is not a number"),
        ("a;b\nx;1.24.5", "is not a number"),
        ("a,,c\nx,1,2", "a column without a name"),
        ("a,b\n,1", "Line 2 begins without a name"),
        (f"a,b\n{'x' * 200},1", "longer than 80"),
        ("a,b\nx,\ny,", "no number"),
        ("a,b,c,d,e,f,g,h\nx,1,1,1,1,1,1,1", "7 columns of numbers; a chart shows at most 6"),
        ("a,b\n" + "x,1\n" * (MAX_ROWS + 1), "51 rows; a chart shows at most 50"),
    ],
)
def test_what_cannot_be_drawn_is_told_with_its_line(text: str, words: str) -> None:
    with pytest.raises(BadData, match=re.escape(words)):
        read_csv(text)


def test_bars_begin_at_nought_and_take_up_to_all_of_the_width() -> None:
    drawing = draw_bars(read_csv("Town,2026\nFellgate,10\nOrlune,5\nIsles,-10"))

    assert [(bar.x, bar.width) for bar in drawing.bars] == [(50, 50), (50, 25), (0, 50)]
    # The number of a bar below nought stands on the free side.
    assert [bar.number.x for bar in drawing.bars] == [100, 75, 50]
    assert drawing.has_both_signs


def test_a_drawing_for_readers_from_right_to_left_is_mirrored() -> None:
    with translation.override("ar"):
        bars = draw_bars(read_csv("Town,2026\nFellgate,10\nOrlune,5")).bars

    assert [(bar.x, bar.width) for bar in bars] == [(0, 100), (50, 50)]


@pytest.mark.parametrize(
    ("numbers", "ticks"),
    [
        ((1, 4), ["0", "1", "2", "3", "4"]),
        ((0.1, 0.25), ["0.0", "0.1", "0.2", "0.3"]),
        ((97, 103), ["96", "98", "100", "102", "104"]),
        ((41_200, 58_100), ["40,000", "45,000", "50,000", "55,000", "60,000"]),
        ((-3, -1), ["-3", "-2", "-1", "0"]),
        ((5, 5), ["4.0", "4.5", "5.0", "5.5", "6.0"]),
        ((0, 0), ["-1.0", "-0.5", "0.0", "0.5", "1.0"]),
    ],
)
def test_lines_stand_before_round_numbers_that_enclose_them(numbers: tuple[float, float], ticks: list[str]) -> None:
    low, high = numbers
    drawing = draw_lines(read_csv(f"a,b\nx,{low}\ny,{high}"))

    assert [tick.words for tick in drawing.grid] == ticks


def test_a_line_is_interrupted_where_a_figure_is_missing() -> None:
    drawing = draw_lines(read_csv("a,b\n1,1\n2,2\n3,\n4,4\n5,5"))

    assert len(drawing.lines[0].pieces) == 2
    assert len(drawing.lines[0].marks) == 4


@pytest.mark.parametrize(
    ("language", "names", "places"),
    [
        ("en", ["2024", "2025", "2026"], [("middle", 10), ("middle", 53.5), ("middle", 97)]),
        ("en", ["January 2024", "July 2025", "October 2026"], [("start", 0), ("middle", 53.5), ("end", 100)]),
        ("ar", ["January 2024", "July 2025", "October 2026"], [("start", 100), ("middle", 46.5), ("end", 0)]),
    ],
)
def test_long_names_below_lines_stay_within_the_drawing(
    language: str, names: list[str], places: list[tuple[str, float]]
) -> None:
    with translation.override(language):
        drawing = draw_lines(read_csv("a,b\n" + "".join(f"{name},{index}\n" for index, name in enumerate(names, 1))))

    assert [(name.anchor, name.x) for name in drawing.names] == places
    assert [name.words for name in drawing.names] == names


@pytest.mark.parametrize("kind", ["bar", "line"])
def test_a_chart_has_a_name_a_description_and_its_table(kind: str) -> None:
    html = drawn(kind=kind)

    assert 'role="img"' in html
    assert html.count("Pass holders</title>") == html.count("More each year.</desc>") == 1
    for cell in ('<th scope="col" class="govuk-table__header">Year</th>', ">25.5</td>", ">Villages</th>"):
        assert cell in html
    # Nothing that the content policy of public pages would refuse.
    assert "style=" not in html


def test_words_of_others_stay_words() -> None:
    html = drawn(csv='Town,"<script>x</script>"\n<b>,1', title="<i>")

    assert "<script>x" not in html
    assert "<b>" not in html
    assert "<i>" not in html


def test_what_is_no_chart_any_more_is_left_out() -> None:
    assert drawn(csv="not a table").strip() == ""


def test_search_finds_the_labels_of_a_chart_and_not_its_numbers() -> None:
    block = ChartBlock()
    value = block.to_python({"title": "Pass holders", "summary": "More.", "csv": CSV, "kind": "bar"})

    words = " ".join(words_of(block, value))

    assert "Pass holders" in words
    assert "Villages" in words
    assert "25.5" not in words


@pytest.mark.parametrize(
    ("rows", "is_taken"),
    [
        ("2024,0.00002\n2025,0.00001", True),
        ("2024,0.00000000001\n2025,0.00000000002", False),
        ("2024,12345678901234\n2025,12345678901234", True),
        ("2024,12345678901234567\n2025,12345678901234567", False),
        ("2024,0\n2025,0", True),
    ],
)
def test_a_chart_that_is_taken_is_drawn_whatever_its_scale(rows: str, is_taken: bool) -> None:
    text = f"Year,Figure\n{rows}"
    if not is_taken:
        with pytest.raises(BadData, match=r"unit|not a number"):
            read_csv(text)
        return
    lines = draw_lines(read_csv(text))

    written = [label.words for label in lines.grid]
    assert len(set(written)) == len(written) > 2


@pytest.mark.parametrize(
    ("filename", "content", "wrong"),
    [
        ("a.csv", "Café,2026\nOrlune,5".encode(), ""),
        ("a.csv", "Café,2026\nOrlune,5".encode("cp1252"), ""),
        ("a.txt", "Café\t2026\nOrlune\t5".encode("utf-16"), ""),
        ("a.csv", "Café,2026\nOr\x00lune,5".encode(), "Choose a CSV file"),
        ("a.csv", b"\xff\xfea,b\nOrlune,5", "Choose a CSV file|two lines"),
        ("a.csv", b"x" * (MAX_CHARACTERS + 1), "too large"),
        ("a.pdf", b"Town,2026\nOrlune,5", "Choose a CSV file"),
    ],
)
@pytest.mark.django_db
def test_figures_come_from_documents_as_programs_save_them(
    health: Agency, filename: str, content: bytes, wrong: str
) -> None:
    document = DocumentFactory(agency=health, filename=filename, content=content, file_size=len(content))
    if wrong:
        with pytest.raises(BadData, match=wrong):
            read_csv(text_of_document(document))
        return
    data = read_csv(text_of_document(document))

    assert (data.corner, data.series, data.numbers) == ("Café", ["2026"], [5.0])
