"""The editor of a translation: its original stands beside it, and says when it has changed."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.permissions import policy_registry

from govcms.content.approval.views import ApprovalEditView
from govcms.content.languages.reading import passages_of
from govcms.content.models import Translation
from govcms.pages.models import Page
from tenants.models import language_name


class OriginalSidePanel(BaseSidePanel):
    """What the original says, to be read while its translation is written."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """The button that opens it; counts a change that was not looked at."""

        aria_label = gettext_lazy("Toggle original")
        icon_name = "globe"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            """Count."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["count"] = int(self.panel.translation.is_outdated)
            return context

    name = "original"
    title = gettext_lazy("Original")
    template_name = "content/languages/original_panel.html"
    order = 150

    def __init__(self, page: Any, request: HttpRequest, translation: Translation) -> None:
        super().__init__(page, request)
        self.translation = translation

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """What readers see of the original, or its draft where they see nothing yet."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        source = self.translation.source.specific
        version = source if source.live else source.get_latest_revision_as_object()
        code = source.locale.language_code
        context |= {
            "translation": self.translation,
            "source": source,
            "source_language": code,
            "source_language_name": language_name(code),
            "passages": passages_of(version),
            "changes_url": changes_url(self.translation),
        }
        return context


class TranslatedEditView(ApprovalEditView):
    """The page editor."""

    @cached_property
    def translation(self) -> Translation | None:
        """What the page was translated from; None as well where that lies outside the section of who edits."""
        return translations_open_to(self.request.user).filter(page=self.page.pk).select_related("source").first()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Open the page; that its original has changed is said at the top."""
        translation = self.translation
        if translation is not None and translation.is_outdated and not self.hydrate_create_view:
            buttons = [messages.button(reverse("translation_up_to_date", args=[self.page.pk]), _("See what to do"))]
            told = _("The original “%(title)s” has changed since this page was translated.")
            messages.warning(request, told % {"title": translation.source.get_admin_display_title()}, buttons=buttons)
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def get_side_panels(self) -> MediaContainer:
        """With the original."""
        panels = super().get_side_panels()
        if self.translation is not None and not self.expects_json_response and not self.hydrate_create_view:
            panels = MediaContainer([*panels, OriginalSidePanel(self.page, self.request, self.translation)])
        return panels


def translations_open_to(user: Any) -> QuerySet[Translation]:
    """The translations whose original the person may look at."""
    originals = policy_registry.get_by_type(Page).explorable_instances(user)
    return Translation.objects.filter(source__in=originals.values("pk"))


def changes_url(translation: Translation) -> str:
    """Where the version of the original that was translated is compared with what it says now; empty if it is gone."""
    source = translation.source
    if translation.source_revision_id is None or not translation.is_outdated:
        return ""
    now = "live" if source.live else "latest"
    address: str = reverse(
        "wagtailadmin_pages:revisions_compare", args=[source.pk, translation.source_revision_id, now]
    )
    return address
