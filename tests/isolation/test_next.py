"""Where a screen leads afterwards: to the same host, whatever was sent."""

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import reverse

from govcms.identity.models import User
from tenants.guard import leads_here
from tests.isolation.admin_urls import ADMIN_URLCONF
from tests.isolation.conftest import Holdings, signed_in

# Numbers, words, names of views, other hosts and schemes, and what browsers take for a host.
STRANGE = [
    "7",
    "word",
    "wagtailadmin_home",
    "https://elsewhere.example/",
    "http://transport.admin.gov.test/admin/",
    "//elsewhere.example/",
    "/\\elsewhere.example",
]


def admin_path(name: str, *args: object) -> str:
    """The path of a screen of the admin."""
    return reverse(name, args=args, urlconf=ADMIN_URLCONF)


@pytest.fixture
def asked(rf: RequestFactory) -> HttpRequest:
    """A request to the admin of Health."""
    return rf.get("/admin/", headers={"host": "health.admin.gov.test"})


@pytest.mark.parametrize(
    "address", ["", "/", "/admin/pages/3/?p=2", "/admin/reports/locked/", "http://health.admin.gov.test/admin/"]
)
def test_addresses_of_the_host_lead_here(address: str, asked: HttpRequest):
    assert leads_here(address, asked)


@pytest.mark.parametrize(
    "address",
    [*STRANGE, "javascript:alert(1)", "javascript://health.admin.gov.test/%0aalert(1)", "admin/", "\x00", " /admin/"],
)
def test_nothing_else_does(address: str, asked: HttpRequest):
    assert not leads_here(address, asked)


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


@pytest.mark.parametrize("host", ["", "http://health.admin.gov.test"])
def test_an_address_of_the_host_is_followed(own: Holdings, health_admin: User, host: str):
    wanted = f"{host}/admin/reports/locked/"

    answer = signed_in(health_admin).post(admin_path("wagtailadmin_pages:unlock", own.live_page.pk), {"next": wanted})

    assert answer["Location"] == wanted


def test_bulk_actions_lead_to_a_path_too(own: Holdings, health_admin: User):
    path = admin_path("wagtail_bulk_action", "pages", "page", "publish")

    answer = signed_in(health_admin).post(f"{path}?id={own.draft_page.pk}&next=7", {"include_descendants": ""})

    assert answer.status_code == 302
    assert answer["Location"].startswith("/")
