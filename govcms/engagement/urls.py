"""The public addresses at which citizens reach an agency."""

from django.urls import path

from govcms.content.serving import behind_pages
from govcms.engagement import views

urlpatterns = [
    path("report-a-problem/", behind_pages(views.report_problem), name="report_problem"),
    path("report-a-problem/sent/", views.problem_reported, name="problem_reported"),
]
