"""URLs of the start host ``admin.<base>``: signing in, and the way to one's agencies."""

from django.urls import URLPattern, URLResolver, path
from django.views.generic import TemplateView

from govcms.identity import entering, invitations, second_factor_views, security_views, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.StartView.as_view(), name="start"),
    path("admin/", views.go_to_start),
    path("admin/login/", views.SignInView.as_view(), name="sign_in"),
    path("admin/logout/", views.SignOutView.as_view(), name="sign_out"),
    path("second-factor/", second_factor_views.SecondFactorView.as_view(), name="second_factor"),
    path("passkey/", second_factor_views.passkey_sign_in, name="passkey_sign_in"),
    path("passkey/options/", second_factor_views.passkey_options, name="passkey_options"),
    path("security/", security_views.SecurityView.as_view(), name="security"),
    path("security/proof/", security_views.ProofView.as_view(), name="security_proof"),
    path("security/app/", security_views.AddAppView.as_view(), name="add_app"),
    path("security/app/remove/", security_views.RemoveAppView.as_view(), name="remove_app"),
    path("security/passkeys/add/", security_views.AddPasskeyView.as_view(), name="add_passkey"),
    path("security/passkeys/<uuid:uid>/remove/", security_views.RemovePasskeyView.as_view(), name="remove_passkey"),
    path("security/recovery-codes/", security_views.RecoveryCodesView.as_view(), name="recovery_codes"),
    path("security/sessions/end/", security_views.EndSessionsView.as_view(), name="end_sessions"),
    path("security/sessions/<uuid:uid>/end/", security_views.EndSessionsView.as_view(), name="end_session"),
    path("password/", views.ForgottenPasswordView.as_view(), name="forgotten_password"),
    path(
        "password/sent/",
        TemplateView.as_view(template_name="identity/forgotten_password_sent.html"),
        name="forgotten_password_sent",
    ),
    path("password/set/<uidb64>/<token>/", views.SetPasswordView.as_view(), name="set_password"),
    path("enter/", entering.EnterListView.as_view(), name="enter"),
    path("enter/<slug:key>/", entering.EnterView.as_view(), name="enter_agency"),
    path("enter/<slug:key>/leave/", entering.LeaveEntryView.as_view(), name="leave_entry"),
    path("invitation/<str:token>/", invitations.AcceptInvitationView.as_view(), name="accept_invitation"),
    path("password/done/", TemplateView.as_view(template_name="identity/password_set.html"), name="password_set"),
]

handler404 = "govcms.identity.views.not_found"
handler500 = "govcms.content.errors.server_error"
