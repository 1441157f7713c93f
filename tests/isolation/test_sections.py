"""A role limited to a section holds inside it, and outside it the person looks at most at titles to link to."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.log_actions import log

from govcms.content.models import Menu, SiteSettings
from govcms.content.models.approval import Review
from govcms.identity.models import User
from govcms.media.models import AgencyImage
from govcms.pages.models import Page
from tenants.actions import add_member
from tenants.models import Agency, Membership, Role
from tenants.scope import tenant_scope
from tests.factories import DocumentFactory, ImageFactory, MemberFactory, StandardPageFactory
from tests.isolation.conftest import signed_in
from tests.isolation.test_daily_work import PAGE_FORM


@dataclass
class Tree:
    """The section "Clinics" with a page below it, and "Budget" beside it with one below."""

    section: Any
    inside: Any
    outside: Any
    below_outside: Any


@pytest.fixture
def tree(health_home: Page) -> Tree:
    """Drafts all; the words of those outside are told apart."""
    section = StandardPageFactory(parent=health_home, title="Clinics", slug="clinics", live=False)
    outside = StandardPageFactory(parent=health_home, title="Budget", slug="budget", live=False)
    return Tree(
        section=section,
        inside=StandardPageFactory(parent=section, title="North clinic", slug="north", live=False),
        outside=outside,
        below_outside=StandardPageFactory(parent=outside, title="Budget annex", slug="annex", live=False),
    )


def member(agency: Agency, role: Role, section: Any) -> User:
    """Somebody with this role in the section."""
    return add_member(email=f"{role}@section.example", agency=agency, role=role, section=section).user


# What each role may do with a draft inside its section; outside it nothing of this.
INSIDE = {
    Role.VIEWER: set(),
    Role.EDITOR: {"edit", "add", "copy", "move", "delete"},
    Role.PUBLISHER: {"edit", "add", "copy", "publish", "lock", "move", "privacy", "delete"},
    Role.AGENCY_ADMIN: {"edit", "add", "copy", "publish", "lock", "move", "privacy", "delete"},
}


def attempts(page: Any, target: Any) -> dict[str, tuple[str, dict[str, Any]]]:
    """How each right is used on a page: the address and the form."""
    form = {**PAGE_FORM, "title": page.title, "slug": page.slug}
    return {
        "edit": (f"/admin/pages/{page.pk}/edit/", form),
        "add": (f"/admin/pages/add/content/standardpage/{page.pk}/", {**PAGE_FORM, "slug": "new"}),
        "copy": (
            f"/admin/pages/{page.pk}/copy/",
            {"new_title": "Copy", "new_slug": "copied", "new_parent_page": target.pk, "copy_subpages": ""},
        ),
        "publish": (f"/admin/pages/{page.pk}/edit/", {**form, "action-publish": "1"}),
        "lock": (f"/admin/pages/{page.pk}/lock/", {}),
        "move": (f"/admin/pages/{page.pk}/move/{target.pk}/confirm/", {}),
        "privacy": (f"/admin/pages/{page.pk}/privacy/", {"restriction_type": "password", "password": "abc"}),
        "delete": (f"/admin/pages/{page.pk}/delete/", {}),
    }


def state() -> list[Any]:
    """Everything about pages that an attempt could change."""
    return [
        list(
            Page.objects.order_by("pk").values_list(
                "pk", "path", "title", "slug", "live", "locked", "latest_revision", "has_unpublished_changes"
            )
        ),
        list(Page.objects.filter(view_restrictions__isnull=False).values_list("pk", flat=True)),
    ]


@pytest.mark.parametrize("right", sorted(INSIDE[Role.AGENCY_ADMIN]))
@pytest.mark.parametrize("role", Role)
def test_a_right_is_used_inside(role: Role, right: str, health: Agency, tree: Tree):
    other = StandardPageFactory(parent=tree.section, title="South clinic", slug="south", live=False)
    client = signed_in(member(health, role, tree.section))
    before = state()

    path, form = attempts(tree.inside, tree.section if right == "copy" else other)[right]
    client.post(path, form)

    # An editor's "publish" saves a draft: Wagtail reads the button only from those who may.
    if right == "publish":
        assert Page.objects.get(pk=tree.inside.pk).live is (right in INSIDE[role])
    else:
        assert (state() != before) is (right in INSIDE[role])


@pytest.mark.parametrize("right", sorted(INSIDE[Role.AGENCY_ADMIN]))
@pytest.mark.parametrize("role", Role)
def test_nothing_is_done_outside(role: Role, right: str, health: Agency, tree: Tree):
    client = signed_in(member(health, role, tree.section))
    before = state()

    path, form = attempts(tree.below_outside, tree.outside.get_parent())[right]
    answers = [client.get(path), client.post(path, form)]

    assert {answer.status_code for answer in answers} <= {403, 405}
    assert state() == before


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER, Role.AGENCY_ADMIN])
def test_nothing_is_carried_across_the_border(role: Role, health: Agency, tree: Tree):
    client = signed_in(member(health, role, tree.section))
    before = state()

    for page, target in ((tree.inside, tree.outside), (tree.below_outside, tree.section)):
        for right in ("copy", "move"):
            path, form = attempts(page, target)[right]
            answer = client.post(path, form)
            assert answer.status_code in {200, 403}, (right, page)
    for action in ("move", "delete", "publish", "unpublish"):
        query = f"id={tree.outside.pk}&id={tree.below_outside.pk}&childOf={tree.section.pk}"
        client.post(f"/admin/bulk/pages/page/{action}/?{query}", {"chooser": tree.section.pk})
    client.post(f"/admin/bulk/pages/page/move/?id={tree.inside.pk}", {"chooser": tree.outside.pk})

    assert state() == before


def test_a_bulk_action_on_all_stays_in_the_section(health: Agency, tree: Tree):
    client = signed_in(member(health, Role.PUBLISHER, tree.section))

    client.post("/admin/bulk/pages/page/publish/?id=all", {"include_descendants": "on"})

    assert not Page.objects.filter(pk__in=[tree.outside.pk, tree.below_outside.pk], live=True).exists()


def test_the_explorer_begins_and_ends_with_the_section(health: Agency, tree: Tree):
    client = signed_in(member(health, Role.EDITOR, tree.section))

    root = client.get("/admin/pages/", follow=True)
    assert root.redirect_chain[-1][0].startswith(f"/admin/pages/{tree.section.pk}/") or (
        root.context["parent_page"].pk == tree.section.pk
    )
    shown = [
        root,
        client.get(f"/admin/pages/{tree.outside.pk}/", follow=True),
        client.get("/admin/pages/search/?q=budget"),
        client.get("/admin/pages/search/?q=annex"),
        client.get("/admin/api/main/pages/"),
        client.get(f"/admin/api/main/pages/?child_of={tree.outside.pk}"),
        client.get("/admin/reports/aging-pages/"),
        client.get("/admin/"),
    ]
    for answer in shown:
        assert "Budget" not in answer.content.decode()
    assert client.get(f"/admin/api/main/pages/{tree.outside.pk}/").status_code == 404
    assert "North clinic" in client.get("/admin/pages/search/?q=north").content.decode()


def test_she_links_to_any_page_of_the_agency(health: Agency, tree: Tree):
    client = signed_in(member(health, Role.EDITOR, tree.section))

    assert "Budget" in client.get(f"/admin/choose-page/{tree.outside.get_parent().pk}/").content.decode()
    assert "Budget" in client.get("/admin/choose-page/search/?q=budget").content.decode()


def test_history_and_drafts_outside_are_not_hers_to_read(health: Agency, tree: Tree):
    client = signed_in(member(health, Role.PUBLISHER, tree.section))

    for path in ("view_draft/", "history/", "usage/", "edit/preview/"):
        assert client.get(f"/admin/pages/{tree.outside.pk}/{path}").status_code == 403, path
        assert client.get(f"/admin/pages/{tree.inside.pk}/{path}").status_code in {200, 302}, path


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER, Role.AGENCY_ADMIN])
def test_files_are_added_for_all_and_only_ones_own_are_changed(role: Role, health: Agency, tree: Tree):
    user = member(health, role, tree.section)
    with tenant_scope(health):
        theirs, own = ImageFactory(agency=health, title="Theirs"), ImageFactory(agency=health, title="Own")
        AgencyImage.objects.filter(pk=own.pk).update(uploaded_by_user=user)
        document = DocumentFactory(agency=health, title="Theirs")
    client = signed_in(user)

    assert client.get("/admin/images/add/").status_code == 200
    chooser = client.get("/admin/images/chooser/").content.decode()
    assert "Theirs" in chooser
    assert client.get(f"/admin/images/{own.pk}/").status_code == 200
    assert client.get(f"/admin/images/{theirs.pk}/").status_code == 403
    assert client.get(f"/admin/documents/edit/{document.pk}/").status_code == 403
    for path in (f"/admin/images/{theirs.pk}/delete/", f"/admin/documents/delete/{document.pk}/"):
        assert client.post(path).status_code == 403
    assert client.get("/admin/collections/").status_code == 403


def test_titles_outside_are_not_told_by_the_files_they_show(health: Agency, tree: Tree):
    user = member(health, Role.EDITOR, tree.section)
    with tenant_scope(health):
        image = ImageFactory(agency=health, title="Ours")
        AgencyImage.objects.filter(pk=image.pk).update(uploaded_by_user=user)
    body = [{"type": "image", "value": {"image": image.pk, "alt_text": "", "caption": ""}}]
    StandardPageFactory(parent=tree.section, title="South clinic", slug="south", body=body, live=False)
    StandardPageFactory(parent=tree.outside, title="Budget of the year", slug="year", body=body)
    client = signed_in(user)

    for path in (f"/admin/images/{image.pk}/", f"/admin/images/{image.pk}/delete/"):
        screen = client.get(path).content.decode()
        assert "South clinic" in screen
        assert "Budget" not in screen
        assert "1 page outside your section or in the bin shows it too" in screen
    assert "The public sees it now" in screen


def test_a_section_has_no_settings(health: Agency, tree: Tree):
    client = signed_in(member(health, Role.AGENCY_ADMIN, tree.section))
    with tenant_scope(health):
        menu, settings = Menu.objects.first(), SiteSettings.objects.first()

    paths = ["/admin/teams/", "/admin/people/", "/admin/theme/"]
    paths += [f"/admin/menus/edit/{menu.pk}/", f"/admin/site_settings/edit/{settings.pk}/"]
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 403)


def test_approval_is_by_section(health: Agency, tree: Tree, health_editor: User):
    approver = member(health, Role.PUBLISHER, tree.section)
    with tenant_scope(health):
        for page in (tree.inside, tree.below_outside):
            page.save_revision(user=health_editor)
            page.get_workflow().start(page, health_editor)
        inside, outside = (Review.objects.get(page=page) for page in (tree.inside, tree.below_outside))
        assert inside.task.specific.get_actions(tree.inside, approver)
        assert not outside.task.specific.get_actions(tree.below_outside, approver)
    client = signed_in(approver)
    for review, page in ((inside, tree.inside), (outside, tree.below_outside)):
        client.post(f"/admin/pages/workflow/action/{page.pk}/approve/{review.pk}/")

    assert Page.objects.get(pk=tree.inside.pk).live
    assert not Page.objects.get(pk=tree.below_outside.pk).live


def test_the_dashboard_shows_what_lies_before_her_now(health: Agency, tree: Tree, health_editor: User):
    log(instance=tree.outside, action="wagtail.edit", user=health_editor)
    Page.objects.filter(pk=tree.below_outside.pk).update(locked=True, locked_by=health_editor, locked_at=timezone.now())
    assert "Budget" in signed_in(health_editor).get("/admin/").content.decode()

    add_member(email=health_editor.email, agency=health, role=Role.EDITOR, section=tree.section)

    assert "Budget" not in signed_in(health_editor).get("/admin/").content.decode()


def test_a_page_somebodys_role_depends_on_is_not_deleted(
    health: Agency, health_home: Page, tree: Tree, health_admin: User
):
    above = StandardPageFactory(parent=health_home, title="Care", slug="care", live=False)
    client = signed_in(health_admin)
    user = member(health, Role.EDITOR, tree.section)
    with tenant_scope(health):
        tree.section.move(above, pos="last-child")

    # It moves with the section in it, and the role with it.
    for page in (above, tree.section):
        client.post(f"/admin/pages/{page.pk}/delete/")
    assert signed_in(user).get(f"/admin/pages/{tree.inside.pk}/edit/").status_code == 200
    add_member(email=user.email, agency=health, role=Role.EDITOR)
    client.post(f"/admin/pages/{above.pk}/delete/")
    assert signed_in(user).get(f"/admin/pages/{tree.inside.pk}/edit/").status_code == 404


def test_a_section_is_a_page_of_the_agency(
    health: Agency, transport_home: Page, tree: Tree, capsys: pytest.CaptureFixture[str]
):
    theirs = StandardPageFactory(parent=transport_home, title="Theirs", slug="theirs", live=False)
    add = ("add_member", "team@health.example", "--agency", "health", "--role", "editor", "--section")
    for wrong in (str(theirs.pk), str(health.root_page_id), "999999", "/nowhere/", "x"):
        with pytest.raises(CommandError, match="section"):
            call_command(*add, wrong)
    assert not User.objects.filter(email="team@health.example").exists()

    call_command(*add, str(tree.section.pk))
    assert Membership.objects.get(user__email="team@health.example").section_id == tree.section.pk
    call_command(*add, "/budget/")
    assert Membership.objects.current().get(user__email="team@health.example").section_id == tree.outside.pk


def test_two_sections_in_two_agencies_do_not_mix(health: Agency, transport: Agency, transport_home: Page, tree: Tree):
    roads = StandardPageFactory(parent=transport_home, title="Roads", slug="roads", live=False)
    user = MemberFactory(email="two@gov.example")
    add_member(email=user.email, agency=health, role=Role.PUBLISHER, section=tree.section)
    add_member(email=user.email, agency=transport, role=Role.EDITOR, section=roads)

    for agency, own, others in ((health, tree.section, roads), (transport, roads, tree.section)):
        client = signed_in(user, f"{agency.key}.admin.gov.test")
        assert client.get(f"/admin/pages/{own.pk}/edit/").status_code == 200
        assert client.get(f"/admin/pages/{others.pk}/edit/").status_code == 404
    with tenant_scope(transport):
        assert not roads.permissions_for_user(user).can_publish()
