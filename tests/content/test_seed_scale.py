"""An installation of any size."""

import pytest
from django.core.management import CommandError, call_command

from govcms.content.site_content.scale import EDITOR, PLATFORM_ADMIN, STAFF, key_of
from govcms.pages.models import Page
from tenants.models import Agency, Membership

pytestmark = pytest.mark.django_db


def pages_of(number: int) -> int:
    """How many pages an agency has below its home page."""
    return Page.objects.filter(agency__key=key_of(number), depth__gt=3, live=True).count()


def test_agencies_pages_and_people_are_made_once() -> None:
    call_command("seed_scale", "--agencies=2", "--pages=47")
    call_command("seed_scale", "--agencies=2", "--pages=47")

    assert (pages_of(1), pages_of(2)) == (24, 23)
    assert Page.objects.filter(agency__key=key_of(1), depth=4).count() == 2
    assert set(Membership.objects.values_list("user__email", "agency__key", "role")) == {
        (PLATFORM_ADMIN, "platform", "agency_admin"),
        (STAFF, key_of(1), "publisher"),
        (STAFF, key_of(2), "publisher"),
        (EDITOR, key_of(1), "editor"),
    }
    assert Page.find_problems() == ([], [], [], [], [])


def test_what_is_missing_is_added() -> None:
    call_command("seed_scale", "--agencies=1", "--pages=5")
    call_command("seed_scale", "--agencies=2", "--pages=30")

    assert (pages_of(1), pages_of(2)) == (15, 15)


def test_an_installation_in_use_is_left_alone(health: Agency) -> None:
    with pytest.raises(CommandError, match="Ministry of Health"):
        call_command("seed_scale", "--agencies=1", "--pages=1")
    call_command("seed_scale", "--agencies=1", "--pages=1", "--yes")

    assert pages_of(1) == 1


@pytest.mark.parametrize("sizes", [(0, 5), (3, 2)])
def test_sizes_that_make_no_sense_are_refused(sizes: tuple[int, int]) -> None:
    with pytest.raises(CommandError):
        call_command("seed_scale", f"--agencies={sizes[0]}", f"--pages={sizes[1]}")

    assert not Agency.objects.filter(key__startswith="scale-").exists()
