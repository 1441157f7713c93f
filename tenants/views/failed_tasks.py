"""The screens of the background tasks that failed: what, when, how often, why; try again, dismiss."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView

from tenants.background import label_of
from tenants.columns import WrittenDateColumn
from tenants.failed_tasks import dismiss, in_reach_of, reason_of, retry, retry_all
from tenants.models import FailedTask
from tenants.scope import current_agency


class FailedTasksMenuItem(MenuItem):
    """Shown to those who may have tasks tried again."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether a role gives the right."""
        return request.user.has_perm("tenants.change_failedtask")


class FailedTasksView(ReportView):
    """The tasks that failed and have not succeeded since, the last one first."""

    model = FailedTask
    permission_required = "change"
    template_name = "tenants/failed_tasks.html"
    page_title = gettext_lazy("Failed tasks")
    header_icon = "warning"
    index_url_name = "failed_tasks:index"
    index_results_url_name = "failed_tasks:index_results"
    verbose_name_plural = gettext_lazy("failed tasks")
    paginate_by = 50
    list_export: tuple[str, ...] = ()

    @cached_property
    def columns(self) -> list[Any]:
        """What, whose, when, how often, why; whose only where there are several."""
        words, more = "log-list__words", "log-list__more"
        agency = Column("agency", label=_("Agency"), accessor="agency.name", classname=more)
        return [
            TitleColumn(
                "task",
                label=_("Task"),
                accessor=lambda failed: label_of(failed.task),
                get_url=lambda failed: reverse("failed_tasks:task", args=[failed.uid]),
                classname=words,
            ),
            *([agency] if current_agency().is_platform else []),
            Column("reason", label=_("Why it failed"), accessor=reason_of, classname="task-list__reason"),
            DateColumn("failed_at", label=_("Last tried"), classname=more),
            Column("tries", label=_("Tries"), classname=more),
            WrittenDateColumn("next_try_at", label=_("Next try"), classname=more),
        ]

    def get_base_queryset(self) -> QuerySet[FailedTask]:
        """Those in her reach."""
        return in_reach_of(self.request.user)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Whether there is anything to try again at once."""
        has_given_up = in_reach_of(self.request.user).filter(next_try_at=None).exists()
        return super().get_context_data(*args, **kwargs, has_given_up=has_given_up)


class _FailedTaskMixin:
    """One failed task, for who may do something about it."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whose role does not reach so far."""
        if not request.user.has_perm("tenants.change_failedtask"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    @cached_property
    def failed(self) -> FailedTask:
        """The task in the address."""
        return get_object_or_404(in_reach_of(self.request.user), uid=self.kwargs["uid"])


class FailedTaskView(_FailedTaskMixin, WagtailAdminTemplateMixin, TemplateView):
    """What is known of it, and what can be done."""

    template_name = "tenants/failed_task.html"
    header_icon = "warning"

    def get_page_title(self) -> str:
        """What it does."""
        return label_of(self.failed.task)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way from the dashboard over the list to here."""
        way = {"url": reverse("failed_tasks:index"), "label": _("Failed tasks")}
        return [*self.breadcrumbs_items, way, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The task and the reason."""
        return super().get_context_data(**kwargs, failed=self.failed, reason=reason_of(self.failed))


class RetryView(_FailedTaskMixin, View):
    """Has a task tried again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Put it where the next worker finds it."""
        if retry(self.failed):
            messages.success(request, _("The task is tried again now. It leaves this list when it succeeds."))
        else:
            messages.warning(request, _("The task is running just now."))
        return redirect("failed_tasks:index")


class DismissView(_FailedTaskMixin, View):
    """Gives a task up for good."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take it out of the queue."""
        if dismiss(self.failed):
            messages.success(request, _("The task was dismissed and will not be tried again."))
        else:
            messages.warning(request, _("The task is running just now."))
        return redirect("failed_tasks:index")


class RetryAllView(View):
    """Has every task tried again that was given up: for after a mail server was away for a night."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Put them where workers find them."""
        if not request.user.has_perm("tenants.change_failedtask"):
            raise PermissionDenied
        tried = retry_all(in_reach_of(request.user))
        said = ngettext("%(number)s task is tried again.", "%(number)s tasks are tried again.", tried)
        messages.success(request, said % {"number": tried})
        return redirect("failed_tasks:index")
