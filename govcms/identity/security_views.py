"""Where a person sets up how she signs in, and sees where she is signed in."""

from __future__ import annotations

import uuid
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, TemplateView

from govcms.identity import sessions
from govcms.identity.devices import forget_devices
from govcms.identity.forms import CodeForm, NewPasskeyForm, ProofForm
from govcms.identity.models import AuthenticatorApp, Passkey, RecoveryCode, User
from govcms.identity.passkeys import MOST_PASSKEYS, NotProven, add_passkey, ask_for_new, remove_passkey
from govcms.identity.places import workplaces_of
from govcms.identity.sealing import Unreadable, seal, unseal
from govcms.identity.second_factor import (
    add_app,
    app_address,
    has_second_factor,
    new_recovery_codes,
    new_secret,
    qr_code,
    remove_app,
)

_ASKED = "new_passkey_asked"
_SECRET = "new_app_secret"  # noqa: S105  # the name of a place in the session


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class SecurityView(LoginRequiredMixin, TemplateView):
    """What is set up for signing in, and where the person is signed in."""

    template_name = "identity/security.html"
    login_url = reverse_lazy("sign_in")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add all of it."""
        user = cast(User, self.request.user)
        asking = self.request.GET.get("agency", "")
        return super().get_context_data(
            **kwargs,
            app=AuthenticatorApp.objects.filter(user=user).first(),
            passkeys=user.passkeys.all(),
            can_add_passkey=user.passkeys.count() < MOST_PASSKEYS,
            codes_left=RecoveryCode.objects.filter(user=user, used_at=None).count(),
            has_second_factor=has_second_factor(user),
            asking=next((place for place in workplaces_of(user) if place.key == asking), None),
            sessions=sessions.sessions_of(user),
            session_key=self.request.session.session_key,
            idle_minutes=settings.SESSION_IDLE_MINUTES,
            hours=settings.SESSION_HOURS,
        )


class ProvedLatelyMixin(LoginRequiredMixin):
    """For screens that change how a person signs in: whoever finds her browser open does not get this far."""

    login_url = reverse_lazy("sign_in")

    @method_decorator([never_cache, sensitive_post_parameters()])
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask for the password first where it was given some time ago."""
        if request.user.is_authenticated and not sessions.is_proved_lately(request.session):
            return redirect(f"{reverse('security_proof')}?next={request.path if request.method == 'GET' else ''}")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class ProofView(LoginRequiredMixin, FormView):
    """Asks for the password again."""

    template_name = "identity/proof.html"
    form_class = ProofForm
    login_url = reverse_lazy("sign_in")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the request."""
        return {**super().get_form_kwargs(), "request": self.request}

    def form_valid(self, form: ProofForm) -> HttpResponse:
        """Go on to the screen that asked."""
        sessions.prove(self.request.session)
        wanted = self.request.GET.get("next", "")
        return redirect(wanted if wanted in {reverse("add_app"), reverse("add_passkey")} else "security")


class AddAppView(ProvedLatelyMixin, FormView):
    """Sets up an authenticator app: shows its secret, and asks for the first code."""

    template_name = "identity/add_app.html"
    form_class = CodeForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show a secret, unless there is an app already."""
        if AuthenticatorApp.objects.filter(user=cast(User, request.user)).exists():
            return redirect("security")
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: CodeForm) -> HttpResponse:
        """Take the app if it shows the right code."""
        user = cast(User, self.request.user)
        if not add_app(user=user, secret=self._secret(), code=form.cleaned_data["code"]):
            form.add_error("code", _("This is not the code of this account. Is the clock of your telephone right?"))
            return self.form_invalid(form)
        del self.request.session[_SECRET]
        return _added(self.request, _("Your authenticator app is set up."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the secret, to read and to photograph."""
        secret = self._secret()
        address = app_address(cast(User, self.request.user), secret)
        groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
        return super().get_context_data(**kwargs, qr_code=qr_code(address), secret=" ".join(groups))

    def _secret(self) -> str:
        try:
            return unseal(self.request.session.get(_SECRET, ""))
        except Unreadable:
            secret = new_secret()
            self.request.session[_SECRET] = seal(secret)
            return secret


class RemoveAppView(ProvedLatelyMixin, View):
    """Removes the authenticator app."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Remove it."""
        if not remove_app(user=cast(User, request.user)):
            return redirect("security")
        return _removed(request, _("The authenticator app was removed."))


class AddPasskeyView(ProvedLatelyMixin, FormView):
    """Adds a passkey, which the browser makes."""

    template_name = "identity/add_passkey.html"
    form_class = NewPasskeyForm

    def form_valid(self, form: NewPasskeyForm) -> HttpResponse:
        """Keep it."""
        asked = self.request.session.pop(_ASKED, None) or {}
        values = form.cleaned_data
        try:
            add_passkey(user=cast(User, self.request.user), name=values["name"], state=asked, answer=values["answer"])
        except NotProven:
            form.add_error(None, _("The passkey could not be added. Try again."))
            return self.form_invalid(form)
        return _added(self.request, _("The passkey was added."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the question to the browser."""
        options, self.request.session[_ASKED] = ask_for_new(cast(User, self.request.user))
        return super().get_context_data(**kwargs, passkey_options=options)


class RemovePasskeyView(ProvedLatelyMixin, View):
    """Removes one of the person's own passkeys."""

    def post(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        """Remove it."""
        remove_passkey(get_object_or_404(Passkey, uid=uid, user=cast(User, request.user)))
        return _removed(request, _("The passkey was removed."))


class RecoveryCodesView(ProvedLatelyMixin, View):
    """Makes new recovery codes in place of the old ones."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make and show them, this once."""
        user = cast(User, request.user)
        if not has_second_factor(user):
            return redirect("security")
        return _codes(request, title=_("Your new recovery codes"), user=user)


class EndSessionsView(LoginRequiredMixin, View):
    """Signs the person out of one of her other sessions, or of all of them."""

    login_url = reverse_lazy("sign_in")

    def post(self, request: HttpRequest, uid: uuid.UUID | None = None) -> HttpResponse:
        """End them; all of them also makes her other browsers strangers again."""
        user = cast(User, request.user)
        ended = sessions.end_sessions(user=user, keep=request.session.session_key, uid=uid)
        if uid is None:
            forget_devices(user=user)
        words = ngettext(
            "You were signed out of %(count)s session.", "You were signed out of %(count)s sessions.", ended
        )
        messages.success(request, words % {"count": ended})
        return redirect("security")


def _added(request: HttpRequest, title: str) -> HttpResponse:
    """After a factor was added: other sessions were opened without it, and lost telephones need codes."""
    user = cast(User, request.user)
    sessions.prove(request.session, second_factor=True)
    sessions.end_sessions(user=user, keep=request.session.session_key)
    if RecoveryCode.objects.filter(user=user).exists():
        messages.success(request, title)
        return redirect("security")
    return _codes(request, title=title, user=user)


def _removed(request: HttpRequest, title: str) -> HttpResponse:
    """After a factor was removed: without any, no session counts as opened by one."""
    user = cast(User, request.user)
    if not has_second_factor(user):
        sessions.forget_second_factor(request.session)
        sessions.end_sessions(user=user, keep=request.session.session_key)
    messages.success(request, title)
    return redirect("security")


def _codes(request: HttpRequest, *, title: str, user: User) -> HttpResponse:
    return render(request, "identity/recovery_codes.html", {"title": title, "codes": new_recovery_codes(user=user)})
