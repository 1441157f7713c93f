"""The frame of the admin says where people are, and leads nowhere else."""

import re

from django.test import Client
from django.urls import reverse
from wagtail.admin.views.pages.listing import PageListingMixin

from govcms.identity.models import User
from tenants.fences.page_listing import AgencyExplorableIndexView, AgencyIndexView, AgencySearchView
from tests.isolation.admin_urls import ADMIN_URLCONF


def _open(user: User, host: str, name: str, query: str = "") -> str:
    client = Client(headers={"host": host})
    client.force_login(user)
    return client.get(reverse(name, urlconf=ADMIN_URLCONF) + query).content.decode()


def test_the_sidebar_and_the_title_name_the_agency_of_the_host(both_editor: User) -> None:
    for host, name in (("health.admin.gov.test", "Ministry of Health"), ("transport.admin.gov.test", "Transport")):
        html = _open(both_editor, host, "wagtailadmin_home")
        assert re.search(rf"<title>[^<]*{name}", html)
        assert re.search(rf"agency-brand__name\">{name}", html)


def test_the_dashboard_leads_to_no_guide_of_somebody_else(health_editor: User) -> None:
    html = _open(health_editor, "health.admin.gov.test", "wagtailadmin_home")

    assert "guide.wagtail.org" not in html
    assert reverse("wagtailadmin_account", urlconf=ADMIN_URLCONF) in html


def test_the_page_search_says_what_it_counted(health_admin: User, health_home: object) -> None:
    html = _open(health_admin, "health.admin.gov.test", "wagtailadmin_pages:search", "?q=Ministry")

    told = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "1-1 of 1 page" in told


def test_on_a_telephone_lists_of_pages_have_the_title_and_the_state() -> None:
    more = {
        view: {column.name for column in columns if column.classname == "people-list__more"}
        for view, columns in (
            ("pages below a page", AgencyExplorableIndexView.base_columns),
            ("pages", AgencyIndexView.base_columns),
            ("search", AgencySearchView.columns),
            ("Wagtail's own", PageListingMixin.base_columns),
        )
    }

    all_three = {"latest_revision_created_at", "type", "parent"}
    assert more == {
        "pages below a page": all_three, "pages": all_three - {"type"}, "search": all_three, "Wagtail's own": set(),
    }  # fmt: skip
