"""The step by step."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from govcms.content.blocks.steps import StepsBlock
from govcms.content.models.base import BELOW_SECTIONS, ContentPage


class StepByStepPage(ContentPage):
    """A journey in numbered steps, across pages and agencies."""

    # The steps stand in place of the blocks of other pages: whatever reads a body reads them.
    body = StreamField(StepsBlock(), verbose_name=_("steps"))

    parent_page_types: ClassVar[list[str]] = BELOW_SECTIONS
    subpage_types: ClassVar[list[str]] = []
    template = "content/step_by_step_page.html"
    name_for_readers = _("step by step")
    page_description = _("Leads through something that takes several steps, on your pages and those of other agencies.")

    class Meta:
        verbose_name = _("step by step")
        verbose_name_plural = _("step by steps")
