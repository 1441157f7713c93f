"""Form widgets of the theme screens."""

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from themes.presets import Preset
from themes.tokens import TokenValue, resolve_tokens

SWATCHES = ("header", "brand", "accent", "surface", "background")
SWATCH_WIDTH = 24


class ColourInput(forms.TextInput):
    """A colour as text with a picker beside it, which shows the preset's colour while the text is empty."""

    template_name = "themes/colour_input.html"

    class Media:
        js = ("themes/colour_input.js",)
        css = {"all": ("themes/theme_screen.css",)}

    def __init__(self, preset_value: TokenValue) -> None:
        self.preset_value = preset_value
        super().__init__(attrs={"autocomplete": "off", "spellcheck": "false"})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the preset's colour."""
        return {**super().get_context(name, value, attrs), "preset_value": self.preset_value}


def preset_label(preset: Preset) -> SafeString:
    """The name of a preset, its colours and what makes it."""
    tokens = resolve_tokens(preset.tokens, {})
    colours = format_html_join(
        "",
        '<rect x="{}" width="{}" height="24" fill="{}"/>',
        ((at * SWATCH_WIDTH, SWATCH_WIDTH, tokens[name]) for at, name in enumerate(SWATCHES)),
    )
    return format_html(
        '<svg class="theme-swatches" viewBox="0 0 {} 24" aria-hidden="true" focusable="false">{}</svg>'
        '<span class="theme-preset"><strong>{}</strong> {}</span>',
        SWATCH_WIDTH * len(SWATCHES),
        colours,
        preset.name,
        preset.description,
    )
