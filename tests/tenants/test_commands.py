"""The commands others script against: what they print, what they refuse, that they can be repeated."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client

from govcms.identity.models import User
from govcms.pages.models import Page
from tenants.models import PLATFORM_KEY, Agency, AgencySite, Membership
from tenants.registry import SiteTemplate
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db

LAUNCH = ["launch_site", "--agency=health", "--name=Ministry of Health", "--host=health.gov.test"]


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_create_agency_can_be_repeated():
    first = run("create_agency", "health", "--name", "Ministry of Health", "--area", "Orlune")
    second = run("create_agency", "health", "--name", "Ministry of Health")

    assert first == "The agency Ministry of Health was created.\n"
    assert second == "The agency Ministry of Health exists already.\n"
    assert Agency.objects.get(key="health").area == "Orlune"


def test_create_agency_with_a_host_makes_an_empty_site_that_is_not_open():
    words = ["create_agency", "health", "--name", "Ministry of Health", "--host", "health.gov.test"]

    assert run(*words).endswith("An empty site was made at http://health.gov.test:8000/\n")
    assert run(*words).endswith("It has a site at http://health.gov.test:8000/\n")
    assert AgencySite.objects.get().site.root_page.get_children().count() == 0
    assert Agency.objects.get(key="health").status == Agency.Status.DRAFT


def test_create_agency_says_nothing_was_created_when_its_host_is_refused():
    out = StringIO()

    with pytest.raises(CommandError, match="reserved"):
        call_command("create_agency", "health", "--name=Health", "--host=admin.gov.test", stdout=out)

    assert out.getvalue() == ""
    assert not Agency.objects.exists()


def test_launch_site_makes_the_agency_and_prints_the_address():
    out = run(*LAUNCH, "--template=ministry", "--live")

    assert out == "Ministry of Health has a new site: http://health.gov.test:8000/\n"
    agency = Agency.objects.get(key="health")
    assert (agency.name, agency.status) == ("Ministry of Health", Agency.Status.LIVE)
    assert Page.objects.get(agency=agency, slug="services").url == "http://health.gov.test:8000/services/"


def test_launch_site_can_be_repeated_and_opens_the_agency_later():
    assert "repeat the command with --live" in run(*LAUNCH, "--template=blank")
    pages = Page.objects.count()

    out = run(*LAUNCH, "--template=blank", "--live")

    assert out == "Ministry of Health has a site already: http://health.gov.test:8000/\n"
    assert Page.objects.count() == pages
    assert Agency.objects.get(key="health").status == Agency.Status.LIVE


def test_launch_site_takes_a_preset():
    run(*LAUNCH, "--template=ministry", "--preset=harbour")

    assert AgencySite.objects.get().theme.preset == "harbour"


def test_launch_site_makes_the_portal():
    run("launch_site", "--agency=platform", "--name=Public Services", "--host=gov.test", "--template=portal", "--live")

    assert Agency.objects.get(key=PLATFORM_KEY).name == "Public Services"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["create_agency", "www", "--name=Web"], "reserved"),
        (["create_agency", "taken", "--name=Other"], "is taken"),
        (["create_agency", "Bad Key", "--name=Other"], "lower-case"),
        (["create_agency", "new", "--name=New", "--host=taken.gov.test"], "kept for the agency"),
        (["create_agency", "new", "--name=New", "--host=new"], "full host"),
        (["create_agency", "new", "--name=New", "--time-zone=Mars"], "time zone"),
        ([*LAUNCH, "--template=castle"], "no site template"),
        ([*LAUNCH, "--template=ministry", "--preset=plaid"], "no preset"),
        ([*LAUNCH[:3], "--host=admin.gov.test", "--template=blank"], "reserved for the admin"),
        (["launch_site", "--agency=api", "--name=X", "--host=x.gov.test", "--template=blank"], "reserved"),
        (["add_member", "ana@x.example", "--agency=nobody", "--role=editor"], "no agency"),
        (["add_member", "ana@x.example", "--agency=taken", "--role=king"], "no role"),
        (["add_member", "ana", "--agency=taken", "--role=editor"], "not an e-mail"),
        (["end_membership", "ana@x.example", "--agency=taken"], "no account"),
        (["end_membership", "ana@x.example", "--agency=nobody"], "no agency"),
    ],
)
def test_bad_input_ends_in_one_sentence_and_changes_nothing(words, reason):
    AgencyFactory(key="taken", name="Taken")
    before = [model.objects.count() for model in (Agency, Page, AgencySite, User, Membership)]

    with pytest.raises(CommandError, match=reason) as refused:
        run(*words)

    assert "\n" not in str(refused.value)
    assert [model.objects.count() for model in (Agency, Page, AgencySite, User, Membership)] == before


@pytest.mark.parametrize(
    "error", [OperationalError("database or disk is full"), OSError(28, "No space left on device")]
)
def test_a_full_disk_ends_in_one_sentence_and_leaves_nothing(monkeypatch, error):
    def fail(self: SiteTemplate, launch: object) -> None:
        raise error

    monkeypatch.setattr("govcms.content.site_content.template.FileSiteTemplate.build", fail)

    with pytest.raises(CommandError, match=r"Nothing could be written: .*(full|No space)"):
        run(*LAUNCH, "--template=blank")

    assert not Agency.objects.exists()


def test_add_member_says_how_a_new_person_gets_in(health):
    out = run("add_member", "Ana@Health.Example", "--agency=health", "--role=editor", "--name=Ana Lima")

    said, way_in = out.splitlines()
    assert said == "ana@health.example is now editor of Ministry of Health."
    link = way_in.removeprefix("To set a password: ")
    assert link.startswith("http://admin.gov.test:8000/password/set/")
    page = Client().get(
        link.removeprefix("http://admin.gov.test:8000"), headers={"host": "admin.gov.test"}, follow=True
    )
    assert page.status_code == 200
    assert b"new_password1" in page.content


def test_add_member_can_be_repeated(health, health_editor):
    out = run("add_member", health_editor.email, "--agency=health", "--role=editor")

    assert out.splitlines() == [
        "editor@health.example is editor of Ministry of Health already.",
        "Sign-in: http://health.admin.gov.test:8000/",
    ]


def test_end_membership_can_be_repeated(health, health_editor):
    assert "is no longer a member" in run("end_membership", health_editor.email, "--agency=health")
    assert "had ended already" in run("end_membership", health_editor.email, "--agency=health")


def test_an_agency_is_suspended_and_opened_again(client: Client, health: Agency):
    for _time in range(2):
        assert run("suspend_agency", "health") == "Ministry of Health is suspended.\n"
    assert client.get("/", headers={"host": "health.gov.test"}).status_code == 503

    for _time in range(2):
        assert run("reactivate_agency", "health") == "Ministry of Health is live.\n"
    assert client.get("/", headers={"host": "health.gov.test"}).status_code == 200


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["suspend_agency", "nobody"], "no agency"),
        (["suspend_agency", PLATFORM_KEY], "cannot be suspended"),
        (["reactivate_agency", "nobody"], "no agency"),
    ],
)
def test_what_cannot_be_suspended_is_said_in_a_sentence(platform: Agency, words: list[str], reason: str):
    with pytest.raises(CommandError, match=reason):
        run(*words)
