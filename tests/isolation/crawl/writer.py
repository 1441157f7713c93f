"""A member who posts other agencies' ids wherever something can be posted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.test import Client
from wagtail.fields import StreamField

from govcms.media.models import AgencyDocument, AgencyImage
from govcms.pages.models import Page
from tenants.admin_rules import closed, rule_of
from tests.isolation.admin_urls import admin_urls
from tests.isolation.crawl.addresses import tried
from tests.isolation.crawl.atlas import Atlas
from tests.isolation.crawl.books import Books
from tests.isolation.crawl.crawler import SIGNING_OUT
from tests.isolation.crawl.forms import Data, Form, forms_of
from tests.isolation.crawl.posted import posted_stream
from tests.isolation.crawl.watch import Watch

# Fields that scripts add to forms, or that a request may carry beside the form.
EXTRA_FIELDS = (
    "id",
    "chooser",
    "collection",
    "new_parent_page",
    "parent_page",
    "page",
    "user",
    "agency",
    "agency_site",
    "site",
    "owner",
    "revision_id",
    "overwrite_revision_id",
    "loaded_revision_id",
)
# Forms of one URL that differ in their fields: types of pages, states of a page.
MOST_FORMS = 4


@dataclass
class Writer:
    """Posts as one person at one host; after each post the books are read and everything is taken back."""

    client: Client
    watch: Watch
    books: Books
    own: Atlas
    others: Sequence[Atlas]
    posted: Counter[int] = field(default_factory=Counter)
    _seen: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)
    _filled: Counter[str] = field(default_factory=Counter)

    def write_everywhere(self) -> list[str]:
        """Post to every URL with others' ids in it, and every form of every screen with others' ids in each field."""
        self.books.open()
        for url in admin_urls():
            if url.name in SIGNING_OUT or not url.name:
                continue
            is_closed = rule_of(url.name) is closed
            forms: list[Form] = []
            for path in tried(url, self.own, self.others):
                if self.watch.twin(path) is not None or is_closed:
                    self.post(path, {})
                    continue
                answer = self.client.get(path)
                forms += [form for form in forms_of(answer, path) if answer.status_code == 200]
            for form in forms:
                self.fill(url.name, form)
        return self.watch.findings

    def fill(self, name: str, form: Form) -> None:
        """Post a form with another's id in each of its fields in turn; once for forms with the same fields."""
        if (name, form.key) in self._seen or self._filled[name] >= MOST_FORMS:
            return
        if not form.action.startswith("/admin/") or "logout" in form.action:
            return
        self._seen.add((name, form.key))
        self._filled[name] += 1
        data = {**_empty_streams(), **form.data}
        foreign = str(self.others[0].planted.home.pk)
        for field_name in dict.fromkeys([*form.id_fields, *EXTRA_FIELDS]):
            present = data.get(field_name, [""])
            values = [foreign]
            if any(len(value) == 36 for value in present):
                values = self.others[0].uids[:10]
            for value in values:
                self.post(form.action, {**data, field_name: [value]})

    def fill_streams(self, path: str, prefix: str, block: Any) -> None:
        """Post a form with each kind of block in its stream, every reference in it somebody else's."""
        ids = {model: self.others[0].ids_by_model[model][-1] for model in (AgencyImage, AgencyDocument)}
        ids[Page] = self.others[0].planted.pages["draft"].pk
        [form] = [form for form in forms_of(self.client.get(path), path) if form.data][-1:] or [None]
        data = {**_empty_streams(), **(form.data if form else {})}
        for kind, fields in posted_stream(block, prefix, ids).items():
            for button in ("", "action-publish"):
                pressed = {button: ["1"]} if button else {}
                self.post(path, {**data, **{key: [value] for key, value in fields.items()}, **pressed}, what=kind)

    def post(self, path: str, data: Data, *, what: str = "") -> Any:
        """Post, look at the answer and at the books, and take it back."""
        named = [key for key, values in data.items() if self.watch.twin("/".join(["", *values, ""])) is not None]
        line = f"POST {path} {what}{','.join(named)}"
        signed_in = self.client.cookies.copy()
        with self.books.writing(line, self.watch.findings):
            answer = self.client.post(path, data)
        # A session that the post began went with everything else.
        self.client.cookies = signed_in
        self.posted[answer.status_code] += 1
        sent = " ".join(value for values in data.values() for value in values)
        self.watch.look(f"{line} {sent}", answer, name=line)
        return answer


def _empty_streams() -> Data:
    """Scripts count the blocks of a body; a form without its count is none that a browser sends."""
    fields = (each for model in apps.get_models() for each in model._meta.get_fields() if isinstance(each, StreamField))
    return {f"{each.name}-count": ["0"] for each in fields}
