"""An agency keeps its own tags and collections in order, and finds nobody else's."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Collection

from govcms.identity.models import User
from govcms.media.models import AgencyImage, AgencyTag
from govcms.media.tags import merge_tags
from tenants.models import Agency, AuditEntry
from tenants.scope import tenant_scope
from tests.factories import ImageFactory
from tests.isolation.admin_urls import ADMIN_URLCONF
from tests.isolation.conftest import CANARY, Holdings, signed_in


def path_of(name: str, *args: Any) -> str:
    """The address of a screen of tags."""
    return reverse(f"tags:{name}", args=args, urlconf=ADMIN_URLCONF)


def tag(agency: Agency, name: str, *things: Any) -> AgencyTag:
    """A tag of the agency, on these things."""
    with tenant_scope(agency):
        made, _is_new = AgencyTag.objects.get_or_create(name=name, slug=name.lower(), defaults={"agency": agency})
        for thing in things:
            thing.tags.add(made)
    return made


def tags_of(thing: Any) -> list[str]:
    """The names of a thing's tags."""
    with tenant_scope(thing.agency):
        return sorted(type(thing).objects.get(pk=thing.pk).tags.names())


@pytest.fixture
def keeper(health_publisher: User) -> Client:
    """A publisher of Health."""
    return signed_in(health_publisher)


def test_the_list_shows_the_agencys_own_with_their_uses(own: Holdings, foreign: Holdings, keeper: Client):
    tag(own.agency, "Amber", own.image, own.document)
    theirs = tag(foreign.agency, CANARY, foreign.image)

    page = keeper.get(path_of("index")).content.decode()

    assert "Amber" in page
    assert CANARY.lower() not in page.lower()
    for name in ("edit", "merge"):
        for answer in (keeper.get(path_of(name, theirs.pk)), keeper.post(path_of(name, theirs.pk), {"name": "Mine"})):
            assert answer.status_code == 404
    assert AgencyTag._base_manager.get(pk=theirs.pk).name == CANARY


def test_an_empty_list_says_where_tags_are_made(health: Agency, keeper: Client):
    assert "Give a picture or a document one" in keeper.get(path_of("index")).content.decode()
    assert "Give a picture" not in keeper.get(path_of("index"), {"q": "bus"}).content.decode()


def test_a_tag_is_renamed_wherever_it_stands(own: Holdings, keeper: Client):
    bus = tag(own.agency, "Buss", own.image, own.document)

    assert keeper.post(path_of("edit", bus.pk), {"name": " Bus "}).status_code == 302

    assert (tags_of(own.image), tags_of(own.document)) == (["Bus"], ["Bus"])
    with tenant_scope(own.agency):
        assert list(AgencyImage.objects.all().search("Bus")) == [own.image]
    assert AuditEntry._base_manager.filter(agency=own.agency, action="media.rename_tag").exists()


def test_a_name_that_is_there_is_not_given_twice_but_another_agencys_is(
    own: Holdings, foreign: Holdings, keeper: Client
):
    bus, _taken = tag(own.agency, "Bus"), tag(own.agency, "Coach")
    tag(foreign.agency, "Tram")

    assert "Merge the two" in keeper.post(path_of("edit", bus.pk), {"name": "COACH"}).content.decode()
    assert keeper.post(path_of("edit", bus.pk), {"name": "Tram"}).status_code == 302


def test_merging_gives_everything_the_one_that_stays(own: Holdings, foreign: Holdings, keeper: Client):
    coach = tag(own.agency, "Coach", own.image, own.document)
    bus = tag(own.agency, "Bus", own.image)
    theirs = tag(foreign.agency, CANARY)
    path = path_of("merge", coach.pk)

    assert CANARY not in keeper.get(path).content.decode()
    assert keeper.post(path, {"into": theirs.pk}).status_code == 200
    assert keeper.post(path, {"into": coach.pk}).status_code == 200
    assert keeper.post(path, {"into": bus.pk}).status_code == 302

    assert (tags_of(own.image), tags_of(own.document)) == (["Bus"], ["Bus"])
    assert not AgencyTag._base_manager.filter(pk=coach.pk).exists()
    with pytest.raises(ValueError, match="one agency"):
        merge_tags(tag=bus, into=theirs)


