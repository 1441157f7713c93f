"""The gate: ratios against values published for WCAG, and refusals in words."""

import math
import random

import pytest
from django.core.exceptions import ValidationError

from themes.colours import STEP, from_oklch, nearest_colour, to_oklch
from themes.contrast import PAIRS, check_contrast, contrast_failures, contrast_ratio, relative_luminance, remedy
from themes.presets import find_preset, presets
from themes.tokens import TOKENS, Kind, resolve_tokens


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#949494", "#ffffff", 3.03),
        ("#0000ff", "#ffffff", 8.59),
        ("#ff0000", "#ffffff", 4.00),
        ("#00ff00", "#ffffff", 1.37),
        ("#ffff00", "#000000", 19.56),
        ("#1d70b8", "#ffffff", 5.17),
    ],
)
def test_ratio_is_what_wcag_says_either_way_round(one: str, other: str, ratio: float) -> None:
    assert contrast_ratio(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast_ratio(other, one) == contrast_ratio(one, other)


def test_luminance_runs_from_black_to_white() -> None:
    assert relative_luminance("#000000") == 0
    assert relative_luminance("#ffffff") == pytest.approx(1)


def tokens_of(**overrides: str) -> dict:
    return resolve_tokens(find_preset("civic").tokens, overrides)


@pytest.mark.parametrize("key", presets())
def test_every_preset_passes(key: str) -> None:
    assert contrast_failures(resolve_tokens(presets()[key].tokens, {})) == []


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ({"link": "#777777"}, "“Link” on “Page background” has a contrast of 4.47:1 and needs 4.5:1."),
        ({"brand_text": "#17458f"}, "“Text on brand” on “Brand” has a contrast of 1.00:1 and needs 4.5:1."),
        ({"header_text": "#123a86"}, "“Text in the header” on “Header” has a contrast of 1.51:1 and needs 4.5:1."),
        (
            {"input_border": "#cccccc"},
            "“Border of fields” on “Page background” has a contrast of 1.60:1 and needs 3:1.",
        ),
    ],
)
def test_a_set_that_cannot_be_read_is_refused_with_the_pair_and_the_ratio(
    overrides: dict[str, str], message: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        check_contrast(tokens_of(**overrides))

    assert any(each.startswith(message) for each in refusal.value.messages)


def test_every_failing_pair_is_named_at_once() -> None:
    with pytest.raises(ValidationError) as refusal:
        check_contrast(tokens_of(text="#bbbbbb", hero_text="#17458f"))

    assert len(refusal.value.messages) > 2


def test_focus_is_seen_when_either_of_its_two_colours_is() -> None:
    yellow_on_white = tokens_of(focus="#ffdd00", focus_text="#0b0c0c")
    yellow_with_yellow = tokens_of(focus="#ffdd00", focus_text="#ffe866")

    assert contrast_failures(yellow_on_white) == []
    assert any(failure.pair.foregrounds == ("focus", "focus_text") for failure in contrast_failures(yellow_with_yellow))


def test_every_colour_but_decoration_is_guarded() -> None:
    guarded = {name for pair in PAIRS for name in (*pair.foregrounds, pair.background)}
    colours = {name for name, token in TOKENS.items() if token.kind is Kind.COLOUR}

    assert colours - guarded == {"border"}


def test_a_refusal_names_the_nearest_colour_that_passes() -> None:
    [failure] = [each for each in contrast_failures(tokens_of(link="#777777")) if each.pair.background == "background"]

    assert failure.as_error().messages[0].endswith("With #767676 as “Link” it would pass.")
    assert contrast_ratio("#767676", "#ffffff") >= 4.5


def test_the_nearest_colour_passes_keeps_its_hue_and_nothing_nearer_passes() -> None:
    chance = random.Random(6)
    for _ in range(60):
        colour, background = (f"#{chance.randrange(1 << 24):06x}" for _ in range(2))

        def passes(shade: str, background: str = background) -> bool:
            return contrast_ratio(shade, background) >= 4.5

        shade = nearest_colour(colour, passes)
        assert shade is not None
        assert passes(shade)
        (before, _, hue), (after, chroma, turned) = to_oklch(colour), to_oklch(shade)
        if shade == colour:
            continue
        # Towards the colour from there, the next step fails.
        closer = after + (STEP if before > after else -STEP)
        if abs(before - after) > STEP:
            assert not passes(from_oklch(closer, to_oklch(colour)[1], hue)), (colour, background, shade)
        if chroma > 0.04:
            assert abs((turned - hue + math.pi) % (2 * math.pi) - math.pi) < 0.1, (colour, shade)


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#17458f", "#ffb81c", "#767676", "#00ff00"])
def test_a_colour_goes_to_oklch_and_back(colour: str) -> None:
    assert from_oklch(*to_oklch(colour)) == colour


def test_a_remedy_passes_with_all_that_it_meets() -> None:
    preset = find_preset("civic").tokens
    own = {"brand": "#9db8e8", "link": "#888888"}

    shade = remedy("brand", preset, own)

    assert shade is not None
    failing = contrast_failures(resolve_tokens(preset, {**own, "brand": shade}))
    assert {failure.pair.foregrounds for failure in failing} == {("link",)}


def test_there_is_not_always_a_remedy() -> None:
    preset = find_preset("civic").tokens

    # The middle of the way: neither a lighter nor a darker background suits both black and white words.
    own = {"background": "#767676", "text": "#ffffff", "link": "#000000"}
    assert remedy("background", preset, own) is None
