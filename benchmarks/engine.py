"""One engine's half of bench_engines: run in a process of its own by ``benchmarks.start``."""

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from benchmarks.measuring import Server, report
from govcms.content.models import StandardPage
from search.engine import EngineUnavailable, SearchEngine, get_engine
from search.models import Entry
from search.query import SearchQuery
from search.rebuilding import rebuild
from tenants.models import Agency
from tenants.scope import tenant_scope

_PUBLICATIONS = 20
_FOUND_WITHIN_S = 30
_ASK_AGAIN_S = 0.005
# A server that has just made an index reads it from disk first.
_WARM_UP = 60


def main() -> None:
    """Make the index anew, ask it, tell it of new pages."""
    engine = get_engine()
    try:
        figures = rebuilding(engine)
        queries = queries_of(Path(sys.argv[2])) * int(sys.argv[3])
        server = Server(settings.BASE_HOST)
        figures |= asking("engine", lambda text: engine.search(SearchQuery(text=text)), queries)
        figures |= asking("page", lambda text: server.get("/search/", query=urlencode({"q": text})), queries)
        figures |= publishing(engine)
        report(entries=Entry.objects.count(), **figures)
    finally:
        remove_index()


def rebuilding(engine: SearchEngine) -> dict[str, float]:
    """Entries a second, by the clock and by this process's processor time; of a server that has made one already."""
    with engine.try_lock() as is_ours:
        if not is_ours:
            raise SystemExit("Another process is writing the index.")
        rebuild(engine)
        start, cpu_start = time.perf_counter(), time.process_time()
        written = rebuild(engine)
        taken_s, cpu_s = time.perf_counter() - start, time.process_time() - cpu_start
    return {"entries/s": round(written / taken_s), "entries/cpu s": round(written / cpu_s)}


def asking(name: str, ask: Callable[[str], Any], queries: list[str]) -> dict[str, float]:
    """Milliseconds of each question, one after the other; one that is given up counts with the time it took."""
    taken_ms = []
    for query in (*queries[:_WARM_UP], *queries):
        start = time.perf_counter()
        with suppress(EngineUnavailable):
            ask(query)
        taken_ms.append((time.perf_counter() - start) * 1000)
    del taken_ms[:_WARM_UP]
    return {f"{name} p50 ms": round(median(taken_ms), 1), f"{name} p95 ms": round(quantiles(taken_ms, n=20)[-1], 1)}


def publishing(engine: SearchEngine) -> dict[str, float]:
    """Milliseconds of publishing a page, and from then on until a search finds it."""
    agency = Agency.objects.filter(sites__isnull=False).exclude(key="platform").order_by("key")[0]
    publish_ms, found_ms = [], []
    with tenant_scope(agency):
        home = agency.sites.order_by("pk")[0].site.root_page
        for number in range(_PUBLICATIONS):
            word = f"zebra{'abcdefghijklmnopqrstuvwxyz'[number]}crossing"
            revision = home.add_child(instance=StandardPage(title=word, live=False)).save_revision()
            start = time.perf_counter()
            revision.publish()
            published = time.perf_counter()
            while not is_found(engine, word):
                if time.perf_counter() - published > _FOUND_WITHIN_S:
                    raise SystemExit(f"{word} was not found within {_FOUND_WITHIN_S} s.")
                time.sleep(_ASK_AGAIN_S)
            publish_ms.append((published - start) * 1000)
            found_ms.append((time.perf_counter() - published) * 1000)
    return {
        "publish ms": round(median(publish_ms)),
        "found ms": round(median(found_ms), 1),
        "found longest ms": round(max(found_ms), 1),
    }


def is_found(engine: SearchEngine, word: str) -> bool:
    """Whether a search has a hit; one that is given up has none."""
    with suppress(EngineUnavailable):
        return engine.search(SearchQuery(text=word)).total > 0
    return False


def queries_of(path: Path) -> list[str]:
    """The first column."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.partition("\t")[0] for line in lines if line.strip() and not line.startswith("#")]


def remove_index() -> None:
    """Leave nothing on the server; what is embedded goes with its folder."""
    if settings.ELASTICSEARCH is None:
        return
    from elasticsearch import Elasticsearch

    indices = Elasticsearch(**settings.ELASTICSEARCH).indices
    # By their names: servers refuse to delete by a pattern.
    for index in indices.get(index=f"{settings.SEARCH_INDEX}-form*").body:
        indices.delete(index=index)
