"""Who publishes for an agency keeps its old addresses, and nobody else's."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from govcms.content.models import Redirect
from govcms.identity.models import User
from tenants.addresses import root_url_of
from tests.content.test_redirects import redirect
from tests.isolation.admin_urls import ADMIN_URLCONF
from tests.isolation.conftest import CANARY, Holdings, signed_in

ADD = reverse("redirects:add", urlconf=ADMIN_URLCONF)
IMPORT = reverse("redirects:import", urlconf=ADMIN_URLCONF)


def uploaded(text: str) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile("redirects.csv", text.encode(), content_type="text/csv")


def test_a_publisher_adds_one_and_an_editor_does_not(own: Holdings, health_publisher: User, health_editor: User):
    site = own.agency.sites.get()
    form = {"agency_site": site.pk, "old_path": "https://www.old.example/fees/?a=1", "page": own.live_page.pk}

    assert signed_in(health_editor).post(ADD, form).status_code == 403
    assert signed_in(health_publisher).post(ADD, form).status_code == 302

    made = Redirect._base_manager.get()
    assert (made.agency, made.agency_site, made.old_path) == (own.agency, site, "/fees")


@pytest.mark.parametrize(
    "wrong",
    [
        {"old_path": "/"},
        {"page": "", "address": ""},
        {"address": "https://example.org/"},
        {"page": "foreign"},
        {"agency_site": "foreign"},
    ],
)
def test_what_makes_no_sense_or_is_anothers_is_refused(
    wrong: dict[str, str], own: Holdings, foreign: Holdings, health_admin: User
):
    theirs = {"page": foreign.live_page.pk, "agency_site": foreign.agency.sites.get().pk}
    form = {"agency_site": own.agency.sites.get().pk, "old_path": "/old", "page": own.live_page.pk}
    form |= {name: theirs[name] if value == "foreign" else value for name, value in wrong.items()}

    answer = signed_in(health_admin).post(ADD, form)

    assert answer.status_code == 200
    assert CANARY.lower() not in answer.content.decode().lower()
    assert not Redirect._base_manager.exists()


def test_another_agencys_page_is_refused_like_one_that_does_not_exist(
    own: Holdings, foreign: Holdings, health_admin: User
):
    form = {"agency_site": own.agency.sites.get().pk, "old_path": "/old"}
    client = signed_in(health_admin)

    theirs, nobodys = (client.post(ADD, {**form, "page": pk}) for pk in (foreign.draft_page.pk, 99_999))

    assert theirs.context["form"].errors == nobodys.context["form"].errors


def test_an_address_is_taken_once_per_site(own: Holdings, foreign: Holdings, health_admin: User):
    redirect(own.agency, "/old", page=own.live_page)
    redirect(foreign.agency, "/theirs", page=foreign.live_page)
    form = {"agency_site": own.agency.sites.get().pk, "page": own.live_page.pk}

    assert signed_in(health_admin).post(ADD, {**form, "old_path": "/old/"}).status_code == 200
    assert signed_in(health_admin).post(ADD, {**form, "old_path": "/theirs"}).status_code == 302


def test_lists_and_exports_show_the_agencys_own(own: Holdings, foreign: Holdings, health_admin: User):
    redirect(own.agency, "/amber", page=own.live_page)
    theirs = redirect(foreign.agency, "/zugvogel", page=foreign.live_page)
    client = signed_in(health_admin)

    for query in ("", "?export=csv"):
        answer = client.get(reverse("redirects:index", urlconf=ADMIN_URLCONF) + query)
        body = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
        assert "/amber" in body
        assert CANARY.lower() not in body.lower()
    for name in ("edit", "delete", "history"):
        path = reverse(f"redirects:{name}", args=[theirs.pk], urlconf=ADMIN_URLCONF)
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404


def test_a_file_is_shown_before_it_goes_in_and_what_is_wrong_can_be_taken_along(
    own: Holdings, foreign: Holdings, health_publisher: User
):
    site = own.agency.sites.get()
    text = (
        "/amber.html,/amber-live/\n"
        f"https://transport.gov.test/old,/amber-live/\n/a,{foreign.live_page.get_url()}\n"
        "/b,/zugvogel-live/\n=cmd(),/amber-live/\n"
    )
    client = signed_in(health_publisher)

    shown = client.post(IMPORT, {"site": site.pk, "file": uploaded(text)})
    assert shown.status_code == 200
    assert [line.number for line in shown.context["bad"]] == [2, 4, 5]
    assert not Redirect._base_manager.exists()

    form = {"site": site.pk, "text": shown.context["text"]}
    left_out = client.post(IMPORT, {**form, "decision": "left_out"}).content.decode()
    assert "There is no page at" in left_out
    assert "'=cmd()" in left_out
    assert "amber.html" not in left_out

    assert client.post(IMPORT, {**form, "decision": "take_in"}).status_code == 302
    made = {row.old_path: row for row in Redirect._base_manager.all()}
    assert set(made) == {"/amber.html", "/a"}
    assert {row.agency for row in made.values()} == {own.agency}
    # Another agency's page is an address like any other on the web.
    assert (made["/amber.html"].page_id, made["/a"].page_id) == (own.live_page.pk, None)


@pytest.mark.parametrize("wrong", ["site", "large", "empty", "nothing"])
def test_a_file_for_anothers_site_or_that_is_none_is_refused(
    wrong: str, own: Holdings, foreign: Holdings, health_admin: User
):
    site = (foreign if wrong == "site" else own).agency.sites.get()
    texts = {"site": "/old,/amber-live/", "large": "x" * 1_000_001, "empty": "\n", "nothing": ""}
    form = {"site": site.pk, "decision": "take_in"}

    sent = {"text": texts[wrong]} if wrong == "site" else {"file": uploaded(texts[wrong])}
    answer = signed_in(health_admin).post(IMPORT, {**form, **sent})

    assert answer.status_code == 200
    assert CANARY.lower() not in answer.content.decode().lower()
    assert not Redirect._base_manager.exists()


def test_an_editor_imports_nothing(own: Holdings, health_editor: User):
    client = signed_in(health_editor)

    assert client.get(IMPORT).status_code == 403
    assert client.post(IMPORT, {"site": own.agency.sites.get().pk, "text": "/a,/amber-live/"}).status_code == 403


def test_an_export_can_be_taken_in_again(own: Holdings, health_admin: User):
    redirect(own.agency, "/amber", page=own.live_page)
    redirect(own.agency, "/draft", page=own.draft_page, is_permanent=False)
    redirect(own.agency, "/away", address="https://example.org/")
    client = signed_in(health_admin)

    exported = client.get(reverse("redirects:index", urlconf=ADMIN_URLCONF), {"export": "csv"})
    text = b"".join(exported.streaming_content).decode()  # type: ignore[attr-defined]
    shown = client.post(IMPORT, {"site": own.agency.sites.get().pk, "file": uploaded(text)})

    assert shown.context["counts"] == {"new": 0, "changed": 0, "same": 3, "none": 0}
    assert shown.context["bad"] == []


def test_the_list_asks_as_often_for_many_as_for_few(own: Holdings, health_admin: User):
    client = signed_in(health_admin)
    path = reverse("redirects:index", urlconf=ADMIN_URLCONF)
    client.get(path)
    asked = []
    for rows in (range(1), range(1, 19)):
        for number in rows:
            redirect(own.agency, f"/old-{number}", page=own.live_page)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_an_own_address_in_the_form_becomes_the_page_there(own: Holdings, health_admin: User):
    root = root_url_of("health.gov.test")
    redirect(own.agency, "/was", address=f"{root}/old/")
    form = {"agency_site": own.agency.sites.get().pk, "page": ""}
    client = signed_in(health_admin)

    client.post(ADD, {**form, "old_path": "/old", "address": f"{root}/amber-live/"})
    assert set(Redirect._base_manager.values_list("page", flat=True)) == {own.live_page.pk}

    answer = client.post(ADD, {**form, "old_path": "/circle", "address": f"{root}/circle"})
    assert "circle" in answer.content.decode()
    assert Redirect._base_manager.count() == 2
