"""In which language people are spoken to where the address does not name one."""

import pytest
from django.core import mail
from django.test import Client
from django.utils.translation import gettext, override
from wagtail.users.models import UserProfile

from govcms.identity.models import User
from tenants.actions import invite
from tenants.languages import language_of_user, shipped
from tenants.models import Agency, Role

pytestmark = pytest.mark.django_db
START = {"host": "admin.gov.test"}


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        (("fr",), "fr"),
        (("fr-ca",), "fr"),
        (("ta", "ar-EG"), "ar"),
        (("ta",), "en"),
        (("",), "en"),
        ((None, "fr"), "fr"),
    ],
)
def test_a_language_that_is_not_shipped_is_spoken_in_the_next(wanted: tuple[str | None, ...], spoken: str) -> None:
    assert shipped(*wanted) == spoken


@pytest.mark.parametrize(
    ("asked_for", "shown"),
    [
        ("", '<html lang="en" dir="ltr">'),
        ("ta, fr;q=0.8, ar;q=0.5", '<html lang="fr" dir="ltr">'),
        ("ar-EG", '<html lang="ar" dir="rtl">'),
    ],
)
def test_signing_in_speaks_the_language_of_the_browser(client: Client, asked_for: str, shown: str) -> None:
    assert shown in client.get("/admin/login/", headers={**START, "accept-language": asked_for}).text


def test_a_person_chooses_her_language(client: Client, health_editor: User) -> None:
    UserProfile.objects.update_or_create(user=health_editor, defaults={"preferred_language": "ar"})
    client.force_login(health_editor)

    for host in ("admin.gov.test", "health.admin.gov.test"):
        path = "/" if host.startswith("admin") else "/admin/"
        answer = client.get(path, headers={"host": host, "accept-language": "fr"}).text
        assert 'lang="ar"' in answer
        assert 'dir="rtl"' in answer
    nowhere = client.get("/admin/pages/987654/edit/", headers={"host": "health.admin.gov.test"})
    assert (nowhere.status_code, 'lang="ar" dir="rtl"' in nowhere.text) == (404, True)


def test_an_invitation_is_in_the_language_of_the_agency(health: Agency, health_admin: User) -> None:
    health.sites.update(default_language="fr")

    invite(agency=health, email="new@health.example", role=Role.EDITOR, invited_by=health_admin)

    [message] = mail.outbox
    with override("fr"):
        wanted = gettext("Invitation to work for %(agency)s") % {"agency": health.name}
    assert message.subject.split() == wanted.split()
    assert not message.subject.startswith("Invitation to")


def test_mails_are_in_the_language_of_their_reader_else_in_that_of_the_agency(
    health: Agency, health_editor: User
) -> None:
    health.sites.update(default_language="fr")
    assert language_of_user(health_editor, health) == "fr"

    profile = UserProfile.get_for_user(health_editor)
    profile.preferred_language = "ar"
    profile.save()
    assert language_of_user(User.objects.get(pk=health_editor.pk), health) == "ar"
