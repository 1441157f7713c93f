"""What every engine finds, and in which order: the one of this run, embedded or on a server."""

from pathlib import Path
from typing import Any

import pytest

from search.engine import get_engine
from search.query import SearchQuery
from tests.search.conftest import Shelf, document, kept_indices


@pytest.mark.parametrize(
    ("language", "title", "query"),
    [
        ("en", "Applying for libraries", "library application"),
        ("en", "Naïve café owners", "naive cafe"),
        ("fr", "Les aides générales du gouvernement", "aide generale"),
        ("es", "Solicitudes de ayuda", "solicitud"),
        ("ar", "الخدمات الحكومية", "الخدمة"),
        ("ta", "வரி செலுத்துதல் படிவம்", "படிவம்"),
        ("ta", "வரி செலுத்துதல் படிவம்", "வரி"),
        ("zh-hans", "税务局办公时间", "税务局"),
        ("zh-hans", "税务局办公时间", "办公"),
        ("zh-hans", "税务局办公时间", "税"),
        ("ms", "Cukai pendapatan", "cukai"),
        ("hi", "कर का भुगतान", "भुगतान"),
        ("th", "ภาษีเงินได้", "ภาษี"),
        ("xx", "Zorp blim", "ZORP"),
    ],
)
def test_words_are_found_in_the_language_of_the_page(shelf: Shelf, language: str, title: str, query: str) -> None:
    shelf.put(document(title, language=language), document("Something else", "about fish"))

    assert shelf.find(query) == [title]


def test_any_word_may_match_and_more_words_rank_higher(shelf: Shelf) -> None:
    shelf.put(
        document("Parking", "Where to park a car in town."),
        document("Permits", "A parking permit for residents of the town."),
        document("Fishing", "Rods and lines."),
    )

    assert shelf.find("permit parking residents") == ["Permits", "Parking"]


def test_the_title_weighs_more_than_the_body(shelf: Shelf) -> None:
    shelf.put(
        document("Moving house", "Tell us when you move. Your bus pass stays valid, so keep it."),
        document("Bus pass", "Tell us when you turn sixty, and we send it to your house."),
    )

    assert shelf.find("bus pass")[0] == "Bus pass"


def test_a_word_as_it_was_typed_comes_before_its_stem_alone(shelf: Shelf) -> None:
    shelf.put(
        document("Parks and open spaces", "Our parks are open all day."),
        document("Parking permits and charges", "What it costs to leave a car in the street, by zone."),
    )

    assert shelf.find("parking")[0] == "Parking permits and charges"


def test_words_side_by_side_rank_above_the_same_words_apart(shelf: Shelf) -> None:
    shelf.put(
        document("One", "The care of a child is free. Benefit from the sun and the sea."),
        document("Two", "The sun and the sea. The child benefit is free from the care."),
    )

    assert shelf.find("child benefit") == ["Two", "One"]


def test_the_page_with_exactly_that_title_comes_first(shelf: Shelf) -> None:
    shelf.put(
        document("Passport passport fees", "Passport passport passport fees and passport photos."),
        document("Passport", "How to get one."),
        document("Passport offices", "Passport offices in each town, passport hours."),
    )

    assert shelf.find("passport")[0] == "Passport"


@pytest.mark.parametrize(
    ("typed", "meant"), [("vacine", "vaccine"), ("polyclnic", "polyclinic"), ("recieve", "receive")]
)
def test_a_misspelt_word_finds_the_nearest_one(shelf: Shelf, typed: str, meant: str) -> None:
    shelf.put(document("Meant", f"You can {meant} it here."), document("Other", "Nothing of it."))

    results = shelf.engine.search(SearchQuery(typed))

    assert shelf.find(typed) == ["Meant"]
    assert results.corrections == {typed: meant}


def test_a_word_that_exists_is_not_corrected(shelf: Shelf) -> None:
    shelf.put(document("Mentor", "A mentor helps."), document("Menton", "A town."))

    assert shelf.find("menton") == ["Menton"]


@pytest.mark.parametrize(
    "text", ["bus AND NOT pass", "bus -pass", "title:bus", '"bus', "bus*", "(bus", "bus OR", "bus^9 ~"]
)
def test_nothing_in_a_question_is_an_operator(shelf: Shelf, text: str) -> None:
    shelf.put(document("Bus pass"))

    assert shelf.find(text) == ["Bus pass"]


@pytest.mark.parametrize("text", ["", "  ", "\0", "?!", "\ud800", "🙂", "\u200b"])
def test_a_question_without_words_finds_nothing(shelf: Shelf, text: str) -> None:
    shelf.put(document("Bus pass"))

    results = shelf.engine.search(SearchQuery(text))

    assert (results.hits, results.total) == ((), 0)


def test_a_question_of_stop_words_finds_the_page_that_has_them(shelf: Shelf) -> None:
    shelf.put(document("To be or not to be"), document("Fish"))

    assert shelf.find("to be or not to be") == ["To be or not to be"]


def test_broken_text_is_indexed_all_the_same(shelf: Shelf) -> None:
    shelf.put(document("Bus\0 pass \ud800 here", "x" * 100_000))

    assert shelf.engine.search(SearchQuery("pass")).total == 1


