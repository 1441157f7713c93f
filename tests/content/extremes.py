"""Values at the edge of what blocks and fields take: as little as they may hold, words nothing breaks, 200 items.

They are made from the definitions of blocks and models, so that a new one joins by itself. A block that takes no such
value says in ``_fitting`` what it takes; ``test_extremes.py`` names those that lack it.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import Any

from django.conf import settings
from django.db import models
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.coreutils import resolve_model_string
from wagtail.fields import RichTextField, StreamField

from govcms.content.blocks import BodyBlock
from govcms.content.blocks.alert_words import AlertWordsBlock
from govcms.content.blocks.card_grid import CardBlock
from govcms.content.blocks.chart import ChartBlock
from govcms.content.blocks.contact import ContactBlock
from govcms.content.blocks.guide import GuidePartBlock
from govcms.content.blocks.link import LinkBlock
from govcms.content.blocks.offices import OfficeBlock
from govcms.content.blocks.opening_hours import ExceptionBlock, WeekdaysBlock
from govcms.content.blocks.video import VideoBlock
from govcms.content.chart_data import MAX_BARS, MAX_ROWS, MAX_SERIES
from govcms.content.site_content.blocks import stored_form
from govcms.pages.models import Page
from tests.content import words_of_extremes as words

# What stands in an item of a list that has lists of its own.
_MOST_WITHIN = 12
_PHONE = "+44 20 7946 0000"


@dataclass(frozen=True)
class Filling:
    """What blocks and fields are filled with; ``targets`` are the rows that choosers choose, by model."""

    name: str
    words: Sequence[str]
    # How many items a list gets, where it takes so many; without, as few as it must have.
    items: int = 0
    has_long_words: bool = False
    targets: Mapping[type[models.Model], Sequence[Any]] = field(default_factory=dict)

    @property
    def is_least(self) -> bool:
        """Whether what may be empty is."""
        return not self.items

    def text(self, number: int = 0, max_length: int | None = None) -> str:
        """Words, other ones for each number; long ones fill what there is room for, up to two lines of a desktop."""
        if not self.has_long_words:
            return f"{self.words[number % len(self.words)]} {number + 1}"[:max_length]
        room = min(max_length or 200, 200)
        found = ""
        for word in cycle(self.words[number % len(self.words) :] + self.words[: number % len(self.words)]):
            if len(found) >= room:
                return found[:room].strip()
            found = f"{found} {word}".strip()
        raise AssertionError("there are no words")

    def fields(self, model: type[models.Model]) -> dict[str, Any]:
        """A value for each field of the model's own that an editor fills in."""
        found = {}
        for number, each in enumerate(model._meta.local_fields):
            if not each.editable or each.primary_key or each.choices or (self.is_least and each.blank):
                continue
            value = self._of_field(each, number)
            if value is not None:
                found[each.name] = value
        return found

    def body(self) -> list[dict[str, Any]]:
        """The plain form of a body: every block in each of its kinds, or as many blocks as there are items."""
        children = BodyBlock().child_blocks
        if self.items > _MOST_WITHIN:
            names = islice(cycle(["heading", "rich_text"]), self.items)
            # One kind of heading: none skips a level.
            return [
                {"type": name, "value": self.value(children[name], number - number % 2, within=True)}
                for number, name in enumerate(names)
            ]
        return [
            {"type": name, "value": self.value(block, number)}
            for name, block in children.items()
            for number in range(_kinds_of(block))
        ]

    def stored_body(self, *names: str) -> str:
        """The stored form of a body with these blocks, each in all its kinds; of the whole body where none is named."""
        children = BodyBlock().child_blocks
        plain = [
            {"type": name, "value": self.value(children[name], number)}
            for name in names
            for number in range(_kinds_of(children[name]))
        ]
        return json.dumps(stored_form(BodyBlock(), plain or self.body()))

    def value(self, block: blocks.Block, number: int = 0, *, within: bool = False) -> Any:
        """A value of a block in its plain form; ``within`` an item of a list, lists are short."""
        match block:
            case BodyBlock() if within:
                return [{"type": "rich_text", "value": self.rich_text(number)}]
            case BodyBlock():
                return self.body()
            case blocks.StreamBlock():
                children = islice(cycle(block.child_blocks.items()), self._count(block, within))
                return [
                    {"type": key, "value": self.value(child, each, within=True)}
                    for each, (key, child) in enumerate(children)
                ]
            case blocks.ListBlock():
                return [self.value(block.child_block, each, within=True) for each in range(self._count(block, within))]
            case BaseTypedTableBlock():
                return self._table(block)
            case blocks.StructBlock():
                value = {
                    key: self.value(child, number, within=within)
                    if not self.is_least or getattr(child, "required", True) or isinstance(child, blocks.ListBlock)
                    else _nothing(child)
                    for key, child in block.child_blocks.items()
                }
                return value | self._fitting(block, value, number)
        return self._of_field_block(block, number, within=within)

    def rich_text(self, number: int = 0, *, items: int = 1) -> str:
        """Text with a list, and a link that shows its own address."""
        if self.is_least:
            return f"<p>{self.text(number)}</p>"
        lines = "".join(f"<li>{self.text(each)}</li>" for each in range(items))
        link = f'<a href="{self.url}">{self.url if self.has_long_words else self.text(number + 1)}</a>'
        return f"<p>{self.text(number)} <b>{self.text(number + 2)}</b> {link}</p><ul>{lines}</ul>"

    @property
    def url(self) -> str:
        """A web address."""
        return words.LONG_URL if self.has_long_words else "https://law.example/"

    @property
    def email(self) -> str:
        """An e-mail address."""
        return words.LONG_EMAIL if self.has_long_words else "desk@gov.example"

    def target(self, model: Any, number: int = 0) -> Any:
        """A row of the model, another one for each number as long as there are."""
        found = next((rows for kind, rows in self.targets.items() if issubclass(kind, model)), ())
        return found[number % len(found)] if found else None

    def _count(self, block: Any, within: bool) -> int:
        if self.is_least:
            is_required = isinstance(block, blocks.StreamBlock) and block.required
            return int(block.meta.min_num or is_required)
        wanted = min(self.items, _MOST_WITHIN) if within else self.items
        return min(wanted, block.meta.max_num or wanted)

    def _of_field_block(self, block: Any, number: int, *, within: bool) -> Any:
        match block:
            case blocks.ChooserBlock():
                target = self.target(resolve_model_string(block.target_model), number)
                return target.pk if target is not None else None
            case blocks.RichTextBlock():
                return self.rich_text(number, items=1 if within else max(1, self.items))
            case blocks.ChoiceBlock():
                choices = _choices_of(block)
                return choices[number % len(choices)]
            case blocks.MultipleChoiceBlock():
                return _choices_of(block)
            case blocks.BooleanBlock():
                return not self.is_least
            case blocks.IntegerBlock():
                return 24
            case blocks.DateBlock():
                return "2036-03-04"
            case blocks.TimeBlock():
                return "09:00"
            case blocks.URLBlock():
                return self.url
            case blocks.EmailBlock():
                return self.email
            case blocks.RegexBlock():
                return _PHONE
        return self.text(number, block.field.max_length)

    def _of_field(self, each: Any, number: int) -> Any:
        match each:
            case StreamField():
                return json.dumps(stored_form(each.stream_block, self.value(each.stream_block)))
            case RichTextField():
                return self.rich_text(number)
            case models.EmailField():
                return self.email
            case models.URLField():
                return self.url
            case models.ForeignKey() if not issubclass(each.remote_field.model, Page):
                return self.target(each.remote_field.model)
            case models.BooleanField():
                return True
            case models.CharField() | models.TextField():
                return _PHONE if each.name.endswith("phone") else self.text(number, each.max_length)
        return None

    def _table(self, block: Any) -> dict[str, Any]:
        columns = [*block.child_blocks.items()]
        rows = [
            [self.value(child, row + place, within=True) for place, (_key, child) in enumerate(columns)]
            for row in range(max(1, self.items))
        ]
        return {
            "caption": self.text(),
            "columns": [{"type": key, "heading": self.text(place)} for place, (key, _child) in enumerate(columns)],
            "rows": [{"values": row} for row in rows],
        }

    def _fitting(self, block: blocks.StructBlock, value: dict[str, Any], number: int) -> dict[str, Any]:
        """What blocks ask of their values beyond what each child asks of its own."""
        day = datetime.date(2036, 1, 1) + datetime.timedelta(days=number)
        match block:
            case CardBlock() if self.is_least:
                return {}
            case LinkBlock():
                # By turns to a page, whose title stands where none is written, and elsewhere.
                to_page = self.is_least or number % 2 == 0
                page = block.child_blocks["page"]
                return {"page": self.value(page, number), "url": ""} if to_page else {"page": None, "url": self.url}
            case ContactBlock():
                return {"phone": _PHONE}
            case OfficeBlock():
                return {"page": self.value(block.child_blocks["page"], number), "coordinates": "54.4858, -0.6206"}
            case VideoBlock():
                return {"url": "https://vimeo.com/123456", "has_captions": True}
            case ChartBlock():
                return {"document": None, "csv": self._csv(is_bars=value["kind"] == "bar")}
            case GuidePartBlock():
                return {"slug": f"part-{number + 1}"}
            case WeekdaysBlock():
                hour = 8 + number // 7 * 4
                return {"days": [str(number % 7)], "opens": f"{hour:02}:00", "closes": f"{hour + 3:02}:00"}
            case ExceptionBlock():
                return {"first_day": day.isoformat(), "last_day": None, "opens": None, "closes": None}
            case AlertWordsBlock():
                return {"language": settings.LANGUAGES[number % len(settings.LANGUAGES)][0]}
        return {}

    def _csv(self, *, is_bars: bool) -> str:
        columns = MAX_SERIES if self.items else 1
        rows = min(MAX_ROWS, MAX_BARS // columns if is_bars else MAX_ROWS, max(2, self.items))
        head = ["Town", *(self.text(each, 60) for each in range(columns))]
        body = (
            [self.text(row, 70), *(str((row * 7 + place * 31) % 97) for place in range(columns))] for row in range(rows)
        )
        lines = [head, *body]
        return "\n".join("\t".join(line) for line in lines)


LEAST = Filling(words.LEAST, words.SHORT)
LONG_WORDS = Filling(words.LONG_WORDS, words.LONG, items=3, has_long_words=True)
MANY = Filling(words.MANY, words.SHORT, items=200)
EXTREMES = {filling.name: filling for filling in (LEAST, LONG_WORDS, MANY)}


def blocks_with_items() -> Iterator[str]:
    """The names of the blocks of a body that hold as many things as an editor adds."""
    for name, block in BodyBlock().child_blocks.items():
        parts = [block, *getattr(block, "child_blocks", {}).values()]
        is_list = any(isinstance(part, blocks.ListBlock | BaseTypedTableBlock) for part in parts)
        if is_list or isinstance(block, blocks.RichTextBlock | ChartBlock | blocks.ChooserBlock):
            yield name


def _choices_of(block: Any) -> list[str]:
    return [key for key, _label in block.field.choices if key]


def _kinds_of(block: blocks.Block) -> int:
    """In how many kinds a block comes: as many as the choice with most to choose from."""
    children = getattr(block, "child_blocks", {}).values()
    choices = [len(_choices_of(each)) for each in children if isinstance(each, blocks.ChoiceBlock)]
    return max([1, *choices])


def _nothing(block: blocks.Block) -> Any:
    match block:
        case blocks.StreamBlock():
            return []
        case blocks.BooleanBlock():
            return False
        case blocks.ChooserBlock() | blocks.IntegerBlock() | blocks.DateBlock() | blocks.TimeBlock():
            return None
    return ""
