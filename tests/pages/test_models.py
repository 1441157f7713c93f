"""The base page: whose it is, where it is, what readers are told."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from wagtail.models import Page as AnyPage
from wagtail.models import get_page_models

from govcms.content.models import StandardPage
from govcms.pages.models import ChangeNote, CrossAgencyMove, Page
from tenants.addresses import address_map
from tenants.models import Domain
from tests.factories import StandardPageFactory

pytestmark = pytest.mark.django_db


def add_page(parent: Page, title: str, **fields: object) -> StandardPage:
    page = StandardPage(title=title, **fields)
    parent.add_child(instance=page)
    return page


def test_every_page_type_descends_from_our_base():
    assert all(issubclass(model, Page) for model in get_page_models())
    assert AnyPage is not Page


def test_a_new_page_takes_the_agency_of_its_parent_whatever_it_says(health, transport, health_home):
    page = add_page(health_home, "Vaccination", agency=transport)

    assert Page.objects.get(pk=page.pk).agency == health


def test_an_old_revision_does_not_bring_an_old_owner_or_address_back(health, transport, health_home):
    page = add_page(health_home, "Vaccination")
    revision = page.save_revision()
    content = revision.content
    content["agency"] = transport.pk
    content["source_url"] = "https://elsewhere.example/"
    revision.save()

    revision.publish()

    page.refresh_from_db()
    assert page.agency == health
    assert page.source_url == ""


def test_a_page_cannot_be_moved_to_another_agency(health_home, transport_home):
    page = add_page(health_home, "Vaccination")

    with pytest.raises(CrossAgencyMove), transaction.atomic():
        page.move(transport_home, pos="last-child")

    assert Page.objects.get(pk=page.pk).is_child_of(health_home)


def test_the_database_refuses_a_page_without_an_agency(health_home):
    with pytest.raises(IntegrityError), transaction.atomic():
        Page.objects.filter(pk=health_home.pk).update(agency=None)


def test_an_address_is_a_path_on_the_own_site_and_a_full_url_elsewhere(health_home, transport_home):
    page = add_page(health_home, "Vaccination", slug="vaccination")
    here, there = (RequestFactory().get("/") for _ in range(2))
    here._wagtail_site = health_home.get_site()
    there._wagtail_site = transport_home.get_site()

    assert page.get_url(here) == "/vaccination/"
    assert page.get_url(there) == page.full_url == "http://health.gov.test:8000/vaccination/"


def test_addresses_cost_no_query_once_known(health_home, django_assert_num_queries):
    pages = [add_page(health_home, f"Page {number}") for number in range(20)]
    address_map.get(health_home.path)

    with django_assert_num_queries(0):
        assert len({page.url for page in pages}) == 20


def test_a_changed_host_changes_addresses(health_home):
    page = add_page(health_home, "Vaccination", slug="vaccination")
    site = page.get_site()
    site.hostname = "care.gov.test"
    site.save()
    Domain.objects.filter(host="health.gov.test").update(host="care.gov.test")
    address_map.forget()

    assert page.full_url == "http://care.gov.test:8000/vaccination/"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"withdrawn_at": datetime.date(2026, 1, 2)}, "withdrawn_reason"),
        ({"change_type": Page.ChangeType.MAJOR}, "change_note"),
    ],
)
def test_what_readers_need_to_know_is_required(health_home, fields, wrong):
    page = StandardPage(title="Vaccination", **fields)

    with pytest.raises(ValidationError) as refusal:
        health_home.add_child(instance=page)

    assert list(refusal.value.message_dict) == [wrong]


def test_only_a_major_change_moves_the_date_readers_see(health_home):
    page = add_page(health_home, "Vaccination", live=False)
    page.save_revision().publish()
    page.refresh_from_db()
    first_date = page.public_updated_at

    page.title = "Vaccinations"
    page.save_revision().publish()
    page.refresh_from_db()
    date_after_minor = page.public_updated_at
    page.change_type = Page.ChangeType.MAJOR
    page.change_note = "Children can now be vaccinated at school."
    page.save_revision().publish()
    page.refresh_from_db()

    assert first_date is not None
    assert date_after_minor == first_date
    assert page.public_updated_at > first_date
    assert ChangeNote.objects.filter(page_id=page.pk, kind=Page.ChangeType.MAJOR).get().text == page.change_note


def test_the_note_of_a_published_change_is_not_offered_for_the_next(health_home):
    page = add_page(health_home, "Vaccination", live=False)
    page.change_type = Page.ChangeType.MAJOR
    page.change_note = "New opening hours."
    page.save_revision().publish()

    draft = Page.objects.get(pk=page.pk).get_latest_revision_as_object()

    assert (draft.change_type, draft.change_note) == (Page.ChangeType.MINOR, "")


def test_one_original_address_once_per_agency(health_home, transport_home):
    address = "https://old.example/page"
    add_page(health_home, "First", source_url=address)
    add_page(transport_home, "Another agency's", source_url=address)

    with pytest.raises(IntegrityError), transaction.atomic():
        Page.objects.filter(pk=add_page(health_home, "Second").pk).update(source_url=address)


def test_an_alias_is_a_page_of_its_own_and_follows_what_it_mirrors(health_home: Page):
    page = StandardPageFactory(parent=health_home, title="Fares", slug="fares", source_url="https://old.example/fares")

    alias = page.create_alias(update_slug="fares-again")
    page.title = "New fares"
    page.save_revision().publish()

    alias.refresh_from_db()
    assert (alias.title, alias.source_url, alias.agency) == ("New fares", "", page.agency)
    assert alias.uid != page.uid
