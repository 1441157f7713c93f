"""The service."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.rich_text import get_text_for_indexing

from govcms.content.blocks.rich_text import SHORT_TEXT_FEATURES
from govcms.content.linked import address_for, rendering_with
from govcms.content.models.base import BELOW_SECTIONS, ContentPage, facts_with_words, web_address
from govcms.pages.models import Page


class ServicePage(ContentPage):
    """Something the agency does for people: what they need to know, and the button that begins it."""

    audience = models.CharField(
        _("who it is for"), max_length=300, blank=True, help_text=_("Who can use it, in a sentence.")
    )
    cost = models.CharField(_("cost"), max_length=200, blank=True, help_text=_("Such as “35 crowns” or “Free”."))
    duration = models.CharField(
        _("how long it takes"), max_length=200, blank=True, help_text=_("From applying until people have it.")
    )
    what_you_need = RichTextField(
        _("what you need"),
        blank=True,
        features=SHORT_TEXT_FEATURES,
        help_text=_("What to have at hand, as a list, before people begin."),
    )
    start_label = models.CharField(
        _("words on the button"), max_length=60, blank=True, help_text=_("Empty: “Start now”.")
    )
    start_url = web_address(
        _("web address"), help_text=_("Where people begin, on this site or another, such as https://apply.example/.")
    )
    start_page = models.ForeignKey(
        Page,
        verbose_name=_("or a page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    start_note = models.CharField(
        _("words below the button"),
        max_length=200,
        blank=True,
        help_text=_("Such as “It takes ten minutes. You can save your answers.”"),
    )
    other_ways = RichTextField(
        _("other ways"),
        blank=True,
        features=SHORT_TEXT_FEATURES,
        help_text=_("By post, by telephone, in person: for everybody who cannot or will not do it online."),
    )

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("audience"), FieldPanel("cost"), FieldPanel("duration"), FieldPanel("what_you_need")],
            heading=_("Before people begin"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("start_url"),
                FieldPanel("start_page"),
                FieldPanel("start_label"),
                FieldPanel("start_note"),
            ],
            heading=_("Start button"),
        ),
        FieldPanel("other_ways"),
        FieldPanel("body"),
    ]

    parent_page_types: ClassVar[list[str]] = BELOW_SECTIONS
    subpage_types: ClassVar[list[str]] = []
    page_fields = ("start_page",)
    template = "content/service_page.html"
    name_for_readers = _("service")
    page_description = _("Something people apply for, pay, book or report: who, what it costs, how long, and a button.")

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")

    def clean(self) -> None:
        """Refuse a button that leads to two places."""
        super().clean()
        if self.start_url and self.start_page_id:
            raise ValidationError({"start_url": _("Choose a page or write a web address, not both.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page with its button, which is left out while it leads nowhere."""
        context = super().get_context(request, *args, **kwargs)
        linked = context["linked"]
        page = linked.pages.get(self.start_page_id or 0)
        with rendering_with(linked):
            url = address_for(page) if page is not None else self.start_url
        context["start"] = {"title": self.start_label or gettext("Start now"), "url": url} if url else None
        context["facts"] = facts_with_words(
            {"term": gettext("Who it is for"), "text": self.audience},
            {"term": gettext("What it costs"), "text": self.cost},
            {"term": gettext("How long it takes"), "text": self.duration},
        )
        return context

    def facts_for_readers(self) -> list[str]:
        """What it costs and how long it takes."""
        return [fact for fact in (self.cost, self.duration) if fact]

    def body_words(self) -> Iterator[str]:
        """What people need to know first, then the body."""
        yield from filter(None, [self.audience, self.cost, self.duration])
        yield from (get_text_for_indexing(text) for text in (self.what_you_need, self.other_ways) if text)
        yield from super().body_words()
