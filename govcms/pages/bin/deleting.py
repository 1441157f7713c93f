"""Wagtail's screens for deleting pages, which say that a page goes to the bin and who links to it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions import DeleteBulkAction
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.utils import type_to_delete_confirmation

from govcms.pages.bin.actions import NotForTheBin, move_to_bin
from govcms.pages.bin.forms import ForwardForm
from govcms.pages.bin.going import Going, what_goes
from govcms.pages.bin.models import KEPT_FOR
from govcms.pages.models import Page


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
    def going(self) -> Going:
        """What goes with it, and who links to any of that."""
        return what_goes([self.page])[self.page.pk]

    @cached_property
    def forward_form(self) -> ForwardForm | None:
        """Where readers go; nobody reads what is not published."""
        if not self.going.is_read:
            return None
        return ForwardForm(self.request.POST if self.request.method == "POST" else None, pages=[self.page])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what goes with it, who links to any of that, and where readers may go."""
        return {
            "forward_form": self.forward_form,
            **super().get_context_data(**kwargs),
            "going": self.going,
            "days_kept": KEPT_FOR.days,
            "view": self,
        }


class MoveToBinBulkAction(DeleteBulkAction):
    """Moves several pages to the bin at once."""

    display_name = gettext_lazy("Move to bin")
    aria_label = gettext_lazy("Move selected pages to the bin")
    template_name = "pages/bin/confirm_bulk.html"
    form_class = ForwardForm

    @cached_property
    def chosen(self) -> tuple[list[Page], dict[str, list[Page]]]:
        """The pages that she may delete, and those that she may not."""
        chosen: tuple[list[Page], dict[str, list[Page]]] = super().get_actionable_objects()
        return chosen

    @cached_property
    def going(self) -> dict[int, Going]:
        """What goes with each page, and who links to any of that."""
        return what_goes(self.chosen[0])

    def get_actionable_objects(self) -> tuple[list[Page], dict[str, list[Page]]]:
        """Wagtail's, looked for once."""
        return self.chosen

    def object_context(self, page: Page) -> dict[str, Any]:
        """What goes with a page; Wagtail counts that, and what links to it, page by page."""
        going = self.going[page.pk]
        references: Any = page._usage_references
        return {
            "item": page.specific_deferred,
            "going": going,
            "descendant_count": going.below_count,
            "is_protected": references.is_protected,
            "usage_count": references.count() if references.is_protected else 0,
            "usage_url": self.get_usage_url(page),
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        """One page that the readers of all of them are led to."""
        return {**super().get_form_kwargs(), "pages": self.chosen[0]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether anybody reads them, and how long they can be restored."""
        is_read = any(going.is_read for going in self.going.values())
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "is_read": is_read, "days_kept": KEPT_FOR.days}

    def get_execution_context(self) -> dict[str, Any]:
        """Who deletes them, and where readers are led."""
        return {**super().get_execution_context(), "forward_to": self.cleaned_form.cleaned_data["forward_to"]}

    @classmethod
    def execute_action(
        cls, objects: Iterable[Page], user: Any = None, forward_to: Page | None = None, **kwargs: Any
    ) -> tuple[int, int]:
        """Move them; what lies below another of them has gone already. Returns how many, and how many below them."""
        binned = [row for page in objects if (row := move_to_bin(page=page, user=user, forward_to=forward_to))]
        return len(binned), sum(row.pages_below for row in binned)

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
