"""Check what agencies have published."""

from __future__ import annotations

from argparse import ArgumentParser
from functools import partial
from typing import Any

from django.utils.translation import ngettext
from tqdm import tqdm

from govcms.accessibility.checking import check_site
from govcms.accessibility.rules import find_rule
from tenants.management.base import ActionCommand, find_agency
from tenants.models import Agency, AgencySite
from tenants.scope import tenant_scope


class Command(ActionCommand):
    """A thin shell over govcms.accessibility.checking."""

    help = "Check the published pages of all live agencies, or of one, for what keeps people from using them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose."""
        parser.add_argument("--agency", metavar="KEY", help="only the sites of this agency")

    def act(self, *args: Any, agency: str | None, **options: Any) -> None:
        """Site by site; each is kept when it is done."""
        sites = AgencySite.objects.select_related("agency", "site").order_by("agency__key", "pk")
        wanted: dict[str, Any] = {"agency": find_agency(agency)} if agency else {"agency__status": Agency.Status.LIVE}
        sites = sites.filter(**wanted)
        pages = found = 0
        for agency_site in sites:
            with tenant_scope(agency_site.agency):
                bar = partial(tqdm, desc=str(agency_site), unit="page", disable=None)
                check = check_site(agency_site, progress=bar)
            for finding in check.findings:
                rule = find_rule(finding["rule"])
                told = ngettext(
                    "%(site)s: %(count)d page: %(remedy)s", "%(site)s: %(count)d pages: %(remedy)s", finding["count"]
                )
                remedy = rule.remedy if rule else finding["rule"]
                self.stdout.write(told % {"site": agency_site, "count": finding["count"], "remedy": remedy})
            pages += check.pages
            found += len(check.page_ids)
        checked = ngettext("%(count)d page checked", "%(count)d pages checked", pages) % {"count": pages}
        to_mend = ngettext("%(count)d has something to mend", "%(count)d have something to mend", found)
        self.say(f"{checked}; {to_mend % {'count': found}}")
