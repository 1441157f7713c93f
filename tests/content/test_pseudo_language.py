"""Nothing is said in English alone: public pages, errors, e-mails and screens of the admin in a made-up language."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from wagtail.models import PageViewRestriction
from wagtail.users.models import UserProfile

from govcms.content.models import Translation
from govcms.content.site_content import FileSiteTemplate, SiteContent, read_site_content
from govcms.content.site_content.demo import FOLDER as DEMO
from govcms.content.site_content.template import FOLDER as TEMPLATES
from govcms.identity.models import User
from govcms.media.models import AgencyDocument
from govcms.pages.models import Page, Topic
from tenants.actions import create_agency, ensure_platform, invite, launch_site
from tenants.models import Agency, Role
from tenants.scope import tenant_scope
from tests.factories import MemberFactory
from tests.pseudo import greek, pseudo_language, unmarked, untranslated_in

pytestmark = pytest.mark.django_db
HOST = {"host": "health.gov.test"}
# What Wagtail's own templates say in English alone, or never show.
_WAGTAILS = {"Actions", "None", "Search"}
# References, and where long addresses may break.
_NO_WORDS = re.compile(r"<strong>[a-z0-9]{12}</strong>|<wbr>")
ADMIN = {"host": "health.admin.gov.test"}


@pytest.fixture
def pseudo(tmp_path: Path) -> Iterator[None]:
    """The made-up language."""
    with pseudo_language(tmp_path):
        yield


@pytest.fixture
def office(pseudo: None, settings: Any) -> Agency:
    """An agency whose site has every page of the demo's, translated into what is not English."""
    settings.DEMO_PICTURE_SCALE = 0.04
    portal = read_site_content(DEMO / "platform")
    site = read_site_content(TEMPLATES / "ministry").below(read_site_content(DEMO / "health"))
    pages = {path: greek(page) for path, page in site.pages.items()}
    greek_snippets = {
        key: {**snippet, "name": greek(snippet["name"]), "content": greek(snippet["content"])}
        for key, snippet in site.snippets.items()
    }
    version = SiteContent(
        settings=greek({**site.settings, "site_name": "Health"}), menu=greek(site.menu), footer=greek(site.footer),
        pages=pages,
    )  # fmt: skip
    described = {
        key: {**image, **greek({"alt": image.get("alt", ""), "credit": image.get("credit", "")})}
        for key, image in site.images.items()
    }
    content = replace(site, pages=pages, images=described, snippets=greek_snippets, languages={"fr": version})
    for topic in {topic for page in site.pages.values() for topic in page.get("topics", ())}:
        Topic.objects.create(key=topic, name=greek(topic.title()))
    _share_of_the_platform(portal)
    agency = create_agency(key="health", name="Υγεία")
    launch_site(
        agency=agency, name="Υγεία", host="health.gov.test", template=FileSiteTemplate("all", content), live=True
    )
    AgencyDocument.objects.update(title="Έγγραφο")
    return agency


def _share_of_the_platform(portal: SiteContent) -> None:
    """What the platform shares keeps its name, by which pages refer to it."""
    snippets = {key: {**snippet, "content": greek(snippet["content"])} for key, snippet in portal.snippets.items()}
    content = SiteContent(pages={"/": {"type": "home", "title": "Π"}}, snippets=snippets)
    launch_site(agency=ensure_platform(), name="Π", host="gov.test", template=FileSiteTemplate("p", content), live=True)


@pytest.fixture
def admin(office: Agency) -> User:
    """Runs the office, in the made-up language."""
    user: User = MemberFactory(email="admin@health.example", name="Άννα", agencies=[office], role=Role.AGENCY_ADMIN)
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "fr"})
    return user


def test_public_pages_and_errors(client: Client, office: Agency) -> None:
    pages = list(Page.objects.filter(agency=office, locale__language_code="fr", depth__gte=3).order_by("path"))
    PageViewRestriction.objects.create(page=pages[-1], restriction_type="password", password="x")
    paths = [page.get_url_parts()[2] for page in pages]
    paths += [
        "/fr/search/",
        "/fr/search/?q=α",
        "/fr/search/?q=%CF%85%CE%B3&everywhere=1",
        "/fr/search/?q=%00",
        "/fr/nowhere/",
        "/fr/report-a-problem/",
        "/fr/report-a-problem/sent/",
        "/fr/accessibility-statement/",
    ]

    found = {path: untranslated_in(_NO_WORDS.sub("", client.get(path, headers=HOST).text)) for path in paths}

    assert {path: texts for path, texts in found.items() if texts} == {}


def test_screens_of_the_admin(client: Client, office: Agency, admin: User) -> None:
    client.force_login(admin)
    with tenant_scope(office):
        translation = Translation.objects.order_by("page__path").last()
        assert translation is not None
        menu, words = office.sites.get().menus.get(language="fr"), office.sites.get().settings.get(language="fr")
    paths = [
        "/admin/", "/admin/translations/", f"/admin/translations/{office.sites.get().uid}/fr/",
        f"/admin/translations/{translation.page_id}/up-to-date/", f"/admin/pages/{translation.page_id}/edit/",
        "/admin/approvals/", "/admin/bin/", "/admin/people/", "/admin/teams/", f"/admin/menus/edit/{menu.pk}/",
        f"/admin/site_settings/edit/{words.pk}/", "/admin/redirects/", "/admin/redirects/import/",
        "/admin/alerts/new/", "/admin/coming-from/", "/admin/people/invite/", "/admin/problem_reports/",
        "/admin/reports/accessibility/", "/admin/reports/publication-record/", "/admin/sign-in/",
        "/admin/snippets/new/", "/admin/tags/", "/admin/theme/", "/admin/upkeep/",
    ]  # fmt: skip

    found = {path: untranslated_in(client.get(path, headers=ADMIN).text) for path in paths}

    assert {path: set(texts) - _WAGTAILS for path, texts in found.items() if set(texts) - _WAGTAILS} == {}


def test_sign_in(client: Client, pseudo: None) -> None:
    for path in ("/admin/login/", "/password/", "/password/sent/", "/nowhere/"):
        answer = client.get(path, headers={"host": "admin.gov.test", "accept-language": "fr"})
        assert untranslated_in(answer.text) == [], path


def test_mails(office: Agency, admin: User) -> None:
    office.sites.update(default_language="fr")
    invite(agency=office, email="new@health.example", role=Role.EDITOR, invited_by=admin)

    assert mail.outbox
    for message in mail.outbox:
        for line in [message.subject, *str(message.body).splitlines()]:
            assert unmarked(line) == []
