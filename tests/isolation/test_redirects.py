"""Who publishes for an agency keeps its old addresses, and nobody else's."""

import pytest
from django.urls import reverse

from govcms.content.models import Redirect
from govcms.identity.models import User
from tests.content.test_redirects import redirect
from tests.isolation.admin_urls import ADMIN_URLCONF
from tests.isolation.conftest import CANARY, Holdings, signed_in

ADD = reverse("redirects:add", urlconf=ADMIN_URLCONF)


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
