"""The days and times of an event in words."""

import datetime

from django.utils.formats import time_format
from django.utils.translation import gettext as _

from themes.words import day_in_words

# In every language the same, and never taken for the other half of the day.
_TIME = "H:i"


def words_of_times(
    first: datetime.date, begins: datetime.time | None, last: datetime.date | None, ends: datetime.time | None
) -> str:
    """When an event is, in the active language."""
    words = {
        "day": day_in_words(first, weekday=True),
        "last_day": day_in_words(last or first, weekday=True),
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
