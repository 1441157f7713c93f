"""The page that holds everything of one agency."""

from typing import Any, ClassVar, Self

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from govcms.pages.models import Page


class AgencyRoot(Page):
    """The agency's own place in the tree, above the home pages of its sites; it has no address.

    It belongs to no language: if it could be translated, translating a home page would make a
    second root, and the first eight characters of a path would no longer name the agency.
    """

    is_creatable = False
    parent_page_types: ClassVar[list[Any]] = []
    subpage_types: ClassVar[list[str]] = ["content.HomePage"]
    preview_modes: ClassVar[list[Any]] = []

    class Meta:
        verbose_name = _("agency root")
        verbose_name_plural = _("agency roots")

    def get_translation(self, locale: Any) -> Self:
        """Itself, in every language."""
        return self

    def get_translation_or_none(self, locale: Any) -> Self:
        """Itself, in every language."""
        return self

    def has_translation(self, locale: Any) -> bool:
        """Always: it stands for all of them."""
        return True

    def get_url_parts(self, request: HttpRequest | None = None) -> None:
        """It has no address."""
        return
