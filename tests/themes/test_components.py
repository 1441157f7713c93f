"""The components: each renders with nothing, escapes what it is given, and says what the reader needs."""

import datetime
from pathlib import Path

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

import themes
from themes.pagination import page_links
from themes.templatetags.theme_tags import beside, breakable, current_state, dialled

COMPONENTS = sorted((Path(themes.__file__).parent / "templates" / "components").glob("*.html"))
HOSTILE = '"><script>alert(1)</script>'
IMAGE = {"src": "/media/a.jpg", "width": 640, "height": 400, "alt": "A harbour"}


def render(component: str, **context: object) -> str:
    return " ".join(render_to_string(f"components/{component}.html", context).split())


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_states_its_context_and_renders_without_any(path: Path) -> None:
    assert path.read_text().startswith("{% comment %}\n")
    assert "{{" not in render(path.stem)


def test_the_frame_renders_without_any_context() -> None:
    html = render_to_string("base.html")

    assert '<html lang="en" dir="ltr"' in html
    assert 'href="#main-content"' in html
    assert '<main id="main-content"' in html


@pytest.mark.parametrize(
    ("component", "context"),
    [
        ("hero", {"title": HOSTILE, "text": HOSTILE, "search_url": HOSTILE}),
        ("card", {"title": HOSTILE, "url": HOSTILE, "text": HOSTILE, "image": {**IMAGE, "alt": HOSTILE}}),
        ("callout", {"title": HOSTILE, "text": HOSTILE}),
        ("accordion", {"sections": [{"heading": HOSTILE, "text": HOSTILE}]}),
        ("table", {"caption": HOSTILE, "columns": [{"heading": HOSTILE}], "rows": [[HOSTILE]]}),
        ("figure", {"image": IMAGE, "caption": HOSTILE, "credit": HOSTILE}),
        ("search_box", {"action": "/", "label": HOSTILE, "query": HOSTILE}),
        ("search_result", {"title": HOSTILE, "url": HOSTILE, "snippet": HOSTILE, "agency": HOSTILE}),
        ("footer", {"chrome": {"platform_name": HOSTILE, "platform_url": HOSTILE, "agency_name": HOSTILE}}),
        ("error_page", {"title": HOSTILE, "reference": HOSTILE}),
    ],
)
def test_words_are_escaped(component: str, context: dict[str, object]) -> None:
    assert "<script" not in render(component, **context)


def test_a_hit_keeps_the_marks_of_its_snippet() -> None:
    html = render("search_result", title="Bus pass", url="/", snippet=mark_safe("a <mark>bus</mark>"))

    assert "a <mark>bus</mark>" in html


def test_a_picture_below_the_fold_waits_and_the_first_one_does_not() -> None:
    assert 'loading="lazy"' in render("image", image=IMAGE)
    assert 'loading="lazy"' not in render("image", image=IMAGE, eager=True)
    assert 'alt="A harbour"' in render("image", image=IMAGE)


def test_the_menu_has_two_levels_and_marks_where_the_reader_is() -> None:
    items = [{"title": "Services", "url": "/services/", "children": [{"title": "Buses", "url": "/services/buses/"}]}]

    html = render("navigation", items=items, current_path="/services/buses/", layout="bar")

    assert '<a class="navigation__overview" href="/services/" aria-current="true">Services</a>' in html
    assert '<a class="navigation__child" href="/services/buses/" aria-current="page">Buses</a>' in html


@pytest.mark.parametrize(
    ("url", "path", "state"),
    [
        ("/news/", "/news/", "page"),
        ("/news/", "/news/today/", "true"),
        ("/", "/news/", ""),
        ("/", "/", "page"),
        ("/new/", "/news/", ""),
        ("https://health.gov.test/news/", "/news/", "page"),
        ("", "/news/", ""),
        (None, None, ""),
    ],
)
def test_current_state(url: str | None, path: str | None, state: str) -> None:
    assert current_state(url, path) == state


def test_an_empty_pagination_or_list_of_crumbs_leaves_no_landmark() -> None:
    assert "<nav" not in render("pagination", pagination=page_links(number=1, total=1))
    assert "<nav" not in render("breadcrumbs", items=[])


@pytest.mark.parametrize(
    ("number", "total", "shown"),
    [
        (1, 1, "1"),
        (1, 3, "1 2 3"),
        (4, 14, "1 2 3 4 5 … 14"),
        (7, 14, "1 … 6 7 8 … 14"),
        (14, 14, "1 … 13 14"),
        (3, 5, "1 2 3 4 5"),
    ],
)
def test_page_links_show_the_ends_and_the_neighbours(number: int, total: int, shown: str) -> None:
    items = page_links(number=number, total=total)["items"]

    assert " ".join("…" if item.get("gap") else str(item["number"]) for item in items) == shown


def test_turning_the_page_keeps_the_filters() -> None:
    links = page_links(number=2, total=3, query=QueryDict("topic=1&topic=2&page=2&q=a+b"))

    assert links["previous_url"] == "?topic=1&topic=2&q=a+b"
    assert links["next_url"] == "?topic=1&topic=2&q=a+b&page=3"


def test_a_short_row_is_filled() -> None:
    assert beside(["a"], [1, 2]) == [("a", 1), ("", 2)]


def test_dates_are_for_people_and_for_machines() -> None:
    html = render("card", title="A", date=datetime.date(2026, 11, 2))

    assert '<time datetime="2026-11-02">2 November 2026</time>' in html


def test_telephone_numbers_are_dialled_and_addresses_break_at_their_signs() -> None:
    contact = render_to_string("components/contact.html", {"phone": "+44 (0)20 555", "email": "a.b@c.example"})

    assert '<a class="govuk-link" href="tel:+44020555"><bdi>+44 (0)20 555</bdi></a>' in contact
    assert '<a class="govuk-link" href="mailto:a.b@c.example"><bdi>a.<wbr>b@<wbr>c.<wbr>example</bdi></a>' in contact
    assert dialled("0700 555-0300") == "07005550300"
    assert breakable("<b>@x.") == "&lt;b&gt;@<wbr>x."


@pytest.mark.parametrize("hide_search", [False, True])
def test_telephones_find_the_search_box_in_the_menu(hide_search: bool) -> None:
    chrome = {"search_url": "/search/", "menu": [{"title": "News", "url": "/news/"}]}

    html = render_to_string("components/header.html", {"chrome": chrome, "hide_search": hide_search})

    menu = html[html.index("<details") : html.index("</details>")]
    assert ('id="menu-search"' in menu, 'id="site-search"' in html) == (not hide_search, not hide_search)


def test_an_error_page_gives_a_reference_to_quote() -> None:
    assert "<strong>7F3A-22C1</strong>" in render("error_page", title="Not found", reference="7F3A-22C1")
