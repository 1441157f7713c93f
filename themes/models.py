"""The theme an agency chose for a site."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models import AgencyOwned
from themes.contrast import check_contrast
from themes.layout import clean_layout
from themes.look import Look, draw_look
from themes.presets import DEFAULT_PRESET, find_preset, presets
from themes.tokens import clean_overrides, resolve_tokens


class Theme(AgencyOwned):
    """A preset and the tokens an agency sets itself on top of it."""

    agency_site = models.OneToOneField(
        "tenants.AgencySite", on_delete=models.CASCADE, related_name="theme", editable=False, verbose_name=_("site")
    )
    preset = models.CharField(_("preset"), max_length=40, default=DEFAULT_PRESET)
    tokens = models.JSONField(_("tokens"), default=dict, blank=True, help_text=_("Only what differs from the preset."))

    layout = models.JSONField(_("layout"), default=dict, blank=True, help_text=_("Only what differs from the preset."))
    has_dark_mode = models.BooleanField(
        _("dark mode"),
        default=True,
        help_text=_("Readers whose device is set to dark see dark pages, in colours that pass the same rules."),
    )

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def __str__(self) -> str:
        return f"{self.agency_site}: {self.preset}"

    def clean(self) -> None:
        """Refuse an unknown preset, a wrong token, and a set that fails WCAG contrast."""
        super().clean()
        if self.preset not in presets():
            raise ValidationError({"preset": _("There is no preset “%(key)s”.") % {"key": self.preset}})
        if self.agency_site.agency_id != self.agency_id:
            raise ValidationError(_("This site belongs to another agency."))
        try:
            self.layout = clean_layout(self.layout)
        except ValidationError as error:
            raise ValidationError({"layout": error.error_list}) from error
        try:
            self.tokens = clean_overrides(self.tokens)
            check_contrast(resolve_tokens(find_preset(self.preset).tokens, self.tokens))
        except ValidationError as error:
            raise ValidationError({"tokens": error.error_list}) from error

    def look(self) -> Look:
        """What pages of the site link to and carry."""
        return draw_look(
            preset=find_preset(self.preset),
            overrides=self.tokens,
            name=self.agency_site.name,
            layout=self.layout,
            has_dark_mode=self.has_dark_mode,
        )
