"""The gate: ratios against values published for WCAG, and refusals in words."""

import pytest
from django.core.exceptions import ValidationError

from themes.contrast import PAIRS, check_contrast, contrast_failures, contrast_ratio, relative_luminance
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

    assert message in refusal.value.messages


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
