"""The engine catches up with the corpus, whatever stops in between."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from govcms.pages.models import Page
from search import outbox
from search.engine import SearchEngine
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
    index: SearchEngine, health_home: Page, django_capture_on_commit_callbacks: Any
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
    index: SearchEngine, health_home: Page, django_capture_on_commit_callbacks: Any
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
    index: SearchEngine, health_home: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    StandardPageFactory(parent=health_home, title="Flu jab")

    def crash(row_ids: list[int]) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(outbox, "forget", crash)
        with pytest.raises(KeyboardInterrupt):
            catch_up()
    assert OutboxRow.objects.exists()
    catch_up()

    assert not OutboxRow.objects.exists()
    assert index.search(SearchQuery("flu")).total == 1


def test_a_missing_index_is_rebuilt_from_the_corpus(health_home: Page, lose_index: Callable[[], None]) -> None:
    StandardPageFactory(parent=health_home, title="Flu jab")
    catch_up()
    lose_index()

    catch_up()

    assert titles("flu") == ["Flu jab"]


def test_a_rebuild_leaves_nothing_to_do_twice(health_home: Page, lose_index: Callable[[], None]) -> None:
    StandardPageFactory(parent=health_home, title="Flu jab")
    lose_index()

    assert catch_up() == Entry.objects.count()
    assert not OutboxRow.objects.exists()


def test_another_writer_is_waited_for_but_not_for_ever(index: SearchEngine, health_home: Page) -> None:
    StandardPageFactory(parent=health_home, title="Flu jab")

    with index.try_lock() as is_ours:
        assert is_ours
        assert catch_up() == 0
        with pytest.raises(UserError):
            wait_until_caught_up(timeout_s=0.1)

    assert wait_until_caught_up(timeout_s=5) > 0


def test_an_engine_that_is_away_does_not_stop_publishing(
    stop_engine: Callable[[], None], health_home: Page, django_capture_on_commit_callbacks: Any
) -> None:
    stop_engine()

    with django_capture_on_commit_callbacks(execute=True):
        page = StandardPageFactory(parent=health_home, title="Flu jab")
        publish(page)

    assert Entry.objects.filter(title="Flu jab").exists()
    assert OutboxRow.objects.exists()


def test_with_nothing_to_do_catching_up_asks_one_question(index: SearchEngine) -> None:
    catch_up()

    with CaptureQueriesContext(connection) as queries:
        catch_up()

    # PostgreSQL is asked for the lock as well.
    assert len([query for query in queries if "search_outbox" in query["sql"]]) == 1


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_is_not_found(index: SearchEngine, found: Callable[..., list[str]], health: Any) -> None:
    from django.db import transaction

    home = Page.objects.get(depth=3)
    with transaction.atomic():
        StandardPageFactory(parent=home, title="Flu jab")
        transaction.set_rollback(True)

    assert found("flu") == []
