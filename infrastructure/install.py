"""Set the platform up in this folder: packages, CSS, database, static files.

Every step is skipped while what it was made from is unchanged, so a second run takes seconds and needs no
network. Only the standard library is used, and no syntax newer than Python 3.8: an old interpreter must get as
far as saying that it is too old.
"""

from __future__ import annotations

import argparse
import errno
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Iterable

BASE_DIR = Path(__file__).resolve().parent.parent
VENV_DIR = BASE_DIR / ".venv"
BIN_DIR = VENV_DIR / "bin"
FRONTEND_DIR = BASE_DIR / "themes" / "frontend"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 18
LAST_LINES = 15
FULL = (errno.ENOSPC, errno.EDQUOT)

_DISK_FULL = re.compile(r"No space left on device|ENOSPC|database or disk is full|Disk quota exceeded")
_NO_NETWORK = re.compile(
    r"Temporary failure in name resolution|Name or service not known|NewConnectionError|NameResolutionError"
    r"|ConnectTimeoutError|ProxyError|Network is unreachable|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH"
    # Debian's packages and Maven Central.
    r"|Temporary failure resolving|Failed to fetch|UnknownHostException|Could not transfer artifact"
)
# PostgreSQL's own words on an address, a password or a name that is wrong.
_REFUSED = re.compile(r"OperationalError: connection to server .* failed: (?:FATAL: +)?(.+)")


class SetupFailed(Exception):
    """A step failed; the message is what to tell the person at the keyboard."""


def main() -> None:
    """Run the steps that are needed."""
    parser = argparse.ArgumentParser(description="Set the platform up in this folder.")
    parser.add_argument("--dev", action="store_true", help="install the packages for checks and tests too")
    parser.add_argument("--packages-only", action="store_true", help="stop before the database and static files")
    options = parser.parse_args()
    try:
        check_python()
        data_dir = data_folder()
        log = Log(data_dir / "logs" / "setup.log")
        install_python_packages(log, dev=options.dev)
        build_css(log)
        compile_translations(log)
        if not options.packages_only:
            (data_dir / "search").mkdir(exist_ok=True)
            prepare_database(log)
            collect_static(log, data_dir)
    except SetupFailed as failure:
        sys.exit(f"make setup: {failure}")
    except OSError as error:
        if error.errno in FULL:
            sys.exit(f"make setup: {disk_full()}")
        sys.exit(f"make setup: {error.filename}: {error.strerror}.")


def check_python() -> None:
    """Refuse an interpreter that the platform cannot run on."""
    if sys.version_info < OLDEST_PYTHON:
        wanted = ".".join(map(str, OLDEST_PYTHON))
        raise SetupFailed(
            f"Python {wanted} or newer is needed and this is {sys.version.split()[0]};"
            f" name another with make setup PYTHON=/path/to/python{wanted}."
        )


def data_folder() -> Path:
    """The folder of all state, made if it is new."""
    sys.path.insert(0, str(BASE_DIR))
    from govcms.settings import env

    try:
        env.load_file(BASE_DIR / ".env")
        data_dir = env.folder("DATA_DIR", BASE_DIR / "var")
    except env.BadEnvironment as error:
        raise SetupFailed(str(error)) from None
    # Drafts and people are in it: nobody else of this machine looks inside.
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    return data_dir


class Log:
    """The output of the steps, kept for whoever has to find out what went wrong."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
        self.path = path

    def run(self, step: str, command: list[str], *, cwd: Path = BASE_DIR) -> None:
        """Run ``command`` and say ``step``; a failure is told in a sentence."""
        print(f"{step} …", flush=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(f"== {step}: {' '.join(command)}\n")
            file.flush()
            start = file.tell()
            done = subprocess.run(command, cwd=cwd, stdout=file, stderr=subprocess.STDOUT, env=child_environment())
        if done.returncode == 0:
            return
        with self.path.open(encoding="utf-8", errors="replace") as file:
            file.seek(start)
            output = file.read()
        raise SetupFailed(reason_for(step, output, self.path))


def reason_for(step: str, output: str, log: Path) -> str:
    """What to tell about a step that failed with ``output``."""
    if _DISK_FULL.search(output):
        return disk_full()
    if _NO_NETWORK.search(output):
        return "a package registry cannot be reached; the first time needs the network, later ones do not."
    refused = _REFUSED.search(output)
    if refused is not None:
        return f"the database that DATABASE_URL names cannot be used: {refused[1].strip()}."
    if len(output.strip().splitlines()) == 1:
        return output.strip()
    last = "\n".join(output.strip().splitlines()[-LAST_LINES:])
    return f"{step[0].lower()}{step[1:]} failed. The whole output is in {log}; its end:\n{last}"


def disk_full() -> str:
    """The sentence for a full disk."""
    candidates = [BASE_DIR, Path(os.environ.get("DATA_DIR") or BASE_DIR), Path(tempfile.gettempdir())]
    free_mb, fullest = min((shutil.disk_usage(path).free // 1_000_000, path) for path in candidates if path.exists())
    return f"the disk is full ({free_mb} MB are free at {fullest}); free some space and run it again."


def child_environment() -> dict[str, str]:
    """This environment, with the programs of the virtual environment in reach but after the machine's own."""
    return {**os.environ, "PATH": os.pathsep.join([os.environ.get("PATH", os.defpath), str(BIN_DIR)])}


def digest(paths: Iterable[Path], *, salt: str = "") -> str:
    """One hash over the contents of files and of everything in folders."""
    total = hashlib.sha256(salt.encode())
    for path in paths:
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            total.update(str(file.relative_to(BASE_DIR)).encode())
            total.update(file.read_bytes())
    return total.hexdigest()


