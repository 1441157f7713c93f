"""Features that an agency has or not: the command, what follows from it, and what it costs."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import ModelLogEntry

from tenants.errors import NoTenantScope
from tenants.features import feature_enabled
from tenants.models import Agency, FeatureSwitch
from tenants.registry import Feature, features, register_feature
from tenants.scope import tenant_scope
from tests.factories import ListingPageFactory, NewsPageFactory

HOST = {"host": "health.gov.test"}


def run(*words: str) -> str:
    """What set_feature prints."""
    out = StringIO()
    call_command("set_feature", *words, stdout=out)
    return out.getvalue()


def fresh(agency: Agency) -> Agency:
    """The agency as a request reads it."""
    return Agency.objects.get(pk=agency.pk)


def test_an_agency_without_feeds_offers_and_answers_none_and_others_keep_theirs(
    health_home, transport_home, client: Client
):
    for home in (health_home, transport_home):
        listing = ListingPageFactory(parent=home, title="News", slug="news")
        NewsPageFactory(parent=listing, title="Rain")
    assert b"/news/feed/" in client.get("/news/", headers=HOST).content
    assert client.get("/news/feed/", headers=HOST).status_code == 200

    assert run("feeds", "off", "--agency=health") == "Turned off for Ministry of Health: RSS feeds.\n"

    page = client.get("/news/", headers=HOST)
    assert page.status_code == 200
    assert b"feed" not in page.content
    assert client.get("/news/feed/", headers=HOST).status_code == 404
    assert client.get("/news/feed/", headers={"host": "transport.gov.test"}).status_code == 200

    assert run("feeds", "on", "--agency=health") == "Turned on for Ministry of Health: RSS feeds.\n"
    assert client.get("/news/feed/", headers=HOST).status_code == 200


def test_the_command_can_be_repeated_and_says_so(health: Agency):
    assert run("feeds", "on", "--agency=health").startswith("On for Ministry of Health already")
    run("feeds", "off", "--agency=health")
    version = fresh(health).features_version

    assert run("feeds", "off", "--agency=health") == "Off for Ministry of Health already: RSS feeds.\n"

    assert fresh(health).features_version == version
    assert FeatureSwitch._base_manager.filter(agency=health).count() == 1
    assert ModelLogEntry.objects.filter(action="tenants.set_feature").count() == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [(["nothing", "on", "--agency=health"], "no feature"), (["feeds", "on", "--agency=nobody"], "no agency")],
)
def test_what_is_not_there_is_refused_in_a_sentence(health: Agency, words: list[str], message: str):
    with pytest.raises(CommandError, match=message):
        run(*words)


def test_asking_takes_no_query_once_the_version_is_known(health: Agency, django_assert_num_queries):
    run("feeds", "off", "--agency=health")
    with tenant_scope(fresh(health)):
        assert not feature_enabled("feeds")
    with tenant_scope(fresh(health)), django_assert_num_queries(0):
        assert not feature_enabled("feeds")


def test_asking_needs_a_registered_key_and_an_agency(health: Agency):
    with tenant_scope(health), pytest.raises(LookupError):
        feature_enabled("nothing")
    with pytest.raises(NoTenantScope):
        feature_enabled("feeds")


def test_two_features_cannot_have_one_key():
    there = features()["feeds"]
    register_feature(there)

    with pytest.raises(ValueError, match="another feature"):
        register_feature(Feature(key="feeds", name="Other", description="", default=False))
    assert features()["feeds"] == there
