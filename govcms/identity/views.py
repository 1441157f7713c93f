"""Signing in and out, passwords, and the start page, on the host ``admin.<base>``."""

from typing import Any, cast
from uuid import uuid4

from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView

from govcms.identity.attempts import count_attempt, mail_keys
from govcms.identity.forms import SignInForm
from govcms.identity.models import User
from govcms.identity.places import start_url
from govcms.identity.sessions import end_sessions
from govcms.identity.signing_in import after_password, place_to_go
from govcms.identity.tasks import mail_password_link
from tenants.actions.entries import is_platform_admin
from tenants.first_screen import places_of
from tenants.visitor_address import visitor_address


class SignInView(auth_views.LoginView):
    """Signs a person in for all her agencies, and sends her where she was going."""

    template_name = "identity/sign_in.html"
    form_class = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign in, or ask for the second factor."""
        return after_password(self.request, form.get_user(), wanted=self.request.POST.get("next", ""))

    def get_success_url(self) -> str:
        """Where a person goes who is signed in already and opens this page again."""
        return place_to_go(cast(User, self.request.user), self.request.GET.get("next", ""))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the address to go on to, and whether the person has just signed out."""
        return super().get_context_data(
            **kwargs, wanted=self.request.GET.get("next", ""), signed_out="signed-out" in self.request.GET
        )


class SignOutView(auth_views.LogoutView):
    """Signs a person out of all her agencies; on the host of an agency as well as here."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sign out, and have the browser forget what editors kept on the device for this host."""
        response: HttpResponse = super().post(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = '"storage"'
        return response

    def get_success_url(self) -> str:
        """The sign-in page, which says that she is out."""
        return start_url() + "/admin/login/?signed-out"


class StartView(LoginRequiredMixin, TemplateView):
    """Where a person works, as what, what waits for her, and who approves."""

    template_name = "identity/start.html"
    login_url = reverse_lazy("sign_in")
    redirect_field_name = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the agencies, and for admins of the platform the way into others."""
        user = self.request.user
        return super().get_context_data(**kwargs, places=places_of(user), may_enter=is_platform_admin(user))


class ForgottenPasswordView(FormView):
    """Has a link mailed; the answer is the same whether the account exists or not."""

    template_name = "identity/forgotten_password.html"
    form_class = PasswordResetForm
    success_url = reverse_lazy("forgotten_password_sent")

    def form_valid(self, form: PasswordResetForm) -> HttpResponse:
        """Have it mailed, unless this address has had several already, or many were asked for from here."""
        email = form.cleaned_data["email"]
        if not count_attempt(mail_keys(account=email, address=visitor_address(self.request))):
            # What was typed does not lie in the queue; an address without account is as much work as another.
            found = User.objects.filter(email=email.strip().lower()).values_list("uid", flat=True).first()
            mail_password_link.enqueue(user_uid=str(found or uuid4()), language=get_language())
        return super().form_valid(form)


class SetPasswordView(auth_views.PasswordResetConfirmView):
    """Sets a password by the link of an invitation or a mail."""

    template_name = "identity/set_password.html"
    success_url = reverse_lazy("password_set")

    def form_valid(self, form: Any) -> HttpResponse:
        """Set it, and sign out wherever somebody was in with the one before."""
        response = super().form_valid(form)
        end_sessions(user=form.user)
        return response


@never_cache
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is nothing here, and where to begin."""
    return render(request, "identity/not_found.html", {"start_url": start_url()}, status=404)


@never_cache
def go_to_start(request: HttpRequest, path: str = "") -> HttpResponse:
    """Send a person who typed the path of an admin to the start page."""
    return redirect("start")
