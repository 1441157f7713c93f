"""Queries compiled once."""

from typing import Any

import pytest

from govcms.media.models import AgencyTag
from govcms.pages.models import Page
from tenants.errors import NoTenantScope
from tenants.models import Agency
from tenants.prepared import Prepared
from tenants.scope import tenant_scope

pytestmark = pytest.mark.django_db

by_id_and_slug = Prepared(
    lambda ids, slugs: (
        Page.objects.filter(pk__in=ids, slug__in=slugs, live=True).order_by("pk").values_list("pk", "live")
    )
)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_values_of_each_call_are_those_asked_for(health_home: Page, transport_home: Page, count: int) -> None:
    homes = [health_home, transport_home]
    for home in [*homes, *homes]:
        ids = [home.pk, -1, -2][:count]
        assert by_id_and_slug.rows(ids, [home.slug, "x", "y"][:count]) == [(home.pk, True)]
        assert by_id_and_slug.rows(ids, ["x", "y"]) == []


def test_uuids_are_values_too(health_home: Page, transport_home: Page) -> None:
    by_uid = Prepared(lambda uids: Page.objects.filter(uid__in=uids).order_by("pk").values_list("pk", "uid"))
    homes = [health_home, transport_home]
    for home in [*homes, *homes]:
        assert by_uid.rows([home.uid]) == [(home.pk, home.uid)]
    assert len(by_uid.rows([home.uid for home in homes])) == 2


def test_one_query_a_call_and_none_for_an_empty_list(health_home: Page, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        by_id_and_slug.rows([health_home.pk], [health_home.slug])
    with django_assert_num_queries(0):
        assert by_id_and_slug.rows([], [health_home.slug]) == []


def test_rows_of_agencies_are_refused_even_in_a_scope(health: Agency) -> None:
    prepared = Prepared(lambda ids: AgencyTag.objects.filter(pk__in=ids).values_list("pk"))
    with tenant_scope(health), pytest.raises(NoTenantScope):
        prepared.rows([1])
