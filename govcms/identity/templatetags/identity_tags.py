"""What the pages around signing in say of the platform."""

from django import template

from tenants.models import PLATFORM_KEY, Agency

register = template.Library()


@register.simple_tag
def platform_name() -> str:
    """What the platform calls itself: the name of the agency that owns the portal; empty before there is one."""
    return Agency.objects.filter(key=PLATFORM_KEY).values_list("name", flat=True).first() or ""
