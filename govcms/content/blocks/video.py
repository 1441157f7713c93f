"""The video block."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.rich_text import get_text_for_indexing

from govcms.content.blocks import groups
from govcms.content.blocks.choosers import LinkedImage
from govcms.content.blocks.rich_text import SHORT_TEXT_FEATURES
from govcms.content.previews import PICTURE
from govcms.content.videos import Video, provider_names, video_at


class VideoValue(blocks.StructValue):
    """A video as the page shows it."""

    @property
    def video(self) -> Video | None:
        """Where it is seen and played; None for an address that is not (or no longer) one of a provider."""
        return video_at(self.get("url") or "")


class VideoBlock(blocks.StructBlock):
    """A video of a provider, of which nothing is fetched before the reader asks for it."""

    url = blocks.URLBlock(
        label=_("Address of the video"), help_text=_("Copy it from your browser: https://www.youtube.com/watch?v=…")
    )
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    poster = LinkedImage(
        label=_("Picture"), required=False, help_text=_("Shown until the video plays. One of your own library.")
    )
    has_captions = blocks.BooleanBlock(
        label=_("The video has captions"),
        required=False,
        help_text=_("Captions that somebody has read through; those a machine made are full of mistakes."),
    )
    transcript = blocks.RichTextBlock(
        label=_("Transcript"),
        required=False,
        features=SHORT_TEXT_FEATURES,
        help_text=_("What is said and what is to be seen. Readers open it below the video."),
    )

    def clean(self, value: Any) -> Any:
        """Refuse an unknown provider, and a video that says nothing to those who cannot hear it."""
        value = super().clean(value)
        errors = {}
        if value.get("url") and value.video is None:
            message = _("This is not the address of a video that we can show. Videos come from %(providers)s.")
            errors["url"] = ValidationError(message % {"providers": provider_names()}, code="unknown_provider")
        if not (value.get("has_captions") or _has_words(value.get("transcript")) or self.is_deferred_validation):
            message = _("Write a transcript, or tick that the video has captions: some readers cannot hear it.")
            errors["transcript"] = ValidationError(message, code="no_words")
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return value

    class Meta:
        icon = "media"
        group = groups.MEDIA
        label = _("Video")
        template = "content/blocks/video.html"
        description = _(
            "A video that plays when readers ask for it. Not as the only place of a fact: many cannot watch or hear."
        )
        value_class = VideoValue
        label_format = "{title}"

    def get_preview_value(self) -> Any:
        """A video with an invented picture."""
        return self.normalize(
            {
                "url": "https://vimeo.com/76979871",
                "title": _("How to renew your passport"),
                "poster": PICTURE,
                "has_captions": True,
                "transcript": _("<p>A clerk shows the form and points out what to fill in.</p>"),
            }
        )


def _has_words(text: Any) -> bool:
    return text is not None and bool(get_text_for_indexing(text.source).strip())
