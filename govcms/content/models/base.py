"""What all page types share: a body of blocks and how it reaches readers."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models.pages import AbstractPageMeta

from govcms.content.blocks import BodyBlock
from govcms.content.text import words_of_stream
from govcms.pages.models import Page

# Longer text adds nothing to a search result and would make one page a burden to the index.
MAX_BODY_TEXT = 200_000


class ContentPage(Page):
    """A page with a body of blocks."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("body")]

    class Meta(AbstractPageMeta):
        abstract = True

    def body_text(self) -> str:
        """The words of all blocks, as search reads them; at most MAX_BODY_TEXT characters."""
        return "\n".join(self.body_words())[:MAX_BODY_TEXT]

    def body_words(self) -> Iterator[str]:
        """The words of the page beyond title and summary, piece by piece."""
        yield from words_of_stream(self.body)


def image_key(**kwargs: Any) -> models.ForeignKey:
    """A reference to a picture that outlives it."""
    options = {"null": True, "blank": True, "on_delete": models.SET_NULL, "related_name": "+"}
    return models.ForeignKey("media.AgencyImage", **{**options, **kwargs})
