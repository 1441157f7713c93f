"""What is marked, and which passage is shown."""

import pytest

from search.highlighting import Highlighter


def highlighter(*terms: str, language: str = "en") -> Highlighter:
    return Highlighter({term: number for number, term in enumerate(terms)}, language)


def marked(text: str, *terms: str, language: str = "en") -> str:
    return str(highlighter(*terms, language=language).mark(text))


def test_words_that_stem_to_a_term_are_marked() -> None:
    assert marked("Applying for an application", "appli") == "<mark>Applying</mark> for an application"
    assert marked("Library and libraries", "librari") == "<mark>Library</mark> and <mark>libraries</mark>"


def test_parts_of_words_are_not_marked() -> None:
    assert marked("Subtax taxed", "tax") == "Subtax <mark>taxed</mark>"


@pytest.mark.parametrize(
    ("language", "term", "text", "expected"),
    [
        ("fr", "ecol", "L’école et les Écoles", "L’<mark>école</mark> et les <mark>Écoles</mark>"),
        ("zh-hans", "税务", "税务局", "<mark>税务</mark>局"),
        ("ta", "வரி", "புதிய வரி", "புதிய <mark>வரி</mark>"),
    ],
)
def test_other_scripts_are_marked(language: str, term: str, text: str, expected: str) -> None:
    assert marked(text, term, language=language) == expected


def test_neighbouring_pairs_are_one_stretch() -> None:
    assert marked("去税务局", "税务", "务局", language="zh-hans") == "去<mark>税务局</mark>"


def test_the_text_is_escaped_and_only_our_marks_are_html() -> None:
    shown = marked('<script>alert("tax")</script> <mark>tax</mark> & tax', "tax", "script")

    assert "<script" not in shown
    assert "&lt;<mark>script</mark>&gt;alert(&quot;<mark>tax</mark>&quot;)" in shown
    assert "&lt;mark&gt;<mark>tax</mark>&lt;/mark&gt; &amp; <mark>tax</mark>" in shown


def test_the_passage_with_most_different_terms_is_shown() -> None:
    body = f"Tax tax tax. {'Other words follow. ' * 30}Here a tax refund is explained. {'The end is near. ' * 30}"

    passage = str(highlighter("tax", "refund").passage("", body))

    assert passage.startswith("… ")
    assert passage.endswith(" …")
    assert "Here a <mark>tax</mark> <mark>refund</mark> is explained." in passage
    assert len(passage) < 400


def test_of_equal_passages_the_summary_is_shown() -> None:
    passage = highlighter("tax").passage("About tax.", "Tax in the body.")

    assert str(passage) == "About <mark>tax</mark>."


def test_without_a_match_the_beginning_is_shown() -> None:
    assert str(highlighter("tax").passage("", "Only fish.")) == "Only fish."
    assert str(highlighter().passage("", "")) == ""


def test_a_long_text_without_spaces_is_cut() -> None:
    passage = highlighter("税务", language="zh").passage("", "税务" + "局" * 1_000)

    assert len(str(passage)) < 300
