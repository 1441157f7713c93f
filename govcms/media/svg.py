"""Drawings in SVG, made harmless: what is known to draw stays, everything else goes.

A drawing is a page to a browser: it may hold scripts, links, pages and addresses of other places. What
comes out of here holds shapes, words and colours, no CSS, and names nothing outside itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from operator import itemgetter
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


MAX_BYTES = 1024 * 1024
MAX_ELEMENTS = 5_000
MAX_DEPTH = 40
# Each draws a part of the drawing again; without a limit a small file draws for ever.
MAX_REPEATED = 20_000
MAX_CSS = 64 * 1024
# How often style sheets may say something of elements: a small sheet can say everything of each of thousands.
MAX_STYLED = 200_000

_SVG = "http://www.w3.org/2000/svg"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"

_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "use"}
_WORDS = {"text", "tspan", "title", "desc"}
_NAMING = {"use", "linearGradient", "radialGradient", "pattern"}
_FILTERS = _names(
    "filter feBlend feColorMatrix feComponentTransfer feComposite feDropShadow feFlood feFuncA feFuncB feFuncG "
    "feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset"
)
_ELEMENTS = (
    _SHAPES
    | _WORDS
    | _NAMING
    | _FILTERS
    | _names("svg g defs symbol marker mask clipPath linearGradient radialGradient pattern stop")
)
# Wrappers that do something elsewhere; what is in them is drawn all the same.
_AS_GROUP = {"a", "switch"}

# These may be written as attributes and as CSS.
_LOOKS = _names(
    "alignment-baseline baseline-shift clip-path clip-rule color color-interpolation color-interpolation-filters "
    "display dominant-baseline fill fill-opacity fill-rule filter flood-color flood-opacity font-family font-size "
    "font-stretch font-style font-variant font-weight letter-spacing marker-end marker-mid marker-start mask "
    "opacity overflow paint-order shape-rendering stop-color stop-opacity stroke stroke-dasharray "
    "stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor "
    "text-decoration text-rendering vector-effect visibility word-spacing writing-mode"
)
_ATTRIBUTES = _LOOKS | _names(
    "amplitude clipPathUnits cx cy d dx dy exponent filterUnits fr fx fy gradientTransform gradientUnits height "
    "id in in2 intercept k1 k2 k3 k4 lengthAdjust markerHeight markerUnits markerWidth maskContentUnits maskUnits "
    "mode offset operator orient pathLength patternContentUnits patternTransform patternUnits points "
    "preserveAspectRatio primitiveUnits r radius refX refY result rotate rx ry slope spreadMethod stdDeviation "
    "tableValues textLength transform type values viewBox width x x1 x2 y y1 y2"
)

_NAME = r"[A-Za-z_][\w.-]*"
_PART = re.compile(rf"#{_NAME}")
# The only address that a value may hold is that of a part of the same drawing.
_PART_AS_URL = re.compile(rf"url\(\s*['\"]?#({_NAME})['\"]?\s*\)")
_HARMLESS = re.compile(r"[^\\<>{}@:;&]*")
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?"
_LENGTH = re.compile(rf"\s*({_NUMBER})\s*(px|pt|pc|mm|cm|in|em|ex)?\s*")
_PIXELS = {"pt": "1.333333", "pc": "16", "mm": "3.779528", "cm": "37.79528", "in": "96", "em": "16", "ex": "8"}
_LONGEST_LENGTH = 40
_LARGEST = Decimal(100_000)
_SELECTOR = re.compile(rf"([A-Za-z]+)|\.({_NAME})|#({_NAME})")

_UNREADABLE = _("This is not a drawing that can be read. Export it again as plain SVG, or save it as PNG.")


class _BoundedBuilder(TreeBuilder):
    """Builds a tree and stops at one that is too deep or too large."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._elements = 0

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        self._depth += 1
        self._elements += 1
        if self._depth > MAX_DEPTH or self._elements > MAX_ELEMENTS:
            raise _too_complex()
        return super().start(tag, attrs)

    def end(self, tag: str) -> Element:
        self._depth -= 1
        return super().end(tag)


