"""Proves in a browser that every page works for everybody, in every look, and keeps what it found.

``make accessibility`` runs it on an installation of its own with the demo: every published page in its site's own look,
in the light and in the dark; then one page of each type, one with every block, and the sites at the edge
(``tests/content/extremes.py``) in every preset, light, dark and from right to left; and every state that is no page.
Before it the journeys go through every block by keyboard, by screen reader, without scripts and without styles
(``journeys/test_every_way.py``). Accessibility statements quote the result, ``govcms/accessibility/proof.json``.
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
from tests.content.words_of_extremes import NAMES
from tests.journeys.installation import Installation, environment, run_manage, running_installation
from tests.journeys.screens import (
    DARK,
    LIGHT,
    STATES,
    TURNED,
    Look,
    Screen,
    extremes_of,
    faults_of,
    one_of_each,
    pages_of,
    wear,
)
from tests.source_files import BASE_DIR

KEPT = BASE_DIR / "govcms" / "accessibility" / "proof.json"
AXE = BASE_DIR / "themes" / "frontend" / "node_modules" / "axe-core" / "package.json"
# Beside everything else that a machine does.
PATIENCE_MS = 90_000
PRESETS = sorted(path.stem for path in (BASE_DIR / "themes" / "presets").glob("*.toml"))
# A screen, the preset or nothing for the site's own, and the looks it is seen in.
Sight = tuple[Screen, str, tuple[Look, ...]]


def sights(installation: Installation) -> Iterator[Sight]:
    """Everything there is to look at, each preset after the other."""
    pages = pages_of(installation)
    demo = [screen for screen in pages if screen.host not in NAMES]
    for screen in [*demo, *STATES]:
        yield screen, "", (LIGHT, DARK)
    worn = [*one_of_each(demo, "harbour"), *(screen for screen in demo if screen.path == "/axe/all-blocks/")]
    shown = [*(screen for screen in worn if screen.host == "harbour"), *extremes_of(pages)]
    for preset in PRESETS:
        for screen in dict.fromkeys(shown):
            yield screen, preset, (LIGHT, DARK, TURNED)


def prove(installation: Installation, browser: Browser) -> tuple[int, list[str]]:
    """How many screens were looked at, and what is wrong with any."""
    page = browser.new_context(reduced_motion="reduce").new_page()
    page.set_default_timeout(PATIENCE_MS)
    worn, faults = "", []
    todo = list(sights(installation))
    for screen, preset, looks in tqdm(todo, desc="Looking", unit="page", disable=None):
        if preset != worn:
            wear(installation, preset, "harbour", *NAMES)
            worn = preset
        for fault in faults_of(page, installation, screen, looks=looks):
            tqdm.write(f"{preset or 'own'}: {fault}", file=sys.stdout)
            faults.append(fault)
    return sum(len(looks) for _screen, _preset, looks in todo), faults


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
            for module, names in (("pages", ("health", "harbour")), ("extreme_sites", NAMES)):
                make = f"from tests.journeys.{module} import make; make{names}"
                installation.manage("shell", "-v", "0", "-c", make)
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
            screens, faults = prove(installation, browser)
            browser.close()
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
