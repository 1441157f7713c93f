"""What the test of the rules on PostgreSQL runs, in a process whose settings name that database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread
from typing import Any

import django
import pytest


def main() -> None:
    """Two agencies by the real actions; what would mix them is refused, what the product does is not."""
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from govcms.pages.models import Page
    from tenants.models import Agency, Team
    from tenants.scope import tenant_scope
    from tenants.triggers import append_only, differing_triggers, sync_triggers
    from tenants.triggers.exemptions import handing_over, rewriting
    from tests.conftest import home_of
    from tests.factories import AgencyFactory, ImageFactory, StandardPageFactory, launched
    from tests.identity.attempts_at_once import check_attempts_at_once

    assert connection.vendor == "postgresql"
    assert differing_triggers(connection) == []
    assert sync_triggers(connection) == 0
    agencies = {key: AgencyFactory(key=key) for key in ("health", "transport")}
    for agency in agencies.values():
        launched(agency, template="ministry")
    health, transport = (Agency.objects.get(key=key) for key in ("health", "transport"))
    foreign = home_of(transport)
    page = StandardPageFactory(parent=home_of(health))
    other = StandardPageFactory(parent=home_of(health))
    other.move(page, pos="first-child")
    with tenant_scope(transport):
        image = ImageFactory(agency=transport)

    rows = Page.objects.filter(pk=page.pk)
    refused(lambda: rows.update(agency=transport))
    refused(lambda: rows.update(path=f"{foreign.path}0077"))
    refused(lambda: rows.update(withdrawn_replacement=foreign))
    refused(lambda: type(foreign).objects.filter(pk=home_of(health).pk).update(hero_image=image))
    Page.objects.get(pk=other.pk).delete()
    with handing_over(reason="a test"):
        refused(lambda: rows.update(agency=transport))
        rows.update(agency=transport, path=f"{foreign.path}0077")

    check_log(health)
    check_attempts_at_once()
    append_only(Team)
    assert sync_triggers(connection) == 2
    with tenant_scope(health):
        Team.objects.create(agency=health, key="web", name="Web")
        refused(lambda: Team.objects.update(name="Other"))
        refused(lambda: Team.objects.all().delete())
        refused(truncate_teams)
        with rewriting(Team, reason="a test"):
            Team.objects.update(name="Other")
            Team.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE tenants_team DISABLE TRIGGER wall_tenants_team_append_only")
    assert differing_triggers(connection) == ["wall_tenants_team_append_only"]
    call_command("migrate", verbosity=0)
    assert differing_triggers(connection) == []


def check_log(agency: Any) -> None:
    """Entries that commit late, and two workers that seal at once, leave the chain whole; tampering shows."""
    from django.db import connection, transaction

    from tenants.audit import record
    from tenants.audit.sealing import seal_all, verify_agency
    from tenants.models import AuditEntry, AuditSeal
    from tenants.scope import tenant_scope
    from tenants.triggers.exemptions import rewriting

    written, may_commit = Event(), Event()

    def write_slowly() -> None:
        with transaction.atomic():
            record("tenants.go_live", agency=agency, details={"late": True})
            written.set()
            may_commit.wait(30)
        connection.close()

    def seal() -> int:
        count = seal_all()
        connection.close()
        return count

    slow = Thread(target=write_slowly)
    slow.start()
    written.wait(30)
    record("tenants.go_live", agency=agency)
    with ThreadPoolExecutor(4) as workers:
        first = sum(worker.result() for worker in [workers.submit(seal) for _ in range(4)])
    may_commit.set()
    slow.join()
    assert first >= 1
    assert verify_agency(agency).waiting == 1
    assert seal() == 1
    verdict = verify_agency(agency)
    assert (verdict.broken, verdict.waiting) == ("", 0), verdict
    with tenant_scope(agency):
        assert verdict.entries == AuditEntry.objects.count()
        late = AuditSeal.objects.latest("number")
        assert late.first_entry < AuditSeal.objects.get(number=late.number - 1).last_entry
        refused(lambda: AuditEntry.objects.update(action="x"))
        refused(lambda: AuditSeal.objects.all().delete())
        with rewriting(AuditEntry, reason="a test"):
            AuditEntry.objects.filter(pk=late.first_entry).update(details={})
    assert "was changed" in verify_agency(agency).broken


def truncate_teams() -> None:
    """Empty a table of rows that are written once."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE tenants_team CASCADE")


def refused(write: Callable[[], object]) -> None:
    """The database has to refuse the write."""
    from django.db import IntegrityError, transaction

    from tenants.triggers import REFUSAL

    with pytest.raises(IntegrityError, match=REFUSAL), transaction.atomic():
        write()


if __name__ == "__main__":
    main()
