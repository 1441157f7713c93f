"""URLs of the start host ``admin.<base>``: signing in, and the way to one's agencies."""

from django.urls import URLPattern, URLResolver, path
from django.views.generic import TemplateView

from govcms.identity import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.StartView.as_view(), name="start"),
    path("admin/", views.go_to_start),
    path("admin/login/", views.SignInView.as_view(), name="sign_in"),
    path("admin/logout/", views.SignOutView.as_view(), name="sign_out"),
    path("password/", views.ForgottenPasswordView.as_view(), name="forgotten_password"),
    path(
        "password/sent/",
        TemplateView.as_view(template_name="identity/forgotten_password_sent.html"),
        name="forgotten_password_sent",
    ),
    path("password/set/<uidb64>/<token>/", views.SetPasswordView.as_view(), name="set_password"),
    path("password/done/", TemplateView.as_view(template_name="identity/password_set.html"), name="password_set"),
]

handler404 = "govcms.identity.views.not_found"
