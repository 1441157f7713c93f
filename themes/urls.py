"""Addresses below /theme/ on public hosts."""

from django.urls import path

from themes import views

app_name = "themes"
urlpatterns = [
    path("<slug:css_hash>.css", views.stylesheet, name="stylesheet"),
    path("<slug:icon_hash>.svg", views.icon, name="icon"),
]
