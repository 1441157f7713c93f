"""The form in which an agency gives a site its look."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from themes.contrast import contrast_failures
from themes.presets import find_preset, presets
from themes.tokens import TOKENS, Kind, Token, TokenSet, TokenValue, resolve_tokens
from themes.widgets import ColourInput

# What most agencies want to set; everything else follows from the preset and is asked further down.
MAIN_TOKENS = (
    "brand",
    "brand_text",
    "link",
    "focus",
    "header",
    "header_text",
    "surface",
    "corner",
    "type_scale",
)


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


class TokenChoiceField(forms.ChoiceField):
    """One of a token's choices, or nothing for the preset's."""

    def __init__(self, token: Token, preset_value: TokenValue) -> None:
        as_preset = _("As in the preset: %(value)s") % {"value": token.choices[str(preset_value)]}
        super().__init__(label=token.label, required=False, choices=[("", as_preset), *token.choices.items()])


class ThemeForm(forms.Form):
    """A preset and one field for each token; colours that cannot be read are refused at their fields."""

    def __init__(self, *args: Any, preset: str, tokens: TokenSet, **kwargs: Any) -> None:
        kwargs["initial"] = {"preset": preset, **tokens}
        super().__init__(*args, **kwargs)
        offered = [(key, f"{each.name}: {each.description}") for key, each in presets().items()]
        self.fields["preset"] = forms.ChoiceField(label=_("Preset"), widget=forms.RadioSelect, choices=offered)
        preset_values = resolve_tokens(find_preset(preset).tokens, {})
        rest = [name for name in TOKENS if name not in MAIN_TOKENS]
        for name in (*MAIN_TOKENS, *rest):
            token = TOKENS[name]
            field = TokenChoiceField if token.kind is Kind.CHOICE else TokenField
            self.fields[name] = field(token, preset_values[name])

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """The fields most agencies need."""
        return [self[name] for name in MAIN_TOKENS]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        """The fields for everything that follows from the preset."""
        return [self[name] for name in TOKENS if name not in MAIN_TOKENS]

    def own_tokens(self) -> dict[str, TokenValue]:
        """The tokens that were filled in."""
        return {name: self.cleaned_data[name] for name in TOKENS if self.cleaned_data.get(name) not in (None, "")}

    def clean(self) -> dict[str, Any]:
        """Name each pair of colours that fails WCAG contrast at the field of the first of them."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            tokens = resolve_tokens(find_preset(cleaned["preset"]).tokens, self.own_tokens())
            for failure in contrast_failures(tokens):
                # Beside the colour the agency set itself: the other one may be the preset's.
                seen = (*failure.pair.foregrounds, failure.pair.background)
                field = next((name for name in seen if name in self.own_tokens()), seen[0])
                self.add_error(field, failure.as_error())
        return cleaned
