"""What one's own screens offer to send: their forms, and the addresses that their links and scripts lead to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape
from itertools import islice

from django.apps import apps
from django.test import Client
from django.urls import Resolver404, resolve
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from govcms.pages.models import Page
from tenants.admin_rules import closed, rule_of
from tests.isolation.admin_urls import ADMIN_URLCONF, AdminUrl, admin_urls
from tests.isolation.crawl.addresses import tried
from tests.isolation.crawl.atlas import Atlas
from tests.isolation.crawl.crawler import SIGNING_OUT
from tests.isolation.crawl.forms import Form, forms_of

_ADDRESS = re.compile(r"/admin/[\w\-./%]+")
# Addresses of one URL name that are opened: more bring pages of all types and in all states.
_MOST = 12
# When so many in a row brought no new form, the others are like them.
_NOTHING_NEW = 2
# Addresses to which an empty form is sent, where no screen has a form for them.
_WITHOUT_FORM = 4
# Endpoints to which scripts send another screen's form.
BORROWED = {
    "wagtailadmin_pages:preview_on_edit": "wagtailadmin_pages:edit",
    "wagtailadmin_pages:preview_on_add": "wagtailadmin_pages:add",
}


@dataclass
class Screens:
    """Opens one's own screens and keeps their forms; forms that differ in ids alone count as one."""

    client: Client
    own: Atlas
    _forms: dict[str, dict[frozenset[str], Form]] = field(default_factory=lambda: defaultdict(dict))
    _leads_to: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))

    def forms(self) -> dict[str, list[Form]]:
        """The forms by the URL name that they are sent to; an empty one where there is none."""
        urls = open_urls()
        # What takes the fewest ids first: lists lead to everything else.
        for url in sorted(urls, key=lambda url: len(url.arguments)):
            nothing_new = 0
            for path in self._own_paths(url):
                nothing_new = 0 if self._open(path) else nothing_new + 1
                if nothing_new == _NOTHING_NEW:
                    break
        found = {name: list(forms.values()) for name, forms in self._forms.items()}
        for name, lender in BORROWED.items():
            for path in islice(self._leads_to[name], 1):
                found[name] = [replace(form, action=path) for form in found[lender]]
        # As they come they are refused, whatever else stands in them: two targets or none, a slug that is taken.
        for name, field_name, value in (
            ("redirects:add", "page", str(self.own.page_ids[0])),
            ("redirects:edit", "address", ""),
            ("wagtailadmin_pages:copy", "new_slug", "words"),
        ):
            for form in found.get(name, []):
                form.data[field_name] = [value]
        for url in urls:
            if url.name not in found:
                found[url.name] = [Form(action=path) for path in islice(self._own_paths(url), _WITHOUT_FORM)]
        return found

    def _own_paths(self, url: AdminUrl) -> Iterator[str]:
        if url.name == "wagtail_bulk_action":
            yield from _bulk_paths(self.own)
            return
        found = [*self._leads_to[url.name], *islice(tried(url, self.own, []), _MOST)]
        yield from islice(dict.fromkeys(found), _MOST)

    def _open(self, path: str) -> bool:
        """Whether this screen brought a form that is new."""
        answer = self.client.get(path)
        if answer.status_code != 200 or answer.streaming:
            return False
        for address in set(_ADDRESS.findall(unescape(answer.content.decode(errors="replace")))):
            name = name_of(address)
            if name and len(self._leads_to[name]) < _MOST:
                self._leads_to[name][address] = None
        is_new = False
        for form in forms_of(answer, path):
            forms = self._forms[name_of(form.action)]
            if form.shape not in forms:
                forms[form.shape] = form
                is_new = True
        return is_new


def open_urls() -> list[AdminUrl]:
    """The URLs of the admin that are not closed to everybody, without the one that ends the visit."""
    return [url for url in admin_urls() if url.name and url.name not in SIGNING_OUT and rule_of(url.name) is not closed]


def name_of(address: str, urlconf: str = ADMIN_URLCONF) -> str:
    """The URL name of an address; empty where it leads nowhere."""
    try:
        return resolve(address.partition("?")[0], urlconf).view_name
    except Resolver404:
        return ""


def _bulk_paths(own: Atlas) -> Iterator[str]:
    bulk_action_registry._scan_for_bulk_actions()
    for app_label, models in bulk_action_registry.actions.items():
        for model_name, actions in models.items():
            model = apps.get_model(app_label, model_name)
            for action in actions if model in own.ids_by_model else ():
                pk = own.planted.pages["changed"].pk if model is Page else own.ids_by_model[model][-1]
                yield f"/admin/bulk/{app_label}/{model_name}/{action}/?id={pk}"
