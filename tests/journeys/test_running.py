"""The platform that ``make run`` starts is there, in a browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.axe import axe_violations
from tests.journeys.installation import Installation


@pytest.mark.parametrize("width", [360, 1280])
def test_the_sign_in_page_opens(installation: Installation, new_page: Callable[..., Page], width: int) -> None:
    page = new_page(width=width)

    response = page.goto(installation.url("admin", "/admin/login/"))

    assert response is not None
    assert response.status == 200
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_unknown_host_is_not_found(installation: Installation, page: Page) -> None:
    response = page.goto(installation.url("nobody"))

    assert response is not None
    assert response.status == 404
    assert response.header_value("x-request-id")
