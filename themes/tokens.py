"""The design tokens: their names, what each may hold, and how a theme's set is put together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

TokenValue = str | int | float
TokenSet = Mapping[str, TokenValue]

COLOUR = re.compile(r"\A#[0-9a-f]{6}\Z")


class Kind(StrEnum):
    """What a token holds."""

    COLOUR = "colour"
    NUMBER = "number"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Token:
    """One decision about a site's look."""

    name: str
    label: StrPromise
    kind: Kind = Kind.COLOUR
    lowest: float = 0
    highest: float = 0
    choices: Mapping[str, StrPromise] = field(default_factory=dict)

    def clean(self, value: object) -> TokenValue:
        """Return ``value`` in its one spelling.

        Raises ValidationError, in words for the person who typed it.
        """
        if self.kind is Kind.COLOUR:
            return self._clean_colour(value)
        if self.kind is Kind.CHOICE:
            return self._clean_choice(value)
        return self._clean_number(value)

    def _clean_colour(self, value: object) -> str:
        colour = str(value).strip().lower()
        if re.fullmatch(r"#[0-9a-f]{3}", colour):
            colour = "#" + "".join(digit * 2 for digit in colour[1:])
        if not COLOUR.match(colour):
            raise ValidationError(
                _("%(token)s: write a colour as # and six digits, such as #17458f."),
                code="colour",
                params={"token": self.label},
            )
        return colour

    def _clean_choice(self, value: object) -> str:
        if not isinstance(value, str) or value not in self.choices:
            raise ValidationError(
                _("%(token)s: choose one of %(choices)s."),
                code="choice",
                params={"token": self.label, "choices": ", ".join(self.choices)},
            )
        return value

    def _clean_number(self, value: object) -> int | float:
        try:
            number = float(str(value))
        except ValueError:
            number = float("nan")
        # Written so that "not a number" fails as well.
        if not self.lowest <= number <= self.highest:
            raise ValidationError(
                _("%(token)s: write a number from %(lowest)s to %(highest)s."),
                code="number",
                params={"token": self.label, "lowest": self.lowest, "highest": self.highest},
            )
        return int(number) if number.is_integer() else number


# System fonts only: nothing is downloaded before the first word can be read.
FONTS: Mapping[str, StrPromise] = {
    "grotesque": _("Grotesque (Helvetica, Arial)"),
    "humanist": _("Humanist (Seravek, Ubuntu, Calibri)"),
    "system": _("The font of the reader's device"),
    "serif": _("Serif (Iowan, Palatino, Georgia)"),
}

TOKENS: Mapping[str, Token] = {
    token.name: token
    for token in (
        Token("brand", _("Brand")),
        Token("brand_text", _("Text on brand")),
        Token("accent", _("Accent")),
        Token("accent_text", _("Text on accent")),
        Token("link", _("Link")),
        Token("link_visited", _("Visited link")),
        Token("link_hover", _("Link under the pointer")),
        Token("focus", _("Focus")),
        Token("focus_text", _("Text in focus")),
        Token("header", _("Header")),
        Token("header_text", _("Text in the header")),
        Token("navigation", _("Navigation")),
        Token("navigation_text", _("Text in the navigation")),
        Token("hero", _("Opening of the home page")),
        Token("hero_text", _("Text in the opening of the home page")),
        Token("footer", _("Footer")),
        Token("footer_text", _("Text in the footer")),
        Token("background", _("Page background")),
        Token("surface", _("Surface")),
        Token("text", _("Text")),
        Token("secondary_text", _("Secondary text")),
        Token("border", _("Border")),
        Token("input_border", _("Border of fields")),
        Token("button", _("Button")),
        Token("button_text", _("Text on buttons")),
        Token("button_hover", _("Button under the pointer")),
        Token("error", _("Error")),
        Token("success", _("Success")),
        Token("warning", _("Warning")),
        Token("corner", _("Corner radius in pixels"), Kind.NUMBER, lowest=0, highest=20),
        Token("font", _("Font of texts"), Kind.CHOICE, choices=FONTS),
        Token("heading_font", _("Font of headings"), Kind.CHOICE, choices=FONTS),
        Token("heading_weight", _("Weight of headings"), Kind.NUMBER, lowest=400, highest=800),
        Token("text_size", _("Size of texts in per cent"), Kind.NUMBER, lowest=100, highest=120),
        Token(
            "type_scale", _("Type scale: from one size of heading to the next"), Kind.NUMBER, lowest=1.1, highest=1.35
        ),
        Token("space", _("White space in per cent"), Kind.NUMBER, lowest=85, highest=130),
    )
}


def clean_overrides(overrides: object) -> dict[str, TokenValue]:
    """Return the tokens an agency sets itself, each in its one spelling.

    Raises ValidationError with every wrong or unknown token.
    """
    if not isinstance(overrides, Mapping):
        raise ValidationError(_("Tokens are a list of names and values."), code="tokens")
    cleaned: dict[str, TokenValue] = {}
    errors: list[ValidationError] = []
    for name, value in overrides.items():
        token = TOKENS.get(name)
        if token is None:
            errors.append(ValidationError(_("There is no token “%(name)s”."), code="unknown", params={"name": name}))
            continue
        try:
            cleaned[name] = token.clean(value)
        except ValidationError as error:
            errors.append(error)
    if errors:
        raise ValidationError(errors)
    return cleaned


def resolve_tokens(preset_tokens: TokenSet, overrides: TokenSet) -> dict[str, TokenValue]:
    """Return the whole set: the preset's tokens under the agency's own, each ``@other`` replaced by its value."""
    merged = {**preset_tokens, **overrides}

    def value_of(name: str) -> TokenValue:
        value = merged[name]
        return value_of(value[1:]) if isinstance(value, str) and value.startswith("@") else value

    return {name: value_of(name) for name in TOKENS}
