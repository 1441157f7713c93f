"""Hand a page and all below it to another agency, as governments reorganise."""

from __future__ import annotations

import json
import logging
import uuid
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.log_actions import log
from wagtail.models import PageSubscription, ReferenceIndex, Revision, WorkflowState

from govcms.content.handover.media import copy_media
from govcms.content.handover.snippets import copy_snippets
from govcms.content.handover.values import Replacements, in_block, in_field, replace_in_content
from govcms.content.models import Menu, Redirect, SiteSettings, Snippet, Translation
from govcms.content.models.redirect import MAX_PATH, clean_path
from govcms.content.site_content.media import files_only_if_all_goes_well
from govcms.media.models import AgencyDocument, AgencyImage
from govcms.pages.bin.models import BinnedPage
from govcms.pages.bulk.references import references_of, write_references
from govcms.pages.bulk.tree import free_slug
from govcms.pages.models import Page
from govcms.pages.signals import pages_changed, subtree_changed
from tenants.addresses import HOME_PATH_LENGTH, address_map, current_version
from tenants.errors import UserError
from tenants.models import Agency, AgencyGroup, Invitation, Membership, bump_version
from tenants.scope import every_agency
from tenants.tree import is_in_bin
from tenants.triggers.exemptions import handing_over

logger = logging.getLogger(__name__)


def hand_over_pages(*, page: Page, to: Agency, below: Page | None = None, user: Any = None) -> bool:
    """Give ``page`` and all below it to the agency ``to``; False where they were its own already.

    They go below ``below``, else below the home page of that agency in the same language. Files that they use are
    copied, since these stay with their agency; links between what goes and what stays become plain addresses.
    Raises UserError for what a person can mend. Nothing is kept where anything fails.
    """
    with (
        files_only_if_all_goes_well() as files,
        every_agency(reason="pages go from one agency to another"),
        handing_over(reason="hand_over_pages"),
    ):
        # One hand-over at a time between any two agencies.
        list(Agency.objects.select_for_update().filter(pk__in=[page.agency_id, to.pk]).order_by("pk"))
        page = Page.objects.select_for_update().get(pk=page.pk)
        if page.agency_id == to.pk:
            return False
        _HandOver(page, to, _parent_for(page, to, below), user, files).run()
    return True


def _parent_for(page: Page, to: Agency, below: Page | None) -> Page:
    if len(page.path) <= HOME_PATH_LENGTH:
        raise UserError(_("A home page goes nowhere without its site; hand over the pages below it."))
    if is_in_bin(page.path):
        raise UserError(_("The page is in the bin; restore it first."))
    if not to.is_open_to_staff:
        raise UserError(
            _("The agency “%(name)s” is %(status)s.") % {"name": to.name, "status": to.get_status_display()}
        )
    if below is None:
        homes = Page.objects.filter(agency=to, depth=3, locale=page.locale_id).order_by("path")
        below = homes.first()
        if below is None:
            raise UserError(_("The agency “%(name)s” has no site in the language of the page.") % {"name": to.name})
    if below.agency_id != to.pk or below.depth < 3:
        raise UserError(_("The new place is not on a site of the agency “%(name)s”.") % {"name": to.name})
    if below.locale_id != page.locale_id:
        raise UserError(_("The new place is in another language."))
    if not page.specific_class.can_exist_under(below):
        raise UserError(_("A page of this type cannot stand below “%(title)s”.") % {"title": below.title[:80]})
    return Page.objects.select_for_update().get(pk=below.pk)


