"""The addresses of the platform's screens, below ``/admin/agencies/``."""

from django.urls import path

from tenants.views.platform import agencies, moving

app_name = "agencies"
urlpatterns = [
    path("", agencies.AgencyIndexView.as_view(), name="index"),
    path("results/", agencies.AgencyIndexView.as_view(results_only=True), name="index_results"),
    path("<uuid:uid>/", agencies.AgencyView.as_view(), name="agency"),
    path("<uuid:uid>/hosts/<str:host>/remove/", agencies.HostView.as_view(change="remove"), name="remove_host"),
    path("<uuid:uid>/hosts/<str:host>/primary/", agencies.HostView.as_view(change="primary"), name="primary_host"),
    path("<uuid:uid>/move/", moving.MoveView.as_view(), name="move"),
]
