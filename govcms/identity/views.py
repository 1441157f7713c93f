"""Signing in and out, passwords, and the start page, on the host ``admin.<base>``."""

from typing import Any, cast

from django.contrib.auth import views as auth_views
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from govcms.identity.attempts import may_mail
from govcms.identity.forms import SignInForm
from govcms.identity.models import User
from govcms.identity.places import is_own_admin_address, start_url, workplaces_of


class SignInView(auth_views.LoginView):
    """Signs a person in for all her agencies, and sends her where she was going."""

    template_name = "identity/sign_in.html"
    form_class = SignInForm
    redirect_authenticated_user = True

    def get_success_url(self) -> str:
        """The address asked for if it is hers, her agency if she has one, else the start page."""
        workplaces = workplaces_of(cast(User, self.request.user))
        wanted = self.request.POST.get("next", self.request.GET.get("next", ""))
        if is_own_admin_address(wanted, workplaces):
            return wanted
        return workplaces[0].admin_url if len(workplaces) == 1 else start_url() + "/"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the address to go on to, and whether the person has just signed out."""
        return super().get_context_data(
            **kwargs, wanted=self.request.GET.get("next", ""), signed_out="signed-out" in self.request.GET
        )


class SignOutView(auth_views.LogoutView):
    """Signs a person out of all her agencies; on the host of an agency as well as here."""

    def get_success_url(self) -> str:
        """The sign-in page, which says that she is out."""
        return start_url() + "/admin/login/?signed-out"


class StartView(LoginRequiredMixin, TemplateView):
    """The agencies a person works in."""

    template_name = "identity/start.html"
    login_url = reverse_lazy("sign_in")
    redirect_field_name = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the agencies."""
        return super().get_context_data(**kwargs, workplaces=workplaces_of(cast(User, self.request.user)))


class ForgottenPasswordView(auth_views.PasswordResetView):
    """Mails a link; the answer is the same whether the account exists or not."""

    template_name = "identity/forgotten_password.html"
    email_template_name = "identity/mail/set_password.txt"
    subject_template_name = "identity/mail/set_password_subject.txt"
    success_url = reverse_lazy("forgotten_password_sent")

    @property
    def extra_email_context(self) -> dict[str, Any]:  # type: ignore[override]  # read once for each mail
        """Our own address for the link, whatever host and port the request names."""
        return {"start_url": start_url()}

    def form_valid(self, form: Any) -> HttpResponse:
        """Mail it, unless this address has had several already; the answer is the same."""
        if may_mail(form.cleaned_data["email"]):
            return super().form_valid(form)
        return redirect(self.get_success_url())


class SetPasswordView(auth_views.PasswordResetConfirmView):
    """Sets a password by the link of an invitation or a mail."""

    template_name = "identity/set_password.html"
    success_url = reverse_lazy("password_set")


@never_cache
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is nothing here, and where to begin."""
    return render(request, "identity/not_found.html", {"start_url": start_url()}, status=404)


@never_cache
def go_to_start(request: HttpRequest, path: str = "") -> HttpResponse:
    """Send a person who typed the path of an admin to the start page."""
    return redirect("start")
