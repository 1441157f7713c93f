"""The screens in which an agency admin adds, renames and ends teams."""

from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView
from wagtail.log_actions import log

from tenants.actions import add_team, end_team, give_folder
from tenants.forms import NewTeamForm, TeamForm
from tenants.models import Team
from tenants.scope import current_agency
from tenants.tree import outside_bin
from tenants.viewsets import OwnRowsViewSet


class TeamIndexView(IndexView):
    """The agency's teams, each with the number of its pages."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """Teams that work first, each with a count that costs no query of its own."""
        agency = current_agency()
        pages = (
            apps.get_model(settings.WAGTAIL_PAGE_MODEL)
            ._default_manager.filter(outside_bin(agency), agency=agency, owner_team=OuterRef("key"))
            .order_by()
            .values("owner_team")
            .annotate(number=Count("pk"))
        )
        counted = Subquery(pages.values("number"))
        return Team.objects.annotate(page_count=Coalesce(counted, 0)).order_by(
            F("ended_at").asc(nulls_first=True), "name"
        )


class TeamCreateView(CreateView):
    """Adds a team, or opens one again."""

    success_message = gettext_lazy("The team “%(object)s” was added.")

    def save_instance(self) -> Any:
        """Add it to the agency in scope."""
        team, _has_changed = add_team(
            agency=current_agency(),
            key=self.form.cleaned_data["key"],
            name=self.form.cleaned_data["name"],
            user=self.request.user,
        )
        return team


class TeamEditView(EditView):
    """Renames a team."""

    success_message = gettext_lazy("The team is now called “%(object)s”.")

    def save_instance(self) -> Any:
        """Save the name."""
        team = self.form.save()
        give_folder(team)
        log(instance=team.agency, action="tenants.add_team", user=self.request.user, data={"team": team.key})
        return team


class TeamEndView(DeleteView):
    """Asks, and ends a team."""

    page_title = gettext_lazy("End team")
    template_name = "tenants/team_end.html"
    success_message = gettext_lazy("The team “%(object)s” has ended; its pages still name it.")

    def delete_action(self) -> None:
        """End it; the row stays, because pages name it."""
        end_team(team=self.object, user=self.request.user)

    def get_success_message(self) -> str:
        """Name the team without its state."""
        return str(self.success_message % {"object": self.object.name})

    @property
    def confirmation_message(self) -> str:
        """What follows, and what does not."""
        return _(
            "Pages can no longer be given to this team. The pages it looks after now keep its name until "
            "somebody gives them to another team. To bring it back, add a team with the same key."
        )


class TeamViewSet(OwnRowsViewSet):
    """The agency's teams; "delete" ends one."""

    model = Team
    name = "teams"
    icon = "group"
    menu_label = gettext_lazy("Teams")
    menu_order = 140
    addresses = frozenset({"index", "index_results", "add", "edit", "delete"})
    search_fields: ClassVar[list[str]] = ["name", "key"]
    list_display: ClassVar[list[Any]] = ["__str__", "key", Column("page_count", label=gettext_lazy("Pages"))]
    index_view_class = TeamIndexView
    add_view_class = TeamCreateView
    edit_view_class = TeamEditView
    delete_view_class = TeamEndView

    def get_form_class(self, for_update: bool = False) -> Any:
        """The key is given once."""
        return TeamForm if for_update else NewTeamForm