class Stamp:
    """A file that says what something was made from."""

    def __init__(self, path: Path, made_from: str) -> None:
        self.path = path
        self.made_from = made_from

    def is_current(self) -> bool:
        """Whether it was made from the very same."""
        return self.path.is_file() and self.path.read_text(encoding="ascii") == self.made_from

    def set(self) -> None:
        """Remember what it was made from."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.made_from, encoding="ascii")


def install_python_packages(log: Log, *, dev: bool) -> None:
    """Make the virtual environment and install what the lock files name."""
    if not (BIN_DIR / "python").exists() or not (BIN_DIR / "pip").exists():
        print("Making the virtual environment …", flush=True)
        try:
            venv.create(VENV_DIR, with_pip=True, clear=VENV_DIR.exists())
        except subprocess.CalledProcessError as error:
            output = (error.output or b"").decode(errors="replace")
            raise SetupFailed(reason_for("Making the virtual environment", output, log.path)) from None
    install_lock(log, "Installing Python packages", BASE_DIR / "requirements.lock")
    if dev:
        install_lock(log, "Installing packages for checks and tests", BASE_DIR / "requirements-dev.lock")


def install_lock(log: Log, step: str, lock: Path) -> None:
    """Install exactly what ``lock`` names, unless that was done before."""
    stamp = Stamp(VENV_DIR / f".installed-{lock.stem}", digest([lock], salt=sys.version.split()[0]))
    if stamp.is_current():
        return
    # The lock names every package, so pip has nothing to resolve; hashes refuse anything else.
    pip = [str(BIN_DIR / "python"), "-m", "pip", "install", "--disable-pip-version-check", "--retries", "2"]
    log.run(step, [*pip, "--no-deps", "--require-hashes", "-r", str(lock)])
    stamp.set()


def build_css(log: Log) -> None:
    """Install the front-end packages and compile the style sheet."""
    lock = FRONTEND_DIR / "package-lock.json"
    packages = Stamp(FRONTEND_DIR / "node_modules" / ".installed", digest([lock]))
    sources = sorted(path for path in FRONTEND_DIR.iterdir() if path.name != "node_modules")
    css = Stamp(BASE_DIR / "themes" / "static" / "themes" / "dist" / ".built", digest(sources))
    if packages.is_current() and css.is_current():
        return
    npm = find_npm(log)
    if not packages.is_current():
        log.run("Installing front-end packages", [npm, "ci"], cwd=FRONTEND_DIR)
        packages.set()
    log.run("Building CSS", [npm, "run", "build"], cwd=FRONTEND_DIR)
    css.set()


def compile_translations(log: Log) -> None:
    """Compile the catalogues of translations."""
    folder = BASE_DIR / "govcms" / "locale"
    made_from = digest([*sorted(folder.glob("*/LC_MESSAGES/*.po")), BASE_DIR / "infrastructure" / "catalogues.py"])
    stamp = Stamp(folder / ".compiled", made_from)
    if not stamp.is_current():
        log.run("Compiling translations", [str(BIN_DIR / "python"), "-m", "infrastructure.catalogues", "compile"])
        stamp.set()


def find_npm(log: Log) -> str:
    """The machine's npm, if its Node.js is new enough, or one from a Python package in the virtual environment."""
    npm = shutil.which("npm")
    if npm is not None and node_is_new_enough(shutil.which("node")):
        return npm
    own = BIN_DIR / "npm"
    install_lock(log, "Installing Node.js", BASE_DIR / "infrastructure" / "requirements-node.lock")
    # npm starts `node` by name: the one beside it must come first.
    os.environ["PATH"] = os.pathsep.join([str(BIN_DIR), os.environ.get("PATH", os.defpath)])
    return str(own)


def node_is_new_enough(node: str | None) -> bool:
    """Whether ``node`` runs, and is a version the front end builds with."""
    if node is None:
        return False
    try:
        found = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return False
    version = re.match(r"v(\d+)\.", found.stdout)
    return found.returncode == 0 and version is not None and int(version[1]) >= OLDEST_NODE


def manage(*arguments: str) -> list[str]:
    """A command line of Django's."""
    return [str(BIN_DIR / "python"), str(BASE_DIR / "manage.py"), *arguments]


def prepare_database(log: Log) -> None:
    """Bring the tables up to date."""
    # Asking takes a second; migrating, even when nothing is to be done, several.
    asked = subprocess.run(manage("migrate", "--check"), cwd=BASE_DIR, capture_output=True, text=True)
    # The rules that the database keeps may change without a migration; a check warns, and migrating mends it.
    if asked.returncode != 0 or "tenants.W001" in asked.stdout + asked.stderr:
        log.run("Migrating the database", manage("migrate", "--no-input"))
        # New models bring new rights; the groups of agencies that are there get them here.
        log.run("Bringing roles up to date", manage("sync_roles"))


def collect_static(log: Log, data_dir: Path) -> None:
    """Gather CSS, JavaScript and pictures of all apps, compressed, where the server finds them."""
    found = sorted([*BASE_DIR.glob("[a-z]*/static"), *BASE_DIR.glob("govcms/*/static")])
    # A collected folder named by DATA_DIR inside the project is not a source.
    sources = [path for path in found if data_dir not in (path, *path.parents)]
    made_from = digest([BASE_DIR / "requirements.lock", *sources])
    stamp = Stamp(data_dir / "static" / ".collected", made_from)
    if not stamp.is_current():
        log.run("Collecting static files", manage("collectstatic", "--no-input", "--clear"))
        stamp.set()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("make setup: stopped; run it again to go on.")
