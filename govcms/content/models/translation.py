"""Which version of a page its translation was made from."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from govcms.pages.models import Page
from tenants.models import AgencyOwned
from tenants.references import require_own_references


class Translation(AgencyOwned):
    """A page in another language, and the version of the original that it says the same as."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="translation", verbose_name=_("page"))
    source = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="translations", verbose_name=_("original"))
    # None where the version is no longer kept.
    source_revision = models.ForeignKey(
        Revision, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("version of the original")
    )
    compared_at = models.DateTimeField(_("compared at"))
    # It is about both pages and no use of either.
    page.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    source.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    source_revision.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        ordering = ["page"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(page=models.F("source")), name="translation_has_another_page_as_its_original"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page} ← {self.source}"

    def clean(self) -> None:
        """Refuse another agency's pages."""
        super().clean()
        require_own_references(self)

    @property
    def is_outdated(self) -> bool:
        """Whether the original has a later version than the one compared: published, or drafted where none is."""
        return self.source_revision_id != current_revision_id(self.source)


def current_revision_id(page: Page) -> int | None:
    """The version of a page to translate from: what readers see, or the draft where they see nothing yet."""
    revision_id: int | None = page.live_revision_id if page.live else page.latest_revision_id
    return revision_id
