"""The person."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from govcms.content.models.base import BELOW_SECTIONS, ContentPage, facts_with_words, image_key, telephone_link
from govcms.pages.models import Page
from themes.words import day_in_words


class PersonPage(ContentPage):
    """Somebody who holds an office: who, what for, since when."""

    role = models.CharField(
        pgettext_lazy("office held", "role"), max_length=160, blank=True, help_text=_("Such as “Minister of Health”.")
    )
    unit = models.CharField(
        _("unit"), max_length=160, blank=True, help_text=_("The department or board; lists can be narrowed to it.")
    )
    since = models.DateField(_("in this role since"), null=True, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    image = image_key(verbose_name=_("portrait"))

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("role"), FieldPanel("unit"), FieldPanel("since")], heading=pgettext_lazy("office held", "Role")
        ),
        FieldPanel("image"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("phone"), FieldPanel("email")])], heading=pgettext_lazy("details", "Contact")
        ),
        FieldPanel("body"),
    ]

    parent_page_types: ClassVar[list[str]] = BELOW_SECTIONS
    subpage_types: ClassVar[list[str]] = []
    image_fields = ("image",)
    template = "content/person_page.html"
    name_for_readers = _("person")
    page_description = _("Somebody who holds an office: minister, mayor, head of a department. The title is the name.")

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    @property
    def picture_id(self) -> int | None:
        """The portrait."""
        return self.image_id

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page with unit, beginning and contact."""
        context = super().get_context(request, *args, **kwargs)
        context["facts"] = facts_with_words(
            {"term": pgettext("organisation", "Unit"), "text": self.unit},
            {"term": gettext("In this role since"), "text": day_in_words(self.since) if self.since else ""},
            {"term": gettext("Telephone"), "text": self.phone, "url": telephone_link(self.phone)},
            {"term": gettext("E-mail"), "text": self.email, "url": f"mailto:{self.email}"},
        )
        return context

    def facts_for_readers(self) -> list[str]:
        """Role and unit."""
        return [fact for fact in (self.role, self.unit) if fact]

    def body_words(self) -> Iterator[str]:
        """Role and unit, then the body."""
        yield from filter(None, [self.role, self.unit, self.phone, self.email])
        yield from super().body_words()
