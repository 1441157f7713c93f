"""The image block."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from govcms.content.blocks import groups
from govcms.content.blocks.choosers import LinkedImage
from govcms.content.previews import PICTURE


class PictureValue(blocks.StructValue):
    """An image as the page uses it."""

    @property
    def alt(self) -> str:
        """The words of this page for the picture, otherwise those of the library."""
        image = self.get("image")
        return self.get("alt_text") or (image.default_alt_text if image else "")


class ImageBlock(blocks.StructBlock):
    """A picture that tells readers something the words cannot."""

    image = LinkedImage(label=_("Image"))
    alt_text = blocks.CharBlock(
        label=_("Alternative text on this page"),
        required=False,
        max_length=250,
        help_text=_("Only where the picture says something else here than in the library."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)

    class Meta:
        icon = "image"
        group = groups.MEDIA
        label = _("Image")
        template = "content/blocks/image.html"
        description = _(
            "One picture with its caption. Not for pictures of text: nobody can enlarge, copy or hear them."
        )
        value_class = PictureValue
        label_format = "{caption}"

    def get_preview_value(self) -> Any:
        """An invented picture."""
        return self.normalize({"image": PICTURE, "alt_text": "", "caption": _("The new library on Market Square")})
