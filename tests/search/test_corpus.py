"""The public corpus holds what the public may find, whatever happens to pages and agencies."""

import datetime
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from govcms.pages.bulk import rewrite_pages
from govcms.pages.models import Page, Topic
from govcms.pages.scheduled_publishing import publish_and_expire_due
from search.corpus import refresh_pages
from search.models import Entry, OutboxRow
from tenants.actions import create_agency, go_live, launch_site, reactivate_agency, suspend_agency
from tenants.models import Agency
from tenants.registry import find_site_template
from tests.content.kinds_of_pages import event, office, person, service
from tests.factories import ListingPageFactory, StandardPageFactory
from tests.search.conftest import publish

pytestmark = pytest.mark.django_db


def titles(agency: Agency | None = None) -> set[str]:
    entries = Entry.objects.filter(agency=agency) if agency else Entry.objects.all()
    return set(entries.values_list("title", flat=True))


def body(text: str) -> list[dict[str, str]]:
    return [{"type": "rich_text", "value": f"<p>{text}</p>"}]


@pytest.fixture
def section(health_home: Page) -> Page:
    """A section of Health's site with one page below it: "Bus pass" below "Travel"."""
    section: Page = ListingPageFactory(parent=health_home, title="Travel", slug="travel")
    StandardPageFactory(
        parent=section, title="Bus pass", slug="bus-pass", summary="Ride free.", body=body("From sixty on.")
    )
    OutboxRow.objects.all().delete()
    return section


def bus_pass() -> Page:
    page: Page = Page.objects.get(title="Bus pass").specific
    return page


def test_an_entry_says_what_search_needs(section: Page, health: Agency) -> None:
    page = bus_pass()
    page.topics.add(Topic.objects.create(key="transport", name="Transport"))
    publish(page)

    entry = Entry.objects.get(page_id=page.pk)

    assert entry.uid == page.uid
    assert entry.agency == health
    assert entry.agency_site == health.sites.get()
    assert (entry.type, entry.title, entry.summary) == ("standardpage", "Bus pass", "Ride free.")
    assert entry.body.strip() == "From sixty on."
    assert (entry.path, entry.language, entry.topics) == ("/travel/bus-pass/", "en", ["transport"])
    assert entry.published_at == page.first_published_at


def test_a_draft_has_no_entry_until_it_is_published(health_home: Page) -> None:
    page = StandardPageFactory(parent=health_home, title="Secret plan", live=False)
    assert "Secret plan" not in titles()

    publish(page)

    assert "Secret plan" in titles()


def test_what_is_changed_but_not_published_is_not_found(section: Page) -> None:
    page = bus_pass()
    page.title = "Bus pass for all"
    page.save_revision()

    assert "Bus pass for all" not in titles()
    page.save_revision().publish()

    assert "Bus pass for all" in titles()
    assert "Bus pass" not in titles()


def test_unpublishing_takes_the_entry_away(section: Page) -> None:
    bus_pass().unpublish()

    assert "Bus pass" not in titles()
    assert "Travel" in titles()


def test_a_restriction_hides_the_subtree_and_its_end_shows_it_again(section: Page) -> None:
    restriction = PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    assert titles().isdisjoint({"Travel", "Bus pass"})

    page = bus_pass()
    publish(page)
    assert "Bus pass" not in titles()
    restriction.delete()

    assert {"Travel", "Bus pass"} <= titles()


def test_an_alias_is_found_at_once_and_hidden_with_the_page_it_mirrors(section: Page, health_home: Page) -> None:
    page = bus_pass()
    alias = page.create_alias(parent=health_home)
    assert Entry.objects.filter(page_id=alias.pk).exists()

    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.PASSWORD)
    assert "Bus pass" not in titles()
    restriction.delete()

    assert Entry.objects.filter(page_id=alias.pk).exists()


def test_a_page_moved_below_a_restricted_one_is_hidden_and_moved_back_is_found(
    section: Page, health_home: Page
) -> None:
    hidden = ListingPageFactory(parent=health_home, title="Staff only", slug="staff")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)

    section.move(hidden, pos="last-child")
    assert titles().isdisjoint({"Staff only", "Travel", "Bus pass"})
    Page.objects.get(pk=section.pk).specific.move(Page.objects.get(pk=health_home.pk), pos="last-child")

    assert {"Travel", "Bus pass"} <= titles()


def test_a_move_and_a_new_slug_change_all_addresses_below(section: Page, health_home: Page) -> None:
    other = ListingPageFactory(parent=health_home, title="Services", slug="services")
    section.move(other, pos="last-child")
    assert Entry.objects.get(title="Bus pass").path == "/services/travel/bus-pass/"

    moved = Page.objects.get(pk=section.pk).specific
    moved.slug = "trips"
    publish(moved)

    assert Entry.objects.get(title="Travel").path == "/services/trips/"
    assert Entry.objects.get(title="Bus pass").path == "/services/trips/bus-pass/"


