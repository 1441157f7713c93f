"""Tags of pictures and documents."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from tenants.models import AgencyOwned, AgencyOwnedManager
from tenants.scope import current_agency


class AgencyTag(TagBase, AgencyOwned):
    """A tag of one agency; two agencies may each have one of the same name."""

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("slug"), max_length=100, allow_unicode=True)

    # Named again because taggit's own manager comes first in the inheritance and sees every agency.
    objects: ClassVar[AgencyOwnedManager] = AgencyOwnedManager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="tag_name_once_per_agency"),
            models.UniqueConstraint(fields=["agency", "slug"], name="tag_slug_once_per_agency"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a tag made by typing it into a form belongs to the agency in scope."""
        if self.agency_id is None:
            self.agency = current_agency()
        super().save(*args, **kwargs)


class TaggedImage(ItemBase):
    """A tag on an image."""

    tag = models.ForeignKey(AgencyTag, on_delete=models.CASCADE, related_name="tagged_images")
    content_object = models.ForeignKey("media.AgencyImage", on_delete=models.CASCADE, related_name="tagged_items")

    class Meta:
        verbose_name = _("tag of an image")
        verbose_name_plural = _("tags of images")


class TaggedDocument(ItemBase):
    """A tag on a document."""

    tag = models.ForeignKey(AgencyTag, on_delete=models.CASCADE, related_name="tagged_documents")
    content_object = models.ForeignKey("media.AgencyDocument", on_delete=models.CASCADE, related_name="tagged_items")

    class Meta:
        verbose_name = _("tag of a document")
        verbose_name_plural = _("tags of documents")
