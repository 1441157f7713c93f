"""Redirects out of a file: good lines go in, bad ones come back with their number and reason."""

from typing import Any

import pytest

from govcms.content.models import Redirect, StandardPage
from govcms.content.redirects.reading import MAX_BYTES, MAX_LINES, Effect, check_redirects, read_text, take_in
from govcms.pages.models import Page
from tenants.addresses import root_url_of
from tenants.errors import UserError
from tenants.models import Agency, AuditEntry
from tenants.scope import tenant_scope
from tests.content.test_redirects import redirect
from tests.factories import StandardPageFactory

ROOT = root_url_of("health.gov.test")


@pytest.fixture
def fees(health_home: Page) -> StandardPage:
    """A page that old addresses lead to."""
    return StandardPageFactory(parent=health_home, title="Fees", slug="fees")


def check(text: str, agency: Agency) -> Any:
    """What the agency reads in a file."""
    with tenant_scope(agency):
        return check_redirects(text, agency=agency, site=agency.sites.get())


def take(text: str, agency: Agency) -> dict[str, tuple[str, bool]]:
    """Take a file in; gives all redirects of the agency afterwards."""
    with tenant_scope(agency):
        take_in(checked=check(text, agency), agency=agency)
    rows = Redirect._base_manager.filter(agency=agency)
    return {row.old_path: (row.leads_to, row.is_permanent) for row in rows}


def test_pages_and_web_addresses_are_led_to(health: Agency, fees: StandardPage):
    text = (
        "Old address,Leads to,Permanent\n"
        "/old/fees.html,/fees/\n"
        f"{ROOT}/home.asp?id=3,{ROOT}/,temporary\n"
        '"/a b, c",https://example.org/?q=1,302\n'
    )

    assert take(text, health) == {
        "/old/fees.html": (f"{ROOT}/fees/", True),
        "/home.asp": (f"{ROOT}/", False),
        "/a b, c": ("https://example.org/?q=1", False),
    }
    assert Redirect._base_manager.filter(page=fees).exists()
    assert AuditEntry._base_manager.filter(agency=health, action="content.import_redirects").exists()


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_spreadsheets_are_read_as_well(delimiter: str, health: Agency, fees: StandardPage):
    text = read_text("\ufeff/old;/fees/;yes\r\n\r\n/older;/fees/;no".replace(";", delimiter).encode())

    assert take(text, health) == {"/old": (f"{ROOT}/fees/", True), "/older": (f"{ROOT}/fees/", False)}


BAD_LINES = [
    ("/,/fees/", "home page"),
    (",/fees/", "no old address"),
    ("old.html,/fees/", "begins with"),
    ("//elsewhere.example/x,/fees/", "begins with"),
    ("https://[/x,/fees/", "begins with"),
    ("https://transport.gov.test/x,/fees/", "not a host of your agency"),
    ("https://elsewhere.example/x,/fees/", "not a host of your agency"),
    ("/old1,", "leads nowhere"),
    ("/old2,/nothing/", "no page at “/nothing”"),
    ("/old3,/transport-only/", "no page at"),
    ("/old4,javascript:alert(1)", "neither a page"),
    ("/old5,//elsewhere.example/", "neither a page"),
    ("/old6,https://[/", "neither a page"),
    ("/old7,/fees/?a=1", "before an address with"),
    ("/old8,/fees/,perhaps", "neither “permanent”"),
    ("/fees,https://example.org/", "page answers at the old address: “Fees”"),
    (f"/{'x' * 600},/fees/", "too long"),
    (f"/old9,https://example.org/{'x' * 1100}", "too long"),
    ("/old10,/old10", "circle"),
    (f"/old11,{ROOT}/old11/", "circle"),
    ("/good,/fees/", "Line 1 has this"),
]


def test_bad_lines_stay_out_and_say_why(health: Agency, fees: StandardPage, transport_home: Page):
    StandardPageFactory(parent=transport_home, title="Theirs", slug="transport-only")

    checked = check("\n".join(["/good,/fees/", *(line for line, _reason in BAD_LINES), "/better,/fees/"]), health)

    assert [line.number for line in checked.bad] == list(range(2, len(BAD_LINES) + 2))
    for found, (line, reason) in zip(checked.bad, BAD_LINES, strict=True):
        assert reason in found.reason, line
    assert [found.place.path for found in checked.having(Effect.NEW)] == ["/good", "/better"]


def test_chains_end_where_they_lead_and_circles_stay_out(health: Agency, fees: StandardPage):
    redirect(health, "/present", page=fees)
    redirect(health, "/waiting", address=f"{ROOT}/third/")
    text = "/first,/second\n/second,/third\n/third,https://example.org/\n/fourth,/present\n/a,/b\n/b,/a\n/third2,/waiting\n"

    assert [line.number for line in check(text, health).bad] == [5, 6]
    assert {path: target for path, (target, _permanent) in take(text, health).items()} == {
        "/present": f"{ROOT}/fees/",
        "/waiting": "https://example.org/",
        "/first": "https://example.org/",
        "/second": "https://example.org/",
        "/third": "https://example.org/",
        "/third2": "https://example.org/",
        "/fourth": f"{ROOT}/fees/",
    }


def test_what_is_there_is_changed_or_left_alone(health: Agency, fees: StandardPage):
    same = redirect(health, "/same", page=fees)
    redirect(health, "/other", address="https://example.org/")
    text = "/same,/fees/\n/other,/fees/\n/new,/fees/\n"

    checked = check(text, health)

    assert [len(checked.having(effect)) for effect in (Effect.NEW, Effect.CHANGED, Effect.SAME)] == [1, 1, 1]
    take(text, health)
    assert Redirect._base_manager.get(old_path="/same").uid == same.uid
    assert Redirect._base_manager.get(old_path="/other").page_id == fees.pk
    assert Redirect._base_manager.get(old_path="/other").address == ""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"x" * (MAX_BYTES + 1), "too large"),
        (b"/old,/caf\xe9", "not text in UTF-8"),
        (b"/old\x00,/fees/", "not text in UTF-8"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, reason: str):
    with pytest.raises(UserError, match=reason):
        read_text(content)


def test_what_is_no_table_is_refused(health: Agency):
    too_many = "/a,/b\n" * (MAX_LINES + 2)
    for text in ("", "\n\n", "Old address,Leads to\n", too_many, f'/old,"{"x" * 200_000}"'):
        with pytest.raises(UserError):
            check(text, health)


@pytest.mark.parametrize("lines", [1, 100])
def test_a_file_asks_the_database_as_often_for_many_lines_as_for_one(
    lines: int, health: Agency, fees: StandardPage, django_assert_num_queries: Any
):
    site = health.sites.get()
    text = "".join(f"/old-{number},/fees/\n" for number in range(lines))

    with tenant_scope(health), django_assert_num_queries(5):
        checked = check_redirects(text, agency=health, site=site)

    assert len(checked.having(Effect.NEW)) == lines
