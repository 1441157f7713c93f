"""Wagtail's screens for deleting pages, which say that a page goes to the bin and who links to it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Case, CharField, IntegerField, When
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions import DeleteBulkAction
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.utils import type_to_delete_confirmation
from wagtail.models import ReferenceIndex

from govcms.pages.bin.actions import NotForTheBin, move_to_bin
from govcms.pages.bin.forms import ForwardForm
from govcms.pages.bin.models import KEPT_FOR
from govcms.pages.bin.place import with_all_below
from govcms.pages.models import Page
from tenants.scope import current_agency
from tenants.tree import outside_bin

# More than somebody mends before deleting a page; Wagtail's usage screen has them all.
MAX_LINKING = 20


def pages_linking_to(page: Page) -> list[Page]:
    """Other pages that refer to the page or to one below it, by title; at most one more than MAX_LINKING."""
    page_type = ContentType.objects.get_for_model(Page)
    keys = with_all_below(page).annotate(key=Cast("pk", CharField())).values("key")
    references = ReferenceIndex.objects.filter(
        to_content_type=page_type, to_object_id__in=keys, base_content_type=page_type
    )
    # Ids of other kinds of objects need not be numbers, and a database may look at all before it filters.
    sources = references.values(source=Case(When(base_content_type=page_type, then=Cast("object_id", IntegerField()))))
    linking = Page.objects.filter(pk__in=sources, agency_id=page.agency_id)
    return list(
        linking.exclude(path__startswith=page.path)
        .filter(outside_bin(current_agency()))
        .order_by("title", "pk")[: MAX_LINKING + 1]
    )


class MoveToBinView(DeleteView):
    """Asks before a page goes to the bin."""

    template_name = "pages/bin/confirm.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Move it, unless the name of the site was asked for and not given."""
        if self.usage.is_protected:
            raise PermissionDenied
        if not type_to_delete_confirmation(request):
            return self.render_to_response(self.get_context_data())
        form = self.forward_form
        if form is not None and not form.is_valid():
            return self.render_to_response(self.get_context_data())
        parent = self.page.get_parent()
        forward_to = form.cleaned_data["forward_to"] if form is not None else None
        try:
            move_to_bin(page=self.page, user=request.user, forward_to=forward_to)
        except NotForTheBin as error:
            messages.error(request, str(error))
            return self.render_to_response(self.get_context_data())
        title = self.page.get_admin_display_title()
        messages.success(
            request, _("“%(title)s” is in the bin for %(days)d days.") % {"title": title, "days": KEPT_FOR.days}
        )
        for hook in hooks.get_hooks("after_delete_page"):
            result = hook(request, self.page)
            if hasattr(result, "status_code"):
                answer: HttpResponse = result
                return answer
        return redirect(self.next_url or "wagtailadmin_explore", *([] if self.next_url else [parent.pk]))

    @cached_property
    def forward_form(self) -> ForwardForm | None:
        """Where readers go; nobody reads what is not published."""
        if not with_all_below(self.page).filter(live=True).exists():
            return None
        return ForwardForm(self.request.POST if self.request.method == "POST" else None, page=self.page)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what goes with it, who links to any of that, and where readers may go."""
        linking = pages_linking_to(self.page)
        below = with_all_below(self.page).exclude(pk=self.page.pk).order_by("path")
        return {
            "forward_form": self.forward_form,
            "below": list(below[:MAX_LINKING]),
            **super().get_context_data(**kwargs),
            "linking": linking[:MAX_LINKING],
            "more_linking": len(linking) > MAX_LINKING,
            "days_kept": KEPT_FOR.days,
            "view": self,
        }


class MoveToBinBulkAction(DeleteBulkAction):
    """Moves several pages to the bin at once."""

    display_name = gettext_lazy("Move to bin")
    aria_label = gettext_lazy("Move selected pages to the bin")
    template_name = "pages/bin/confirm_bulk.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Move them all or none, and say why not."""
        try:
            response: HttpResponse = super().form_valid(form)
        except NotForTheBin as error:
            messages.error(self.request, str(error))
            return redirect(self.next_url)
        return response

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """How many went."""
        count = num_parent_objects + num_child_objects
        return ngettext("%(count)d page is in the bin.", "%(count)d pages are in the bin.", count) % {"count": count}
