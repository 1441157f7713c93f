"""Menus without dead entries: what the guard closes is not offered."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from wagtail.admin.menu import SubmenuMenuItem

from tenants.admin_rules import closed, rule_of


def hide_closed(request: HttpRequest, menu_items: list[Any]) -> None:
    """Take out the entries whose address the guard would answer with 404, and submenus left empty."""
    menu_items[:] = [item for item in menu_items if _is_open(item, request)]


def hide_outside(request: HttpRequest, menu_items: list[Any]) -> None:
    """Take out the entries that lead off the platform: Wagtail's help is about screens that are not here."""
    menu_items[:] = [item for item in menu_items if not urlsplit(str(item.url)).netloc]


def _is_open(item: Any, request: HttpRequest) -> bool:
    if isinstance(item, SubmenuMenuItem):
        return item.is_shown(request)
    parts = urlsplit(str(item.url))
    if parts.netloc:
        return True
    try:
        match = resolve(parts.path)
    except Resolver404:
        return False
    return rule_of(match.view_name) not in {None, closed}
