"""Deleted pages go to the agency's bin, come back from it, and leave it after 30 days."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from wagtail.actions import DeletePageAction
from wagtail.models import PageLogEntry, Revision

from govcms.content.models import ListingPage, StandardPage
from govcms.pages.bin.actions import NotForTheBin, delete_for_good, empty_bins, move_to_bin, restore_page
from govcms.pages.bin.models import BinnedPage
from govcms.pages.bulk import InvalidPage, rewrite_pages
from govcms.pages.models import Page
from govcms.pages.scheduled_publishing import publish_and_expire_due
from search.models import Entry
from tenants.actions import add_member, end_membership
from tenants.errors import UserError
from tenants.models import Agency, Membership, Role
from tenants.schedule import scheduled_jobs
from tenants.scope import tenant_scope
from tests.factories import ListingPageFactory, NewsPageFactory, StandardPageFactory

HOST = {"host": "health.gov.test"}


@pytest.fixture(autouse=True)
def in_health(health: Agency) -> Iterator[None]:
    """Actions work in the scope of the agency."""
    with tenant_scope(health):
        yield


@pytest.fixture
def section(health_home: Page) -> ListingPage:
    """A listing with one page of news."""
    listing = ListingPageFactory(parent=health_home, title="Travel", slug="travel")
    NewsPageFactory(parent=listing, title="Bus pass", slug="bus-pass")
    return listing


def fresh(page: Any) -> Any:
    """The page as it is stored."""
    return Page.objects.get(pk=page.pk).specific


def binned(page: Any) -> BinnedPage:
    """Its place in the bin."""
    return BinnedPage.objects.get(page=page)


def test_a_deleted_page_is_public_nowhere_and_can_be_restored_with_what_was_below(section, health_home, health_editor):
    assert Client().get("/travel/bus-pass/", headers=HOST).status_code == 200
    section_uid, child = section.uid, section.get_children().get()

    move_to_bin(page=section, user=health_editor)

    assert Client().get("/travel/", headers=HOST).status_code == 404
    assert Client().get("/travel/bus-pass/", headers=HOST).status_code == 404
    assert b"travel" not in Client().get("/sitemap.xml", headers=HOST).content
    assert not Entry.objects.filter(page__in=[section.pk, child.pk]).exists()
    assert not Page.objects.filter(pk__in=[section.pk, child.pk], live=True).exists()
    assert fresh(section).url is None
    row = binned(section)
    assert (row.parent_id, row.pages_below, row.binned_by, row.days_left) == (health_home.pk, 1, health_editor, 30)
    assert row.address == "http://health.gov.test:8000/travel/"
    assert health_home.get_children().filter(slug="travel").count() == 0
    assert Page.find_problems() == ([], [], [], [], [])

    restored = restore_page(binned=row, user=health_editor)

    assert (restored.uid, restored.slug, restored.live) == (section_uid, "travel", False)
    assert fresh(child).url_path == fresh(section).url_path + "bus-pass/"
    assert fresh(section).get_parent().pk == health_home.pk
    assert not BinnedPage.objects.exists()
    assert Page.find_problems() == ([], [], [], [], [])
    restored.save_revision().publish()
    assert Client().get("/travel/", headers=HOST).status_code == 200
    actions = list(PageLogEntry.objects.filter(page=section.pk).values_list("action", flat=True))
    assert {"pages.move_to_bin", "pages.restore", "wagtail.unpublish"} <= set(actions)


@pytest.mark.parametrize(
    "delete",
    [
        lambda page, user: page.delete(user=user),
        lambda page, user: page.delete(),
        lambda page, user: DeletePageAction(page, user=user).execute(skip_permission_checks=True),
    ],
)
def test_every_way_to_delete_leads_to_the_bin(delete, section, health_admin):
    delete(fresh(section), health_admin)

    assert Page.objects.filter(pk=section.pk).exists()
    assert binned(section).pages_below == 1


def test_deleting_a_page_again_or_one_below_it_changes_nothing(section):
    child = section.get_children().get().specific
    section.delete()
    child.delete()
    fresh(section).delete()

    assert BinnedPage.objects.count() == 1


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_what_every_site_needs_is_not_deleted(depth, health_home):
    page = health_home.get_ancestors(inclusive=True).get(depth=depth)
    with pytest.raises(NotForTheBin):
        page.delete()

    assert Page.objects.filter(pk=health_home.pk).exists()


def test_slugs_are_free_at_once_and_a_restored_page_takes_another_if_need_be(section, health_home):
    section.delete()
    StandardPageFactory(parent=health_home, title="Travel", slug="travel")

    restored = restore_page(binned=binned(section))

    assert restored.slug == "travel-2"
    assert fresh(restored.get_children().get()).url_path.endswith("/travel-2/bus-pass/")


def test_two_pages_of_one_slug_lie_in_the_bin_together(section, health_home):
    section.delete()
    again = StandardPageFactory(parent=health_home, title="Travel", slug="travel")
    again.delete()

    assert BinnedPage.objects.count() == 2
    restore_page(binned=binned(again))
    assert fresh(again).slug == "travel"


def test_where_the_parent_is_gone_or_in_the_bin_another_place_is_needed(section, health_home):
    child = section.get_children().get().specific
    child.delete()
    section.delete()
    with pytest.raises(UserError, match="Choose another place"):
        restore_page(binned=binned(child))

    delete_for_good(binned=binned(section))
    with pytest.raises(UserError, match="Choose another place"):
        restore_page(binned=binned(child))
    assert restore_page(binned=binned(child), parent=health_home).get_parent().pk == health_home.pk


def test_a_page_is_not_restored_where_its_kind_cannot_stand_nor_in_another_agency(section, transport_home):
    child = section.get_children().get().specific
    other = StandardPageFactory(parent=section.get_parent(), title="Plain")
    child.delete()

    with pytest.raises(UserError, match="cannot stand"):
        restore_page(binned=binned(child), parent=other)
    with pytest.raises(UserError, match="Choose another place"):
        restore_page(binned=binned(child), parent=transport_home)


def test_what_was_scheduled_does_not_happen_in_the_bin(section):
    page = section.get_children().get().specific
    page.unpublish()
    revision = fresh(page).save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    section.delete()

    publish_and_expire_due()

    assert not fresh(page).live
    assert Revision.objects.get(pk=revision.pk).approved_go_live_at is None
    with pytest.raises(PermissionDenied):
        Revision.objects.get(pk=revision.pk).publish()


def test_a_lock_ends_and_bulk_writing_does_not_bring_a_page_back(section, health_editor):
    Page.objects.filter(pk=section.pk).update(locked=True, locked_by=health_editor, locked_at=timezone.now())
    section.delete()

    assert not fresh(section).locked
    with pytest.raises(InvalidPage, match="no longer there"):
        rewrite_pages(pages=[fresh(section)])


def test_aliases_on_either_side_become_pages_of_their_own(section, health_home):
    page = section.get_children().get().specific
    outside = page.create_alias(parent=section.get_parent(), update_slug="bus-pass-alias")
    inside_source = StandardPageFactory(parent=health_home, title="Source")
    inside = inside_source.create_alias(parent=section, update_slug="inside")
    section.delete()

    assert (fresh(outside).alias_of, fresh(outside).live) == (None, True)
    inside_source = fresh(inside_source)
    inside_source.save_revision().publish()
    assert (fresh(inside).alias_of, fresh(inside).live) == (None, False)


def test_the_section_people_work_in_is_not_deleted_until_they_have_another(section, health, health_editor):
    add_member(email="author@health.example", agency=health, role=Role.EDITOR, section=section)
    with pytest.raises(NotForTheBin, match="author"):
        section.delete()

    end_membership(email="author@health.example", agency=health)
    section.delete()
    delete_for_good(binned=binned(section))

    ended = Membership.objects.get(user__email="author@health.example")
    assert ended.section is not None
    assert not Page.objects.filter(pk=section.pk).exists()


def test_after_thirty_days_the_bin_is_emptied_and_the_log_keeps_what_was_there(section, health_home, health_editor):
    kept = StandardPageFactory(parent=health_home, title="Kept")
    child = section.get_children().get()
    for page in (section, kept):
        move_to_bin(page=page, user=health_editor)
    BinnedPage.objects.filter(page=section).update(binned_at=timezone.now() - timedelta(days=30, minutes=1))

    [job] = [job for job in scheduled_jobs() if job.name == "pages.empty_bins"]
    job.run()

    assert not Page.objects.filter(pk__in=[section.pk, child.pk]).exists()
    assert binned(kept).days_left == 30
    log = PageLogEntry.objects.filter(action="wagtail.delete", deleted=True)
    assert set(log.values_list("label", flat=True)) == {"Travel", "Bus pass"}
    assert empty_bins() == 0
    assert Page.find_problems() == ([], [], [], [], [])


def test_deleting_and_restoring_cost_the_same_for_one_page_and_for_twenty(health_home, django_assert_max_num_queries):
    # The first deletion of an agency makes the bin.
    StandardPageFactory(parent=health_home, title="First").delete()
    StandardPageFactory(parent=health_home, title="Beside them")
    counts = []
    for number in (1, 20):
        listing = ListingPageFactory(parent=health_home, title=f"List {number}")
        for child in range(number):
            StandardPageFactory(parent=listing, title=f"Page {child}")
        with django_assert_max_num_queries(80) as deletion:
            move_to_bin(page=listing)
        row = binned(listing)
        with django_assert_max_num_queries(80) as restoration:
            restore_page(binned=row)
        counts.append((len(deletion), len(restoration)))

    assert counts[0] == counts[1]


def test_a_home_page_that_is_called_as_the_bin_is_in_nobodys_way(health_home, section):
    Page.objects.filter(pk=health_home.pk).update(slug="_bin")
    section.delete()

    the_bin = fresh(section).get_parent()
    assert the_bin.slug != "_bin"
    assert StandardPage.objects.count() == 0
