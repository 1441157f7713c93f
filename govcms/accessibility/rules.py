"""What can be found wrong in a published page without a browser: what editors write, not what the platform draws.

Components, colours and behaviour are proven in a browser for all sites at once (``proof.py``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup, Tag
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# Words that say nothing of where a link leads, in the languages the platform ships; compared without case and stops.
_EMPTY_LINK_WORDS = frozenset(
    words
    for line in (
        "click here|here|link|more|read more|this link|this page|learn more|download",
        "cliquez ici|ici|lien|en savoir plus|lire la suite|plus|télécharger",
        "اضغط هنا|هنا|المزيد|اقرأ المزيد|رابط|تحميل",
        "haga clic aquí|aquí|más|leer más|descargar",
    )
    for words in line.split("|")
)
_FILE_NAME = re.compile(
    r"\A\S+\.(?:jpe?g|png|gif|webp|avif|svg|tiff?|heic)\Z|\A(?:img|dsc|image|picture)[-_ ]?\d+\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that makes a page hard or impossible to use for somebody."""

    key: str
    # For readers, in the statement.
    issue: StrPromise
    # For editors, in the report.
    remedy: StrPromise
    # Success criteria of WCAG 2.2.
    criteria: tuple[str, ...]
    is_broken_in: Callable[[Tag], bool]


def broken_rules(html: str) -> list[str]:
    """The keys of the rules that the main part of a whole HTML page breaks."""
    main = BeautifulSoup(html, "html.parser").find("main")
    return [rule.key for rule in RULES if rule.is_broken_in(main)] if isinstance(main, Tag) else []


def _has_empty_links(main: Tag) -> bool:
    return any(_words(link) in _EMPTY_LINK_WORDS or not _words(link) for link in main.find_all("a", href=True))


def _words(element: Tag) -> str:
    """What a screen reader says of an element, in small letters without stops."""
    label = element.get("aria-label")
    pictures = [str(picture.get("alt") or "") for picture in element.find_all("img")]
    said = str(label) if label else " ".join([element.get_text(" "), *pictures])
    return " ".join(said.split()).strip(" .…:»›>").casefold()


def _jumps(main: Tag) -> bool:
    levels = [int(heading.name[1]) for heading in main.find_all(re.compile(r"\Ah[1-6]\Z"))]
    return any(after > before + 1 for before, after in pairwise(levels))


def _has_empty_headings(main: Tag) -> bool:
    return any(not _words(heading) for heading in main.find_all(re.compile(r"\Ah[1-6]\Z")))


def _has_nameless_pictures(main: Tag) -> bool:
    return any(not picture.has_attr("alt") or _is_file_name(picture) for picture in main.find_all("img"))


def _is_file_name(picture: Tag) -> bool:
    return bool(_FILE_NAME.match(str(picture["alt"]).strip()))


def _has_bare_tables(main: Tag) -> bool:
    return any(table.find("th") is None for table in main.find_all("table"))


def _shouts(main: Tag) -> bool:
    return any(_is_shouted(text) for text in _sentences(main))


def _sentences(main: Tag) -> Iterator[str]:
    for element in main.select(".prose p, .prose li"):
        yield element.get_text(" ")


def _is_shouted(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha() and letter.lower() != letter.upper()]
    # Names of forms and offices are short; a sentence is not.
    return len(letters) >= 40 and all(letter.isupper() for letter in letters)


RULES: tuple[Rule, ...] = (
    Rule(
        "empty-links",
        _("Some links do not say where they lead when they are read on their own."),
        _("Name in the link what is behind it, instead of “click here” or “more”."),
        ("2.4.4",),
        _has_empty_links,
    ),
    Rule(
        "heading-order",
        _("On some pages a level of headings is left out, so that the page is harder to find one’s way in."),
        _("Put the smaller headings below a larger one, without leaving a level out."),
        ("1.3.1", "2.4.6"),
        _jumps,
    ),
    Rule(
        "empty-headings",
        _("Some headings have no words."),
        _("Write the heading, or take it away."),
        ("1.3.1", "2.4.6"),
        _has_empty_headings,
    ),
    Rule(
        "nameless-pictures",
        _("Some pictures are described by the name of their file."),
        _("Say in the alternative text what the picture shows, or mark it as decorative."),
        ("1.1.1",),
        _has_nameless_pictures,
    ),
    Rule(
        "bare-tables",
        _("Some tables do not name their columns or rows."),
        _("Give the table headings for its columns."),
        ("1.3.1",),
        _has_bare_tables,
    ),
    Rule(
        "capitals",
        _("Some sentences are written in capital letters, which are hard to read."),
        _("Write sentences in small letters; emphasise a word or two with bold."),
        ("1.4.8",),
        _shouts,
    ),
)


def find_rule(key: str) -> Rule | None:
    """The rule of that key; None for one that an earlier check knew."""
    return next((rule for rule in RULES if rule.key == key), None)
