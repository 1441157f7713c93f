"""The agencies of the platform, and the hosts at which their sites answer."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView

from tenants.actions import add_host, remove_host
from tenants.addresses import root_url_of
from tenants.errors import UserError
from tenants.models import Agency, AgencySite, Domain
from tenants.views.platform.screen import PlatformScreen


class AgencyIndexView(PlatformScreen, IndexView):
    """Every agency, with its state."""

    model = Agency
    page_title = gettext_lazy("Agencies")
    index_url_name = "agencies:index"
    index_results_url_name = "agencies:index_results"
    permission_policy = None
    any_permission_required = None
    default_ordering = "name"
    paginate_by = 50
    is_searchable = True
    columns: ClassVar[list[Any]] = [
        TitleColumn(
            "name",
            label=gettext_lazy("Name"),
            sort_key="name",
            get_url=lambda agency: reverse("agencies:agency", args=[agency.uid]),
        ),
        Column("key", label=gettext_lazy("Key"), sort_key="key", classname="people-list__more"),
        StatusTagColumn(
            "status",
            label=gettext_lazy("State"),
            accessor="get_status_display",
            primary=lambda agency: agency.status == Agency.Status.LIVE,
        ),
        Column("site_count", label=gettext_lazy("Sites"), sort_key="site_count", classname="people-list__more"),
    ]

    def get_base_queryset(self) -> QuerySet[Agency]:
        """All of them, each with the number of its sites."""
        return Agency.objects.annotate(site_count=Count("sites"))

    def search_queryset(self, queryset: QuerySet[Agency]) -> QuerySet[Agency]:
        """By a part of the name, the key or a host."""
        words = (self.search_query or "").strip()
        if not words:
            return queryset
        with_host = Domain.objects.filter(host__icontains=words).values("agency_site__agency")
        return queryset.filter(Q(name__icontains=words) | Q(key__icontains=words) | Q(pk__in=with_host))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way from the dashboard to here."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


class HostForm(forms.Form):
    """Another host for a site of the agency."""

    host = forms.CharField(
        label=gettext_lazy("Host"),
        max_length=253,
        help_text=gettext_lazy("Without https:// and path, such as www.health.example.org. Its DNS has to lead here."),
    )
    site = forms.ModelChoiceField(AgencySite.objects.none(), label=gettext_lazy("Site"), empty_label=None)
    primary = forms.BooleanField(
        label=gettext_lazy("Make it the host in the site’s addresses"),
        required=False,
        help_text=gettext_lazy("The hosts there are now will lead to it."),
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = AgencySite.objects.filter(agency=agency)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        if len(sites[:2]) == 1:
            self.fields["site"].initial = sites[0]
            self.fields["site"].widget = forms.HiddenInput()


class AgencyView(PlatformScreen, FormView[HostForm]):
    """One agency: its state, its sites and their hosts; adds a host."""

    template_name = "tenants/platform/agency.html"
    form_class = HostForm

    def get_page_title(self) -> str:
        """Whose."""
        return self.agency.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The agency stands at the end, once."""
        way = super().get_breadcrumbs_items()
        return [*way[:-2], way[-1]]

    def get_form_kwargs(self) -> dict[str, Any]:
        """The sites to choose from."""
        return {**super().get_form_kwargs(), "agency": self.agency}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sites with their hosts, the primary one first."""
        hosts = Prefetch("domains", Domain.objects.order_by("-is_primary", "host"))
        return super().get_context_data(
            **kwargs,
            agency=self.agency,
            sites=list(AgencySite.objects.filter(agency=self.agency).prefetch_related(hosts)),
            enter_url=root_url_of(f"admin.{settings.BASE_HOST}") + f"/enter/{self.agency.key}/",
            admin_url=root_url_of(self.agency.admin_host) + "/admin/",
        )

    def form_valid(self, form: HostForm) -> HttpResponse:
        """Add it, or say why not."""
        try:
            domain, has_changed = add_host(
                agency=self.agency,
                host=form.cleaned_data["host"],
                site=str(form.cleaned_data["site"].uid),
                primary=form.cleaned_data["primary"],
                user=self.request.user,
            )
        except UserError as error:
            form.add_error("host", str(error))
            return self.form_invalid(form)
        said = _("“%(host)s” is a host of “%(site)s”.") if has_changed else _("“%(host)s” is one of its hosts already.")
        messages.success(self.request, said % {"host": domain.host, "site": domain.agency_site.name})
        return redirect("agencies:agency", self.agency.uid)


class HostView(PlatformScreen, TemplateView):
    """Asks before a host is taken away or becomes the primary one, and does it."""

    template_name = "tenants/platform/host.html"
    # "remove" or "primary", by the address.
    change = "remove"

    def get_page_title(self) -> str:
        """What is asked."""
        return _("Remove host") if self.change == "remove" else _("Make host primary")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The host, which must be one of this agency's."""
        domain = get_object_or_404(
            Domain.objects.select_related("agency_site__site"),
            host=self.kwargs["host"],
            agency_site__agency=self.agency,
        )
        return super().get_context_data(**kwargs, agency=self.agency, domain=domain, change=self.change)

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        domain = self.get_context_data()["domain"]
        told = {"host": domain.host, "site": domain.agency_site.name}
        try:
            if self.change == "remove":
                remove_host(agency=self.agency, host=domain.host, user=request.user)
                messages.success(request, _("Nothing answers at “%(host)s” any more.") % told)
            else:
                site = str(domain.agency_site.uid)
                add_host(agency=self.agency, host=domain.host, site=site, primary=True, user=request.user)
                messages.success(request, _("“%(site)s” is now at “%(host)s”.") % told)
        except UserError as error:
            messages.error(request, str(error))
        return redirect("agencies:agency", self.agency.uid)
