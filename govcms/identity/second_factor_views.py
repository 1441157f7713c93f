"""Signing in: the step after the password, and passkeys in place of both."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from govcms.identity.attempts import Kind, code_keys, count_attempt, forgive_attempt, is_closed, key
from govcms.identity.forms import CodeForm, PasskeyForm, too_many_attempts
from govcms.identity.models import AuthenticatorApp, User
from govcms.identity.passkeys import NotProven, ask_for_known, owner_of_answer
from govcms.identity.second_factor import check_app_code, check_recovery_code, notify
from govcms.identity.signing_in import complete, pending_sign_in
from govcms.identity.tasks import Notice
from tenants.visitor_address import network_of, visitor_address

_ASKED = "passkey_asked"
# As long as a sign-in page may stand open before somebody takes a passkey that it offers.
_ASKED_FOR_S = 60 * 60


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class SecondFactorView(FormView):
    """Asks who has given the right password for a code, or for a passkey."""

    template_name = "identity/second_factor.html"
    form_class = CodeForm
    user: User
    wanted: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer; who has given no password, or long ago, begins again."""
        pending = pending_sign_in(request)
        if pending is None:
            return redirect("sign_in")
        self.user, self.wanted = pending
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the answer of a passkey, or a code."""
        if "answer" not in request.POST:
            return super().post(request, *args, **kwargs)
        asked = request.session.pop(_ASKED, None)
        try:
            owner_of_answer(state=asked or {}, answer=request.POST["answer"], user=self.user)
        except NotProven:
            form = CodeForm(data={})
            form.errors.clear()
            form.add_error(None, _("This passkey was not accepted. Try again, or use a code."))
            return self.form_invalid(form)
        return complete(request, self.user, wanted=self.wanted, by_second_factor=True)

    def form_valid(self, form: CodeForm) -> HttpResponse:
        """Sign in with a code that is right and was not used before."""
        code = form.cleaned_data["code"]
        keys = code_keys(user_uid=str(self.user.uid))
        if wait_s := count_attempt(keys):
            form.add_error(None, too_many_attempts(wait_s))
        elif check_app_code(self.user, code) or check_recovery_code(self.user, code):
            forgive_attempt(keys)
            return complete(self.request, self.user, wanted=self.wanted, by_second_factor=True)
        else:
            form.add_error("code", _("This code is not right, or was used before."))
            if is_closed(keys):
                # Whoever it is has the password; if it is not she, she has to know.
                notify(self.user, Notice.CODES_TRIED)
        return self.form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what this person can answer with, and the question to her passkeys."""
        context = super().get_context_data(**kwargs, has_app=AuthenticatorApp.objects.filter(user=self.user).exists())
        if self.user.passkeys.exists():
            context["passkey_options"], self.request.session[_ASKED] = ask_for_known(self.user)
        return context


@never_cache
@require_POST
def passkey_options(request: HttpRequest) -> HttpResponse:
    """The question to whichever passkey a browser has; asked by the script of the sign-in page."""
    if count_attempt([key(Kind.QUESTION_ADDRESS, network_of(visitor_address(request)))]):
        return JsonResponse({}, status=429)
    options, request.session[_ASKED] = ask_for_known()
    if not request.user.is_authenticated:
        request.session.set_expiry(_ASKED_FOR_S)
    return JsonResponse(options)


@never_cache
@require_POST
def passkey_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in the person whose passkey answered; her device has asked for finger, face or PIN."""
    form = PasskeyForm(request.POST)
    asked = request.session.pop(_ASKED, None)
    try:
        user = owner_of_answer(state=asked or {}, answer=form.data.get("answer", "") if form.is_valid() else "")
    except NotProven:
        refused = {"wanted": request.POST.get("next", "")}
        return render(request, "identity/passkey_refused.html", refused, status=403)
    return complete(request, user, wanted=request.POST.get("next", ""), by_second_factor=True)
