"""What the screen of a document in the admin says of its readers."""

from django import template
from django.conf import settings
from django.urls import reverse

from govcms.content.document_access import Publicity, publicity_of
from govcms.media.models import AgencyDocument
from tenants.addresses import address_map

register = template.Library()


@register.simple_tag
def publicity(document: AgencyDocument) -> Publicity:
    """Where the public finds the document now."""
    return publicity_of(document)


@register.simple_tag
def public_address(document: AgencyDocument) -> str:
    """The address on the agency's first site; empty where it has none."""
    site = document.agency.sites.order_by("pk").first()
    home = site and address_map.home_of(site.pk, site.default_language)
    path = reverse("document", args=[document.uid], urlconf=settings.ROOT_URLCONF)
    return f"{home.root_url}{path}" if home else ""
