"""Every screen that readers can come to: what accessibility is proven on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.journeys.axe import axe_violations
from tests.journeys.installation import Installation

# 1280 pixels at 400 % zoom.
ZOOMED = 320

_LIST = "from tests.journeys.pages import list_pages; list_pages()"


@dataclass(frozen=True, slots=True)
class Screen:
    """Something at an address, and what it is."""

    host: str
    path: str
    kind: str
    status: int = 200

    @property
    def name(self) -> str:
        """How a failure names it."""
        return f"{self.host or 'portal'}{self.path} ({self.kind})"


# What is no page, or a page in another state than that in which it begins.
STATES = (
    Screen("", "/search/?q=parking", "results"),
    Screen("harbour", "/search/?q=parking", "results"),
    Screen("health", "/search/?q=zzzxqj", "no results"),
    Screen("health", "/search/", "empty search"),
    Screen("health", "/no-such-page/", "not found", 404),
    Screen("harbour", "/no-such-page/", "not found", 404),
    Screen("harbour", "/news/?topic=home", "filtered listing"),
    Screen("health", "/report-a-problem/", "form"),
    Screen("harbour", "/report-a-problem/sent/", "form sent"),
    Screen("health", "/accessibility-statement/", "statement"),
    Screen("health", "/axe/types/guide/what-it-costs/", "part of a guide"),
    Screen("harbour", "/axe/types/guide/print/", "guide to print"),
)


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


def wear(installation: Installation, agency: str, preset: str) -> None:
    """Give the sites of an agency a preset."""
    installation.manage(
        "shell", "-v", "0", "-c", f"from tests.journeys.pages import wear; wear('{agency}', '{preset}')"
    )


def faults_of(page: Page, installation: Installation, screen: Screen, *, direction: str = "") -> list[str]:
    """What is wrong with a screen: what axe-core finds, a missing name or heading, scrolling sideways when zoomed."""
    page.set_viewport_size({"width": 1280, "height": 900})
    response = page.goto(installation.url(screen.host, screen.path))
    assert response is not None
    if response.status != screen.status:
        return [f"{screen.name}: answers {response.status}"]
    if direction:
        page.evaluate("direction => { document.documentElement.dir = direction }", direction)
    found = axe_violations(page)
    if not page.title().strip():
        found.append("has no title")
    if page.get_by_role("heading", level=1).count() != 1:
        found.append("has not one main heading")
    page.set_viewport_size({"width": ZOOMED, "height": 640})
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > ZOOMED:
        found.append(f"scrolls sideways at 400 % zoom: {wide} pixels")
    return [f"{screen.name}: {fault}" for fault in found]
