"""Columns of lists in the admin."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.ui.tables import Column


class WrittenDateColumn(Column):
    """A day or a moment, written out: Wagtail's column says how long ago it was, and “just now” of what is to come."""

    def get_value(self, instance: Any) -> str:
        """The day, with the time where there is one; nothing where there is no day."""
        moment = super().get_value(instance)
        if moment is None:
            return ""
        if isinstance(moment, datetime):
            return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")
        return date_format(moment, "DATE_FORMAT")
