"""Where a page from the bin goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser

from govcms.pages.bin.models import BinnedPage
from govcms.pages.bin.rights import may_add_below
from govcms.pages.models import Page
from tenants.scope import current_agency
from tenants.tree import outside_bin


class ForwardForm(forms.Form):
    """The page that readers of deleted ones are led to."""

    forward_to = forms.ModelChoiceField(
        queryset=Page.objects.none(),
        widget=AdminPageChooser(),
        label=_("Lead readers to another page"),
        required=False,
        help_text=_(
            "Links from elsewhere and search engines still lead to what you delete. Choose the page that serves these "
            "readers best; without one they are told that there is no page."
        ),
        error_messages={"invalid_choice": _("Choose a published page of your agency.")},
    )

    def __init__(self, *args: Any, pages: Sequence[Page], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["forward_to"]
        assert isinstance(field, forms.ModelChoiceField)
        agency = current_agency()
        own = Page.objects.filter(outside_bin(agency), agency_id=agency.pk, depth__gt=2, live=True)
        field.queryset = own
        self.pages = pages

    def clean_forward_to(self) -> Page | None:
        """Refuse what goes to the bin itself."""
        page: Page | None = self.cleaned_data["forward_to"]
        if page is not None and any(page.path.startswith(each.path) for each in self.pages):
            raise forms.ValidationError(self.fields["forward_to"].error_messages["invalid_choice"])
        return page


class RestoreForm(forms.Form):
    """The page below which it goes."""

    parent = forms.ModelChoiceField(
        queryset=Page.objects.none(),
        widget=AdminPageChooser(),
        label=_("Below which page"),
        error_messages={"invalid_choice": _("Choose a page of your agency.")},
    )

    def __init__(self, *args: Any, binned: BinnedPage, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.binned = binned
        self.user = user
        field = self.fields["parent"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Page.objects.filter(outside_bin(binned.agency), agency_id=binned.agency_id, depth__gt=2)

    def clean_parent(self) -> Page:
        """Refuse a place where she may not add pages, and one where this kind of page cannot stand."""
        parent: Page = self.cleaned_data["parent"]
        if not may_add_below(self.user, parent):
            raise forms.ValidationError(_("You may not add pages there."))
        if not self.binned.page.specific.can_move_to(parent.specific):
            raise forms.ValidationError(_("This kind of page cannot stand there."))
        return parent
