"""What a person reads when her role does not allow what she asked for.

Wagtail sends her to the dashboard with one sentence. Here it is an answer of its own: 403, with what is
missing and who can help; JSON where a script asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn

from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import auth

from tenants.models import Membership, Role
from tenants.requests import AgencyRequest
from tenants.roles import ROLE_RIGHTS

# By the name of the URL: what was asked for, and the right on pages that it takes.
_PAGE_ACTIONS = {
    "edit": (gettext_lazy("change this page"), "change"),
    "preview_on_edit": (gettext_lazy("preview changes to this page"), "change"),
    "view_draft": (gettext_lazy("look at the draft of this page"), "change"),
    "add": (gettext_lazy("add a page here"), "add"),
    "add_subpage": (gettext_lazy("add a page here"), "add"),
    "preview_on_add": (gettext_lazy("add a page here"), "add"),
    "copy": (gettext_lazy("copy this page"), "add"),
    "delete": (gettext_lazy("delete this page"), "bulk_delete"),
    "move": (gettext_lazy("move this page"), "publish"),
    "move_confirm": (gettext_lazy("move this page there"), "publish"),
    "set_page_position": (gettext_lazy("put pages in another order"), "publish"),
    "unpublish": (gettext_lazy("take this page from the public"), "publish"),
    "set_privacy": (gettext_lazy("say who may read this page"), "publish"),
    "lock": (gettext_lazy("lock this page"), "lock"),
    "unlock": (gettext_lazy("unlock this page"), "unlock"),
}
# Enough to find one who is at work; the whole list stands on the screen of people.
_SHOWN_ADMINS = 5


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was refused, to whom, and who can help."""

    wanted: str
    role: str
    section: str
    is_outside_section: bool
    roles_that_may: str
    is_for_nobody: bool
    admins: list[Any]

    @property
    def sentence(self) -> str:
        """What is missing, in one sentence."""
        if self.is_outside_section:
            return _("This page lies outside your section, “%(section)s”: you may not %(wanted)s.") % {
                "section": self.section,
                "wanted": self.wanted,
            }
        return _("Your role here, %(role)s, does not allow you to %(wanted)s.") % {
            "role": self.role.lower(),
            "wanted": self.wanted,
        }


def refusal_of(request: AgencyRequest) -> Refusal:
    """What to tell the person of this request."""
    membership = request.membership
    match = request.resolver_match
    namespace, _colon, name = (match.view_name if match else "").rpartition(":")
    wanted, right = _PAGE_ACTIONS.get(name, ("", "")) if namespace == "wagtailadmin_pages" else ("", "")
    roles = [role for role in Role if right in ROLE_RIGHTS[role].pages] if right else [Role.AGENCY_ADMIN]
    is_outside = bool(right) and membership.role in roles and membership.section_id is not None
    admins = Membership.objects.current().of_staff().filter(agency=request.agency, role=Role.AGENCY_ADMIN, section=None)
    return Refusal(
        wanted=str(wanted) or _("open this screen or do this"),
        role=str(membership.get_role_display()),
        section=membership.section.get_admin_display_title() if is_outside and membership.section else "",
        is_outside_section=is_outside,
        roles_that_may=get_text_list([str(role.label).lower() for role in roles], _("or")),
        is_for_nobody=membership.role == Role.AGENCY_ADMIN and not is_outside,
        admins=list(
            apps.get_model(settings.AUTH_USER_MODEL)
            ._default_manager.filter(pk__in=admins.values("user"), is_active=True)
            .exclude(pk=membership.user_id)
            .order_by("name", "pk")[:_SHOWN_ADMINS]
        ),
    )


def expects_data(request: HttpRequest) -> bool:
    """Whether a script asked, which reads JSON, and not a person."""
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return True
    return not request.accepts("text/html")


def _refuse(request: HttpRequest) -> NoReturn:
    raise PermissionDenied


def answer_refusals() -> None:
    """Let the admin's 403 answer where Wagtail's decorators would redirect."""
    auth.permission_denied = _refuse
