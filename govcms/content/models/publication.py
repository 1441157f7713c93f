"""The publication."""

import datetime
from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from govcms.content.blocks.attachments import AttachmentsBlock
from govcms.content.models.base import BELOW_SECTIONS, ContentPage, image_key
from govcms.content.text import words_of_stream
from govcms.pages.models import Page
from themes.words import day_in_words


class PublicationKind(models.TextChoices):
    """What kind of publication it is; lists can be narrowed to one."""

    REPORT = "report", _("Report")
    STRATEGY = "strategy", _("Strategy or plan")
    POLICY = "policy", _("Policy paper")
    GUIDANCE = "guidance", _("Guidance")
    STATISTICS = "statistics", _("Statistics")
    RESEARCH = "research", _("Research")
    FORM = "form", _("Form")
    LEAFLET = "leaflet", _("Leaflet")
    DECISION = "decision", _("Decision")
    LAW = "law", _("Law or regulation")
    MINUTES = "minutes", _("Minutes")
    SPENDING = "spending", _("Budget or spending")
    TRANSPARENCY = "transparency", _("Transparency")


class PublicationPage(ContentPage):
    """A document with its day, its files and what it says in short."""

    kind = models.CharField(_("kind"), max_length=20, choices=PublicationKind, default=PublicationKind.REPORT)
    date = models.DateField(
        _("date"), default=timezone.localdate, db_index=True, help_text=_("The day readers see, and lists sort by.")
    )
    reference = models.CharField(
        _("number"), max_length=60, blank=True, help_text=_("ISBN, file number or whatever it is cited by.")
    )
    image = image_key(verbose_name=_("cover"))
    attachments = StreamField(
        AttachmentsBlock(),
        blank=True,
        verbose_name=_("files"),
        help_text=_(
            "Readers can open these files from when this page is published until no published page shows them."
        ),
    )
    alternative_format_email = models.EmailField(
        _("e-mail for other formats"),
        blank=True,
        help_text=_("Where people ask for large print, Braille or easy language. Empty: the e-mail of the site."),
    )

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("kind"), FieldPanel("date"), FieldPanel("reference"), FieldPanel("image")],
            heading=_("Publication"),
        ),
        FieldPanel("attachments"),
        FieldPanel("alternative_format_email"),
        FieldPanel("body", help_text=_("What it says in short: many readers cannot open a file, or will not.")),
    ]

    parent_page_types: ClassVar[list[str]] = BELOW_SECTIONS
    subpage_types: ClassVar[list[str]] = []
    image_fields = ("image",)
    template = "content/publication_page.html"
    name_for_readers = _("publication")
    page_description = _("A report, strategy, form or other document: its day, its files and what it says in short.")

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    @property
    def listed_on(self) -> datetime.date | None:
        """The day of publication."""
        return self.date

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page with whom to ask for another format."""
        from govcms.content.chrome import chrome_for

        context = super().get_context(request, *args, **kwargs)
        chrome = chrome_for(request)
        context["format_email"] = self.alternative_format_email or (chrome.settings.contact_email if chrome else "")
        return context

    def facts_for_readers(self) -> list[str]:
        """What kind of publication it is, and its day."""
        return [self.get_kind_display(), day_in_words(self.date)]

    @property
    def picture_id(self) -> int | None:
        """The cover."""
        return self.image_id

    def body_words(self) -> Iterator[str]:
        """Kind, number and the names of the files, then the body."""
        yield from filter(None, [self.get_kind_display(), self.reference])
        yield from words_of_stream(self.attachments.stream_block.to_python(self.attachments.get_prep_value()))
        yield from super().body_words()
