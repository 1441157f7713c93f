"""Where a person works, and the addresses that lead there."""

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.urls import reverse

from govcms.identity.models import User
from tenants.addresses import root_url_of
from tenants.models import Agency, Membership


@dataclass(frozen=True, slots=True)
class Workplace:
    """An agency that a person works in, as the start page and the switcher show it."""

    key: str
    name: str
    role: str
    root_url: str

    @property
    def admin_url(self) -> str:
        """Where its admin begins."""
        return f"{self.root_url}/admin/"


def workplaces_of(user: User) -> list[Workplace]:
    """The agencies that are open to a person now, by name; two roles in one agency are one workplace."""
    memberships = Membership.objects.current().filter(user=user).select_related("agency").order_by("agency__name", "pk")
    roles: dict[str, list[str]] = {}
    agencies = {}
    for membership in memberships:
        if membership.agency.is_open_to_staff:
            agencies[membership.agency.key] = membership.agency
            roles.setdefault(membership.agency.key, []).append(str(membership.get_role_display()))
    return [
        Workplace(
            key=key,
            name=agency.name,
            role=", ".join(dict.fromkeys(roles[key])),
            root_url=root_url_of(agency.admin_host),
        )
        for key, agency in agencies.items()
    ]


def start_url() -> str:
    """The root URL of the host where people sign in."""
    return root_url_of(f"admin.{settings.BASE_HOST}")


def security_url(*, asked_by: Agency | None = None) -> str:
    """Where a person sets up how she signs in; ``asked_by`` is the agency that asks for a second factor."""
    query = f"?{urlencode({'agency': asked_by.key})}" if asked_by else ""
    return start_url() + reverse("security", urlconf="govcms.urls.start") + query


def is_own_admin_address(url: str, workplaces: list[Workplace]) -> bool:
    """Whether ``url`` lies on the admin host of one of these agencies; nothing else is a place to go on to."""
    # Browsers read backslashes as slashes and drop control characters, urlsplit does not.
    if "\\" in url or any(ord(character) < 33 for character in url):
        return False
    try:
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
    except ValueError:
        return False
    return parts.path.startswith("/admin/") and root in {workplace.root_url for workplace in workplaces}
