"""search_run: a file of queries answered by the search across all agencies."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from govcms.pages.models import Page
from search.engine import SearchEngine
from tests.factories import StandardPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(index: SearchEngine, health_home: Page, transport_home: Page) -> None:
    """Twelve pages about the tax on one site and one page on another, which has an original address."""
    StandardPageFactory.create_batch(12, parent=health_home, body=[{"type": "rich_text", "value": "<p>Tax</p>"}])
    StandardPageFactory(parent=transport_home, title="Tax disc", source_url="https://old.example/disc")


def run(tmp_path: Path, queries: str) -> list[list[str]]:
    """The rows of the run file."""
    (tmp_path / "queries.tsv").write_text(queries)
    call_command("search_run", str(tmp_path / "queries.tsv"), out=tmp_path / "run.tsv")
    return [row.split("\t") for row in (tmp_path / "run.tsv").read_text().splitlines()]


def test_each_query_gets_ten_addresses_best_first(pages: None, tmp_path: Path) -> None:
    rows = run(tmp_path, "tax disc\thttps://x=3\ttopical\n# a comment\n\nnothing like it\n")

    assert [row[:2] for row in rows] == [["tax disc", str(rank)] for rank in range(1, 11)]
    assert rows[0][2] == "https://old.example/disc"
    assert rows[1][2].startswith("http://health.gov.test:8000/page-")


def test_a_second_run_says_the_same(pages: None, tmp_path: Path) -> None:
    assert run(tmp_path, "tax\n") == run(tmp_path, "tax\n")


def test_strange_queries_are_answered(pages: None, tmp_path: Path) -> None:
    rows = run(tmp_path, "tax " * 500 + "\n" + "\0tax\n" + 'tax AND "\n')

    assert len({row[0] for row in rows}) == 3


@pytest.mark.parametrize(("queries", "out"), [("absent.tsv", "run.tsv"), ("queries.tsv", "absent/run.tsv")])
def test_a_file_that_cannot_be_used_is_said_in_one_sentence(
    pages: None, tmp_path: Path, queries: str, out: str
) -> None:
    (tmp_path / "queries.tsv").write_text("tax\n")

    with pytest.raises(CommandError, match=r"cannot be (read|written): .*\."):
        call_command("search_run", str(tmp_path / queries), out=tmp_path / out)

    assert not list(tmp_path.glob("**/*.unfinished"))


def test_the_out_file_is_required(db: Any) -> None:
    with pytest.raises(CommandError):
        call_command("search_run", "queries.tsv")
