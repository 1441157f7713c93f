"""The body of a page: the list of its blocks."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from govcms.content.blocks.accordion import AccordionBlock
from govcms.content.blocks.call_to_action import CallToActionBlock
from govcms.content.blocks.callout import CalloutBlock
from govcms.content.blocks.card_grid import CardGridBlock
from govcms.content.blocks.chart import ChartBlock
from govcms.content.blocks.contact import ContactBlock
from govcms.content.blocks.details import DetailsBlock
from govcms.content.blocks.document import DocumentBlock
from govcms.content.blocks.document_list import DocumentListBlock
from govcms.content.blocks.gallery import GalleryBlock
from govcms.content.blocks.heading import HeadingBlock
from govcms.content.blocks.image import ImageBlock
from govcms.content.blocks.inset import InsetBlock
from govcms.content.blocks.key_figures import KeyFiguresBlock
from govcms.content.blocks.links import LinksBlock
from govcms.content.blocks.numbered_steps import NumberedStepsBlock
from govcms.content.blocks.offices import OfficesBlock
from govcms.content.blocks.quote import QuoteBlock
from govcms.content.blocks.related_pages import RelatedPagesBlock
from govcms.content.blocks.reusable import ReusableBlock
from govcms.content.blocks.rich_text import BodyTextBlock
from govcms.content.blocks.table import TableBlock
from govcms.content.blocks.timeline import TimelineBlock
from govcms.content.blocks.video import VideoBlock
from govcms.content.outline import levels_in


class BodyBlock(blocks.StreamBlock):
    """All blocks a page may have, in the order of the block chooser, where each group has its most used first.

    The keys are a public format (exports, site templates, the API): renaming one takes a
    MigrateStreamData over pages and revisions.
    """

    heading = HeadingBlock()
    rich_text = BodyTextBlock()
    numbered_steps = NumberedStepsBlock()
    callout = CalloutBlock()
    inset = InsetBlock()
    details = DetailsBlock()
    accordion = AccordionBlock()
    quote = QuoteBlock()
    reusable = ReusableBlock()
    image = ImageBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    call_to_action = CallToActionBlock()
    links = LinksBlock()
    card_grid = CardGridBlock()
    related_pages = RelatedPagesBlock()
    document_list = DocumentListBlock()
    document = DocumentBlock()
    table = TableBlock()
    chart = ChartBlock()
    key_figures = KeyFiguresBlock()
    timeline = TimelineBlock()
    contact = ContactBlock()
    offices = OfficesBlock()

    def clean(self, value: Any) -> Any:
        """Refuse headings that skip a level, where they stand; a draft may still have them."""
        errors: dict[int, ValidationError] = {} if self.is_deferred_validation else _skipped_levels(value)
        others: Any = None
        try:
            value = super().clean(value)
        except StreamBlockValidationError as error:
            errors |= error.block_errors or {}
            others = error.non_block_errors
        if errors or others:
            raise StreamBlockValidationError(block_errors=errors, non_block_errors=others)
        return value

    class Meta:
        required = False
        # A page this long takes a second to edit; nobody reads it either.
        max_num = 300


def _skipped_levels(stream: Iterable[Any]) -> dict[int, ValidationError]:
    """What is wrong with the order of headings, by the place of the block."""
    errors: dict[int, ValidationError] = {}
    # The title of the page is of level 1.
    above = 1
    for index, block in enumerate(stream):
        for level in levels_in(block):
            if level > above + 1:
                errors.setdefault(index, _skips(block, level))
            above = level
    return errors


def _skips(block: Any, level: int) -> ValidationError:
    if block.block_type == "heading":
        message = _("“%(heading)s” is a section, and no part of the page stands above it. Make it a part.")
        error = ValidationError(message, code="skipped_level", params={"heading": block.value["text"]})
        return StructBlockValidationError(block_errors={"level": error})
    message = _("In this text a heading of level %(level)d has none of level %(above)d above it. Choose that level.")
    return ValidationError(message, code="skipped_level", params={"level": level, "above": level - 1})
