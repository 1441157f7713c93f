"""Menus from the tree, as Wagtail's demo site makes them."""

from django import template
from wagtail.models import Site

register = template.Library()


@register.simple_tag(takes_context=True)
def menu(context):
    root = Site.find_for_request(context["request"]).root_page
    return root.get_children().live().in_menu()


@register.simple_tag
def submenu(page):
    return page.get_children().live().in_menu()
