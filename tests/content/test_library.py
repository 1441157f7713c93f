"""The library: where files are used, what they were, which are there twice, and that nothing the public sees goes."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from wagtail.models import Collection

from govcms.content.drafts import pages_drafting
from govcms.identity.models import User
from govcms.media.models import AgencyDocument, AgencyImage, FileVersion
from govcms.pages.models import Page
from tenants.actions import add_team
from tenants.models import Agency, AuditEntry, Membership
from tenants.scope import tenant_scope
from tests.content.conftest import showing
from tests.factories import DocumentFactory, ImageFactory, NewsPageFactory, StandardPageFactory
from tests.isolation.conftest import Holdings, holdings_of, signed_in
from tests.isolation.test_uploads import picture
from tests.media import files
from tests.sent_files import sent

AJAX = {"X-Requested-With": "XMLHttpRequest"}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect onclick="x()" width="2" height="1"/></svg>'


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """A file that is sent."""
    return SimpleUploadedFile(name, content)


def form_for(thing: Any, **changed: Any) -> dict[str, Any]:
    """The form of a picture or document as it stands."""
    words = {"alt_text": "A field"} if isinstance(thing, AgencyImage) else {}
    return {"title": thing.title, "collection": thing.collection_id, **words, **changed}


@pytest.fixture
def own(health: Agency) -> Holdings:
    """Health's."""
    return holdings_of(health, "Amber")


@pytest.fixture
def editor(health_editor: User, own: Holdings) -> Client:
    """An editor of Health."""
    return signed_in(health_editor)


def show(own: Holdings, *, live: bool = True) -> None:
    """Put the picture and the document of Health on a page."""
    image = {"type": "image", "value": {"image": own.image.pk, "alt_text": "", "caption": ""}}
    body = [image, *showing(own.document)]
    StandardPageFactory(parent=own.home, title="Shown here", body=body, live=live)


def addresses(own: Holdings) -> list[tuple[Any, str, str, str]]:
    """Picture and document, each with its screen, where it is deleted, and where one just uploaded is taken back."""
    image, document = own.image, own.document
    return [
        (image, f"/admin/images/{image.pk}/", f"/admin/images/{image.pk}/delete/",
         f"/admin/images/multiple/{image.pk}/delete/"),
        (document, f"/admin/documents/edit/{document.pk}/", f"/admin/documents/delete/{document.pk}/",
         f"/admin/documents/multiple/{document.pk}/delete/"),
    ]  # fmt: skip


def test_what_a_published_page_shows_is_not_deleted_and_the_screens_say_where(own: Holdings, editor: Client) -> None:
    show(own)

    for thing, screen, delete, take_back in addresses(own):
        assert "Shown here" in editor.get(screen).content.decode()
        asked = editor.get(delete).content.decode()
        assert "Shown here" in asked
        assert "The public sees it now" in asked
        assert "Yes, delete" not in asked
        assert editor.post(delete).status_code == 200
        assert editor.post(take_back, headers=AJAX).json() == {"success": False}
        kind = "agencyimage" if isinstance(thing, AgencyImage) else "agencydocument"
        bulk = f"/admin/bulk/media/{kind}/delete/?id={thing.pk}"
        assert "Yes, delete" not in editor.get(bulk).content.decode()
        assert editor.post(bulk).status_code == 403
        assert type(thing).objects.filter(pk=thing.pk).exists()


def test_what_only_a_draft_shows_is_deleted_after_a_warning(own: Holdings, editor: Client) -> None:
    show(own, live=False)

    for thing, _screen, delete, _take_back in addresses(own):
        asked = editor.get(delete).content.decode()
        assert "Shown here" in asked
        assert "It is missing from these places" in asked
        assert editor.post(delete).status_code == 302
        assert not type(thing).objects.filter(pk=thing.pk).exists()


def test_a_replaced_file_keeps_its_address_and_the_former_one_is_kept(
    own: Holdings, editor: Client, django_capture_on_commit_callbacks: Any
) -> None:
    new = {AgencyImage: upload("new.png", picture()), AgencyDocument: upload("new.pdf", files.tagged_pdf())}

    for thing, screen, delete, _take_back in addresses(own):
        former = thing.file.name
        address = thing.url if isinstance(thing, AgencyDocument) else thing.get_rendition("width-32").url

        assert editor.post(screen, form_for(thing, file=new[type(thing)])).status_code == 302

        changed = type(thing).objects.get(pk=thing.pk)
        assert changed.uid == thing.uid
        assert changed.file.name != former
        if isinstance(changed, AgencyDocument):
            assert changed.url == address
            assert (changed.page_count, changed.is_read) == (1, True)
        else:
            assert changed.get_rendition("width-32").url != address
        with tenant_scope(own.agency):
            version = FileVersion.objects.get(**{"image" if isinstance(thing, AgencyImage) else "document": thing})
        assert (version.file.name, version.file_hash) == (former, thing.file_hash)
        assert version.replaced_by is not None
        assert AuditEntry._base_manager.filter(agency=own.agency, action="media.replace_file").exists()
        assert f"/admin/former-files/{version.pk}/" in editor.get(screen).content.decode()
        downloaded = editor.get(f"/admin/former-files/{version.pk}/")
        assert downloaded.headers["Content-Disposition"].startswith("attachment")
        assert b"".join(downloaded.streaming_content)  # type: ignore[attr-defined]
        with django_capture_on_commit_callbacks(execute=True):
            assert editor.post(delete).status_code == 302
        assert not default_storage.exists(former)


