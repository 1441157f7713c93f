"""What the public could read is recorded once, in the transaction that changes it, and never changed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.utils import timezone
from wagtail.models import PageViewRestriction, Revision

from govcms.content.handover import hand_over_pages
from govcms.pages.bin.actions import delete_for_good, move_to_bin
from govcms.pages.bulk import NewPage, rewrite_pages, write_pages
from govcms.pages.models import Page
from govcms.pages.scheduled_publishing import publish_and_expire_due
from govcms.record.models import PublicationEvent, PublishedText
from govcms.record.reading import Answer, read_record
from govcms.record.recording import record_unrecorded
from govcms.record.signals import keep_what_is_shown
from search.corpus import entries_refreshed
from tenants.actions import reactivate_agency, suspend_agency
from tenants.models import Agency
from tenants.scope import tenant_scope
from tests.factories import DocumentFactory, ImageFactory, ListingPageFactory, StandardPageFactory

URL = "http://health.gov.test:8000/opening-hours/"


@pytest.fixture(autouse=True)
def in_health(health: Agency) -> Iterator[None]:
    """Read in the scope of the agency."""
    with tenant_scope(health):
        yield


def text(words: str) -> list[dict[str, Any]]:
    """A body of one paragraph."""
    return [{"type": "rich_text", "value": f"<p>{words}</p>"}]


@pytest.fixture
def hours(health_home: Page) -> Any:
    """A published page."""
    return StandardPageFactory(parent=health_home, title="Opening hours", slug="opening-hours", body=text("9 to 5"))


def fresh(page: Any) -> Any:
    """The page as it is stored."""
    return Page.objects.get(pk=page.pk).specific


def publish(page: Any, user: Any = None, **values: Any) -> None:
    """Publish it with other values."""
    page = fresh(page)
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision(user=user).publish(user=user)


def kinds(page: Any) -> list[tuple[str, str]]:
    """The page's events, as kind and path."""
    return list(PublicationEvent.objects.filter(page_uid=page.uid).order_by("pk").values_list("kind", "path"))


def read(url: str = URL, at: datetime | None = None) -> Answer:
    """What the record says, by default of now."""
    return read_record(url, at or timezone.now())


def test_each_published_wording_can_be_read_at_its_time(hours, health_publisher):
    first = timezone.now()
    publish(hours, health_publisher, title="Hours", body=text("8 to 4"))

    then, now = read(at=first), read()

    assert then.published is not None
    assert now.published is not None
    assert (then.published.event.title, then.published.text) == ("Opening hours", "9 to 5")
    assert (now.published.event.title, now.published.text) == ("Hours", "8 to 4")
    assert then.published.until == now.published.event.at
    assert now.published.until is None
    assert now.published.event.published_by == health_publisher.uid
    assert now.published.event.language == "en"


def test_publishing_the_same_again_and_saving_drafts_record_nothing(hours):
    publish(hours)
    fresh(hours).save_revision()
    rewrite_pages(pages=[fresh(hours)])

    assert kinds(hours) == [("shown", "/opening-hours/")]
    assert PublishedText.objects.filter(text="9 to 5").count() == 1


def test_text_is_kept_once_however_often_it_is_shown(hours, health_home):
    publish(hours, body=text("closed"))
    publish(hours, body=text("9 to 5"))
    StandardPageFactory(parent=health_home, title="Elsewhere", body=text("9 to 5"))

    assert PublishedText.objects.filter(text="9 to 5").count() == 1
    assert len(kinds(hours)) == 3


def test_a_page_that_is_unpublished_was_there_until_then(hours):
    before = timezone.now()
    fresh(hours).unpublish()

    assert kinds(hours) == [("shown", "/opening-hours/"), ("taken", "")]
    assert read().published is None
    assert not read().is_before_record
    assert read(at=before).published is not None


