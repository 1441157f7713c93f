"""Words that no page contains, replaced by the nearest word that one does."""

from __future__ import annotations

from collections.abc import Callable, Iterable

# Short words have too many neighbours: a guess would more often be wrong than right.
MIN_LENGTH = 5
_LENGTH_FOR_TWO_EDITS = 8
# The first letters are rarely the wrong ones, and they keep the words to compare few.
FIXED_PREFIX = 2


def nearest_word(word: str, words_with_prefix: Callable[[str], Iterable[tuple[str, int]]]) -> str | None:
    """The known word closest to ``word``, the most frequent of equals; None when none is close.

    ``words_with_prefix`` gives the known words that begin so, each with the number of pages that contain it.
    """
    if len(word) < MIN_LENGTH or not word.isalpha():
        return None
    most_edits = 2 if len(word) >= _LENGTH_FOR_TWO_EDITS else 1
    best: tuple[int, int, str] | None = None
    letters = set(word)
    for candidate, frequency in words_with_prefix(word[:FIXED_PREFIX]):
        if abs(len(candidate) - len(word)) > most_edits or not candidate.isalpha():
            continue
        # An edit changes two letters at most, and most words are ruled out by that before they are measured.
        if len(letters.symmetric_difference(candidate)) > 2 * most_edits:
            continue
        edits = edit_distance(word, candidate, most=most_edits)
        if edits <= most_edits and (best is None or (edits, -frequency, candidate) < best):
            best = (edits, -frequency, candidate)
            # A word further away cannot win any more, so do not finish measuring it.
            most_edits = edits
    return best[2] if best else None


def edit_distance(left: str, right: str, *, most: int) -> int:
    """How many letters must be added, dropped, changed or swapped with a neighbour.

    ``most + 1`` when it takes more than ``most``.
    """
    if abs(len(left) - len(right)) > most:
        return most + 1
    before_last: list[int] = []
    last = list(range(len(right) + 1))
    for row, left_char in enumerate(left, 1):
        current = [row]
        for column, right_char in enumerate(right, 1):
            cost = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (left_char != right_char))
            if row > 1 and column > 1 and left_char == right[column - 2] and left[row - 2] == right_char:
                cost = min(cost, before_last[column - 2] + 1)
            current.append(cost)
        if min(current) > most:
            return most + 1
        before_last, last = last, current
    return last[-1]
