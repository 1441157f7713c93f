"""Agencies with their sites, and people who work in them."""

from typing import Any

import factory
from django.conf import settings

from govcms.identity.models import User
from tenants.actions import add_member, create_agency, ensure_platform, launch_site
from tenants.addresses import address_map
from tenants.models import PLATFORM_KEY, Agency, AgencySite, Role
from tenants.registry import find_site_template
from tests.replay import replay


class AgencyFactory(factory.Factory):
    """An agency without a site."""

    class Meta:
        model = Agency

    key = factory.Sequence(lambda number: f"agency-{number}")
    name = factory.LazyAttribute(lambda agency: agency.key.replace("-", " ").title())

    @classmethod
    def _create(cls, model_class: type[Agency], *args: Any, **values: Any) -> Agency:
        def make() -> Agency:
            return ensure_platform() if values["key"] == PLATFORM_KEY else create_agency(**values)

        return replay.make(Agency, ("agency", *sorted(values.items())), make)


def launched(agency: Agency, *, template: str = "blank", live: bool = True) -> AgencySite:
    """A site of the agency at its usual host."""
    host = settings.BASE_HOST if agency.is_platform else f"{agency.key}.{settings.BASE_HOST}"

    def launch() -> AgencySite:
        return launch_site(agency=agency, name=agency.name, host=host, template=find_site_template(template), live=live)

    agency_site = replay.make(AgencySite, ("site", agency.pk, template, live), launch)
    address_map.forget()
    agency.refresh_from_db()
    return agency_site


class MemberFactory(factory.Factory):
    """A person with a role in one agency or in several; her password is "correct horse battery"."""

    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"person-{number}@gov.example")
    name = factory.Sequence(lambda number: f"Person {number}")
    role = Role.EDITOR
    agencies = ()
    password = "correct horse battery"

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **values: Any) -> User:
        agencies, role = values.pop("agencies"), values.pop("role")

        def make() -> User:
            if not agencies:
                return User.objects.create_user(**values)
            memberships = [add_member(agency=agency, role=role, **values) for agency in agencies]
            user: User = memberships[-1].user
            return user

        return replay.make(User, ("user", role, *(agency.pk for agency in agencies), *sorted(values.items())), make)
