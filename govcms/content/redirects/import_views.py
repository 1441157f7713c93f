"""The screen that takes redirects in from a file: choose it, see what each line would do, then take it in."""

from __future__ import annotations

import csv
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from govcms.content.models import Redirect
from govcms.content.redirects.reading import (
    MAX_BYTES,
    MAX_LINES,
    Checked,
    Effect,
    check_redirects,
    read_text,
    take_in,
)
from tenants.errors import UserError
from tenants.forms import choose_only_site
from tenants.models import AgencySite
from tenants.scope import current_agency
from tenants.views.audit import harmless

# More lines than somebody reads on a screen; the file of those left out has them all.
_SHOWN = 100


class ImportForm(forms.Form):
    """A file, or the text of one that was looked at before."""

    file = forms.FileField(
        label=gettext_lazy("File"), required=False, widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"})
    )
    site = forms.ModelChoiceField(
        AgencySite.objects.none(),
        label=gettext_lazy("Site of addresses without a host"),
        empty_label=None,
    )
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = AgencySite.objects.filter(agency=current_agency())
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        self.fields["site"].initial = sites.first()
        choose_only_site(self.fields["site"])

    def clean(self) -> dict[str, Any]:
        """Read the file and check its lines."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "site" not in cleaned:
            return cleaned
        file, text = cleaned.get("file"), cleaned.get("text", "")
        try:
            if file is not None:
                # A byte more than allowed is enough to know.
                text = read_text(file.read(MAX_BYTES + 1))
            elif text:
                read_text(text.encode(errors="replace"))
            else:
                raise UserError(_("Choose a file."))
            cleaned["checked"] = check_redirects(text, agency=current_agency(), site=cleaned["site"])
        except UserError as error:
            self.add_error("file", str(error))
        cleaned["text"] = text
        return cleaned


class ImportRedirectsView(WagtailAdminTemplateMixin, FormView[ImportForm]):
    """Takes redirects in from a file, after showing what each line would do."""

    form_class = ImportForm
    template_name = "content/redirects/import.html"
    page_title = gettext_lazy("Import redirects")
    header_icon = "redirect"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whose role does not reach so far."""
        if not request.user.has_perms(["content.add_redirect", "content.change_redirect"]):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: ImportForm) -> HttpResponse:
        """Show what was read, or do what was decided on it."""
        checked: Checked = form.cleaned_data["checked"]
        decision = self.request.POST.get("decision")
        if decision == "left_out":
            return _left_out(checked)
        if decision == "take_in":
            take_in(checked=checked, agency=current_agency(), user=self.request.user)
            return self._done(checked)
        shown = {
            "checked": checked,
            "counts": {effect.value: len(checked.having(effect)) for effect in Effect},
            "good": [*checked.having(Effect.NEW), *checked.having(Effect.CHANGED)][:_SHOWN],
            "bad": checked.bad[:_SHOWN],
            "shown": _SHOWN,
            "text": form.cleaned_data["text"],
            "site": form.cleaned_data["site"],
        }
        return self.render_to_response(self.get_context_data(form=form, **shown))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how large a file may be."""
        return super().get_context_data(**{"max_lines": MAX_LINES, "max_kb": MAX_BYTES // 1000, **kwargs})

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way from the dashboard over the list to here."""
        redirects = {"url": reverse("redirects:index"), "label": str(Redirect._meta.verbose_name_plural).capitalize()}
        here = {"url": "", "label": self.get_page_title(), "sublabel": ""}
        return [*self.breadcrumbs_items, redirects, here]

    def _done(self, checked: Checked) -> HttpResponse:
        told = _("Redirects added: %(new)d, changed: %(changed)d, left out: %(bad)d.") % {
            "new": len(checked.having(Effect.NEW)),
            "changed": len(checked.having(Effect.CHANGED)),
            "bad": len(checked.bad),
        }
        messages.success(self.request, told)
        return redirect("redirects:index")


def _left_out(checked: Checked) -> HttpResponse:
    """The lines that cannot go in, as they were and with the reason, to be mended and sent again."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="redirects-left-out.csv"'
    writer = csv.writer(response)
    writer.writerow([_("Old address"), _("Leads to"), _("Permanent"), _("Line"), _("Why it was left out")])
    for line in checked.bad:
        cells = [*line.cells, "", "", ""][:3]
        writer.writerow([*(harmless(cell) for cell in cells), line.number, line.reason])
    return response
