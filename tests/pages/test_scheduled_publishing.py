"""What is published and ended by the clock."""

import logging
from datetime import timedelta

import pytest
from django.utils import timezone

from govcms.content.models import StandardPage
from govcms.pages.models import Page
from govcms.pages.scheduled_publishing import publish_and_expire_due
from tenants.models import Agency
from tenants.scope import Scope, current_scope
from tests.factories import StandardPageFactory

PAST = timedelta(minutes=-1)
FUTURE = timedelta(hours=1)


def _scheduled(parent: Page, *, title: str, goes_live_in: timedelta) -> StandardPage:
    page: StandardPage = StandardPageFactory(parent=parent, title=title)
    page.unpublish()
    page.refresh_from_db()
    page.go_live_at = timezone.now() + goes_live_in
    page.save_revision(approved_go_live_at=page.go_live_at)
    return page


def _is_live(page: Page) -> bool:
    return Page.objects.get(pk=page.pk).live


@pytest.mark.parametrize(("goes_live_in", "is_live"), [(PAST, True), (FUTURE, False)])
def test_a_scheduled_page_goes_live_at_its_time(health_home: Page, goes_live_in: timedelta, is_live: bool) -> None:
    page = _scheduled(health_home, title="Flu clinics", goes_live_in=goes_live_in)

    assert publish_and_expire_due() == int(is_live)

    assert _is_live(page) is is_live
    assert publish_and_expire_due() == 0


@pytest.mark.parametrize(("expires_in", "is_live"), [(PAST, False), (FUTURE, True)])
def test_a_page_ends_at_its_time(health_home: Page, expires_in: timedelta, is_live: bool) -> None:
    page = StandardPageFactory(parent=health_home, title="Flu clinics")
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() + expires_in)

    publish_and_expire_due()

    found = Page.objects.get(pk=page.pk)
    assert (found.live, found.expired) == (is_live, not is_live)


def test_one_broken_page_does_not_keep_the_others_waiting(
    health_home: Page, transport_home: Page, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = _scheduled(health_home, title="Broken", goes_live_in=PAST)
    sound = _scheduled(transport_home, title="Sound", goes_live_in=PAST)
    publish = StandardPage.publish

    def fail_for_broken(page: StandardPage, *args: object, **kwargs: object) -> object:
        if page.title == "Broken":
            raise RuntimeError("broken")
        return publish(page, *args, **kwargs)

    monkeypatch.setattr(StandardPage, "publish", fail_for_broken)
    with caplog.at_level(logging.ERROR, logger="govcms.pages.scheduled_publishing"):
        changed = publish_and_expire_due()

    assert changed == 1
    assert (_is_live(broken), _is_live(sound)) == (False, True)
    errors = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert errors == ["pages.schedule_failed"]


def test_each_page_is_published_in_its_agencys_scope(
    health: Agency, health_home: Page, transport: Agency, transport_home: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    _scheduled(health_home, title="Flu clinics", goes_live_in=2 * PAST)
    _scheduled(transport_home, title="Bus lanes", goes_live_in=PAST)
    scopes: list[Scope | None] = []
    publish = StandardPage.publish

    def note_scope(page: StandardPage, *args: object, **kwargs: object) -> object:
        scopes.append(current_scope())
        return publish(page, *args, **kwargs)

    monkeypatch.setattr(StandardPage, "publish", note_scope)
    publish_and_expire_due()

    assert scopes == [Scope(health), Scope(transport)]
    assert current_scope() is None
