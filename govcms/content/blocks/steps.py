"""The steps of a step by step."""

from collections.abc import Iterable, Iterator

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from govcms.content.blocks.menu import MenuLinkBlock
from govcms.content.blocks.rich_text import SHORT_TEXT_FEATURES


class Follows(TextChoices):
    """How a step stands to the one before it."""

    THEN = "then", _("A step of its own, with the next number")
    AND = "and", _("At the same time as the step before")
    OR = "or", _("Instead of the step before")


def numbered(follows: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The number of each step, and how it joins the one before, whose number it has then: "", "and" or "or"."""
    number = 0
    for each in follows:
        # The first step joins nothing.
        joins = each if number and each != Follows.THEN else ""
        number += not joins
        yield number, joins


class StepLinkBlock(MenuLinkBlock):
    """A page on which a reader takes the step: one's own, or another agency's by its web address."""

    note = blocks.CharBlock(
        label=_("Fee or note"), required=False, max_length=80, help_text=_("A few words, such as what it costs.")
    )


class StepBlock(blocks.StructBlock):
    """Something to do on the way, and where to do it."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, help_text=_("Begin with what to do: “Check …”."))
    follows = blocks.ChoiceBlock(label=_("This is"), choices=Follows.choices, default=Follows.THEN)
    is_optional = blocks.BooleanBlock(label=_("Not everybody has to do this"), required=False)
    text = blocks.RichTextBlock(label=_("Text"), required=False, features=SHORT_TEXT_FEATURES)
    links = blocks.ListBlock(StepLinkBlock(), label=_("Links"), required=False, default=[], max_num=20)

    class Meta:
        icon = "list-ol"
        label = _("Step")
        label_format = "{title}"


class StepsBlock(blocks.StreamBlock):
    """The steps in their order."""

    step = StepBlock()

    class Meta:
        max_num = 40
