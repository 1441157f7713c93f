"""Redirects in a file: read, checked line by line, and taken in. What cannot go in is kept with its reason."""

from __future__ import annotations

import csv
import enum
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from govcms.content.models.redirect import MAX_PATH, Redirect, clean_path
from govcms.content.redirects.places import AgencyPlaces, Place, Target, target_of
from tenants.errors import UserError
from tenants.models import Agency, AgencySite

logger = logging.getLogger(__name__)

MAX_LINES = 5_000
MAX_BYTES = 1_000_000
_MAX_ADDRESS = 1_000
_BATCH = 500

_PERMANENT = {"": True, "yes": True, "true": True, "1": True, "301": True, "308": True, "permanent": True}
_KINDS = {**_PERMANENT, "no": False, "false": False, "0": False, "302": False, "307": False, "temporary": False}
_is_address = URLValidator(schemes=["http", "https"])


class Effect(enum.Enum):
    """What taking a line in does."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    NONE = "none"


@dataclass(slots=True)
class Line:
    """One line of a file: the redirect it means, or the reason why it means none."""

    number: int
    cells: list[str]
    reason: str = ""
    place: Place | None = None
    wanted: Place | None = None
    target: Target = field(default_factory=Target)
    is_permanent: bool = True
    effect: Effect = Effect.NONE

    @property
    def words(self) -> str:
        """The line as it was written, more or less."""
        return ", ".join(self.cells)


@dataclass(slots=True)
class Checked:
    """The lines of a file, each looked at."""

    lines: list[Line]

    @property
    def bad(self) -> list[Line]:
        """The lines that cannot go in."""
        return [line for line in self.lines if line.reason]

    def having(self, effect: Effect) -> list[Line]:
        """The good lines that do this."""
        return [line for line in self.lines if not line.reason and line.effect is effect]


def read_text(content: bytes) -> str:
    """The words of an uploaded file. Raises UserError for one that is too large or no text."""
    if len(content) > MAX_BYTES:
        raise UserError(_("The file is too large: at most %(size)d kB.") % {"size": MAX_BYTES // 1000})
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(_("The file is not text in UTF-8. Save it as “CSV UTF-8”.")) from None
    if "\x00" in text:
        raise UserError(_("The file is not text in UTF-8. Save it as “CSV UTF-8”."))
    return text


def check_redirects(text: str, *, agency: Agency, site: AgencySite) -> Checked:
    """Read and check a file in a number of queries that grows with its hundreds of lines alone.

    Columns: old address, where it leads, and whether for good. Addresses without a host are ``site``'s. Raises
    UserError for a file that cannot be read as a table at all.
    """
    places = AgencyPlaces(agency)
    checked = Checked([Line(number, cells) for number, cells in _rows(text)])
    if not checked.lines:
        raise UserError(_("There are no redirects in this file."))
    taken: dict[Place, int] = {}
    for line in checked.lines:
        try:
            _read_line(line, places, site, taken)
        except UserError as error:
            line.reason = str(error)
    _check_places(checked, places)
    return checked


@transaction.atomic
def take_in(*, checked: Checked, agency: Agency, user: Any = None) -> None:
    """Add and change the redirects of the good lines; those that are as they were are left alone."""
    lines = [*checked.having(Effect.NEW), *checked.having(Effect.CHANGED)]
    new = {line.place: line for line in lines if line.place is not None}
    Redirect._base_manager.bulk_create(
        [
            Redirect(
                agency=agency,
                agency_site_id=place.agency_site_id,
                old_path=place.path,
                page_id=line.target.page_id,
                address=line.target.address,
                part=line.target.part,
                is_permanent=line.is_permanent,
            )
            for place, line in new.items()
        ],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["agency_site", "old_path"],
        update_fields=["page", "address", "part", "is_permanent"],
    )
    AgencyPlaces(agency).lead_on({place: line.target for place, line in new.items()})
    counts = {effect.value: len(checked.having(effect)) for effect in (Effect.NEW, Effect.CHANGED)}
    log(instance=agency, action="content.import_redirects", user=user, data=counts)
    logger.info("content.redirects_imported", extra={"agency_key": agency.key, **counts})


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        for index, row in enumerate(reader := csv.reader(StringIO(text), delimiter=delimiter)):
            cells = [cell.strip() for cell in row]
            is_heading = index == 0 and "/" not in "".join(cells)
            if not any(cells) or is_heading:
                continue
            if index > MAX_LINES:
                raise UserError(_("The file has more than %(number)d lines. Divide it.") % {"number": MAX_LINES})
            yield reader.line_num, cells
    except csv.Error as error:
        raise UserError(_("The file cannot be read as a table: %(reason)s") % {"reason": error}) from error


def _read_line(line: Line, places: AgencyPlaces, site: AgencySite, taken: dict[Place, int]) -> None:
    old, wanted, kind, *_rest = [*line.cells, "", "", ""]
    line.place = _own_place(old, places, site)
    if line.place.path == "/":
        raise UserError(_("The home page cannot be redirected."))
    if len(line.place.path) > MAX_PATH:
        raise UserError(_("The old address is too long."))
    if line.place in taken:
        raise UserError(_("Line %(number)d has this old address already.") % {"number": taken[line.place]})
    taken[line.place] = line.number
    if kind.lower() not in _KINDS:
        raise UserError(_("“%(word)s” is neither “permanent” nor “temporary”.") % {"word": kind[:40]})
    line.is_permanent = _KINDS[kind.lower()]
    line.wanted, line.target = _wanted(wanted, places, site)


def _own_place(old: str, places: AgencyPlaces, site: AgencySite) -> Place:
    """The place of an old address: of ``site`` where it names no host."""
    if not old:
        raise UserError(_("There is no old address."))
    if old.startswith("/") and not old.startswith("//"):
        return Place(site.pk, clean_path(old))
    try:
        parts = urlsplit(old)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    if parts.scheme not in {"http", "https"} or not host:
        raise UserError(_("The old address begins with “/”, or with “https://” and one of your hosts."))
    if host not in places.hosts:
        raise UserError(_("“%(host)s” is not a host of your agency.") % {"host": host[:80]})
    return Place(places.hosts[host], clean_path(old))


def _wanted(wanted: str, places: AgencyPlaces, site: AgencySite) -> tuple[Place | None, Target]:
    """The place on the agency's own sites, where it is one, and the address as it stands."""
    if not wanted:
        raise UserError(_("It leads nowhere: write a page’s address or a web address."))
    if len(wanted) > _MAX_ADDRESS:
        raise UserError(_("The address it leads to is too long."))
    if wanted.startswith("/") and not wanted.startswith("//"):
        parts = urlsplit(wanted)
        if parts.query or parts.fragment:
            raise UserError(_("Write “https://” and the host before an address with “?” or “#”."))
        return Place(site.pk, clean_path(wanted)), Target()
    try:
        _is_address(wanted)
        return places.place_of(wanted), Target(address=wanted)
    except (ValidationError, ValueError):
        raise UserError(
            _("“%(address)s” is neither a page’s address nor a web address.") % {"address": wanted[:80]}
        ) from None


