"""How long ``launch_site`` takes for a site of 30 pages, and how many pages a second the bulk writer writes.

    .venv/bin/python -m benchmarks.bench_launch [--launches 20] [--pages 2000]

Goals: 500 ms a launch, 80 pages a second. SQLite in a new folder; also PostgreSQL, in a new database beside the
one it names, where DATABASE_URL is set.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from urllib.parse import urlsplit, urlunsplit

_GOAL_LAUNCH_MS = 500
_GOAL_PAGES_PER_S = 80
_SITE_PAGES = 30


def main() -> None:
    """Measure each database in a process of its own, since settings are read once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--launches", type=int, default=20)
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--measure", metavar="NAME", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.measure, launches=options.launches, pages=options.pages)
        return
    sizes = [f"--launches={options.launches}", f"--pages={options.pages}"]
    run("SQLite", sizes, database_url="")
    if server := os.environ.get("DATABASE_URL"):
        with new_database(server) as database_url:
            run("PostgreSQL", sizes, database_url=database_url)


def run(name: str, sizes: list[str], *, database_url: str) -> None:
    """Measure in a new folder with a migrated database."""
    with tempfile.TemporaryDirectory(prefix="govcms-bench-") as folder:
        environment = {
            **os.environ,
            "DATA_DIR": folder,
            "DATABASE_URL": database_url,
            "BASE_HOST": "gov.test",
            "LOG_LEVEL": "error",
            "DJANGO_SETTINGS_MODULE": "govcms.settings.production",
        }
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
        subprocess.run(migrate, check=True, env=environment)
        again = [sys.executable, "-m", "benchmarks.bench_launch", f"--measure={name}", *sizes]
        subprocess.run(again, check=True, env=environment)


@contextmanager
def new_database(server: str) -> Iterator[str]:
    """A database beside the one that ``server`` names, gone afterwards."""
    import psycopg2

    name = f"govcms_bench_{os.getpid()}"
    connection = psycopg2.connect(server)
    connection.autocommit = True
    try:
        connection.cursor().execute(f"CREATE DATABASE {name}")
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        connection.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        connection.close()


def measure(name: str, *, launches: int, pages: int) -> None:
    """Print the figures of the database that the settings name."""
    import django

    django.setup()

    from tenants.actions import create_agency

    template = site_of_thirty_pages()
    measured = [launch_once(template, number) for number in range(launches + 1)]
    # The first one also fills Django's caches of types and permissions, as any process does once.
    first, *others = [milliseconds for milliseconds, _ in measured]
    cpu = statistics.median(cpu_milliseconds for _, cpu_milliseconds in measured[1:])
    ninetieth = statistics.quantiles(others, n=10)[-1] if len(others) > 1 else others[0]
    print(
        f"{name}: launch_site of {_SITE_PAGES} pages: median {statistics.median(others):.0f} ms, "
        f"p90 {ninetieth:.0f} ms, CPU of this process {cpu:.0f} ms, "
        f"first in a process {first:.0f} ms (goal {_GOAL_LAUNCH_MS} ms)"
    )
    statements, commits = round_trips(template, launches + 1)
    print(
        f"{name}: {statements} statements and {commits} commits a launch; "
        f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    )
    agency = create_agency(key="many", name="Many pages")
    print(f"{name}: write_pages: {pages_per_second(agency, pages):.0f} pages/s (goal {_GOAL_PAGES_PER_S})")


def launch_once(template: Any, number: int) -> tuple[float, float]:
    """The milliseconds of one launch into an agency that exists, publishing included, and those on the CPU.

    On a busy machine only the second number says something about the code.
    """
    agency = new_agency(number)
    began, cpu_began = time.perf_counter(), time.process_time()
    launch(agency, template)
    return (time.perf_counter() - began) * 1_000, (time.process_time() - cpu_began) * 1_000


