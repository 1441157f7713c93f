"""Alerts: above every page while their time is, by the clock alone; one at a time; the platform's on all sites."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from govcms.content.models import SiteAlert
from govcms.identity.models import User
from govcms.pages.models import Page
from tenants.models import Agency, AuditEntry
from tenants.scope import tenant_scope
from tests.isolation.conftest import signed_in

HEALTH, TRANSPORT = {"host": "health.gov.test"}, {"host": "transport.gov.test"}
ADD = "/admin/alerts/new/"
NOON = datetime(2030, 6, 3, 12, tzinfo=UTC)


def alert(agency: Agency, title: str, starts_at: datetime, ends_at: datetime, **values: Any) -> SiteAlert:
    """An alert of the agency's site."""
    with tenant_scope(agency):
        return SiteAlert.objects.create(
            agency=agency, agency_site=agency.sites.get(), title=title, starts_at=starts_at, ends_at=ends_at, **values
        )


def now_shown(agency: Agency, title: str, **values: Any) -> SiteAlert:
    """An alert that readers see now."""
    now = timezone.now()
    return alert(agency, title, now - timedelta(hours=1), now + timedelta(hours=1), **values)


def seen(path: str = "/", headers: dict[str, str] = HEALTH) -> str:
    """A public page as it is now."""
    return Client().get(path, headers=headers).content.decode()


def form(agency: Agency, **values: str) -> dict[str, Any]:
    """An alert as a person writes it."""
    return {
        "agency_site": agency.sites.get().pk,
        "level": "warning",
        "title": "Flooding in Vessarin",
        "text": "Stay away from the river.",
        "starts_at": "2030-06-03 09:00",
        "ends_at": "2030-06-03 18:00",
        "translations-count": "0",
        **values,
    }


def in_languages(*translations: dict[str, str]) -> dict[str, str]:
    """Translations of an alert as the form sends them."""
    values = {"translations-count": str(len(translations))}
    for number, words in enumerate(translations):
        values |= {f"translations-{number}-{name}": "" for name in ("deleted", "id")}
        values |= {f"translations-{number}-order": str(number), f"translations-{number}-type": "translation"}
        whole = {"text": "", "link_text": "", "link_address": "", **words}
        values |= {f"translations-{number}-value-{name}": word for name, word in whole.items()}
    return values


def alert_words(html: str) -> str:
    """The words of the alerts on a page, with the element they stand in."""
    return "".join(re.findall(r'<div class="alert__words".*?</div>', html, re.DOTALL))


def test_it_stands_above_pages_search_and_errors(health_home: Page, health: Agency) -> None:
    now_shown(health, "Flooding", level="emergency", link_text="What to do", link_address="https://example.org/flood")

    for path in ("/", "/search/?q=bus", "/no-such-page/"):
        html = seen(path)
        assert '<section class="alert alert--emergency" aria-label="Emergency">' in html, path
        assert '<a class="alert__link" href="https://example.org/flood">What to do</a>' in html, path
        assert html.index("alert--emergency") < html.index("<header"), path


def test_nothing_interrupts_a_screen_reader_on_every_page(health_home: Page, health: Agency) -> None:
    now_shown(health, "Flooding")

    html = seen()

    assert html.count("Flooding") == 1
    assert 'role="alert"' not in html
    assert "aria-live" not in html


def test_it_comes_and_goes_by_the_clock_without_a_query(
    health_home: Page,
    health: Agency,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: Any,
) -> None:
    alert(health, "Flooding", NOON, NOON + timedelta(hours=2))

    def at(moment: datetime) -> bool:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
        return "Flooding" in seen()

    assert not at(NOON - timedelta(seconds=1))
    with django_assert_max_num_queries(100) as first:
        assert at(NOON)
    with django_assert_max_num_queries(len(first)):
        assert at(NOON + timedelta(hours=2, seconds=-1))
        seen_again = len(first)
    with django_assert_max_num_queries(seen_again):
        assert not at(NOON + timedelta(hours=2))


def test_no_page_may_be_kept_longer_than_an_alert(health_home: Page, health: Agency) -> None:
    now_shown(health, "Flooding")

    for path in ("/", "/search/?q=bus", "/no-such-page/"):
        answer = Client().get(path, headers=HEALTH)
        assert "max-age" not in answer.headers.get("Cache-Control", ""), path
        assert not answer.has_header("Expires"), path
        # A browser guesses how long to keep what names the time of its last change.
        assert not answer.has_header("Last-Modified"), path


def test_what_is_changed_or_deleted_shows_at_once(health_home: Page, health: Agency) -> None:
    shown = now_shown(health, "Flooding")
    assert "Flooding" in seen()

    shown.title = "Storm"
    shown.save()
    assert "Storm" in seen()
    shown.delete()
    assert "Storm" not in seen()


def test_what_the_platform_says_stands_on_all_sites_above_their_own(
    platform: Agency, health_home: Page, health: Agency, transport_home: Page
) -> None:
    now_shown(health, "Clinics closed")
    assert "Storm" not in seen(headers=TRANSPORT)
    storm = now_shown(platform, "Storm", on_all_sites=True)

    assert seen().index("Storm") < seen().index("Clinics closed")
    assert "Storm" in seen(headers=TRANSPORT)
    assert "Clinics closed" not in seen(headers=TRANSPORT)

    storm.on_all_sites = False
    storm.save()
    assert "Storm" not in seen()


