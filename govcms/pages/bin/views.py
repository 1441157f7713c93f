"""The screen "Bin" of an agency: what lies there, restoring it, deleting it for good."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin

from govcms.pages.bin.actions import delete_for_good, restore_page
from govcms.pages.bin.forms import RestoreForm
from govcms.pages.bin.models import KEPT_FOR, BinnedPage
from govcms.pages.bin.rights import binned_for, may_delete_for_good, may_open_bin
from govcms.pages.models import Page
from tenants.errors import UserError
from tenants.tree import is_in_bin


class BinListView(BaseListingView):
    """What lies in the bin, newest first."""

    model = BinnedPage
    page_title = gettext_lazy("Bin")
    header_icon = "bin"
    paginate_by = 50
    index_url_name = "bin"
    index_results_url_name = "bin_results"
    default_ordering = "-binned_at"
    results_template_name = "pages/bin/list_results.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """For those who may change pages."""
        if not may_open_bin(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def columns(self) -> list[Column]:
        """Which page, where it was, who deleted it when, and until when it can be restored."""
        return [
            _TitleColumn("page", label=_("Page"), may_delete_for_good=may_delete_for_good(self.request.user)),
            Column("parent", label=_("Was below"), accessor=_old_parent),
            NumberColumn("pages_below", label=_("Pages below it"), sort_key="pages_below"),
            Column("binned_by", label=_("Deleted by"), accessor=_deleter),
            DateColumn("binned_at", label=_("Deleted"), sort_key="binned_at"),
            NumberColumn("days_left", label=_("Days left")),
        ]

    def get_base_queryset(self) -> QuerySet[BinnedPage]:
        """What this person may restore."""
        return binned_for(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how long pages stay."""
        context: dict[str, Any] = super().get_context_data(**kwargs, days_kept=KEPT_FOR.days)
        return context


class _TitleColumn(Column):
    cell_template_name = "pages/bin/title_cell.html"

    def __init__(self, name: str, *, may_delete_for_good: bool, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.may_delete_for_good = may_delete_for_good

    def get_cell_context_data(self, instance: BinnedPage, parent_context: Any) -> dict[str, Any]:
        """The row and whether this person may delete it for good."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["binned"] = instance
        context["may_delete_for_good"] = self.may_delete_for_good
        return context


def _old_parent(binned: BinnedPage) -> str:
    if binned.parent is None:
        return _("A page that is gone")
    title: str = binned.parent.get_admin_display_title()
    return _("%(title)s (in the bin)") % {"title": title} if is_in_bin(binned.parent.path) else title


def _deleter(binned: BinnedPage) -> str:
    return str(binned.binned_by) if binned.binned_by else ""


class BinnedPageMixin(WagtailAdminTemplateMixin):
    """A screen about one page in the bin."""

    header_icon = "bin"

    @cached_property
    def binned(self) -> BinnedPage:
        """The page in the agency's bin; 404 for another agency's, 403 for one outside of the person's section."""
        found = BinnedPage.objects.select_related("page", "parent").filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        if not binned_for(self.request.user).filter(pk=found.pk).exists():
            raise PermissionDenied
        return found

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The bin, and here."""
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), {"url": reverse("bin"), "label": _("Bin")}, here]

    def get_page_subtitle(self) -> str:
        """The page's title."""
        title: str = self.binned.page.get_admin_display_title()
        return title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the page."""
        context: dict[str, Any] = super().get_context_data(**kwargs, binned=self.binned)
        return context


class RestoreView(BinnedPageMixin, FormView[RestoreForm]):
    """Where to put it back."""

    page_title = gettext_lazy("Restore")
    form_class = RestoreForm
    template_name = "pages/bin/restore.html"

    @cached_property
    def old_parent(self) -> Page | None:
        """Where it was, if that is still there."""
        parent = self.binned.parent
        return None if parent is None or is_in_bin(parent.path) else parent

    def get_form_kwargs(self) -> dict[str, Any]:
        """Begin with the old place."""
        return {**super().get_form_kwargs(), "binned": self.binned, "user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        """The old place."""
        return {"parent": self.old_parent}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say whether the old place is gone."""
        return super().get_context_data(**kwargs, old_parent=self.old_parent)

    def form_valid(self, form: RestoreForm) -> HttpResponse:
        """Restore, and go where it is now."""
        try:
            page = restore_page(binned=self.binned, parent=form.cleaned_data["parent"], user=self.request.user)
        except UserError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("“%(title)s” is back as a draft. Publish it when it is ready.")
            % {"title": page.get_admin_display_title()},
            buttons=[messages.button(reverse("wagtailadmin_pages:edit", args=[page.pk]), _("Edit"))],
        )
        return redirect("wagtailadmin_explore", page.get_parent().pk)


class DeleteForGoodView(BinnedPageMixin, TemplateView):
    """The last question before nothing is left."""

    page_title = gettext_lazy("Delete for good")
    template_name = "pages/bin/delete.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """For agency admins."""
        if not may_delete_for_good(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Delete it."""
        title = self.get_page_subtitle()
        deleted = delete_for_good(binned=self.binned, user=request.user)
        messages.success(
            request, _("“%(title)s” is deleted for good. Pages: %(count)s.") % {"title": title, "count": deleted}
        )
        return redirect("bin")
