"""The public address of the statement."""

from django.urls import path

from govcms.accessibility import views
from govcms.content.serving import behind_pages

urlpatterns = [
    path("accessibility-statement/", behind_pages(views.statement), name="accessibility_statement"),
]
