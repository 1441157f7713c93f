"""Whoever sends other agencies' ids everywhere changes nothing of theirs and refers to nothing of theirs.

Every form of one's own screens, and every address that takes one, is sent once as it is, then with another agency's
id, uid or name in each part of its address, each parameter and each field that the view is seen to read, one at a time.
A finding is a row or a file of others that changed, a row or a file that names them now, an answer or an e-mail that
does, an answer unlike the one about what does not exist, a way to a strange host, or an error. There is no list of
findings to accept.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from govcms.content.models import Menu, Snippet, StandardPage
from govcms.identity.models import Passkey, SignedInSession, User
from govcms.media.models import AgencyDocument, AgencyImage
from govcms.pages.models import Page
from tenants.actions import add_member
from tenants.admin_rules import closed, rule_of
from tenants.models import PLATFORM_KEY, Role
from tests.factories import AgencyFactory, MemberFactory
from tests.isolation.admin_urls import ADMIN_URLCONF, admin_urls
from tests.isolation.canaries import LUMARANT, Planted
from tests.isolation.canaries.bands import begin_ids_at
from tests.isolation.crawl.addresses import tried
from tests.isolation.crawl.atlas import AFTER_ALL, Atlas
from tests.isolation.crawl.books import Books
from tests.isolation.crawl.counterparts import Counterparts
from tests.isolation.crawl.crawler import browser
from tests.isolation.crawl.forms import Form, forms_of
from tests.isolation.crawl.public import PUBLIC_URLCONF, START_URLCONF
from tests.isolation.crawl.screens import Screens, name_of
from tests.isolation.crawl.streams import posted_stream
from tests.isolation.crawl.test_read_crawl import BASE, HOST, watch_for
from tests.isolation.crawl.writer import Writer

pytestmark = [pytest.mark.crawl, pytest.mark.xdist_group("writing")]
Forms = list[tuple[str, Form]]
# Forms in which one says where something goes.
PLACES = {
    "wagtail_bulk_action",
    "wagtailadmin_pages:copy",
    "wagtailadmin_pages:move",
    "wagtailadmin_collections:add",
    "wagtailadmin_collections:edit",
    "wagtailimages:edit",
    "wagtaildocs:edit",
    "redirects:edit",
    "bin_restore",
    "people:change",
    "people:end",
}


def writer_of(user: User | None, own: Atlas, others: list[Atlas], *, host: str = HOST) -> Writer:
    """Somebody, or nobody, at a host, who sends what the first of the others owns in the place of what is her own."""
    client, books = browser(host, user), Books(others)
    # Her sign-in is in the log of each agency she works in by now.
    books.open()
    return Writer(client, watch_for(others), books, [Counterparts(own, others[0])])


def offered_at(client: Client, paths: Iterable[str], urlconf: str) -> Forms:
    """The forms of these screens, and an empty form for each of them."""
    found: Forms = []
    for path in paths:
        found += [(name_of(form.action, urlconf), form) for form in forms_of(client.get(path), path)]
        found.append((name_of(path, urlconf), Form(path)))
    return found


@pytest.fixture(scope="module")
def admins_forms(planted: list[Planted]) -> Forms:
    """What an agency admin is offered: more than anybody else in the agency."""
    with transaction.atomic():
        begin_ids_at(AFTER_ALL)
        client = browser(HOST, planted[0].people[Role.AGENCY_ADMIN])
        forms = Screens(client, Atlas(planted[0])).forms()
        transaction.set_rollback(True)
    return [(name, form) for name, found in forms.items() for form in found]


def test_an_admin_changes_and_refers_to_nothing_of_others(admins_forms: Forms, mine: Atlas, theirs: list[Atlas]):
    writer = writer_of(mine.planted.people[Role.AGENCY_ADMIN], mine, theirs)

    for name, form in admins_forms:
        writer.fill(name, form)

    assert writer.finish() == []
    # Who is refused everything changes nothing.
    assert sum(302 in statuses for statuses in writer.taken.values()) > 30
    assert writer.sent > 500


def test_staff_of_two_agencies_do_not_mix_them(admins_forms: Forms, mine: Atlas, theirs: list[Atlas]):
    user = mine.planted.people[Role.AGENCY_ADMIN]
    add_member(email=user.email, agency=theirs[0].planted.agency, role=Role.AGENCY_ADMIN)
    writer = writer_of(user, mine, theirs)
    # She may know of the other by name: the menu leads her there.
    writer.watch.words -= {theirs[0].marks.name}

    for name, form in admins_forms:
        # Which rows a form takes is asked of the agency in scope, not of her rights: fields are tried where they lead
        # to a place for something, addresses everywhere.
        (writer.fill if name in PLACES else writer.address)(name, form)

    assert writer.finish() == []


@pytest.mark.parametrize("role", [Role.PUBLISHER, Role.EDITOR, Role.VIEWER])
def test_others_of_the_agency_reach_nothing_of_others_either(
    role: Role, admins_forms: Forms, mine: Atlas, theirs: list[Atlas]
):
    writer = writer_of(mine.planted.people[role], mine, theirs)

    for name, form in admins_forms:
        # What a form takes in its fields does not depend on the role, once she may send it; whether she may does.
        writer.address(name, form)

    assert writer.finish() == []


@pytest.mark.parametrize("prefix", ["body", "items", "footer"])
def test_no_block_refers_to_what_others_own(prefix: str, mine: Atlas, theirs: list[Atlas]):
    model, name, pk = {
        "body": (StandardPage, "wagtailadmin_pages:edit", mine.planted.pages["live StandardPage"].pk),
        "items": (Menu, "menus:edit", mine.ids_by_model[Menu][0]),
        "footer": (Menu, "menus:edit", mine.ids_by_model[Menu][0]),
    }[prefix]
    targets = {each: mine.ids_by_model[each][-1] for each in (AgencyImage, AgencyDocument, Snippet)}
    targets[Page] = mine.planted.pages["draft"].pk
    writer = writer_of(mine.planted.people[Role.AGENCY_ADMIN], mine, theirs)
    path = reverse(name, args=[pk], urlconf=ADMIN_URLCONF)
    [form] = [form for _name, form in offered_at(writer.client, [path], ADMIN_URLCONF) if form.data]
    blocks = posted_stream(model._meta.get_field(prefix).stream_block, prefix, targets)
    data = {**form.data, **{each: [value] for each, value in blocks.items()}}

    if prefix == "body":
        # A draft that saves itself and a page that is published go different ways.
        writer.fill_stream("saves itself", replace(form, data=data, accept="application/json"), prefix)
        writer.fill_stream("publishes", replace(form, data={**data, "action-publish": ["1"]}), prefix)
    else:
        writer.fill_stream("saves", replace(form, data=data), prefix)

    assert writer.finish() == []
    # With what is one's own they are taken.
    taken = {"saves itself": {200}, "publishes": {302}} if prefix == "body" else {"saves": {302}}
    assert writer.taken == taken


def test_who_is_no_member_writes_nothing_there(admins_forms: Forms, mine: Atlas, theirs: list[Atlas]):
    platform_admin = MemberFactory(
        email="root@gov.example", agencies=[AgencyFactory(key=PLATFORM_KEY)], role=Role.AGENCY_ADMIN
    )
    for user in (platform_admin, theirs[0].planted.people[Role.AGENCY_ADMIN], None):
        writer = writer_of(user, theirs[0], [mine])
        # The host that she asked says it.
        writer.watch.words -= {mine.marks.name}

        for form in {form.action: form for _name, form in admins_forms}.values():
            # To the very rows that an admin of this agency would change.
            assert writer.post(form).status_code in {302, 404}

        assert writer.finish() == []


def test_what_is_closed_stays_closed(mine: Atlas, theirs: list[Atlas]):
    writer = writer_of(mine.planted.people[Role.AGENCY_ADMIN], mine, theirs)

    for url in admin_urls():
        for path in islice(tried(url, mine, theirs[1:]), 2) if rule_of(url.name) is closed else ():
            # At some of their addresses stand screens of our own.
            assert name_of(path) != url.name or writer.post(Form(path)).status_code == 404

    assert writer.finish() == []


def test_the_public_writes_nothing_of_others(mine: Atlas, theirs: list[Atlas]):
    writer = writer_of(None, mine, theirs, host=f"{LUMARANT.name}.{BASE}")
    writer.watch.words |= {mine.marks.secret}
    locked = mine.planted.pages["private"]
    password = f"/password/{mine.ids_by_model[PageViewRestriction][0]}/{locked.pk}/"
    files = [f"/documents/{mine.uids_by_pk[AgencyDocument][mine.ids_by_model[AgencyDocument][0]]}/"]
    files += [f"/media/{key}" for key in mine.keys[:1]]
    paths = ["/", "/search/", "/feed/", "/robots.txt", "/sitemap.xml", *(f"/{path}" for path in mine.paths), *files]

    for name, form in offered_at(writer.client, [*paths, password], PUBLIC_URLCONF):
        writer.fill(name, form)

    assert writer.finish() == []


def test_the_start_host_changes_nothing_of_others(mine: Atlas, theirs: list[Atlas]):
    values = {"key": LUMARANT.name, "uidb64": "MQ", "token": "set-password"}
    uids = [*mine.uids_by_pk[Passkey].values(), *mine.uids_by_pk[SignedInSession].values()]
    # Not the editor, whose the planted passkey is: its key is a word, and no browser could sign in with it.
    for user in (mine.planted.people[Role.AGENCY_ADMIN], None):
        writer = writer_of(user, mine, theirs, host=f"admin.{BASE}")
        # Before anything is changed that others would like to change.
        writer.client.post(reverse("security_proof", urlconf=START_URLCONF), {"password": "correct horse battery"})
        urls = [url for url in admin_urls(START_URLCONF) if url.name and url.name != "sign_out"]
        paths = [
            reverse(url.name, urlconf=START_URLCONF, kwargs={each: values.get(each, uid) for each in url.arguments})
            for url in urls
            for uid in (uids if "uid" in url.arguments else [""])
        ]

        for name, form in offered_at(writer.client, paths, START_URLCONF):
            writer.fill(name, form)

        assert writer.finish() == []
