"""What the pages app adds to Wagtail."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.wagtail_hooks import PageListingDeleteButton

from govcms.pages.bin.deleting import MoveToBinBulkAction, MoveToBinView
from govcms.pages.bin.rights import may_open_bin
from govcms.pages.bin.views import BinListView, DeleteForGoodView, RestoreView
from tenants.viewsets import AgencyPageViewSet

# The button in lists and headers, and the screen it leads to.
PageListingDeleteButton.label = _("Move to bin")
AgencyPageViewSet.delete_view_class = MoveToBinView
# After Wagtail's own, which it replaces.
hooks.register("register_bulk_action", MoveToBinBulkAction, order=100)


class BinMenuItem(MenuItem):
    """Shown to those who may change pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether a role gives the right anywhere in the agency."""
        return may_open_bin(request.user)


@hooks.register("register_admin_urls")
def bin_urls() -> list[URLPattern]:
    """Addresses below /admin/bin/."""
    return [
        path("bin/", BinListView.as_view(), name="bin"),
        path("bin/results/", BinListView.as_view(results_only=True), name="bin_results"),
        path("bin/<int:pk>/restore/", RestoreView.as_view(), name="bin_restore"),
        path("bin/<int:pk>/delete/", DeleteForGoodView.as_view(), name="bin_delete"),
    ]


@hooks.register("register_admin_menu_item")
def bin_menu_item() -> MenuItem:
    """Bin, at the end of the menu."""
    return BinMenuItem(_("Bin"), reverse("bin"), icon_name="bin", order=950)
