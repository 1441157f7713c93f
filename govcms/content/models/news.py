"""The news page."""

import datetime
from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from govcms.content.models.base import ContentPage, image_key
from govcms.pages.models import Page


class NewsPage(ContentPage):
    """One announcement with its day."""

    date = models.DateField(
        _("date"), default=timezone.localdate, db_index=True, help_text=_("The day readers see, and lists sort by.")
    )
    image = image_key(
        verbose_name=_("picture"), help_text=_("At the top of the page, in lists and where it is shared.")
    )

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("image"),
        FieldPanel("body"),
    ]

    parent_page_types: ClassVar[list[str]] = ["content.ListingPage", "content.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    image_fields = ("image",)
    template = "content/news_page.html"
    name_for_readers = _("news")
    page_description = _("Announces something on a day. What stays true belongs on a standard page.")

    class Meta:
        verbose_name = _("news page")
        verbose_name_plural = _("news pages")

    @property
    def listed_on(self) -> datetime.date | None:
        """The day of the announcement."""
        return self.date

    @property
    def picture_id(self) -> int | None:
        """The picture."""
        return self.image_id

    def body_words(self) -> Iterator[str]:
        """The picture, then the body."""
        if self.image is not None:
            yield self.image.default_alt_text
        yield from super().body_words()
