"""Entries of the log as people read them: names looked up now, of people the agency knows, and of nobody else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import registry

from tenants.audit.origin import Kind
from tenants.models import Agency, AuditEntry, Membership, Role
from tenants.tree import outside_bin

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

_SHOWN_DETAILS = 200
# Told in columns of their own, or of use to machines alone.
_UNSHOWN = frozenset({"label", "revision", "revision_id", "user", "then", "workflow"})
# What people call the details that are told most often; the others are told under the names that code gives them.
_NAMES: dict[str, StrPromise] = {
    "comment": gettext_lazy("comment"),
    "feature": gettext_lazy("feature"),
    "host": gettext_lazy("host"),
    "language": gettext_lazy("language"),
    "on": gettext_lazy("turned on"),
    "preset": gettext_lazy("preset"),
    "reason": gettext_lazy("reason"),
    "role": gettext_lazy("role"),
    "site": gettext_lazy("site"),
    "site_template": gettext_lazy("site template"),
    "team": gettext_lazy("team"),
    "template": gettext_lazy("template"),
    "until": gettext_lazy("until"),
}


@dataclass(frozen=True, slots=True)
class LogRow:
    """One line of the log."""

    pk: int
    at: datetime
    who: str
    what: str
    subject: str
    subject_url: str
    details: str
    address: str
    reference: str


def rows_of(entries: Sequence[AuditEntry], agency: Agency, *, with_links: bool) -> list[LogRow]:
    """The entries as lines; two queries, however many there are. Links are for the admin host alone."""
    people = _people(entries, agency)
    pages = _pages(entries, agency) if with_links else {}
    return [_row(entry, people, pages) for entry in entries]


def member_choices(agency: Agency) -> list[tuple[str, str]]:
    """Everybody who works or worked in the agency, by uid."""
    found = Membership.objects.filter(agency=agency).values_list("user__uid", "user__name", "user__email").distinct()
    return sorted(((str(uid), name or email) for uid, name, email in found), key=lambda choice: choice[1].casefold())


def action_choices() -> list[tuple[str, str]]:
    """Every action that the log knows, by name."""
    return sorted(((action, str(label)) for action, label in registry.get_choices()), key=lambda choice: choice[1])


def action_label(action: str) -> str:
    """What people call an action."""
    registry.scan_for_actions()
    formatter = registry.formatters.get(action)
    return str(formatter.label) if formatter is not None else action


def _row(entry: AuditEntry, people: Mapping[str, str], pages: Mapping[str, int]) -> LogRow:
    page_id = pages.get(entry.subject)
    return LogRow(
        pk=entry.pk,
        at=entry.at,
        who=_who(entry, people),
        what=action_label(entry.action),
        subject=_subject(entry, people),
        subject_url=reverse("wagtailadmin_pages:edit", args=[page_id]) if page_id else "",
        details=_details(entry, people),
        address=entry.address or "",
        reference=entry.reference,
    )


def _who(entry: AuditEntry, people: Mapping[str, str]) -> str:
    if entry.actor is not None:
        return _name(str(entry.actor), people)
    kind = str(Kind(entry.actor_kind).label)
    return (
        f"{kind} ({entry.reference})" if entry.actor_kind in {Kind.COMMAND, Kind.SYSTEM} and entry.reference else kind
    )


def _name(uid: str, people: Mapping[str, str]) -> str:
    return people.get(uid) or _("Someone of the platform")


def _subject(entry: AuditEntry, people: Mapping[str, str]) -> str:
    if not entry.subject_type:
        return str(entry.details.get("label", ""))
    if entry.subject_type == get_user_model()._meta.label:
        return _name(entry.subject, people)
    try:
        kind = capfirst(str(apps.get_model(entry.subject_type)._meta.verbose_name))
    except (LookupError, ValueError):
        kind = entry.subject_type
    label = str(entry.details.get("label", ""))
    return _("%(name)s: %(value)s") % {"name": kind, "value": label} if label else kind


def _details(entry: AuditEntry, people: Mapping[str, str]) -> str:
    shown = ((key, value) for key, value in entry.details.items() if key not in _UNSHOWN and value not in ("", None))
    told = [_("%(name)s: %(value)s") % {"name": _NAMES.get(key, key), "value": _plain(value)} for key, value in shown]
    told += [action_label(action) for action in entry.details.get("then", ())]
    if person := entry.details.get("user"):
        told.insert(0, _name(str(person), people))
    return "; ".join(told)[:_SHOWN_DETAILS]


def _plain(value: Any) -> str:
    if isinstance(value, str) and (moment := _moment(value)):
        return date_format(localtime(moment), "DATETIME_FORMAT")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value in Role.values:
        return str(Role(value).label)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and is_aware(found) else None


def _people(entries: Iterable[AuditEntry], agency: Agency) -> dict[str, str]:
    """Names of those who are or were members; that others exist is not this agency's to know."""
    accounts = get_user_model()._meta.label
    uids = {str(entry.actor) for entry in entries if entry.actor}
    uids |= {entry.subject for entry in entries if entry.subject_type == accounts}
    uids |= {str(entry.details["user"]) for entry in entries if entry.details.get("user")}
    known = Membership.objects.filter(agency=agency, user__uid__in=[uid for uid in uids if _is_uid(uid)])
    return {
        str(uid): name or email
        for uid, name, email in known.values_list("user__uid", "user__name", "user__email").distinct()
    }


def _pages(entries: Iterable[AuditEntry], agency: Agency) -> dict[str, int]:
    page_model: Any = apps.get_model(settings.WAGTAIL_PAGE_MODEL)
    uids = {entry.subject for entry in entries if _is_uid(entry.subject)}
    found = page_model._default_manager.filter(outside_bin(agency), agency=agency, uid__in=uids, depth__gt=2)
    return {str(uid): pk for uid, pk in found.values_list("uid", "pk")}


def _is_uid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
