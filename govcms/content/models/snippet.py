"""Reusable content of an agency."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.fields import StreamField

from govcms.content.blocks.alert_words import languages
from govcms.content.blocks.snippet import SnippetBlock
from tenants.models import PlatformShared
from tenants.references import require_own_references


class Snippet(PlatformShared):
    """Contact details, a notice or a fee that pages show by reference; a change counts everywhere at once."""

    name = models.CharField(
        _("name"), max_length=120, help_text=_("What colleagues find it by; readers do not see it.")
    )
    content = StreamField(SnippetBlock(), verbose_name=_("content"))
    language = models.CharField(
        _("language"),
        max_length=12,
        blank=True,
        choices=languages,
        help_text=_("Of the words, for pages in another language that show them. Empty: as the page."),
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("reusable content")
        verbose_name_plural = _("reusable content")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="snippet_name_once_per_agency")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a name that is taken, links to what another agency owns, and to take away what others show."""
        super().clean()
        same = Snippet._base_manager.filter(agency_id=self.agency_id, name=self.name)
        if same.exclude(pk=self.pk).exists():
            raise ValidationError({"name": _("There is reusable content of this name already.")})
        require_own_references(self)
        self._require_unused_elsewhere()

    def _require_unused_elsewhere(self) -> None:
        """Raises ValidationError where it is no longer to be shared, and readers elsewhere would find a gap."""
        from govcms.content.snippets.uses import pages_using

        if self.is_shared or not Snippet._base_manager.filter(pk=self.pk, is_shared=True).exists():
            return
        # How many, never which: that is for the others alone.
        count = pages_using(self).exclude(agency=self.agency_id).count()
        if count:
            told = ngettext(
                "%(count)d page of other agencies shows it: it has to be taken out of it first.",
                "%(count)d pages of other agencies show it: it has to be taken out of them first.",
                count,
            )
            raise ValidationError({"is_shared": told % {"count": count}})

    @property
    def kinds(self) -> str:
        """What it is made of, in words."""
        children = self.content.stream_block.child_blocks
        names: dict[Any, None] = dict.fromkeys(children[item["type"]].label for item in self.content.raw_data)
        return ", ".join(map(str, names))
