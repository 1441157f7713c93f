"""Whoever asks for everything is told of nobody else's: every URL, with every id, at every kind of host.

A finding is an answer that holds a word, an id or a uid of another agency which the request did not hold, an
answer that differs from the one about what does not exist, or an error. There is no list of findings to accept.
"""

from collections.abc import Iterable

import pytest
from django.conf import settings

from tenants.actions import add_member
from tenants.models import PLATFORM_KEY, Role
from tests.factories import AgencyFactory, MemberFactory, launched
from tests.isolation.canaries import LUMARANT, Marks
from tests.isolation.crawl.atlas import Atlas
from tests.isolation.crawl.crawler import Crawler, browser, crawl_admin, crawl_paths
from tests.isolation.crawl.public import public_paths, start_paths
from tests.isolation.crawl.watch import Watch, words_of

pytestmark = [pytest.mark.crawl, pytest.mark.xdist_group("reading")]

BASE = settings.BASE_HOST
HOST = f"{LUMARANT.name}.admin.{BASE}"


def watch_for(others: Iterable[Atlas], *kinds: str) -> Watch:
    """A watch for what is these agencies': all their words, or those of some kinds."""
    marks: list[Marks] = [atlas.marks for atlas in others]
    return Watch(
        words=words_of(marks, *(kinds or ("name", "public", "secret"))),
        ids=[each.ids for each in marks],
        uids=frozenset(uid for atlas in others for uid in atlas.all_uids),
    )


@pytest.mark.parametrize("role", list(Role))
def test_a_member_is_shown_nothing_of_others(role: Role, mine: Atlas, theirs: list[Atlas]):
    crawler = Crawler(browser(HOST, mine.planted.people[role]), watch_for(theirs))
    is_thorough = role in {Role.EDITOR, Role.AGENCY_ADMIN}
    if not is_thorough:
        # Every URL, with fewer ids: what the guard answers does not depend on the role.
        theirs[0] = Atlas(theirs[0].planted, most=4)

    crawl_admin(crawler, mine, theirs, with_parameters=is_thorough)

    assert crawler.finish() == []
    # Whoever is shown nothing at all finds nothing.
    assert crawler.asked[200] > 20


def test_staff_of_two_agencies_see_one_at_a_time_and_no_third(mine: Atlas, theirs: list[Atlas]):
    user = mine.planted.people[Role.AGENCY_ADMIN]
    add_member(email=user.email, agency=theirs[0].planted.agency, role=Role.AGENCY_ADMIN)
    watch = watch_for(theirs)
    # She may know of the other by name: the menu leads her there, and lists who works in both.
    watch.words -= {theirs[0].marks.name}
    crawler = Crawler(browser(HOST, user), watch)

    crawl_admin(crawler, mine, [Atlas(each.planted, most=8) for each in theirs], with_parameters=False)

    assert crawler.finish() == []


def test_who_is_no_member_finds_no_admin(mine: Atlas, theirs: list[Atlas]):
    platform = AgencyFactory(key=PLATFORM_KEY)
    launched(platform)
    platform_admin = MemberFactory(email="root@gov.example", name="Root", agencies=[platform], role=Role.AGENCY_ADMIN)
    for user in (platform_admin, theirs[0].planted.people[Role.AGENCY_ADMIN], None):
        watch = watch_for([mine])
        # The host that she asked says it, and the way to the sign-in repeats it.
        watch.words -= {mine.marks.name}
        crawler = Crawler(browser(HOST, user), watch)

        crawl_admin(crawler, Atlas(theirs[1].planted, most=2), [Atlas(mine.planted, most=2)], with_parameters=False)

        assert crawler.finish() == []
        assert crawler.asked.keys() <= {302, 404}


def test_the_public_reads_what_is_published_on_its_own_site_alone(mine: Atlas, theirs: list[Atlas]):
    watch = watch_for(theirs)
    # Nobody's drafts, not even those of the site itself.
    watch.words |= words_of([mine.marks], "secret")
    crawler = Crawler(browser(f"{LUMARANT.name}.{BASE}"), watch)

    crawl_paths(crawler, (path for path in public_paths([mine, *theirs]) if not searches_all(path)))

    assert crawler.finish() == []
    assert crawler.asked[200] > 10


def test_searches_of_all_agencies_find_what_is_published_alone(mine: Atlas, theirs: list[Atlas]):
    launched(AgencyFactory(key=PLATFORM_KEY), template="portal")
    for host in (BASE, f"{LUMARANT.name}.{BASE}"):
        crawler = Crawler(browser(host), Watch(words=words_of([atlas.marks for atlas in (mine, *theirs)], "secret")))
        paths = public_paths([mine, *theirs])

        crawl_paths(crawler, paths if host == BASE else filter(searches_all, paths))

        assert crawler.finish() == []
        assert crawler.asked[200] >= 2


def searches_all(path: str) -> bool:
    """Whether the visitor of an agency's site asks for what all agencies have published."""
    return "everywhere=" in path


def test_the_start_host_names_ones_own_agencies(mine: Atlas, theirs: list[Atlas]):
    for user, others in ((mine.planted.people[Role.AGENCY_ADMIN], theirs), (None, [mine, *theirs])):
        crawler = Crawler(browser(f"admin.{BASE}", user), watch_for(others))

        crawl_paths(crawler, start_paths([mine, *theirs]))

        assert crawler.finish() == []
