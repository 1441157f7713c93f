"""The nearest known word."""

import pytest

from search.spelling import edit_distance, nearest_word

KNOWN = {"vaccine": 9, "vaccines": 3, "vacant": 5, "polyclinic": 2, "tax": 4, "dengue": 8, "denude": 8}


def nearest(word: str) -> str | None:
    return nearest_word(
        word, lambda prefix: [(known, count) for known, count in KNOWN.items() if known.startswith(prefix)]
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("vacine", "vaccine"),  # one letter dropped
        ("vaccinne", "vaccine"),  # one too many; "vaccines" is as near but rarer
        ("dengeu", "dengue"),  # two swapped; "denude" is as frequent but further away
        ("polyclnik", "polyclinic"),  # two wrong in a long word
        ("tux", None),  # too short to guess
        ("vxaccine", None),  # the first letters are trusted
        ("5g123", None),  # not a word
        ("zzzzzz", None),
    ],
)
def test_the_nearest_word_is_the_one_meant(typed: str, meant: str | None) -> None:
    assert nearest(typed) == meant


@pytest.mark.parametrize(
    ("left", "right", "edits"),
    [("tax", "tax", 0), ("tax", "tx", 1), ("tax", "atx", 1), ("tax", "fish", 3), ("", "ab", 2)],
)
def test_edits_are_counted_up_to_the_most(left: str, right: str, edits: int) -> None:
    assert edit_distance(left, right, most=2) == edits
