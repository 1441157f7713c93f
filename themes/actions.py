"""What may be done with a site's theme."""

import logging

from django.db import transaction

from tenants.audit import record
from tenants.models import AgencySite
from themes.layout import Layout
from themes.models import Theme
from themes.tokens import TokenSet

logger = logging.getLogger(__name__)


@transaction.atomic
def choose_theme(
    *,
    agency_site: AgencySite,
    preset: str,
    tokens: TokenSet | None = None,
    layout: Layout | None = None,
    has_dark_mode: bool = True,
) -> Theme:
    """Give a site its preset, its own tokens and its own layout; those it had are replaced.

    Runs in the scope of the site's agency.
    Raises ValidationError for an unknown preset or layout, a wrong token, or colours that fail WCAG contrast.
    """
    theme = Theme.objects.filter(agency_site=agency_site).first()
    if theme is None:
        theme = Theme(agency_id=agency_site.agency_id, agency_site=agency_site)
    theme.preset = preset
    theme.tokens = dict(tokens or {})
    theme.layout = dict(layout or {})
    theme.has_dark_mode = has_dark_mode
    theme.full_clean()
    theme.save()
    record("themes.choose", subject=theme, details={"site": str(agency_site.uid), "preset": preset})
    logger.info("theme chosen", extra={"event": "themes.chosen", "site": str(agency_site.uid), "preset": preset})
    return theme
