"""Form widgets of the theme screens."""

from typing import Any

from django import forms

from themes.tokens import TokenValue


class ColourInput(forms.TextInput):
    """A colour as text with a picker beside it, which shows the preset's colour while the text is empty."""

    template_name = "themes/colour_input.html"

    class Media:
        js = ("themes/colour_input.js",)
        css = {"all": ("themes/colour_input.css",)}

    def __init__(self, preset_value: TokenValue) -> None:
        self.preset_value = preset_value
        super().__init__(attrs={"autocomplete": "off", "spellcheck": "false"})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the preset's colour."""
        return {**super().get_context(name, value, attrs), "preset_value": self.preset_value}
