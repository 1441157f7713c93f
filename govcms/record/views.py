"""The screen "Publication record": what the public could read at an address of the agency at a time."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from govcms.record.forms import RecordForm
from govcms.record.reading import Answer, read_record
from tenants.errors import UserError
from tenants.fences.people import people_of_agency


class RecordView(WagtailAdminTemplateMixin, TemplateView):
    """Asks for an address and a time, and shows what stood there; for every member of the agency."""

    page_title = gettext_lazy("Publication record")
    header_icon = "history"
    template_name = "record/record.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, with an answer where something was asked."""
        form = RecordForm(request.GET) if "address" in request.GET else RecordForm(initial={"at": timezone.now()})
        answer = None
        if form.is_bound and form.is_valid():
            try:
                answer = read_record(form.cleaned_data["address"], form.cleaned_data["at"])
            except UserError as error:
                form.add_error("address", str(error))
        return self.render_to_response(self.get_context_data(form=form, answer=answer, publisher=_publisher(answer)))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way from the dashboard to here."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title(), "sublabel": ""}]


def _publisher(answer: Answer | None) -> str:
    """The name of who published it, while the agency knows the person; else empty."""
    if answer is None or answer.published is None or answer.published.event.published_by is None:
        return ""
    person = people_of_agency().filter(uid=answer.published.event.published_by).first()
    return str(person) if person else str(answer.published.event.published_by)
