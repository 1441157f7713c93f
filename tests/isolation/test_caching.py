"""What is kept between the platform and its readers: nothing that is for one person, on any host."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from govcms.identity.models import User
from govcms.pages.models import Page
from tests.isolation.conftest import Holdings, signed_in

PUBLIC, ADMIN, START = "health.gov.test", "health.admin.gov.test", "admin.gov.test"


def is_private(answer: HttpResponse) -> bool:
    """Whether nobody but the browser may keep an answer."""
    words = {word.strip() for word in answer.headers.get("Cache-Control", "").split(",")}
    return "private" in words and "public" not in words


@pytest.mark.parametrize(
    ("host", "path"),
    [
        *((ADMIN, path) for path in ("/", "/admin/", "/admin/pages", "/admin/choose-page/", "/admin/reports/locked/")),
        *((ADMIN, path) for path in ("/admin/account/", "/admin/nothing/", "/admin/people/", "/theme/none.css")),
        *((START, path) for path in ("/", "/admin/login/", "/password/", "/password/sent/", "/enter/", "/nothing/")),
        ("transport.admin.gov.test", "/admin/"),
        ("nobody.admin.gov.test", "/admin/"),
    ],
)
def test_answers_of_the_admin_are_kept_by_nobody(host: str, path: str, own: Holdings, health_editor: User) -> None:
    for client in (signed_in(health_editor, host), Client(headers={"host": host})):
        assert is_private(client.get(path))


def test_an_error_of_the_admin_is_kept_by_nobody(
    own: Holdings, health_editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("words of the error")

    monkeypatch.setattr("wagtail.admin.views.home.HomeView.get_context_data", fail)
    monkeypatch.setattr("govcms.identity.views.places_of", fail)
    for host, path in ((ADMIN, "/admin/"), (START, "/")):
        client = signed_in(health_editor, host)
        client.raise_request_exception = False

        answer = client.get(path)

        assert answer.status_code == 500
        assert is_private(answer)
        assert "words of the error" not in answer.content.decode()


def test_files_of_an_agency_are_not_kept_on_the_way_from_its_admin(own: Holdings, health_editor: User) -> None:
    picture = own.image.get_rendition("max-20x20").url

    admin, site = (signed_in(health_editor, host).get(picture) for host in (ADMIN, PUBLIC))

    assert is_private(admin)
    assert site.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert is_private(signed_in(health_editor, ADMIN).get(own.document.url))


def test_a_preview_is_kept_by_nobody(own: Holdings, health_editor: User) -> None:
    assert is_private(signed_in(health_editor, ADMIN).get(f"/admin/pages/{own.draft_page.pk}/view_draft/"))


def test_a_protected_page_is_kept_by_nobody_and_an_open_one_knows_no_visitor(own: Holdings, health_home: Page) -> None:
    restriction = own.live_page.view_restrictions.create(restriction_type="password", password="open sesame")
    client = Client(headers={"host": PUBLIC})
    form = f"/password/{restriction.pk}/{own.live_page.pk}/"

    asked = client.get("/amber-live/")
    form_alone, wrong = client.get(form), client.post(form, {"password": "wrong", "return_url": "/"})
    passed = client.post(form, {"password": "open sesame", "return_url": "/"})
    read = client.get("/amber-live/")

    assert [is_private(answer) for answer in (asked, form_alone, wrong, passed, read)] == [True] * 5
    assert b"Amber live" in read.content
    # What stands on open pages is the same for everybody, whatever cookies come along.
    before, after = Client(headers={"host": PUBLIC}).get("/"), client.get("/")
    assert "Cookie" not in before.headers["Vary"]
    assert after.headers["Vary"] == before.headers["Vary"]
    assert not after.cookies
