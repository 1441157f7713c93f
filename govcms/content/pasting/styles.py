"""What office programs say in attributes instead of elements."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from bs4 import Tag

_LIST = re.compile(r"mso-list:\s*l\d+\s+level(\d)", re.IGNORECASE)
_IGNORED = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_NUMBER = re.compile(r"\(?(\d+|[a-z]|[ivxlc]+)[.)]", re.IGNORECASE)
_BOLD = {"bold", "bolder", "600", "700", "800", "900"}
_PLAIN = {"normal", "400", "300", "lighter"}
# Black, white and what the window has are no choice of anybody's.
_NO_COLOUR = re.compile(r"auto|windowtext|black|white|inherit|initial|transparent|none|#0{3}(0{3})?|#f{3}(f{3})?", re.I)
_RGB = re.compile(r"rgba?\((\d+),\s*(\d+),\s*(\d+)")
# Links that a program wraps around the address that was meant.
_WRAPPERS = {
    "www.google.com": (re.compile(r"/url"), ("q", "url")),
    "safelinks.protection.outlook.com": (re.compile(r".*"), ("url",)),
    "safelinks.protection.office365.us": (re.compile(r".*"), ("url",)),
    "statics.teams.cdn.office.net": (re.compile(r"/.*/atp-safelinks\.html"), ("url",)),
}
_CONTENTS = re.compile(r"\bMsoTo[cf]\d?\b", re.IGNORECASE)
_SCHEMES = {"http", "https", "mailto", "tel"}


def declarations(tag: Tag) -> dict[str, str]:
    """The declarations of a style attribute, lower-cased."""
    found = {}
    for declaration in str(tag.get("style") or "").split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            found[name.strip().lower()] = value.strip().strip("'\"").lower()
    return found


def classes(tag: Tag) -> str:
    """The class attribute in one string."""
    value = tag.get("class")
    return " ".join(value) if isinstance(value, list) else str(value or "")


def is_bold(tag: Tag, style: dict[str, str]) -> bool | None:
    """Whether it makes its words bold or plain; None where it says neither."""
    weight = style.get("font-weight", "")
    if weight in _BOLD:
        return True
    if weight in _PLAIN:
        return False
    return True if tag.name in {"b", "strong"} else None


def is_italic(tag: Tag, style: dict[str, str]) -> bool | None:
    """Whether it makes its words italic or upright; None where it says neither."""
    if "font-style" in style:
        return style["font-style"] in {"italic", "oblique"}
    return True if tag.name in {"i", "em"} else None


def list_level(tag: Tag) -> int:
    """The level of a paragraph that Word keeps as an item of a list, from 1 on; 0 for any other."""
    match = _LIST.search(str(tag.get("style") or ""))
    return int(match[1]) if match else 0


def is_list_marker(tag: Tag) -> bool:
    """Whether it is the bullet or the number that Word writes before an item."""
    return bool(_IGNORED.search(str(tag.get("style") or "")))


def is_numbered(paragraph: Tag) -> bool:
    """Whether the marker of an item is a number or a letter."""
    marker = next((tag for tag in paragraph.find_all(True) if is_list_marker(tag)), None)
    words = marker.get_text().strip() if marker is not None else ""
    # A hollow bullet is the letter o in Word.
    return bool(_NUMBER.match(words)) and words.lower() not in {"o", "o."}


def is_contents(tag: Tag) -> bool:
    """Whether it is a line of a table of contents: pages make their own."""
    if tag.name != "p":
        return False
    link = tag.find("a", href=re.compile(r"^#(heading=|_Toc)"))
    if not isinstance(link, Tag):
        return bool(_CONTENTS.search(classes(tag)))
    # Google Docs names it by nothing else; a page number may follow.
    return tag.get_text().strip().rstrip("0123456789. \t\xa0") == link.get_text().strip().rstrip("0123456789. \t\xa0")


def has_colour(style: dict[str, str]) -> bool:
    """Whether it gives its words or their ground a colour."""
    values = [style.get(name, "") for name in ("color", "background", "background-color", "mso-highlight")]
    return any(value and not _is_no_colour(value) for value in values)


def _is_no_colour(value: str) -> bool:
    rgb = _RGB.match(value)
    if rgb:
        return {int(part) for part in rgb.groups()} in ({0}, {255})
    return bool(_NO_COLOUR.match(value))


def address_of(link: Tag) -> str:
    """Where a link leads, without what a program wrapped around it; empty for a place in the document and for what
    is no address of the web, of e-mail or of a telephone."""
    address = str(link.get("href") or "").strip()
    for _ in range(2):
        try:
            parts = urlsplit(address)
        except ValueError:
            return ""
        wrapped = _unwrapped(parts.hostname or "", parts.path, parts.query)
        if not wrapped:
            break
        address = wrapped
    if len(address) > 2000 or parts.scheme not in _SCHEMES or (parts.scheme.startswith("http") and not parts.hostname):
        return ""
    return address


def _unwrapped(host: str, path: str, query: str) -> str:
    for wrapper, (at, names) in _WRAPPERS.items():
        if (host == wrapper or host.endswith(f".{wrapper}")) and at.fullmatch(path):
            found = parse_qs(query)
            return next((found[name][0] for name in names if name in found), "")
    return ""
