"""The way from a page to its translations, in the menu of its header."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button

from govcms.content.slugs import HOME_DEPTH
from govcms.pages.models import Page
from tenants.models import AgencySite, language_name
from tenants.tree import is_in_bin


def translate_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """ "Translate into …" for each language of the site that the page is not in yet."""
    address = page.site_address
    if address is None or page.depth <= HOME_DEPTH or not page.permissions_for_user(user).can_edit():
        return
    languages = AgencySite.objects.filter(pk=address.agency_site_id).values_list("languages", flat=True).first() or []
    if len(languages) < 2:
        return
    versions = page.get_translations(inclusive=True).values_list("locale__language_code", "path")
    there = {language for language, path in versions if not is_in_bin(path)}
    for language in languages:
        if language not in there:
            label = _("Translate into %(language)s") % {"language": language_name(language)}
            url = reverse("translate_page", args=[page.pk, language])
            yield Button(label, url, icon_name="globe", priority=45)
