"""Verify the seals of the log."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from tenants.audit.sealing import told_seals, verify_agency
from tenants.errors import UserError
from tenants.management.base import ActionCommand, find_agency
from tenants.models import Agency


class Command(ActionCommand):
    """Goes through the chains; ends with an error at the first break it has found."""

    help = "Verify that no entry of the log was changed or removed since it was sealed."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name an agency, or none for all."""
        parser.add_argument("--agency", metavar="KEY", default="", help="the key of one agency; all if left out")
        parser.add_argument(
            "--told", metavar="FILE", type=Path, help="a log of the worker: each seal that it tells of must be there"
        )

    def act(self, *, agency: str, told: Path | None, **options: Any) -> None:
        """One line an agency; the first break is the last sentence."""
        seals = _read(told) if told else {}
        first_break = ""
        for found in [find_agency(agency)] if agency else Agency.objects.order_by("key"):
            verdict = verify_agency(found, told=seals.get(found.key))
            if verdict.broken:
                self.stdout.write(self.style.ERROR(f"{found.key}: {verdict.broken}"))
                first_break = first_break or f"{found.key}: {verdict.broken}"
                continue
            self.say(
                _("%(key)s: whole; %(entries)s entries in %(seals)s seals, %(waiting)s waiting; last seal %(digest)s")
                % {
                    "key": found.key,
                    "entries": verdict.entries,
                    "seals": verdict.seals,
                    "waiting": verdict.waiting,
                    "digest": verdict.last_digest[:16] or "-",
                }
            )
        if first_break:
            raise UserError(_("The log was tampered with: %(what)s.") % {"what": first_break})


def _read(path: Path) -> dict[str, dict[int, str]]:
    try:
        with path.open(encoding="utf-8", errors="replace") as lines:
            return told_seals(lines)
    except OSError as error:
        raise UserError(_("%(path)s cannot be read: %(why)s.") % {"path": path, "why": error.strerror}) from error
