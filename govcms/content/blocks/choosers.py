"""Choosers that take what the page has gathered in one query, and refuse what another agency owns."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from govcms.content.linked import Linked, current_linked
from tenants.scope import current_scope


class _OwnChooser(blocks.ChooserBlock):
    """Shared by the choosers below; ``linked_kind`` names what ``Linked`` keeps for it."""

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
        agency = scope.agency if scope is not None else None
        if value is not None and agency is not None and not self.may_show(value, agency.pk):
            raise ValidationError(_("Choose something of your agency."), code="other_agency")
        return value

    def may_show(self, value: Any, agency_id: int) -> bool:
        """Whether pages of the agency may show the object: its own."""
        return bool(value.agency_id == agency_id)

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


class LinkedSnippet(_OwnChooser):
    """Reusable content of one's own agency, or of the platform where it shares it."""

    linked_kind = "snippets"
    stored_as = "wagtail.snippets.blocks.SnippetChooserBlock"
    target_model = "content.Snippet"

    @cached_property
    def field(self) -> forms.ModelChoiceField:
        """A choice of what is readable."""
        return forms.ModelChoiceField(
            queryset=self.model_class.readable.all(),
            widget=self.widget,
            required=self._required,
            validators=self._validators,
            help_text=self._help_text,
        )

    @cached_property
    def widget(self) -> Any:
        """The chooser of the admin."""
        from govcms.content.snippets.choosing import SnippetChooser

        return SnippetChooser()

    def bulk_to_python(self, values: Sequence[int | None]) -> list[Any]:
        """The objects; whose they are is asked where they are gathered, shown in the editor and taken."""
        linked = current_linked()
        found: Mapping[Any, Any] = self.model_class._base_manager.in_bulk(values) if linked is None else linked.snippets
        return [found.get(value) for value in values]

    def value_from_form(self, value: Any) -> Any:
        """The object of a posted key."""
        if value is None or isinstance(value, self.model_class):
            return value
        return self.model_class._base_manager.filter(pk=value).first() if str(value).isdecimal() else None

    def may_show(self, value: Any, agency_id: int) -> bool:
        """Whether pages of the agency may show it: its own, or what the platform shares."""
        return super().may_show(value, agency_id) or bool(value.is_for_everybody)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Wagtail's own block, which is told its model."""
        path, args, kwargs = super().deconstruct()
        return path, [self.target_model, *args], kwargs
