"""Derive the groups of every agency from the role table again."""

from typing import Any

from django.utils.translation import gettext as _
from tqdm import tqdm

from tenants.management.base import ActionCommand
from tenants.models import Agency
from tenants.roles import sync_agency_groups, sync_memberships


class Command(ActionCommand):
    """For after an upgrade that changed the role table or what apps register in it."""

    help = "Derive every agency's groups and their members from the role table and the memberships."

    def act(self, **options: Any) -> None:
        """Sync one agency at a time; safe to repeat."""
        agencies = Agency.objects.all()
        for agency in tqdm(agencies, desc="Agencies", unit="agency", disable=None):
            sync_agency_groups(agency)
        changed = sync_memberships()
        said = _("%(agencies)s agencies are in step with the role table; %(changed)s places in groups changed.")
        self.say(said % {"agencies": len(agencies), "changed": changed})
