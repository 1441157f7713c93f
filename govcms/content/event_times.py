"""The days and times of an event in words."""

import datetime

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

# In every language the same, and never taken for the other half of the day.
_TIME = "H:i"
_DAY = "l j F Y"


def words_of_times(
    first: datetime.date, begins: datetime.time | None, last: datetime.date | None, ends: datetime.time | None
) -> str:
    """When an event is, in the active language."""
    words = {
        "day": date_format(first, _DAY),
        "last_day": date_format(last or first, _DAY),
        "time": time_format(begins, _TIME) if begins else "",
        "end": time_format(ends, _TIME) if ends else "",
    }
    is_one_day = last is None or last == first
    match is_one_day, bool(begins), bool(ends):
        case True, True, True:
            return _("%(day)s, %(time)s to %(end)s") % words
        case True, True, False:
            return _("%(day)s, %(time)s") % words
        case True, False, _end:
            return words["day"]
        case False, True, True:
            return _("%(day)s, %(time)s to %(last_day)s, %(end)s") % words
        case False, True, False:
            return _("%(day)s, %(time)s to %(last_day)s") % words
    return _("%(day)s to %(last_day)s") % words
