"""When an office is open: by weekday, and on days that are not like others."""

import datetime
from collections import defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

Hours = tuple[datetime.time, datetime.time]


class Weekday(IntegerChoices):
    """The days of the week, numbered as Python numbers them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class WeekdaysBlock(blocks.StructBlock):
    """Hours that are the same on some days of each week."""

    days = blocks.MultipleChoiceBlock(
        label=_("Days"), choices=[(str(day.value), day.label) for day in Weekday], help_text=_("One or several.")
    )
    opens = blocks.TimeBlock(label=pgettext_lazy("hour", "From"))
    closes = blocks.TimeBlock(label=pgettext_lazy("hour", "Until"))
    note = blocks.CharBlock(
        label=_("Note"), required=False, max_length=120, help_text=_("Such as “by appointment only”.")
    )

    def clean(self, value: Any) -> Any:
        """Refuse hours that end before they begin."""
        value = super().clean(value)
        # A draft may still lack them.
        if value["opens"] and value["closes"] and value["closes"] <= value["opens"]:
            raise StructBlockValidationError(block_errors={"closes": _too_early()})
        return value

    class Meta:
        icon = "time"
        label = _("Hours")
        label_format = "{opens} – {closes}"


class OpeningHoursBlock(blocks.StreamBlock):
    """The hours of a week; a break at noon is two entries for the same days."""

    weekdays = WeekdaysBlock()

    def clean(self, value: Any) -> Any:
        """Refuse hours of which two overlap on a day."""
        value = super().clean(value)
        errors: dict[int, Any] = {}
        taken: defaultdict[str, list[Hours]] = defaultdict(list)
        for number, entry in enumerate(value):
            if not entry.value["opens"] or not entry.value["closes"]:
                continue
            hours = entry.value["opens"], entry.value["closes"]
            clashing = [day for day in entry.value["days"] if any(_overlap(hours, other) for other in taken[day])]
            if clashing:
                message = ValidationError(
                    _("These hours overlap with others on %(day)s."), params={"day": Weekday(int(clashing[0])).label}
                )
                errors[number] = StructBlockValidationError(block_errors={"days": message})
            for day in entry.value["days"]:
                taken[day].append(hours)
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return value

    class Meta:
        required = False
        max_num = 21


class ExceptionBlock(blocks.StructBlock):
    """Days on which the office is closed, or open at other hours."""

    first_day = blocks.DateBlock(label=pgettext_lazy("date", "From"))
    last_day = blocks.DateBlock(label=pgettext_lazy("date", "Until"), required=False, help_text=_("Empty: one day."))
    opens = blocks.TimeBlock(label=_("Opens"), required=False, help_text=_("Empty: closed all day."))
    closes = blocks.TimeBlock(label=_("Closes"), required=False)
    reason = blocks.CharBlock(label=_("Reason"), required=False, max_length=120)

    def clean(self, value: Any) -> Any:
        """Refuse days and hours that end before they begin, and hours of which one is missing."""
        value = super().clean(value)
        errors = {}
        if value["first_day"] and value["last_day"] and value["last_day"] < value["first_day"]:
            errors["last_day"] = ValidationError(_("The last day is before the first."))
        if bool(value["opens"]) != bool(value["closes"]):
            errors["closes" if value["opens"] else "opens"] = ValidationError(_("Write both times, or none."))
        elif value["opens"] and value["closes"] <= value["opens"]:
            errors["closes"] = _too_early()
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return value

    class Meta:
        icon = "date"
        label = _("Other hours")
        label_format = "{first_day} {reason}"


class HoursExceptionsBlock(blocks.StreamBlock):
    """All days that are not like others; two entries for one day would leave readers guessing."""

    days = ExceptionBlock()

    def clean(self, value: Any) -> Any:
        """Refuse two entries for the same day."""
        value = super().clean(value)
        errors: dict[int, Any] = {}
        taken: list[tuple[datetime.date, datetime.date]] = []
        for number, entry in enumerate(value):
            first = entry.value["first_day"]
            if first is None:
                continue
            last = entry.value["last_day"] or first
            if any(first <= other_last and other_first <= last for other_first, other_last in taken):
                message = ValidationError(_("Another entry is about one of these days."))
                errors[number] = StructBlockValidationError(block_errors={"first_day": message})
            taken.append((first, last))
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return value

    class Meta:
        required = False
        max_num = 60


def _overlap(one: Hours, other: Hours) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _too_early() -> ValidationError:
    return ValidationError(_("The office closes before it opens."))
