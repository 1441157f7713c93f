"""load_corpus: pages of a file become live pages of agencies, the same again however often."""

import gzip
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client

from govcms.content.models import ListingPage, StandardPage
from govcms.pages.models import Page
from search.corpus_file import BadLine, parse_line
from search.engine import SearchEngine
from search.finding import find
from search.models import Entry
from search.query import SearchQuery
from tenants.models import Agency
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db


def line(**values: Any) -> str:
    page = {
        "site": "roads",
        "url": "https://roads.example/bridges/toll/",
        "title": "Bridge toll",
        "description": "What a crossing costs.",
        "body_text": "Cars pay two.\nBicycles <b>cross</b> & walkers go free.",
        "lang": "en",
        "section": "Bridges",
        "date": "2020-10-15",
    }
    return json.dumps({**page, **values})


@pytest.fixture
def load(index: SearchEngine, db: None, tmp_path: Path) -> Any:
    """Loads lines and returns (last line of the output, error output)."""

    def load_lines(*lines: str, name: str = "corpus.jsonl") -> tuple[str, str]:
        file = tmp_path / name
        content = "\n".join(lines).encode()
        file.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
        out, err = StringIO(), StringIO()
        call_command("load_corpus", str(file), stdout=out, stderr=err)
        return out.getvalue().strip().splitlines()[-1], err.getvalue()

    return load_lines


@pytest.mark.parametrize("name", ["corpus.jsonl", "corpus.jsonl.gz"])
def test_a_line_becomes_a_published_page_below_its_section(load: Any, client: Client, name: str) -> None:
    summary, problems = load(line(), name=name)

    assert "1 pages loaded: 1 new, 0 changed, 0 the same; 0 lines left out" in summary
    assert problems == ""
    page = StandardPage.objects.get(title="Bridge toll")
    assert page.source_url == "https://roads.example/bridges/toll/"
    assert page.get_parent().specific == ListingPage.objects.get(title="Bridges")
    assert page.first_published_at is not None
    assert page.first_published_at.year == 2020
    agency = Agency.objects.get(key="roads")
    assert agency.status == Agency.Status.LIVE
    response = client.get("/bridges/toll/", headers={"host": "roads.gov.test"})
    assert "Bicycles &lt;b&gt;cross&lt;/b&gt; &amp; walkers go free." in response.content.decode()


def test_what_was_loaded_is_found_by_search_with_its_original_address(load: Any) -> None:
    load(line())

    [found] = find(SearchQuery("toll")).pages

    assert found.entry.source_url == "https://roads.example/bridges/toll/"
    assert found.entry.summary == "What a crossing costs."


def test_loading_again_changes_only_what_changed(load: Any) -> None:
    other = line(url="https://roads.example/ferries/", title="Ferries", section="")
    load(line(), other)
    before = Page.objects.count()

    assert "2 pages loaded: 0 new, 0 changed, 2 the same" in load(line(), other)[0]
    assert "2 pages loaded: 0 new, 1 changed, 1 the same" in load(line(title="Bridge tolls"), other)[0]

    assert Page.objects.count() == before
    assert set(Entry.objects.filter(type="standardpage").values_list("title", flat=True)) == {"Bridge tolls", "Ferries"}
    assert len(find(SearchQuery("tolls")).pages) == 1


def test_lines_that_are_no_pages_are_reported_and_the_rest_goes_on(load: Any) -> None:
    summary, problems = load(
        line(), "{not json", line(title=" "), "", "[1]", line(url="https://roads.example/b", title=7)
    )

    assert "1 pages loaded: 1 new, 0 changed, 0 the same; 4 lines left out" in summary
    assert problems.splitlines() == [
        "Line 2 is not JSON; it was left out.",
        "Line 3 has no title; it was left out.",
        "Line 5 is not a JSON object; it was left out.",
        "Line 6 has a title that is not text; it was left out.",
    ]


