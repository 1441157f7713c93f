"""Ids that say whose a row is: each agency's rows take theirs from a range of numbers of its own."""

from django.db import connection


def begin_ids_at(first: int) -> None:
    """Give the next row of every table the id ``first``, those after it the numbers that follow."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'")
            tables = [name for (name,) in cursor.fetchall()]
            cursor.execute("DELETE FROM sqlite_sequence")
            cursor.executemany(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [(name, first - 1) for name in tables]
            )
        else:
            cursor.execute(
                "SELECT setval(format('%%I.%%I', schemaname, sequencename)::regclass, %s, false) FROM pg_sequences"
                " WHERE schemaname = current_schema()",
                [first],
            )
