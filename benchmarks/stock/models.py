"""Page types of the stock project, as Wagtail's own guide writes them."""

from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock()
    level = blocks.ChoiceBlock(choices=[("h2", "2"), ("h3", "3")])

    class Meta:
        template = "stock/blocks/heading.html"


class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock()
    alt_text = blocks.CharBlock(required=False)
    caption = blocks.CharBlock(required=False)

    class Meta:
        template = "stock/blocks/image.html"


class CalloutBlock(blocks.StructBlock):
    tone = blocks.CharBlock()
    title = blocks.CharBlock(required=False)
    text = blocks.RichTextBlock()

    class Meta:
        template = "stock/blocks/callout.html"


class SectionBlock(blocks.StructBlock):
    heading = blocks.CharBlock()
    text = blocks.RichTextBlock()


class AccordionBlock(blocks.StructBlock):
    sections = blocks.ListBlock(SectionBlock())

    class Meta:
        template = "stock/blocks/accordion.html"


class CardBlock(blocks.StructBlock):
    title = blocks.CharBlock()
    text = blocks.TextBlock(required=False)
    page = blocks.PageChooserBlock(required=False)
    url = blocks.URLBlock(required=False)
    image = ImageChooserBlock(required=False)


class CardGridBlock(blocks.StructBlock):
    cards = blocks.ListBlock(CardBlock())

    class Meta:
        template = "stock/blocks/card_grid.html"


class DocumentListBlock(blocks.StructBlock):
    title = blocks.CharBlock(required=False)
    documents = blocks.ListBlock(DocumentChooserBlock())

    class Meta:
        template = "stock/blocks/document_list.html"


class StockPage(Page):
    summary = models.CharField(max_length=300, blank=True)
    body = StreamField(
        [
            ("heading", HeadingBlock()),
            ("rich_text", blocks.RichTextBlock()),
            ("image", ImageBlock()),
            ("callout", CalloutBlock()),
            ("accordion", AccordionBlock()),
            ("table", TypedTableBlock([("text", blocks.CharBlock(required=False))])),
            ("card_grid", CardGridBlock()),
            ("document_list", DocumentListBlock()),
        ],
        blank=True,
    )
    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    template = "stock/page.html"


@register_setting
class Contact(BaseSiteSetting):
    tagline = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    footer_text = models.TextField(blank=True)
