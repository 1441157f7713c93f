"""Which published pages show which documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from govcms.media.models import AgencyDocument
from govcms.pages.models import Page


class DocumentUse(models.Model):
    """A live page that shows a document of its own agency: what makes the document public.

    Derived from published bodies; only ``govcms.content.document_uses`` writes it.
    """

    # Two indexes below begin with these keys.
    document = models.ForeignKey(
        AgencyDocument, on_delete=models.CASCADE, db_index=False, related_name="uses", verbose_name=_("document")
    )
    page = models.ForeignKey(Page, on_delete=models.CASCADE, db_index=False, related_name="+", verbose_name=_("page"))
    # The ids of the view restrictions that apply to the page, apart by spaces; empty where everybody may read it.
    protected_by = models.TextField(_("protected by"), blank=True)

    # It repeats what the page refers to, and would count twice in Wagtail's index of references.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("use of a document")
        verbose_name_plural = _("uses of documents")
        indexes = [models.Index(fields=["document", "protected_by"], name="document_use_by_protection")]
        constraints = [models.UniqueConstraint(fields=["page", "document"], name="document_use_once_per_page")]

    def __str__(self) -> str:
        return f"{self.document_id} · {self.page_id}"
