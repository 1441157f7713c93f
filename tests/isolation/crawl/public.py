"""Every address of public hosts and of the start host, with what of agencies could stand in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wagtail.models import PageViewRestriction

from tests.isolation.admin_urls import admin_urls
from tests.isolation.canaries import COMMON
from tests.isolation.crawl.atlas import MISSING_ID, MISSING_UID, Atlas

PUBLIC_URLCONF = "govcms.urls.public"
START_URLCONF = "govcms.urls.start"
# By the name of an argument, as in the URLconf.
_WORDS = {"css_hash": "0123456789ab", "icon_hash": "0123456789ab", "uidb64": "MQ", "token": "set-password"}


def public_paths(all_agencies: Sequence[Atlas]) -> Iterator[str]:
    """Pages by path, drafts too, with their feeds; files by uid and by key; every pattern with every id."""
    searches = ("", "&everywhere=1", "&page=2", "&type=content.StandardPage", "&everywhere=1&language=en")
    for search in searches:
        yield f"/search/?q={COMMON}{search}"
    for atlas in all_agencies:
        yield f"/search/?q={COMMON}&agency={atlas.planted.agency.key}"
        for path in atlas.paths:
            yield f"/{path}"
            yield f"/{path}feed/"
            yield f"/{path}?q={COMMON}&year=2026&page=1"
        for key in atlas.keys:
            yield f"/media/{key}"
        yield f"/admin/pages/{atlas.planted.home.pk}/"
    yield from _patterns(PUBLIC_URLCONF, all_agencies)
    yield from ("/", "/feed/", "/robots.txt", "/sitemap.xml", "/admin/", "/?page=2", f"/?q={COMMON}", "/no-such-page/")


def start_paths(all_agencies: Sequence[Atlas]) -> Iterator[str]:
    """The addresses of the host where people sign in."""
    yield from _patterns(START_URLCONF, all_agencies)
    for atlas in all_agencies:
        yield f"/admin/login/?next=http://{atlas.planted.agency.admin_host}:8000/admin/"


def _patterns(urlconf: str, all_agencies: Sequence[Atlas]) -> Iterator[str]:
    for url in admin_urls(urlconf):
        route = url.route
        if "^" in route or "(" in route or url.name == "sign_out":
            continue
        names = list(url.arguments)
        if not names:
            yield f"/{route}"
            continue
        if "restriction_id" in names:
            yield from _password_paths(all_agencies)
            continue
        numbers = [str(pk) for atlas in all_agencies for pk in atlas.ids[:20]] + [str(MISSING_ID)]
        uids = [uid for atlas in all_agencies for uid in atlas.uids] + [MISSING_UID]
        for value in uids if "uuid:" in route else numbers if "int:" in route else [""]:
            yield "/" + _filled(route, value)


def _filled(route: str, value: str) -> str:
    parts = []
    for part in route.split("<"):
        inside, closing, rest = part.partition(">")
        name = inside.rpartition(":")[2]
        parts.append((_WORDS.get(name) or value or COMMON) + rest if closing else part)
    return "".join(parts)


def _password_paths(all_agencies: Sequence[Atlas]) -> Iterator[str]:
    restrictions = [*PageViewRestriction.objects.order_by("pk").values_list("pk", flat=True), MISSING_ID]
    for restriction in restrictions:
        for atlas in all_agencies:
            for page in atlas.planted.pages.values():
                yield f"/password/{restriction}/{page.pk}/"
