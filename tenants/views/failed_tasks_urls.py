"""The addresses of the failed tasks, below ``/admin/reports/failed-tasks/``."""

from django.urls import path

from tenants.views import failed_tasks as views

app_name = "failed_tasks"
urlpatterns = [
    path("", views.FailedTasksView.as_view(), name="index"),
    path("results/", views.FailedTasksView.as_view(results_only=True), name="index_results"),
    path("retry/", views.RetryAllView.as_view(), name="retry_all"),
    path("<uuid:uid>/", views.FailedTaskView.as_view(), name="task"),
    path("<uuid:uid>/retry/", views.RetryView.as_view(), name="retry"),
    path("<uuid:uid>/dismiss/", views.DismissView.as_view(), name="dismiss"),
]
