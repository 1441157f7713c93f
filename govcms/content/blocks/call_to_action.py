"""The call to action block."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from govcms.content.blocks import groups
from govcms.content.blocks.link import LinkBlock, LinkValue


class Kind(TextChoices):
    """What pressing the button does."""

    START = "start", _("Starts a service")
    PLAIN = "plain", _("Leads on")


class CallValue(LinkValue):
    """A call to action as the page shows it."""

    @property
    def is_start(self) -> bool:
        """Whether the button starts a service."""
        return self.get("kind") == Kind.START


class CallToActionBlock(LinkBlock):
    """The one thing to do on this page, as a button."""

    kind = blocks.ChoiceBlock(label=_("Kind"), choices=Kind.choices, default=Kind.START)
    title = blocks.CharBlock(label=_("Words on the button"), max_length=60, help_text=_("What it does: “Apply now”."))
    text = blocks.TextBlock(
        label=_("Text above it"),
        required=False,
        max_length=300,
        help_text=_("What readers need at hand, or where the button takes them."),
    )

    class Meta:
        icon = "success"
        group = groups.LINKS
        label = _("Call to action")
        template = "content/blocks/call_to_action.html"
        description = _(
            "A button for the one thing to do on this page. Not for further reading, nor twice on a page: use links."
        )
        value_class = CallValue
        preview_value = {
            "kind": Kind.START,
            "title": _("Start now"),
            "text": _("Have your identity card ready. It takes ten minutes."),
            "page": None,
            "url": "https://example.org/",
        }
