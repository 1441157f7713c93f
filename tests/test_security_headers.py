"""Headers that keep browsers from running what is not ours."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from govcms.content.videos import frame_origins
from govcms.identity.models import User
from govcms.security_headers import SecurityHeadersMiddleware
from tenants.models import Agency


def _policy(response: HttpResponse) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in response.headers["Content-Security-Policy"].split(";"))
    return {directive: sources for directive, _, sources in parts}


def test_a_public_page_runs_no_inline_script_or_style(client: Client, health: Agency) -> None:
    response = client.get("/", headers={"host": "health.gov.test"})

    policy = _policy(response)
    assert response.status_code == 200
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert (policy["default-src"], policy["object-src"], policy["base-uri"]) == ("'self'", "'none'", "'none'")
    # Players of videos, and no other place.
    assert policy["frame-src"].split() == ["'self'", *frame_origins()]
    assert "*" not in policy["frame-src"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_the_admin_may_use_what_wagtail_writes_into_its_pages(client: Client, health_editor: User) -> None:
    client.force_login(health_editor)

    response = client.get("/admin/", headers={"host": "health.admin.gov.test"})

    policy = _policy(response)
    assert response.status_code == 200
    assert policy["script-src"] == "'self' 'unsafe-inline'"
    assert "http://*.admin.gov.test:8000" in policy["form-action"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/admin/login/", "/password/", "/no-such-page/"])
def test_where_passwords_are_typed_nothing_inline_runs_and_nobody_frames_it(client: Client, path: str) -> None:
    policy = _policy(client.get(path, headers={"host": "admin.gov.test"}))

    assert "script-src" not in policy
    assert (policy["default-src"], policy["frame-ancestors"]) == ("'self'", "'none'")
    assert "http://*.admin.gov.test:8000" in policy["form-action"]


@pytest.mark.django_db
def test_an_unknown_host_gets_the_strict_policy(client: Client) -> None:
    response = client.get("/", headers={"host": "nobody.example"})

    assert response.status_code == 404
    assert "unsafe" not in response.headers["Content-Security-Policy"]


def test_a_view_keeps_a_policy_of_its_own(rf: RequestFactory) -> None:
    own = HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})

    response = SecurityHeadersMiddleware(lambda request: own)(rf.get("/"))

    assert response.headers["Content-Security-Policy"] == "default-src 'none'"
