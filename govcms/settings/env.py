"""Typed readers of the environment.

Only the standard library is imported here: the set-up script reads the environment before Django is installed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path


class BadEnvironment(Exception):
    """A variable has a value that cannot be used; the message is one sentence to show as it is."""


def load_file(path: Path) -> None:
    """Take ``NAME=value`` lines of ``path`` into the environment where a name is not set there already."""
    if not path.is_file():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        entry = line.strip()
        if not entry or entry.startswith("#"):
            continue
        name, equals, value = entry.partition("=")
        if not equals or not name.strip().isidentifier():
            raise BadEnvironment(f"Line {number} of {path.name} is not NAME=value.")
        os.environ.setdefault(name.strip(), value.strip().strip("\"'"))


def text(name: str, default: str = "") -> str:
    """The variable as text; an empty one counts as unset."""
    return os.environ.get(name, "").strip() or default


def number(name: str, default: int, *, lowest: int, highest: int) -> int:
    """The variable as a whole number from ``lowest`` to ``highest``."""
    raw = text(name)
    if not raw:
        return default
    if not raw.isascii() or not raw.isdigit() or not lowest <= int(raw) <= highest:
        raise BadEnvironment(f"{name} must be a whole number from {lowest} to {highest}, not {raw!r}.")
    return int(raw)


def choice(name: str, default: str, *, options: Iterable[str]) -> str:
    """The variable as one of ``options``, in lower case."""
    chosen = text(name, default).lower()
    allowed = sorted(options)
    if chosen not in allowed:
        raise BadEnvironment(f"{name} must be one of {', '.join(allowed)}, not {chosen!r}.")
    return chosen


def folder(name: str, default: Path) -> Path:
    """The variable as an absolute path of a folder."""
    path = Path(text(name) or default).expanduser().resolve()
    if path.exists() and not path.is_dir():
        raise BadEnvironment(f"{name} must name a folder, and {path} is a file.")
    return path


def host(name: str, default: str) -> str:
    """The variable as a host name in lower case, without scheme and port."""
    found = text(name, default).lower().rstrip(".")
    labels = found.split(".")
    if len(found) > 200 or not all(_is_label(label) for label in labels):
        raise BadEnvironment(f"{name} must be a host name without scheme and port, not {found!r}.")
    return found


def hosts(name: str, default: str) -> list[str]:
    """The variable as host names in lower case, with commas between them."""
    found = [entry.strip().lower().rstrip(".") for entry in text(name, default).split(",") if entry.strip()]
    for each in found:
        if not all(_is_label(label) for label in each.split(".")):
            raise BadEnvironment(f"{name} must be host names with commas between them, and {each!r} is none.")
    return found


def _is_label(label: str) -> bool:
    plain = label.isascii() and label.replace("-", "").isalnum()
    return plain and len(label) <= 63 and not label.startswith("-") and not label.endswith("-")


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    """The variable as addresses and networks with commas between them; unset, there are none."""
    try:
        return [ip_network(part.strip()) for part in text(name).split(",") if part.strip()]
    except ValueError as error:
        raise BadEnvironment(f"{name} must list IP addresses and networks such as 10.0.0.0/8: {error}.") from None
