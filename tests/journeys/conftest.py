"""Fixtures of the journeys: a running installation and a browser.

Nothing here touches the test database: what a journey needs is made through the browser, or with
``installation.manage(…)``.
"""

import os
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.chromium import ARGUMENTS, find_chromium
from tests.database import migrated_database
from tests.journeys.installation import Account, Installation, running_installation

WINDOW = {"width": 1280, "height": 900}
# A machine that runs everything else beside the browser takes its time.
PATIENCE_MS = 20_000
expect.set_options(timeout=PATIENCE_MS)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the journeys, and keep them in one process: two installations and browsers would fight for two cores."""
    for item in items:
        if "installation" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="session")
def installation(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """One running installation with the demo, shared by all journeys: each uses pages and names of its own."""
    folder = tmp_path_factory.mktemp("installation")
    with (
        migrated_database(folder, django_db_blocker) as database,
        running_installation(folder, database.url) as running,
    ):
        # The worker would draw for minutes, beside browser and tests, what tests of media draw in small.
        running.manage("shell", "-v", "0", "-c", "from tests.journeys.pages import leave_undrawn; leave_undrawn()")
        yield running


@pytest.fixture(scope="session")
def special_pages(installation: Installation) -> None:
    """Pages that the demo lacks, all blocks, withdrawn, behind a password; and a site that wears what it is given."""
    make = (
        "from tests.journeys.pages import make, open_wardrobe; open_wardrobe(); make('health', 'harbour', 'wardrobe')"
    )
    installation.manage("shell", "-v", "0", "-c", make)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium without a window."""
    # Playwright keeps an event loop in this thread, in which Django would refuse every query of later tests.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Open pages that share no cookies: each is another person's browser.

    ``new_page(width=360, height=740)`` is a telephone, ``java_script_enabled=False`` runs no scripts,
    ``color_scheme="dark"`` prefers the dark. A page whose
    content policy refused something, or that threw an error in a script, fails the test.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(*, java_script_enabled: bool = True, color_scheme: Any = "light", **window: Any) -> Page:
        context = browser.new_context(
            viewport={**WINDOW, **window},
            locale="en-GB",
            reduced_motion="reduce",
            color_scheme=color_scheme,
            java_script_enabled=java_script_enabled,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda message: _note_refusal(complaints, page, message.text))
        return page

    yield open_page
    if getattr(request.node, "journey_failed", False):
        _take_pictures(contexts, request.node.name)
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """One person's browser at the size of a desktop."""
    return new_page()


@pytest.fixture
def sign_in(installation: Installation) -> Callable[[Page, Account], None]:
    """Sign somebody in by the form; the page is then where the platform sends them."""

    def fill_in(page: Page, account: Account) -> None:
        page.goto(installation.url("admin", "/admin/login/"))
        page.locator("input[type=email], input[name=username]").first.fill(account.email)
        page.locator("input[type=password]").fill(account.password)
        page.locator("button[type=submit], input[type=submit]").first.click()
        page.wait_for_url(re.compile(r"^(?!.*/login/)"))

    return fill_in


def _note_refusal(complaints: list[str], page: Page, text: str) -> None:
    if "Content Security Policy" in text:
        complaints.append(f"{page.url}: {text}")


def _take_pictures(contexts: list[BrowserContext], name: str) -> None:
    folder = settings.BASE_DIR / "var" / "test" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(page for context in contexts for page in context.pages):
        page.screenshot(path=folder / f"{re.sub(r'[^a-z0-9_]+', '-', name)}-{number}.png", full_page=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Let ``new_page`` know that the test failed, while its pages are still open."""
    report: Any = yield
    if report.when == "call" and report.failed:
        item.journey_failed = True  # type: ignore[attr-defined]
    return report
