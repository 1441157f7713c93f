"""Drawings in SVG: what draws stays, what runs, loads or leads elsewhere goes, what takes too much is refused."""

import pytest
from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError

from govcms.media.svg import MAX_BYTES, MAX_CSS, clean_svg

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 20"'


def drawing(content: str, attributes: str = "") -> bytes:
    """A drawing with this in it."""
    return f"{HEAD} {attributes}>{content}</svg>".encode()


def cleaned(content: str, attributes: str = "") -> str:
    """What remains of it."""
    return clean_svg(drawing(content, attributes)).decode()


RECT = '<rect width="5" height="5"/>'


@pytest.mark.parametrize(
    "content",
    [
        "<script>alert(1)</script>",
        '<script href="https://evil.example/x.js"/>',
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></body></foreignObject>",
        '<html:script xmlns:html="http://www.w3.org/1999/xhtml">alert(1)</html:script>',
        '<rect onclick="alert(1)"/>',
        '<a xlink:href="javascript:alert(1)"><rect/></a>',
        '<a href="https://evil.example/"><rect/></a>',
        '<use href="https://evil.example/a.svg#a"/>',
        '<use xlink:href="data:image/svg+xml;base64,AAAA#a"/>',
        '<rect fill="url(https://evil.example/a)"/>',
        '<rect fill="ur&#x6c;(//evil.example/a)"/>',
        '<rect fill="u\\72l(//evil.example/a)"/>',
        "<rect style=\"fill: url( 'https://evil.example' )\"/>",
        "<style>@import 'https://evil.example/x.css'; rect { fill: url(//evil.example) }</style>",
        '<rect style="background-image:url(https://evil.example)"/>',
        '<set attributeName="href" to="javascript:alert(1)"/>',
        '<animate attributeName="fill" values="red"/>',
        '<filter><feImage href="https://evil.example/a.png"/></filter>',
        "<metadata>evil.example alert(1)</metadata>",
        "<!-- evil.example alert(1) --><?evil alert(1)?>",
        '<g xml:base="https://evil.example/"/>',
        '<iframe src="https://evil.example/"/>',
    ],
)
def test_nothing_that_runs_loads_or_leads_elsewhere_remains(content: str) -> None:
    left = cleaned(content + RECT, 'onload="alert(1)"')

    for word in ("script", "alert", "evil", "http:/", "data:", "on", "import", "animate", "set", "foreign", "iframe"):
        assert word not in left.replace("http://www.w3.org/2000/svg", ""), left
    assert 'width="5"' in left


def test_what_draws_stays_and_css_becomes_attributes() -> None:
    left = cleaned(
        '<style>.a,.b{fill:#f00; stroke : url(#shade)} rect{fill:blue} #c{opacity:.5}</style>'
        '<defs><linearGradient id="shade"><stop offset="0" stop-color="#fff"/></linearGradient></defs>'
        '<g class="x a"><rect id="c" fill="green" style="stroke-width:2;fill:url(#shade)"/></g>'
        '<use xlink:href="#c" x="1"/><text x="2">Bus <tspan>and</tspan> tram<foreignObject/> stop</text>'
    )  # fmt: skip
    root = fromstring(left)
    find = {element.tag.rpartition("}")[2]: element for element in root.iter()}

    assert (find["g"].get("fill"), find["g"].get("stroke")) == ("#f00", "url(#shade)")
    assert find["rect"].attrib == {"id": "c", "fill": "url(#shade)", "opacity": ".5", "stroke-width": "2"}
    assert find["use"].attrib == {"href": "#c", "x": "1"}
    assert "".join(find["text"].itertext()) == "Bus and tram stop"
    assert "style" not in find


