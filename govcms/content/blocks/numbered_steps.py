"""The numbered steps block."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from govcms.content.blocks import groups
from govcms.content.blocks.rich_text import SHORT_TEXT_FEATURES


class NumberedStepBlock(blocks.StructBlock):
    """One step."""

    title = blocks.CharBlock(label=_("What to do"), max_length=160)
    text = blocks.RichTextBlock(label=_("Text"), required=False, features=SHORT_TEXT_FEATURES)

    class Meta:
        icon = "order-down"
        label = _("Step")
        label_format = "{title}"


class NumberedStepsBlock(blocks.StructBlock):
    """What readers do one after the other."""

    steps = blocks.ListBlock(NumberedStepBlock(), label=_("Steps"), min_num=1, max_num=20)

    class Meta:
        icon = "list-ol"
        group = groups.TEXT
        label = _("Steps")
        template = "content/blocks/numbered_steps.html"
        description = _(
            "Numbered steps that readers follow in order. Not where the order does not matter: use a list in the text."
        )
        preview_value = {
            "steps": [
                {"title": _("Fill in the form"), "text": _("<p>It takes ten minutes.</p>")},
                {"title": _("Send us your photo"), "text": _("<p>Take it against a plain wall.</p>")},
                {"title": _("Wait for our letter"), "text": _("<p>It comes within three weeks.</p>")},
            ]
        }
