"""The stylesheet of a theme, and that the compiled one asks for nothing else."""

import gzip
import re
from pathlib import Path

import pytest

import themes
from themes.css import FONT_STACKS, heading_size, render_css
from themes.dark import dark_tokens
from themes.layout import VARIANTS
from themes.look import content_hash, draw_look
from themes.presets import find_preset
from themes.tokens import FONTS, resolve_tokens

FOLDER = Path(themes.__file__).parent
SCSS = FOLDER / "frontend" / "scss"
STYLESHEET = FOLDER / "static" / "themes" / "dist" / "app.css"
LARGEST_STYLESHEET_BYTES = 30_000

DEFINED = re.compile(r"(--(?:theme|govuk)-[a-z-]+):")


def css_of(key: str = "civic", **overrides: str) -> str:
    return render_css(resolve_tokens(find_preset(key).tokens, overrides))


def test_tokens_become_the_properties_of_govuk_frontend_and_ours() -> None:
    css = css_of(brand="#7a1f4b", corner="6")

    assert "--govuk-brand-colour:#7a1f4b;" in css
    assert "--theme-button:#7a1f4b;" in css
    assert "--theme-corner:6px;" in css
    assert css.startswith(":root{")
    assert css.count("{") == css.count("}") == 1


def test_dark_colours_are_for_screens_of_readers_who_prefer_them() -> None:
    preset = find_preset("civic")

    css = render_css(resolve_tokens(preset.tokens, {}), dark_tokens(preset, {}))

    light, dark = css.split("@media screen and (prefers-color-scheme:dark)")
    assert "color-scheme:light dark" in light
    assert "--govuk-body-background-colour:#ffffff" in light
    assert "--govuk-body-background-colour:#0d1524" in dark
    assert "color-scheme:light;" in css_of()


@pytest.mark.parametrize(("part", "variants"), VARIANTS.items())
def test_each_layout_variant_is_styled(stylesheet: str, part: str, variants: dict[str, str]) -> None:
    unstyled = {name for name in variants if f".theme--{part}-{name}" not in stylesheet}

    assert unstyled == set()


def test_the_same_tokens_give_the_same_hash_and_others_another() -> None:
    assert content_hash(css_of()) == content_hash(css_of())
    assert len({content_hash(css) for css in (css_of(), css_of(brand="#7a1f4b"), css_of("harbour"))}) == 3


def test_headings_grow_with_the_window_and_with_each_step() -> None:
    smallest, largest = zip(
        *[re.findall(r"([\d.]+)rem[,)]", heading_size(1.25, step).replace("rem +", " +")) for step in (1, 2, 3, 4, 5)],
        strict=True,
    )

    assert sorted(map(float, smallest)) == list(map(float, smallest))
    assert sorted(map(float, largest)) == list(map(float, largest))
    assert all(float(low) < float(high) for low, high in zip(smallest, largest, strict=True))


def test_every_font_has_a_stack_of_system_fonts() -> None:
    assert set(FONT_STACKS) == set(FONTS)
    assert all(stack.endswith("serif") for stack in FONT_STACKS.values())


def test_a_page_without_a_theme_has_a_default_for_every_property() -> None:
    defaults = set(DEFINED.findall((SCSS / "_defaults.scss").read_text()))

    assert set(DEFINED.findall(css_of())) == defaults


def test_our_styles_use_no_property_that_nobody_defines() -> None:
    used = {
        name
        for file in SCSS.glob("*.scss")
        for name in re.findall(r"var\((--(?:theme|govuk)-[a-z-]+)\)", file.read_text())
    }

    assert used - set(DEFINED.findall(css_of())) == set()


@pytest.fixture(scope="module")
def stylesheet() -> str:
    assert STYLESHEET.exists(), "The stylesheet is not built: run make setup."
    return STYLESHEET.read_text()


def test_the_stylesheet_is_small_and_loads_nothing(stylesheet: str) -> None:
    assert len(gzip.compress(stylesheet.encode())) < LARGEST_STYLESHEET_BYTES
    assert "GDS Transport" not in stylesheet
    assert "@font-face" not in stylesheet
    assert "url(" not in stylesheet


@pytest.mark.parametrize(
    "wish",
    ["(prefers-reduced-motion: no-preference)", "(prefers-contrast: more)", "(forced-colors: active)", " print"],
)
def test_the_stylesheet_heeds_what_readers_set(stylesheet: str, wish: str) -> None:
    assert f"@media{wish}" in stylesheet


def test_nothing_moves_unless_readers_let_it(stylesheet: str) -> None:
    outside = re.sub(r"@media\(prefers-reduced-motion: no-preference\)\{(?:[^{}]*\{[^{}]*\})*\}", "", stylesheet)

    assert re.findall(r"[;{](?:transition|animation|scroll-behavior):(?!none)", outside) == []


def test_a_logo_stands_in_the_dark_on_the_colour_it_was_drawn_for() -> None:
    preset = find_preset("harbour")

    light, dark = render_css(resolve_tokens(preset.tokens, {}), dark_tokens(preset, {})).split("@media screen")

    assert "--theme-logo-ground:transparent" in light
    assert "--theme-logo-ground:#ffffff" in dark


def test_the_stylesheet_knows_starts_and_ends_instead_of_sides(stylesheet: str) -> None:
    assert re.findall(r"[;{](?:margin-|padding-|border-)?(?:left|right):", stylesheet) == []
    assert re.findall(r"text-align:(?:left|right)", stylesheet) == []


@pytest.mark.parametrize(
    ("name", "letter"), [("Ministry of Health", "M"), ("été", "É"), ("சுகாதாரம்", "ச"), ("<script>", ""), ("", "")]
)
def test_the_icon_shows_the_first_letter_and_nothing_that_could_break_it(name: str, letter: str) -> None:
    icon = draw_look(preset=find_preset("civic"), overrides={}, name=name).icon

    assert f">{letter}</text>" in icon
    assert "script" not in icon
