"""Behind the wall an agency's people still do their work."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from govcms.content.models import StandardPage
from govcms.identity.models import User
from govcms.media.models import AgencyDocument, AgencyImage
from govcms.pages.models import Page
from tenants.admin_rules import closed, rule_of
from tenants.models import Agency
from tenants.own_screens import only_on_the_platforms_host
from tests.factories import StandardPageFactory
from tests.isolation.admin_urls import ADMIN_URLCONF, admin_urls
from tests.isolation.conftest import signed_in

PAGE_FORM = {
    "title": "Winter clinics",
    "slug": "winter-clinics",
    "summary": "Where to go.",
    "body-count": "0",
    "change_type": "minor",
    "comments-TOTAL_FORMS": "0",
    "comments-INITIAL_FORMS": "0",
}


def test_every_open_screen_opens(health_admin: User):
    client = signed_in(health_admin)
    answers = {}
    for url in admin_urls():
        if url.name and not url.arguments and rule_of(url.name) not in {closed, only_on_the_platforms_host}:
            path = reverse(url.name, urlconf=ADMIN_URLCONF)
            answers[path] = client.get(path).status_code

    # Without a block there is none to show.
    assert answers.pop("/admin/block-preview/") == 404
    assert {path: status for path, status in answers.items() if status not in {200, 302, 405}} == {}


def test_no_link_of_the_dashboard_is_dead(health_admin: User, health_editor: User):
    for user in (health_admin, health_editor):
        client = signed_in(user)
        page = client.get("/admin/").content.decode()
        links = set(re.findall(r'(?:href=|"url": |url&quot;: &quot;)["]?(/admin/[a-z0-9/_-]*)', page))
        assert links
        dead = {link for link in links if client.get(link).status_code in {403, 404} and "logout" not in link}
        assert dead == set()


def pixel() -> bytes:
    """The smallest picture."""
    drawn = BytesIO()
    Image.new("RGB", (1, 1)).save(drawn, "GIF")
    return drawn.getvalue()


@pytest.fixture
def draft(health_home: Page) -> StandardPage:
    """A page nobody has published."""
    return StandardPageFactory(parent=health_home, title="Clinics", slug="clinics", live=False)


def test_an_editor_writes_a_draft_and_a_publisher_publishes_it(
    health_home, health_editor: User, health_publisher: User
):
    editor, publisher = signed_in(health_editor), signed_in(health_publisher)
    add = f"/admin/pages/add/content/standardpage/{health_home.pk}/"
    assert editor.get(add).status_code == 200
    assert editor.post(add, PAGE_FORM).status_code == 302
    page = StandardPage.objects.get(slug="winter-clinics")
    assert page.agency.key == "health"
    edit = f"/admin/pages/{page.pk}/edit/"

    # An editor's "publish" saves a draft: Wagtail reads the button only from those who may.
    editor.post(edit, {**PAGE_FORM, "action-publish": "1"})
    page.refresh_from_db()
    assert not page.live

    assert publisher.post(edit, {**PAGE_FORM, "action-publish": "1"}).status_code == 302
    page.refresh_from_db()
    assert page.live
    assert Client().get("/winter-clinics/", headers={"host": "health.gov.test"}).status_code == 200


def test_an_editor_is_offered_no_button_she_may_not_press(draft: StandardPage, health_editor: User):
    form = signed_in(health_editor).get(f"/admin/pages/{draft.pk}/edit/").content.decode()

    assert "action-publish" not in form
    assert "action-submit" in form
    assert "action-restart-workflow" not in form


@pytest.mark.parametrize(
    "path",
    ["edit/", "view_draft/", "history/", "usage/", "copy/", "move/", "delete/", "privacy/"],
)
def test_a_publisher_reaches_each_screen_of_a_page(draft: StandardPage, health_publisher: User, path: str):
    assert signed_in(health_publisher).get(f"/admin/pages/{draft.pk}/{path}").status_code == 200


def test_a_viewer_looks_and_touches_nothing(draft: StandardPage, health_viewer: User):
    client = signed_in(health_viewer)

    assert "Clinics" in client.get(f"/admin/pages/{draft.get_parent().pk}/").content.decode()
    assert client.get(f"/admin/pages/{draft.pk}/edit/").status_code == 403
    assert client.post(f"/admin/pages/{draft.pk}/delete/").status_code == 403
    assert StandardPage.objects.filter(pk=draft.pk).exists()


def test_a_draft_is_previewed_even_before_the_agency_is_live(health: Agency, draft: StandardPage, health_editor: User):
    Agency.objects.filter(pk=health.pk).update(status=Agency.Status.DRAFT)
    client = signed_in(health_editor)

    response = client.get(f"/admin/pages/{draft.pk}/view_draft/")

    assert response.status_code == 200
    body = response.content.decode()
    assert "Clinics" in body
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "unsafe-inline" not in response["Content-Security-Policy"]
    for stylesheet in re.findall(r'href="(/theme/[^"]+)"', body):
        assert client.get(stylesheet).status_code == 200


def test_the_preview_panel_renders_unsaved_text(draft: StandardPage, health_editor: User):
    client = signed_in(health_editor)
    preview = f"/admin/pages/{draft.pk}/edit/preview/"

    assert client.post(preview, {**PAGE_FORM, "title": "Unsaved title"}).json()["is_valid"]
    assert "Unsaved title" in client.get(f"{preview}?mode=").content.decode()


def test_images_and_documents_are_uploaded_to_the_agency(health: Agency, health_editor: User):
    client = signed_in(health_editor)
    image = {"title": "Door", "alt_text": "A door", "file": SimpleUploadedFile("door.gif", pixel(), "image/gif")}
    document = {"title": "Hours", "file": SimpleUploadedFile("hours.txt", b"9 to 5")}

    assert client.post("/admin/images/add/", image).status_code == 302
    assert client.post("/admin/documents/add/", document).status_code == 302

    assert AgencyImage.objects.get(title="Door").agency == health
    assert AgencyDocument.objects.get(title="Hours").agency == health


def test_several_images_are_described_after_their_upload(health: Agency, health_editor: User):
    client = signed_in(health_editor)
    upload = {"files[]": SimpleUploadedFile("gate.gif", pixel(), "image/gif"), "title": "Gate"}

    answer = client.post("/admin/images/multiple/add/", upload, headers={"x-requested-with": "XMLHttpRequest"}).json()
    assert answer["success"]
    number = answer["uploaded_file_id"]
    form = {f"uploaded-image-{number}-title": "Gate", f"uploaded-image-{number}-alt_text": "A gate"}
    done = client.post(f"/admin/images/multiple/create_from_uploaded_image/{number}/", form).json()

    assert done["success"], done
    assert AgencyImage.objects.get(title="Gate").agency == health


def test_people_change_their_own_settings(health_editor: User):
    client = signed_in(health_editor)
    assert client.get("/admin/account/").status_code == 200
    form = {
        "name-name": "Ada Amber",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "locale-preferred_language": "en",
    }

    client.post("/admin/account/", form)

    health_editor.refresh_from_db()
    assert health_editor.name == "Ada Amber"


def test_a_superuser_who_saves_her_settings_keeps_her_flag(health: Agency, health_editor: User):
    User.objects.filter(pk=health_editor.pk).update(is_superuser=True)

    test_people_change_their_own_settings(health_editor)

    assert User.objects.get(pk=health_editor.pk).is_superuser
