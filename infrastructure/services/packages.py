"""Where the programs come from: Debian's packages, the Python package index, Maven Central."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import venv
import zipfile
from pathlib import Path

from infrastructure.install import Log, SetupFailed, Stamp, digest, reason_for

_BLOCK_BYTES = 1 << 20
_DEPENDENCY_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1"


def install_debian(log: Log, what: str, *choices: str) -> None:
    """Install the first of these packages that this Debian has."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise SetupFailed(
            f"{what} is not installed here, and only root on Debian or Ubuntu can have it installed by this command;"
            f" its package is called {' or '.join(choices)}."
        )
    log.run("Reading the lists of Debian's packages", ["apt-get", "update", "-qq"])
    package = next((name for name in choices if _is_known(name)), None)
    if package is None:
        raise SetupFailed(f"{what} is not among this system's packages ({', '.join(choices)}).")
    # In single-user mode no package starts its server: the one that is wanted runs under DATA_DIR.
    quietly = ["env", "RUNLEVEL=1", "DEBIAN_FRONTEND=noninteractive"]
    log.run(f"Installing {package}", [*quietly, "apt-get", "install", "-qq", "--no-install-recommends", "-y", package])


def _is_known(package: str) -> bool:
    asked = subprocess.run(["apt-cache", "policy", package], capture_output=True, text=True)
    return "Candidate:" in asked.stdout and "Candidate: (none)" not in asked.stdout


def installed(lock: Path, folder: Path) -> Stamp:
    """The stamp that says whether ``folder`` has what ``lock`` names."""
    return Stamp(folder / ".installed", digest([lock]))


def install_lock(log: Log, lock: Path, folder: Path) -> None:
    """Install exactly what ``lock`` names into a virtual environment of its own, unless that was done before."""
    stamp = installed(lock, folder)
    if stamp.is_current():
        return
    try:
        venv.create(folder, with_pip=True, clear=folder.exists())
    except subprocess.CalledProcessError as error:
        output = (error.output or b"").decode(errors="replace")
        raise SetupFailed(reason_for("Making a virtual environment", output, log.path)) from None
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check", "--retries", "2"]
    log.run(f"Installing {folder.name}", [*pip, "--no-deps", "--require-hashes", "-r", str(lock)])
    stamp.set()


def download_from_maven(log: Log, what: str, artifact: str, *, sha256: str, repository: Path) -> Path:
    """Get the file of ``artifact`` (group:name:version:kind) into ``repository``, whole and as it was published.

    Maven goes on where an interrupted download ended.
    """
    group, name, version, kind = artifact.split(":")
    path = repository / group.replace(".", "/") / name / version / f"{name}-{version}.{kind}"
    if not path.is_file():
        if shutil.which("mvn") is None:
            install_debian(log, "Maven, which downloads it,", "maven")
        command = ["mvn", "-B", "-q", "-C", f"{_DEPENDENCY_PLUGIN}:get", f"-Dmaven.repo.local={repository}"]
        log.run(f"Downloading {what}", [*command, f"-Dartifact={artifact}", "-Dtransitive=false"])
    if file_digest(path) != sha256:
        path.unlink()
        raise SetupFailed(f"{what} was not downloaded as it was published and is deleted again; try once more.")
    return path


def file_digest(path: Path) -> str:
    """The SHA-256 of a file of any size."""
    total = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            total.update(block)
    return total.hexdigest()


def unpack(archive: Path, inside: str, folder: Path) -> None:
    """Unpack only what lies in ``inside`` of a zip archive; ``folder`` is there whole or not at all."""
    draft = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    with zipfile.ZipFile(archive) as files:
        for entry in files.infolist():
            if not entry.filename.startswith(inside) or entry.is_dir():
                continue
            target = draft / entry.filename[len(inside) :].lstrip("/")
            if not target.resolve().is_relative_to(draft.resolve()):
                raise SetupFailed(f"{archive} holds a file outside itself and is not unpacked.")
            target.parent.mkdir(parents=True, exist_ok=True)
            with files.open(entry) as source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy, _BLOCK_BYTES)
            target.chmod(0o755 if entry.external_attr >> 16 & 0o111 else 0o644)
    draft.replace(folder)
