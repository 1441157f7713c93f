"""One database's half of bench_database: run in a process of its own by ``benchmarks.start``."""

import time
from collections.abc import Callable
from statistics import median, quantiles

from django.core.management import call_command

from benchmarks.measuring import Server, count_queries, report
from benchmarks.platform_page import PATH, build, cold_queries
from govcms.content.bodies import forget_bodies
from govcms.content.chrome import forget_chromes
from tenants.addresses import address_map

_TIMES = 200


def forget_everything() -> None:
    """As a process that has just started."""
    forget_bodies()
    forget_chromes()
    address_map.forget()


def times_ms(server: Server, before: Callable[[], None]) -> tuple[float, float]:
    """Median and 95th percentile of the time that passes for a page; the database works in another process."""
    taken = []
    for _ in range(_TIMES):
        before()
        start = time.perf_counter()
        server.get(PATH)
        taken.append((time.perf_counter() - start) * 1000)
    return round(median(taken), 2), round(quantiles(taken, n=20)[-1], 2)


def main() -> None:
    """Build a page and ask for it."""
    call_command("migrate", verbosity=0)
    _agency, agency_site, _linked = build()
    server = Server(agency_site.site.hostname)
    server.get(PATH)
    figures: dict[str, float] = {
        "statements": count_queries(server, PATH),
        "statements, nothing remembered": cold_queries(server),
    }
    for name, before in {
        "page": lambda: None,
        "page drawn anew": forget_bodies,
        "page, nothing remembered": forget_everything,
    }.items():
        figures[f"{name}, median ms"], figures[f"{name}, p95 ms"] = times_ms(server, before)
    report(**figures)
