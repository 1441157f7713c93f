"""Dark mode: the preset's colours and whatever an agency chose pass the gate, and the brand is kept where it can be."""

import random

import pytest

from themes.colours import to_oklch
from themes.contrast import check_contrast, contrast_failures
from themes.dark import NEUTRAL, dark_tokens
from themes.presets import Preset, find_preset, presets
from themes.tokens import TOKENS, Kind

COLOURS = [name for name, token in TOKENS.items() if token.kind is Kind.COLOUR]


@pytest.mark.parametrize("preset", presets().values(), ids=list(presets()))
def test_every_preset_passes_in_the_dark(preset: Preset) -> None:
    check_contrast(dark_tokens(preset, {}))


def test_a_brand_that_is_seen_in_the_dark_is_used_as_it_is() -> None:
    assert dark_tokens(find_preset("civic"), {"brand": "#ffb0c0"})["brand"] == "#ffb0c0"


def test_a_brand_that_is_not_becomes_a_lighter_one_of_its_hue() -> None:
    shade = str(dark_tokens(find_preset("civic"), {"brand": "#7a1f4b"})["brand"])

    assert shade != find_preset("civic").dark["brand"]
    lightness, _, hue = to_oklch("#7a1f4b")
    assert to_oklch(shade)[0] > lightness
    assert to_oklch(shade)[2] == pytest.approx(hue, abs=0.05)


def test_what_a_page_is_printed_on_stays_the_presets() -> None:
    dark = dark_tokens(find_preset("civic"), dict.fromkeys(NEUTRAL, "#ffffff"))

    assert dark == dark_tokens(find_preset("civic"), {})


def test_a_light_header_is_left_to_the_preset_and_a_deep_one_is_kept() -> None:
    assert dark_tokens(find_preset("harbour"), {"header": "#ffffff"})["header"] != "#ffffff"
    assert dark_tokens(find_preset("harbour"), {"header": "#3a0a20"})["header"] == "#3a0a20"


@pytest.mark.parametrize("preset", presets().values(), ids=list(presets()))
def test_whatever_an_agency_chooses_can_be_read_in_the_dark(preset: Preset) -> None:
    chance = random.Random(preset.key)
    for _ in range(4):
        chosen = {name: f"#{chance.randrange(1 << 24):06x}" for name in chance.sample(COLOURS, 5)}
        assert contrast_failures(dark_tokens(preset, chosen)) == [], chosen
