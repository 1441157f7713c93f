"""The index made anew and mended by hand, on the engine of this run."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from govcms.pages.models import Page
from search.engine import SearchEngine
from search.models import Entry
from search.outbox import catch_up
from search.query import SearchQuery
from search.rebuilding import differences
from search.versions import version_now
from tests.factories import StandardPageFactory
from tests.search.conftest import document

pytestmark = pytest.mark.django_db


@pytest.fixture
def flu(index: SearchEngine, health_home: Page) -> Entry:
    """The entry of a page about flu, in the index."""
    page = StandardPageFactory(parent=health_home, title="Flu jab")
    catch_up()
    return Entry.objects.get(page_id=page.pk)


def test_an_index_that_is_right_has_no_difference(flu: Entry, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check_search", "--report-only")

    assert capsys.readouterr().out.startswith("No difference: the index holds the 2 entries")


def test_what_differs_is_named_and_mended(flu: Entry, index: SearchEngine, capsys: pytest.CaptureFixture[str]) -> None:
    stray = document("Measles")
    with index.try_lock():
        index.apply(documents=[stray], deleted={flu.uid: version_now()})
    Entry.objects.exclude(pk=flu.pk).update(version=flu.version + 1_000_000)

    with pytest.raises(CommandError) as refused:
        call_command("check_search", "--report-only")
    assert "1 entries are missing in the index, 1 are outdated, 1 are of pages that are gone" in str(refused.value)
    assert index.search(SearchQuery("measles")).total == 1

    call_command("check_search")

    assert capsys.readouterr().out.endswith("all are mended\n")
    assert not differences(index)
    assert index.search(SearchQuery("measles")).total == 0
    assert index.search(SearchQuery("flu")).total == 1


def test_an_index_newer_than_a_restored_database_is_mended(flu: Entry, index: SearchEngine) -> None:
    Entry.objects.filter(pk=flu.pk).update(version=flu.version - 1_000_000)

    call_command("check_search")

    assert not differences(index)
    assert index.search(SearchQuery("flu")).total == 1


def test_a_rebuilt_index_holds_what_is_published(flu: Entry, index: SearchEngine) -> None:
    with index.try_lock():
        index.apply(documents=[document("Measles")])
        index.build().apply(documents=[document("Mumps")])

    call_command("rebuild_search")

    assert not differences(index)
    assert {hit.uid for hit in index.search(SearchQuery("flu mumps measles")).hits} == {flu.uid}


def test_an_engine_that_is_away_is_said_in_one_sentence(flu: Entry, stop_engine: Callable[[], None]) -> None:
    stop_engine()

    with pytest.raises(CommandError, match="The search engine cannot be used"):
        call_command("check_search")


def test_a_run_can_ask_another_engine(flu: Entry, tmp_path: Path) -> None:
    queries, out = tmp_path / "queries.tsv", tmp_path / "run.tsv"
    queries.write_text("flu jab\n")

    call_command("search_run", str(queries), "--out", str(out), "--engine", "tantivy")

    assert out.read_text().count("flu-jab") == 1


def test_an_engine_without_a_server_is_said_in_one_sentence(flu: Entry, tmp_path: Path, settings: object) -> None:
    settings.ELASTICSEARCH = None  # type: ignore[attr-defined]
    queries = tmp_path / "queries.tsv"
    queries.write_text("flu jab\n")

    with pytest.raises(CommandError, match="SEARCH_URL names no server"):
        call_command("search_run", str(queries), "--out", str(tmp_path / "run.tsv"), "--engine", "elasticsearch")
