"""What is wrong with a document, and what to do about it, in words for who uploaded it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from govcms.media.models import AgencyDocument, Finding


@dataclass(frozen=True, slots=True)
class Remedy:
    """A fault and its cure."""

    name: str
    text: str | Promise


_REMEDIES: dict[str, str | Promise] = {
    Finding.ENCRYPTED: _(
        "Readers cannot open it, or cannot have it read aloud. Open it with its password, save it without one, and "
        "replace the file."
    ),
    Finding.SCANNED: _(
        "It holds pictures of pages: nobody can search it, copy from it or have it read aloud. Export it from the "
        "program it was written in, or run text recognition over it, and replace the file."
    ),
    Finding.UNTAGGED: _(
        "Screen readers find no headings, lists or tables in it. Export it again as PDF with tags: in Word under "
        "Options, “Document structure tags for accessibility”; in LibreOffice “Tagged PDF”."
    ),
    Finding.NO_LANGUAGE: _(
        "Screen readers do not know how to pronounce it. Set the language of the text in the program it was written "
        "in, and export it again."
    ),
    Finding.NO_TITLE: _(
        "Browsers and screen readers announce its file name instead. Fill in the title in its properties, and export "
        "it again."
    ),
    Finding.UNREADABLE: _(
        "It is damaged, or made in a way that takes too long to read. Open it and see whether all of it is there; if "
        "so, save it anew and replace the file."
    ),
}


def remedies_for(document: AgencyDocument) -> list[Remedy]:
    """What is wrong with its file, and what to do about each."""
    return [Remedy(name=str(finding.label), text=_REMEDIES[finding]) for finding in document.findings]
