"""What stands in another agency in the place of what is one's own.

All canary agencies are planted alike: the row with the other agency's first id and five is there what the row with
one's own first id and five is here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from tenants.models import Role
from tests.isolation.crawl.atlas import AFTER_ALL, MISSING_ID, MISSING_UID, Atlas
from tests.isolation.crawl.forms import Form

# Read beside a form's own fields or set by scripts, and stored as they are.
_WORDS = ("title", "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")


@dataclass(frozen=True)
class Counterparts:
    """Turns a request of one's own into requests for what another agency owns."""

    own: Atlas
    other: Atlas

    @cached_property
    def _pairs(self) -> dict[str, str]:
        """Words and uids of one's own, and those in their place."""
        pairs = dict(zip(self.own.marks.words, self.other.marks.words, strict=True))
        for model, uids in self.own.uids_by_pk.items():
            theirs = self.other.uids_by_pk.get(model, {})
            for pk, uid in uids.items():
                there = theirs.get(pk + self._distance)
                if there is not None:
                    pairs[uid] = there
        return pairs

    @property
    def _distance(self) -> int:
        return self.other.marks.first_id - self.own.marks.first_id

    @cached_property
    def _own(self) -> re.Pattern[str]:
        return re.compile("|".join([_number(self.own.marks.first_id), _number(AFTER_ALL), *self._pairs]))

    def of(self, text: str) -> list[str]:
        """The text with each of one's own in it replaced alone, and with all of them replaced."""
        found = list(self._own.finditer(text))
        alone = [text[: each.start()] + self._there(each) + text[each.end() :] for each in found]
        return list(dict.fromkeys([*alone, self._own.sub(self._there, text)])) if found else []

    def of_nothing(self, text: str) -> str:
        """The text with ids and uids that nobody has in the place of the other agency's."""
        return self._others.sub(lambda found: MISSING_UID if "-" in found[0] else str(MISSING_ID), text)

    @cached_property
    def _others(self) -> re.Pattern[str]:
        return re.compile("|".join([_number(self.other.marks.first_id), *self.other.all_uids]))

    def _there(self, found: re.Match[str]) -> str:
        text = found[0]
        if text in self._pairs:
            return self._pairs[text]
        # What the crawl's own requests began, as an open editor, has the other's first in its place.
        return str(int(text) + self._distance) if int(text) in self.own.marks.ids else self.blank_ids[0]

    @cached_property
    def blank_ids(self) -> list[str]:
        """For a field that is blank: between them they are ids in every table, of what is published and what is not."""
        first = self.other.marks.first_id
        return [str(first), str(first + 1), str(self.other.planted.pages["draft"].pk)]

    def values(self, form: Form, name: str) -> list[str]:
        """What an attacker would try in this field; nothing where words are just words."""
        last_part = name.rpartition("-")[2]
        if last_part == "tags":
            return [f'"{self.other.marks.text(self.other.marks.public, "tag")}"']
        if last_part == "username":
            # An account is not an agency's: who fails to sign in to one is in the log of each agency of its holder's.
            return []
        if last_part == "email":
            return [self.other.planted.people[Role.EDITOR].email]
        sent = [value for value in form.data.get(name, []) if value]
        if name in form.written or last_part in _WORDS:
            # Rich text and lists of ids stand in such fields too.
            return [there for value in sent if self._id.search(value) for there in self.of(value)]
        choices = [value for value in form.choices.get(name, []) if value]
        found = [there for value in dict.fromkeys([*sent[:1], *choices[-1:]]) for there in self.of(value)]
        return found or (self.blank_ids[1:2] if choices else self.blank_ids)

    @cached_property
    def _id(self) -> re.Pattern[str]:
        return re.compile(_number(self.own.marks.first_id))


def _number(first: int) -> str:
    """A pattern for the numbers from this one on, which begin with the same three digits."""
    return rf"(?<!\d){str(first)[:3]}\d{{4}}(?!\d)"
