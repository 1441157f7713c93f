"""Token values: spellings, limits, references."""

from itertools import combinations

import pytest
from django.core.exceptions import ValidationError

from themes.layout import PARTS, clean_layout
from themes.presets import Preset, presets
from themes.tokens import TOKENS, Kind, clean_overrides, resolve_tokens


@pytest.mark.parametrize(
    ("name", "value", "cleaned"),
    [
        ("brand", " #17458F ", "#17458f"),
        ("brand", "#fff", "#ffffff"),
        ("corner", "8", 8),
        ("type_scale", "1.25", 1.25),
        ("font", "serif", "serif"),
    ],
)
def test_a_value_has_one_spelling(name: str, value: object, cleaned: object) -> None:
    assert clean_overrides({name: value}) == {name: cleaned}


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ({"brand": "navy"}, "Brand: write a colour as # and six digits, such as #17458f."),
        ({"brand": "#12345"}, "Brand: write a colour as # and six digits, such as #17458f."),
        ({"brand": "#000;}body{display:none"}, "Brand: write a colour as # and six digits, such as #17458f."),
        ({"brand": "@text"}, "Brand: write a colour as # and six digits, such as #17458f."),
        ({"corner": 21}, "Corner radius in pixels: write a number from 0 to 20."),
        ({"corner": "nan"}, "Corner radius in pixels: write a number from 0 to 20."),
        ({"corner": "wide"}, "Corner radius in pixels: write a number from 0 to 20."),
        ({"font": "comic"}, "Font of texts: choose one of grotesque, humanist, system, serif."),
        ({"shadow": "none"}, "There is no token “shadow”."),
        (["brand"], "Tokens are a list of names and values."),
    ],
)
def test_a_wrong_value_is_refused_in_words(overrides: object, message: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        clean_overrides(overrides)

    assert refusal.value.messages == [message]


def test_all_wrong_values_are_named_at_once() -> None:
    with pytest.raises(ValidationError) as refusal:
        clean_overrides({"brand": "red", "link": "blue", "corner": 3})

    assert len(refusal.value.messages) == 2


def test_what_follows_from_the_brand_follows_a_new_brand() -> None:
    tokens = resolve_tokens(presets()["civic"].tokens, {"brand": "#7a1f4b"})

    assert tokens["hero"] == tokens["button"] == tokens["navigation"] == "#7a1f4b"


def of_each_preset(test):
    return pytest.mark.parametrize("preset", presets().values(), ids=list(presets()))(test)


@of_each_preset
def test_a_preset_is_complete_and_valid(preset: Preset) -> None:
    tokens = resolve_tokens(preset.tokens, {})

    assert set(preset.tokens) == set(TOKENS)
    assert clean_overrides(tokens) == tokens


@of_each_preset
def test_a_preset_lays_out_every_part(preset: Preset) -> None:
    assert tuple(preset.layout) == tuple(PARTS)
    assert clean_layout(preset.layout) == preset.layout


@pytest.mark.parametrize(("one", "other"), list(combinations(presets().values(), 2)), ids=lambda preset: preset.key)
def test_presets_differ_in_more_than_colours(one: Preset, other: Preset) -> None:
    assert all(one.layout[part] != other.layout[part] for part in ("header", "hero", "cards"))
    assert sum(one.tokens[name] != other.tokens[name] for name in ("corner", "type_scale", "space", "font")) >= 2


@of_each_preset
def test_dark_tokens_are_colours(preset: Preset) -> None:
    own = {name: value for name, value in preset.dark.items() if not str(value).startswith("@")}

    assert clean_overrides(own) == own
    assert all(TOKENS[name].kind is Kind.COLOUR for name in preset.dark)


@pytest.mark.parametrize(
    ("layout", "message"),
    [
        ({"header": "lagoon"}, "There is no layout “lagoon” of “header”."),
        ({"door": "band"}, "There is no layout “band” of “door”."),
        ({"header": ["band"]}, "There is no layout “['band']” of “header”."),
        ("band", "A layout is a list of parts and variants."),
    ],
)
def test_a_layout_that_does_not_exist_is_refused(layout: object, message: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        clean_layout(layout)

    assert refusal.value.messages == [message]
