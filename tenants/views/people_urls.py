"""The addresses of an agency's own screens, below ``/admin/``."""

from django.urls import path

from tenants.views import people

app_name = "people"
urlpatterns = [
    path("", people.PeopleIndexView.as_view(), name="index"),
    path("results/", people.PeopleIndexView.as_view(results_only=True), name="index_results"),
    path("invite/", people.InviteView.as_view(), name="invite"),
    path("<uuid:uid>/", people.ChangeView.as_view(), name="change"),
    path("<uuid:uid>/end/", people.EndView.as_view(), name="end"),
    path("invitations/<uuid:uid>/", people.WithdrawView.as_view(), name="withdraw"),
]
