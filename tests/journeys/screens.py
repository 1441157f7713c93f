"""Every screen that readers can come to: what accessibility is proven on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from playwright.sync_api import Page

from tests.content.words_of_extremes import LEAST, LONG, LONG_EMAIL, LONG_WORDS, MANY, NAMES
from tests.journeys.axe import axe_violations
from tests.journeys.installation import Installation

# 1280 pixels at 400 % zoom.
ZOOMED = 320

_LIST = "from tests.journeys.pages import list_pages; list_pages()"

# Light or dark, and a direction; without, the page's own.
Look = tuple[str, str]
LIGHT, DARK, TURNED = ("light", ""), ("dark", ""), ("light", "rtl")

# Words that are cut off and cannot be scrolled to, by the class of what cuts them.
_CUT_OFF = """() => [...document.querySelectorAll('body *')].filter(element => {
    const style = getComputedStyle(element);
    return element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1
        && ['hidden', 'clip'].includes(style.overflowX) && element.innerText?.trim();
}).map(element => `${element.localName}.${element.className}`)"""


@dataclass(frozen=True, slots=True)
class Screen:
    """Something at an address, and what it is."""

    host: str
    path: str
    kind: str
    status: int = 200
    # What is typed into which field, and the button that sends it; the status is then that of the answer.
    typed: tuple[tuple[str, str], ...] = ()
    pressed: str = ""

    @property
    def name(self) -> str:
        """How a failure names it."""
        return f"{self.host or 'portal'}{self.path} ({self.kind})"


_UNKNOWN = "type=zzz&topic=zzz&language=zzz"

# What is no page, or a page in another state than that in which it begins.
STATES = (
    Screen("", "/search/?q=parking", "results"),
    Screen("harbour", "/search/?q=parking", "results"),
    Screen("health", "/search/?q=zzzxqj", "no results"),
    Screen("health", "/search/", "empty search"),
    Screen("health", f"/search/?q=clinic&{_UNKNOWN}", "results of filters that nothing fits"),
    Screen("", f"/search/?q=clinic&agency=zzz&{_UNKNOWN}", "results of filters that nothing fits"),
    Screen("health", f"/search/?q={'long+' * 90}", "search that is refused"),
    Screen("health", "/no-such-page/", "not found", 404),
    Screen("harbour", "/no-such-page/", "not found", 404),
    Screen("harbour", "/news/?topic=home", "filtered listing"),
    Screen("harbour", "/news/?topic=zzz&year=1066", "listing of filters that nothing fits"),
    Screen("harbour", "/news/?page=999", "page of a listing that is not there", 404),
    Screen("health", "/report-a-problem/", "form"),
    Screen("health", "/report-a-problem/", "form with mistakes", 422, (("Your e-mail address", "nobody"),), "Send"),
    Screen("harbour", "/axe/restricted/", "refused password", 200, (("The password for this page", "x"),), "Continue"),
    Screen("admin", "/admin/login/", "sign-in"),
    Screen(
        "admin",
        "/admin/login/",
        "refused sign-in",
        200,
        (("E-mail address", "nobody@health.example"), ("Password", "a wrong password")),
        "Sign in",
    ),
    Screen("admin", "/password/", "forgotten password"),
    Screen("admin", "/password/", "refused forgotten password", 200, (("Email", "nobody"),), "Send the link"),
    Screen("harbour", "/report-a-problem/sent/", "form sent"),
    Screen("health", "/accessibility-statement/", "statement"),
    Screen("health", "/axe/types/guide/what-it-costs/", "part of a guide"),
    Screen("harbour", "/axe/types/guide/print/", "guide to print"),
)

# Likewise on the sites at the edge, of which everything below /axe/ is looked at too.
EXTREME_STATES = (
    *(
        Screen(name, path, kind, status)
        for name in NAMES
        for path, kind, status in (
            ("/", "homepage", 200),
            ("/no-such-page/", "not found", 404),
            ("/accessibility-statement/", "statement", 200),
        )
    ),
    Screen(LEAST, "/search/?q=zzzxqj", "no results"),
    Screen(LONG_WORDS, f"/search/?q={quote(LONG[0])}", "results"),
    Screen(LONG_WORDS, f"/search/?q={quote('zzzxqj' * 30)}", "no results"),
    Screen(
        "long-words", "/report-a-problem/", "form with mistakes", 422,
        (("Which page is it about?", LONG[0]), ("Your e-mail address", f"{LONG_EMAIL} {LONG[1]}")), "Send",
    ),
    Screen(LONG_WORDS, "/axe/guidepage/part-2/", "part of a guide"),
    Screen(LONG_WORDS, "/axe/guidepage/print/", "guide to print"),
    Screen(MANY, "/list/", "listing"),
    Screen(MANY, "/list/?page=5", "listing in the middle"),
    Screen(MANY, "/search/?q=permit&page=3", "results in the middle"),
    Screen(MANY, "/axe/guidepage/part-17/", "part of a guide"),
    Screen(MANY, "/axe/guidepage/print/", "guide to print"),
)  # fmt: skip


def pages_of(installation: Installation) -> list[Screen]:
    """All published pages that everybody may read, and those behind a password, with their types."""
    told = json.loads(installation.manage("shell", "-v", "0", "-c", _LIST).splitlines()[-1])
    return [Screen(host, path, kind) for host, path, kind in told]


def one_of_each(pages: list[Screen], *hosts: str) -> Iterator[Screen]:
    """The first page of each type on each of these hosts."""
    seen = set()
    for screen in pages:
        if screen.host in hosts and (screen.host, screen.kind) not in seen:
            seen.add((screen.host, screen.kind))
            yield screen


def extremes_of(pages: list[Screen]) -> list[Screen]:
    """Everything there is to look at on the sites at the edge."""
    below = [screen for screen in pages if screen.host in NAMES and screen.path.startswith("/axe/")]
    return [*below, *EXTREME_STATES]


def wear(installation: Installation, preset: str, *agencies: str) -> None:
    """Give the sites of these agencies a preset."""
    installation.manage("shell", "-v", "0", "-c", f"from tests.journeys.pages import wear; wear{(preset, *agencies)}")


def faults_of(page: Page, installation: Installation, screen: Screen, *, looks: Iterable[Look] = (LIGHT,)) -> list[str]:
    """What is wrong with a screen: what axe-core finds, a missing name or heading, words lost when zoomed.

    Of further looks than the first it asks what they can change: the dark the colours, a direction all but these.
    """
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    response = page.goto(installation.url(screen.host, screen.path))
    if screen.pressed:
        for label, words in screen.typed:
            page.get_by_label(label, exact=True).fill(words)
        page.locator("form").evaluate_all("forms => forms.forEach(form => { form.noValidate = true })")
        with page.expect_navigation() as answer:
            page.get_by_role("button", name=screen.pressed, exact=True).click()
        response = answer.value
    assert response is not None
    if response.status != screen.status:
        return [f"{screen.name}: answers {response.status}"]
    found = [f"{screen.name}: has no title"] if not page.title().strip() else []
    if page.get_by_role("heading", level=1).count() != 1:
        found.append(f"{screen.name}: has not one main heading")
    for number, (scheme, direction) in enumerate(looks):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        if direction:
            page.evaluate("direction => { document.documentElement.dir = direction }", direction)
        seen = axe_violations(page, of_colour=not direction if number else None)
        page.set_viewport_size({"width": ZOOMED, "height": 640})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > ZOOMED:
            seen.append(f"scrolls sideways at 400 % zoom: {wide} pixels")
        seen += [f"cuts off words at 400 % zoom: <{place}" for place in page.evaluate(_CUT_OFF)]
        found += [" ".join(filter(None, [scheme, direction, f"{screen.name}: {fault}"])) for fault in seen]
    return found
