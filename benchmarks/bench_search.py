"""How fast pages are loaded, found and found again, and how good the answers are.

    .venv/bin/python -m benchmarks.bench_search [--corpora FOLDER] [--rounds 5]

``FOLDER`` holds dev.jsonl.gz, dev-queries.tsv and score.py; without it the benchmark says so and measures nothing.
Goals: 80 pages a second, nDCG@10 of 0.66, 20 ms at the 95th percentile through HTTP, found 1 s after publishing.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

_BASE_DIR = Path(__file__).resolve().parent.parent
_CORPORA = _BASE_DIR.parent / "shared" / "corpora"
_PORT = 18473
_PUBLICATIONS = 20


def main() -> None:
    """Measure in a new folder; in processes of their own what needs Django, in the folder the environment names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=_CORPORA)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--publish", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--cpu", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.publish:
        publish_and_find()
        return
    if options.cpu:
        cpu_times(queries_of(options.corpora), rounds=options.rounds)
        return
    if not (options.corpora / "dev.jsonl.gz").exists():
        print(f"There is no corpus in {options.corpora}; name its folder with --corpora.")
        return
    with tempfile.TemporaryDirectory(prefix="govcms-bench-") as folder:
        os.environ.update(
            DATA_DIR=folder,
            DATABASE_URL="",
            BASE_HOST="localhost",
            PORT=str(_PORT),
            LOG_LEVEL="error",
            DJANGO_SETTINGS_MODULE="benchmarks.settings",
        )
        manage("migrate", "--verbosity=0")
        load_and_score(options.corpora, Path(folder))
        manage("launch_site", "--agency=platform", "--name=Portal", "--host=localhost", "--template=portal", "--live")
        again = [sys.executable, "-m", "benchmarks.bench_search", f"--corpora={options.corpora}"]
        subprocess.run([*again, f"--rounds={options.rounds}", "--cpu"], check=True)
        with served():
            ask(queries_of(options.corpora), rounds=options.rounds)
            subprocess.run([*again, "--publish"], check=True)


def load_and_score(corpora: Path, folder: Path) -> None:
    """Time load_corpus, once and again, and score the answers to the queries."""
    start = time.monotonic()
    last_line = manage("load_corpus", str(corpora / "dev.jsonl.gz")).splitlines()[-1]
    taken_s = time.monotonic() - start
    pages = int(last_line.split()[0])
    print(f"load_corpus: {pages} pages in {taken_s:.0f} s, index included: {pages / taken_s:.0f} pages/s")
    start = time.monotonic()
    manage("load_corpus", str(corpora / "dev.jsonl.gz"))
    print(f"load_corpus again, nothing changed: {time.monotonic() - start:.0f} s")
    run = folder / "run.tsv"
    manage("search_run", str(corpora / "dev-queries.tsv"), "--out", str(run))
    score = [sys.executable, str(corpora / "score.py"), str(run), str(corpora / "dev-queries.tsv"), "--by-kind"]
    print(subprocess.run(score, check=True, capture_output=True, text=True).stdout.rstrip())


def ask(queries: list[str], *, rounds: int) -> None:
    """Time the page of results through HTTP, as one visitor after the other."""
    for name, host in (("portal", "localhost"), ("one site", "mse.localhost")):
        get = getter(host)
        for query in queries[:5]:
            get(query)
        taken_ms = sorted(timed_ms(get, query) for _ in range(rounds) for query in queries)
        p95 = taken_ms[int(len(taken_ms) * 0.95)]
        print(
            f"results page, {name}: p50 {statistics.median(taken_ms):.1f} ms, p95 {p95:.1f} ms ({len(taken_ms)} asked)"
        )


def cpu_times(queries: list[str], *, rounds: int) -> None:
    """Print what the page of results takes of the processor, without a socket, in this process.

    On a busy machine this says more about the code than the time that passes.
    """
    import django

    django.setup()
    from benchmarks.measuring import Server

    for name, host in (("portal", "localhost"), ("one site", "mse.localhost")):
        server = Server(host)
        server.get("/search/", query="q=ready")
        taken_ms = []
        for query in queries * rounds:
            start = time.process_time()
            server.get("/search/", query=urlencode({"q": query}))
            taken_ms.append((time.process_time() - start) * 1000)
        p95 = sorted(taken_ms)[int(len(taken_ms) * 0.95)]
        print(
            f"results page, {name}, processor alone: p50 {statistics.median(taken_ms):.1f} ms, p95 {p95:.1f} ms; "
            f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
        )


def publish_and_find() -> None:
    """Publish pages one by one, each until the server finds it."""
    import django

    django.setup()
    from govcms.content.models import StandardPage
    from tenants.models import Agency
    from tenants.scope import tenant_scope

    agency = Agency.objects.get(key="mse")
    get = getter("localhost")
    taken_ms, publishing_ms = [], []
    with tenant_scope(agency):
        home = agency.sites.get().site.root_page
        for number in range(_PUBLICATIONS):
            word = f"zebra{'abcdefghijklmnopqrstuvwxyz'[number]}crossing"
            page = home.add_child(instance=StandardPage(title=word, live=False))
            revision = page.save_revision()
            start = time.monotonic()
            revision.publish()
            published = time.monotonic()
            publishing_ms.append((published - start) * 1000)
            while b"search-result__link" not in get(word):
                if time.monotonic() - published > 30:
                    sys.exit("A published page was not found within 30 s.")
            taken_ms.append((time.monotonic() - published) * 1000)
    print(f"publishing, index included: median {statistics.median(publishing_ms):.0f} ms")
    print(f"published -> found: median {statistics.median(taken_ms):.0f} ms, longest {max(taken_ms):.0f} ms")


def manage(*words: str) -> str:
    """What a management command says."""
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(command, check=True, cwd=_BASE_DIR, stdout=subprocess.PIPE, text=True).stdout


def queries_of(corpora: Path) -> list[str]:
    """The first column."""
    lines = (corpora / "dev-queries.tsv").read_text(encoding="utf-8").splitlines()
    return [line.partition("\t")[0] for line in lines if line.strip() and not line.startswith("#")]


def getter(host: str) -> Callable[[str], bytes]:
    """A visitor at a host who asks over one connection."""
    connection = HTTPConnection("127.0.0.1", _PORT, timeout=60)

    def get(query: str) -> bytes:
        connection.request("GET", f"/search/?{urlencode({'q': query})}", headers={"Host": f"{host}:{_PORT}"})
        response = connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"{query} answers {response.status}.")
        return body

    return get


def timed_ms(get: Callable[[str], bytes], query: str) -> float:
    """How long an answer takes."""
    start = time.perf_counter()
    get(query)
    return (time.perf_counter() - start) * 1000


@contextmanager
def served() -> Iterator[None]:
    """The platform behind its server, one process, until the end of the block."""
    granian = [
        str(Path(sys.executable).with_name("granian")),
        "--interface=wsgi",
        f"--port={_PORT}",
        "--log-level=error",
    ]
    server = subprocess.Popen([*granian, "govcms.wsgi:application"], cwd=_BASE_DIR)
    try:
        for _ in range(300):
            try:
                getter("localhost")("ready")
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
