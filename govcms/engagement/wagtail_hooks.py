"""What the engagement app adds to Wagtail."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from govcms.engagement.viewsets import ProblemReportViewSet


class ProblemReportsMenuItem(MenuItem):
    """Shown to those who may read reports."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether a role gives the right."""
        return request.user.has_perm("engagement.view_problemreport")


@hooks.register("register_admin_viewset")
def register_viewset() -> Any:
    """The screens of problem reports."""
    return ProblemReportViewSet()


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    """Reports → Problem reports."""
    return ProblemReportsMenuItem(_("Problem reports"), reverse("problem_reports:index"), icon_name="warning", order=90)