@pytest.mark.parametrize(
    ("language", "entry_language", "path"),
    [
        ("fr", "fr", "/fr/bridges/toll/"),
        ("zh", "zh-hans", "/zh-hans/bridges/toll/"),
        ("ta", "ta", "/ta/bridges/toll/"),
        ("ms", "ms", "/ms/bridges/toll/"),
        ("en", "en", "/bridges/toll/"),
        ("tlh", "en", "/bridges/toll/"),
        ("", "en", "/bridges/toll/"),
    ],
)
def test_pages_go_below_the_home_of_their_language(
    load: Any, client: Client, language: str, entry_language: str, path: str
) -> None:
    load(line(lang=language))
    load(line(lang=language))

    entry = Entry.objects.get(title="Bridge toll")
    assert (entry.language, entry.path) == (entry_language, path)
    assert client.get(path, headers={"host": "roads.gov.test"}).status_code == 200


def test_sections_are_nested_and_made_once(load: Any) -> None:
    load(line(section="Roads / Bridges"), line(url="https://roads.example/x", title="X", section="Roads / Tunnels"))
    load(line(url="https://roads.example/y", title="Y", section="Roads / Bridges"))

    assert ListingPage.objects.count() == 3
    assert Entry.objects.get(title="Y").path == "/roads/bridges/y/"


def test_a_site_that_is_there_is_filled(load: Any, health_home: Page) -> None:
    load(line(site="health"))

    assert Entry.objects.get(title="Bridge toll").agency.key == "health"
    assert Agency.objects.get(key="health").sites.count() == 1


def test_an_agency_without_a_site_gets_one(load: Any) -> None:
    AgencyFactory(key="roads", name="Roads Board")

    load(line())

    assert Entry.objects.get(title="Bridge toll").agency.name == "Roads Board"


@pytest.mark.parametrize(("site", "key"), [("18f", "18f"), ("admin", "site-admin"), ("platform", "site-platform")])
def test_a_name_that_no_agency_can_have_is_changed(load: Any, site: str, key: str) -> None:
    load(line(site=site))

    assert Entry.objects.get(title="Bridge toll").agency.key == key


def test_of_two_lines_with_one_address_the_later_counts(load: Any) -> None:
    load(line(), line(title="Later"))

    assert set(StandardPage.objects.values_list("title", flat=True)) == {"Later"}


def test_long_and_strange_words_are_stored(load: Any) -> None:
    body = "\ud800 " + "b" * 70_000

    load(line(title="Toll " * 200, description="\0" + "d" * 1_000, body_text=body, section="S" * 400))

    page = StandardPage.objects.get()
    assert len(page.title) <= 255
    assert len(page.summary) <= 300


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"\xff\xfe", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"null", "is not a JSON object"),
        (line(site="").encode(), "has no site"),
        (line(url=None).encode(), "has no url"),
        (line(site="a/b").encode(), "names a site that is no key"),
        (line(url="https://x/" + "y" * 1_000).encode(), "has an address of more than 1000 characters"),
        (line(section=" / ".join("abcdefghij" * 7)).encode(), "has a section of more than 40 levels"),
    ],
)
def test_bad_lines_are_named(raw: bytes, problem: str) -> None:
    with pytest.raises(BadLine, match=problem):
        parse_line(raw)


def test_a_bad_date_is_no_reason_to_leave_a_page_out() -> None:
    assert parse_line(line(date="soon").encode()).date is None
    assert parse_line(line(date="2020-10-15").encode()).date is not None


def test_a_full_disk_is_said_in_one_sentence(load: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**kwargs: Any) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("search.loading.write_pages", fail)

    with pytest.raises(CommandError, match="Nothing could be written: database or disk is full"):
        load(line())
    assert not StandardPage.objects.exists()


def test_a_file_that_cannot_be_read_is_said_in_one_sentence(index: SearchEngine, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.gz"
    damaged.write_bytes(gzip.compress(line().encode() * 100)[:-20])

    for path, words in (
        (tmp_path / "absent.jsonl", "cannot be read"),
        (tmp_path, "cannot be read"),
        (damaged, "damaged"),
    ):
        with pytest.raises(CommandError, match=words):
            call_command("load_corpus", str(path))
    assert not Agency.objects.exists()
