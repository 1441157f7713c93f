"""The parts of a guide."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from govcms.content.blocks.body import BodyBlock

# The address of all parts on one page, and of what a page type answers below itself.
PRINT_SLUG = "print"
RESERVED_PART_SLUGS = frozenset({PRINT_SLUG, "feed"})
MAX_PART_SLUG = 80


class GuidePartBlock(blocks.StructBlock):
    """One part of a guide, with an address of its own."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    slug = blocks.CharBlock(
        label=_("Address"),
        required=False,
        max_length=MAX_PART_SLUG,
        validators=[RegexValidator(r"\A[\w-]+\Z", _("Use letters, digits and hyphens."))],
        help_text=_("The last word of the address, such as “what-it-costs”. Empty: made of the title."),
    )
    body = BodyBlock(label=_("Text"))

    def clean(self, value: Any) -> Any:
        """Give the part an address, and refuse one at which something else answers."""
        value = super().clean(value)
        slug = slugify(value["slug"] or value["title"], allow_unicode=True)[:MAX_PART_SLUG].strip("-")
        message: Any = ""
        # A draft may still lack its title.
        if not slug and value["title"]:
            message = _("The title has no letters to make an address of. Write the address here.")
        elif slug in RESERVED_PART_SLUGS:
            message = _("The guide itself answers at this address. Choose another word.")
        if message:
            raise StructBlockValidationError(block_errors={"slug": ValidationError(message)})
        value["slug"] = slug
        return value

    class Meta:
        icon = "doc-empty"
        label = _("Part")
        label_format = "{title}"


class GuideBlock(blocks.StreamBlock):
    """A guide: parts that are read one after the other or each for itself."""

    part = GuidePartBlock()

    def clean(self, value: Any) -> Any:
        """Refuse two parts at one address."""
        value = super().clean(value)
        errors: dict[int, Any] = {}
        taken: set[str] = set()
        for number, part in enumerate(value):
            slug = part.value["slug"]
            if slug and slug in taken:
                message = ValidationError(
                    _("Another part has the address “%(slug)s”. Write another one here."), params={"slug": slug}
                )
                errors[number] = StructBlockValidationError(block_errors={"slug": message})
            taken.add(slug)
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return value

    class Meta:
        max_num = 30
