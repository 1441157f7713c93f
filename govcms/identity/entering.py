"""Where admins of the platform enter an agency for a while."""

from datetime import timedelta
from functools import cached_property
from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView, View

from tenants.actions import enter_agency, leave_agency
from tenants.actions.entries import is_platform_admin
from tenants.addresses import root_url_of
from tenants.errors import UserError
from tenants.models import PLATFORM_KEY, Agency, Role

# The list is for finding one by name, not for reading all.
_LISTED = 25
_MINUTES = {
    15: _("15 minutes"),
    30: _("30 minutes"),
    60: _("1 hour"),
    120: _("2 hours"),
    240: _("4 hours"),
    480: _("8 hours"),
}


class EntryForm(forms.Form):
    """Why, for how long, as what."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("The agency reads it in its log, with your name and the time.")
    )
    minutes = forms.TypedChoiceField(label=_("For how long"), choices=list(_MINUTES.items()), coerce=int, initial=30)
    role = forms.ChoiceField(
        label=_("As what"),
        choices=Role.choices,
        initial=Role.VIEWER,
        help_text=_("Take no more than you need: a viewer sees everything and changes nothing."),
    )


@method_decorator(never_cache, name="dispatch")
class PlatformAdminScreen(LoginRequiredMixin, View):
    """A screen that is there for admins of the platform alone."""

    login_url = reverse_lazy("sign_in")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """To others it does not exist."""
        if request.user.is_authenticated and not is_platform_admin(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class EnterListView(PlatformAdminScreen, TemplateView):
    """Finds the agency to enter."""

    template_name = "identity/enter_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The agencies that match, or the first of all."""
        query = self.request.GET.get("q", "").replace("\0", "").strip()[:100]
        agencies = Agency.objects.filter(status__in=[Agency.Status.DRAFT, Agency.Status.LIVE])
        agencies = agencies.exclude(key=PLATFORM_KEY).order_by("name", "pk")
        if query:
            agencies = agencies.filter(Q(name__icontains=query) | Q(key__icontains=query))
        found = list(agencies[: _LISTED + 1])
        return super().get_context_data(**kwargs, query=query, agencies=found[:_LISTED], has_more=len(found) > _LISTED)


class EnterView(PlatformAdminScreen, FormView[EntryForm]):
    """Asks for the reason and lets her in."""

    template_name = "identity/enter.html"
    form_class = EntryForm

    @cached_property
    def agency(self) -> Agency:
        """The agency to enter."""
        return get_object_or_404(Agency, key=self.kwargs["key"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the agency."""
        return super().get_context_data(**kwargs, agency=self.agency)

    def form_valid(self, form: EntryForm) -> HttpResponse:
        """Enter, or say why not."""
        try:
            enter_agency(
                user=self.request.user,
                agency=self.agency,
                reason=form.cleaned_data["reason"],
                lasts=timedelta(minutes=form.cleaned_data["minutes"]),
                role=form.cleaned_data["role"],
            )
        except UserError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        return redirect(root_url_of(self.agency.admin_host) + "/admin/")


class LeaveEntryView(LoginRequiredMixin, View):
    """Ends an entry from the start page."""

    login_url = reverse_lazy("sign_in")

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Leave; who is not in the agency has left already."""
        leave_agency(user=request.user, agency=get_object_or_404(Agency, key=key))
        return redirect("start")