def _check_places(checked: Checked, places: AgencyPlaces) -> None:
    """Find the pages that lines lead to and those that stand in their way; follow what leads on."""
    good = [line for line in checked.lines if not line.reason]
    old = {line.place: line for line in good if line.place is not None}
    wanted = {line.wanted for line in good if line.wanted is not None}
    pages = places.pages_at({*old, *wanted})
    present = places.redirects_at({*old, *wanted})
    for line in good:
        assert line.place is not None
        at_place = pages.get(line.place)
        if at_place is not None and at_place.live:
            line.reason = _("A page answers at the old address: “%(title)s”.") % {"title": at_place.title}
    ends = _Ends(places=places, pages=pages, present=present, lines=old)
    for line in good:
        if not line.reason and line.wanted is not None:
            try:
                line.target = ends.of(line)
            except UserError as error:
                line.reason = str(error)
    for line in good:
        row = present.get(line.place) if line.place is not None else None
        if row is None:
            line.effect = Effect.NEW
        else:
            same = (target_of(row), row.is_permanent) == (line.target, line.is_permanent)
            line.effect = Effect.SAME if same else Effect.CHANGED


@dataclass(slots=True)
class _Ends:
    """Where lines lead in the end, through other lines and redirects that are there."""

    places: AgencyPlaces
    pages: dict[Place, Any]
    present: dict[Place, Redirect]
    lines: dict[Place, Line]
    known: dict[Place, Target] = field(default_factory=dict)

    def of(self, line: Line) -> Target:
        """The end of a line's way. Raises UserError where there is none."""
        assert line.place is not None
        place, target, passed = line.wanted, line.target, {line.place}
        while place is not None:
            if place in passed:
                raise UserError(_("It leads in a circle."))
            passed.add(place)
            step = self._step(place)
            if step is None:
                break
            target, place = step
        if target == Target():
            raise UserError(_("There is no page at “%(address)s”.") % {"address": place.path if place else ""})
        self.known[line.place] = target
        return target

    def _step(self, place: Place) -> tuple[Target, Place | None] | None:
        """Where a place leads and, if that is not the end, the next place; None where it leads nowhere."""
        if (page := self.pages.get(place)) is not None:
            return Target(page_id=page.pk), None
        if (end := self.known.get(place)) is not None:
            return end, None
        if (line := self.lines.get(place)) is not None and not line.reason:
            return line.target, line.wanted
        if (row := self.present.get(place)) is not None:
            target = target_of(row)
            return target, self.places.place_of(target.address) if target.address else None
        return None
