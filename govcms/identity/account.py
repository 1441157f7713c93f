"""A person's own settings, as she opens them within the admin."""

from typing import Any, ClassVar, cast

from django import forms
from django.http import HttpRequest, HttpResponse
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
from govcms.identity.sessions import end_sessions, keep_listed


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


class MailPanel(NotificationsSettingsPanel):
    """Which e-mails she gets, in our words; Wagtail's are of notifications and moderation."""

    title = _("E-mails")
    words: ClassVar[dict[str, Any]] = {
        "submitted_notifications": _("When a page waits for your approval"),
        "approved_notifications": _("When a page you submitted is approved"),
        "rejected_notifications": _("When changes to a page you submitted are asked for"),
        "updated_comments_notifications": _("When somebody comments on a page whose comments you follow"),
    }

    def get_form(self) -> forms.ModelForm:
        """Wagtail's form, with a label for each and no more."""
        form: forms.ModelForm = super().get_form()
        for name, field in form.fields.items():
            field.label, field.help_text = self.words.get(name, field.label), ""
        return form


class AgencyAccountView(AccountView):
    """Wagtail's settings, with our one name for its two and without profile pictures, which would be public."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save; a new password signs out wherever somebody was in with the one before."""
        user, key, password = cast(User, request.user), request.session.session_key, cast(User, request.user).password
        response: HttpResponse = super().post(request)
        # Wagtail gives the session another key, whatever was saved.
        keep_listed(old_key=key, new_key=request.session.session_key)
        if user.password != password:
            end_sessions(user=user, keep=request.session.session_key)
        return response

    def get_panels(self) -> list[Any]:
        """The panels that have something to set."""
        user = self.request.user
        profile = UserProfile.get_for_user(user)
        kinds = (NamePanel, MailPanel, LocaleSettingsPanel, ThemeSettingsPanel, ChangePasswordPanel)
        panels = [kind(self.request, user, profile) for kind in kinds]
        return [panel for panel in panels if panel.is_active()]
