"""The finished look of a site: what its pages link to and carry."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from tenants.replica import reading_the_source
from themes.css import render_css
from themes.dark import dark_tokens
from themes.layout import Layout, layout_classes
from themes.presets import DEFAULT_PRESET, Preset
from themes.tokens import TokenSet, resolve_tokens

if TYPE_CHECKING:
    from tenants.models import AgencySite


@dataclass(frozen=True, slots=True)
class Look:
    """What a page needs of its site's theme; the addresses change whenever their contents do."""

    classes: str
    colour: str
    # What browsers tint around a dark page; empty where the site has no dark mode.
    dark_colour: str
    css: str
    icon: str
    # Where the stylesheet of a look lies that is being tried on.
    address: str = ""

    @property
    def css_hash(self) -> str:
        """The content hash in the stylesheet's address."""
        return content_hash(self.css)

    @property
    def icon_hash(self) -> str:
        """The content hash in the icon's address."""
        return content_hash(self.icon)

    @property
    def stylesheet_url(self) -> str:
        """The address of the stylesheet, on each host of the site."""
        return self.address or f"/theme/{self.css_hash}.css"

    @property
    def icon_url(self) -> str:
        """The address of the icon browsers show beside the site's name."""
        return f"/theme/{self.icon_hash}.svg"


def content_hash(text: str) -> str:
    """A name for ``text`` that no other text has."""
    return sha256(text.encode()).hexdigest()[:16]


def draw_look(
    *, preset: Preset, overrides: TokenSet, name: str, layout: Layout | None = None, has_dark_mode: bool = True
) -> Look:
    """Return the look of a site called ``name``."""
    tokens = resolve_tokens(preset.tokens, overrides)
    dark = dark_tokens(preset, overrides) if has_dark_mode else None
    return Look(
        classes=layout_classes({**preset.layout, **(layout or {})}),
        colour=str(tokens["header"]),
        dark_colour=str(dark["header"]) if dark else "",
        css=render_css(tokens, dark),
        icon=_draw_icon(name, brand=str(tokens["brand"]), brand_text=str(tokens["brand_text"])),
    )


def _draw_icon(name: str, *, brand: str, brand_text: str) -> str:
    first = name.strip()[:1].upper()
    # Only a letter or digit is drawn: anything else could end the element it stands in.
    letter = first if first.isalnum() else ""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" rx="6" fill="{brand}"/>'
        f'<text x="16" y="23" text-anchor="middle" font-family="sans-serif" font-size="20" font-weight="700" '
        f'fill="{brand_text}">{letter}</text></svg>\n'
    )


# What this process remembers: site → (version, look). A page asks for its look in every request.
_remembered: dict[UUID, tuple[int, Look]] = {}


# What the code within shows instead of a site's own look: one that is being tried on.
_worn: ContextVar[Look | None] = ContextVar("worn_look", default=None)


@contextmanager
def wearing(look: Look) -> Iterator[None]:
    """Show pages within in ``look``."""
    token = _worn.set(look)
    try:
        yield
    finally:
        _worn.reset(token)


def worn_look() -> Look | None:
    """The look that is being tried on, if any."""
    return _worn.get()


def look_of(agency_site: "AgencySite") -> Look:
    """The look of a site; no query while the version read with the host is the one remembered.

    A site without a theme of its own has the default preset.
    """
    from themes.models import Theme

    known = _remembered.get(agency_site.uid)
    if known and known[0] == agency_site.version:
        return known[1]
    with reading_the_source():
        theme = Theme.objects.filter(agency_site=agency_site).first()
    look = (theme or Theme(preset=DEFAULT_PRESET, agency_site=agency_site)).look()
    _remembered[agency_site.uid] = (agency_site.version, look)
    return look
