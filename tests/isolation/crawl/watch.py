"""Looks at an answer, in all its parts, for what is somebody else's."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory

from tests.isolation.canaries import Marks
from tests.isolation.crawl.atlas import MISSING_ID, MISSING_UID

_NUMBER = re.compile(r"(?<![0-9A-Za-z])77[123]\d{4}(?![0-9A-Za-z])")
_UID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_PART_OF_UID = re.compile(r"-4[0-9a-f]{3}-")
_PLAIN_UID = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
# Differs from answer to answer: security tokens, nonces, hashes, references, the time, keys of rich text.
_CHANGING = re.compile(
    r"Just now|\d+\s(?:minute|hour)s? ago"
    r"|key\W*(?:quot)?\W+(?:quot;)?\w{5}(?=\W)|[0-9A-Za-z_-]*\d[0-9A-Za-z_-]*|[0-9A-Za-z_-]{20,}"
)
_MESSAGES = "messages"


@dataclass
class Watch:
    """What one person must not be told of at one kind of host."""

    words: frozenset[str] = frozenset()
    ids: Sequence[range] = ()
    uids: frozenset[str] = frozenset()
    findings: list[str] = field(default_factory=list)

    def look(self, request_line: str, answer: Any, *, name: str = "") -> None:
        """Note each of them that the answer to this request names, and answers that are errors."""
        text = text_of(answer).lower()
        line = request_line.lower()
        found: list[str] = sorted(word for word in self.words if word in text and word not in line)
        # Looking for a piece of them is cheap, and most answers hold none.
        if "77" in text:
            numbers = {number for number in find_ids(text) if any(int(number) in ids for ids in self.ids)}
            found += sorted(number for number in numbers if number not in line)
        if _PART_OF_UID.search(text):
            found += sorted(uid for uid in set(_UID.findall(text)) & self.uids if uid not in line)
        if answer.status_code >= 500:
            found.append(f"an error {' '.join(getattr(answer, 'errors', []))[-300:]}")
        if found:
            self.findings.append(f"{answer.status_code} {name or request_line}: {', '.join(found[:4])}")

    def compare(self, request_line: str, answer: Any, of_nothing: str) -> None:
        """Note where an answer differs from the essence of the answer about what does not exist."""
        seen = essence(answer)
        if seen != of_nothing:
            same = next((n for n, pair in enumerate(zip(seen, of_nothing, strict=False)) if pair[0] != pair[1]), 0)
            start = max(0, same - 40)
            self.findings.append(
                f"{request_line}: unlike what does not exist: {seen[start:][:120]!r}, not {of_nothing[start:][:120]!r}"
            )

    def look_at_mails(self, mails: Iterable[Any], *, line: str = "", sent: str = "") -> None:
        """Note what mails name, and whom they reach; an address that was sent may get one, with nothing else in it."""
        for mail in mails:
            addresses = " ".join(mail.to).lower()
            text = f"{mail.subject} {mail.body}".lower()
            for address in mail.to:
                text = text.replace(address.lower(), "")
            found = [word for word in sorted(self.words) if word in text or (word in addresses and word not in sent)]
            self.findings += [f"{line}: mail to {addresses}: {word}" for word in found]

    def twin(self, path: str) -> str | None:
        """The same address about what does not exist; None where it names nothing of anybody else's."""
        if not any(uid in self.uids for uid in _UID.findall(path)) and not any(
            int(number) in ids for number in _NUMBER.findall(path) for ids in self.ids
        ):
            return None
        without = _UID.sub(lambda found: MISSING_UID if found[0] in self.uids else found[0], path)
        return _NUMBER.sub(
            lambda found: str(MISSING_ID) if any(int(found[0]) in ids for ids in self.ids) else found[0], without
        )


def find_ids(text: str) -> set[str]:
    """The numbers in a text that may be ids of marked rows."""
    return set(_NUMBER.findall(text))


def find_uids(text: str) -> set[str]:
    """The uids in a text, however the database writes them."""
    return {_dashed(found) for found in _PLAIN_UID.findall(text)} | set(_UID.findall(text))


def _dashed(uid: str) -> str:
    return "-".join((uid[:8], uid[8:12], uid[12:16], uid[16:20], uid[20:]))


def words_of(marks: Iterable[Marks], *kinds: str) -> frozenset[str]:
    """The words of these kinds (``name``, ``public``, ``secret``) of these agencies."""
    return frozenset(getattr(each, kind) for each in marks for kind in kinds)


def text_of(answer: Any) -> str:
    """All that an answer says: body, file within, where it leads, cookies, messages for the next screen."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.streaming:
        # Whoever compares reads it again.
        answer.streaming_content = [body]
    parts = [_unpacked(body), answer.get("Location", ""), answer.get("Content-Disposition", "")]
    for name, morsel in answer.cookies.items():
        if name not in {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}:
            parts.append(_messages(morsel.value) if name == _MESSAGES else morsel.value)
    return "\n".join(parts)


def _unpacked(body: bytes) -> str:
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(BytesIO(body)) as archive:
            return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    return body.decode(errors="replace")


def _messages(value: str) -> str:
    decoded = CookieStorage(RequestFactory().get("/"))._decode(value) or []
    return " ".join(str(message) for message in decoded)


def essence(answer: Any) -> str:
    """An answer without what changes from one to the next and without ids."""
    text = text_of(answer)
    reference = answer.get("X-Request-ID")
    if reference:
        text = text.replace(reference, "…")
    return f"{answer.status_code} {_CHANGING.sub('…', text)}"
