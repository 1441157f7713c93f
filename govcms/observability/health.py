"""Whether this process can do its work, part by part."""

import logging
import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tenants.triggers import differing_triggers

OK = "ok"

logger = logging.getLogger(__name__)

_checks: dict[str, Callable[[], None]] = {}
# Migrations are read from disk, which takes half a second; once applied they stay so while the process lives.
_state = {"migrated": False, "ruled": False}


class PartDown(Exception):
    """A part cannot do its work; the message says why, in words without secrets."""


def register_check(part: str, check: Callable[[], None]) -> None:
    """Ask ``check`` whether ``part`` works; it raises PartDown, or anything else, when not."""
    _checks[part] = check


def check_parts() -> dict[str, str]:
    """Each part's name with ``ok`` or the reason why it is down."""
    return {part: _state_of(part, check) for part, check in _checks.items()}


def _state_of(part: str, check: Callable[[], None]) -> str:
    try:
        check()
    except PartDown as error:
        logger.warning("health.part_down", extra={"part": part, "reason": str(error)})
        return str(error)
    except Exception:  # whatever went wrong, the answer must still name the other parts
        logger.warning("health.part_down", extra={"part": part}, exc_info=True)
        return "does not answer"
    return OK


def _check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _check_migrations() -> None:
    if _state["migrated"]:
        return
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        raise PartDown(f"{len(missing)} migrations are not applied")
    _state["migrated"] = True


def _check_rules() -> None:
    if _state["ruled"]:
        return
    if names := differing_triggers(connection):
        raise PartDown(f"{len(names)} rules between agencies are not kept; run manage.py migrate")
    _state["ruled"] = True


def _check_search_index() -> None:
    folder = Path(settings.SEARCH_DIR)
    if not folder.is_dir():
        raise PartDown("the folder of the search index does not exist")
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise PartDown("the folder of the search index cannot be written")


register_check("database", _check_database)
register_check("migrations", _check_migrations)
register_check("rules between agencies", _check_rules)
register_check("search index", _check_search_index)
