"""The home page of a site."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from govcms.content.models.base import EVERYDAY_PAGE_TYPES, ContentPage, image_key
from govcms.pages.models import Page


class HomePage(ContentPage):
    """The first page of a site, in one language."""

    hero_title = models.CharField(
        _("opening line"), max_length=120, blank=True, help_text=_("Large at the top. Empty: the title of the page.")
    )
    hero_text = models.CharField(
        _("opening text"), max_length=300, blank=True, help_text=_("One or two sentences. Empty: the summary.")
    )
    hero_image = image_key(verbose_name=_("opening picture"))

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("hero_title"), FieldPanel("hero_text"), FieldPanel("hero_image")], heading=_("Opening")
        ),
        FieldPanel("body"),
    ]

    page_description = _("The first page of a site. It comes with the site; each language has one.")
    # A home page comes with its site, when the site is launched.
    is_creatable = False
    parent_page_types: ClassVar[list[str]] = ["content.AgencyRoot"]
    subpage_types: ClassVar[list[str]] = [
        *EVERYDAY_PAGE_TYPES,
        "content.NewsPage",
        "content.AgenciesPage",
        "content.LatestNewsPage",
    ]
    image_fields = ("hero_image",)
    template = "content/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @property
    def picture_id(self) -> int | None:
        """The opening picture."""
        return self.hero_image_id

    def body_words(self) -> Iterator[str]:
        """The opening, then the body."""
        yield from filter(None, [self.hero_title, self.hero_text])
        yield from super().body_words()
