"""The engine catches up with the corpus, whatever stops in between."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from govcms.pages.models import Page
from search import outbox
from search.engine.tantivy import TantivyEngine
from search.finding import find
from search.models import Entry, OutboxRow
from search.outbox import catch_up, wait_until_caught_up
from search.query import SearchQuery
from tenants.errors import UserError
from tenants.schedule import scheduled_jobs
from tests.factories import StandardPageFactory
from tests.search.conftest import publish

pytestmark = pytest.mark.django_db


def titles(text: str) -> list[str]:
    return [page.entry.title for page in find(SearchQuery(text)).pages]


def test_a_published_page_is_found_as_soon_as_it_is_committed(
    index: TantivyEngine, health_home: Page, django_capture_on_commit_callbacks: Any
) -> None:
    catch_up()
    with django_capture_on_commit_callbacks(execute=True):
        page = StandardPageFactory(parent=health_home, title="Flu jab")

    assert titles("flu") == ["Flu jab"]
    assert not OutboxRow.objects.exists()

    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()

    assert titles("flu") == []
    assert index.search(SearchQuery("flu")).total == 0


def test_what_is_much_is_left_to_the_worker(
    index: TantivyEngine, health_home: Page, django_capture_on_commit_callbacks: Any
) -> None:
    catch_up()
    StandardPageFactory.create_batch(25, parent=health_home)
    with django_capture_on_commit_callbacks(execute=True):
        StandardPageFactory(parent=health_home, title="Flu jab")
    assert OutboxRow.objects.count() == 26

    [job] = [job for job in scheduled_jobs() if job.name == "search.catch_up"]
    job.run()

    assert job.every_s <= 1
    assert titles("flu") == ["Flu jab"]
    assert not OutboxRow.objects.exists()


def test_a_crash_after_the_engines_commit_loses_nothing_and_doubles_nothing(
    index: TantivyEngine, health_home: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    StandardPageFactory(parent=health_home, title="Flu jab")

    def crash(row_ids: list[int]) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(outbox, "_forget", crash)
        with pytest.raises(KeyboardInterrupt):
            catch_up()
    assert OutboxRow.objects.exists()
    catch_up()

    assert not OutboxRow.objects.exists()
    assert index.search(SearchQuery("flu")).total == 1


def test_a_missing_index_is_rebuilt_from_the_corpus(index: TantivyEngine, health_home: Page, tmp_path: Path) -> None:
    StandardPageFactory(parent=health_home, title="Flu jab")
    catch_up()
    shutil.rmtree(tmp_path / "search")

    catch_up()

    assert titles("flu") == ["Flu jab"]


def test_a_rebuild_leaves_nothing_to_do_twice(index: TantivyEngine, health_home: Page, tmp_path: Path) -> None:
    StandardPageFactory(parent=health_home, title="Flu jab")
    shutil.rmtree(tmp_path / "search")

    assert catch_up() == Entry.objects.count()
    assert not OutboxRow.objects.exists()


def test_another_writer_is_waited_for_but_not_for_ever(index: TantivyEngine, health_home: Page, tmp_path: Path) -> None:
    StandardPageFactory(parent=health_home, title="Flu jab")

    with TantivyEngine(tmp_path / "search").try_lock() as is_ours:
        assert is_ours
        assert catch_up() == 0
        with pytest.raises(UserError):
            wait_until_caught_up(timeout_s=0.1)

    assert wait_until_caught_up(timeout_s=5) > 0


def test_an_engine_that_is_away_does_not_stop_publishing(
    index: TantivyEngine, health_home: Page, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    shutil.rmtree(tmp_path / "search")
    (tmp_path / "search").write_text("not a folder")

    with django_capture_on_commit_callbacks(execute=True):
        page = StandardPageFactory(parent=health_home, title="Flu jab")
        publish(page)

    assert Entry.objects.filter(title="Flu jab").exists()
    assert OutboxRow.objects.exists()


def test_with_nothing_to_do_catching_up_asks_one_question(index: TantivyEngine) -> None:
    catch_up()

    with CaptureQueriesContext(connection) as queries:
        catch_up()

    assert len(queries) == 1


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_is_not_found(index: TantivyEngine, found: Callable[..., list[str]], health: Any) -> None:
    from django.db import transaction

    home = Page.objects.get(depth=3)
    with transaction.atomic():
        StandardPageFactory(parent=home, title="Flu jab")
        transaction.set_rollback(True)

    assert found("flu") == []
