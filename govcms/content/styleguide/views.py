"""The styleguide, on the platform's own site: for those who design and write, not for search engines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from govcms.content.chrome import chrome_for
from govcms.content.styleguide.examples import Example, blocks, components, page_types
from tenants.requests import AgencyRequest
from themes.contrast import PAIRS
from themes.dark import dark_tokens
from themes.look import draw_look, wearing
from themes.presets import DEFAULT_PRESET, Preset, presets
from themes.previewing import DARK, stylesheet_of
from themes.tokens import TOKENS, Kind, resolve_tokens

PARTS: Mapping[str, tuple[Any, Callable[[], Iterator[Example]]]] = {
    "components": (_("Components"), components),
    "blocks": (_("Blocks"), blocks),
    "page-types": (_("Page types"), page_types),
}


@require_safe
def styleguide(request: AgencyRequest, part: str = "") -> HttpResponse:
    """The colours of a preset, or every example of one part, in that preset; 404 on the sites of agencies."""
    chrome = chrome_for(request)
    if not request.agency.is_platform or chrome is None or (part and part not in PARTS):
        raise Http404
    preset = presets().get(request.GET.get("preset", DEFAULT_PRESET))
    if preset is None:
        raise Http404
    scheme = DARK if "dark" in request.GET else ""
    direction = "rtl" if request.GET.get("dir") == "rtl" else "ltr"
    chosen = {"preset": preset.key, **{name: request.GET[name] for name in ("dark", "dir") if name in request.GET}}
    title = PARTS[part][0] if part else _("Styleguide")
    stylesheet = f"{reverse('styleguide_stylesheet')}?{urlencode({'preset': preset.key, 'scheme': scheme})}"
    look = replace(draw_look(preset=preset, overrides={}, name=chrome.site_name), address=stylesheet)
    with wearing(look):
        context = {
            "chrome": replace(chrome_for(request) or chrome, direction=direction),
            "title": title,
            "preset": preset,
            "presets": presets().values(),
            "parts": [
                {"title": name, "url": _address(key, chosen), "current": key == part}
                for key, (name, _x) in PARTS.items()
            ],
            "overview_url": _address("", chosen),
            "is_dark": bool(scheme),
            "is_mirrored": direction == "rtl",
            "examples": _drawn(part, preset.key, get_language() or "") if part else [],
            "colours": [] if part else _colours(preset, scheme),
            "meta": {"title": title, "robots": "noindex"},
        }
        response = render(request, "content/styleguide/styleguide.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def stylesheet(request: AgencyRequest) -> HttpResponse:
    """The stylesheet of a preset; of the platform's site alone."""
    if not request.agency.is_platform or request.GET.get("preset") not in presets():
        raise Http404
    return HttpResponse(stylesheet_of(request.GET), content_type="text/css; charset=utf-8")


@cache
def _drawn(part: str, preset_key: str, language: str) -> tuple[Example, ...]:
    """The examples of a part as they are drawn in the look and language of the moment, which are named.

    They are made of the code alone, so a process draws each once.
    """
    return tuple(PARTS[part][1]())


def _address(part: str, chosen: Mapping[str, str]) -> str:
    path = reverse("styleguide_part", args=[part]) if part else reverse("styleguide")
    return f"{path}?{urlencode(chosen)}"


def _colours(preset: Preset, scheme: str) -> list[dict[str, Any]]:
    """Each colour with its value and the smallest contrast it has where it is seen on another."""
    tokens = dark_tokens(preset, {}) if scheme else resolve_tokens(preset.tokens, {})
    return [
        {
            "name": name,
            "label": token.label,
            "value": tokens[name],
            "ratio": min((pair.ratio(tokens) for pair in PAIRS if name in pair.foregrounds), default=None),
        }
        for name, token in TOKENS.items()
        if token.kind is Kind.COLOUR
    ]
