"""The installation's half of bench_scale: run in a process of its own by ``benchmarks.start``."""

import sys
import time
from collections.abc import Iterator
from importlib import import_module
from statistics import median, quantiles
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.test import Client

from benchmarks.measuring import report
from govcms.content.models import ListingPage, StandardPage
from govcms.content.site_content.scale import EDITOR, PLATFORM_ADMIN, STAFF, key_of
from govcms.identity.models import User
from govcms.pages.models import Page
from tenants.guard import AdminGuardMiddleware
from tenants.models import PLATFORM_KEY, Agency


class Screen(NamedTuple):
    """Who asks for what, where."""

    person: str
    name: str
    host: str
    path: str


def screens() -> Iterator[Screen]:
    """The screens of a working day, for each of the three."""
    for person, key in ((EDITOR, key_of(1)), (STAFF, key_of(1)), (PLATFORM_ADMIN, PLATFORM_KEY)):
        agency = Agency.objects.get(key=key)
        # The platform has no site here, so its tree begins and ends with its root.
        top = Page.objects.filter(agency=agency, depth__lte=3).order_by("-depth").first()
        paths = {
            "dashboard": "/admin/",
            "explorer": f"/admin/pages/{top.pk}/",
            "page chooser": "/admin/choose-page/",
            "search in the page chooser": "/admin/choose-page/search/?q=garden",
            "page search": "/admin/pages/search/?q=garden",
            "report of aging pages": "/admin/reports/aging-pages/",
        }
        page = StandardPage.objects.filter(agency=agency).order_by("pk").first()
        if page is not None:
            listing = ListingPage.objects.filter(agency=agency).order_by("pk")[0]
            paths |= {
                "explorer of a section": f"/admin/pages/{listing.pk}/",
                "page chooser in a section": f"/admin/choose-page/{listing.pk}/",
                "page edit": f"/admin/pages/{page.pk}/edit/",
                "page history": f"/admin/pages/{page.pk}/history/",
            }
        if person == STAFF:
            # Who works in one agency is led there at once.
            yield Screen(person, "list of her agencies", f"admin.{settings.BASE_HOST}", "/")
        for name, path in paths.items():
            yield Screen(person, name, f"{key}.admin.{settings.BASE_HOST}", path)


def measure(screen: Screen, rounds: int) -> dict[str, Any]:
    """SQL statements and times of one screen."""
    client = Client(headers={"host": screen.host})
    client.force_login(User.objects.get(email=screen.person))
    statements: list[str] = []

    def count(run: Any, sql: str, *rest: Any) -> Any:
        """Note the statement and pass it on."""
        statements.append(sql)
        return run(sql, *rest)

    def ask() -> None:
        response = client.get(screen.path)
        if response.status_code != 200:
            raise RuntimeError(f"{screen} answers {response.status_code}.")
        b"".join(response)  # What is rendered late counts too.

    ask()
    with connection.execute_wrapper(count):
        ask()
    taken, cpu = [], []
    for _ in range(rounds):
        start, cpu_start = time.perf_counter(), time.process_time()
        ask()
        taken.append((time.perf_counter() - start) * 1000)
        cpu.append((time.process_time() - cpu_start) * 1000)
    return {
        "statements": len(statements),
        "p50": round(median(taken)),
        "p95": round(quantiles(taken, n=20)[-1]),
        "cpu50": round(median(cpu)),
        "cpu95": round(quantiles(cpu, n=20)[-1]),
    }


def guard_times() -> list[float]:
    """A list that fills with the milliseconds that the guard takes of each request."""
    taken: list[float] = []
    process_view: Any = AdminGuardMiddleware.process_view

    def timed(*args: Any) -> None:
        start = time.process_time()
        try:
            process_view(*args)
        finally:
            taken.append((time.process_time() - start) * 1000)

    setattr(AdminGuardMiddleware, "process_view", timed)  # noqa: B010  # as an assignment it is an error of types
    return taken


def main() -> None:
    """Ask for each screen and report."""
    # As the web server's processes are.
    import_module("govcms.wsgi")
    rounds = int(sys.argv[2])
    guarding = guard_times()
    figures = {f"{screen.person.partition('@')[0]}: {screen.name}": measure(screen, rounds) for screen in screens()}
    size = {"database": connection.vendor, "agencies": Agency.objects.count(), "pages": Page.objects.count()}
    report(size=size, guard_ms=round(median(guarding), 3), screens=figures)
