"""What a file is by its content, whatever its name says."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import IO, Any, cast
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_PDF = b"%PDF-"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# Office puts a document with a password into a container of another kind.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
# What runs, on whichever system.
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"#!", b"\x00asm")
_WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff")

_OFFICE = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
_OPEN_DOCUMENT = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_BEGINNING = 4096
# The list of what is in a packed file: room for ten thousand names. Office programs write a few hundred.
MAX_DIRECTORY_BYTES = 1024 * 1024

_EXECUTABLE = _("This is a program, whatever its name says. Programs are not kept here.")
_OTHER_KIND = _("This is not a %(kind)s file, though its name says so. Open it and save it anew as %(kind)s.")


def check_kind(file: Any) -> None:
    """Raise ValidationError where the content of a file is not what its name says; the file ends up rewound."""
    kind = PurePosixPath(file.name).suffix.lower().lstrip(".")
    file.seek(0)
    beginning = file.read(_BEGINNING)
    try:
        if beginning.startswith(_PROGRAMS):
            raise ValidationError(_EXECUTABLE, code="executable")
        if not _is_kind(kind, beginning, file):
            raise ValidationError(_OTHER_KIND, params={"kind": kind.upper()}, code="other_kind")
    finally:
        file.seek(0)


def _is_kind(kind: str, beginning: bytes, file: Any) -> bool:
    match kind:
        case "pdf":
            # Some writers put a few bytes before the mark, and all readers accept them.
            return _PDF in beginning[:1024]
        case "rtf":
            return beginning.startswith(_RTF)
        case "txt" | "csv":
            return b"\x00" not in beginning or beginning.startswith(_WIDE_TEXT)
        case "zip":
            return beginning.startswith(_ZIP)
        case _ if kind in _OFFICE:
            return beginning.startswith(OLE) or _names_part(file, _OFFICE[kind])
        case _ if kind in _OPEN_DOCUMENT:
            return _names_type(file, _OPEN_DOCUMENT[kind])
        case _:
            # What else is allowed has been looked at by its name.
            return True


# A zip may say more versions, ways of packing and passwords of itself than Python knows.
_NO_ZIP = (BadZipFile, KeyError, OSError, ValueError, RuntimeError)


class _BoundedReads:
    """A file of which only little is read at once.

    ZipFile reads the whole directory of a zip into memory, however large that says it is, with an object for each
    name. What a second reader made of that number could be another than what ZipFile makes of it.
    """

    def __init__(self, file: Any) -> None:
        self._file = file
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        """So many bytes, or the rest. Raises BadZipFile where that is too much."""
        content: bytes = self._file.read(MAX_DIRECTORY_BYTES + 1 if size < 0 else min(size, MAX_DIRECTORY_BYTES + 1))
        if len(content) > MAX_DIRECTORY_BYTES:
            raise BadZipFile
        return content


def _unpacked(file: Any) -> ZipFile:
    return ZipFile(cast("IO[bytes]", _BoundedReads(file)))


def _names_part(file: Any, folder: str) -> bool:
    try:
        with _unpacked(file) as parts:
            return any(name.startswith(folder) for name in parts.namelist())
    except _NO_ZIP:
        return False


def _names_type(file: Any, media_type: str) -> bool:
    try:
        with _unpacked(file) as parts, parts.open("mimetype") as part:
            return part.read(100).decode("ascii", "replace").strip() == media_type
    except _NO_ZIP:
        return False
