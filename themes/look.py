"""The finished look of a site: what its pages link to and carry."""

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from tenants.replica import reading_the_source
from themes.css import render_css
from themes.presets import DEFAULT_PRESET, Preset, find_preset
from themes.tokens import TokenSet, resolve_tokens

if TYPE_CHECKING:
    from tenants.models import AgencySite


@dataclass(frozen=True, slots=True)
class Look:
    """What a page needs of its site's theme; the addresses change whenever their contents do."""

    classes: str
    colour: str
    css: str
    icon: str

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
        return f"/theme/{self.css_hash}.css"

    @property
    def icon_url(self) -> str:
        """The address of the icon browsers show beside the site's name."""
        return f"/theme/{self.icon_hash}.svg"


def content_hash(text: str) -> str:
    """A name for ``text`` that no other text has."""
    return sha256(text.encode()).hexdigest()[:16]


def draw_look(*, preset: Preset, overrides: TokenSet, name: str) -> Look:
    """Return the look of a site called ``name``."""
    tokens = resolve_tokens(preset.tokens, overrides)
    return Look(
        classes=preset.classes,
        colour=str(tokens["header"]),
        css=render_css(tokens),
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
    look = draw_look(
        preset=find_preset(theme.preset if theme else DEFAULT_PRESET),
        overrides=theme.tokens if theme else {},
        name=agency_site.name,
    )
    _remembered[agency_site.uid] = (agency_site.version, look)
    return look
