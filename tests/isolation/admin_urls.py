"""The URLs of a kind of host, as Django resolves them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

ADMIN_URLCONF = "govcms.urls.admin"


@dataclass(frozen=True, slots=True)
class AdminUrl:
    """One pattern: its name with namespaces, its route and its converters by argument."""

    name: str
    route: str
    arguments: dict[str, Any]


def admin_urls(urlconf: str = ADMIN_URLCONF) -> list[AdminUrl]:
    """Every pattern of the admin host, or of another kind of host."""
    return list(_walk(get_resolver(urlconf).url_patterns, "", "", {}))


def _walk(
    patterns: list[URLPattern | URLResolver], prefix: str, namespace: str, arguments: dict[str, Any]
) -> Iterator[AdminUrl]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        found = {
            **arguments,
            **dict.fromkeys(getattr(pattern.pattern.regex, "groupindex", {})),
        }
        found |= pattern.pattern.converters
        if isinstance(pattern, URLResolver):
            below = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, route, below, found)
        else:
            yield AdminUrl(name=f"{namespace}{pattern.name}" if pattern.name else "", route=route, arguments=found)
