"""An installation of any size, for measuring: many agencies with many pages, and people who work in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from govcms.content.models import ListingPage, StandardPage
from govcms.content.site_content.blocks import stored_form
from govcms.pages.bulk import NewPage, write_pages
from tenants.actions import add_member, create_agency, ensure_platform, launch_site
from tenants.errors import UserError
from tenants.models import PLATFORM_KEY, Agency, Role
from tenants.registry import find_site_template
from tenants.scope import tenant_scope

KEY_PREFIX = "scale-"
EDITOR, STAFF, PLATFORM_ADMIN = (f"{name}@scale.example" for name in ("editor", "staff", "platform-admin"))
# Agencies that one member of staff works in.
AGENCIES_OF_STAFF = 50

_PAGES_PER_SECTION = 20
_WORDS = [
    "apply",
    "permit",
    "household",
    "council",
    "service",
    "garden",
    "library",
    "payment",
    "form",
    "notice",
    "hearing",
    "licence",
    "school",
    "clinic",
    "harbour",
    "bridge",
    "winter",
    "summer",
    "renew",
    "report",
    "collect",
    "register",
    "appeal",
    "benefit",
    "resident",
    "visitor",
    "office",
    "hours",
    "charge",
    "free",
]

# Turns the numbers of agencies into themselves and shows progress meanwhile.
Progress = Callable[[Iterable[int]], Iterable[int]]


def refuse_beside_others() -> None:
    """Raise UserError where agencies are that are not of this making: they would be hard to tell apart again."""
    others = Agency.objects.exclude(key__startswith=KEY_PREFIX).exclude(key=PLATFORM_KEY)
    if others.exists():
        raise UserError(
            _("There are agencies here already, such as “%(name)s”. Use an empty DATA_DIR, or say --yes.")
            % {"name": others.order_by("pk").values_list("name", flat=True)[0]}
        )


def seed_scale(*, agencies: int, pages: int, progress: Progress = iter) -> int:
    """Make ``agencies`` live agencies with ``pages`` pages between them, home pages apart; and three people.

    What is there stays as it is, so that a run that was interrupted goes on where it was. The index of the search
    follows with the outbox. Returns how many pages were written.
    """
    if not 1 <= agencies <= pages:
        raise UserError(_("There must be an agency at least, and a page for each."))
    written = 0
    for number in progress(range(1, agencies + 1)):
        # The first agencies take what does not divide.
        share = pages // agencies + (number <= pages % agencies)
        written += _seed_agency(number, share)
    _seed_people(agencies=agencies)
    return written


def key_of(number: int) -> str:
    """The key of an agency by its number, from 1."""
    return f"{KEY_PREFIX}{number:04d}"


@transaction.atomic
def _seed_agency(number: int, pages: int) -> int:
    key = key_of(number)
    agency = create_agency(key=key, name=f"Agency {number:04d}")
    agency_site = launch_site(
        agency=agency,
        name=agency.name,
        host=f"{key}.{settings.BASE_HOST}",
        template=find_site_template("blank"),
        live=True,
    )
    home = agency_site.site.root_page
    present = home.get_descendant_count()
    with tenant_scope(agency):
        write_pages(parent=home, pages=list(_sections(first=present, number=pages - present)))
    return max(pages - present, 0)


def _sections(*, first: int, number: int) -> Iterator[NewPage]:
    """``number`` pages: listings, each with standard pages below it."""
    kinds = iter(range(first, first + number))
    while in_section := list(islice(kinds, _PAGES_PER_SECTION)):
        listing = ListingPage(title=_title(in_section[0]), summary=_text(in_section[0], 12))
        yield NewPage(listing, [NewPage(_page(index)) for index in in_section[1:]])


def _page(index: int) -> StandardPage:
    block = StandardPage._meta.get_field("body").stream_block
    body: list[dict[str, Any]] = [
        {"type": "rich_text", "value": f"<p>{_text(index, 40)}</p>"},
        {"type": "heading", "value": {"text": _title(index + 1), "level": "h2"}},
        {"type": "rich_text", "value": f"<p>{_text(index + 7, 60)}</p>"},
    ]
    return StandardPage(title=_title(index), summary=_text(index, 12), body=stored_form(block, body))


def _title(index: int) -> str:
    first, second = _WORDS[index % len(_WORDS)], _WORDS[index * 7 % len(_WORDS)]
    return f"{first.capitalize()} and {second} {index}"


def _text(index: int, number: int) -> str:
    words = (_WORDS[(index + step * step) % len(_WORDS)] for step in range(number))
    return f"{' '.join(words)}.".capitalize()


@transaction.atomic
def _seed_people(*, agencies: int) -> None:
    add_member(email=PLATFORM_ADMIN, name="Platform admin", agency=ensure_platform(), role=Role.AGENCY_ADMIN)
    for number in range(1, min(agencies, AGENCIES_OF_STAFF) + 1):
        agency = Agency.objects.get(key=key_of(number))
        add_member(email=STAFF, name="Staff of many", agency=agency, role=Role.PUBLISHER)
        if number == 1:
            add_member(email=EDITOR, name="Editor of one", agency=agency, role=Role.EDITOR)
