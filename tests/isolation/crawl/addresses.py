"""Every address of the admin with every id that an attacker could try."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.urls.converters import IntConverter, PathConverter, UUIDConverter
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from tenants.admin_rules import closed, rule_of
from tests.isolation.admin_urls import ADMIN_URLCONF, AdminUrl
from tests.isolation.crawl.atlas import Atlas, Kinds

APP_ARGUMENTS = {"app_label", "app_name", "content_type_app_name"}
MODEL_ARGUMENTS = {"model_name", "content_type_model_name"}
# Numbers by their converter, or by their name where a view takes them as words.
NUMBERS_AS_WORDS = {"object_id", "pk"}
WORDS: dict[str, list[str]] = {
    "filter_spec": ["max-100x100"],
    "action_name": ["approve", "reject"],
    "revision_id_a": ["earliest", "live"],
    "revision_id_b": ["latest", "live"],
    "uidb64": ["MQ"],
    "token": ["set-password"],
    "css_hash": ["0123456789ab"],
    "icon_hash": ["0123456789ab"],
}


def tried(url: AdminUrl, own: Atlas, others: Sequence[Atlas]) -> Iterator[str]:
    """The address with ids of others, alone and mixed with one's own, then with a few of one's own."""
    if not url.name:
        return
    if not url.arguments:
        yield from _filled(url, {})
        return
    numbers = [name for name in url.arguments if _is_id(url, name)]
    rest = {name: _words(url, name) for name in url.arguments if name not in numbers}
    if not numbers:
        yield from _filled(url, rest)
        return
    # What is closed is closed whatever the id; a few are asked for all the same.
    most = 3 if rule_of(url.name) is closed else None
    theirs = {name: [pk for atlas in others for pk in _ids(url, name, atlas)][:most] for name in numbers}
    mine = {name: _own_ids(url, name, own)[:most] for name in numbers}
    if len(numbers) == 1:
        yield from _filled(url, {**rest, **theirs})
        yield from _filled(url, {**rest, **mine})
        return
    for foreign in numbers:
        # One id of another agency among one's own: a page of mine with a revision of theirs.
        own_pages = {name: own.page_ids[:2] for name in numbers if name != foreign}
        yield from _filled(url, {**rest, **own_pages, foreign: theirs[foreign]})
    both = {name: ids[:3] for name, ids in theirs.items()}
    yield from _filled(url, {**rest, **both})
    yield from _filled(url, {**rest, **{name: ids[:3] for name, ids in mine.items()}})


def _is_id(url: AdminUrl, name: str) -> bool:
    converter = url.arguments[name]
    return isinstance(converter, IntConverter | UUIDConverter) or (name in NUMBERS_AS_WORDS and name not in WORDS)


def _ids(url: AdminUrl, name: str, atlas: Atlas) -> list[Any]:
    return list(atlas.uids) if isinstance(url.arguments[name], UUIDConverter) else list(atlas.ids)


def _own_ids(url: AdminUrl, name: str, atlas: Atlas) -> list[Any]:
    return list(atlas.some_uids) if isinstance(url.arguments[name], UUIDConverter) else list(atlas.some_ids)


def _words(url: AdminUrl, name: str) -> list[Any]:
    """Values for an argument that is not an id; pairs of app and model are made in ``_filled``."""
    if name in APP_ARGUMENTS or name in MODEL_ARGUMENTS:
        return [name]
    if isinstance(url.arguments[name], PathConverter):
        return ["no/such/file.png"]
    if name == "action":
        # Wagtail reads the hooks when a listing first asks, which may be later.
        bulk_action_registry._scan_for_bulk_actions()
        actions = bulk_action_registry.actions
        return sorted({action for by_model in actions.values() for kinds in by_model.values() for action in kinds})
    return WORDS.get(name, ["gazette"])


def _filled(url: AdminUrl, values: dict[str, list[Any]]) -> Iterator[str]:
    apps_ = next((name for name in values if name in APP_ARGUMENTS), None)
    models_ = next((name for name in values if name in MODEL_ARGUMENTS), None)
    kinds = Kinds()
    has_ids = any(_is_id(url, name) for name in values)
    pairs: list[tuple[Any, Any]] = [(None, None)]
    if apps_ and models_:
        pairs = list(kinds.pages[:2] if has_ids else kinds.bulk if "action" in values else kinds.everything)
    free = {name: choices for name, choices in values.items() if name not in {apps_, models_}}
    for app_label, model_name in pairs:
        for combination in itertools.product(*free.values()):
            kwargs = dict(zip(free, combination, strict=True))
            if apps_ and models_:
                kwargs |= {apps_: app_label, models_: model_name}
            try:
                yield reverse(url.name, urlconf=ADMIN_URLCONF, kwargs=kwargs)
            except NoReverseMatch:
                continue
