"""The public address of the statement."""

from django.urls import path

from govcms.accessibility import views

urlpatterns = [
    path("accessibility-statement/", views.statement, name="accessibility_statement"),
]