def test_unused_tags_are_shown_and_deleted(own: Holdings, foreign: Holdings, keeper: Client):
    tag(own.agency, "Used", own.document)
    tag(own.agency, "Loose")
    tag(foreign.agency, CANARY)

    page = keeper.get(path_of("unused")).content.decode()
    assert "Loose" in page
    assert "<li>Used</li>" not in page
    assert CANARY not in page
    assert keeper.post(path_of("unused")).status_code == 302

    assert set(AgencyTag._base_manager.values_list("name", flat=True)) == {"Used", CANARY}


def test_an_editor_changes_no_tags(own: Holdings, health_editor: User):
    bus = tag(own.agency, "Bus")
    client = signed_in(health_editor)

    for path in (path_of("index"), path_of("edit", bus.pk), path_of("merge", bus.pk), path_of("unused")):
        assert client.get(path).status_code == 403, path
        assert client.post(path, {"name": "Mine"}).status_code in {403, 405}, path


def test_lists_and_merging_ask_as_often_for_many(own: Holdings, health_admin: User):
    client = signed_in(health_admin)
    client.get(path_of("index"))
    listing, merging = [], []
    for number in (1, 15):
        images = [ImageFactory(agency=own.agency, title=f"Picture {each}") for each in range(number)]
        coach, bus = tag(own.agency, f"Coach {number}", *images), tag(own.agency, f"Bus {number}", images[0])
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path_of("index")).status_code == 200
        listing.append(len(asked))
        with tenant_scope(own.agency), CaptureQueriesContext(connection) as asked:
            assert merge_tags(tag=coach, into=bus) == number
        # SQLite's search of the admin is told of each thing by itself.
        merging.append(len([query for query in asked if "wagtailsearch_indexentry" not in query["sql"]]))

    assert listing[0] == listing[1]
    assert merging[0] == merging[1]


def test_collections_are_the_agencys_own(own: Holdings, foreign: Holdings, health_admin: User):
    client = signed_in(health_admin)
    root, theirs = own.agency.root_collection, foreign.collection

    listed = client.get("/admin/collections/").content.decode()
    assert own.collection.name in listed
    assert CANARY not in listed
    assert CANARY not in client.get("/admin/collections/add/").content.decode()
    assert client.post("/admin/collections/add/", {"name": "New", "parent": theirs.pk}).status_code == 200
    assert client.post("/admin/collections/add/", {"name": "New", "parent": root.pk}).status_code == 302
    made = Collection.objects.get(name="New")
    assert made.is_descendant_of(Collection.objects.get(pk=root.pk))

    assert client.post(f"/admin/collections/{made.pk}/", {"name": "Newer", "parent": theirs.pk}).status_code == 200
    assert client.post(f"/admin/collections/{made.pk}/", {"name": "Newer", "parent": root.pk}).status_code == 302
    assert client.post(f"/admin/collections/{made.pk}/delete/").status_code == 302
    assert not Collection.objects.filter(pk=made.pk).exists()


def test_others_collections_ones_own_root_and_their_privacy_are_closed(
    own: Holdings, foreign: Holdings, health_admin: User, health_publisher: User
):
    client = signed_in(health_admin)
    root = own.agency.root_collection
    before = set(Collection.objects.values_list("pk", "name", "path"))

    for path in (f"/admin/collections/{foreign.collection.pk}/", f"/admin/collections/{foreign.collection.pk}/delete/"):
        for answer in (client.get(path), client.post(path, {"name": "Mine", "parent": root.pk})):
            assert answer.status_code == 404, path
    for collection in (own.collection, foreign.collection):
        assert client.get(f"/admin/collections/{collection.pk}/privacy/").status_code == 404
        assert client.post(f"/admin/collections/{collection.pk}/privacy/", {}).status_code == 404
    assert client.post(f"/admin/collections/{root.pk}/delete/").status_code in {302, 403, 404}
    assert signed_in(health_publisher).get("/admin/collections/").status_code == 403

    assert set(Collection.objects.values_list("pk", "name", "path")) == before
