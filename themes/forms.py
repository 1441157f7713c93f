"""The form in which an agency gives a site its look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from themes.contrast import contrast_failures, remedy
from themes.layout import PARTS, VARIANTS
from themes.presets import find_preset, presets
from themes.tokens import TOKENS, Kind, Token, TokenSet, TokenValue, resolve_tokens
from themes.widgets import ColourInput, preset_label

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# As they are asked on the screen: what most agencies want to set comes first.
GROUPS: Mapping[str, tuple[StrPromise, tuple[str, ...]]] = {
    "brand": (_("Brand"), ("brand", "brand_text", "accent", "accent_text")),
    "links": (_("Links and focus"), ("link", "link_visited", "link_hover", "focus", "focus_text")),
    "header": (_("Header and menu"), ("header", "header_text", "navigation", "navigation_text")),
    "home": (_("Home page and footer"), ("hero", "hero_text", "footer", "footer_text")),
    "page": (_("Page"), ("background", "surface", "text", "secondary_text", "border", "input_border")),
    "buttons": (_("Buttons"), ("button", "button_text", "button_hover")),
    "messages": (_("Messages"), ("error", "success", "warning")),
    "shapes": (
        _("Letters and shapes"),
        ("font", "heading_font", "heading_weight", "text_size", "type_scale", "corner", "space"),
    ),
}


class TokenField(forms.CharField):
    """A token's value, or nothing for the preset's."""

    def __init__(self, token: Token, preset_value: TokenValue) -> None:
        self.token = token
        super().__init__(
            label=token.label,
            required=False,
            max_length=40,
            help_text=_("Empty: as in the preset, %(value)s.") % {"value": preset_value},
            widget=ColourInput(preset_value) if token.kind is Kind.COLOUR else forms.TextInput(),
        )

    def clean(self, value: Any) -> TokenValue | None:
        """Return the value in its one spelling, None when nothing was written."""
        text = super().clean(value)
        return self.token.clean(text) if text else None


class PresetOrChoiceField(forms.ChoiceField):
    """One of a few, or nothing for the preset's."""

    def __init__(self, label: StrPromise, choices: Mapping[str, StrPromise], preset_value: TokenValue) -> None:
        as_preset = _("As in the preset: %(value)s") % {"value": choices[str(preset_value)]}
        super().__init__(label=label, required=False, choices=[("", as_preset), *choices.items()])


class ThemeForm(forms.Form):
    """A preset, its layout and one field for each token; colours that cannot be read are refused at their fields."""

    def __init__(
        self,
        *args: Any,
        preset: str,
        tokens: TokenSet,
        layout: Mapping[str, str],
        has_dark_mode: bool = True,
        is_preview: bool = False,
        **kwargs: Any,
    ) -> None:
        chosen = {_layout_field(part): variant for part, variant in layout.items()}
        kwargs["initial"] = {"preset": preset, "has_dark_mode": has_dark_mode, **chosen, **tokens}
        super().__init__(*args, **kwargs)
        # A preview shows what is being tried, readable or not.
        self.is_preview = is_preview
        # For each field with colours that cannot be read: the nearest one that can.
        self.remedies: dict[str, str] = {}
        offered = [(key, preset_label(each)) for key, each in presets().items()]
        self.fields["preset"] = forms.ChoiceField(label=_("Preset"), widget=forms.RadioSelect, choices=offered)
        self.fields["has_dark_mode"] = forms.BooleanField(
            label=_("Dark pages for readers whose device is set to dark"),
            required=False,
            help_text=_("Your colours are used where they can be read in the dark, else the nearest that can."),
        )
        now = find_preset(preset)
        for part, label in PARTS.items():
            self.fields[_layout_field(part)] = PresetOrChoiceField(label, VARIANTS[part], now.layout[part])
        preset_values = resolve_tokens(now.tokens, {})
        for name, token in TOKENS.items():
            if token.kind is Kind.CHOICE:
                self.fields[name] = PresetOrChoiceField(token.label, token.choices, preset_values[name])
            else:
                self.fields[name] = TokenField(token, preset_values[name])

    @property
    def layout_fields(self) -> list[forms.BoundField]:
        """The fields for the parts of a page."""
        return [self[_layout_field(part)] for part in PARTS]

    @property
    def groups(self) -> list[dict[str, Any]]:
        """The fields for the tokens as they are asked; open is the first, and what is filled in or wrong."""
        return [
            {
                "title": title,
                "fields": [{"field": self[name], "remedy": self.remedies.get(name, "")} for name in names],
                "is_open": key == "brand" or any(self[name].value() or self[name].errors for name in names),
            }
            for key, (title, names) in GROUPS.items()
        ]

    def own_tokens(self) -> dict[str, TokenValue]:
        """The tokens that were filled in."""
        return {name: self.cleaned_data[name] for name in TOKENS if self.cleaned_data.get(name) not in (None, "")}

    def own_layout(self) -> dict[str, str]:
        """The layout variants that were chosen."""
        chosen = {part: self.cleaned_data.get(_layout_field(part)) for part in PARTS}
        return {part: variant for part, variant in chosen.items() if variant}

    def clean(self) -> dict[str, Any]:
        """Name each pair of colours that fails WCAG contrast at the field of the first of them."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors or self.is_preview:
            return cleaned
        own, preset_tokens = self.own_tokens(), find_preset(cleaned["preset"]).tokens
        for failure in contrast_failures(resolve_tokens(preset_tokens, own)):
            # Beside the colour the agency set itself: the other one may be the preset's.
            seen = (*failure.pair.foregrounds, failure.pair.background)
            field = next((name for name in seen if name in own), seen[0])
            self.add_error(field, failure.as_error())
            if field not in self.remedies and (shade := remedy(field, preset_tokens, own)) is not None:
                self.remedies[field] = shade
        return cleaned


def _layout_field(part: str) -> str:
    # Tokens are called header and footer as well.
    return f"layout_{part}"
