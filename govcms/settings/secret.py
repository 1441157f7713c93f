"""The key that signs sessions and links."""

import os
import secrets
from pathlib import Path

from govcms.settings import env

_LENGTH_BYTES = 50


def read_or_make_key(data_dir: Path) -> str:
    """SECRET_KEY of the environment, or the one kept in ``data_dir``, made there at the first call.

    The file is readable by its owner alone. Several machines share a key only through the environment.
    """
    given = env.text("SECRET_KEY")
    if given:
        return given
    path = data_dir / "secret_key"
    try:
        return _read(path)
    except FileNotFoundError:
        return _make(path)


def _read(path: Path) -> str:
    key = path.read_text(encoding="ascii").strip()
    if len(key) < _LENGTH_BYTES:
        raise env.BadEnvironment(f"{path} is damaged; delete it, and everybody signs in again.")
    return key


def _make(path: Path) -> str:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(_LENGTH_BYTES))
    try:
        # A link fails when another process was first, and never shows a half-written key.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return _read(path)
