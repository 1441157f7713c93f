"""The database refuses what would mix two agencies, whoever writes, on SQLite and on PostgreSQL."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.core.management import call_command
from django.db import IntegrityError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Revision,
    TaskState,
    WorkflowState,
)

from govcms.content.models import HomePage, NewsPage, Review, SiteSettings
from govcms.identity.models import User
from govcms.media.models import AgencyImage, TaggedImage
from govcms.pages.models import Page
from tenants.checks import check_triggers
from tenants.hosts import HostKind
from tenants.middleware import AtomicWritesMiddleware
from tenants.models import Agency, AgencyGroup, AgencySite, Exemption, Membership, Role, Team
from tenants.scope import every_agency, tenant_scope
from tenants.triggers import (
    REFUSAL,
    all_rules,
    append_only,
    crosses_agencies,
    differing_triggers,
    same_agency,
    sync_triggers,
)
from tenants.triggers import rules as registry
from tenants.triggers.dialects import dialect_of
from tenants.triggers.exemptions import handing_over, rewriting
from tests.factories import ImageFactory, MemberFactory, NewsPageFactory, StandardPageFactory


@pytest.fixture
def health_page(health_home: Page) -> Page:
    """A page of Health."""
    page: Page = StandardPageFactory(parent=health_home, title="Own")
    return page


@pytest.fixture
def transport_page(transport_home: Page) -> Page:
    """A page of Transport."""
    page: Page = StandardPageFactory(parent=transport_home, title="Foreign")
    return page


def refused(write: Callable[[], object]) -> str:
    """What the database says to the write, which it has to refuse."""
    with pytest.raises(IntegrityError, match=REFUSAL) as caught, transaction.atomic():
        write()
    return str(caught.value)


def test_a_page_stays_in_the_tree_of_its_agency(health_page: Page, transport_home: Page):
    rows = Page.objects.filter(pk=health_page.pk)

    refused(lambda: rows.update(path=f"{transport_home.path}0009"))
    refused(lambda: rows.update(agency=transport_home.agency_id))
    assert "page" in refused(lambda: rows.update(path=f"{health_page.path[:4]}0099", depth=2))


def test_a_page_cannot_take_another_agency_and_its_tree_at_once(health_page: Page, transport_home: Page):
    rows = Page.objects.filter(pk=health_page.pk)

    refused(lambda: rows.update(path=f"{transport_home.path}0009", agency=transport_home.agency_id))


def test_a_new_page_has_the_agency_of_its_tree(health_home: Page, transport: Agency):
    page = Page(title="x", slug="x", path=f"{health_home.path}0009", depth=4, agency=transport, locale_id=1)
    page.content_type_id = health_home.content_type_id

    refused(lambda: page.save_base(raw=True, force_insert=True))


def test_pages_move_and_change_places_within_their_agency(health_home: Page):
    one, two, three = (StandardPageFactory(parent=health_home, title=title) for title in ("One", "Two", "Three"))

    three.move(one, pos="left")
    two.refresh_from_db()
    two.move(Page.objects.get(pk=one.pk), pos="last-child")

    assert Page.find_problems() == ([], [], [], [], [])


@pytest.fixture
def foreign_image(transport: Agency) -> AgencyImage:
    """A picture of Transport."""
    with tenant_scope(transport):
        image: AgencyImage = ImageFactory(agency=transport)
        return image


def test_a_page_type_refers_to_pictures_of_its_agency(health_home: Page, foreign_image: AgencyImage, health: Agency):
    homes, news = HomePage.objects.filter(pk=health_home.pk), NewsPageFactory(parent=health_home, title="News")
    with tenant_scope(health):
        own = ImageFactory(agency=health)
        homes.update(hero_image=own)

        refused(lambda: homes.update(hero_image=foreign_image))
        refused(lambda: NewsPage.objects.filter(pk=news.pk).update(image=foreign_image))


def test_settings_sections_and_replacements_stay_within_the_agency(
    health_page: Page, transport_page: Page, foreign_image: AgencyImage
):
    health = health_page.agency
    member = MemberFactory(agencies=[health])
    memberships = Membership.objects.filter(user=member)
    memberships.update(section=health_page)
    Page.objects.filter(pk=transport_page.pk).update(withdrawn_replacement=transport_page)

    refused(lambda: memberships.update(section=transport_page))
    refused(lambda: memberships.update(agency=transport_page.agency))
    refused(lambda: Page.objects.filter(pk=health_page.pk).update(withdrawn_replacement=transport_page))
    with tenant_scope(health):
        refused(lambda: SiteSettings.objects.update(sharing_image=foreign_image))


def test_files_and_collections_stay_with_their_agency(health: Agency, transport: Agency, foreign_image: AgencyImage):
    own_root = health.root_collection
    assert own_root is not None
    child = own_root.add_child(name="Own")
    images = AgencyImage.objects.filter(pk=foreign_image.pk)

    refused(lambda: images.update(collection=child))
    refused(lambda: images.update(agency=health))
    refused(lambda: child.move(transport.root_collection, pos="sorted-child"))
    refused(lambda: Collection.objects.filter(pk=own_root.pk).update(path=f"{own_root.path[:4]}0099"))


def test_a_tag_is_of_the_agency_of_its_picture(health: Agency, foreign_image: AgencyImage):
    with tenant_scope(health):
        own = ImageFactory(agency=health)
        own.tags.add("bridge")
        own.save()
    rows = TaggedImage.objects.filter(content_object=own)

    assert rows.count() == 1
    refused(lambda: rows.update(content_object=foreign_image))


def test_a_site_stays_with_its_agency(health: Agency, transport_home: Page):
    agency_site = AgencySite.objects.get(agency=health)

    refused(lambda: AgencySite.objects.filter(pk=agency_site.pk).update(agency=transport_home.agency))
    agency_site.site.root_page = transport_home
    refused(agency_site.site.save)


def test_an_owned_row_keeps_its_agency(health: Agency, transport: Agency):
    with tenant_scope(health):
        Team.objects.create(agency=health, key="web", name="Web")

        refused(lambda: Team.objects.update(agency=transport))


def test_rights_are_granted_on_the_groups_own_tree(health_page: Page, transport_page: Page):
    group = AgencyGroup.objects.get(agency=health_page.agency, role=Role.EDITOR, section=None).group
    stray = Group.objects.create(name="stray")
    right, file_right = (Permission.objects.get(codename=name) for name in ("publish_page", "choose_agencyimage"))
    collections = [page.agency.root_collection for page in (health_page, transport_page)]
    grant, grant_files = GroupPagePermission.objects.create, GroupCollectionPermission.objects.create

    grant(group=group, page=health_page, permission=right)
    assert grant_files(group=group, collection=collections[0].add_child(name="Own"), permission=file_right).pk
    for page in (transport_page, Page.get_first_root_node()):
        refused(lambda page=page: grant(group=group, page=page, permission=right))
    refused(lambda: grant(group=stray, page=health_page, permission=right))
    refused(lambda: grant_files(group=group, collection=collections[1], permission=file_right))
    refused(lambda: GroupPagePermission.objects.filter(group=group).update(page=transport_page))


def test_a_page_shows_versions_of_its_own_agency(health_page: Page, transport_page: Page):
    with every_agency(reason="a test"):
        own, foreign = health_page.save_revision(), transport_page.save_revision()
    pages = Page.objects.filter(pk=health_page.pk)
    pages.update(live_revision=own)

    refused(lambda: pages.update(live_revision=foreign))
    refused(lambda: pages.update(latest_revision=foreign))
    refused(lambda: Revision.objects.filter(pk=foreign.pk).update(object_id=str(health_page.pk)))


def test_a_submission_stays_with_its_page(health_page: Page, transport_page: Page, health_editor: User):
    foreign = transport_page.save_revision()
    with tenant_scope(health_page.agency):
        health_page.save_revision()
        health_page.get_workflow().start(health_page, health_editor)
    states = WorkflowState.objects.all()

    refused(lambda: states.update(object_id=str(transport_page.pk)))
    refused(lambda: TaskState.objects.update(revision=foreign))
    refused(lambda: Review.objects.update(page=transport_page))


def test_handing_over_lets_the_agency_change_but_not_the_tree_differ(health_page: Page, transport_home: Page):
    rows = Page.objects.filter(pk=health_page.pk)
    with handing_over(reason="a test"):
        refused(lambda: rows.update(agency=transport_home.agency))
        rows.update(agency=transport_home.agency, path=f"{transport_home.path}0009")

    assert not Exemption.objects.exists()
    refused(lambda: rows.update(agency=health_page.agency, path=health_page.path))


@pytest.fixture
def teams_written_once(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Teams cannot be changed, as if they were a log."""
    monkeypatch.setattr(registry, "_append_only", dict(registry._append_only))
    append_only(Team)
    sync_triggers(connection)


