"""The gallery block."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from govcms.content.blocks import groups
from govcms.content.blocks.image import ImageBlock
from govcms.content.previews import PICTURES


class GalleryPictureBlock(ImageBlock):
    """One picture of a gallery, with room for a shorter caption."""

    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=200)

    class Meta:
        label = _("Picture")


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
