"""How SQLite and PostgreSQL write the same rule, and how they tell what they have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.backends.base.base import BaseDatabaseWrapper

from tenants.triggers.rules import PREFIX, REFUSAL, Rule


@dataclass(frozen=True, slots=True)
class Trigger:
    """What a database keeps of a rule; two that are equal do the same."""

    table: str
    # What makes it go off, as the database tells it.
    goes_off: str
    body: str


class Dialect(Protocol):
    """One database's way with triggers."""

    def wanted(self, rules: Sequence[Rule]) -> dict[str, Trigger]:
        """The triggers of these rules by name."""
        ...

    def present(self, cursor: Any) -> dict[str, Trigger]:
        """The triggers of ours that the database has, by name."""
        ...

    def create(self, cursor: Any, name: str, trigger: Trigger) -> None:
        """Make a trigger that is not there."""
        ...

    def drop(self, cursor: Any, name: str, trigger: Trigger) -> None:
        """Take a trigger away."""
        ...


class SqliteDialect:
    """One trigger for each event; SQLite keeps the words that made it."""

    def wanted(self, rules: Sequence[Rule]) -> dict[str, Trigger]:
        """The triggers of these rules by name."""
        found = {}
        for rule in rules:
            for event in rule.events:
                name = f"{rule.name}_{event[0].lower()}"
                columns = f" OF {', '.join(rule.columns)}" if event == "UPDATE" and rule.columns else ""
                found[name] = Trigger(table=rule.table, goes_off="", body=self._sql(name, rule, f"{event}{columns}"))
        return found

    def present(self, cursor: Any) -> dict[str, Trigger]:
        """The triggers of ours that the database has, by name."""
        cursor.execute(
            "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, %s) = %s",
            [len(PREFIX), PREFIX],
        )
        return {name: Trigger(table=table, goes_off="", body=sql) for name, table, sql in cursor.fetchall()}

    def create(self, cursor: Any, name: str, trigger: Trigger) -> None:
        """Make a trigger that is not there."""
        cursor.execute(trigger.body)

    def drop(self, cursor: Any, name: str, trigger: Trigger) -> None:
        """Take a trigger away."""
        cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')

    @staticmethod
    def _sql(name: str, rule: Rule, event: str) -> str:
        refuse_if = rule.refuse_if.replace("IS DISTINCT FROM", "IS NOT")
        message = _literal(f"{REFUSAL}: {rule.message}.")
        return (
            f'CREATE TRIGGER "{name}" {rule.timing} {event} ON "{rule.table}" FOR EACH ROW WHEN {refuse_if}'
            f" BEGIN SELECT RAISE(ABORT, {message}); END"
        )


# The bits of pg_trigger.tgtype.
_PG_ROW, _PG_BEFORE = 1, 2
_PG_EVENTS: Mapping[str, int] = {"INSERT": 4, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}
_PG_TRUNCATE = "_truncate"


class PostgresqlDialect:
    """One function and one trigger for a rule, and one more where rows are written once: TRUNCATE knows no rows."""

    def wanted(self, rules: Sequence[Rule]) -> dict[str, Trigger]:
        """The triggers of these rules by name."""
        found = {}
        for rule in rules:
            kind = sum(_PG_EVENTS[event] for event in rule.events) + _PG_ROW
            kind += _PG_BEFORE if rule.timing == "BEFORE" else 0
            found[rule.name] = Trigger(rule.table, _pg_goes_off(kind, sorted(rule.columns)), _pg_body(rule))
            if "DELETE" in rule.events:
                goes_off = _pg_goes_off(_PG_BEFORE + _PG_EVENTS["TRUNCATE"], [])
                found[f"{rule.name[: 63 - len(_PG_TRUNCATE)]}{_PG_TRUNCATE}"] = Trigger(
                    rule.table, goes_off, _pg_body(rule)
                )
        return found

    def present(self, cursor: Any) -> dict[str, Trigger]:
        """The triggers of ours that the database has, by name."""
        cursor.execute(
            """
            SELECT t.tgname, c.relname, t.tgtype, t.tgenabled, t.tgqual IS NULL, p.proname, p.prosrc,
                ARRAY(SELECT a.attname::text FROM pg_attribute a
                    WHERE a.attrelid = t.tgrelid AND a.attnum = ANY(t.tgattr) ORDER BY 1)
            FROM pg_trigger t
            JOIN pg_class c ON c.oid = t.tgrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE NOT t.tgisinternal AND starts_with(t.tgname, %s) AND n.nspname = current_schema()
            """,
            [PREFIX],
        )
        found = {}
        for name, table, kind, enabled, is_plain, function, source, columns in cursor.fetchall():
            goes_off = _pg_goes_off(kind, sorted(columns))
            if enabled != "O" or not is_plain or function != name:
                goes_off = f"{goes_off}, switched off or changed"
            found[name] = Trigger(table, goes_off, source)
        return found

    def create(self, cursor: Any, name: str, trigger: Trigger) -> None:
        """Make a trigger that is not there."""
        cursor.execute(
            f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $wall${trigger.body}$wall$'
        )
        cursor.execute(
            f'CREATE TRIGGER "{name}" {trigger.goes_off.replace(" @ ", f" ON {_quoted(trigger.table)} ")}'
            f' EXECUTE FUNCTION "{name}"()'
        )

    def drop(self, cursor: Any, name: str, trigger: Trigger) -> None:
        """Take a trigger away."""
        cursor.execute(f'DROP TRIGGER IF EXISTS "{name}" ON "{trigger.table}"')
        cursor.execute(f'DROP FUNCTION IF EXISTS "{name}"()')


def _pg_goes_off(kind: int, columns: Sequence[str]) -> str:
    """The event of ``pg_trigger.tgtype`` in the words of CREATE TRIGGER, ``@`` standing for the table."""
    events = []
    for event, bit in _PG_EVENTS.items():
        if kind & bit:
            of = f" OF {', '.join(columns)}" if event == "UPDATE" and columns else ""
            events.append(f"{event}{of}")
    timing = "BEFORE" if kind & _PG_BEFORE else "AFTER"
    return f"{timing} {' OR '.join(events)} @ FOR EACH {'ROW' if kind & _PG_ROW else 'STATEMENT'}"


def _pg_body(rule: Rule) -> str:
    message = _literal(f"{REFUSAL}: {rule.message}.")
    return (
        f"\nBEGIN\n  IF {rule.refuse_if} THEN\n"
        f"    RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', MESSAGE = {message};\n"
        # NEW is null for DELETE and after TRUNCATE; a row-level trigger must hand on the row it lets through.
        "  END IF;\n  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n  RETURN NEW;\nEND\n"
    )


def _literal(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def _quoted(name: str) -> str:
    return f'"{name}"'


def dialect_of(connection: BaseDatabaseWrapper) -> Dialect:
    """The dialect of a database. Raises LookupError for one that the platform does not run on."""
    dialects: dict[str, Dialect] = {"sqlite": SqliteDialect(), "postgresql": PostgresqlDialect()}
    return dialects[connection.vendor]
