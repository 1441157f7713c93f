"""Keeping an agency's tags: rename one, merge two, delete those that nothing has."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from modelsearch.backends import get_search_backends
from wagtail.log_actions import log

from govcms.media.models import AgencyDocument, AgencyImage, AgencyTag, TaggedDocument, TaggedImage
from tenants.models import Agency

_TAGGED = ((TaggedImage, AgencyImage), (TaggedDocument, AgencyDocument))
_BATCH = 500


def unused_tags(agency: Agency) -> QuerySet[AgencyTag]:
    """The tags that no picture and no document of the agency has."""
    tags = AgencyTag.objects.filter(agency=agency)
    for through, _model in _TAGGED:
        tags = tags.filter(~Exists(through._default_manager.filter(tag=OuterRef("pk"))))
    return tags


@transaction.atomic
def rename_tag(*, tag: AgencyTag, name: str, user: Any = None) -> None:
    """Give a tag another name wherever it stands."""
    tag.name = name
    tag.save(update_fields=["name"])
    _log(tag.agency, "media.rename_tag", user, {"tag": str(tag.uid)})
    _find_again(tag)


@transaction.atomic
def merge_tags(*, tag: AgencyTag, into: AgencyTag, user: Any = None) -> int:
    """Give everything that has ``tag`` the other one, and delete it; returns how many things had it.

    The number of statements does not depend on theirs, but for what the admin's search is told. Raises ValueError
    for one tag, and for two of two agencies.
    """
    if tag.pk == into.pk or tag.agency_id != into.agency_id:
        raise ValueError("Two tags of one agency are merged.")
    had = 0
    for through, _model in _TAGGED:
        rows = through._default_manager.filter(tag=tag)
        had += rows.count()
        has_both = through._default_manager.filter(tag=into, content_object=OuterRef("content_object"))
        rows.filter(Exists(has_both)).delete()
        rows.update(tag=into)
    uid = str(tag.uid)
    tag.delete()
    _log(into.agency, "media.merge_tags", user, {"tag": uid, "into": str(into.uid), "things": had})
    _find_again(into)
    return had


@transaction.atomic
def delete_unused_tags(*, agency: Agency, user: Any = None) -> int:
    """Delete the tags that nothing has; returns how many."""
    deleted, _by_model = unused_tags(agency).delete()
    if deleted:
        _log(agency, "media.delete_tags", user, {"tags": deleted})
    return deleted


def _log(agency: Agency, action: str, user: Any, data: dict[str, Any]) -> None:
    log(instance=agency, action=action, user=user, data=data)


def _find_again(tag: AgencyTag) -> None:
    """Let the admin's search find by the present name what has the tag."""
    for _through, model in _TAGGED:
        pks = list(model._default_manager.filter(tagged_items__tag=tag).values_list("pk", flat=True))
        for start in range(0, len(pks), _BATCH):
            found = model._default_manager.filter(pk__in=pks[start : start + _BATCH]).prefetch_related("tags")
            for backend in get_search_backends(with_auto_update=True):
                backend.add_bulk(model, list(found))
