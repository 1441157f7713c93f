"""The body of a page: the list of its blocks."""

from wagtail import blocks

from govcms.content.blocks.accordion import AccordionBlock
from govcms.content.blocks.callout import CalloutBlock
from govcms.content.blocks.card_grid import CardGridBlock
from govcms.content.blocks.document_list import DocumentListBlock
from govcms.content.blocks.heading import HeadingBlock
from govcms.content.blocks.image import ImageBlock
from govcms.content.blocks.reusable import ReusableBlock
from govcms.content.blocks.rich_text import BodyTextBlock
from govcms.content.blocks.table import TableBlock


class BodyBlock(blocks.StreamBlock):
    """All blocks a page may have.

    The keys are a public format (exports, site templates, the API): renaming one takes a
    MigrateStreamData over pages and revisions.
    """

    heading = HeadingBlock()
    rich_text = BodyTextBlock()
    image = ImageBlock()
    callout = CalloutBlock()
    accordion = AccordionBlock()
    table = TableBlock()
    card_grid = CardGridBlock()
    document_list = DocumentListBlock()
    reusable = ReusableBlock()

    class Meta:
        required = False
        # A page this long takes a second to edit; nobody reads it either.
        max_num = 300
