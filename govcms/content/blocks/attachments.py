"""The files of a publication."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from govcms.content.blocks.choosers import LinkedDocument


class AttachmentBlock(blocks.StructBlock):
    """A file with what a reader wants to know before opening it."""

    document = LinkedDocument(label=_("Document"))
    title = blocks.CharBlock(
        label=_("Title"), required=False, max_length=160, help_text=_("Empty: the title of the document.")
    )
    language = blocks.CharBlock(
        label=_("Language"), required=False, max_length=40, help_text=_("Where it is not the language of this page.")
    )
    pages = blocks.IntegerBlock(label=_("Pages"), required=False, min_value=1, max_value=100_000)

    class Meta:
        icon = "doc-full"
        label = _("File")
        label_format = "{title}{document}"


class AttachmentsBlock(blocks.StreamBlock):
    """The files of a publication, the most important first."""

    attachment = AttachmentBlock()

    class Meta:
        required = False
        max_num = 50