class _HandOver:
    """One hand-over, step by step."""

    def __init__(self, page: Page, to: Agency, parent: Page, user: Any, files: list[Any]) -> None:
        self.page, self.to, self.parent, self.user, self.files = page, to, parent, user, files
        assert page.agency is not None
        self.giver: Agency = page.agency
        address_map.check(current_version())
        going = Page.objects.filter(path__startswith=page.path)
        self.keys = list(going.order_by("path").values_list("pk", flat=True))
        self.old_address = page.full_url or ""
        self.old_places = self._places()

    def run(self) -> None:
        """All steps; each leaves the database as its rules want it."""
        self._end_rights()
        addresses = self._addresses()
        self._part_from_what_stays()
        self._move()
        self._rewrite_what_goes(addresses)
        self._rewrite_what_stays()
        self._leave_redirects()
        moved = Page.objects.get(pk=self.page.pk)
        pages_changed.send(sender=Page, page_ids=self.keys)
        subtree_changed.send(sender=Page, path=moved.path)
        self._log(moved)

    def _pages(self) -> Any:
        return Page.objects.filter(pk__in=self.keys)

    def _end_rights(self) -> None:
        inside = Q(section__in=self.keys)
        current = Membership.objects.current().filter(inside)
        if current.exists():
            raise UserError(_("There are people whose role is limited to these pages; end these roles first."))
        # What was true of the past stays told, of the nearest page that stays.
        nearest = self.page.get_parent().pk
        Membership.objects.filter(inside).update(section=nearest)
        # Invitations to what goes are withdrawn first: none may reach further than it said.
        invitations = Invitation._base_manager.filter(inside)
        invitations.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now())
        invitations.update(section=nearest)
        Group.objects.filter(agency_group__in=AgencyGroup.objects.filter(inside)).delete()
        PageSubscription.objects.filter(page__in=self.keys).delete()
        # What the giver's people asked for is not for the receiver's to approve.
        for state in WorkflowState.objects.active().filter(task_states__review__page__in=self.keys).distinct():
            state.cancel(user=self.user)

    def _addresses(self) -> dict[int, str]:
        """The addresses of what the pages, or earlier versions of them, refer to and leave behind."""
        wanted = self._referred_to(Page) - set(self.keys)
        return {page.pk: (page.full_url or "") if page.live else "" for page in Page.objects.filter(pk__in=wanted)}

    def _referred_to(self, model: type[Any]) -> set[int]:
        found = {
            int(key)
            for page in self._pages().specific()
            for target, key, _model_path, _content_path in references_of(page)
            if issubclass(target, model)
        }
        for revision in self._revisions().iterator():
            found |= {
                int(key)
                for target, key, _model_path, _content_path in references_of(revision.as_object())
                if issubclass(target, model)
            }
        return found

    def _revisions(self) -> Any:
        base_type = ContentType.objects.get_for_model(Page)
        return Revision.objects.filter(base_content_type=base_type, object_id__in=[str(key) for key in self.keys])

    def _part_from_what_stays(self) -> None:
        mirrors = Q(alias_of__in=self.keys) & ~Q(pk__in=self.keys)
        mirroring = Q(pk__in=self.keys) & ~Q(alias_of__in=self.keys)
        Page.objects.filter(mirrors | mirroring).exclude(alias_of=None).update(alias_of=None)
        # What was below them and lies in the bin of the giving agency is restored somewhere else.
        BinnedPage._base_manager.filter(parent__in=self.keys).update(parent=None)
        Page.objects.filter(withdrawn_replacement__in=self.keys).exclude(pk__in=self.keys).update(
            withdrawn_replacement=None
        )
        for page in self._pages().exclude(withdrawn_replacement=None).exclude(withdrawn_replacement__in=self.keys):
            Page.objects.filter(pk=page.pk).update(withdrawn_replacement=None)
        # A translation that stays is another agency's page from now on.
        keys_that_stay = Page.objects.exclude(pk__in=self.keys).values("translation_key")
        for page in self._pages().filter(translation_key__in=keys_that_stay):
            Page.objects.filter(pk=page.pk).update(translation_key=uuid.uuid4())
        going = Q(page__in=self.keys) | Q(source__in=self.keys)
        Translation._base_manager.filter(going).delete()
        self._pages().update(owner_team="", locked=False, locked_by=None, locked_at=None)

    def _move(self) -> None:
        old_parent, page, parent = self.page.get_parent(), self.page, self.parent
        siblings = Page.objects.filter(path__startswith=parent.path, depth=parent.depth + 1)
        last = siblings.order_by("-path").values_list("path", flat=True).first()
        step = Page._str2int(last[-Page.steplen :]) + 1 if last else 1
        new_path = Page._get_path(parent.path, parent.depth + 1, step)
        slug = free_slug(page.slug, set(siblings.values_list("slug", flat=True)), page.specific.reserved_slugs())
        new_url_path = f"{parent.url_path}{slug}/"
        # Place and owner change in one statement: the database lets no page stand in another agency's tree.
        self._pages().update(
            agency=self.to,
            path=Concat(Value(new_path), Substr("path", len(page.path) + 1)),
            depth=F("depth") + (parent.depth + 1 - page.depth),
            url_path=Concat(Value(new_url_path), Substr("url_path", len(page.url_path) + 1)),
        )
        Page.objects.filter(pk=page.pk).update(slug=slug)
        Page.objects.filter(pk=old_parent.pk).update(numchild=F("numchild") - 1)
        Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + 1)

    def _rewrite_what_goes(self, addresses: dict[int, str]) -> None:
        replacements = Replacements(
            images=copy_media(AgencyImage, self._referred_to(AgencyImage), to=self.to, files=self.files),
            documents=copy_media(AgencyDocument, self._referred_to(AgencyDocument), to=self.to, files=self.files),
            snippets=copy_snippets(self._referred_to(Snippet), to=self.to),
            pages=addresses,
        )
        for page in self._pages().specific():
            _rewrite_row(page, replacements)
        for revision in self._revisions().iterator():
            content = revision.content
            replace_in_content(revision.content_type.model_class(), content, replacements)
            place = Page.objects.values("path", "depth", "url_path", "slug").get(pk=int(revision.object_id))
            content.update({**place, "agency": self.to.pk, "alias_of": None, "locked": False, "locked_by": None})
            Revision.objects.filter(pk=revision.pk).update(content=content)
        write_references(list(self._pages().specific()), are_new=False)

    def _rewrite_what_stays(self) -> None:
        """Links of the giving agency to the pages become plain addresses."""
        address_map.check(current_version())
        replacements = Replacements(
            pages={page.pk: (page.full_url or "") if page.live else "" for page in self._pages()}
        )
        base_type = ContentType.objects.get_for_model(Page)
        referring = ReferenceIndex.objects.filter(
            to_content_type=base_type, to_object_id__in=[str(key) for key in self.keys]
        )
        keys = referring.filter(base_content_type=base_type).values_list("object_id", flat=True)
        staying = Page.objects.filter(pk__in=[int(key) for key in keys], agency=self.giver)
        for page in staying.specific():
            _rewrite_row(page, replacements)
            latest = page.latest_revision
            if latest is not None and replace_in_content(type(page), latest.content, replacements):
                Revision.objects.filter(pk=latest.pk).update(content=latest.content)
        changed = list(staying.specific())
        write_references(changed, are_new=False)
        pages_changed.send(sender=Page, page_ids=[page.pk for page in changed])
        for model in (Menu, SiteSettings):
            for row in model._base_manager.filter(agency=self.giver):
                if _rewrite_row(row, replacements):
                    ReferenceIndex.create_or_update_for_object(row)
                    bump_version(row.agency_site_id)

    def _places(self) -> list[tuple[int, int, str]]:
        """Page, site and path of what readers can find now."""
        found = []
        for page in self._pages().filter(live=True):
            address = page.site_address
            if address is not None:
                found.append((page.pk, address.agency_site_id, clean_path(address.path_of(page.url_path))))
        return found

    def _leave_redirects(self) -> None:
        """Old addresses lead to the new ones; redirects that led to the pages do so by address."""
        new = {page.pk: page.full_url or "" for page in self._pages().filter(live=True)}
        for redirect in Redirect.objects.filter(agency=self.giver, page__in=self.keys):
            address = new.get(redirect.page_id or 0, "")
            if address:
                Redirect.objects.filter(pk=redirect.pk).update(page=None, address=address)
            else:
                # It led nowhere while its page was a draft, and cannot follow it.
                redirect.delete()
        Redirect.objects.bulk_create(
            [
                Redirect(agency=self.giver, agency_site_id=site_id, old_path=path, address=new[key])
                for key, site_id, path in self.old_places
                if new.get(key) and len(path) <= MAX_PATH
            ],
            update_conflicts=True,
            unique_fields=["agency_site", "old_path"],
            update_fields=["page", "address"],
        )

    def _log(self, moved: Page) -> None:
        data = {"from": self.giver.key, "to": self.to.key, "pages": len(self.keys), "address": self.old_address}
        log(instance=moved, action="content.hand_over", user=self.user, data=data)
        for agency in (self.giver, self.to):
            log(instance=agency, action="content.hand_over", user=self.user, data=data)
        logger.info("content.pages_handed_over", extra=data)


def _rewrite_row(row: Any, replacements: Replacements) -> bool:
    """Put the replacements into a stored row, beside everything that saving it would set off."""
    changes: dict[type[Any], dict[str, Any]] = {}
    for field in row._meta.concrete_fields:
        if field.primary_key or field.name == "agency":
            continue
        if isinstance(field, StreamField):
            before = field.stream_block.get_prep_value(field.value_from_object(row))
            # A value that was prepared before must not share parts with the new one.
            after = in_block(field.stream_block, json.loads(json.dumps(before, default=str)), replacements)
        else:
            before = field.value_from_object(row)
            after = before if before is None else in_field(field, before, replacements)
        if after != before:
            changes.setdefault(field.model, {})[field.attname] = after
    for table, values in changes.items():
        table._base_manager.filter(pk=row.pk).update(**values)
    return bool(changes)
