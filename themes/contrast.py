"""The gate: which colours meet, and how far apart WCAG 2.2 wants them."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from themes.colours import nearest_colour
from themes.tokens import TOKENS, TokenSet, resolve_tokens

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
    # What its first foreground would have to be, of the same hue.
    nearest: str

    def as_error(self) -> ValidationError:
        """The failure in words: the pair, its ratio, the ratio it needs and the nearest colour that has it."""
        return ValidationError(
            _(
                "“%(foreground)s” on “%(background)s” has a contrast of %(ratio)s:1 and needs %(required)s:1."
                " With %(nearest)s as “%(first)s” it would pass."
            ),
            code="contrast",
            params={
                "first": TOKENS[self.pair.foregrounds[0]].label,
                "nearest": self.nearest,
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
    return [
        ContrastFailure(pair, ratio, _nearest_on_its_background(pair, tokens))
        for pair, ratio in measured
        if ratio < pair.required
    ]


def _nearest_on_its_background(pair: Pair, tokens: TokenSet) -> str:
    background = str(tokens[pair.background])
    found = nearest_colour(
        str(tokens[pair.foregrounds[0]]), lambda shade: contrast_ratio(shade, background) >= pair.required
    )
    # Black or white stands out from any colour.
    assert found is not None
    return found


def remedy(name: str, preset_tokens: TokenSet, overrides: TokenSet) -> str | None:
    """The nearest colour for one token with which all pairs pass that it is part of; None where there is none."""

    def tokens_with(shade: str) -> TokenSet:
        return resolve_tokens(preset_tokens, {**overrides, name: shade})

    # Other tokens may take their value from this one.
    black, white = tokens_with("#000000"), tokens_with("#ffffff")
    moved = {each for each in black if black[each] != white[each]}
    pairs = [pair for pair in PAIRS if moved & {*pair.foregrounds, pair.background}]

    def passes(shade: str) -> bool:
        tokens = tokens_with(shade)
        return all(pair.ratio(tokens) >= pair.required for pair in pairs)

    return nearest_colour(str(resolve_tokens(preset_tokens, overrides)[name]), passes)


def all_pass(tokens: TokenSet) -> bool:
    """Whether a whole token set can be read by everybody."""
    return all(pair.ratio(tokens) >= pair.required for pair in PAIRS)


def check_contrast(tokens: TokenSet) -> None:
    """Refuse a whole token set that cannot be read by everybody.

    Raises ValidationError with every failing pair, its ratio and the ratio it needs.
    """
    failures = contrast_failures(tokens)
    if failures:
        raise ValidationError([failure.as_error() for failure in failures])
