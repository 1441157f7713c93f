"""Print what the public could read at an address at a time."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from govcms.record.reading import Answer, agency_of_address, read_record
from tenants.errors import UserError
from tenants.management.base import ActionCommand
from tenants.scope import tenant_scope


class Command(ActionCommand):
    """A thin shell over govcms.record.reading."""

    help = "Print what the public could read at an address at a time, from the publication record."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where, and when."""
        parser.add_argument("address", metavar="URL")
        parser.add_argument(
            "--at",
            metavar="TIME",
            default="",
            help="Such as 2026-03-01T12:00, by the agency's clock; else now.",
        )

    def act(self, *, address: str, at: str, **options: Any) -> None:
        """Print it, or say that nothing is recorded."""
        agency = agency_of_address(address)
        zone = ZoneInfo(agency.time_zone)
        with tenant_scope(agency), timezone.override(zone):
            self._print(read_record(address, _moment(at, zone) if at else timezone.now()))

    def _print(self, answer: Answer) -> None:
        if answer.published is None:
            said = (
                _("The publication record of this agency begins at %(time)s; it does not know what was there before.")
                % {"time": _shown(answer.begins)}
                if answer.begins and answer.is_before_record
                else _("Nothing is recorded for this agency yet.")
                if answer.is_before_record
                else _("Nothing was published at %(address)s then.") % {"address": answer.address}
            )
            self.stdout.write(said)
            return
        event, until = answer.published.event, answer.published.until
        lines = [
            event.title,
            answer.address,
            _("From %(time)s") % {"time": _shown(event.at)},
            _("Until %(time)s") % {"time": _shown(until)} if until else _("Until now"),
            _("Language: %(code)s") % {"code": event.language},
            _("Published by: %(uid)s") % {"uid": event.published_by or _("not known")},
        ]
        if event.withdrawn_on:
            lines.append(
                _("Withdrawn on %(day)s: %(reason)s") % {"day": event.withdrawn_on, "reason": event.withdrawn_reason}
            )
        lines += [f"{file['kind']} {file['sha1']} {file['title']}" for file in event.files]
        self.stdout.write("\n".join([*lines, "", event.summary, "", answer.published.text]).rstrip())


def _moment(text: str, zone: ZoneInfo) -> datetime:
    try:
        day = parse_date(text)
        moment = parse_datetime(text) or (datetime(day.year, day.month, day.day) if day else None)
    except ValueError:
        moment = None
    if moment is None:
        raise UserError(_("“%(text)s” is not a time; write one such as 2026-03-01T12:00.") % {"text": text[:40]})
    return timezone.make_aware(moment, zone) if timezone.is_naive(moment) else moment


def _shown(moment: datetime | None) -> str:
    return timezone.localtime(moment).isoformat(sep=" ", timespec="seconds") if moment else ""
