"""Whether this process can do its work, part by part."""

import logging
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from tenants.triggers import differing_triggers

OK = "ok"

logger = logging.getLogger(__name__)

_checks: dict[str, Callable[[], None]] = {}
# Parts that pages are made without when they are down.
_spare: set[str] = set()
# Migrations are read from disk, which takes half a second; once applied they stay so while the process lives.
_state = {"migrated": False, "ruled": False}


class PartDown(Exception):
    """A part cannot do its work; the message says why, in words without secrets."""


def register_check(part: str, check: Callable[[], None], *, pages_need_it: bool = True) -> None:
    """Ask ``check`` whether ``part`` works; it raises PartDown, or anything else, when not.

    A machine whose pages do not need the part goes on getting visitors while it is down: else one cache that is away
    would take all machines out at once.
    """
    _checks[part] = check
    if not pages_need_it:
        _spare.add(part)


def check_parts() -> dict[str, str]:
    """Each part's name with ``ok`` or the reason why it is down."""
    return {part: _state_of(part, check) for part, check in _checks.items()}


def can_serve(parts: dict[str, str]) -> bool:
    """Whether visitors can be sent here while the parts are in these states."""
    return all(state == OK or part in _spare for part, state in parts.items())


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


def _check_replica() -> None:
    with connections["replica"].cursor() as cursor:
        cursor.execute("SELECT 1")


def _check_file_store() -> None:
    assert settings.S3 is not None
    _file_store().head_bucket(Bucket=settings.S3["bucket_name"])


@cache
def _file_store() -> Any:
    # The library takes a second to import, and most installations have no such store.
    import boto3
    from botocore.config import Config

    assert settings.S3 is not None
    quickly = Config(connect_timeout=2, read_timeout=2, retries={"total_max_attempts": 1})
    return boto3.Session().client("s3", endpoint_url=settings.S3["endpoint_url"], config=quickly)


def _check_cache() -> None:
    # Only a server can be away; it has a check of its own.
    if check := getattr(caches["default"], "check", None):
        check()


register_check("database", _check_database)
register_check("migrations", _check_migrations)
register_check("rules between agencies", _check_rules)
register_check("search index", _check_search_index)
register_check("cache", _check_cache, pages_need_it=False)
if "replica" in settings.DATABASES:
    register_check("database replica", _check_replica, pages_need_it=False)
if settings.S3 is not None:
    register_check("file store", _check_file_store, pages_need_it=False)