@pytest.mark.usefixtures("teams_written_once")
def test_rows_that_are_written_once_are_neither_changed_nor_deleted(health: Agency):
    with tenant_scope(health):
        Team.objects.create(agency=health, key="web", name="Web")

        assert "written once" in refused(lambda: Team.objects.update(name="Other"))
        refused(lambda: Team.objects.all().delete())
        with rewriting(Team, reason="a test"):
            Team.objects.update(name="Other")
        refused(lambda: Team.objects.update(name="Web"))
        assert Team.objects.get().name == "Other"


@pytest.mark.usefixtures("teams_written_once")
def test_a_switch_that_fails_leaves_nothing_open(health: Agency):
    with tenant_scope(health):
        Team.objects.create(agency=health, key="web", name="Web")
        with pytest.raises(KeyError), rewriting(Team, reason="a test"):
            raise KeyError

        refused(lambda: Team.objects.update(name="Other"))
    with pytest.raises(ValueError, match="Say which"), rewriting(Team, reason=" "):
        pass


@pytest.mark.django_db
def test_the_database_has_the_triggers_of_the_rules():
    assert differing_triggers(connection) == []
    assert sync_triggers(connection) == 0
    assert check_triggers(None, databases=["default"]) == []
    assert len(all_rules()) > 20


