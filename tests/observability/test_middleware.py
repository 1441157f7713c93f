"""References of requests and the request log."""

import json
import logging

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from govcms.observability.logs import JsonFormatter
from govcms.observability.middleware import RequestLogMiddleware
from govcms.observability.references import current_reference, referring_to


def _answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse(current_reference())


@pytest.mark.parametrize("given", ["abcd1234", "5f0c2a4e-7a59-4d5c-9c33-1d7a2c0f9f0a"])
def test_a_sane_reference_of_a_proxy_is_kept(rf: RequestFactory, given: str) -> None:
    response = RequestLogMiddleware(_answer)(rf.get("/", headers={"X-Request-ID": given}))

    assert response.headers["X-Request-ID"] == given
    assert response.content.decode() == given


@pytest.mark.parametrize("given", ["", "short", "x" * 65, 'a"},{"level":"error', "two words here", "line\nbreak-here"])
def test_anything_else_is_replaced(rf: RequestFactory, given: str) -> None:
    response = RequestLogMiddleware(_answer)(rf.get("/", headers={"X-Request-ID": given}))

    assert response.headers["X-Request-ID"] not in {"", given}
    assert response.content.decode() == response.headers["X-Request-ID"]


def test_a_request_leaves_one_line_without_its_query(rf: RequestFactory, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="govcms.observability.middleware")

    RequestLogMiddleware(_answer)(rf.get("/search/?q=my-illness", headers={"host": "health.gov.test"}))

    (record,) = caplog.records
    assert record.getMessage() == "request.finished"
    assert (record.path, record.status, record.host) == ("/search/", 200, "health.gov.test")  # type: ignore[attr-defined]
    assert "my-illness" not in JsonFormatter().format(record)


def test_health_and_static_files_are_not_worth_a_line(rf: RequestFactory, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="govcms.observability.middleware")

    RequestLogMiddleware(_answer)(rf.get("/health/live"))

    assert caplog.records == []


def test_a_record_is_one_json_line_with_what_the_caller_adds() -> None:
    record = logging.makeLogRecord(
        {"name": "themes", "msg": "themes.refused", "levelname": "INFO", "pair": "link\ntext"}
    )

    with referring_to("ref-12345"):
        line = JsonFormatter().format(record)

    assert "\n" not in line
    told = json.loads(line)
    assert told | {"time": ""} == {
        "time": "",
        "level": "info",
        "logger": "themes",
        "event": "themes.refused",
        "request_id": "ref-12345",
        "agency": None,
        "pair": "link\ntext",
    }


def test_an_exception_stays_on_the_line() -> None:
    try:
        raise ValueError("no")
    except ValueError as error:
        record = logging.makeLogRecord({"msg": "x", "exc_info": (ValueError, error, error.__traceback__)})

    line = JsonFormatter().format(record)

    assert "\n" not in line
    assert "ValueError: no" in json.loads(line)["exception"]
