"""Add and end teams of an agency."""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Collection

from tenants.errors import UserError
from tenants.models import Agency, Team
from tenants.scope import tenant_scope

logger = logging.getLogger(__name__)


@transaction.atomic
def add_team(*, agency: Agency, key: str, name: str, user: Any = None) -> tuple[Team, bool]:
    """Add a team, or give the one of that key this name and open it again; the flag says whether anything changed.

    Raises UserError for a key or a name that a person can mend.
    """
    wanted = Team(agency=agency, key=key.strip(), name=name.strip())
    try:
        wanted.clean_fields(exclude=["agency"])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        label = next(each.verbose_name for each in Team._meta.fields if each.name == field)
        raise UserError(f"{label}: {' '.join(messages)}") from error
    with tenant_scope(agency):
        team = Team.objects.select_for_update().filter(key=wanted.key).first()
        if team is not None and team.ended_at is None and team.name == wanted.name and team.collection_id:
            return team, False
        if team is None:
            team = wanted
        team.name, team.ended_at = wanted.name, None
        team.save()
        give_folder(team)
        _record(team, "tenants.add_team", user)
    return team, True


@transaction.atomic
def give_folder(team: Team) -> None:
    """Give a team the collection its pictures and documents go into, named after it; once is enough."""
    collection = team.collection
    if collection is not None:
        if collection.name != team.name:
            collection.name = team.name
            collection.save(update_fields=["name"])
        return
    # The row that the agency remembers does not know of collections made since.
    root = Collection.objects.filter(pk=team.agency.root_collection_id).first()
    if root is not None:
        team.collection = root.add_child(name=team.name)
        team.save(update_fields=["collection"])


@transaction.atomic
def end_team(*, team: Team, user: Any = None) -> bool:
    """Offer a team no longer; its pages keep its key. False when it had ended before."""
    if team.ended_at is not None:
        return False
    team.ended_at = timezone.now()
    team.save(update_fields=["ended_at"])
    _record(team, "tenants.end_team", user)
    return True


def _record(team: Team, action: str, user: Any) -> None:
    log(instance=team.agency, action=action, user=user, data={"team": team.key})
    logger.info(action, extra={"agency_key": team.agency.key, "team": team.key})
