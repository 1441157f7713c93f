"""The chart block."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from govcms.content.blocks import groups
from govcms.content.blocks.choosers import LinkedDocument
from govcms.content.chart_data import MAX_BARS, MAX_CHARACTERS, BadData, ChartData, read_csv, text_of_document


class Kind(TextChoices):
    """How figures are drawn."""

    BAR = "bar", _("Bars, to compare")
    LINE = "line", _("Lines, over time")


class ChartValue(blocks.StructValue):
    """A chart with its figures."""

    @property
    def figures(self) -> ChartData | None:
        """The figures; None where the text is not a table of numbers."""
        try:
            return read_csv(self.get("csv") or "")
        except BadData:
            return None


class ChartBlock(blocks.StructBlock):
    """Figures as a drawing, with the table beside it for everybody who needs the numbers."""

    title = blocks.CharBlock(label=_("Title"), max_length=160, help_text=_("What is counted, where and when."))
    summary = blocks.TextBlock(
        label=_("What it shows"),
        max_length=400,
        help_text=_("In one or two sentences, for all who cannot see the drawing: “Waiting times fell by half.”"),
    )
    kind = blocks.ChoiceBlock(label=_("Kind"), choices=Kind.choices, default=Kind.BAR)
    unit = blocks.CharBlock(label=_("Unit"), required=False, max_length=60, help_text=_("Days, thousand crowns, %."))
    document = LinkedDocument(
        label=_("Document with the figures"),
        required=False,
        help_text=_("A CSV file. Each time you save, its figures take the place of those below."),
    )
    csv = blocks.TextBlock(
        label=_("Figures"),
        required=False,
        max_length=MAX_CHARACTERS,
        rows=8,
        help_text=_(
            "Paste from a spreadsheet, or write CSV. The first line names the columns, the first column the rows, "
            "the rest is numbers. At most 50 rows and 6 columns of numbers."
        ),
    )
    source = blocks.CharBlock(label=_("Source"), required=False, max_length=200)

    def clean(self, value: Any) -> Any:
        """Take the figures of the document, and refuse what cannot be drawn, naming the line."""
        value = super().clean(value)
        try:
            if value.get("document"):
                where = "document"
                value["csv"] = text_of_document(value["document"])
            where = "document" if value.get("document") else "csv"
            if value["csv"] or not self.is_deferred_validation:
                figures = read_csv(value["csv"])
                if value.get("kind") == Kind.BAR and figures.bars > MAX_BARS:
                    message = _("This makes %(number)d bars; more than %(limit)d cannot be read. Draw lines instead.")
                    raise BadData(message % {"number": figures.bars, "limit": MAX_BARS})
        except BadData as error:
            raise StructBlockValidationError(block_errors={where: ValidationError(str(error))}) from error
        return value

    class Meta:
        icon = "order"
        group = groups.DATA
        label = _("Chart")
        template = "content/blocks/chart.html"
        description = _(
            "Numbers as bars or lines, with their table. Not for two or three numbers: those are key figures."
        )
        help_text = _("The document can be opened by readers while a published page shows it.")
        value_class = ChartValue
        preview_value = {
            "title": _("Days to the first appointment"),
            "summary": _("Waiting fell in all three towns, most in Harbour Town."),
            "kind": Kind.BAR,
            "unit": _("Days"),
            "document": None,
            "csv": "Town,2024,2026\nHarbour Town,21,9\nFellgate,14,11\nOrlune,18,12\n",
            "source": _("Ministry of Health, 2026"),
        }
        label_format = "{title}"
