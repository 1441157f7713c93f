"""URLs of the admin host of an agency.

What stands before Wagtail's own takes the place of its view at the same address; each name has a
rule in ``tenants.admin_rules`` or it answers 404.
"""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access

from govcms.content import files
from govcms.identity.account import AgencyAccountView
from govcms.identity.views import SignOutView
from tenants.fences.bulk_actions import bulk_action
from tenants.fences.page_chooser import AgencyBrowseView
from tenants.fences.reports import AgencyLockedPagesView, AgencyPageTypesView

_browse = require_admin_access(AgencyBrowseView.as_view())
_reports: list[URLPattern] = [
    path(
        f"admin/reports/{address}/{results}",
        require_admin_access(view.as_view(results_only=bool(results))),
        name=f"agency_{name}{suffix}",
    )
    for address, name, view in (
        ("locked", "locked_pages", AgencyLockedPagesView),
        ("page-types-usage", "page_types_usage", AgencyPageTypesView),
    )
    for results, suffix in (("", ""), ("results/", "_results"))
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="wagtailadmin_home"), name="admin_root"),
    path("admin/login/", RedirectView.as_view(url=settings.LOGIN_URL), name="wagtailadmin_login"),
    path("admin/logout/", SignOutView.as_view(), name="wagtailadmin_logout"),
    path("admin/account/", require_admin_access(AgencyAccountView.as_view()), name="wagtailadmin_account"),
    path("admin/choose-page/", _browse, name="wagtailadmin_choose_page"),
    path("admin/choose-page/<int:parent_page_id>/", _browse, name="wagtailadmin_choose_page_child"),
    *_reports,
    path(
        "admin/bulk/<str:app_label>/<str:model_name>/<str:action>/",
        require_admin_access(bulk_action),
        name="wagtail_bulk_action",
    ),
    # Previews are shown here and link to them, as do the lists of pictures and documents.
    path("media/<path:key>", files.media, name="media"),
    path("documents/<uuid:uid>/", files.document, name="document"),
    path("theme/", include("themes.urls")),
    path("admin/", include(wagtailadmin_urls)),
]

handler403 = "tenants.views.forbidden"
handler404 = "tenants.views.not_found"
handler500 = "govcms.content.errors.server_error"
