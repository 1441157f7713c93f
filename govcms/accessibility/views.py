"""The accessibility statement of a site."""

from __future__ import annotations

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from govcms.accessibility.models import SiteCheck
from govcms.accessibility.proof import last_proof
from govcms.accessibility.rules import find_rule
from govcms.content.chrome import site_chrome
from tenants.requests import AgencyRequest


@require_safe
def statement(request: AgencyRequest) -> HttpResponse:
    """What works, what does not yet, how that is known and since when, and whom to tell."""
    settings = site_chrome(request.agency_site).settings
    check = SiteCheck.objects.filter(agency_site=request.agency_site).first()
    proof = last_proof()
    rules = [(find_rule(finding["rule"]), finding["count"]) for finding in (check.findings if check else [])]
    known = [line.strip(" -•\t") for line in settings.accessibility_issues.splitlines() if line.strip(" -•\t")]
    found = [{"issue": rule.issue, "count": count, "criteria": rule.criteria} for rule, count in rules if rule]
    context = {
        "check": check,
        "proof": proof,
        "found": found,
        "known": known,
        "is_partial": bool(found or known or proof.violations or check is None),
        "updated": max(proof.tested_on, check.checked_at.date()) if check else proof.tested_on,
    }
    return TemplateResponse(request, "accessibility/statement.html", context)
