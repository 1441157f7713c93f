"""The menus of a site."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from govcms.content.blocks.menu import MenuItemBlock, MenuLinkBlock
from tenants.models import AgencyOwned, AgencySite, language_name


class Menu(AgencyOwned):
    """The links at the top and the bottom of every page of a site, in one language."""

    agency_site = models.ForeignKey(
        AgencySite, on_delete=models.CASCADE, editable=False, related_name="menus", verbose_name=_("site")
    )
    language = models.CharField(_("language"), max_length=12, editable=False)
    items = StreamField(
        [("item", MenuItemBlock())],
        blank=True,
        max_num=10,
        verbose_name=_("menu"),
        help_text=_("At the top of every page. Drag the entries, or move them with the buttons."),
    )
    footer = StreamField(
        [("link", MenuLinkBlock())],
        blank=True,
        max_num=20,
        verbose_name=_("footer links"),
        help_text=_("At the end of every page: accessibility, privacy, contact."),
    )

    class Meta:
        verbose_name = _("menu")
        verbose_name_plural = _("menus")
        ordering = ["agency_site", "language"]
        constraints = [
            models.UniqueConstraint(fields=["agency_site", "language"], name="one_menu_per_site_and_language")
        ]

    def __str__(self) -> str:
        return f"{self.agency_site} · {language_name(self.language)}"
