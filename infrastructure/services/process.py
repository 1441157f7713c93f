"""A program that goes on running after the command that started it has ended."""

from __future__ import annotations

import fcntl
import os
import pwd
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

_LAST_LINES = 12
_POLL_S = 0.1


class Process:
    """One program with its log; whether it runs is asked of the system, not of a number in a file.

    The program holds a lock for as long as it lives, and so do those that it starts: no other program can be taken
    for it, however long ago it was started.
    """

    def __init__(self, folder: Path) -> None:
        self.held = folder / "process"
        self.log = folder / "log"

    def is_running(self) -> bool:
        """Whether it runs."""
        try:
            held = os.open(self.held, os.O_RDONLY)
        except FileNotFoundError:
            return False
        try:
            # Shared: somebody else who asks at the same time is not the program.
            fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(held)
        return False

    def has_died(self) -> bool:
        """Whether it was started and has ended without being told to."""
        return self.held.exists() and not self.is_running()

    def start(
        self, command: Sequence[str], *, environment: Mapping[str, str], folder: Path, user: pwd.struct_passwd | None
    ) -> None:
        """Start it in ``folder`` as ``user``, away from the keyboard: Ctrl-C in this terminal does not reach it."""
        if self.log.exists():
            self.log.replace(self.log.with_suffix(".1"))
        held = os.open(self.held, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            fcntl.flock(held, fcntl.LOCK_EX)
            with self.log.open("ab") as log:
                process = subprocess.Popen(
                    command,
                    cwd=folder,
                    env=dict(environment),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                    pass_fds=[held],
                    user=user.pw_uid if user else None,
                    group=user.pw_gid if user else None,
                    extra_groups=[] if user else None,
                )
            os.write(held, str(process.pid).encode())
        finally:
            os.close(held)
        # The lock tells when it has ended. But whoever started it has to take note of that, if still there: a new
        # PostgreSQL takes one that nobody has taken note of for one that runs.
        threading.Thread(target=process.wait, name="end of a server", daemon=True).start()

    def tell(self, signum: int) -> None:
        """Send a signal to the program that was started; SIGKILL goes to all that it started, too."""
        if not self.is_running():
            return
        leader = int(self.held.read_text(encoding="ascii"))
        try:
            (os.killpg if signum == signal.SIGKILL else os.kill)(leader, signum)
        except ProcessLookupError:
            # It ended itself just now, or those that it started outlive it by a moment.
            return

    def stop(self, signum: int, *, within_s: float) -> None:
        """End it, kindly first; it is no longer missed afterwards."""
        self.tell(signum)
        if not self._has_ended(within_s):
            self.tell(signal.SIGKILL)
            self._has_ended(within_s)
        self.held.unlink(missing_ok=True)

    def _has_ended(self, within_s: float) -> bool:
        deadline = time.monotonic() + within_s
        while self.is_running() or self._is_listed():
            if time.monotonic() > deadline:
                return False
            time.sleep(_POLL_S)
        return True

    def _is_listed(self) -> bool:
        """Whether the system knows it still, or one that it started: they keep ports and locks for a moment."""
        try:
            os.killpg(int(self.held.read_text(encoding="ascii")), 0)
        except (OSError, ValueError):
            return False
        return True

    def last_words(self) -> str:
        """The end of its log."""
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-_LAST_LINES:])
