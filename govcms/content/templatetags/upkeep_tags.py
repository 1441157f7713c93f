"""Whose a page is and how it stands, for the status panel of its editor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import template
from django.utils import timezone

from govcms.pages.models import ChangeNote, Page
from tenants.models import Agency, Team

register = template.Library()


@dataclass(frozen=True, slots=True)
class Facts:
    """What the status panel says first."""

    agency: Agency | None
    team: str
    state: str
    review_by: date | None
    is_due: bool
    note: ChangeNote | None


@register.simple_tag
def facts_of(page: Any) -> Facts | None:
    """The facts of a stored page; None for anything else. Two queries at most."""
    # Redirects, menus and settings have the same side panel.
    if not isinstance(page, Page) or not page.pk:
        return None
    team = Team.objects.filter(key=page.owner_team).first() if page.owner_team else None
    return Facts(
        agency=page.agency,
        team=str(team) if team else page.owner_team,
        state=str(page.status_string),
        review_by=page.review_by,
        is_due=bool(page.review_by and page.review_by <= timezone.localdate()),
        note=ChangeNote.objects.filter(page_id=page.pk).order_by("-published_at", "-pk").first(),
    )