def test_deleting_a_page_takes_the_entries_below_it_and_tells_the_outbox(section: Page) -> None:
    uids = set(Entry.objects.filter(title__in=["Travel", "Bus pass"]).values_list("uid", flat=True))

    Page.objects.get(pk=section.pk).delete()

    assert titles().isdisjoint({"Travel", "Bus pass"})
    assert uids <= set(OutboxRow.objects.values_list("uid", flat=True))


def test_an_expired_page_is_not_found(section: Page) -> None:
    page = bus_pass()
    page.expire_at = timezone.now() + datetime.timedelta(hours=1)
    publish(page)
    assert "Bus pass" in titles()
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - datetime.timedelta(hours=1))

    publish_and_expire_due()

    assert "Bus pass" not in titles()


def test_a_suspended_agency_is_not_found_until_it_is_reactivated(section: Page, health: Agency) -> None:
    suspend_agency(agency=health)
    assert titles(health) == set()

    publish(bus_pass())
    assert titles(health) == set()
    reactivate_agency(agency=health)

    assert {"Travel", "Bus pass"} <= titles(health)


def test_a_site_is_not_found_before_it_goes_live(db: None) -> None:
    agency = create_agency(key="harbour", name="Harbour Council")
    launch_site(agency=agency, name="Harbour", host="harbour.gov.test", template=find_site_template("council"))
    assert titles(agency) == set()

    go_live(agency=agency)

    assert len(titles(agency)) > 5


def test_a_withdrawn_page_is_still_found_and_says_so(section: Page) -> None:
    page = bus_pass()
    page.withdrawn_at = timezone.localdate()
    page.withdrawn_reason = "There are no buses any more."
    publish(page)

    assert Entry.objects.get(title="Bus pass").withdrawn_on


def test_nul_reaches_no_table(section: Page) -> None:
    page = bus_pass()
    page.summary = "Ride\0 free."
    rows = Page.objects.filter(pk=page.pk)
    if refusal := connection.features.prohibits_null_characters_in_text_exception:
        with pytest.raises(refusal[0], match="NUL"):
            rows.update(summary="Ride\0 free.")
        return
    rows.update(summary="Ride\0 free.")

    refresh_pages([page.pk])

    assert Entry.objects.get(page_id=page.pk).summary == "Ride  free."


def test_what_did_not_change_is_not_written_again(section: Page) -> None:
    page = bus_pass()
    refresh_pages([page.pk])

    assert not OutboxRow.objects.exists()
    version = Entry.objects.get(page_id=page.pk).version
    refresh_pages([page.pk])
    assert Entry.objects.get(page_id=page.pk).version == version

    page.title = "Bus passes"
    publish(page)
    changed = Entry.objects.get(page_id=page.pk).version
    assert changed > version

    page.unpublish()
    publish(page)
    assert Entry.objects.get(page_id=page.pk).version > changed


def test_entry_and_outbox_fall_with_the_transaction(section: Page) -> None:
    page = bus_pass()
    page.title = "Half-written"

    with transaction.atomic():
        publish(page)
        assert "Half-written" in titles()
        transaction.set_rollback(True)

    assert "Half-written" not in titles()
    assert not OutboxRow.objects.exists()


def _count(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        work()
    return len(queries)


def test_the_bulk_path_costs_the_same_for_two_pages_and_for_forty(section: Page, health_home: Page) -> None:
    ids = [
        StandardPageFactory(parent=health_home, title=f"Page {number}", body=body("Words")).pk for number in range(40)
    ]

    def write_again(count: int) -> Callable[[], object]:
        Entry.objects.all().delete()
        return lambda: refresh_pages(ids[:count])

    assert _count(write_again(2)) == _count(write_again(40))


def test_pages_rewritten_in_bulk_are_true_in_the_corpus(section: Page) -> None:
    page = bus_pass()
    page.title = "Bus card"

    rewrite_pages(pages=[page])

    assert "Bus card" in titles()


def test_the_root_of_an_agency_is_no_page(health_home: Page, health: Agency) -> None:
    refresh_pages(list(Page.objects.values_list("pk", flat=True)))

    assert titles() == {health_home.title}


def test_an_entry_carries_what_readers_want_to_know_beside_the_title(health_home: Page) -> None:
    event(health_home)
    office(health_home)
    person(health_home)
    service(health_home, page=health_home)

    facts = {entry.type: entry.facts for entry in Entry.objects.exclude(facts=[])}

    assert facts == {
        "eventpage": ["Wednesday 3 December 2036, 18:00 to 20:30", "Town hall, room 3"],
        "officepage": ["Fellgate", "+44 20 7946 0018"],
        "personpage": ["Minister of Health", "Cabinet"],
        "servicepage": ["12 crowns", "Five working days"],
    }
    words = Entry.objects.get(type="officepage").body
    assert "Monday: 09:00–12:00, 13:00–17:30" in words
    assert "3 December 2036" in Entry.objects.get(type="eventpage").body
