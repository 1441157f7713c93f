"""Rights follow the role table and the memberships, and nothing else."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import IntegrityError, transaction
from wagtail.models import GroupPagePermission

from govcms.identity.models import User
from govcms.pages.models import Page
from tenants.actions import add_member, end_membership
from tenants.models import Agency, Membership, Role
from tenants.roles import sync_agency_groups, sync_memberships
from tenants.scope import tenant_scope
from tests.factories import MemberFactory, StandardPageFactory
from tests.isolation.conftest import signed_in

# Who may what with a page of her agency: edit, publish, delete a page with pages below it, lock it.
RIGHTS = {
    Role.VIEWER: (False, False, False, False),
    Role.EDITOR: (True, False, False, False),
    Role.PUBLISHER: (True, True, False, True),
    Role.AGENCY_ADMIN: (True, True, True, True),
}


@pytest.fixture
def branch(health_home: Page) -> Page:
    """A page with a page below it."""
    page = StandardPageFactory(parent=health_home, title="Clinics", slug="clinics", live=False)
    StandardPageFactory(parent=page, title="North", slug="north", live=False)
    return Page.objects.get(pk=page.pk)


@pytest.mark.parametrize("role", Role)
def test_a_role_may_what_the_table_says(role: Role, health: Agency, branch: Page):
    user = MemberFactory(agencies=[health], role=role)
    with tenant_scope(health):
        may = branch.permissions_for_user(user)

        assert (may.can_edit(), may.can_publish(), may.can_delete(), may.can_lock()) == RIGHTS[role]


def test_rights_do_not_add_up_across_agencies(health: Agency, transport: Agency, branch: Page, transport_home: Page):
    user = MemberFactory(email="two@gov.example", agencies=[health], role=Role.EDITOR)
    add_member(email=user.email, agency=transport, role=Role.AGENCY_ADMIN)

    for agency, page, publishes in ((health, branch, False), (transport, transport_home, True)):
        with tenant_scope(agency):
            assert page.permissions_for_user(user).can_edit()
            assert page.permissions_for_user(user).can_publish() is publishes
            assert user.has_perm("themes.change_theme") is publishes
    with tenant_scope(health):
        assert not transport_home.permissions_for_user(user).can_edit()
    assert not user.has_perm("wagtailadmin.access_admin")


def test_nobody_touches_the_agencys_root_or_removes_a_home(health: Agency, health_home: Page, health_admin: User):
    with tenant_scope(health):
        root = health.root_page.permissions_for_user(health_admin)
        assert not any([root.can_edit(), root.can_add_subpage(), root.can_delete(), root.can_move()])
        home = health_home.permissions_for_user(health_admin)
        assert home.can_edit()
        assert not any([home.can_delete(), home.can_move()])


def test_a_section_bounds_a_role(health: Agency, health_home: Page, branch: Page):
    elsewhere = StandardPageFactory(parent=health_home, title="Budget", slug="budget", live=False)
    user = User.objects.create_user("team@health.example", name="Team")
    add_member(email=user.email, agency=health, role=Role.PUBLISHER, section=branch)

    with tenant_scope(health):
        assert branch.permissions_for_user(user).can_publish()
        assert not elsewhere.permissions_for_user(user).can_edit()
    client = signed_in(user)
    assert client.get(f"/admin/pages/{branch.pk}/edit/").status_code == 200
    assert client.get(f"/admin/pages/{elsewhere.pk}/edit/").status_code == 403
    assert "Budget" not in client.get("/admin/pages/", follow=True).content.decode()


def test_a_superuser_flag_gives_nothing(health: Agency, branch: Page):
    superuser = User.objects.create_user("root@gov.example", name="Root", is_superuser=True)
    with tenant_scope(health):
        may = branch.permissions_for_user(superuser)
        assert not any([may.can_edit(), may.can_publish(), may.can_delete(), may.can_unlock(), may.can_lock()])
    Membership.objects.create(user=superuser, agency=health, role=Role.VIEWER)
    client = signed_in(superuser)
    for path in ("/admin/images/", "/admin/documents/", "/admin/collections/", f"/admin/pages/{branch.pk}/edit/"):
        assert client.get(path).status_code == 403


def test_a_right_given_to_a_person_or_a_stray_group_gives_nothing(health: Agency, health_editor: User, branch: Page):
    stray = Group.objects.create(name="stray")
    publish = Permission.objects.get(codename="publish_page", content_type__app_label="pages")
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupPagePermission.objects.create(group=stray, page=branch, permission=publish)
    stray.permissions.set(Permission.objects.all())
    health_editor.groups.add(stray)
    health_editor.user_permissions.set(Permission.objects.all())

    with tenant_scope(health):
        assert not branch.permissions_for_user(health_editor).can_publish()
        assert not health_editor.has_perm("themes.change_theme")


def test_groups_are_derived_and_put_right_again(health: Agency, health_editor: User):
    group = Group.objects.get(name="health/editor")
    page_rights = set(group.page_permissions.values_list("permission__codename", flat=True))
    group.page_permissions.all().delete()
    health_editor.groups.set([Group.objects.get(name="health/agency_admin")])

    call_command("sync_roles")

    assert set(group.page_permissions.values_list("permission__codename", flat=True)) == page_rights
    assert list(health_editor.groups.all()) == [group]
    before = sorted(GroupPagePermission.objects.values_list("pk", flat=True))
    sync_agency_groups(health)
    assert sync_memberships() == 0
    assert sorted(GroupPagePermission.objects.values_list("pk", flat=True)) == before


def test_an_ended_membership_leaves_its_group(health: Agency, health_editor: User):
    end_membership(email=health_editor.email, agency=health)

    assert not health_editor.groups.exists()
