"""Tokens as CSS custom properties: govuk-frontend's own names first, then ours."""

from collections.abc import Iterable, Iterator, Mapping

from themes.tokens import TokenSet

# One token may feed several properties. scss/_defaults.scss lists the same names.
COLOUR_PROPERTIES: Mapping[str, tuple[str, ...]] = {
    "brand": ("--govuk-brand-colour",),
    "brand_text": ("--theme-brand-text",),
    "accent": ("--theme-accent",),
    "accent_text": ("--theme-accent-text",),
    "background": ("--govuk-body-background-colour", "--govuk-template-background-colour"),
    "surface": ("--govuk-surface-background-colour",),
    "text": ("--govuk-text-colour", "--govuk-surface-text-colour", "--govuk-link-active-colour"),
    "secondary_text": ("--govuk-secondary-text-colour",),
    "border": ("--govuk-border-colour", "--govuk-surface-border-colour", "--govuk-hover-colour"),
    "input_border": ("--govuk-input-border-colour",),
    "link": ("--govuk-link-colour",),
    "link_visited": ("--govuk-link-visited-colour",),
    "link_hover": ("--govuk-link-hover-colour",),
    "focus": ("--govuk-focus-colour",),
    "focus_text": ("--govuk-focus-text-colour",),
    "error": ("--govuk-error-colour",),
    "success": ("--govuk-success-colour",),
    "warning": ("--theme-warning",),
    "header": ("--theme-header",),
    "header_text": ("--theme-header-text",),
    "navigation": ("--theme-navigation",),
    "navigation_text": ("--theme-navigation-text",),
    "hero": ("--theme-hero",),
    "hero_text": ("--theme-hero-text",),
    "footer": ("--theme-footer",),
    "footer_text": ("--theme-footer-text",),
    "button": ("--theme-button",),
    "button_text": ("--theme-button-text",),
    "button_hover": ("--theme-button-hover",),
}

FONT_STACKS: Mapping[str, str] = {
    "grotesque": '"Helvetica Neue",helvetica,arial,"Liberation Sans",sans-serif',
    "humanist": 'seravek,"Gill Sans Nova",ubuntu,calibri,"Source Sans 3","Liberation Sans",arial,sans-serif',
    "system": "system-ui,sans-serif",
    "serif": '"Iowan Old Style","Palatino Linotype",palatino,georgia,"Liberation Serif",serif',
}

HEADING_STEPS = ("s", "m", "l", "xl", "xxl")
TEXT_REM = 1.125
NARROW_REM, WIDE_REM = 22.5, 72.0


# On a dark page a soft shadow is not seen. The light ones are in scss/_page.scss.
DARK_SHADOWS = (
    ("--shadow", "0 1px 2px rgb(0 0 0/40%),0 8px 24px -8px rgb(0 0 0/60%)"),
    ("--shadow-raised", "0 2px 4px rgb(0 0 0/50%),0 18px 40px -12px rgb(0 0 0/80%)"),
)


def render_css(tokens: TokenSet, dark: TokenSet | None = None) -> str:
    """Return the stylesheet that gives a site its look; the same tokens always give the same bytes.

    ``dark`` holds the colours for readers who prefer a dark page; without it all get the light one.
    """
    schemes = "light" if dark is None else "light dark"
    root = _rule([("color-scheme", schemes), *_colours(tokens), *_measures(tokens)])
    if dark is None:
        return f"{root}\n"
    # Paper is light.
    return (
        f"{root}\n@media screen and (prefers-color-scheme:dark){{{_rule([*_colours(dark), *_in_the_dark(tokens)])}}}\n"
    )


def render_dark_css(tokens: TokenSet, dark: TokenSet) -> str:
    """Return the stylesheet that shows the dark look to everybody, for showing it off."""
    declarations = [("color-scheme", "dark"), *_colours(dark), *_measures(dark), *_in_the_dark(tokens)]
    return _rule(declarations) + "\n"


def _in_the_dark(tokens: TokenSet) -> Iterator[tuple[str, str]]:
    yield from DARK_SHADOWS
    # A logo was drawn for the light header.
    yield "--theme-logo-ground", str(tokens["header"])
    yield "--theme-logo-padding", "0.3rem"


def _rule(declarations: Iterable[tuple[str, str]]) -> str:
    return ":root{" + ";".join(f"{name}:{value}" for name, value in declarations) + "}"


def _colours(tokens: TokenSet) -> Iterator[tuple[str, str]]:
    for token, properties in COLOUR_PROPERTIES.items():
        for name in properties:
            yield name, str(tokens[token])


def _measures(tokens: TokenSet) -> Iterator[tuple[str, str]]:
    yield "--govuk-inverse-text-colour", "#ffffff"
    yield "--theme-logo-ground", "transparent"
    yield "--theme-logo-padding", "0"
    yield "--theme-corner", f"{tokens['corner']}px"
    yield "--theme-font", FONT_STACKS[str(tokens["font"])]
    yield "--theme-heading-font", FONT_STACKS[str(tokens["heading_font"])]
    yield "--theme-heading-weight", str(tokens["heading_weight"])
    yield "--theme-text-size", f"{tokens['text_size']}%"
    yield "--theme-space", f"{float(tokens['space']) / 100:g}rem"
    for step, name in enumerate(HEADING_STEPS, start=1):
        yield f"--theme-type-{name}", heading_size(float(tokens["type_scale"]), step)


def heading_size(scale: float, step: int) -> str:
    """The size of a heading: ``scale`` to the power of ``step``, growing with the window.

    On a narrow screen the scale is flattened, or the largest heading would hold one word a line.
    """
    largest = TEXT_REM * scale**step
    smallest = TEXT_REM * (1 + (scale - 1) * 0.6) ** step
    slope = (largest - smallest) / (WIDE_REM - NARROW_REM)
    base = smallest - slope * NARROW_REM
    return f"clamp({smallest:.3f}rem,{base:.3f}rem + {slope * 100:.3f}vw,{largest:.3f}rem)"
