"""Reads one file and prints what it says of itself, as JSON; runs in a process of its own, which may be ended.

``python -m govcms.media.reading.worker <kind> <path>``. What people upload may be made to take all time or memory.
Nothing of Django is loaded here, so the process starts in a tenth of a second.
"""

from __future__ import annotations

import json
import re
import resource
import sys
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring
from pypdf import PdfReader

_MAX_MEMORY_BYTES = 1024 * 1024 * 1024
_MAX_PART_BYTES = 4 * 1024 * 1024
# Whether a document is scanned shows on its first pages.
_PAGES_LOOKED_AT = 20
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_OLE = b"\xd0\xcf\x11\xe0"


def read(kind: str, path: str) -> dict[str, Any]:
    """Pages, title, language and what is wrong; what the file does not say is left out."""
    readers = {"pdf": _read_pdf, "docx": _read_office, "xlsx": _read_office, "pptx": _read_office}
    return readers.get(kind, _read_open_document)(path)


def _read_pdf(path: str) -> dict[str, Any]:
    reader = PdfReader(path, strict=False)
    findings = []
    if reader.is_encrypted:
        findings.append("encrypted")
        if not reader.decrypt(""):
            return {"findings": findings}
    catalog = reader.root_object
    title = str((reader.metadata.title if reader.metadata else "") or "").strip()
    language = _language(str(catalog.get("/Lang") or ""))
    marked = catalog.get("/MarkInfo")
    is_tagged = bool(marked and marked.get_object().get("/Marked")) and "/StructTreeRoot" in catalog
    pages = len(reader.pages)
    if _is_scanned(reader, min(pages, _PAGES_LOOKED_AT)):
        findings.append("scanned")
    elif not is_tagged:
        findings.append("untagged")
    findings += [] if language else ["no-language"]
    findings += [] if title else ["no-title"]
    return {"pages": pages, "title": title, "language": language, "findings": findings}


def _is_scanned(reader: PdfReader, pages: int) -> bool:
    """Whether there are pictures and no page has any letters to write text with."""
    has_pictures = False
    for number in range(pages):
        resources = reader.pages[number].get("/Resources")
        resources = resources.get_object() if resources is not None else {}
        fonts, drawn = resources.get("/Font"), resources.get("/XObject")
        if fonts is not None and fonts.get_object():
            return False
        parts = drawn.get_object().values() if drawn is not None else []
        kinds = {str(part.get_object().get("/Subtype")) for part in parts}
        if "/Form" in kinds:
            # Text may stand in there.
            return False
        has_pictures = has_pictures or "/Image" in kinds
    return has_pictures


def _read_office(path: str) -> dict[str, Any]:
    with open(path, "rb") as file:
        if file.read(4) == _OLE:
            return {"findings": ["encrypted"]}
    with ZipFile(path) as parts:
        core = _part(parts, "docProps/core.xml")
        counted = _part(parts, "docProps/app.xml")
        styles = _part(parts, "word/styles.xml")
    title = _text(core, "title")
    language = _language(_text(core, "language") or next(_default_languages(styles), ""))
    pages = _text(counted, "Pages") or _text(counted, "Slides")
    return _facts(title, language, pages)


def _read_open_document(path: str) -> dict[str, Any]:
    with ZipFile(path) as parts:
        if any(part.flag_bits & 1 for part in parts.infolist()):
            return {"findings": ["encrypted"]}
        meta = _part(parts, "meta.xml")
        manifest = _part(parts, "META-INF/manifest.xml")
    if manifest is not None and any(_name(each) == "encryption-data" for each in manifest.iter()):
        return {"findings": ["encrypted"]}
    counted = next((each for each in _all(meta) if _name(each) == "document-statistic"), None)
    counts = {key.rpartition("}")[2]: value for key, value in counted.attrib.items()} if counted is not None else {}
    return _facts(_text(meta, "title"), _language(_text(meta, "language")), counts.get("page-count", ""))


def _facts(title: str, language: str, pages: str) -> dict[str, Any]:
    facts: dict[str, Any] = {"title": title, "language": language, "findings": [] if title else ["no-title"]}
    return facts | ({"pages": int(pages)} if pages.isdecimal() and len(pages) < 7 else {})


def _part(parts: ZipFile, name: str) -> Element | None:
    """A part of a packed document; none where it is missing, or far larger than one that people wrote."""
    try:
        if parts.getinfo(name).file_size > _MAX_PART_BYTES:
            return None
        with parts.open(name) as part:
            root: Element = fromstring(part.read(_MAX_PART_BYTES))
            return root
    except KeyError:
        return None


def _all(root: Element | None) -> Iterator[Element]:
    return iter(()) if root is None else root.iter()


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _text(root: Element | None, name: str) -> str:
    found = next((each.text for each in _all(root) if _name(each) == name and each.text), "")
    return (found or "").strip()


def _default_languages(styles: Element | None) -> Iterator[str]:
    for element in _all(styles):
        if _name(element) == "lang":
            yield from (value for key, value in element.attrib.items() if key.endswith("}val"))


def _language(said: str) -> str:
    match = _LANGUAGE.fullmatch(said.strip())
    return match.group().replace("_", "-")[:35] if match else ""


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY_BYTES, _MAX_MEMORY_BYTES))
    print(json.dumps(read(sys.argv[1], sys.argv[2])))  # noqa: T201  whoever started it reads it
