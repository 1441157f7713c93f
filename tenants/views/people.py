"""The screens in which an agency admin invites people, changes their roles and ends them."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Min, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from tenants.actions import change_member, end_membership, invite, withdraw_invitation
from tenants.addresses import root_url_of
from tenants.errors import UserError
from tenants.forms import HeirForm, InvitationForm, PlaceForm
from tenants.left_work import KindOfWork, kinds_of_work
from tenants.models import Invitation, Membership
from tenants.models.membership import MembershipQuerySet
from tenants.scope import current_agency


def may_manage_people(user: Any) -> bool:
    """Whether somebody's role in the agency in scope reaches as far as its people."""
    return bool(user.has_perm("tenants.change_invitation"))


class PeopleScreen(WagtailAdminTemplateMixin):
    """The frame of the screens, for agency admins."""

    header_icon = "group"
    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whose role does not reach so far."""
        if not may_manage_people(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way from the dashboard over the list to here."""
        people = {"url": reverse("people:index"), "label": _("People")}
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, people, here]

    @cached_property
    def membership(self) -> Membership:
        """The member whose screen it is: of this agency's own people, now or soon."""
        return get_object_or_404(people_in(current_agency()), uid=self.kwargs["uid"])


def people_in(agency: Any) -> MembershipQuerySet:
    """The agency's own people of now, and those who will come."""
    memberships = Membership.objects.filter(agency=agency, user__is_active=True).of_staff()
    now = memberships.current() | memberships.filter(ends_at=None)
    return now.select_related("user", "section", "team", "agency")


class PeopleIndexView(PeopleScreen, IndexView):
    """Who works in the agency, and who is invited."""

    model = Membership
    template_name = "tenants/people.html"
    page_title = gettext_lazy("People")
    index_url_name = "people:index"
    index_results_url_name = "people:index_results"
    permission_policy = None
    any_permission_required = None
    default_ordering = "user__name"
    paginate_by = 50
    is_searchable = True
    search_backend_name = None
    search_fields: ClassVar[list[str]] = ["user__name", "user__email", "team__name", "section__title"]
    verbose_name_plural = gettext_lazy("people")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """From the dashboard to here."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    @cached_property
    def columns(self) -> list[Any]:
        """Name, address, role, section, team, since when, last seen."""
        title = self._get_title_column_class(TitleColumn)
        more = "people-list__more"
        return [
            title(
                "user",
                label=_("Name"),
                accessor=_name_of,
                get_url=self.get_edit_url,
                sort_key="user__name",
                classname="people-list__name",
            ),
            Column("email", label=_("E-mail address"), accessor="user.email", sort_key="user__email", classname=more),
            Column("role", label=_("Role"), accessor=_role_of, sort_key="role"),
            Column("section", label=pgettext("site", "Section"), accessor=_section_of),
            Column("team", label=_("Team"), accessor=lambda membership: membership.team or "", classname=more),
            DateColumn("since", label=_("Since"), sort_key="since", classname=more),
            DateColumn("last_seen_at", label=_("Last seen"), sort_key="last_seen_at", classname=more),
        ]

    def get_base_queryset(self) -> QuerySet[Any]:
        """Members, and whoever of the platform is here for a while."""
        agency = current_agency()
        places = Membership.objects.filter(user=OuterRef("user"), agency=agency).of_staff().order_by().values("user")
        since = Subquery(places.annotate(first=Min("starts_at")).values("first"))
        entries = Membership.objects.filter(agency=agency).exclude(entry_reason="").current()
        shown = people_in(agency) | entries.select_related("user", "section", "team", "agency")
        return shown.annotate(since=since)

    def get_edit_url(self, instance: Membership) -> str | None:
        """Where her role is changed; what the platform does here is not the agency's to change."""
        return None if instance.is_platform_entry else reverse("people:change", args=[instance.uid])

    def get_delete_url(self, instance: Membership) -> str | None:
        """Where she is ended."""
        return None if instance.is_platform_entry else reverse("people:end", args=[instance.uid])

    def get_list_more_buttons(self, instance: Membership) -> list[Any]:
        """Change, end."""
        buttons = super().get_list_more_buttons(instance)
        for button, label in zip(buttons, (_("Change role"), _("End membership")), strict=False):
            button.label = label
        return buttons

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Invite."""
        return [HeaderButton(_("Invite"), url=reverse("people:invite"), icon_name="plus")]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the invitations nobody has accepted yet."""
        waiting = Invitation.objects.open().select_related("section", "team", "invited_by")
        return super().get_context_data(*args, **kwargs, invitations=waiting)

    def user_has_permission(self, permission: str) -> bool:
        """Whoever is here may; adding is inviting, which has a button of its own."""
        return permission != "add"


