"""What is found wrong in a page, and what is not."""

import pytest

from govcms.accessibility.rules import RULES, broken_rules, find_rule

SHOUTED = "THE OFFICE IS CLOSED ON ALL PUBLIC HOLIDAYS UNTIL FURTHER NOTICE"


@pytest.mark.parametrize(
    ("main", "broken"),
    [
        ('<h1>Bus</h1><p>Read <a href="/fares/">what a bus costs</a>.</p>', []),
        ('<p>For fares <a href="/fares/">Click here.</a></p>', ["empty-links"]),
        ('<p><a href="/fares/">اضغط هنا</a></p>', ["empty-links"]),
        ('<p><a href="/fares/">En savoir plus »</a></p>', ["empty-links"]),
        ('<p><a href="/fares/"> </a></p>', ["empty-links"]),
        ('<p><a href="/fares/" aria-label="Fares of buses">More</a></p>', []),
        ('<p><a href="/fares/"><img src="a.png" alt="Fares of buses"></a></p>', []),
        ('<p><a id="top">More</a></p>', []),
        ("<h1>Bus</h1><h2>Fares</h2><h3>Children</h3><h2>Stops</h2>", []),
        ("<h1>Bus</h1><h3>Children</h3>", ["heading-order"]),
        ("<h1>Bus</h1><h2> </h2>", ["empty-headings"]),
        ('<img src="a.png" alt="">', []),
        ('<img src="a.png">', ["nameless-pictures"]),
        ('<img src="a.png" alt="IMG_2034">', ["nameless-pictures"]),
        ('<img src="a.png" alt="red-bus.JPG">', ["nameless-pictures"]),
        ('<img src="a.png" alt="A red bus, number 20">', []),
        ("<table><tr><td>Adults</td><td>2</td></tr></table>", ["bare-tables"]),
        ("<table><tr><th>Adults</th><td>2</td></tr></table>", []),
        (f'<div class="prose"><p>{SHOUTED}</p></div>', ["capitals"]),
        ('<div class="prose"><p>FORM AB 12 AND FORM AB 13</p></div>', []),
        # A script without capitals shouts nothing.
        (f'<div class="prose"><p>{"مكتب " * 20}</p></div>', []),
    ],
)
def test_a_page_is_told_what_is_wrong_with_it(main: str, broken: list[str]) -> None:
    html = f'<html><body><a href="/">More</a><main>{main}</main><footer><h5>x</h5></footer></body></html>'

    assert broken_rules(html) == broken


def test_what_is_no_page_has_nothing_to_check() -> None:
    assert broken_rules("") == []
    assert broken_rules("BEGIN:VCALENDAR") == []


def test_rules_are_found_by_their_keys() -> None:
    assert all(find_rule(rule.key) is rule for rule in RULES)
    assert find_rule("of an earlier version") is None
