"""A person's own settings, as she opens them within the admin."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import (
    AccountView,
    BaseSettingsPanel,
    ChangePasswordPanel,
    LocaleSettingsPanel,
    NotificationsSettingsPanel,
    ThemeSettingsPanel,
)
from wagtail.users.models import UserProfile

from govcms.identity.models import User


class NameForm(forms.ModelForm):
    """The name, as the person writes it; the e-mail address is changed by whoever invited her."""

    class Meta:
        model = User
        fields: ClassVar[list[str]] = ["name"]


class NamePanel(BaseSettingsPanel):
    """How colleagues see the person named."""

    name = "name"
    title = _("Name")
    order = 100
    form_class = NameForm


class AgencyAccountView(AccountView):
    """Wagtail's settings, with our one name for its two and without profile pictures, which would be public."""

    def get_panels(self) -> list[Any]:
        """The panels that have something to set."""
        user = self.request.user
        profile = UserProfile.get_for_user(user)
        kinds = (NamePanel, NotificationsSettingsPanel, LocaleSettingsPanel, ThemeSettingsPanel, ChangePasswordPanel)
        panels = [kind(self.request, user, profile) for kind in kinds]
        return [panel for panel in panels if panel.is_active()]
