"""The report of pages that want somebody's attention, by reason and by team."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView

from govcms.content.upkeep.finding import Kind, pages_wanting
from govcms.pages.models import Page
from tenants.columns import WrittenDateColumn
from tenants.models import Team


def _teams() -> list[tuple[str, str]]:
    return [(team.key, str(team)) for team in Team.objects.all()]


class UpkeepFilterSet(WagtailFilterSet):
    """Which reason, whose pages."""

    kind = ChoiceFilter(label=_("Reason"), choices=Kind.choices, method="keep", empty_label=None, null_label=None)
    owner_team = ChoiceFilter(label=_("Team"), choices=_teams, empty_label=_("All teams"))

    class Meta:
        model = Page
        fields: ClassVar[list[str]] = []

    def keep(self, pages: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """The view has asked for the reason already."""
        return pages


class TeamColumn(Column):
    """The name of the team that a page names by its key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names: dict[str, str] | None = None

    def get_value(self, instance: Any) -> str:
        """Its name; the key where there is no such team any more."""
        if self.names is None:
            self.names = dict(_teams())
        return self.names.get(instance.owner_team, instance.owner_team)


class UpkeepView(BaseListingView):
    """Every page of the agency that wants attention, as far as the person may look."""

    page_title = _("Pages to look after")
    header_icon = "calendar-check"
    index_url_name = "upkeep"
    index_results_url_name = "upkeep_results"
    filterset_class = UpkeepFilterSet
    paginate_by = 50

    @property
    def kind(self) -> Kind:
        """The reason that is asked for; reviews that are due, unless another is."""
        asked = self.request.GET.get("kind", "")
        return Kind(asked) if asked in Kind.values else Kind.DUE

    def get_page_subtitle(self) -> str:
        """The reason."""
        return str(self.kind.label)

    @property
    def columns(self) -> list[BaseColumn]:
        """The page, its team and the days."""
        days = {"review_by": _("Review by")}
        if self.kind is Kind.SCHEDULED:
            days = {"goes_live_at": _("Goes live"), "expire_at": pgettext_lazy("date", "Until")}
        return [
            TitleColumn(
                "title",
                label=_("Page"),
                accessor="get_admin_display_title",
                get_url=lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk]),
            ),
            TeamColumn("owner_team", label=_("Team")),
            *(WrittenDateColumn(name, label=label) for name, label in days.items()),
        ]

    def get_base_queryset(self) -> QuerySet[Any]:
        """The pages of this kind that she may see."""
        return pages_wanting(self.kind, self.request.user)

    @property
    def no_results_message(self) -> Any:
        """What stands where nothing wants attention."""
        return _("No page wants attention for this reason.")
