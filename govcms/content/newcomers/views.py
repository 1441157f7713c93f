"""The help for those who come from another system."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from govcms.content.newcomers.words import SYSTEMS


class ComingFromView(WagtailAdminTemplateMixin, TemplateView):
    """What is called what, and what is different."""

    page_title = _("Coming from another system")
    header_icon = "help"
    template_name = "content/newcomers/coming_from.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words."""
        return super().get_context_data(systems=SYSTEMS, **kwargs)
