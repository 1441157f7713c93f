"""Dark mode: a preset's dark colours under what of the agency's own brand can be seen in the dark."""

from __future__ import annotations

from themes.colours import nearest_colour
from themes.contrast import all_pass, relative_luminance
from themes.presets import Preset
from themes.tokens import TOKENS, Kind, TokenSet, TokenValue, resolve_tokens

# What a page is printed on and in is no brand: a cream page would not be dark.
NEUTRAL = frozenset({"background", "surface", "text", "secondary_text", "border", "input_border"})
# What much else stands on: it keeps its colour or is the preset's, since a shade between would be neither.
GROUNDS = frozenset({"header", "navigation", "hero", "footer"})
DARKEST_OF_LIGHT = 0.18


def dark_tokens(preset: Preset, overrides: TokenSet) -> dict[str, TokenValue]:
    """Return the whole dark set, which passes the contrast gate whatever ``overrides`` holds.

    An own colour that cannot be seen in the dark gives way to the nearest one of its hue that can, and to the
    preset's where there is none.
    """
    base = {**preset.tokens, **preset.dark}
    own: dict[str, TokenValue] = {name: value for name, value in overrides.items() if not _is_colour(name)}
    for name in TOKENS:
        if name not in overrides or not _is_colour(name) or name in NEUTRAL:
            continue
        shade = _seen_in_the_dark(name, str(overrides[name]), base, own)
        if shade is not None:
            own[name] = shade
    return resolve_tokens(base, own)


def _seen_in_the_dark(name: str, colour: str, base: TokenSet, own: TokenSet) -> str | None:
    def passes(shade: str) -> bool:
        return all_pass(resolve_tokens(base, {**own, name: shade}))

    if name in GROUNDS:
        return colour if relative_luminance(colour) < DARKEST_OF_LIGHT and passes(colour) else None
    return nearest_colour(colour, passes)


def _is_colour(name: str) -> bool:
    return TOKENS[name].kind is Kind.COLOUR
