"""The screens around the bin: deleting with the pages that link named, listing, restoring, deleting for good."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ReferenceIndex

from govcms.identity.models import User
from govcms.pages.bin.actions import move_to_bin, restore_page
from govcms.pages.bin.models import BinnedPage
from govcms.pages.models import Page
from tenants.actions import add_member
from tenants.models import Agency, Role
from tenants.scope import tenant_scope
from tests.factories import ListingPageFactory, StandardPageFactory
from tests.isolation.conftest import signed_in


@pytest.fixture
def section(health: Agency, health_home: Page) -> Any:
    """A listing with a page below it, to which another page links."""
    with tenant_scope(health):
        listing = ListingPageFactory(parent=health_home, title="Travel", slug="travel")
        child = StandardPageFactory(parent=listing, title="Bus pass", slug="bus-pass")
        link = f'<p><a linktype="page" id="{child.pk}">pass</a></p>'
        StandardPageFactory(parent=health_home, title="Getting about", body=[{"type": "rich_text", "value": link}])
    return listing


def binned(page: Any, user: User | None = None) -> BinnedPage:
    """The page, put into the bin."""
    with tenant_scope(page.agency):
        row = move_to_bin(page=page, user=user)
    assert row is not None
    return row


def test_deleting_names_the_pages_that_link_and_says_bin(section, health_admin: User):
    client = signed_in(health_admin)
    asked = client.get(f"/admin/pages/{section.pk}/delete/").content.decode()
    assert "Move to bin" in asked
    assert "These pages link to it" in asked
    assert "Getting about" in asked
    assert ReferenceIndex.objects.exists()

    answer = client.post(f"/admin/pages/{section.pk}/delete/", follow=True)

    assert "is in the bin for 30 days" in answer.content.decode()
    assert BinnedPage._base_manager.get().binned_by == health_admin
    listed = client.get(f"/admin/pages/{section.get_parent().pk}/").content.decode()
    assert "Travel" not in listed
    assert "Move to bin" in listed


def test_several_pages_go_to_the_bin_at_once_and_all_means_what_is_there(section, health_home, health_admin: User):
    client = signed_in(health_admin)
    binned(StandardPageFactory(parent=health_home, title="Binned before"))
    url = reverse("wagtail_bulk_action", urlconf="govcms.urls.admin", args=["pages", "page", "delete"])
    assert "Binned before" not in client.get(f"{url}?id=all").content.decode()
    query = f"?id={section.pk}&id={section.get_children().get().pk}"
    assert "Move pages to the bin" in client.get(url + query).content.decode()

    response = client.post(url + query)

    assert response.status_code == 302
    assert any("in the bin" in str(message) for message in get_messages(response.wsgi_request))
    assert {row.page.title for row in BinnedPage._base_manager.all()} == {"Binned before", "Travel"}


def test_the_home_page_cannot_be_chosen_for_deletion(health_home, health_admin: User):
    assert signed_in(health_admin).post(f"/admin/pages/{health_home.pk}/delete/").status_code == 403
    assert Page.objects.filter(pk=health_home.pk, live=True).exists()


def test_the_bin_lists_what_lies_there_and_restores_it(section, health_home, health_editor: User):
    row = binned(section, health_editor)
    client = signed_in(health_editor)
    listed = client.get("/admin/bin/").content.decode()
    for words in ("Travel", "http://health.gov.test:8000/travel/", str(health_editor), "Ministry of Health", "30"):
        assert words in listed
    assert f"/admin/bin/{row.pk}/delete/" not in listed
    assert "Restore" in client.get(f"/admin/bin/{row.pk}/restore/").content.decode()

    response = client.post(f"/admin/bin/{row.pk}/restore/", {"parent": health_home.pk})

    assert response.status_code == 302
    assert Page.objects.get(pk=section.pk).get_parent().pk == health_home.pk
    assert "The bin is empty" in client.get("/admin/bin/").content.decode()


def test_another_place_is_asked_for_where_the_old_one_is_gone(section, health_home, health_editor: User):
    child = section.get_children().get().specific
    row, parent_row = binned(child), binned(section)
    client = signed_in(health_editor)
    assert "Choose another place" in client.get(f"/admin/bin/{row.pk}/restore/").content.decode()

    refused = client.post(f"/admin/bin/{row.pk}/restore/", {"parent": section.pk})
    assert refused.status_code == 200
    assert "Choose a page of your agency" in refused.content.decode()
    assert client.post(f"/admin/bin/{row.pk}/restore/", {"parent": health_home.pk}).status_code == 302
    assert BinnedPage._base_manager.get() == parent_row


def test_only_agency_admins_delete_for_good(section, health_editor, health_publisher, health_admin, health_viewer):
    row = binned(section)
    address = f"/admin/bin/{row.pk}/delete/"
    for user in (health_editor, health_publisher, health_viewer):
        assert signed_in(user).get(address).status_code == 403
        assert signed_in(user).post(address).status_code == 403
    assert Page.objects.filter(pk=section.pk).exists()

    client = signed_in(health_admin)
    assert "cannot be undone" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    assert not Page.objects.filter(pk=section.pk).exists()


def test_a_viewer_finds_no_bin(section, health_viewer: User, health_editor: User):
    binned(section)
    client = signed_in(health_viewer)

    assert client.get("/admin/bin/").status_code == 403
    assert "/admin/bin/" not in client.get("/admin/").content.decode()
    assert "/admin/bin/" in signed_in(health_editor).get("/admin/").content.decode()


def test_in_a_section_people_find_what_was_deleted_there(section, health, health_home):
    author = add_member(email="author@health.example", agency=health, role=Role.EDITOR, section=section).user
    inside = binned(section.get_children().get().specific)
    outside = binned(StandardPageFactory(parent=health_home, title="Elsewhere"))
    client = signed_in(author)

    listed = client.get("/admin/bin/").content.decode()
    assert "Bus pass" in listed
    assert "Elsewhere" not in listed
    assert client.get(f"/admin/bin/{outside.pk}/restore/").status_code == 403
    answer = client.post(f"/admin/bin/{inside.pk}/restore/", {"parent": health_home.pk})
    assert "You may not add pages there" in answer.content.decode()
    assert client.post(f"/admin/bin/{inside.pk}/restore/", {"parent": section.pk}).status_code == 302


@pytest.mark.parametrize(
    "path", ["edit/", "history/", "usage/", "copy/", "move/", "delete/", "privacy/", "view_draft/", ""]
)
def test_a_page_in_the_bin_has_no_screen(section, health_admin: User, path: str):
    row = binned(section)

    for page in (row.page, section.get_children().first() or row.page):
        assert signed_in(health_admin).get(f"/admin/pages/{page.pk}/{path}").status_code == 404


def test_a_page_in_the_bin_is_in_no_list_search_chooser_or_panel(section, health_admin: User):
    Page.objects.filter(pk=section.pk).update(locked=True, locked_by=health_admin, locked_at=timezone.now())
    client = signed_in(health_admin)
    form = {"title": "Travel", "slug": "travel", "body-count": "0", "comments-TOTAL_FORMS": "0"}
    client.post(f"/admin/pages/{section.pk}/edit/", form)
    # The message that it is saved.
    client.get("/admin/")
    binned(section)

    for address in (
        "/admin/",
        "/admin/pages/",
        "/admin/pages/search/?q=travel",
        "/admin/choose-page/?page_type=content.listingpage",
        "/admin/choose-page/search/?q=travel",
        "/admin/reports/aging-pages/",
        "/admin/reports/locked/",
        "/admin/reports/page-types-usage/",
        "/admin/pages/types/content/listingpage/",
        "/admin/api/main/pages/?child_of=root&for_explorer=1",
    ):
        response = client.get(address, follow=True)
        assert response.status_code in {200, 404}, address
        body = response.content.decode().replace("q=travel", "").replace('value="travel"', "")
        assert "Travel" not in body, address


def test_the_list_costs_the_same_however_much_lies_there(health_home, health_editor, django_assert_max_num_queries):
    client = signed_in(health_editor)
    counts = []
    for number in (1, 12):
        while BinnedPage._base_manager.count() < number:
            binned(StandardPageFactory(parent=health_home, title="Page"), health_editor)
        client.get("/admin/bin/")
        with django_assert_max_num_queries(25) as queries:
            body = client.get("/admin/bin/").content.decode()
        counts.append(len(queries))
        assert body.count("/restore/") == number

    assert counts[0] == counts[1]


def test_readers_of_a_deleted_page_are_led_to_another(section, health_home, health_admin: User, client: Client):
    target = StandardPageFactory(parent=health_home, title="Fares", slug="fares")
    shown = signed_in(health_admin).get(f"/admin/pages/{section.pk}/delete/").content.decode()
    assert "Bus pass (published)" in " ".join(shown.split())
    assert "Lead readers to another page" in shown

    signed_in(health_admin).post(f"/admin/pages/{section.pk}/delete/", {"forward_to": target.pk})

    for path in ("/travel/", "/travel/bus-pass/"):
        answer = client.get(path, headers={"host": "health.gov.test"})
        assert (answer.status_code, answer.headers["Location"]) == (301, "http://health.gov.test:8000/fares/")
    row = BinnedPage._base_manager.get()
    with tenant_scope(row.agency):
        restore_page(binned=row).save_revision().publish()
    assert client.get("/travel/", headers={"host": "health.gov.test"}).status_code == 200


def test_readers_are_led_to_published_pages_of_the_agency_alone(section, health_home, transport_home, health_admin):
    draft = StandardPageFactory(parent=health_home, title="Draft", live=False)

    for target in (draft.pk, transport_home.pk, section.get_children().get().pk, "²", "9" * 30):
        answer = signed_in(health_admin).post(f"/admin/pages/{section.pk}/delete/", {"forward_to": target})
        assert answer.status_code == 200
        assert "Choose a published page of your agency" in answer.content.decode()
        assert "Ministry of Transport" not in answer.content.decode()
    assert not BinnedPage._base_manager.exists()


def test_nobody_is_asked_where_readers_of_a_draft_go(health_home, health_admin: User):
    draft = StandardPageFactory(parent=health_home, title="Draft", live=False)

    assert "Lead readers" not in signed_in(health_admin).get(f"/admin/pages/{draft.pk}/delete/").content.decode()


BULK = reverse("wagtail_bulk_action", urlconf="govcms.urls.admin", args=["pages", "page", "delete"])


def chosen(*pages: Page) -> str:
    """The address at which these pages are moved to the bin together."""
    return f"{BULK}?{'&'.join(f'id={page.pk}' for page in pages)}"


def test_deleting_several_tells_of_each_what_goes_and_who_links(section, health_home, health_admin: User):
    fares = StandardPageFactory(parent=health_home, title="Fares")
    link = f'<p><a linktype="page" id="{fares.pk}">fares</a></p>'
    going_too = StandardPageFactory(parent=health_home, title="Goes too", body=[{"type": "rich_text", "value": link}])

    html = " ".join(signed_in(health_admin).get(chosen(section, fares)).content.decode().split())
    travel, other = html.split("<section")[1:]
    for words in ("Travel", "1 page below it goes", "Bus pass (published)", "These pages link to it", "Getting about"):
        assert words in travel, words
    assert "Goes too" in other
    assert "Lead readers to another page" in other
    # Who goes as well is nobody to be told.
    both = signed_in(health_admin).get(chosen(fares, going_too)).content.decode()
    assert "These pages link to it" not in both


def test_readers_of_several_are_led_to_one_page_and_all_of_them_come_back(section, health_home, health_admin, client):
    fares = StandardPageFactory(parent=health_home, slug="fares")
    target = StandardPageFactory(parent=health_home, slug="trains")

    answer = signed_in(health_admin).post(chosen(section, fares), {"forward_to": target.pk})

    assert answer.status_code == 302
    old = ("/travel/", "/travel/bus-pass/", "/fares/")
    for path in old:
        led = client.get(path, headers={"host": "health.gov.test"})
        assert led.headers["Location"] == "http://health.gov.test:8000/trains/", path
    for row in list(BinnedPage._base_manager.all()):
        with tenant_scope(row.agency):
            for page in restore_page(binned=row).get_descendants(inclusive=True).specific():
                page.save_revision().publish()
    for path in old:
        assert client.get(path, headers={"host": "health.gov.test"}).status_code == 200


def test_readers_of_several_are_led_to_published_pages_of_the_agency_that_stay(
    section, health_home, transport_home, health_admin: User
):
    fares = StandardPageFactory(parent=health_home, title="Fares")
    draft = StandardPageFactory(parent=health_home, title="Draft", live=False)

    for target in (draft, transport_home, fares, section.get_children().get()):
        answer = signed_in(health_admin).post(chosen(section, fares), {"forward_to": target.pk})
        assert answer.status_code == 200
        assert "Choose a published page of your agency" in answer.content.decode()
        assert "Ministry of Transport" not in answer.content.decode()
    assert not BinnedPage._base_manager.exists()
    assert "Lead readers" not in signed_in(health_admin).get(chosen(draft)).content.decode()


def test_what_is_told_of_many_takes_no_more_queries(health_home, health_admin, django_assert_max_num_queries: Any):
    client = signed_in(health_admin)
    pages = []
    for number in range(8):
        page = ListingPageFactory(parent=health_home, title=f"Section {number}")
        child = StandardPageFactory(parent=page, title=f"Child {number}")
        link = f'<p><a linktype="page" id="{child.pk}">x</a></p>'
        StandardPageFactory(parent=health_home, title=f"Linking {number}", body=[{"type": "rich_text", "value": link}])
        pages.append(page)
    client.get(chosen(*pages))
    counts = []
    for several in (pages[:2], pages):
        with django_assert_max_num_queries(60) as asked:
            html = client.get(chosen(*several)).content.decode()
        counts.append(len(asked))
        assert html.count("Linking ") == html.count("Child ") == len(several)

    assert counts[0] == counts[1]