def test_a_very_long_question_is_answered(shelf: Shelf) -> None:
    shelf.put(document("Bus pass"))

    assert shelf.find("bus " * 10_000 + "x" * 10_000) == ["Bus pass"]


def test_filters_narrow_and_count(shelf: Shelf) -> None:
    shelf.put(
        document("Tax one", agency="health", type="standardpage", topics=("money", "work"), language="en"),
        document("Tax two", agency="health", type="newspage", topics=("money",), language="en"),
        document("Tax three", agency="transport", type="newspage", topics=(), language="fr"),
    )

    everything = shelf.engine.search(SearchQuery("tax"))
    narrowed = shelf.engine.search(SearchQuery("tax", agencies=("health",), types=("newspage",)))

    assert everything.total == 3
    assert {facet.value: facet.count for facet in everything.facets["agency"]} == {"health": 2, "transport": 1}
    assert {facet.value: facet.count for facet in everything.facets["topic"]} == {"money": 2, "work": 1}
    assert {facet.value: facet.count for facet in everything.facets["language"]} == {"en": 2, "fr": 1}
    assert narrowed.total == 1
    # A filter's own counts say what the other choice would give.
    assert {facet.value: facet.count for facet in narrowed.facets["type"]} == {"newspage": 1, "standardpage": 1}
    assert {facet.value: facet.count for facet in narrowed.facets["agency"]} == {"health": 1, "transport": 1}


def test_a_filter_does_not_change_the_order(shelf: Shelf) -> None:
    shelf.put(*(document(f"Tax {'tax ' * number}", "and more", agency="health") for number in range(5)))
    shelf.put(document("Other", "tax", agency="transport"))

    unfiltered = [title for title in shelf.find("tax") if title != "Other"]

    assert shelf.find("tax", agencies=("health",)) == unfiltered


def test_pages_of_results_follow_one_another(shelf: Shelf) -> None:
    shelf.put(*(document(f"Tax {number}", "tax " * number) for number in range(25)))

    pages = [shelf.find("tax", page=number) for number in (1, 2, 3, 4)]

    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert len({title for page in pages for title in page}) == 25


def test_a_document_is_replaced_and_removed(shelf: Shelf) -> None:
    first = document("Old words")
    shelf.put(first)
    shelf.put(document("New words", uid=first.uid))
    assert shelf.find("old") == []
    assert shelf.find("words") == ["New words"]

    shelf.put(deleted=(first.uid,))

    assert shelf.find("words") == []


def test_what_is_sent_again_or_late_changes_nothing(shelf: Shelf) -> None:
    first = document("Old words", version=7)
    shelf.put(document("New words", uid=first.uid, version=8))
    shelf.put(document("New words", uid=first.uid, version=8))

    assert shelf.find("words") == ["New words"]
    assert dict(shelf.engine.versions()) == {first.uid: 8}


def test_one_writes_at_a_time(shelf: Shelf) -> None:
    with shelf.engine.try_lock() as first, shelf.engine.try_lock() as second:
        assert (first, second) == (True, False)
    with shelf.engine.try_lock() as third:
        assert third


def test_a_build_takes_the_place_of_the_index_at_once_and_goes_on_where_it_stopped(shelf: Shelf) -> None:
    shelf.put(document("Tax"))
    one, two = document("Tax one"), document("Tax two")
    shelf.name(one, two)
    with shelf.engine.try_lock():
        shelf.engine.build().apply(documents=[one])
        assert shelf.find("tax") == ["Tax"]

        build = shelf.engine.build()
        assert dict(build.versions()) == {one.uid: one.version}
        build.apply(documents=[two])
        build.finish()

    assert sorted(shelf.find("tax")) == ["Tax one", "Tax two"]
    assert dict(shelf.engine.versions()) == {one.uid: one.version, two.uid: two.version}
    with shelf.engine.try_lock():
        assert not dict(shelf.engine.build().versions())


def test_news_of_an_end_that_comes_after_a_new_beginning_is_too_late(shelf: Shelf) -> None:
    again = document("Back again", version=20)
    shelf.put(document("Gone", uid=again.uid, version=10))
    shelf.put(again)
    with shelf.engine.try_lock():
        shelf.engine.apply(documents=[again], deleted={again.uid: 15})

    assert shelf.find("again") == ["Back again"]


def test_a_rebuild_keeps_the_index_before_and_leaves_other_installations_alone(
    shelf: Shelf, settings: Any, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path / "neighbour"
    settings.SEARCH_INDEX += "2"
    neighbour = Shelf(get_engine())
    with neighbour.engine.try_lock():
        neighbour.engine.build().finish()
    neighbour.put(document("Tax of others"))

    for number in range(3):
        found = document(f"Tax {number}")
        shelf.name(found)
        with shelf.engine.try_lock():
            build = shelf.engine.build()
            build.apply(documents=[found])
            build.finish()

    assert shelf.find("tax") == ["Tax 2"]
    assert neighbour.find("tax") == ["Tax of others"]
    assert len(kept_indices(settings.ELASTICSEARCH, tmp_path, settings.SEARCH_INDEX.removesuffix("2"))) == 2
