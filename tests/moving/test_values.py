"""Values of two databases, and the sums by which they are compared."""

import json
from typing import Any

import pytest

from govcms.moving.values import Sum, as_texts, copy_line, kind_of


@pytest.mark.parametrize(
    ("kind", "stored", "written", "read"),
    [
        ("bool", 0, "false", "false"),
        ("int8", 42, "42", "42"),
        (
            "uuid",
            "9e944c0662e24b3fb400ee80aafad0ae",
            "9e944c06-62e2-4b3f-b400-ee80aafad0ae",
            "9e944c06-62e2-4b3f-b400-ee80aafad0ae",
        ),
        ("timestamptz", "2026-11-22 10:00:00.500000", "2026-11-22T10:00:00.500000+00:00", "2026-11-22 10:00:00.5+00"),
        ("timestamptz", "2026-11-22 10:00:00", "2026-11-22T10:00:00+00:00", "2026-11-22 12:00:00+02"),
        ("jsonb", '{"b": 1.50, "a": [1e2, "é"]}', '{"b": 1.50, "a": [1e2, "é"]}', '{"a": [100, "\\u00e9"], "b": 1.50}'),
        ("inet", "2001:db8::1", "2001:db8::1", "2001:db8::1/128"),
        ("inet", "10.0.0.1", "10.0.0.1", "10.0.0.1/32"),
        ("bytea", b"\x00\\", "\\x005c", "\\x005c"),
        ("float8", 100.0, "100.0", "100"),
        ("text", "a\tb", "a\tb", "a\tb"),
        ("date", "2026-11-22", "2026-11-22", "2026-11-22"),
        ("text", None, None, None),
    ],
)
def test_a_value_is_the_same_in_both(kind: str, stored: Any, written: str | None, read: str | None) -> None:
    kinds = [kind_of(kind)]
    assert list(as_texts([(stored,)], kinds)) == [[written]]

    there, here = Sum(kinds), Sum(kinds)
    there.add([written])
    here.add([read])
    assert there == here


def sum_of(*rows: tuple[str | None, ...], kind: str = "text") -> Sum:
    """The sum over rows of one kind."""
    found = Sum([kind_of(kind)] * len(rows[0]))
    for row in rows:
        found.add(row)
    return found


def test_the_order_of_rows_does_not_count() -> None:
    assert sum_of(("a", "b"), ("c", "d")) == sum_of(("c", "d"), ("a", "b"))


@pytest.mark.parametrize(
    "other",
    [
        [("b", "a")],
        [("a", "b"), ("a", "b"), ("a", "b")],
        [("a,b", "")],
        [("a", None)],
        [("a", "b ")],
        [("a", "b", None)],
    ],
)
def test_everything_else_does(other: list[tuple[str | None, ...]]) -> None:
    assert sum_of(("a", "b")) != sum_of(*other)
    assert sum_of(("a", "")) != sum_of(*other)


@pytest.mark.parametrize(
    "other", ['{"a": 1.1}', '{"a": "1"}', '{"a": null}', '{"b": 1}', '{"a": 12345678901234567891}']
)
def test_json_that_says_something_else_is_something_else(other: str) -> None:
    assert json.loads(other)
    assert sum_of(('{"a": 1}',), kind="jsonb") != sum_of((other,), kind="jsonb")
    assert sum_of(('{"a": 12345678901234567890}',), kind="jsonb") != sum_of((other,), kind="jsonb")


def test_a_line_of_copy_keeps_what_looks_like_its_signs() -> None:
    assert copy_line(["\\N", None, "a\tb\nc\rd\\", ""]) == "\\\\N\t\\N\ta\\tb\\nc\\rd\\\\\t\n"
