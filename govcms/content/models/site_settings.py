"""What a site says of itself on every page."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from govcms.content.blocks.menu import SocialLinkBlock
from govcms.content.models.base import image_key, refuse_other_agencys
from tenants.models import AgencyOwned, AgencySite, language_name


class SiteSettings(AgencyOwned):
    """Tagline, contact and the other words around every page of a site, in one language.

    What is left empty in another language than the site's first is as it is in that one.

    Not one of Wagtail's site settings: those are fetched by site alone, and the scoped manager is
    the wall between agencies.
    """

    # The names of the fields that hold a picture.
    image_fields: ClassVar[tuple[str, ...]] = ("sharing_image", "logo", "icon")

    agency_site = models.ForeignKey(
        AgencySite, on_delete=models.CASCADE, editable=False, related_name="settings", verbose_name=_("site")
    )
    language = models.CharField(_("language"), max_length=12, editable=False)
    site_name = models.CharField(
        _("name of the site"),
        max_length=200,
        blank=True,
        help_text=_("Where it has another name in this language. Leave it empty otherwise."),
    )
    tagline = models.CharField(_("tagline"), max_length=120, blank=True, help_text=_("Beside the name in the header."))
    contact_text = models.TextField(
        _("how to reach you"), blank=True, max_length=600, help_text=_("Address and opening hours, in a few lines.")
    )
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    footer_text = models.TextField(
        _("footer text"), blank=True, max_length=600, help_text=_("Whose site this is, in a sentence or two.")
    )
    accessibility_issues = models.TextField(
        _("what is not accessible yet"),
        blank=True,
        max_length=3_000,
        help_text=_(
            "One thing a line, in the accessibility statement: what does not work, what to do instead, and by when it "
            "will. What the weekly check finds is listed there by itself."
        ),
    )
    complaints_text = models.TextField(
        _("where to complain"),
        blank=True,
        max_length=600,
        help_text=_("In the accessibility statement: who helps when your answer does not, such as an ombudsman."),
    )
    social = StreamField([("account", SocialLinkBlock())], blank=True, max_num=8, verbose_name=_("accounts elsewhere"))
    sharing_image = image_key(
        verbose_name=_("sharing picture"),
        help_text=_("Shown where a page without a picture of its own is shared. 1200 by 630 pixels or larger."),
    )

    logo = image_key(
        verbose_name=_("logo"), help_text=_("At the top of every page. SVG, or PNG at least 160 pixels high.")
    )
    logo_alt = models.CharField(
        _("words for the logo"),
        max_length=120,
        blank=True,
        help_text=_("For those who do not see it. Empty: the name of the site."),
    )
    logo_has_name = models.BooleanField(
        _("the logo shows the name"), default=False, help_text=_("Then the name does not stand beside it once more.")
    )
    icon = image_key(
        verbose_name=_("icon"),
        help_text=_("Browsers show it beside the title of a page. Square, SVG or PNG; empty: the first letter."),
    )
    journeys = models.JSONField(
        _("step by steps of other agencies"),
        default=list,
        blank=True,
        help_text=_(
            "They lead to pages of this site. Those you choose stand at the top of these pages: “Part of”, with their "
            "title, its step and a link. Step by steps of your agency and of the platform do so by themselves."
        ),
    )

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        ordering = ["agency_site", "language"]
        constraints = [
            models.UniqueConstraint(fields=["agency_site", "language"], name="settings_once_per_site_and_language")
        ]

    def __str__(self) -> str:
        return f"{self.agency_site} · {language_name(self.language)}"

    def clean(self) -> None:
        """Refuse another agency's pictures."""
        super().clean()
        for name in self.image_fields:
            refuse_other_agencys(self, name)
