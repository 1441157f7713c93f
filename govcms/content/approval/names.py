"""People in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# A large agency has more approvers than a sentence holds.
_NAMED = 3


def names_of(people: Sequence[Any]) -> str:
    """“Ada”, “Ada or Ben”, “Ada, Ben, Cem or 4 others”; empty for nobody."""
    names = [str(person) for person in people[:_NAMED]]
    left = len(people) - len(names)
    if left:
        names.append(ngettext("%(count)d other", "%(count)d others", left) % {"count": left})
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s or %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}
