"""The forms of a screen as a browser would send them, and which of their fields can hold an id."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Tag

Data = dict[str, list[str]]
_NOT_IDS = {"csrfmiddlewaretoken"}
# The address to go on to; Wagtail asks whether it is on this host.
_ADDRESSES = {"next"}
# What somebody would write into a field that has to be filled in.
_WRITTEN = {"email": "words@words.example", "url": "https://words.example/", "number": "1", "date": "2026-11-20"}


@dataclass(frozen=True)
class Form:
    """Where a form goes, what it would send unchanged, and its fields that can hold an id."""

    action: str
    data: Data
    id_fields: tuple[str, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """The same for two forms with the same fields."""
        return tuple(sorted(self.data))


def forms_of(answer: Any, path: str) -> Iterator[Form]:
    """The forms that post, in a page or in the HTML of a dialogue's answer."""
    kind = answer.get("Content-Type", "")
    if answer.streaming or not kind.startswith(("text/html", "application/json")):
        return
    html = answer.content.decode(errors="replace")
    if kind.startswith("application/json"):
        found = json.loads(html)
        html = found.get("html") or "" if isinstance(found, dict) else ""
    if "<form" not in html:
        return
    for form in BeautifulSoup(html, "html.parser").find_all("form"):
        if str(form.get("method", "get")).lower() == "post":
            yield _form(form, path)


def _form(form: Tag, path: str) -> Form:
    data: Data = {}
    id_fields: dict[str, None] = {}
    for field in form.find_all(["input", "select", "textarea", "button"]):
        name = str(field.get("name") or "")
        if not name or name in _NOT_IDS:
            continue
        kind = str(field.get("type", "text")).lower()
        if field.name == "select":
            chosen = [
                str(option.get("value", "")) for option in field.find_all("option") if option.has_attr("selected")
            ]
            data.setdefault(name, []).extend(chosen)
            id_fields[name] = None
        elif field.name == "textarea":
            data.setdefault(name, []).append(field.get_text() or "Words")
        elif kind in {"checkbox", "radio"}:
            if field.has_attr("checked"):
                data.setdefault(name, []).append(str(field.get("value", "on")))
            id_fields[name] = None
        elif kind in {"submit", "button", "image", "file"} or field.name == "button":
            continue
        else:
            written = _WRITTEN.get(kind, "words") if field.has_attr("required") else ""
            data.setdefault(name, []).append(str(field.get("value", "")) or written)
            if (
                kind in {"hidden", "number"}
                and not name.endswith(("_FORMS", "-order", "-deleted"))
                and name not in _ADDRESSES
            ):
                id_fields[name] = None
    action = str(form.get("action") or "") or path
    return Form(action=action, data=data, id_fields=tuple(id_fields))
