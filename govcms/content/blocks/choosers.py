"""Choosers that take what the page has gathered in one query, and refuse what another agency owns."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from govcms.content.linked import Linked, current_linked
from tenants.scope import current_scope


class _OwnChooser(blocks.ChooserBlock):
    """Shared by the three choosers below; ``linked_kind`` names what ``Linked`` keeps for it."""

    linked_kind: str
    stored_as: str

    def bulk_to_python(self, values: Sequence[int | None]) -> list[Any]:
        """The objects, from what the page being rendered has gathered, otherwise from the database."""
        linked: Linked | None = current_linked()
        if linked is None:
            return super().bulk_to_python(values)
        found = getattr(linked, self.linked_kind)
        return [found.get(value) for value in values]

    def to_python(self, value: int | None) -> Any:
        """One object, likewise."""
        return self.bulk_to_python([value])[0] if value is not None else None

    def clean(self, value: Any) -> Any:
        """Refuse an object of another agency as if it did not exist."""
        value = super().clean(value)
        scope = current_scope()
        if value is not None and scope is not None and scope.agency is not None and value.agency_id != scope.agency.pk:
            raise ValidationError(_("Choose something of your agency."), code="other_agency")
        return value

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Wagtail's own block: migrations do not depend on where this class lives."""
        _path, args, kwargs = super().deconstruct()
        return self.stored_as, args, kwargs


class LinkedPage(_OwnChooser, blocks.PageChooserBlock):
    """A page of one's own agency; readers see the link while the page is live."""

    linked_kind = "pages"
    stored_as = "wagtail.blocks.PageChooserBlock"


class LinkedImage(_OwnChooser, ImageChooserBlock):
    """An image of one's own agency."""

    linked_kind = "images"
    stored_as = "wagtail.images.blocks.ImageChooserBlock"


class LinkedDocument(_OwnChooser, DocumentChooserBlock):
    """A document of one's own agency."""

    linked_kind = "documents"
    stored_as = "wagtail.documents.blocks.DocumentChooserBlock"
