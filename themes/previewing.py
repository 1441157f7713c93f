"""A site's home page in a look that is not saved."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from tenants.models import AgencySite
from themes.css import render_css, render_dark_css
from themes.dark import dark_tokens
from themes.forms import ThemeForm
from themes.look import Look, draw_look, wearing
from themes.presets import find_preset
from themes.tokens import TOKENS, TokenValue, resolve_tokens

DARK = "dark"


def draw_home(request: HttpRequest, agency_site: AgencySite, form: ThemeForm, *, scheme: str) -> HttpResponse:
    """The home page of a site in the look that ``form`` describes, as far as it can be understood."""
    form.is_valid()
    home: Any = agency_site.site.root_page.specific
    with wearing(_look(agency_site, form, scheme)):
        response: HttpResponse = home.make_preview_request(request, "")
    return response


def _look(agency_site: AgencySite, form: ThemeForm, scheme: str) -> Look:
    key = form.cleaned_data.get("preset") or form.initial["preset"]
    preset, own = find_preset(key), form.own_tokens()
    look = draw_look(
        preset=preset, overrides=own, name=agency_site.name, layout={**form.own_layout()}, has_dark_mode=False
    )
    path = reverse("themes_preview_css", args=[agency_site.uid])
    return Look(
        classes=look.classes,
        colour=look.colour,
        dark_colour="",
        css=look.css,
        icon=look.icon,
        address=f"{path}?{urlencode({'preset': key, 'scheme': scheme, **own})}",
    )


def stylesheet_of(asked: QueryDict) -> str:
    """The stylesheet of the preset and the tokens in an address; what is no token is left out.

    Raises KeyError for an unknown preset.
    """
    preset = find_preset(asked.get("preset", ""))
    own: dict[str, TokenValue] = {}
    for name, value in asked.items():
        token = TOKENS.get(name)
        if token is not None and isinstance(value, str):
            try:
                own[name] = token.clean(value)
            except ValidationError:
                continue
    tokens = resolve_tokens(preset.tokens, own)
    return render_dark_css(tokens, dark_tokens(preset, own)) if asked.get("scheme") == DARK else render_css(tokens)
