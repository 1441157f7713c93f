"""Every URL of the admin has been thought about."""

import pytest

from tenants.admin_rules import closed, neutral, register_admin_rule, registered_names, rule_of
from tests.isolation.admin_urls import admin_urls


def test_every_admin_url_name_has_a_rule():
    names = {url.name for url in admin_urls() if url.name}

    assert names - registered_names() == set()


def test_no_rule_is_left_over_from_a_url_that_is_gone():
    names = {url.name for url in admin_urls()}

    assert registered_names() - names == set()


def test_two_apps_cannot_disagree_about_a_url():
    assert rule_of("wagtailadmin_home") is neutral

    with pytest.raises(ValueError, match="has a rule already"):
        register_admin_rule("wagtailadmin_home", closed)