class InviteView(PeopleScreen, FormView[InvitationForm]):
    """Invites somebody; the answer is the same whether the address has an account or not."""

    page_title = gettext_lazy("Invite")
    template_name = "tenants/people_form.html"
    form_class = InvitationForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what the button does."""
        return super().get_context_data(**kwargs, button=_("Send the invitation"))

    def form_valid(self, form: InvitationForm) -> HttpResponse:
        """Send it, or say why not."""
        place = form.cleaned_data
        try:
            invitation = invite(agency=current_agency(), invited_by=self.request.user, **place)
        except UserError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("An invitation is on its way to %(email)s. It works once, for seven days.") % {"email": invitation.email},
        )
        return redirect("people:index")


class ChangeView(PeopleScreen, FormView[PlaceForm]):
    """Gives a member another role, section or team."""

    page_title = gettext_lazy("Change role")
    template_name = "tenants/people_form.html"
    form_class = PlaceForm

    def get_page_subtitle(self) -> str:
        """Whose."""
        return str(self.membership.user)

    def get_initial(self) -> dict[str, Any]:
        """What she has now."""
        membership = self.membership
        return {"role": membership.role, "section": membership.section, "team": membership.team}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what the button does, and where to end the membership."""
        end_url = reverse("people:end", args=[self.membership.uid])
        return super().get_context_data(**kwargs, button=_("Save"), membership=self.membership, end_url=end_url)

    def form_valid(self, form: PlaceForm) -> HttpResponse:
        """Change it, or say why not."""
        try:
            changed = change_member(membership=self.membership, changed_by=self.request.user, **form.cleaned_data)
        except UserError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("%(name)s is now %(role)s.") % {"name": changed.user, "role": str(changed.get_role_display()).lower()},
        )
        is_own = changed.user_id == self.request.user.pk
        return redirect("wagtailadmin_home" if is_own else "people:index")


class EndView(PeopleScreen, FormView[HeirForm]):
    """Shows what somebody leaves, asks who goes on with it, and ends her membership."""

    page_title = gettext_lazy("End membership")
    template_name = "tenants/people_end.html"
    form_class = HeirForm

    def get_page_subtitle(self) -> str:
        """Whose."""
        return str(self.membership.user)

    @cached_property
    def work(self) -> list[KindOfWork]:
        """Her drafts, schedules, submissions and locks."""
        return kinds_of_work(user=self.membership.user, agency=current_agency())

    @cached_property
    def heirs(self) -> dict[str, Any]:
        """The colleagues who could go on, by uid."""
        colleagues = people_in(current_agency()).current().exclude(user=self.membership.user_id)
        return {str(membership.user.uid): membership.user for membership in colleagues.order_by("user__name", "pk")}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Colleagues to choose from; a choice is needed where something is unfinished."""
        unfinished = any(kind.needs_heir for kind in self.work)
        return {**super().get_form_kwargs(), "heirs": self.heirs.values(), "is_needed": unfinished}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what she leaves."""
        return super().get_context_data(**kwargs, membership=self.membership, agency=current_agency(), work=self.work)

    def form_valid(self, form: HeirForm) -> HttpResponse:
        """End it, or say why not."""
        membership = self.membership
        try:
            end_membership(
                email=membership.user.email,
                agency=current_agency(),
                heir=self.heirs.get(form.cleaned_data["heir"]),
                ended_by=self.request.user,
            )
        except UserError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        if membership.user_id == self.request.user.pk:
            # She has no place here any more: back to the agencies she has.
            return redirect(root_url_of(f"admin.{settings.BASE_HOST}") + "/")
        messages.success(self.request, _("%(name)s no longer works here.") % {"name": membership.user})
        return redirect("people:index")


class WithdrawView(PeopleScreen, View):
    """Withdraws an invitation, or sends it again with a new link."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do the one or the other."""
        invitation = get_object_or_404(Invitation.objects.open(), uid=kwargs["uid"])
        if "again" not in request.POST:
            withdraw_invitation(invitation=invitation, user=request.user)
            messages.success(request, _("The invitation to %(email)s was withdrawn.") % {"email": invitation.email})
            return redirect("people:index")
        try:
            invite(
                email=invitation.email,
                agency=current_agency(),
                role=invitation.role,
                name=invitation.name,
                section=invitation.section,
                team=invitation.team,
                invited_by=request.user,
            )
        except UserError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("A new invitation is on its way to %(email)s.") % {"email": invitation.email})
        return redirect("people:index")


def _name_of(membership: Membership) -> str:
    return str(membership.user)


def _role_of(membership: Membership) -> str:
    if membership.is_platform_entry:
        return _("From the platform until %(time)s: %(reason)s") % {
            "time": f"{membership.ends_at:%H:%M} UTC",
            "reason": membership.entry_reason,
        }
    return str(membership.get_role_display())


def _section_of(membership: Membership) -> str:
    return membership.section.get_admin_display_title() if membership.section else _("Whole agency")
