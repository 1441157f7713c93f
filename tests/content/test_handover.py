"""Pages handed to another agency: with their files, without a reference left across the wall."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from govcms.content.handover import hand_over_pages
from govcms.content.models import ListingPage, Menu, Redirect, Snippet, StandardPage
from govcms.identity.models import User
from govcms.media.models import AgencyDocument, AgencyImage
from govcms.pages.models import Page
from search.models import Entry
from tenants.actions import invite
from tenants.errors import UserError
from tenants.models import Agency, AgencySite, AuditEntry, Exemption, Invitation, Membership, Role
from tenants.references import require_own_references
from tenants.scope import every_agency, tenant_scope
from tests.factories import DocumentFactory, ImageFactory, ListingPageFactory, MemberFactory, StandardPageFactory


@pytest.fixture
def image(health: Agency) -> AgencyImage:
    """A picture of Health."""
    with tenant_scope(health):
        found: AgencyImage = ImageFactory(agency=health, title="Bridge")
        found.tags.add("bridge")
        found.save()
        return found


@pytest.fixture
def document(health: Agency) -> AgencyDocument:
    """A file of Health."""
    with tenant_scope(health):
        found: AgencyDocument = DocumentFactory(agency=health, title="Plan")
        return found


def rich_text(html: str) -> dict[str, Any]:
    return {"type": "rich_text", "value": html}


@pytest.fixture
def staying(health_home: Page) -> Page:
    """A page of Health's that stays."""
    page: Page = StandardPageFactory(parent=health_home, title="Stays")
    return page


@pytest.fixture
def going(health_home: Page, staying: Page, image: AgencyImage, document: AgencyDocument) -> Page:
    """A listing of Health's with a page below it that shows files and leads to pages; both go."""
    listing = ListingPageFactory(parent=health_home, title="Bridges")
    body = [
        {"type": "image", "value": {"image": image.pk, "alt_text": "", "caption": ""}},
        rich_text(
            f'<p><a linktype="page" id="{staying.pk}">Stays</a> <a linktype="page" id="{listing.pk}">Up</a>'
            f' <a linktype="document" id="{document.pk}">Plan</a></p>'
        ),
        {"type": "document_list", "value": {"title": "", "documents": [{"type": "item", "value": document.pk}]}},
        {"type": "card_grid", "value": {"cards": [{"type": "item", "value": {"title": "S", "page": staying.pk}}]}},
    ]
    StandardPageFactory(parent=listing, title="Arrin bridge", body=body)
    page: Page = Page.objects.get(pk=listing.pk)
    return page


def test_pages_go_with_copies_of_their_files(going: Page, transport_home: Page, image: AgencyImage, document: Any):
    transport = transport_home.agency

    assert hand_over_pages(page=going, to=transport)

    child = StandardPage.objects.get(slug="arrin-bridge")
    assert child.full_url == "http://transport.gov.test:8000/bridges/arrin-bridge/"
    assert {page.agency for page in Page.objects.filter(title__in=["Bridges", "Arrin bridge"])} == {transport}
    assert Page.find_problems() == ([], [], [], [], [])
    with tenant_scope(transport):
        [copy], [file] = AgencyImage.objects.filter(agency=transport), AgencyDocument.objects.filter(agency=transport)
        assert copy.tags.get().agency == transport
    assert copy.uid != image.uid
    assert copy.file.name.startswith(str(transport.uid))
    assert copy.file.read() == image.file.read()
    assert file.file.read() == document.file.read()
    stored = child.body.get_prep_value()
    assert stored[0]["value"]["image"] == copy.pk
    assert f'linktype="document" id="{file.pk}"' in stored[1]["value"]
    assert '<a href="http://health.gov.test:8000/stays/">Stays</a>' in stored[1]["value"]
    assert f'linktype="page" id="{going.pk}"' in stored[1]["value"]
    assert stored[2]["value"]["documents"][0]["value"] == file.pk
    card = stored[3]["value"]["cards"][0]["value"]
    assert (card["page"], card["url"]) == (None, "http://health.gov.test:8000/stays/")
    assert not Exemption.objects.exists()


def test_what_goes_can_be_edited_and_published_there(going: Page, transport_home: Page):
    hand_over_pages(page=going, to=transport_home.agency)

    with tenant_scope(transport_home.agency):
        child = StandardPage.objects.get(slug="arrin-bridge").get_latest_revision_as_object()
        require_own_references(child)
        child.title = "New words"
        child.save_revision().publish()
        assert StandardPage.objects.get(slug="arrin-bridge").title == "New words"
        for revision in child.revisions.all():
            assert revision.content["agency"] == transport_home.agency_id
            require_own_references(revision.as_object())


def test_search_finds_them_at_the_new_address(going: Page, transport_home: Page):
    hand_over_pages(page=going, to=transport_home.agency)

    entry = Entry.objects.get(title="Arrin bridge")
    assert (entry.agency, entry.path) == (transport_home.agency, "/bridges/arrin-bridge/")
    assert entry.agency_site.agency == transport_home.agency
    assert Client(headers={"host": "transport.gov.test"}).get("/bridges/arrin-bridge/").status_code == 200
    assert Client(headers={"host": "health.gov.test"}).get("/bridges/arrin-bridge/").status_code == 301


