"""The timeline block."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from govcms.content.blocks import groups
from govcms.content.blocks.rich_text import SHORT_TEXT_FEATURES


class TimelineEventBlock(blocks.StructBlock):
    """What happens at one time."""

    when = blocks.CharBlock(label=_("When"), max_length=60, help_text=_("As it should read: 3 May 2026, spring 2027."))
    title = blocks.CharBlock(label=_("What happens"), max_length=160)
    text = blocks.RichTextBlock(label=_("Text"), required=False, features=SHORT_TEXT_FEATURES)

    class Meta:
        icon = "date"
        label = pgettext_lazy("timeline", "Event")
        label_format = "{when} {title}"


class TimelineBlock(blocks.StructBlock):
    """What happened or will happen, in order."""

    events = blocks.ListBlock(TimelineEventBlock(), label=_("Events"), min_num=1, max_num=40)

    class Meta:
        icon = "time"
        group = groups.DATA
        label = _("Timeline")
        template = "content/blocks/timeline.html"
        description = _("What happens when, in order of time. Not for what readers have to do: those are steps.")
        preview_value = {
            "events": [
                {"when": _("March 2026"), "title": _("Work begins"), "text": _("<p>The road is closed at night.</p>")},
                {"when": _("Autumn 2026"), "title": _("The bridge is lifted into place"), "text": ""},
                {"when": _("May 2027"), "title": _("The bridge opens"), "text": _("<p>Trams run from day one.</p>")},
            ]
        }
