"""The demo's pages in Chromium as a cheap telephone on a slow network sees them: first text, largest element, bytes.

Run: ``python -m benchmarks.bench_slow_phone``. A running installation with the demo is made for it, and removed again.
The network is Chromium's own brake: 250 kbit/s and 300 ms to and fro, as 2G gives near the edge of a cell; the
processor is slowed six times, as Lighthouse does for a low-end telephone. Goal: the first text within five seconds.
"""

import json
import os
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.chromium import ARGUMENTS, find_chromium
from tests.journeys.installation import environment, run_manage, running_installation

PAGES = {
    "home": ("harbour", "/"),
    "standard": ("harbour", "/services/parking/"),
    "listing": ("health", "/news/"),
    "search": ("", "/search/?q=parking"),
}
BITS_PER_S = 250_000
ROUND_TRIP_MS = 300
SLOWER = 6
TIMES = 3
# What a page tells of itself: when the first words were painted, the largest thing, how much jumped about.
_TIMES = """() => new Promise(resolve => {
    const told = {first: 0, largest: 0, shift: 0};
    const watch = (type, note) =>
        new PerformanceObserver(list => list.getEntries().forEach(note)).observe({type, buffered: true});
    watch('largest-contentful-paint', entry => { told.largest = entry.startTime });
    watch('layout-shift', entry => { told.shift += entry.value });
    watch('paint', entry => {
        if (entry.name !== 'first-contentful-paint') return;
        told.first = entry.startTime;
        setTimeout(() => resolve(told), 500);
    });
})"""


def visit(browser: Browser, address: str, *, slow: bool) -> dict[str, float]:
    """One visit with an empty cache; times in milliseconds."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, device_scale_factor=2)
    page = context.new_page()
    page.set_default_timeout(120_000)
    session = context.new_cdp_session(page)
    received: list[float] = []
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    if slow:
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        per_s = BITS_PER_S / 8
        conditions = {
            "offline": False,
            "latency": ROUND_TRIP_MS,
            "downloadThroughput": per_s,
            "uploadThroughput": per_s,
        }
        session.send("Network.emulateNetworkConditions", conditions)
    page.goto(address, wait_until="load")
    told: dict[str, float] = page.evaluate(_TIMES)
    context.close()
    return {**told, "bytes": sum(received)}


def measure() -> dict[str, Any]:
    """The medians of each page, and how much slower the telephone is than this machine."""
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="govcms-bench-") as folder:
        data_dir = Path(folder)
        url = f"sqlite:///{data_dir / 'db.sqlite3'}"
        run_manage(environment(data_dir, 0, url) | {"PORT": "8000"}, "migrate", "-v", "0")
        with running_installation(data_dir, url) as installation, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
            for name, (host, path) in PAGES.items():
                address = installation.url(host, path)
                # The first of all draws what the server has not drawn yet.
                visit(browser, address, slow=False)
                fast = [visit(browser, address, slow=False) for _ in range(TIMES)]
                slow = [visit(browser, address, slow=True) for _ in range(TIMES)]
                first = median(it["first"] for it in slow)
                figures[name] = {
                    "first text s": round(first / 1000, 2),
                    "largest element s": round(median(it["largest"] for it in slow) / 1000, 2),
                    "layout shift": round(max(it["shift"] for it in slow), 3),
                    "kilobytes": round(median(it["bytes"] for it in slow) / 1024, 1),
                    "first text / on this machine": round(first / median(it["first"] for it in fast), 1),
                }
            browser.close()
    return figures


def main() -> None:
    """Print the figures."""
    if find_chromium() is None:
        sys.exit("This benchmark needs Chromium.")
    print(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(json.dumps(measure(), indent=2))


if __name__ == "__main__":
    main()
