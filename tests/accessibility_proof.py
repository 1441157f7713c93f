"""Proves in a browser that every page works for everybody, in every look, and keeps what it found.

``make accessibility`` runs it on an installation of its own with the demo: every published page in its site's own look,
in the light and in the dark; then one page of each type and one with every block in every preset, light, dark and from
right to left; and every state that is no page. Before it the journeys go through every block by keyboard, by screen
reader, without scripts and without styles (``journeys/test_every_way.py``). Accessibility statements quote the result,
``govcms/accessibility/proof.json``.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from tqdm import tqdm

from tests.chromium import ARGUMENTS, find_chromium
from tests.journeys.installation import Installation, environment, run_manage, running_installation
from tests.journeys.screens import STATES, Screen, faults_of, one_of_each, pages_of, wear
from tests.source_files import BASE_DIR

KEPT = BASE_DIR / "govcms" / "accessibility" / "proof.json"
AXE = BASE_DIR / "themes" / "frontend" / "node_modules" / "axe-core" / "package.json"
PRESETS = sorted(path.stem for path in (BASE_DIR / "themes" / "presets").glob("*.toml"))
# (screen, preset or nothing for the site's own, light or dark, direction or nothing for the page's own)
Look = tuple[Screen, str, str, str]


def looks(installation: Installation) -> Iterator[Look]:
    """Everything there is to look at, each preset after the other."""
    pages = pages_of(installation)
    for screen in [*pages, *STATES]:
        for scheme in ("light", "dark"):
            yield screen, "", scheme, ""
    worn = [*one_of_each(pages, "harbour"), *(screen for screen in pages if screen.path == "/axe/all-blocks/")]
    for preset in PRESETS:
        for screen in dict.fromkeys(screen for screen in worn if screen.host == "harbour"):
            for scheme in ("light", "dark"):
                yield screen, preset, scheme, ""
            yield screen, preset, "light", "rtl"


def prove(installation: Installation, browser: Browser) -> tuple[int, list[str]]:
    """How many screens were looked at, and what is wrong with any."""
    pages = {
        scheme: browser.new_context(color_scheme=scheme, reduced_motion="reduce").new_page()
        for scheme in ("light", "dark")
    }
    worn, faults = "", []
    todo = list(looks(installation))
    for screen, preset, scheme, direction in tqdm(todo, desc="Looking", unit="screen", disable=None):
        if preset and preset != worn:
            wear(installation, "harbour", preset)
            worn = preset
        found = faults_of(pages[scheme], installation, screen, direction=direction)
        faults += [f"{preset or 'own'} {scheme} {direction or 'as written'}: {fault}" for fault in found]
    return len(todo), faults


def rules_of(faults: list[str]) -> list[str]:
    """What the faults have in common, once each: the rule in axe-core's words, without the places."""
    return sorted({re.sub(r"\A.*?\): ", "", fault).split(": <")[0] for fault in faults})


def main() -> None:
    """Prove, print the faults, keep the result; ends with an error where there is a fault."""
    if find_chromium() is None:
        sys.exit("make accessibility: this needs Chromium.")
    with tempfile.TemporaryDirectory(prefix="govcms-proof-") as folder:
        data_dir = Path(folder)
        url = f"sqlite:///{data_dir / 'db.sqlite3'}"
        run_manage(environment(data_dir, 8000, url), "migrate", "-v", "0")
        with running_installation(data_dir, url) as installation, sync_playwright() as playwright:
            make = "from tests.journeys.pages import make; make('health', 'harbour')"
            installation.manage("shell", "-v", "0", "-c", make)
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
            screens, faults = prove(installation, browser)
            browser.close()
    for fault in faults:
        print(fault)  # noqa: T201 - it talks to the person at the keyboard
    kept = {
        "tested_on": date.today().isoformat(),
        "axe_version": json.loads(AXE.read_text(encoding="utf-8"))["version"],
        "screens": screens,
        "violations": rules_of(faults),
    }
    KEPT.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if faults:
        sys.exit(f"make accessibility: {len(faults)} faults on {screens} screens; kept for the statements.")
    print(f"{screens} screens, no fault; kept for the statements")  # noqa: T201


if __name__ == "__main__":
    main()