def new_agency(number: int) -> Any:
    """An agency without a site."""
    from tenants.actions import create_agency

    return create_agency(key=f"agency-{number}", name=f"Agency {number}")


def launch(agency: Any, template: Any) -> None:
    """Give it its site, live."""
    from tenants.actions import launch_site

    launch_site(agency=agency, name=agency.name, host=f"{agency.key}.gov.test", template=template, preset="", live=True)


def round_trips(template: Any, number: int) -> tuple[int, int]:
    """How many statements and how many commits one launch takes: what waits for the network and for the disk."""
    from django.db import connection

    statements: list[str] = []
    commits: list[int] = []
    # Of the database itself: every commit of Django's passes here.
    wrapper: Any = connection
    commit = wrapper._commit

    def count(run: Any, sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return run(sql, *rest)

    def counted_commit() -> None:
        commits.append(1)
        commit()

    agency = new_agency(number)
    wrapper._commit = counted_commit
    try:
        with connection.execute_wrapper(count):
            launch(agency, template)
    finally:
        del wrapper._commit
    return len(statements), len(commits)


def pages_per_second(agency: Any, number: int) -> float:
    """How fast pages with eight blocks are written below one parent."""
    from govcms.content.models import StandardPage
    from govcms.content.site_content.blocks import stored_form
    from govcms.pages.bulk import NewPage, write_pages

    block = StandardPage._meta.get_field("body").stream_block
    new = [NewPage(StandardPage(title=f"Page {i}", body=stored_form(block, body()[:8]))) for i in range(number)]
    began = time.perf_counter()
    write_pages(parent=agency.root_page, pages=new)
    return number / (time.perf_counter() - began)


def site_of_thirty_pages() -> Any:
    """A site template of 30 pages of three types, 15 blocks each, that refer to each other."""
    from govcms.content.site_content import FileSiteTemplate, SiteContent

    pages: dict[str, dict[str, Any]] = {"/": {"type": "home", "title": "{agency}", "body": body("/services/")}}
    pages["/services/"] = {"type": "listing", "title": "Services", "body": body("/")}
    pages["/news/"] = {"type": "listing", "title": "News", "body": body("/")}
    for number in range(17):
        pages[f"/services/service-{number}/"] = {"title": f"Service {number}", "body": body("/services/")}
    for number in range(10):
        path = f"/news/news-{number}/"
        pages[path] = {
            "type": "news",
            "title": f"News {number}",
            "date": date(2026, 1, 1 + number),
            "body": body("/news/"),
        }
    menu = [{"title": "Services", "page": "/services/"}, {"title": "News", "page": "/news/"}]
    content = SiteContent(name="Thirty", preset="civic", menu=menu, footer=menu, pages=pages)
    return FileSiteTemplate("thirty", content)


def body(linked: str = "") -> list[dict[str, Any]]:
    """Fifteen blocks, five of them with a link to the page at ``linked``."""
    words = "You can apply if you have lived here for two years; it is free and takes ten minutes. " * 4
    link = f'<a linktype="page" id="@page:{linked}">Read on</a>' if linked else ""
    cards = [{"title": f"Card {number}", **({"page": f"@page:{linked}"} if linked else {})} for number in range(3)]
    group: list[dict[str, Any]] = [
        {"type": "heading", "value": {"text": "Who can apply", "level": "h2"}},
        {"type": "rich_text", "value": f"<p>{words}{link}</p>"},
        {"type": "callout", "value": {"tone": "information", "title": "Note", "text": f"<p>{words[:90]}</p>"}},
    ]
    accordion = {"sections": [{"heading": f"Question {number}", "text": f"<p>{words}</p>"} for number in range(3)]}
    return [
        *group * 4,
        {"type": "accordion", "value": accordion},
        {"type": "card_grid", "value": {"cards": cards}},
        {"type": "rich_text", "value": f"<p>{words}</p>"},
    ]


if __name__ == "__main__":
    main()
