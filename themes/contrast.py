"""The gate: which colours meet, and how far apart WCAG 2.2 wants them."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from themes.tokens import TOKENS, TokenSet

TEXT = 4.5  # success criterion 1.4.3, text of any size
GRAPHIC = 3.0  # success criterion 1.4.11: controls, marks, the focus indicator


def relative_luminance(colour: str) -> float:
    """The relative luminance of ``#rrggbb`` as WCAG 2.2 defines it, from 0 (black) to 1 (white)."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def contrast_ratio(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21, whichever comes first."""
    lighter, darker = sorted((relative_luminance(one), relative_luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@dataclass(frozen=True, slots=True)
class Pair:
    """A token seen on another; with several foregrounds it is enough that one of them stands out."""

    foregrounds: tuple[str, ...]
    background: str
    required: float

    def ratio(self, tokens: TokenSet) -> float:
        """The contrast this pair has in ``tokens``."""
        background = str(tokens[self.background])
        return max(contrast_ratio(str(tokens[name]), background) for name in self.foregrounds)


@dataclass(frozen=True, slots=True)
class ContrastFailure:
    """A pair that is too close together."""

    pair: Pair
    ratio: float

    def as_error(self) -> ValidationError:
        """The failure in words: the pair, its ratio and the ratio it needs."""
        return ValidationError(
            _("“%(foreground)s” on “%(background)s” has a contrast of %(ratio)s:1 and needs %(required)s:1."),
            code="contrast",
            params={
                "foreground": " / ".join(str(TOKENS[name].label) for name in self.pair.foregrounds),
                "background": TOKENS[self.pair.background].label,
                # Cut, not rounded: 4.499 must not read as the 4.5 it misses.
                "ratio": f"{int(self.ratio * 100) / 100:.2f}",
                "required": f"{self.pair.required:g}",
                "tokens": (*self.pair.foregrounds, self.pair.background),
            },
        )


def _text(foreground: str, *backgrounds: str) -> list[Pair]:
    return [Pair((foreground,), background, TEXT) for background in backgrounds]


def _graphic(foreground: str, *backgrounds: str) -> list[Pair]:
    return [Pair((foreground,), background, GRAPHIC) for background in backgrounds]


PAIRS: tuple[Pair, ...] = (
    *_text("text", "background", "surface"),
    *_text("secondary_text", "background", "surface"),
    *_text("link", "background", "surface"),
    *_text("link_visited", "background", "surface"),
    *_text("link_hover", "background", "surface"),
    *_text("brand_text", "brand"),
    *_text("accent_text", "accent"),
    *_text("header_text", "header"),
    *_text("navigation_text", "navigation"),
    *_text("hero_text", "hero"),
    *_text("footer_text", "footer"),
    *_text("button_text", "button", "button_hover"),
    *_text("focus_text", "focus"),
    *_text("error", "background"),
    *_text("success", "background"),
    *_text("warning", "background"),
    *_graphic("brand", "background", "surface"),
    *_graphic("button", "background", "surface"),
    *_graphic("input_border", "background", "surface"),
    *_graphic("success", "surface"),
    *_graphic("warning", "surface"),
    # The focus style draws both: a light block and a dark line below it. One of them must be seen anywhere.
    *(
        Pair(("focus", "focus_text"), background, GRAPHIC)
        for background in ("background", "surface", "header", "navigation", "hero", "footer")
    ),
)


def contrast_failures(tokens: TokenSet) -> list[ContrastFailure]:
    """The pairs of a whole token set that are too close together."""
    measured = ((pair, pair.ratio(tokens)) for pair in PAIRS)
    return [ContrastFailure(pair, ratio) for pair, ratio in measured if ratio < pair.required]


def check_contrast(tokens: TokenSet) -> None:
    """Refuse a whole token set that cannot be read by everybody.

    Raises ValidationError with every failing pair, its ratio and the ratio it needs.
    """
    failures = contrast_failures(tokens)
    if failures:
        raise ValidationError([failure.as_error() for failure in failures])
