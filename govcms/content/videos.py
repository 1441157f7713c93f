"""The providers that videos come from, and the addresses where theirs are watched and played.

The content policy of public pages allows frames of these alone (``govcms/security_headers.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from django.conf import settings

_YOUTUBE_ID = re.compile(r"^[\w-]{11}$", re.ASCII)
_VIMEO_PATH = re.compile(r"^/(?:video/)?(\d{1,12})(?:/([0-9a-f]{6,20}))?/?$", re.ASCII)
_PEERTUBE_PATH = re.compile(r"^/(?:w|videos/watch|videos/embed)/([\w-]{16,40})/?$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Video:
    """One video: where a reader watches it at the provider, and what plays it within a page."""

    provider: str
    watch_url: str
    embed_url: str


def video_at(url: str) -> Video | None:
    """The video at an address as browsers show it; None where it is not one of a provider."""
    try:
        parts = urlsplit(url.strip())
        has_port = parts.port is not None
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or parts.username or has_port:
        return None
    host = (parts.hostname or "").removeprefix("www.")
    if host in ("youtube.com", "m.youtube.com", "youtu.be", "youtube-nocookie.com"):
        return _on_youtube(host, parts.path, parse_qs(parts.query))
    if host in ("vimeo.com", "player.vimeo.com"):
        return _on_vimeo(parts.path, parse_qs(parts.query))
    if host in settings.PEERTUBE_HOSTS:
        return _on_peertube(host, parts.path)
    return None


def frame_origins() -> list[str]:
    """Where players come from: the only places that frames of public pages may show."""
    peertube = (f"https://{host}" for host in settings.PEERTUBE_HOSTS)
    return ["https://www.youtube-nocookie.com", "https://player.vimeo.com", *peertube]


def provider_names() -> str:
    """The providers as a message names them."""
    return ", ".join(_names())


def _names() -> Iterator[str]:
    yield from ("YouTube", "Vimeo")
    yield from settings.PEERTUBE_HOSTS


def _on_youtube(host: str, path: str, query: dict[str, list[str]]) -> Video | None:
    first, _, rest = path.strip("/").partition("/")
    key = first if host == "youtu.be" else rest if first in ("embed", "shorts", "live") else query.get("v", [""])[0]
    if not _YOUTUBE_ID.match(key):
        return None
    return Video(
        provider="YouTube",
        watch_url=f"https://www.youtube.com/watch?v={key}",
        embed_url=f"https://www.youtube-nocookie.com/embed/{key}?autoplay=1&rel=0",
    )


def _on_vimeo(path: str, query: dict[str, list[str]]) -> Video | None:
    match = _VIMEO_PATH.match(path)
    if match is None:
        return None
    key, secret = match[1], match[2] or query.get("h", [""])[0]
    if secret and not re.fullmatch(r"[0-9a-f]{6,20}", secret):
        return None
    options = urlencode({"autoplay": 1, "dnt": 1, **({"h": secret} if secret else {})})
    return Video(
        provider="Vimeo",
        watch_url=f"https://vimeo.com/{key}" + (f"/{secret}" if secret else ""),
        embed_url=f"https://player.vimeo.com/video/{key}?{options}",
    )


def _on_peertube(host: str, path: str) -> Video | None:
    match = _PEERTUBE_PATH.match(path)
    if match is None:
        return None
    embed_url = f"https://{host}/videos/embed/{match[1]}?autoplay=1&p2p=0"
    return Video(provider=host, watch_url=f"https://{host}/w/{match[1]}", embed_url=embed_url)