@pytest.mark.parametrize("take_away", ["restrict", "expire", "bin", "suspend", "delete rows"])
def test_every_way_out_of_the_public_ends_the_record(take_away: str, hours, health):
    before = timezone.now()
    if take_away == "restrict":
        PageViewRestriction.objects.create(page=hours, restriction_type="password", password="secret")
    elif take_away == "expire":
        Page.objects.filter(pk=hours.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
        publish_and_expire_due()
    elif take_away == "bin":
        row = move_to_bin(page=hours)
        assert row is not None
        delete_for_good(binned=row)
    elif take_away == "suspend":
        suspend_agency(agency=health)
    else:
        Page.objects.filter(pk=hours.pk).delete()

    assert kinds(hours)[-1] == ("taken", "")
    assert read().published is None
    then = read(at=before).published
    assert then is not None
    assert (then.text, then.until is None) == ("9 to 5", False)


def test_a_reopened_agency_shows_its_pages_again(hours, health):
    suspend_agency(agency=health)
    reactivate_agency(agency=health)

    assert [kind for kind, _path in kinds(hours)] == ["shown", "taken", "shown"]


def test_a_new_slug_and_a_move_are_recorded_for_all_below(health_home):
    section = ListingPageFactory(parent=health_home, title="Travel", slug="travel")
    child = StandardPageFactory(parent=section, title="Bus pass", slug="bus-pass")
    publish(section, slug="trips")
    other = ListingPageFactory(parent=health_home, title="Services", slug="services")
    fresh(section).move(other, pos="last-child")

    paths = ["/travel/bus-pass/", "/trips/bus-pass/", "/services/trips/bus-pass/"]
    assert kinds(child) == [("shown", path) for path in paths]
    assert read("health.gov.test/travel/bus-pass").published is None
    assert read("http://health.gov.test/services/trips/bus-pass/?page=2").published is not None
    assert PublishedText.objects.count() == len(set(PublicationEvent.objects.values_list("text_sha256", flat=True)))


def test_a_withdrawal_is_recorded_with_its_reason(hours):
    publish(hours, withdrawn_at=timezone.localdate(), withdrawn_reason="There is a new office.")

    published = read().published
    assert published is not None
    assert published.event.withdrawn_reason == "There is a new office."


def test_the_files_of_a_page_are_recorded_by_their_hashes(health, hours):
    image, document = ImageFactory(agency=health), DocumentFactory(agency=health, title="Form")
    body = [
        {"type": "image", "value": {"image": image.pk, "alt_text": "", "caption": ""}},
        {"type": "rich_text", "value": f'<p><a linktype="document" id="{document.pk}">form</a></p>'},
    ]
    publish(hours, body=body)

    published = read().published
    assert published is not None
    assert {(file["kind"], file["uid"]) for file in published.event.files} == {
        ("image", str(image.uid)),
        ("document", str(document.uid)),
    }
    assert {file["sha1"] for file in published.event.files} == {image.get_file_hash(), document.get_file_hash()}


def test_a_replaced_file_is_recorded_for_the_pages_that_show_it(health, hours):
    document = DocumentFactory(agency=health, title="Form", content=b"first")
    publish(hours, body=text(f'<a linktype="document" id="{document.pk}">form</a>'))
    before = timezone.now()
    first = document.get_file_hash()

    document.file = ContentFile(b"second", name="form.txt")
    document._set_document_file_metadata()
    document.save()

    then, now = read(at=before).published, read().published
    assert then is not None
    assert now is not None
    assert then.event.files[0]["sha1"] == first
    assert now.event.files[0]["sha1"] == document.get_file_hash() != first


def test_what_the_clock_publishes_names_who_wrote_it(hours, health_editor):
    page = fresh(hours)
    page.title = "New hours"
    page.save_revision(user=health_editor, approved_go_live_at=timezone.now() - timedelta(seconds=1))
    publish_and_expire_due()

    published = read().published
    assert published is not None
    assert (published.event.title, published.event.published_by) == ("New hours", health_editor.uid)


def test_nothing_is_recorded_of_what_is_rolled_back(hours):
    with transaction.atomic():
        publish(hours, title="Never")
        transaction.set_rollback(True)

    assert kinds(hours) == [("shown", "/opening-hours/")]


def test_a_page_that_is_handed_over_ends_in_one_record_and_begins_in_the_other(hours, transport_home):
    hand_over_pages(page=fresh(hours), to=transport_home.agency)

    assert read().published is None
    with tenant_scope(transport_home.agency):
        assert read_record("http://transport.gov.test/opening-hours/", timezone.now()).published is not None


@pytest.mark.parametrize("model", [PublicationEvent, PublishedText])
def test_the_database_refuses_to_change_or_delete_what_is_recorded(model: Any, hours):
    row = model.objects.first()
    field = "title" if model is PublicationEvent else "text"
    for change in (lambda: model.objects.filter(pk=row.pk).update(**{field: "x"}), lambda: row.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert model.objects.filter(pk=row.pk).exists()


def test_the_record_outlives_versions_and_begins_where_it_begins(hours):
    begins = PublicationEvent.objects.order_by("pk").values_list("at", flat=True)[0]
    Revision.objects.all().delete()

    assert read().published is not None
    earlier = read(at=begins - timedelta(days=1))
    assert (earlier.published, earlier.is_before_record, earlier.begins) == (None, True, begins)


def test_what_was_public_before_there_was_a_record_is_recorded_once(hours):
    assert record_unrecorded() == 0
    entries_refreshed.disconnect(keep_what_is_shown)
    try:
        unrecorded = StandardPageFactory(parent=hours.get_parent(), title="Unrecorded")
    finally:
        entries_refreshed.connect(keep_what_is_shown)

    assert kinds(unrecorded) == []
    assert record_unrecorded() == 1
    assert kinds(unrecorded) == [("shown", "/unrecorded/")]
    assert record_unrecorded() == 0


def test_recording_costs_the_same_for_two_pages_and_for_forty(health_home, django_assert_max_num_queries):
    counts = []
    for number in (2, 40):
        section = ListingPageFactory(parent=health_home, title=f"Section {number}")
        pages = [NewPage(StandardPageFactory._meta.model(title=f"Page {n}", live=True)) for n in range(number)]
        write_pages(parent=section, pages=pages)
        section = fresh(section)
        section.slug = f"renamed-{number}"
        revision = section.save_revision()
        with django_assert_max_num_queries(200) as renaming:
            revision.publish()
        counts.append(len(renaming))

    assert counts[0] == counts[1]


def test_the_command_prints_what_stood_there(hours, health_publisher):
    def run(*words: str) -> str:
        out = StringIO()
        call_command("as_published", *words, stdout=out)
        return out.getvalue()

    printed = run(URL)
    assert printed.startswith("Opening hours\nhealth.gov.test/opening-hours/\nFrom ")
    assert printed.endswith("9 to 5\n")
    assert "does not know what was there before" in run(URL, "--at", "2001-01-01")
    assert "Nothing was published" in run("http://health.gov.test/nothing/")
    with pytest.raises(CommandError, match="is not a time"):
        run(URL, "--at", "yesterday")
    with pytest.raises(CommandError, match="no site"):
        run("http://nobody.gov.test/")
    with pytest.raises(CommandError, match="whole address"):
        run("///")
