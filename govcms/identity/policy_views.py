"""The screen in which an agency admin says what the agency asks of those who sign in."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from govcms.identity.models import SignInPolicy
from govcms.identity.places import security_url
from govcms.identity.sessions import is_proved_by_second_factor
from tenants.audit import record
from tenants.scope import current_agency

MAY_CHANGE = "identity.change_signinpolicy"


class SignInPolicyForm(forms.ModelForm):
    """What the agency asks."""

    class Meta:
        model = SignInPolicy
        fields: ClassVar[list[str]] = ["requires_second_factor"]

    def __init__(self, *args: Any, has_second_factor: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_second_factor = has_second_factor

    def clean_requires_second_factor(self) -> bool:
        """Refuse to shut out the very person who asks for it."""
        wanted: bool = self.cleaned_data["requires_second_factor"]
        if wanted and not self.has_second_factor:
            raise ValidationError(_("Set up a second factor of your own first, and sign in with it."))
        return wanted


class SignInPolicyView(WagtailAdminTemplateMixin, FormView[SignInPolicyForm]):
    """Settings → Sign-in."""

    page_title = gettext_lazy("Sign-in")
    header_icon = "key"
    form_class = SignInPolicyForm
    template_name = "identity/admin_policy.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whom no role gives the right."""
        if not request.user.has_perm(MAY_CHANGE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way from the dashboard to here."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Begin with what the agency asks now."""
        agency = current_agency()
        return {
            **super().get_form_kwargs(),
            "instance": SignInPolicy.objects.first() or SignInPolicy(agency=agency),
            "has_second_factor": is_proved_by_second_factor(self.request.session),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where she sets up her own."""
        return super().get_context_data(**kwargs, security_url=security_url())

    @transaction.atomic
    def form_valid(self, form: SignInPolicyForm) -> HttpResponse:
        """Save and log it."""
        policy = form.save()
        record(
            "identity.change_policy",
            subject=policy,
            details={"requires_second_factor": policy.requires_second_factor},
        )
        messages.success(self.request, _("Saved."))
        return redirect(reverse("sign_in_policy"))
