"""Documents: they are what their names say, and say what is in them and what is wrong with them."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from pytest_django import Settings

from govcms.media.models import AgencyDocument, Finding
from govcms.media.reading.facts import Facts, note_facts, read_facts
from govcms.media.reading.kinds import MAX_DIRECTORY_BYTES, check_kind
from govcms.media.tasks import ASKED_AGAIN_AFTER, MOST_AT_ONCE, read_unread
from tenants.models import Agency
from tests.factories import DocumentFactory
from tests.media import files

EXECUTABLE = b"MZ\x90\x00" + b"\x00" * 60
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500


# Both are what their names say, but for their directories: one too long, one of a version that nobody knows.
MANY_NAMES = files.packed({"mimetype": "application/vnd.oasis.opendocument.text", "word/document.xml": ""} | {
    f"{number:0100}": "" for number in range(MAX_DIRECTORY_BYTES // 146 + 1)
})  # fmt: skip
FROM_THE_FUTURE = re.sub(rb"PK\x01\x02..\x14", b"PK\x01\x02\x14\x03\x63", files.docx(), flags=re.DOTALL)


def facts_of(name: str, content: bytes, within_s: float = 20) -> Facts | None:
    """What is read out of it."""
    return read_facts(BytesIO(content), name, within_s=within_s)


@pytest.mark.parametrize(
    ("name", "content", "facts"),
    [
        ("a.pdf", files.tagged_pdf(), Facts(1, "Opening hours", "fr")),
        ("a.pdf", files.plain_pdf(), Facts(1, "", "", (Finding.UNTAGGED, Finding.NO_LANGUAGE, Finding.NO_TITLE))),
        ("a.PDF", files.scanned_pdf(), Facts(2, "", "", (Finding.SCANNED, Finding.NO_LANGUAGE, Finding.NO_TITLE))),
        ("a.pdf", files.locked_pdf(), Facts(findings=(Finding.ENCRYPTED,))),
        ("a.pdf", b"%PDF-1.7\nnothing more", Facts(findings=(Finding.UNREADABLE,))),
        ("a.docx", files.docx(), Facts(3, "Budget", "de-DE")),
        ("a.docx", files.docx(""), Facts(3, "", "de-DE", (Finding.NO_TITLE,))),
        ("a.docx", OLE, Facts(findings=(Finding.ENCRYPTED,))),
        ("a.odt", files.odt(), Facts(7, "Minutes", "ar")),
        ("a.odt", b"PK\x03\x04", Facts(findings=(Finding.UNREADABLE,))),
        ("a.csv", b"a,b", Facts()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_a_file_says_of_itself(name: str, content: bytes, facts: Facts) -> None:
    assert facts_of(name, content) == facts


def test_reading_ends_when_its_time_is_over() -> None:
    assert facts_of("a.pdf", files.tagged_pdf(), within_s=0.01) is None


def test_a_part_made_to_fill_all_memory_is_left_alone() -> None:
    parts = {"word/document.xml": "<d/>", "docProps/core.xml": "<c>" + " " * 50_000_000 + "</c>"}

    assert facts_of("a.docx", files.packed(parts)) == Facts(findings=(Finding.NO_TITLE,))


def test_definitions_of_xml_are_not_followed() -> None:
    core = '<!DOCTYPE c [<!ENTITY a SYSTEM "file:///etc/passwd">]><c><title>&a;</title></c>'

    assert facts_of("a.docx", files.packed({"docProps/core.xml": core})) == Facts(findings=(Finding.UNREADABLE,))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", files.tagged_pdf(), ""),
        ("a.PDF", b"\xef\xbb\xbf%PDF-1.4", ""),
        ("a.pdf", b"<!doctype html>", "other_kind"),
        ("a.pdf", EXECUTABLE, "executable"),
        ("a.txt", EXECUTABLE, "executable"),
        ("a.csv", b"#!/bin/sh\nrm -rf /", "executable"),
        ("a.csv", b"a;b\n1;\x00", "other_kind"),
        ("a.txt", "Größe".encode("utf-16"), ""),
        ("a.docx", files.docx(), ""),
        ("a.docx", OLE, ""),
        ("a.docx", files.odt(), "other_kind"),
        ("a.xlsx", files.docx(), "other_kind"),
        ("a.odt", files.odt(), ""),
        ("a.ods", files.odt(), "other_kind"),
        ("a.zip", files.docx(), ""),
        ("a.zip", b"Rar!", "other_kind"),
        ("a.rtf", b"{\\rtf1}", ""),
        ("a.rtf", b"rtf", "other_kind"),
        ("a.docx", MANY_NAMES, "other_kind"),
        ("a.odt", MANY_NAMES, "other_kind"),
        ("a.docx", FROM_THE_FUTURE, "other_kind"),
        ("a.odt", FROM_THE_FUTURE, "other_kind"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_is_what_its_name_says(name: str, content: bytes, code: str) -> None:
    file = ContentFile(content, name=name)

    try:
        check_kind(file)
        refused = ""
    except ValidationError as error:
        refused = error.code or ""

    assert refused == code
    assert file.tell() == 0


def test_documents_that_came_without_a_form_are_read_in_time(health: Agency) -> None:
    document: Any = DocumentFactory(agency=health, content=files.plain_pdf(), filename="hours.pdf")
    gone: Any = DocumentFactory(agency=health, content=files.plain_pdf(), filename="gone.pdf")
    gone.file.storage.delete(gone.file.name)
    assert not document.is_read

    assert read_unread() == 2
    assert read_unread() == 0

    read, missing = (AgencyDocument.objects.get(pk=row.pk) for row in (document, gone))
    assert read.is_read
    assert (read.page_count, read.findings[0]) == (1, Finding.UNTAGGED)
    assert missing.findings == [Finding.UNREADABLE]


def test_a_worker_is_asked_once_an_hour_and_all_have_their_turn(health: Agency, settings: Settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    documents = [DocumentFactory(agency=health, content=b"a", filename="a.txt") for _ in range(MOST_AT_ONCE + 2)]
    first: Any = documents[0]

    assert [read_unread() for _ in range(3)] == [MOST_AT_ONCE, 2, 0]

    AgencyDocument.objects.filter(pk=first.pk).update(read_asked_at=timezone.now() - 2 * ASKED_AGAIN_AFTER)
    assert [read_unread() for _ in range(2)] == [1, 0]


def test_a_document_that_fails_in_an_unforeseen_way_is_said_to_be_unreadable(health: Agency) -> None:
    document: Any = DocumentFactory(agency=health, content=files.plain_pdf(), filename="hours.pdf")
    # A place outside the store.
    AgencyDocument.objects.filter(pk=document.pk).update(file="../../hours.pdf")

    assert read_unread() == 1

    document = AgencyDocument.objects.get(pk=document.pk)
    assert (document.is_read, document.findings) == (True, [Finding.UNREADABLE])


def test_what_a_file_says_can_be_stored() -> None:
    facts = facts_of("a.pdf", files.tagged_pdf("Opening\0hours\x1b"))
    assert facts is not None
    document = AgencyDocument()

    note_facts(document, replace(facts, pages=10**12), file_hash="a")
    assert (document.inner_title, document.page_count) == ("Opening hours", None)

    for title, kept in (("\x00\ud800", ""), ("\u200fساعات\x9f\U0001f600", "\u200fساعات \U0001f600")):
        note_facts(document, Facts(title=title), file_hash="a")
        assert document.inner_title == kept


@pytest.mark.parametrize(("code", "name"), [("fr", "French"), ("pt-PT", "Portuguese"), ("xx", ""), ("", "")])
def test_a_language_is_named_in_words(code: str, name: str) -> None:
    assert AgencyDocument(language=code).language_name == name