def test_links_of_what_stays_become_addresses(going: Page, transport_home: Page, health_home: Page, health: Agency):
    link = rich_text(f'<p><a linktype="page" id="{going.pk}">Bridges</a></p>')
    pointing = StandardPageFactory(parent=health_home, title="Points", body=[link])
    Page.objects.filter(pk=pointing.pk).update(withdrawn_replacement=going)
    with tenant_scope(health):
        menu = Menu.objects.get()
        menu.items = [{"type": "item", "value": {"title": "B", "page": going.pk, "url": "", "children": []}}]
        menu.save()

    hand_over_pages(page=going, to=transport_home.agency)

    pointing = StandardPage.objects.get(pk=pointing.pk)
    address = "http://transport.gov.test:8000/bridges/"
    assert f'<a href="{address}">Bridges</a>' in pointing.body.get_prep_value()[0]["value"]
    assert f'<a href="{address}">' in str(pointing.latest_revision.content["body"]).replace('\\"', '"')
    assert pointing.withdrawn_replacement is None
    with tenant_scope(health):
        item = Menu.objects.get().items.get_prep_value()[0]["value"]
        require_own_references(pointing)
    assert (item["page"], item["url"]) == (None, address)


def test_old_addresses_lead_to_the_new_ones(going: Page, transport_home: Page, health: Agency):
    agency_site = AgencySite.objects.get(agency=health)
    with tenant_scope(health):
        Redirect.objects.create(agency=health, agency_site=agency_site, old_path="/old", page=going)

    hand_over_pages(page=going, to=transport_home.agency)

    browser = Client(headers={"host": "health.gov.test"})
    new = "http://transport.gov.test:8000/bridges/"
    for old, leads_to in (("/bridges/", new), ("/bridges/arrin-bridge/", f"{new}arrin-bridge/"), ("/old", new)):
        response = browser.get(old)
        assert (response.status_code, response.headers.get("Location")) == (301, leads_to)


def test_both_agencies_logs_say_so(going: Page, transport_home: Page, health: Agency, health_admin: User):
    hand_over_pages(page=going, to=transport_home.agency, user=health_admin)

    for agency in (health, transport_home.agency):
        with tenant_scope(agency):
            entry = AuditEntry.objects.filter(action="content.hand_over", subject=str(agency.uid)).get()
        assert entry.actor == health_admin.uid
        assert (entry.details["from"], entry.details["to"], entry.details["pages"]) == ("health", "transport", 2)


def test_a_second_time_changes_nothing(going: Page, transport_home: Page):
    hand_over_pages(page=going, to=transport_home.agency)
    with every_agency(reason="a test"):
        images = AgencyImage.objects.count()

    assert not hand_over_pages(page=going, to=transport_home.agency)
    with every_agency(reason="a test"):
        assert AgencyImage.objects.count() == images


def test_a_role_in_these_pages_stops_it(going: Page, transport_home: Page, health: Agency):
    member = MemberFactory(agencies=[health])
    Membership.objects.filter(user=member).update(section=going)

    with pytest.raises(UserError, match="limited to these pages"):
        hand_over_pages(page=going, to=transport_home.agency)

    going.refresh_from_db()
    assert going.agency == health


def test_an_invitation_to_these_pages_is_withdrawn_and_reaches_no_further(
    going: Page, transport_home: Page, health: Agency
):
    invitation = invite(email="new@health.example", agency=health, role=Role.EDITOR, section=going)

    hand_over_pages(page=going, to=transport_home.agency)

    with tenant_scope(health):
        left = Invitation.objects.get(pk=invitation.pk)
    assert not left.is_open
    assert left.section.agency == health


def test_a_taken_address_gets_a_number(going: Page, transport_home: Page):
    ListingPageFactory(parent=transport_home, title="Bridges")

    hand_over_pages(page=going, to=transport_home.agency)

    assert ListingPage.objects.get(pk=going.pk).full_url == "http://transport.gov.test:8000/bridges-2/"


def test_a_home_page_does_not_go(health_home: Page, transport: Agency):
    with pytest.raises(UserError, match="without its site"):
        hand_over_pages(page=health_home, to=transport)


def test_the_command_takes_an_address(going: Page, transport_home: Page):
    words = ["hand_over_pages", "http://health.gov.test:8000/bridges/", "--to=transport"]
    out = StringIO()
    call_command(*words, stdout=out)
    call_command("hand_over_pages", str(going.pk), "--to=transport", stdout=out)

    assert out.getvalue().splitlines() == [
        "Bridges belongs to Transport Agency now: http://transport.gov.test:8000/bridges/",
        "Bridges belongs to Transport Agency already: http://transport.gov.test:8000/bridges/",
    ]
    with pytest.raises(CommandError, match="There is no page"):
        call_command(*words)


def test_reusable_content_goes_as_a_copy_and_what_the_platform_shares_stays_shared(
    health_home: Page, staying: Page, platform: Agency, transport_home: Page, client: Client
):
    health, transport = health_home.agency, transport_home.agency
    text = f'<p>See <a linktype="page" id="{staying.pk}">there</a>.</p>'
    with tenant_scope(health):
        kept = Snippet.objects.create(
            agency=health, name="Notice", content=[("notice", {"tone": "warning", "title": "Flood", "text": text})]
        )
    shared = Snippet._base_manager.create(
        agency=platform, name="112", is_shared=True, content=[("fee", {"name": "Emergency call", "amount": "Free"})]
    )
    body = [{"type": "reusable", "value": kept.pk}, {"type": "reusable", "value": shared.pk}]
    page = StandardPageFactory(parent=health_home, title="Floods", slug="floods", body=body)

    assert hand_over_pages(page=page, to=transport)

    html = client.get("/floods/", headers={"host": "transport.gov.test"}).content.decode()
    assert "Flood" in html
    assert f'href="{staying.full_url}"' in html
    assert "Emergency call" in html
    copy = Snippet._base_manager.get(agency=transport)
    assert [block["value"] for block in StandardPage.objects.get(pk=page.pk).body.raw_data] == [copy.pk, shared.pk]
    assert Snippet._base_manager.get(pk=kept.pk).agency == health
