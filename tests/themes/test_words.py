"""Days, sizes and lists in each language."""

from datetime import date

import pytest
from django.utils.translation import override

from themes.words import day_in_words, listed, size_in_words


@pytest.mark.parametrize(
    ("language", "first", "second", "size", "names"),
    [
        ("en", "1 April 2026", "Thursday 2 April 2026", "4.2\xa0KB", "a, b"),
        ("fr", "1er avril 2026", "jeudi 2 avril 2026", "4,2\xa0Ko", "a, b"),
        ("ar", "1 إبريل 2026", "الخميس 2 إبريل 2026", "4,2\xa0ك.ب", "a، b"),
    ],
)
def test_words(language: str, first: str, second: str, size: str, names: str) -> None:
    with override(language):
        assert day_in_words(date(2026, 4, 1)) == first
        assert day_in_words(date(2026, 4, 2), weekday=True) == second
        assert size_in_words(4300) == size
        assert listed(["a", "b"]) == names