@pytest.mark.parametrize(
    ("css", "fill"),
    [
        (".a{fill:red} .b{fill:blue} .a{fill:green}", "green"),
        (".b{fill:blue} .a{fill:red} rect{fill:green}", "red"),
        ("/* .a{fill:red} */.a{fill:blue}/* .a{fill:red}", "blue"),
        ("/*/ .a{fill:red} */ .a { fill : blue } .a{fill:red", "blue"),
        ("@media screen { .a{fill:blue} } }{ .c{fill:red}", "blue"),
        (".a{}" * (MAX_CSS // 4), "black"),
        ("/*" * (MAX_CSS // 2), "black"),
        ("{" * MAX_CSS, "black"),
        ("}" * MAX_CSS, "black"),
    ],
    ids=lambda value: value[:50],
)
def test_the_later_rule_wins_and_comments_say_nothing(css: str, fill: str) -> None:
    root = fromstring(cleaned(f'<style>{css}</style><rect class="a b" fill="black"/>'))

    assert [element.get("fill") for element in root] == [fill]


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ("", ("10", "20", "0 0 10 20")),
        ('width="1in" height="2.5"', ("96", "2.5", "0 0 10 20")),
        ('width="100%" height="100%"', ("10", "20", "0 0 10 20")),
        ('width="0" height="nan"', ("10", "20", "0 0 10 20")),
        ('width="1e9" height="1"', ("10", "20", "0 0 10 20")),
    ],
)
def test_a_drawing_says_its_size_in_pixels(attributes: str, size: tuple[str, str, str]) -> None:
    root = fromstring(cleaned(RECT, attributes))

    assert (root.get("width"), root.get("height"), root.get("viewBox")) == size


NESTED = "".join(f'<g id="a{n}"><use href="#a{n + 1}"/><use href="#a{n + 1}"/></g>' for n in range(20))
PAINTED = "".join(f'<pattern id="a{n}"><rect fill="url(#a{n + 1})"/></pattern>' for n in range(3))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "svg_unreadable"),
        (b"<svg", "svg_unreadable"),
        (b"\x89PNG\r\n\x1a\n", "svg_unreadable"),
        (b"<svg><rect/></svg>", "svg_unreadable"),
        (b"<html><svg/></html>", "svg_unreadable"),
        (f"{HEAD}/>".encode("utf-16")[:-3], "svg_unreadable"),
        (b'<!DOCTYPE svg [<!ENTITY a "ha">]>' + drawing("<text>&a;</text>"), "svg_entities"),
        (b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + drawing("<text>&a;</text>"), "svg_entities"),
        (drawing("<script>alert(1)</script>"), "svg_empty"),
        (drawing("<g/><title>Nothing</title>"), "svg_empty"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>', "svg_size"),
        (drawing('<image href="data:image/png;base64,AAAA"/>' + RECT), "svg_picture"),
        (drawing('<g id="a"><use href="#a"/></g>'), "svg_too_complex"),
        (drawing('<pattern id="a"><rect fill="url(#a)"/></pattern>'), "svg_too_complex"),
        (drawing("<g>" * 50 + RECT + "</g>" * 50), "svg_too_complex"),
        (drawing("<g>" * 100_000), "svg_too_complex"),
        (drawing(RECT * 6_000), "svg_too_complex"),
        (drawing(NESTED + '<g id="a20"><rect/></g>'), "svg_too_complex"),
        (drawing(f"<!--{'x' * MAX_BYTES}-->" + RECT), "svg_too_large"),
        # What patterns or nested loops would take minutes over.
        (drawing(f"<style>{'a' * (MAX_CSS + 1)}</style>" + RECT), "svg_too_complex"),
        (drawing(f"<style>{'/*/' * 300_000}</style>" + RECT), "svg_too_complex"),
        (drawing(f"<style>{'a' * 40_000}</style>" * 2 + RECT), "svg_too_complex"),
        (drawing(f"<style>{'rect{fill:red}' * 4_000}</style>" + RECT * 4_000), "svg_too_complex"),
        (drawing(f"<style>{'rect,' * 10_000}rect{{}}</style>" + RECT * 4_000), "svg_too_complex"),
        (HEAD.split(" viewBox")[0].encode() + b' width="' + b"1" * 500_000 + b'x" height="1"/>', "svg_size"),
        (HEAD.split(" viewBox")[0].encode() + b' width="1' + b" " * 500_000 + b'x" height="1"/>', "svg_size"),
    ],
    ids=lambda value: value if isinstance(value, str) else len(value),
)
def test_what_cannot_be_made_harmless_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        clean_svg(content)

    assert refused.value.code == code


def test_cleaning_what_is_clean_changes_nothing_and_doctypes_are_dropped() -> None:
    doctype = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    once = clean_svg(doctype + drawing(PAINTED + RECT))

    assert clean_svg(once) == once
    assert b"DOCTYPE" not in once
