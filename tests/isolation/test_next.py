"""Where a screen leads afterwards: to a path on the same host, whatever was sent."""

import pytest
from django.urls import reverse

from govcms.identity.models import User
from tenants.guard import is_local_path
from tests.isolation.admin_urls import ADMIN_URLCONF
from tests.isolation.conftest import Holdings, signed_in

# Numbers, words, names of views, other hosts and schemes, and what browsers take for a host.
STRANGE = [
    "7",
    "word",
    "wagtailadmin_home",
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "/\\elsewhere.example",
]


def admin_path(name: str, *args: object) -> str:
    """The path of a screen of the admin."""
    return reverse(name, args=args, urlconf=ADMIN_URLCONF)


@pytest.mark.parametrize("address", ["", "/", "/admin/pages/3/?p=2", "/admin/reports/locked/"])
def test_paths_of_the_host_are_local(address: str):
    assert is_local_path(address)


@pytest.mark.parametrize("address", [*STRANGE, "javascript:alert(1)", "admin/", "\x00", " /admin/"])
def test_nothing_else_is(address: str):
    assert not is_local_path(address)


def test_views_that_lead_on_pay_no_heed_to_it(own: Holdings, health_admin: User):
    client = signed_in(health_admin)
    for screen in ("wagtailadmin_pages:lock", "wagtailadmin_pages:unlock"):
        path = admin_path(screen, own.live_page.pk)
        for sent in STRANGE:
            answers = [client.post(path, {"next": sent}), client.post(path, query_params={"next": sent})]

            assert [answer.status_code for answer in answers] == [302, 302]
            assert {answer["Location"] for answer in answers} == {f"/admin/pages/{own.home.pk}/"}


def test_a_copy_leads_to_the_list_of_pages(own: Holdings, health_admin: User):
    form = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": own.home.pk, "next": "7"}

    answer = signed_in(health_admin).post(admin_path("wagtailadmin_pages:copy", own.live_page.pk), form)

    assert (answer.status_code, answer["Location"]) == (302, f"/admin/pages/{own.home.pk}/")


def test_a_path_of_the_host_is_followed(own: Holdings, health_admin: User):
    wanted = "/admin/reports/locked/"

    answer = signed_in(health_admin).post(admin_path("wagtailadmin_pages:unlock", own.live_page.pk), {"next": wanted})

    assert answer["Location"] == wanted


def test_bulk_actions_lead_to_a_path_too(own: Holdings, health_admin: User):
    path = admin_path("wagtail_bulk_action", "pages", "page", "publish")

    answer = signed_in(health_admin).post(f"{path}?id={own.draft_page.pk}&next=7", {"include_descendants": ""})

    assert answer.status_code == 302
    assert answer["Location"].startswith("/")