def clean_svg(content: bytes) -> bytes:
    """The drawing without anything that runs, loads or leads elsewhere, of a size in pixels.

    Raises ValidationError, in words for whoever uploads it, where nothing is left to show, where leaving something out
    would change what it shows, and where it takes too much to draw.
    """
    if len(content) > MAX_BYTES:
        raise ValidationError(
            _("This drawing is larger than 1 MB. Export it more simply, or save it as PNG."), code="svg_too_large"
        )
    root = _parsed(content)
    width, height, view_box = _size(root)
    cleaned = _cleaned(root, _StyleSheets(root))
    if cleaned is None or not any(_name(element) in _SHAPES for element in cleaned.iter()):
        raise ValidationError(_("There is nothing to see in this drawing."), code="svg_empty")
    _refuse_endless(cleaned)
    size = {"width": width, "height": height, "viewBox": view_box, "xmlns": _SVG}
    cleaned.attrib = size | {name: value for name, value in cleaned.attrib.items() if name not in size}
    return tostring(cleaned, encoding="utf-8")


def _too_complex() -> ValidationError:
    return ValidationError(
        _("This drawing has too many parts. Export it more simply, or save it as PNG."), code="svg_too_complex"
    )


def _parsed(content: bytes) -> Element:
    parser = DefusedXMLParser(target=_BoundedBuilder(), forbid_entities=True, forbid_external=True)
    try:
        parser.feed(content)
        root: Element = parser.close()
    except DefusedXmlException as error:
        raise ValidationError(
            _("This drawing holds data of a drawing program. Export it again as plain SVG."), code="svg_entities"
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise ValidationError(_UNREADABLE, code="svg_unreadable") from error
    if root.tag != f"{{{_SVG}}}svg":
        raise ValidationError(_UNREADABLE, code="svg_unreadable")
    return root


def _name(element: Element) -> str:
    """The name of an element of SVG, whether it has been cleaned or not; empty for one of anything else."""
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.removeprefix(f"{{{_SVG}}}") if not tag.startswith("{") or tag.startswith(f"{{{_SVG}}}") else ""


def _size(root: Element) -> tuple[str, str, str]:
    """Width, height and view box; whoever shows the drawing need not work them out."""
    parts = (root.get("viewBox") or "").replace(",", " ").split()
    box = [_pixels(part) for part in parts] if len(parts) == 4 else []
    known = [number for number in box if number is not None]
    if len(known) == 4 and min(known[2:]) > 0:
        left, top, box_width, box_height = known
        width, height = _pixels(root.get("width")), _pixels(root.get("height"))
        if not width or not height or min(width, height) <= 0:
            width, height = box_width, box_height
        return _plain(width), _plain(height), " ".join(map(_plain, (left, top, box_width, box_height)))
    width, height = _pixels(root.get("width")), _pixels(root.get("height"))
    if not width or not height or min(width, height) <= 0:
        raise ValidationError(
            _("This drawing does not say how large it is. Export it again with a width and a height."), code="svg_size"
        )
    return _plain(width), _plain(height), f"0 0 {_plain(width)} {_plain(height)}"


def _pixels(length: str | None) -> Decimal | None:
    # Of a longer one, the pattern would try each way to part it.
    match = _LENGTH.fullmatch(length or "") if len(length or "") <= _LONGEST_LENGTH else None
    if match is None:
        return None
    pixels = Decimal(match.group(1)) * Decimal(_PIXELS.get(match.group(2) or "", "1"))
    return pixels if abs(pixels) <= _LARGEST else None


def _plain(number: Decimal) -> str:
    return f"{number.quantize(Decimal('0.001')):f}".rstrip("0").rstrip(".") or "0"


class _StyleSheets:
    """What the style sheets in a drawing say of elements, classes and ids."""

    def __init__(self, root: Element) -> None:
        sheets = ["".join(element.itertext()) for element in root.iter(f"{{{_SVG}}}style")]
        if sum(map(len, sheets)) > MAX_CSS:
            raise _too_complex()
        self._rules: dict[tuple[str, str], list[tuple[int, dict[str, str]]]] = {}
        self._said = 0
        for place, (selectors, declarations) in enumerate(chain.from_iterable(map(_rules, sheets))):
            looks = _looks(declarations)
            for selector in selectors.split(","):
                match = _SELECTOR.fullmatch(selector.strip())
                if match is not None and match.lastindex is not None:
                    kind = ("tag", "class", "id")[match.lastindex - 1]
                    self._rules.setdefault((kind, match.group(match.lastindex)), []).append((place, looks))

    def looks_of(self, element: Element, name: str) -> dict[str, str]:
        """How an element looks, as a browser decides: ids over classes over names, and the later over the earlier."""
        classes = dict.fromkeys((element.get("class") or "").split())
        looks: dict[str, str] = {}
        for kind, selected in (("tag", [name]), ("class", classes), ("id", [element.get("id") or ""])):
            rules = [rule for each in selected for rule in self._rules.get((kind, each), ())]
            self._said += sum(1 + len(said) for _place, said in rules)
            if self._said > MAX_STYLED:
                raise _too_complex()
            for _place, said in sorted(rules, key=itemgetter(0)):
                looks |= said
        return looks


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules in a style sheet, in time that grows with its length only."""
    for block in _without_comments(css).split("}")[:-1]:
        before, brace, declarations = block.rpartition("{")
        if brace:
            yield before.rpartition("{")[2], declarations


def _without_comments(css: str) -> str:
    kept, at = [], 0
    while (begin := css.find("/*", at)) >= 0:
        kept.append(css[at:begin])
        end = css.find("*/", begin + 2)
        at = end + 2 if end >= 0 else len(css)
    return "".join([*kept, css[at:]])


def _looks(declarations: str) -> dict[str, str]:
    pairs = (declaration.partition(":") for declaration in declarations.split(";"))
    looks = {name.strip().lower(): value.replace("!important", "").strip() for name, _colon, value in pairs}
    return {name: value for name, value in looks.items() if name in _LOOKS}


def _cleaned(element: Element, styles: _StyleSheets) -> Element | None:
    """An element with what is allowed in it; None for one that goes with all that is in it."""
    name = _name(element)
    if name in _AS_GROUP:
        name = "g"
    if name == "image":
        raise ValidationError(
            _("This drawing holds a photo or a picture. Save the whole as PNG or JPEG."), code="svg_picture"
        )
    if name not in _ELEMENTS:
        return None
    cleaned = Element(name, _attributes(element, name, styles))
    cleaned.text = element.text if name in _WORDS else None
    for child in element:
        kept = _cleaned(child, styles)
        tail = child.tail if name in _WORDS else None
        if kept is not None:
            kept.tail = tail
            cleaned.append(kept)
        elif tail and len(cleaned):
            cleaned[-1].tail = (cleaned[-1].tail or "") + tail
        elif tail:
            cleaned.text = (cleaned.text or "") + tail
    return cleaned


def _attributes(element: Element, name: str, styles: _StyleSheets) -> dict[str, str]:
    """What is allowed of an element's attributes; style sheets win over attributes, as they do in browsers."""
    values = {key: value for key, value in element.attrib.items() if key in _ATTRIBUTES}
    values |= styles.looks_of(element, name)
    values |= _looks(element.get("style") or "")
    values = {key: value.strip() for key, value in values.items() if _is_harmless(value)}
    href = (element.get("href") or element.get(_XLINK_HREF) or "").strip()
    if name in _NAMING and _PART.fullmatch(href):
        values["href"] = href
    return values


def _is_harmless(value: str) -> bool:
    rest = _PART_AS_URL.sub("", value)
    return "url" not in rest.lower() and _HARMLESS.fullmatch(rest) is not None


def _refuse_endless(root: Element) -> None:
    """Refuse a drawing whose parts draw each other again without end, or too often."""
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    drawn: dict[Element, int] = {}
    under_way: set[Element] = set()

    def count(element: Element) -> int:
        if element in under_way or len(under_way) > 2 * MAX_DEPTH:
            raise _too_complex()
        if element not in drawn:
            under_way.add(element)
            named = [part for part in map(by_id.get, _parts_named(element)) if part is not None]
            drawn[element] = 1 + sum(map(count, [*element, *named]))
            under_way.discard(element)
        return drawn[element]

    if count(root) > MAX_REPEATED:
        raise _too_complex()


def _parts_named(element: Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        yield from [value[1:]] if name == "href" else _PART_AS_URL.findall(value)
