"""The write crawl finds a hole when there is one: each is opened on purpose, and each has to be seen.

The same forms are sent twice: with the hole shut nothing is found, with the hole open what it lets through is.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse
from wagtail.admin.widgets import BaseChooser

from govcms.content.models import Redirect, SiteSettings
from govcms.media.models import AgencyDocument
from govcms.pages.models import Page
from tenants import admin_rules
from tenants.actions import add_member
from tenants.admin_rules import neutral
from tenants.fences import chooser_widgets
from tenants.models import AgencyGroup, Membership, Role, Team
from tenants.rights import Rights
from tests.isolation.admin_urls import ADMIN_URLCONF
from tests.isolation.crawl.atlas import Atlas
from tests.isolation.crawl.forms import Form
from tests.isolation.crawl.streams import posted_text
from tests.isolation.crawl.test_write_crawl import offered_at, writer_of

pytestmark = [pytest.mark.crawl, pytest.mark.xdist_group("writing")]

Patch = pytest.MonkeyPatch


def everywhere(user: Any) -> Rights:
    """The rights of all her memberships at once: what must never be."""
    memberships = list(Membership.objects.current().filter(user=user))
    groups = AgencyGroup.objects.filter(agency__in=[each.agency_id for each in memberships], role=Role.AGENCY_ADMIN)
    return Rights(memberships, list(groups.values_list("group_id", flat=True)))


def add_up_rights(patch: Patch) -> None:
    """Let staff of two agencies do in each what they may do in the other."""
    for module in ("tenants.permission_policies", "tenants.auth_backend"):
        patch.setattr(f"{module}.rights_of", everywhere)


def forget_references(patch: Patch) -> None:
    """Ask no form and no revision whose what is that they refer to."""
    patch.setattr("tenants.references.require_own_references", lambda instance: None)


def offer_everybodys_rows(patch: Patch) -> None:
    """Let the fields of a form take the rows of all agencies."""
    patch.setattr("tenants.forms.narrow_to_own", lambda fields: None)


def take_any_rows_at_once(patch: Patch) -> None:
    """Run actions on several rows without asking whose they are."""
    patch.setitem(admin_rules._rules, "wagtail_bulk_action", neutral)
    add_up_rights(patch)


def let_the_guard_sleep(patch: Patch) -> None:
    """Ask no rule before any view."""
    patch.setattr("tenants.guard.rule_of", lambda name: neutral)
    add_up_rights(patch)


def find_teams_by_id(patch: Patch) -> None:
    """Let one screen find its row without the manager that knows the agency."""
    patch.setitem(admin_rules._rules, "teams:edit", neutral)
    patch.setattr(
        "wagtail.admin.views.generic.EditView.get_object",
        lambda view, queryset=None: Team._base_manager.get(pk=view.kwargs["pk"]),
    )


def show_what_was_posted(patch: Patch) -> None:
    """Let a form that comes back name whatever its choosers were sent."""
    patch.setattr(BaseChooser, "get_instance", chooser_widgets._look_up)


def page_of(own: Atlas) -> int:
    """A page of one's own that is live."""
    return own.planted.pages["live StandardPage"].pk


@pytest.mark.parametrize(
    ("open_hole", "path", "seen"),
    [
        (forget_references, lambda own: f"/admin/pages/{page_of(own)}/edit/", "wagtailcore_revision refers to"),
        (
            let_the_guard_sleep,
            lambda own: f"/admin/pages/{page_of(own)}/unpublish/",
            "changed rows of others in pages_",
        ),
        (take_any_rows_at_once, lambda own: f"/admin/bulk/pages/page/unpublish/?id={page_of(own)}", "changed rows of"),
        (offer_everybodys_rows, lambda own: address_of("redirects:edit", Redirect, own), "unlike what does not exist"),
        (find_teams_by_id, lambda own: address_of("teams:edit", Team, own), "changed rows of others in tenants_team"),
        (show_what_was_posted, lambda own: address_of("site_settings:edit", SiteSettings, own), "wexhogar"),
    ],
)
def test_writing_finds(
    open_hole: Callable[[Patch], None],
    path: Callable[[Atlas], str],
    seen: str,
    mine: Atlas,
    theirs: list[Atlas],
    monkeypatch: Patch,
):
    # In both agencies she has the right: what was opened alone keeps them apart.
    user = mine.planted.people[Role.AGENCY_ADMIN]
    add_member(email=user.email, agency=theirs[0].planted.agency, role=Role.AGENCY_ADMIN)
    findings = {}
    for is_open in (False, True):
        writer = writer_of(user, mine, theirs)
        writer.watch.words -= {theirs[0].marks.name}
        # The form of this screen; others on it go elsewhere.
        [(name, form), *_empty] = offered_at(writer.client, [path(mine)], ADMIN_URLCONF)
        with monkeypatch.context() as patch:
            if is_open:
                open_hole(patch)
            if name == "wagtailadmin_pages:edit":
                writer.fill_stream(name, with_links(form, mine), "body")
            else:
                writer.fill(name, form)
        findings[is_open] = writer.finish()

    assert findings[False] == []
    assert any(seen in finding for finding in findings[True]), findings[True]


def address_of(name: str, model: type[Any], own: Atlas) -> str:
    """Where the first of one's own rows of a model is changed."""
    return reverse(name, args=[own.ids_by_model[model][0]], urlconf=ADMIN_URLCONF)


def with_links(form: Form, own: Atlas) -> Form:
    """A page's form with a text that links to a page and a document of one's own."""
    text = posted_text({Page: own.planted.pages["draft"].pk, AgencyDocument: own.ids_by_model[AgencyDocument][-1]})
    block = {"type": "rich_text", "value": text, "order": "0", "deleted": "", "id": ""}
    rows = {f"body-0-{name}": [value] for name, value in block.items()}
    return replace(form, data={**form.data, "body-count": ["1"], **rows})
