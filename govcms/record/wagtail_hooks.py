"""What the record adds to Wagtail."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from govcms.record.views import RecordView


@hooks.register("register_admin_urls")
def record_urls() -> list[URLPattern]:
    """The address below /admin/reports/."""
    return [path("reports/publication-record/", RecordView.as_view(), name="publication_record")]


@hooks.register("register_reports_menu_item")
def record_menu_item() -> MenuItem:
    """Reports → Publication record, for every member."""
    return MenuItem(_("Publication record"), reverse("publication_record"), icon_name="history", order=1_200)
