"""In the admin: the way from one agency to another, and what an agency asks of those who sign in."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from govcms.identity.log_actions import register_log_actions
from govcms.identity.places import security_url, workplaces_of
from govcms.identity.policy_views import MAY_CHANGE, SignInPolicyView
from govcms.identity.session_views import session_state


class WorkplaceMenu(Menu):
    """The other agencies that a person works in."""

    def menu_items_for_request(self, request: Any) -> list[Any]:
        """One entry for each; asked twice in a request, read once."""
        if not hasattr(request, "_workplace_menu"):
            here = request.agency.key if request.agency else None
            request._workplace_menu = [
                MenuItem(workplace.name, workplace.admin_url, name=f"agency-{workplace.key}", icon_name="site", order=n)
                for n, workplace in enumerate(workplaces_of(request.user))
                if workplace.key != here
            ]
        return request._workplace_menu


@hooks.register("register_admin_menu_item")
def register_agency_switcher() -> SubmenuMenuItem:
    """The switcher; it is not there for people who work in one agency."""
    return SubmenuMenuItem(
        _("Other agencies"), WorkplaceMenu(items=[]), name="other-agencies", icon_name="site", order=10_100
    )


class SignInPolicyMenuItem(MenuItem):
    """Shown to those who may say what their agency asks."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether a role gives the right."""
        return request.user.has_perm(MAY_CHANGE)


@hooks.register("register_admin_urls")
def register_policy_urls() -> list[URLPattern]:
    """The addresses of the screen, and of what an open editor asks."""
    return [
        path("sign-in/", SignInPolicyView.as_view(), name="sign_in_policy"),
        path("session/", session_state, name="session_state"),
    ]


@hooks.register("insert_editor_js")
def keep_words_when_signed_out() -> str:
    """The dialogue over an open editor whose session has ended."""
    return render_to_string("identity/signed_out.html")


@hooks.register("register_settings_menu_item")
def register_policy_menu_item() -> MenuItem:
    """Settings → Sign-in."""
    return SignInPolicyMenuItem(_("Sign-in"), reverse("sign_in_policy"), icon_name="key", order=160)


@hooks.register("register_account_menu_item")
def register_security_link(request: HttpRequest) -> dict[str, Any]:
    """Account → the page on the start host where a person sets up how she signs in."""
    return {
        "url": security_url(),
        "label": _("Sign-in and security"),
        "help_text": _("Passkeys, authenticator app, recovery codes, and where you are signed in."),
    }


hooks.register("register_log_actions", register_log_actions)