def test_a_file_that_is_there_already_is_said_to_be(own: Holdings, editor: Client) -> None:
    twin_image: Any = ImageFactory(agency=own.agency, title="First picture", size=(33, 22))
    twin_document = DocumentFactory(agency=own.agency, title="First document", content=files.tagged_pdf("Twin"))
    with twin_image.file.open("rb") as file:
        content = file.read()
    root: Any = own.agency.root_collection
    common = {"collection": root.pk, "title": "Second"}

    for address, twin, sent_file, words in (
        ("/admin/images/add/", twin_image, upload("a.png", content), {"alt_text": "A field"}),
        ("/admin/documents/add/", twin_document, upload("a.pdf", files.tagged_pdf("Twin")), {}),
    ):
        page = editor.post(address, {**common, **words, "file": sent_file}, follow=True).content.decode()
        assert f"as “{twin.title}”" in page

    several = {"collection": root.pk, "title": "Third"}
    added = editor.post("/admin/images/multiple/add/", {**several, "files[]": upload("b.png", content)}, headers=AJAX)
    assert added.json()["duplicate"] is True
    assert str(twin_image.title) in added.json()["confirm_duplicate_upload"]
    assert "alt_text" in added.json()["form"]
    twice = upload("b.pdf", files.tagged_pdf("Twin"))
    added = editor.post("/admin/documents/multiple/add/", {**several, "files[]": twice}, headers=AJAX)
    assert twin_document.title in added.json()["form"]


def test_several_pictures_at_once_ask_for_their_words_and_drawings_are_cleaned(own: Holdings, editor: Client) -> None:
    root: Any = own.agency.root_collection
    several = {"collection": root.pk, "title": "Logo", "files[]": upload("logo.svg", SVG)}
    waiting = editor.post("/admin/images/multiple/add/", several, headers=AJAX).json()
    number = waiting["uploaded_file_id"]
    address = f"/admin/images/multiple/create_from_uploaded_image/{number}/"
    prefix = f"uploaded-image-{number}"
    before = AgencyImage.objects.count()

    asked = editor.post(address, {f"{prefix}-title": "Logo", f"{prefix}-collection": root.pk}, headers=AJAX).json()
    assert asked["success"] is False
    assert "mark it as decorative" in asked["form"]
    assert AgencyImage.objects.count() == before
    said = {f"{prefix}-title": "Logo", f"{prefix}-collection": root.pk, f"{prefix}-is_decorative": "on"}
    assert editor.post(address, said, headers=AJAX).json()["success"] is True

    image = AgencyImage.objects.get(title="Logo")
    with image.file.open("rb") as stored:
        assert b"onclick" not in stored.read()


def test_what_is_wrong_with_a_document_stands_on_its_screens(own: Holdings, editor: Client) -> None:
    root: Any = own.agency.root_collection
    form = {"collection": root.pk, "title": "Scan", "file": upload("scan.pdf", files.scanned_pdf())}
    editor.post("/admin/documents/add/", form)
    scanned = AgencyDocument.objects.get(title="Scan")

    screen = editor.get(f"/admin/documents/edit/{scanned.pk}/").content.decode()
    assert "Scanned, without text" in screen
    assert "run text recognition over it" in screen
    listed = editor.get("/admin/documents/", {"finding": "scanned"}).content.decode()
    assert "Scan" in listed
    assert own.document.title not in listed
    several = {"collection": root.pk, "title": "B", "files[]": upload("b.pdf", files.scanned_pdf(1))}
    added = editor.post("/admin/documents/multiple/add/", several, headers=AJAX).json()
    assert "run text recognition over it" in added["form"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"", "empty"),
        ("a.pdf", b"MZ\x90\x00", "This is a program"),
        ("a.pdf", b"<!doctype html>", "not a PDF file"),
    ],
)
def test_what_is_refused_is_said_at_the_field(
    own: Holdings, editor: Client, name: str, content: bytes, said: str
) -> None:
    root: Any = own.agency.root_collection
    form = {"collection": root.pk, "title": "Kept words", "file": upload(name, content)}

    answer = editor.post("/admin/documents/add/", form).content.decode()

    assert said in answer
    assert "Kept words" in answer
    assert not AgencyDocument.objects.filter(title="Kept words").exists()


def test_readers_learn_pages_and_language_before_they_download(own: Holdings, editor: Client) -> None:
    root: Any = own.agency.root_collection
    form = {"collection": root.pk, "title": "Hours", "file": upload("a.pdf", files.tagged_pdf())}
    editor.post("/admin/documents/add/", form)
    document = AgencyDocument.objects.get(title="Hours")
    page: Any = StandardPageFactory(parent=own.home, body=showing(document))

    shown = " ".join(Client().get(page.url, headers={"host": "health.gov.test"}).content.decode().split())

    assert "PDF" in shown
    assert "1 page" in shown
    assert "French" in shown
    assert sent(Client().get(document.url, headers={"host": "health.gov.test"})).status == 200


