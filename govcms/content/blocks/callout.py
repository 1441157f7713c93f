"""The callout block."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from govcms.content.blocks import groups
from govcms.content.blocks.rich_text import SHORT_TEXT_FEATURES


class Tone(TextChoices):
    """What kind of message a callout is."""

    INFORMATION = "information", _("Information")
    SUCCESS = "success", _("Good news")
    WARNING = "warning", _("Warning")


class CalloutBlock(blocks.StructBlock):
    """A short message set apart from the body; never the only copy of a fact."""

    tone = blocks.ChoiceBlock(label=_("Kind"), choices=Tone.choices, default=Tone.INFORMATION)
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=SHORT_TEXT_FEATURES)

    class Meta:
        icon = "info-circle"
        group = groups.TEXT
        label = _("Callout")
        template = "content/blocks/callout.html"
        description = _("A short message to all readers. Not for more than two on a page: readers would skip them all.")
        preview_value = {
            "tone": Tone.INFORMATION,
            "title": _("Closed on Monday"),
            "text": _("<p>The office is closed on Monday. You can still apply online.</p>"),
        }
        label_format = "{title}"
