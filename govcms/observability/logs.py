"""Logs as JSON, one object a line."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from govcms.observability.references import current_reference
from tenants.scope import current_scope

_PLAIN_FIELDS = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
# Attributes that Django and its server hang on records; they are objects, or say what other fields say.
_NOISE = frozenset({"request", "status_code", "server_time", "color_message"})


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
            "event": record.getMessage(),
            "request_id": current_reference() or None,
            "agency": _agency_key(),
        }
        for name, value in vars(record).items():
            if name not in _PLAIN_FIELDS and name not in _NOISE:
                fields[name] = value
        if record.exc_info:
            fields["exception"] = self.formatException(record.exc_info)
        return json.dumps(fields, default=str, ensure_ascii=False)


def _agency_key() -> str | None:
    scope = current_scope()
    return scope.agency.key if scope is not None and scope.agency is not None else None
