"""The gallery block."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from govcms.content.blocks import groups
from govcms.content.blocks.choosers import LinkedImage
from govcms.content.blocks.image import PictureValue
from govcms.content.previews import PICTURES


class GalleryPictureBlock(blocks.StructBlock):
    """One picture of a gallery."""

    image = LinkedImage(label=_("Image"))
    alt_text = blocks.CharBlock(
        label=_("Alternative text on this page"),
        required=False,
        max_length=250,
        help_text=_("Only where the picture says something else here than in the library."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Picture")
        label_format = "{caption}"
        value_class = PictureValue


class GalleryBlock(blocks.StructBlock):
    """Pictures that belong together."""

    pictures = blocks.ListBlock(GalleryPictureBlock(), label=_("Pictures"), min_num=1, max_num=24)

    class Meta:
        icon = "grid"
        group = groups.MEDIA
        label = _("Gallery")
        template = "content/blocks/gallery.html"
        description = _(
            "Pictures side by side, each opens larger. Not for decoration, nor for a single picture: use an image."
        )

    def get_preview_value(self) -> Any:
        """Invented pictures."""
        pictures = [{"image": image, "alt_text": "", "caption": image.title} for image in PICTURES]
        return self.normalize({"pictures": pictures})
