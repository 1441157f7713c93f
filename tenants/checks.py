"""Refuses to start when a table belongs to nobody, or when somebody holds rights on everybody's root.

A model belongs to an agency when it is a page, an image or a document, is AgencyOwned, or is part of a
row that is (its foreign key takes it along when that row goes). Any other model with a table has to
argue here, or by ``register_unowned`` in its app, why nobody's data lies in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections, models
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import GroupCollectionPermission, GroupPagePermission, GroupSitePermission

from tenants.models import AgencyGroup, AgencyOwned
from tenants.triggers import differing_triggers

# By model: what may lie in a table that no agency owns, and what keeps agencies apart in it.
_unowned: dict[str, str] = {
    "tenants.Agency": "The owner itself.",
    "tenants.AgencySite": "Read before any agency is in scope; carries its agency.",
    "tenants.Domain": "Read before any agency is in scope; leads to a site.",
    "tenants.HostMapVersion": "One number.",
    "tenants.Lease": "Names of jobs and processes.",
    "tenants.Exemption": "Switches that nobody outside their transaction sees.",
    "tenants.Membership": "Sign-in and the start page read a person's memberships across agencies.",
    "tenants.AgencyGroup": "Derived from memberships; carries its agency.",
    "wagtailcore.Site": "Wagtail's own; each has an AgencySite, and its screens are closed.",
    "wagtailcore.Collection": "One tree, as pages; an agency's begins at its root collection.",
    "wagtailcore.Locale": "The platform's languages.",
    "wagtailcore.Revision": "Reached through its object, which is asked for first.",
    "wagtailcore.ModelLogEntry": "Reached through its object, which is asked for first.",
    "wagtailcore.PageLogEntry": "Reached through its page, which is asked for first; outlives it.",
    "wagtailcore.ReferenceIndex": "Ids alone.",
    "wagtailcore.UploadedFile": "Its uploader's until it has become an image or a document.",
    "wagtailcore.APIToken": "No view takes one.",
    "wagtailcore.GroupCollectionPermission": "Derived from the role table.",
    "wagtailcore.GroupSitePermission": "Unused; a check asserts that there are none.",
    "wagtailcore.CollectionViewRestriction": "Its screen is closed.",
    "wagtailcore.CollectionViewRestriction_groups": "Its screen is closed.",
    "wagtailcore.Workflow": "The platform's; its screens are closed.",
    "wagtailcore.WorkflowContentType": "The platform's; its screens are closed.",
    "wagtailcore.WorkflowTask": "The platform's; its screens are closed.",
    "wagtailcore.WorkflowState": "Reached through its page, which is asked for first.",
    "wagtailcore.Task": "The platform's; its screens are closed.",
    "wagtailcore.TaskState": "Reached through its page, which is asked for first.",
    "wagtailcore.GroupApprovalTask": "The platform's; its screens are closed.",
    "wagtailcore.GroupApprovalTask_groups": "The platform's; its screens are closed.",
    "wagtailadmin.Admin": "Has no table; it carries the right to open the admin.",
    "wagtailadmin.EditingSession": "Reached through its object, which is asked for first.",
    "wagtailadmin.FormState": "Its author's, and reached through the form it belongs to.",
    "wagtailusers.UserProfile": "A person's own settings.",
    "wagtailimages.Image": "Wagtail's model in place of which ours is used; empty.",
    "wagtailimages.Rendition": "Wagtail's model in place of which ours is used; empty.",
    "wagtaildocs.Document": "Wagtail's model in place of which ours is used; empty.",
    "wagtailembeds.Embed": "What public services answered about public addresses.",
    "wagtailsearch.IndexEntry": "Derived; searches begin at rows that are narrowed.",
    "wagtailsearch.SQLiteFTSIndexEntry": "Derived; searches begin at rows that are narrowed.",
    "taggit.Tag": "Wagtail's model in place of which AgencyTag is used; empty.",
    "taggit.TaggedItem": "Wagtail's model in place of which ours are used; empty.",
    "django_tasks_database.DBTaskResult": "The queue; tasks carry uids and enter the scope of their agency.",
    "auth.Group": "Derived from the role table.",
    "auth.Group_permissions": "Derived from the role table.",
    "auth.Permission": "Django's names of rights.",
    "contenttypes.ContentType": "Django's names of models.",
    "sessions.Session": "A person's own; holds no content.",
}


def register_unowned(model: type[models.Model] | str, *, reason: str) -> None:
    """Argue why a model with a table belongs to no agency. Raises ValueError when ``reason`` is blank."""
    if not reason.strip():
        raise ValueError("Say why nobody's data lies in it.")
    _unowned[model if isinstance(model, str) else model._meta.label] = reason


def unowned_models() -> dict[str, str]:
    """The models that belong to no agency, with the reason of each."""
    return dict(_unowned)


def is_owned(model: type[models.Model]) -> bool:
    """Whether every row of a model belongs to one agency."""
    owners = (apps.get_model(settings.WAGTAIL_PAGE_MODEL), get_image_model(), get_document_model(), AgencyOwned)
    return issubclass(model, owners) or any(_is_part_of_owned(field, model) for field in model._meta.fields)


def _is_part_of_owned(field: Any, model: type[models.Model]) -> bool:
    if not field.remote_field or field.null or field.remote_field.model in {model, None}:
        return False
    if field.remote_field.on_delete is not models.CASCADE or model._meta.label in _unowned:
        return False
    return is_owned(field.remote_field.model)


@register()
def check_ownership(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every model with a table is owned, or on the list with a reason."""
    return [
        Error(
            f"{model._meta.label} has a table and belongs to no agency.",
            hint="Derive it from tenants.models.AgencyOwned, or call tenants.checks.register_unowned with the reason.",
            obj=model,
            id="tenants.E001",
        )
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not is_owned(model) and model._meta.label not in _unowned
    ]


@register(Tags.database)
def check_grants(app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Nobody holds a right on the root of pages or collections, on a site, or outside the role table."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        if AgencyGroup._meta.db_table not in connections[alias].introspection.table_names():
            continue  # Not migrated yet.
        derived = AgencyGroup.objects.using(alias).values("group")
        suspicious = {
            "on the root of all pages": GroupPagePermission.objects.filter(page__depth=1),
            "on the root of all collections": GroupCollectionPermission.objects.filter(collection__depth=1),
            "on a site": GroupSitePermission.objects.all(),
            "on pages, outside the role table": GroupPagePermission.objects.exclude(group__in=derived),
            "on collections, outside the role table": GroupCollectionPermission.objects.exclude(group__in=derived),
        }
        found += [
            Error(
                f"A group holds rights {where}: {', '.join(sorted(names))}.",
                hint="Groups and their rights are derived from the role table in tenants.roles; remove this one.",
                id="tenants.E002",
            )
            for where, grants in suspicious.items()
            if (names := set(grants.using(alias).values_list("group__name", flat=True)[:5]))
        ]
    return found


@register(Tags.database)
def check_triggers(app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """The database keeps the rules that the code counts on.

    A warning and no error, because migrating mends it and asks the checks first; the worker and the health check
    of the web server refuse.
    """
    return [
        Warning(
            f"The database does not keep the rules between agencies: {', '.join(names[:5])}"
            + (f" and {len(names) - 5} more." if len(names) > 5 else "."),
            hint="Run manage.py migrate, which puts its triggers in order.",
            id="tenants.W001",
        )
        for alias in databases or ()
        if (names := differing_triggers(connections[alias]))
    ]
