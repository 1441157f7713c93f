"""The forms of a screen as a browser would send them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.apps import apps
from wagtail.fields import StreamField

Data = dict[str, list[str]]
# Where a form says nothing, what somebody would write into a field that has to be filled in.
_WRITTEN = {"email": "words@words.example", "url": "https://words.example/", "number": "1", "date": "2026-11-20"}
_NOT_SENT = {"submit", "button", "image", "reset"}
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Form:
    """Where a form goes and what it would send unchanged."""

    action: str
    data: Data = field(default_factory=dict)
    # What its selects, checkboxes and radio buttons offer.
    choices: Data = field(default_factory=dict)
    # Fields that somebody writes words into; a number there is a word like others.
    written: frozenset[str] = frozenset()
    # Fields for files, and whether they take pictures.
    files: dict[str, bool] = field(default_factory=dict)
    # Its buttons, which say what is to be done with it.
    buttons: frozenset[str] = frozenset()
    # Scripts that send it ask for another kind of answer.
    accept: str = "text/html"

    @property
    def shape(self) -> frozenset[str]:
        """The same for two forms that differ in ids alone."""
        return frozenset(_NUMBER.sub("n", name) for name in (*self.data, *self.choices, *self.files))


def forms_of(answer: Any, path: str) -> Iterator[Form]:
    """The forms that post, in a page or in the HTML of a dialogue's answer."""
    kind = answer.get("Content-Type", "")
    if answer.streaming or not kind.startswith(("text/html", "application/json")):
        return
    html = answer.content.decode(errors="replace")
    if kind.startswith("application/json"):
        found = json.loads(html)
        html = found.get("html") or found.get("form") or "" if isinstance(found, dict) else ""
    if "<form" not in html:
        return
    for form in BeautifulSoup(html, "html.parser").find_all("form"):
        # The pings of an open editor are sent by its script, to an address of their own.
        if str(form.get("method", "get")).lower() == "post" and not form.find("input", {"name": "is_editing"}):
            yield _form(form, path)


@cache
def _stream_counts() -> list[str]:
    """What scripts add to the forms that have streams; without, a form is none that a browser sends."""
    fields = (each for model in apps.get_models() for each in model._meta.get_fields() if isinstance(each, StreamField))
    return sorted({f"{each.name}-count" for each in fields})


def _form(form: Tag, path: str) -> Form:
    made = Form(action=str(form.get("action") or "") or path, data={count: ["0"] for count in _stream_counts()})
    written: set[str] = set()
    buttons: set[str] = set()
    for each in form.find_all(["input", "select", "textarea", "button"]):
        name = str(each.get("name") or "")
        if not name or name == "csrfmiddlewaretoken":
            continue
        kind = each.name if each.name != "input" else str(each.get("type", "text")).lower()
        value = str(each.get("value", ""))
        if kind in _NOT_SENT:
            buttons.add(name)
        elif kind == "select":
            options = each.find_all("option")
            made.choices[name] = [str(option.get("value", "")) for option in options]
            chosen = [str(option.get("value", "")) for option in options if option.has_attr("selected")]
            # What is left open is chosen: a form is refused for it, or is less of a form.
            made.data.setdefault(name, []).extend(chosen if any(chosen) else made.choices[name][-1:])
        elif kind in {"checkbox", "radio"}:
            made.choices.setdefault(name, []).append(value or "on")
            if each.has_attr("checked"):
                made.data.setdefault(name, []).append(value or "on")
        elif kind == "file":
            made.files[name] = "image" in str(each.get("accept", ""))
        elif kind == "hidden":
            made.data.setdefault(name, []).append(value)
        else:
            if kind != "number":
                written.add(name)
            text = each.get_text().strip() if kind == "textarea" else value
            needed = _WRITTEN.get(kind, "words") if each.has_attr("required") or name.endswith("alt_text") else ""
            made.data.setdefault(name, []).append(text or needed)
    return Form(made.action, made.data, made.choices, frozenset(written), made.files, frozenset(buttons))
