"""Who may read a live page: everybody, or those who know its password.

Wagtail also offers groups, and names those of every agency, and "logged in", which on public hosts nobody is.
"""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms.pages import PageViewRestrictionForm
from wagtail.admin.views.page_privacy import SetPrivacyView
from wagtail.models import PageViewRestriction

_OFFERED = {PageViewRestriction.NONE, PageViewRestriction.PASSWORD}


class AgencyPageViewRestrictionForm(PageViewRestrictionForm):
    """Everybody, or a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = self.fields["restriction_type"]
        kinds.choices = [choice for choice in kinds.choices if choice[0] in _OFFERED]
        groups = self.fields["groups"]
        groups.queryset = groups.queryset.none()


class AgencySetPrivacyView(SetPrivacyView):
    """Sets who may read a page."""

    form_class = AgencyPageViewRestrictionForm