def test_files_go_into_the_folder_of_ones_team(health: Agency, health_editor: User) -> None:
    team, _new = add_team(agency=health, key="web", name="Web team")
    add_team(agency=health, key="web", name="Website team")
    Membership.objects.filter(user=health_editor).update(team=team)
    folder = Collection.objects.get(name="Website team")
    client = signed_in(health_editor)

    assert folder.is_descendant_of(Collection.objects.get(pk=health.root_collection_id))
    for address in ("images/add/", "images/multiple/add/", "documents/add/", "documents/multiple/add/"):
        page = client.get(f"/admin/{address}").content.decode()
        assert re.search(rf'<option value="{folder.pk}" ?selected', page), address
    assert "Website team" in client.get("/admin/documents/").content.decode()
    form = {"title": "Hours", "collection": folder.pk, "file": upload("a.pdf", files.tagged_pdf())}
    client.post("/admin/documents/add/", form)
    assert AgencyDocument.objects.get(title="Hours").collection == folder


@pytest.mark.parametrize(("chosen", "is_left"), [("existing", False), ("new", True)])
def test_the_chooser_asks_which_of_two_documents_to_use(
    own: Holdings, editor: Client, chosen: str, is_left: bool
) -> None:
    existing = DocumentFactory(agency=own.agency, title="First document", content=files.tagged_pdf("Twin"))
    root: Any = own.agency.root_collection
    prefix = "document-chooser-upload"
    form = {f"{prefix}-title": "Second", f"{prefix}-collection": root.pk}
    address = "/admin/documents/chooser/create/"

    asked = editor.post(address, {**form, f"{prefix}-file": upload("b.pdf", files.tagged_pdf("Twin"))}).json()

    new = AgencyDocument.objects.get(title="Second")
    assert asked["step"] == "reshow_creation_form"
    assert "First document" in asked["htmlFragment"]
    assert "Use existing and delete new" in asked["htmlFragment"]
    answer = {"use": existing.pk, "delete": new.pk} if chosen == "existing" else {"use": new.pk}
    answered = editor.post(address, answer).json()
    assert answered["step"] == "chosen"
    assert answered["result"]["title"] == {"existing": "First document", "new": "Second"}[chosen]
    assert AgencyDocument.objects.filter(pk=new.pk).exists() is is_left
    # What is no twin of the one chosen stays, whatever is sent.
    assert editor.post(address, {"use": existing.pk, "delete": own.document.pk}).json()["step"] == "chosen"
    assert AgencyDocument.objects.filter(pk=own.document.pk).exists()


@pytest.fixture
def drafting(own: Holdings) -> Any:
    """A published page whose draft shows the picture and the document."""
    page: Any = StandardPageFactory(parent=own.home, title="Shown in a draft", slug="drafting")
    image = {"type": "image", "value": {"image": own.image.pk, "alt_text": "", "caption": ""}}
    page.body = page.body.stream_block.to_python([image, *showing(own.document)])
    page.save_revision()
    return page


def test_what_the_draft_of_a_published_page_shows_is_said_and_deleted_after_a_warning(
    own: Holdings, editor: Client, drafting: Any
) -> None:
    for thing, screen, delete, _take_back in addresses(own):
        for address in (screen, delete):
            said = " ".join(editor.get(address).content.decode().split())
            assert re.search(r"Shown in a draft</a> <span[^>]*>Standard page, in a draft<", said), address
        assert "It is missing from these places" in said
        assert editor.post(delete).status_code == 302
        assert not type(thing).objects.filter(pk=thing.pk).exists()
    assert editor.get(f"/admin/pages/{drafting.pk}/edit/").status_code == 200


def test_drafts_are_read_in_one_query_however_many_and_those_of_old_versions_do_not_count(
    own: Holdings, drafting: Any, django_assert_num_queries: Any
) -> None:
    image = {"type": "image", "value": {"image": own.image.pk, "alt_text": "", "caption": ""}}
    for slug in ("second", "third"):
        page: Any = NewsPageFactory(parent=own.home, title=slug, slug=slug)
        page.image = own.image
        page.save_revision()
    dropped: Any = StandardPageFactory(parent=own.home, title="Dropped", slug="dropped", body=[image])
    dropped.body = dropped.body.stream_block.to_python([])
    dropped.save_revision()
    later: Any = NewsPageFactory(parent=own.home, title="Later", slug="later")
    later.image = own.image
    later.save_revision(approved_go_live_at=timezone.now() + timedelta(days=3))
    later.image = None
    later.save_revision()
    pages_drafting(own.image)

    with django_assert_num_queries(1):
        found = pages_drafting(own.image)

    assert set(Page.objects.filter(pk__in=found).values_list("slug", flat=True)) == {
        "drafting", "second", "third", "later",
    }  # fmt: skip
    assert pages_drafting(own.document) == {drafting.pk}
