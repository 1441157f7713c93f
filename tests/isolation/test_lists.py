"""What lists, choosers, filters and suggestions name is the agency's own."""

import pytest
from django.urls import reverse

from govcms.identity.models import User
from govcms.media.models import AgencyTag
from tenants import admin_rules
from tenants.admin_rules import closed, neutral, rule_of
from tenants.models import Agency, Membership, Role
from tenants.roles import sync_memberships
from tests.factories import MemberFactory
from tests.isolation.admin_urls import ADMIN_URLCONF, admin_urls
from tests.isolation.conftest import CANARY, Holdings, signed_in

# Words that stand in the titles of both agencies' objects beside the mark.
QUERIES = ["", "?q=draft", "?export=csv&search_all=1&q=live"]


def urls_without_ids() -> list[str]:
    """The open admin URLs that take no argument, save signing out."""
    return [
        reverse(url.name, urlconf=ADMIN_URLCONF)
        for url in admin_urls()
        if url.name and not url.arguments and rule_of(url.name) is not closed and "logout" not in url.name
    ]


@pytest.fixture
def tagged_foreign(foreign: Holdings) -> Holdings:
    """Transport's objects, tagged, and Transport's people and collections marked as well."""
    MemberFactory(email="zugvogel@transport.example", name=f"{CANARY} Person", agencies=[foreign.agency])
    foreign.agency.name = f"{CANARY} Agency"
    foreign.agency.save()
    foreign.draft_page.owner = User.objects.get(email="zugvogel@transport.example")
    foreign.draft_page.save()
    site = foreign.agency.sites.get().site
    site.site_name = f"{CANARY} site"
    site.save()
    AgencyTag.objects.create(agency=foreign.agency, name=f"{CANARY} tag", slug="zugvogel-tag")
    return foreign


def leaks_to(user: User, paths: list[str]) -> list[str]:
    """The paths whose answer names something of Transport's."""
    client = signed_in(user)
    found = []
    for path in paths:
        for query in QUERIES:
            response = client.get(path + query)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            if CANARY.lower() in body.decode().lower() + str(response.get("Location", "")).lower():
                found.append(f"{response.status_code} {path}{query}")
    return found


@pytest.mark.parametrize("role", ["health_editor", "health_admin"])
def test_no_list_names_another_agencys_objects(
    role: str, request: pytest.FixtureRequest, own: Holdings, tagged_foreign: Holdings
):
    assert leaks_to(request.getfixturevalue(role), urls_without_ids()) == []


def test_an_editor_of_both_sees_one_at_a_time(own: Holdings, tagged_foreign: Holdings, both_editor: User):
    # She may know the other's name: the menu leads her there.
    tagged_foreign.agency.name = "Transport Agency"
    tagged_foreign.agency.save()

    assert leaks_to(both_editor, urls_without_ids()) == []


def test_a_superuser_is_what_her_membership_makes_her(own: Holdings, tagged_foreign: Holdings):
    superuser = User.objects.create_user("root@gov.example", name="Root", is_superuser=True)
    Membership.objects.create(user=superuser, agency=own.agency, role=Role.VIEWER)
    sync_memberships(superuser)
    client = signed_in(superuser)

    assert leaks_to(superuser, ["/admin/", "/admin/pages/", "/admin/pages/search/", "/admin/choose-page/search/"]) == []
    assert client.get(f"/admin/pages/{own.live_page.pk}/edit/").status_code == 403
    assert client.get("/admin/images/").status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/admin/users/",
        "/admin/groups/",
        "/admin/sites/",
        "/admin/workflows/list/",
        "/admin/workflows/tasks/index/",
        "/admin/reports/site-history/",
        "/admin/api/main/images/",
        "/admin/api/main/documents/",
        "/admin/tag-autocomplete/",
        "/admin/test404/",
        "/admin/no-such-thing/",
    ],
)
def test_what_cannot_be_narrowed_is_closed(health_admin: User, path: str):
    assert signed_in(health_admin).get(path).status_code == 404


