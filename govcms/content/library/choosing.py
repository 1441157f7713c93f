"""Uploading a document in the chooser: who has the file already is asked which of the two to use."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from wagtail.actions.delete import DeleteAction
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.documents.views.chooser import DocumentChooserUploadView

from govcms.content.library.uses import duplicates_of, shown_publicly
from govcms.media.models import AgencyDocument

USE, DELETE = "use", "delete"


class UploadChosenView(DocumentChooserUploadView):
    """Wagtail's, which asks before it chooses a file that the agency has twice now."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep a file, or take the answer to the question."""
        if USE in request.POST:
            return self._take_answer(request)
        answer: HttpResponse = super().post(request)
        return answer

    def get_chosen_response(self, item: AgencyDocument) -> HttpResponse:
        """Choose what was uploaded, or ask."""
        twin = duplicates_of(item).filter(pk__in=self._choosable()).first() if USE not in self.request.POST else None
        if twin is None:
            chosen: HttpResponse = super().get_chosen_response(item)
            return chosen
        context = {
            "view": self,
            "existing": twin,
            "new": item,
            "action": self.get_create_url(),
            "may_delete": self._may_delete(item),
        }
        shown = render_to_string("content/library/duplicate_document.html", context, self.request)
        asked = {"step": "reshow_creation_form", "htmlFragment": shown}
        question: HttpResponse = render_modal_workflow(self.request, None, None, None, json_data=asked)
        return question

    def _take_answer(self, request: HttpRequest) -> HttpResponse:
        """Use one of the two, and delete the other if that was asked for."""
        chosen = self._own(request.POST[USE])
        if DELETE in request.POST:
            spare = self._own(request.POST[DELETE])
            is_twin = duplicates_of(spare).filter(pk=chosen.pk).exists()
            if is_twin and self._may_delete(spare) and not shown_publicly([spare]):
                DeleteAction(spare, user=request.user).execute(skip_permission_checks=True)
        return self.get_chosen_response(chosen)

    def _own(self, pk: str) -> AgencyDocument:
        """One that the person may choose."""
        found: AgencyDocument | None = self._choosable().filter(pk=pk).first() if pk.isdecimal() else None
        if found is None:
            raise Http404
        return found

    def _choosable(self) -> Any:
        return self.permission_policy.instances_user_has_permission_for(self.request.user, "choose")

    def _may_delete(self, document: AgencyDocument) -> bool:
        return bool(self.permission_policy.user_has_permission_for_instance(self.request.user, "delete", document))
