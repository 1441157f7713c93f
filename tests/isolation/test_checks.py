"""The platform refuses to start when the wall has a gap."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.checks import run_checks
from django.db import models
from django.test.utils import isolate_apps
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from govcms.content.models import StandardPage
from govcms.media.models import AgencyImage, Rendition, TaggedImage
from govcms.pages.models import Page, Topic
from tenants.checks import check_grants, is_owned, register_unowned, unowned_models
from tenants.models import Agency, Team


def test_every_table_is_owned_or_argued():
    assert [error for error in run_checks() if error.id == "tenants.E001"] == []


def test_the_list_of_the_unowned_names_only_tables_that_are_there():
    labels = {model._meta.label for model in apps.get_models(include_auto_created=True)}

    # The index of one database is not there on the other.
    assert unowned_models().keys() - labels <= {"wagtailsearch.SQLiteFTSIndexEntry"}


@pytest.mark.parametrize("model", [Page, StandardPage, AgencyImage, Rendition, TaggedImage, Team])
def test_what_an_agency_owns_is_known_as_owned(model: type[models.Model]):
    assert is_owned(model)


def test_what_nobody_owns_is_known_as_unowned():
    assert not is_owned(Topic)


@isolate_apps("tests")
def test_a_link_that_may_be_empty_makes_no_owner():
    class Note(models.Model):
        page = models.ForeignKey(Page, null=True, on_delete=models.CASCADE)

        class Meta:
            app_label = "tests"

        def __str__(self) -> str:
            return "A note"

    assert not is_owned(Note)


def test_a_reason_is_asked_for():
    with pytest.raises(ValueError, match="Say why"):
        register_unowned("tests.Note", reason=" ")


def test_a_launched_agency_has_no_right_where_others_are(health: Agency):
    assert check_grants(None, databases=["default"]) == []


def test_a_right_on_everybodys_root_stops_the_start(health: Agency):
    group = Group.objects.create(name="Everywhere")
    change = Permission.objects.get(codename="change_page", content_type__app_label="pages")
    choose = Permission.objects.get(codename="choose_agencyimage")
    GroupPagePermission.objects.create(group=group, page=Page.get_first_root_node(), permission=change)
    root = Collection.get_first_root_node()
    GroupCollectionPermission.objects.create(group=group, collection=root, permission=choose)

    errors = check_grants(None, databases=["default"])

    assert {error.id for error in errors} == {"tenants.E002"}
    assert any("root of all pages: Everywhere" in error.msg for error in errors)
    assert any("root of all collections: Everywhere" in error.msg for error in errors)