def test_bulk_actions_name_and_touch_only_own_rows(own: Holdings, foreign: Holdings, health_admin: User):
    client = signed_in(health_admin)
    kinds = {
        "pages/page": ("publish", own.draft_page, foreign.draft_page),
        "media/agencyimage": ("delete", own.image, foreign.image),
        "media/agencydocument": ("delete", own.document, foreign.document),
    }
    for kind, (action, mine, theirs) in kinds.items():
        url = f"/admin/bulk/{kind}/{action}/"
        assert client.get(f"{url}?id={mine.pk}").status_code == 200
        assert client.get(f"{url}?id={theirs.pk}").status_code == 404
        assert client.get(f"{url}?id={mine.pk}&id={theirs.pk}").status_code == 404
        everything = client.get(f"{url}?id=all").content.decode()
        assert mine.title in everything
        assert CANARY not in everything
    assert client.get(f"/admin/bulk/pages/page/publish/?id=all&childOf={foreign.home.pk}").status_code == 404
    assert client.get("/admin/bulk/identity/user/delete/?id=all").status_code == 404
    assert client.get("/admin/bulk/pages/page/publish/?id=1x").status_code == 404


def test_a_page_cannot_be_moved_or_copied_to_another_agency(own: Holdings, foreign: Holdings, both_editor: User):
    client = signed_in(both_editor)
    before = foreign.home.get_children().count()
    page, target = own.draft_page.pk, foreign.home.pk

    answers = [
        client.post(f"/admin/pages/{page}/move/", {"new_parent_page": target}),
        client.post(f"/admin/pages/{page}/move/{target}/confirm/"),
        client.post(f"/admin/pages/{page}/copy/", {"new_title": "x", "new_slug": "x", "new_parent_page": target}),
        client.post(f"/admin/bulk/pages/page/move/?id={page}", {"chooser": target}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert foreign.home.get_children().count() == before


def test_choosers_offer_and_return_only_own_objects(own: Holdings, foreign: Holdings, health_editor: User):
    client = signed_in(health_editor)

    browse = client.get("/admin/choose-page/").content.decode()
    search = client.get("/admin/choose-page/search/?q=draft").content.decode()

    assert "Amber live" in browse
    assert "Amber draft" in search
    assert CANARY not in browse + search
    assert client.get(f"/admin/choose-page/chosen-multiple/?id={own.live_page.pk}").status_code == 200
    for kind, row in {"choose-page": foreign.draft_page, "images/chooser": foreign.image}.items():
        assert client.get(f"/admin/{kind}/chosen-multiple/?id={row.pk}").status_code == 404


def test_the_explorers_api_shows_the_agencys_tree(own: Holdings, foreign: Holdings, health_editor: User):
    client = signed_in(health_editor)
    api = "/admin/api/main/pages/"

    whole = client.get(api).content.decode()

    assert "Amber live" in whole
    assert CANARY not in whole
    assert client.get(f"{api}?child_of={own.home.pk}").status_code == 200
    assert client.get(f"{api}?child_of=root").status_code in {200, 400}
    for name in ("child_of", "descendant_of", "ancestor_of", "translation_of"):
        assert client.get(f"{api}?{name}={foreign.home.pk}").status_code == 404


def test_tag_suggestions_are_the_agencys(own: Holdings, tagged_foreign: Holdings, health_editor: User):
    AgencyTag.objects.create(agency=own.agency, name="Zulu time", slug="zulu-time")

    answer = signed_in(health_editor).get("/admin/tag-autocomplete/media/agencytag/?term=Zu")

    assert answer.json() == ["Zulu time"]


def test_privacy_offers_no_groups(own: Holdings, health_publisher: User, transport: Agency):
    form = signed_in(health_publisher).get(f"/admin/pages/{own.live_page.pk}/privacy/").content.decode()

    assert "transport/" not in form
    assert "password" in form


def test_the_crawl_finds_a_hole(own: Holdings, foreign: Holdings, health_editor: User, monkeypatch: pytest.MonkeyPatch):
    assert leaks_to(health_editor, ["/admin/api/main/images/"]) == []

    monkeypatch.setitem(admin_rules._rules, "wagtailadmin_api:images:listing", neutral)

    assert leaks_to(health_editor, ["/admin/api/main/images/"]) != []


def test_the_menu_leads_to_ones_other_agencies(own: Holdings, both_editor: User, health_editor: User):
    here = "http://transport.admin.gov.test:8000/admin/"

    assert here in signed_in(both_editor).get("/admin/").content.decode()
    assert here not in signed_in(health_editor).get("/admin/").content.decode()
