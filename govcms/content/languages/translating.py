"""Begin a translation of a page."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction, ParentNotTranslatedError
from wagtail.models import Locale
from wagtail.permissions import policy_registry

from govcms.content.languages.keeping import remember_translations
from govcms.content.slugs import HOME_DEPTH
from govcms.pages.models import Page
from tenants.errors import UserError
from tenants.models import HostMapVersion
from tenants.tree import is_in_bin


@transaction.atomic
def translate_page(*, page: Page, locale: Locale, user: Any = None) -> Page:
    """Make a draft in another language that begins with the words of ``page``; returns the draft.

    A translation that is there already is returned as it is. Raises UserError where it lies in the bin, and where the
    page above is not translated; PermissionDenied where ``user`` may not look at the page. Nobody is a command.
    """
    if (
        user is not None
        and not policy_registry.get_by_type(Page).explorable_instances(user).filter(pk=page.pk).exists()
    ):
        # What the draft begins with would leave the section.
        raise PermissionDenied
    # Two people at once: the second finds the draft of the first.
    page = Page.objects.select_for_update().get(pk=page.pk).specific
    known = page.get_translation_or_none(locale)
    if known is not None and is_in_bin(known.path):
        raise UserError(_("The translation of this page is in the bin: restore it, or delete it for good first."))
    if known is not None:
        return known.specific
    # Wagtail asks for a right of its own app for translations, which is not installed. Who may write where the
    # translation goes is asked by the screens.
    action = CopyPageForTranslationAction(page, locale, user=user)
    try:
        translation: Page = action.execute(skip_permission_checks=True)
    except ParentNotTranslatedError:
        title = page.get_parent().title
        raise UserError(_("Translate the page above it first: “%(title)s”.") % {"title": title[:80]}) from None
    if page.depth == HOME_DEPTH:
        # The address map knows home pages.
        HostMapVersion.bump()
    remember_translations([page], [translation])
    return translation
