"""The field that rich text is written in."""

from typing import Any

from django.core.exceptions import BadRequest
from wagtail.admin.rich_text import DraftailRichTextArea


class RichTextArea(DraftailRichTextArea):
    """Wagtail's editor; what no editor sends is a bad request and not an error of ours."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The text as it is stored. Raises BadRequest for what is no content of an editor."""
        try:
            return super().value_from_datadict(data, files, name)
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            # Neither the reader of the content nor its writer checks its shape.
            raise BadRequest(f"{name}: this is no rich text of an editor.") from error