@pytest.mark.django_db
def test_a_missing_or_changed_trigger_is_named_and_put_back():
    dialect = dialect_of(connection)
    with connection.cursor() as cursor:
        present = dialect.present(cursor)
        # SQLite has a trigger for each event of a rule.
        changed, missing = (
            max(name for name in present if name.startswith(f"wall_pages_page_{rule}"))
            for rule in ("follows_tree", "keeps_agency")
        )
        weaker = present[changed].body.replace("length(NEW.path) > 8", "length(NEW.path) > 800")
        dialect.drop(cursor, missing, present[missing])
        dialect.drop(cursor, changed, present[changed])
        dialect.create(cursor, changed, replace(present[changed], body=weaker))

    assert differing_triggers(connection) == [changed, missing]
    [message] = check_triggers(None, databases=["default"])
    assert changed in message.msg
    assert sync_triggers(connection) == 2
    assert differing_triggers(connection) == []


@pytest.mark.django_db(transaction=True)
def test_a_table_that_was_changed_has_its_triggers_after_the_next_migration():
    before = ProjectState.from_apps(apps)
    after = before.clone()
    operation = migrations.AlterField("homepage", "hero_title", models.CharField(max_length=321, blank=True))
    operation.state_forwards("content", after)
    with connection.schema_editor() as editor:
        operation.database_forwards("content", editor, before, after)

    # SQLite builds the table anew and loses them, PostgreSQL keeps them.
    lost = differing_triggers(connection)
    assert any("homepage_hero_image" in name for name in lost) == (connection.vendor == "sqlite"), lost
    call_command("migrate", verbosity=0)
    assert differing_triggers(connection) == []


def test_who_meets_a_refusal_in_the_admin_is_told_and_nothing_is_written(health_page: Page, transport: Agency):
    def view(request: HttpRequest) -> HttpResponse:
        Page.objects.filter(pk=health_page.pk).update(title="Half done")
        Page.objects.filter(pk=health_page.pk).update(agency=transport)
        return HttpResponse()

    request = RequestFactory().post("/admin/")
    request.host_kind = HostKind.ADMIN  # type: ignore[attr-defined]
    request.user = AnonymousUser()
    request.resolver_match = None

    response = AtomicWritesMiddleware(view).process_view(request, view, (), {})  # type: ignore[arg-type]

    assert response is not None
    assert response.status_code == 409
    assert b"Nothing was changed" in response.content
    assert Page.objects.get(pk=health_page.pk).title == "Own"


def test_an_app_may_say_which_references_cross_and_which_others_do_not(
    health: Agency, transport: Agency, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(registry, "_crossing", {})
    monkeypatch.setattr(registry, "_declared", list(registry._declared))
    elsewhere = Page.get_first_root_node().add_child(instance=Page(title="x", slug="x", agency=health))
    empty = Agency.objects.create(key="empty", name="Empty")
    agencies = Agency.objects.filter(pk=empty.pk)
    refused(lambda: agencies.update(root_page=elsewhere))

    crosses_agencies(Agency, "root_page", reason="a test")
    sync_triggers(connection)
    agencies.update(root_page=elsewhere)
    with pytest.raises(ValueError, match="Say why"):
        crosses_agencies(Agency, "root_page", reason="")

    crosses_agencies(Agency, "root_collection", reason="a test")
    same_agency(Agency, "root_collection", owner="root_page")
    sync_triggers(connection)
    foreign = Collection.objects.get(pk=transport.root_collection_id).add_child(name="Theirs")
    own = Collection.objects.get(pk=health.root_collection_id).add_child(name="Ours")
    refused(lambda: agencies.update(root_collection=foreign))
    agencies.update(root_collection=own)
    agencies.update(root_page=None, root_collection=foreign)
