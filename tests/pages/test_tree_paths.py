"""What lies below a page, asked of an index."""

import pytest
from django.db import connection
from wagtail.models import Collection

from govcms.pages.models import Page
from tests.factories import StandardPageFactory

pytestmark = pytest.mark.django_db


def test_a_subtree_is_found_with_its_top_and_nothing_beside_it(health_home: Page, transport_home: Page) -> None:
    section = StandardPageFactory(parent=health_home)
    leaf = StandardPageFactory(parent=section)
    StandardPageFactory(parent=health_home)

    found = Page.objects.filter(path__startswith=section.path).values_list("pk", flat=True)

    assert set(found) == {section.pk, leaf.pk}
    assert set(Page.objects.descendant_of(section).values_list("pk", flat=True)) == {leaf.pk}
    assert not Page.objects.exclude(path__startswith=health_home.path[:4]).exists()


@pytest.mark.parametrize("model", [Page, Collection])
def test_no_query_for_a_subtree_reads_the_whole_tree(model: type[Page] | type[Collection]) -> None:
    # So few rows as these a server would rather read through.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")

    plan = model.objects.filter(path__startswith="00010001").order_by().explain().lower()

    assert "using index" in plan or "index scan" in plan or "index cond" in plan
