"""How the tree is asked for what lies below a page."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import StartsWith
from django.db.models.sql.compiler import SQLCompiler

# The character after the last that a path has: paths are made of digits and capital letters.
_AFTER_ALL = "["


class PathStartsWith(StartsWith):
    """``path__startswith`` as a range, which SQLite looks up in the index; its LIKE reads every page there is.

    PostgreSQL has an index for LIKE, and may sort by other rules than the characters' numbers.
    """

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """From the prefix itself to the last path that begins with it."""
        if not isinstance(self.rhs, str):
            return self.as_sql(compiler, connection)
        path, parameters = self.process_lhs(compiler, connection)
        return f"({path} >= %s AND {path} < %s)", [*parameters, self.rhs, *parameters, self.rhs + _AFTER_ALL]
