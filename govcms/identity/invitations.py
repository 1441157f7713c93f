"""Where somebody accepts an invitation to work in an agency."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.forms import SetPasswordMixin
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from govcms.identity.models import User
from tenants.actions import accept_invitation
from tenants.actions.invitations import InvitationGone, find_invitation, has_account
from tenants.addresses import root_url_of
from tenants.errors import UserError
from tenants.models import Invitation


class JoinForm(forms.Form):
    """Nothing to fill in: the account is there."""

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation


class NewAccountForm(SetPasswordMixin, JoinForm):
    """The name and the password of a new account."""

    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password1, password2 = SetPasswordMixin.create_password_fields()

    def clean(self) -> dict[str, Any]:
        """Check the password as one of this person."""
        self.validate_passwords()
        person = User(email=self.invitation.email, name=self.cleaned_data.get("name", ""))
        self.validate_password_for_user(person, "password2")
        return super().clean() or {}


@method_decorator([never_cache, sensitive_post_parameters("password1", "password2")], name="dispatch")
class AcceptInvitationView(FormView[JoinForm]):
    """Shows what is offered, and by whom; looking accepts nothing, because mail programs open links by themselves."""

    template_name = "identity/accept_invitation.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Say that the link does not work, where it does not."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except InvitationGone:
            return render(request, "identity/invitation_gone.html", status=404)

    @cached_property
    def invitation(self) -> Invitation:
        """What the link is about."""
        return find_invitation(self.kwargs["token"])

    @cached_property
    def has_account(self) -> bool:
        """Whether the reader of the mail has an account already."""
        return has_account(self.invitation)

    def get_form_class(self) -> type[JoinForm]:
        """A new account needs a name and a password."""
        return JoinForm if self.has_account else NewAccountForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """What the form is about."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "invitation": self.invitation, "initial": {"name": self.invitation.name}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the offer."""
        return super().get_context_data(**kwargs, invitation=self.invitation, has_account=self.has_account)

    def form_valid(self, form: JoinForm) -> HttpResponse:
        """Accept, and go on to sign in; who is signed in goes straight to the agency."""
        agency = self.invitation.agency
        try:
            accept_invitation(
                token=self.kwargs["token"],
                name=form.cleaned_data.get("name", ""),
                password=form.cleaned_data.get("password1"),
            )
        except InvitationGone:
            raise
        except UserError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        wanted = urlencode({"next": root_url_of(agency.admin_host) + "/admin/"})
        return redirect(f"{reverse('sign_in')}?{wanted}")
