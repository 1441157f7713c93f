"""Moving a person from one agency to another: what she leaves, who goes on with it, and the one action."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from tenants.actions import move_member
from tenants.actions.members import current_membership, find_account
from tenants.audit import record
from tenants.errors import UserError
from tenants.forms import HeirForm
from tenants.left_work import kinds_of_work
from tenants.models import Agency, Membership, Role
from tenants.scope import tenant_scope
from tenants.views.people import people_in
from tenants.views.platform.screen import PlatformScreen


class MoveForm(forms.Form):
    """Who moves, where to, as what."""

    email = forms.EmailField(label=gettext_lazy("E-mail address of the person"), max_length=254)
    to = forms.ModelChoiceField(Agency.objects.none(), label=gettext_lazy("To the agency"), to_field_name="key")
    role = forms.ChoiceField(label=gettext_lazy("As what"), choices=Role.choices, initial=Role.EDITOR)

    def __init__(self, *args: Any, source: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = source
        open_ones = Agency.objects.filter(status__in=[Agency.Status.DRAFT, Agency.Status.LIVE])
        self.fields["to"].queryset = open_ones.exclude(pk=source.pk)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Find the person, who must work in the agency."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "email" in cleaned:
            not_here = _("Nobody with this address works in this agency.")
            try:
                cleaned["user"] = find_account(cleaned["email"])
            except UserError:
                self.add_error("email", not_here)
            else:
                if current_membership(user=cleaned["user"], agency=self.source) is None:
                    self.add_error("email", not_here)
        return cleaned


class MoveView(PlatformScreen, FormView[MoveForm]):
    """Asks who moves; then shows what is left behind and asks for the heir; then moves the person."""

    template_name = "tenants/platform/move.html"
    form_class = MoveForm
    page_title = gettext_lazy("Move a person")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Where she works now."""
        return {**super().get_form_kwargs(), "source": self.agency}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the agency."""
        return super().get_context_data(agency=self.agency, **kwargs)

    @cached_property
    def colleagues(self) -> list[Membership]:
        """Those who may go on with the work."""
        return list(people_in(self.agency).current().order_by("user__name", "pk"))

    def form_valid(self, form: MoveForm) -> HttpResponse:
        """Show what she leaves, or move her."""
        user = form.cleaned_data["user"]
        with tenant_scope(self.agency):
            work = kinds_of_work(user=user, agency=self.agency)
        heirs = {str(member.user.uid): member.user for member in self.colleagues if member.user_id != user.pk}
        is_decided = "heir" in self.request.POST
        heir_form = HeirForm(
            self.request.POST if is_decided else None,
            heirs=heirs.values(),
            is_needed=any(kind.needs_heir for kind in work),
        )
        if is_decided and heir_form.is_valid():
            try:
                return self._move(form, heirs.get(heir_form.cleaned_data["heir"]))
            except UserError as error:
                heir_form.add_error(None, str(error))
        if not is_decided:
            # Titles of drafts are shown to somebody who is nobody there: the agency can read that they were.
            record("tenants.view_left_work", subject=user, agency=self.agency, details={"user": str(user.uid)})
        shown = {"form": form, "heir_form": heir_form, "work": work, "person": user, "to": form.cleaned_data["to"]}
        return self.render_to_response(self.get_context_data(**shown, role=Role(form.cleaned_data["role"]).label))

    def _move(self, form: MoveForm, heir: Any) -> HttpResponse:
        user, target = form.cleaned_data["user"], form.cleaned_data["to"]
        move_member(
            email=user.email,
            source=self.agency,
            target=target,
            role=form.cleaned_data["role"],
            heir_email=heir.email if heir else "",
            moved_by=self.request.user,
        )
        told = {"name": user, "old": self.agency.name, "new": target.name}
        messages.success(self.request, _("%(name)s has moved from %(old)s to %(new)s.") % told)
        return redirect("agencies:agency", self.agency.uid)
