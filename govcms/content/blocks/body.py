"""The body of a page: the list of its blocks."""

from wagtail import blocks

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

    class Meta:
        required = False
        # A page this long takes a second to edit; nobody reads it either.
        max_num = 300
