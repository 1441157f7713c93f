"""A changed, removed or slipped-in entry shows, and nothing falls between two seals."""

import logging
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from govcms.identity.models import User
from govcms.observability.logs import JsonFormatter
from tenants.audit import record
from tenants.audit.sealing import seal_agency, seal_all, verify_agency
from tenants.models import Agency, AuditEntry, AuditSeal, UnsealedEntry
from tenants.scope import tenant_scope
from tenants.triggers.exemptions import rewriting


@pytest.fixture
def sealed(health: Agency) -> Agency:
    """Health with three seals upon its log."""
    for number in range(3):
        record("tenants.go_live", agency=health, details={"number": number})
        assert seal_agency(health) == 1
    return health


def test_a_whole_chain_is_whole(sealed: Agency):
    verdict = verify_agency(sealed)

    assert (verdict.broken, verdict.seals, verdict.waiting) == ("", 3, 0)
    with tenant_scope(sealed):
        assert verdict.entries == AuditEntry.objects.count()
        numbers = list(AuditSeal.objects.order_by("number").values_list("number", "previous", "digest"))
    assert [number for number, _previous, _digest in numbers] == [1, 2, 3]
    assert numbers[1][1] == numbers[0][2]


def _change_entry() -> None:
    entry = AuditEntry.objects.order_by("pk")[0]
    AuditEntry.objects.filter(pk=entry.pk).update(details={"number": "other"})


def _remove_entry() -> None:
    AuditEntry.objects.filter(pk=AuditEntry.objects.order_by("pk")[0].pk).delete()


def _remove_seal() -> None:
    AuditSeal.objects.filter(number=2).delete()


def _remove_last_seal() -> None:
    AuditSeal.objects.filter(number=3).delete()


def _change_seal() -> None:
    seal = AuditSeal.objects.get(number=2)
    AuditSeal.objects.filter(number=2).update(entries=[*seal.entries, seal.entries[-1] + 1_000])


def _insert_entry() -> None:
    copy = AuditEntry.objects.order_by("pk")[0]
    copy.pk = None
    copy.uid = "00000000-0000-4000-8000-000000000000"
    copy.save(force_insert=True)


@pytest.mark.parametrize(
    ("tamper", "sentence"),
    [
        (_change_entry, "an entry of seal 1 was changed"),
        (_remove_entry, "of seal 1 is missing"),
        (_remove_seal, "seal 2 is missing"),
        (_remove_last_seal, "is in no seal"),
        (_change_seal, "seal 2 was changed"),
        (_insert_entry, "is in no seal"),
    ],
)
def test_tampering_is_found_and_told_in_one_sentence(sealed: Agency, tamper: Callable[[], None], sentence: str):
    with tenant_scope(sealed), rewriting(AuditEntry, AuditSeal, reason="a test"):
        tamper()
    out = StringIO()

    assert sentence in verify_agency(sealed).broken
    with pytest.raises(CommandError, match=r"The log was tampered with: health: .*\.$"):
        call_command("verify_audit", stdout=out)
    assert out.getvalue().startswith("health: ")


def test_an_entry_that_commits_late_gets_into_the_next_seal(health: Agency):
    record("tenants.go_live", agency=health)
    with tenant_scope(health):
        late = AuditEntry.objects.latest("pk")
        # As another transaction sees it while this one has not committed: the entry is not there to be sealed.
        UnsealedEntry.objects.filter(pk=late.pk).delete()
        record("tenants.suspend", agency=health)
        seal_agency(health)
        UnsealedEntry.objects.create(entry=late)

    assert seal_agency(health) == 1
    verdict = verify_agency(health)
    assert (verdict.broken, verdict.seals) == ("", 2)
    with tenant_scope(health):
        assert AuditSeal.objects.get(number=2).entries == [late.pk]


def test_sealing_twice_seals_once(health: Agency, transport: Agency):
    assert seal_all() == 2
    assert seal_all() == 0


def test_long_logs_are_sealed_in_pieces(health: Agency, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tenants.audit.sealing._LONGEST_SEAL", 2)
    with tenant_scope(health):
        count = AuditEntry.objects.count()

    assert seal_agency(health) == -(-count // 2)
    assert verify_agency(health).broken == ""


def test_an_erased_name_leaves_the_log_whole(health: Agency, health_editor: User):
    seal_agency(health)
    User.objects.filter(pk=health_editor.pk).update(name="", email="erased-1@invalid.example")

    assert verify_agency(health).broken == ""


def test_the_command_tells_of_each_agency(sealed: Agency, transport: Agency):
    out = StringIO()
    call_command("verify_audit", stdout=out)
    lines = out.getvalue().splitlines()

    assert lines[0].startswith("health: whole; ")
    assert "in 3 seals, 0 waiting; last seal " in lines[0]
    assert lines[1].startswith("transport: whole; 0 entries in 0 seals")
    out = StringIO()
    call_command("verify_audit", "--agency=transport", stdout=out)
    assert len(out.getvalue().splitlines()) == 1
    with pytest.raises(CommandError, match="There is no agency"):
        call_command("verify_audit", "--agency=nobody")


def test_a_log_can_be_emptied_by_the_database_alone_with_the_switch(health: Agency):
    with tenant_scope(health), rewriting(AuditEntry, AuditSeal, reason="a test"):
        UnsealedEntry.objects.all().delete()
        AuditEntry.objects.all().delete()
        assert not AuditEntry.objects.exists()


def test_a_chain_that_was_cut_at_its_end_shows_against_the_workers_log(
    health: Agency, caplog: pytest.LogCaptureFixture, tmp_path: Path
):
    log, formatter = tmp_path / "worker.log", JsonFormatter()
    caplog.set_level(logging.INFO)
    for number in range(3):
        record("tenants.go_live", agency=health, details={"number": number})
        seal_agency(health)
    log.write_text("no JSON: audit.sealed\n" + "".join(f"{formatter.format(line)}\n" for line in caplog.records))
    call_command("verify_audit", "--told", str(log), stdout=StringIO())
    with tenant_scope(health), rewriting(AuditEntry, AuditSeal, reason="a test"):
        last = AuditSeal.objects.get(number=3)
        AuditEntry.objects.filter(pk__in=last.entries).delete()
        last.delete()

    assert verify_agency(health).broken == ""
    with pytest.raises(CommandError, match="seal 3 is missing: the worker's log tells of 3"):
        call_command("verify_audit", "--told", str(log), stdout=StringIO())

    record("tenants.go_live", agency=health, details={"number": "another"})
    seal_agency(health)
    with pytest.raises(CommandError, match="seal 3 is not the one"):
        call_command("verify_audit", "--told", str(log), stdout=StringIO())
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify_audit", "--told", str(tmp_path / "nothing"), stdout=StringIO())
