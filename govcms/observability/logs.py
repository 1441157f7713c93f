"""Logs as JSON, one object a line."""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

from govcms.observability.references import current_reference
from tenants.scope import current_scope

_PLAIN_FIELDS = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
# Attributes that Django and its server hang on records; they are objects, or say what other fields say.
_NOISE = frozenset({"request", "status_code", "server_time", "color_message"})

# Who reads the log must not be able to use a link that was mailed, wherever its address was asked for.
_TOKEN = re.compile(r"(/(?:invitation|password/set/[^/\s]+)/)[^/\s]+")
# PostgreSQL tells the values, at worst the whole row, that it refused.
_VALUES = re.compile(r"^(DETAIL:).*$", re.MULTILINE)


def without_tokens(text: str) -> str:
    """A path, or a text that names one, as it may be kept."""
    return _TOKEN.sub(r"\1[token]", text)


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, event, request id and agency, then what the caller adds.

    ``logger.info("themes.refused", extra={"pair": …})`` makes ``event`` the stable name and ``pair`` a field.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        fields: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": without_tokens(record.getMessage()),
            "request_id": current_reference() or None,
            "agency": _agency_key(),
        }
        for name, value in vars(record).items():
            if name not in _PLAIN_FIELDS and name not in _NOISE:
                fields[name] = value
        if record.exc_info:
            fields["exception"] = _VALUES.sub(r"\1 left out", without_tokens(self.formatException(record.exc_info)))
        # In ASCII: some readers end a line, and some terminals begin a command, at characters beyond it.
        return json.dumps(fields, default=str)


def _agency_key() -> str | None:
    scope = current_scope()
    return scope.agency.key if scope is not None and scope.agency is not None else None
