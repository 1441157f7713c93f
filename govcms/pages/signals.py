"""One pair of signals for everything that changes what the public can read, sent inside the transaction.

Wagtail's own signals are many and the bulk writer sends none of them; who keeps something derived
from published pages listens to these two.
"""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import Signal, receiver
from django.utils import timezone
from wagtail.models import PageLogEntry, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move, pre_page_move

from govcms.pages.models import ChangeNote, CrossAgencyMove, Page
from govcms.pages.protection import aliases_of
from tenants.addresses import HOME_PATH_LENGTH
from tenants.models import HostMapVersion

# pages_changed(sender, page_ids: list[int]): these pages were published, unpublished or rewritten.
pages_changed = Signal()
# subtree_changed(sender, path: str): addresses or visibility changed of the page at this tree path and all below it.
subtree_changed = Signal()


@receiver(page_published)
def record_change(instance: Page, **kwargs: Any) -> None:
    """Note what readers are told about a publication, and pass the publication on."""
    if instance.live:
        now = timezone.now()
        is_first = not ChangeNote.objects.filter(page_id=instance.pk).exists()
        is_major = instance.change_type == Page.ChangeType.MAJOR
        if is_first or is_major or instance.change_note:
            ChangeNote.objects.create(
                page_id=instance.pk, kind=instance.change_type, text=instance.change_note, published_at=now
            )
        if is_first or is_major:
            Page.objects.filter(pk=instance.pk).update(public_updated_at=now)
    pages_changed.send(sender=Page, page_ids=[instance.pk])


@receiver(page_unpublished)
def pass_on_unpublication(instance: Page, **kwargs: Any) -> None:
    """An unpublished page is no longer public."""
    pages_changed.send(sender=Page, page_ids=[instance.pk])


@receiver(page_slug_changed)
def pass_on_new_slug(instance: Page, **kwargs: Any) -> None:
    """A new slug changes every address below."""
    _tell_of_addresses(instance)


@receiver(pre_page_move)
def refuse_other_agency(parent_page_before: Page, parent_page_after: Page, **kwargs: Any) -> None:
    """A move never changes whose a page is."""
    if parent_page_before.agency_id != parent_page_after.agency_id:
        raise CrossAgencyMove("A page cannot be moved to another agency.")


@receiver(post_page_move)
def pass_on_move(instance: Page, **kwargs: Any) -> None:
    """A move changes every address below."""
    _tell_of_addresses(instance)


def _tell_of_addresses(page: Page) -> None:
    if len(page.path) <= HOME_PATH_LENGTH:
        # The address map remembers tree and URL paths of home pages.
        HostMapVersion.bump()
    subtree_changed.send(sender=Page, path=page.path)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def pass_on_restriction(instance: PageViewRestriction, **kwargs: Any) -> None:
    """A restriction hides the whole subtree, and its end shows it again; with them all that mirrors the page."""
    for path in [instance.page.path, *aliases_of(instance.page)]:
        subtree_changed.send(sender=Page, path=path)


@receiver(post_save, sender=PageViewRestriction)
def mirror_restriction(instance: PageViewRestriction, **kwargs: Any) -> None:
    """Restrict the aliases of a page with it: it is the page's row that they obey, but lists ask for their own."""
    if instance.page.alias_of_id is None:
        for alias in Page.objects.filter(path__in=aliases_of(instance.page), view_restrictions=None):
            alias.view_restrictions.create(restriction_type=instance.restriction_type, password=instance.password)


@receiver(post_delete, sender=PageViewRestriction)
def lift_mirrored_restriction(instance: PageViewRestriction, origin: Any, **kwargs: Any) -> None:
    """Open the aliases of a page with it; not where the page itself is deleted, which leaves them alone and closed."""
    is_meant = isinstance(origin, PageViewRestriction) or getattr(origin, "model", None) is PageViewRestriction
    if is_meant and instance.page.alias_of_id is None:
        PageViewRestriction.objects.filter(page__path__in=aliases_of(instance.page)).delete()


@receiver(post_save, sender=PageLogEntry)
def pass_on_alias(instance: PageLogEntry, created: bool, **kwargs: Any) -> None:
    """A new alias may be live at once, and a converted one has its own restrictions; Wagtail logs both, no more."""
    if created and instance.action in {"wagtail.create_alias", "wagtail.convert_alias"}:
        subtree_changed.send(sender=Page, path=instance.page.path)