def test_times_are_those_of_the_agency(health: Agency, health_publisher: User) -> None:
    health.time_zone = "Asia/Colombo"
    health.save()
    client = signed_in(health_publisher)

    assert client.post(ADD, form(health)).status_code == 302

    with tenant_scope(health):
        made = SiteAlert.objects.get()
    assert made.starts_at == datetime(2030, 6, 3, 3, 30, tzinfo=UTC)
    html = client.get(f"/admin/alerts/edit/{made.pk}/").content.decode()
    assert 'value="2030-06-03 09:00"' in html
    assert "The time in Asia/Colombo." in html


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        ({"ends_at": "2030-06-03 08:00"}, "ends_at", "The end has to be after the start."),
        ({"ends_at": "2030-06-03 09:00"}, "ends_at", "The end has to be after the start."),
        ({"ends_at": ""}, "ends_at", "This field is required."),
        ({"title": " "}, "title", "This field is required."),
        ({"link_text": "More"}, "link_address", "A link needs both: its words and its address."),
        ({"link_address": "https://example.org/"}, "link_text", "A link needs both: its words and its address."),
        (
            {"title": "Storm", "starts_at": "2030-06-02 10:00", "ends_at": "2030-06-02 23:00"},
            "starts_at",
            "“Strike” is shown from 2 June 2030, 08:00 until 3 June 2030, 08:00, and a site shows one alert at a time."
            " Choose other times, or end that one first.",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_place_and_kept(
    health: Agency, health_admin: User, values: dict[str, str], field: str, message: str
) -> None:
    alert(health, "Strike", NOON - timedelta(hours=28), NOON - timedelta(hours=4))

    answer = signed_in(health_admin).post(ADD, form(health, **values))

    assert answer.status_code == 200
    assert answer.context["form"].errors == {field: [message]}
    assert "Stay away from the river." in answer.content.decode()
    with tenant_scope(health):
        assert SiteAlert.objects.count() == 1


def test_one_may_follow_another_and_be_made_longer(health: Agency, health_admin: User) -> None:
    alert(health, "Strike", NOON - timedelta(hours=28), NOON - timedelta(hours=3))
    client = signed_in(health_admin)
    health.time_zone = "UTC"
    health.save()

    assert client.post(ADD, form(health)).status_code == 302
    with tenant_scope(health):
        made = SiteAlert.objects.get(title="Flooding in Vessarin")
    later = client.post(f"/admin/alerts/edit/{made.pk}/", form(health, ends_at="2030-06-04 18:00"))

    assert later.status_code == 302
    with tenant_scope(health):
        logged = AuditEntry.objects.filter(actor=health_admin.uid).order_by("pk").values_list("action", flat=True)
        assert list(logged)[-2:] == ["wagtail.create", "wagtail.edit"]
    html = client.get("/admin/alerts/").content.decode()
    assert "Flooding in Vessarin" in html
    assert "To come" in html


FRENCH = {"language": "fr", "title": "Inondation", "text": "Restez loin de la rivière."}


def test_it_speaks_the_language_of_the_page(
    platform: Agency, health_home: Page, health: Agency, health_publisher: User
) -> None:
    with tenant_scope(health):
        health.sites.update(languages=["en", "fr", "ar"])
        for language in ("fr", "ar"):
            locale = Locale.objects.get_or_create(language_code=language)[0]
            health_home.copy_for_translation(locale).save_revision().publish()
    client = signed_in(health_publisher)
    link = {"link_text": "Que faire", "link_address": "https://example.org/crue"}
    times = {"starts_at": "2020-01-01 09:00"}

    assert client.post(ADD, form(health, **times, **in_languages({**FRENCH, **link}))).status_code == 302
    storm = now_shown(platform, "Storm", on_all_sites=True)

    assert alert_words(seen()).count('<div class="alert__words">') == 2
    assert "Flooding in Vessarin" in alert_words(seen())
    french = alert_words(seen("/fr/"))
    assert '<a class="alert__link" href="https://example.org/crue">Que faire</a>' in french
    assert "Flooding" not in french
    assert french.count('<div class="alert__words" lang="en" dir="ltr">') == 1, "what the platform says in English"
    # Error pages too; and Arabic has words of neither.
    assert "Inondation" in seen("/fr/nulle-part/")
    assert alert_words(seen("/ar/")).count('<div class="alert__words" lang="en" dir="ltr">') == 2

    storm.translations = [("translation", {**FRENCH, "title": "Tempête"})]
    storm.save()
    assert "Tempête" in alert_words(seen("/fr/"))
    assert "lang=" not in alert_words(seen("/fr/"))


@pytest.mark.parametrize(
    ("translations", "message"),
    [
        ([FRENCH, {**FRENCH, "title": "Crue"}], "The alert has words in this language already."),
        ([{**FRENCH, "link_text": "Que faire"}], "A link needs both: its words and its address."),
        ([{**FRENCH, "link_address": "https://example.org/"}], "A link needs both: its words and its address."),
        ([{**FRENCH, "title": " "}], "This field is required."),
        ([{**FRENCH, "language": "tlh"}], "Select a valid choice. tlh is not one of the available choices."),
    ],
)
def test_wrong_translations_are_refused_at_their_place_and_kept(
    health: Agency, health_admin: User, translations: list[dict[str, str]], message: str
) -> None:
    answer = signed_in(health_admin).post(ADD, form(health, **in_languages(*translations)))

    assert answer.status_code == 200
    html = answer.content.decode()
    assert message in html
    assert "Restez loin de la rivi" in html
    with tenant_scope(health):
        assert not SiteAlert.objects.exists()
