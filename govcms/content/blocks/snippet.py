"""What a piece of reusable content is made of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from govcms.content.blocks.callout import CalloutBlock, Tone

# No documents: a file of one agency would be shown by the pages of others.
SNIPPET_TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link"]


class ContactDetailsBlock(blocks.StructBlock):
    """Where to turn: by telephone, e-mail or post."""

    name = blocks.CharBlock(label=_("Name"), max_length=120, help_text=_("Of the office or the team, not of a person."))
    phone = blocks.CharBlock(
        label=_("Telephone"), required=False, max_length=60, help_text=_("With the code of the country or town.")
    )
    email = blocks.EmailBlock(label=_("E-mail address"), required=False)
    address = blocks.TextBlock(
        label=_("Address"), required=False, max_length=400, rows=3, help_text=_("As on an envelope, in lines.")
    )
    hours = blocks.CharBlock(
        label=_("Hours"),
        required=False,
        max_length=200,
        help_text=_("When somebody answers: Monday to Friday, 9 to 5."),
    )

    class Meta:
        icon = "mail"
        label = _("Contact details")
        template = "content/blocks/contact_details.html"
        description = _("How to reach an office. For the place itself and its opening days use a page of its own.")
        preview_value = {
            "name": _("Passport office"),
            "phone": "0800 100 200",
            "email": "passports@example.org",
            "address": _("1 Harbour Street"),
            "hours": _("Monday to Friday, 9 to 5"),
        }
        label_format = "{name}"


class NoticeBlock(CalloutBlock):
    """A short message that stands on several pages."""

    text = blocks.RichTextBlock(label=_("Text"), features=SNIPPET_TEXT_FEATURES)

    class Meta:
        label = _("Notice")
        preview_value = {
            "tone": Tone.WARNING,
            "title": _("Strike on Friday"),
            "text": _("<p>Our offices are closed on Friday.</p>"),
        }


class FeeBlock(blocks.StructBlock):
    """What something costs."""

    name = blocks.CharBlock(label=_("What for"), max_length=160)
    amount = blocks.CharBlock(
        label=_("Amount"), max_length=60, help_text=_("With the currency, as readers write it; or “Free”.")
    )
    valid_from = blocks.DateBlock(label=_("Valid from"), required=False)
    text = blocks.RichTextBlock(
        label=_("More about it"),
        required=False,
        features=SNIPPET_TEXT_FEATURES,
        help_text=_("Who pays less, and how to pay."),
    )

    class Meta:
        icon = "tag"
        label = _("Fee")
        template = "content/blocks/fee.html"
        description = _("One price. Several that readers compare belong in a table.")
        preview_value = {"name": _("Passport for an adult"), "amount": "60 €", "text": _("<p>Children pay half.</p>")}
        label_format = "{name}: {amount}"


class SnippetBlock(blocks.StreamBlock):
    """The kinds of reusable content; the keys are a public format, as those of a body are."""

    contact = ContactDetailsBlock()
    notice = NoticeBlock()
    fee = FeeBlock()

    class Meta:
        max_num = 10
