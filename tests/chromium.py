"""Chromium for the journeys: the machine's own, since nothing downloads one."""

import shutil

# No request of the browser's own leaves the machine, and the hosts of tests are this machine.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP localhost 127.0.0.1, MAP *.localhost 127.0.0.1, MAP gov.test 127.0.0.1,"
    " MAP *.gov.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


def find_chromium() -> str | None:
    """The path of Chromium or Chrome; None where there is none."""
    names = ["chromium", "chromium-browser", "google-chrome"]
    return next((path for name in names if (path := shutil.which(name))), None)
