"""What apps above bring to the work of tenants, which may not import them.

An app registers in ``AppConfig.ready()``; the actions in ``tenants.actions`` ask here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import models

from tenants.errors import UserError
from tenants.models import Agency, AgencySite, Membership


@dataclass(frozen=True, slots=True)
class Launch:
    """What is known of a site while it is being launched."""

    agency: Agency
    # What stands in place of ``{agency}`` in the template's words.
    site_name: str
    # The key of a theme preset; empty for the one the template names.
    preset: str
    # Gives the site its hosts; call it with the stored home page before anybody is told of the pages.
    open_site: Callable[[Any], AgencySite]
    # Who launches it; None for a command.
    user: Any = None


class SiteTemplate(Protocol):
    """A site to start from: pages, menus, settings and a preset."""

    @property
    def key(self) -> str:
        """What commands and the launch form call it."""
        ...

    @property
    def name(self) -> str:
        """What people call it."""
        ...

    def build(self, launch: Launch) -> AgencySite:
        """Write the pages, open the site and furnish it; returns what ``open_site`` returned."""
        ...


class HandOver(Protocol):
    """What an app does with the open work of somebody who leaves an agency."""

    def __call__(self, *, user: Any, agency: Agency, heir: Any, by: Any) -> None:
        """Give it to the heir, or end it where she is None; in the transaction of the departure."""
        ...


@dataclass(frozen=True, slots=True)
class WaitingReviews:
    """How many pages of an agency wait for somebody's decision, and how many of hers for that of others."""

    to_decide: int = 0
    submitted: int = 0


class CountReviews(Protocol):
    """Counts what waits in the agencies of these memberships, in the same number of queries for any number."""

    def __call__(self, *, user: Any, memberships: Sequence[Membership]) -> Mapping[int, WaitingReviews]:
        """What waits, by the agency's id."""
        ...


_count_reviews: list[CountReviews] = []
_hand_overs: list[HandOver] = []
_site_templates: list[Callable[[], Mapping[str, SiteTemplate]]] = []
_agency_roots: list[Callable[[Agency], models.Model]] = []


def register_site_templates(read: Callable[[], Mapping[str, SiteTemplate]]) -> None:
    """Offer the site templates that ``read`` returns, by key; they are read when asked for."""
    _site_templates.append(read)


def site_templates() -> dict[str, SiteTemplate]:
    """All site templates by key."""
    return {key: template for read in _site_templates for key, template in read().items()}


def find_site_template(key: str) -> SiteTemplate:
    """The site template of that key. Raises UserError when there is none."""
    templates = site_templates()
    if key not in templates:
        raise UserError(f"There is no site template “{key}”; there are {', '.join(sorted(templates))}.")
    return templates[key]


def register_agency_root(make: Callable[[Agency], models.Model]) -> None:
    """Name the function that makes the unsaved page at the root of an agency's content."""
    _agency_roots[:] = [make]


def make_agency_root(agency: Agency) -> Any:
    """The unsaved page at the root of the agency's content. Raises LookupError when no app brings one."""
    if not _agency_roots:
        raise LookupError("No app has registered the page at the root of an agency.")
    return _agency_roots[0](agency)


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that an agency can do without, or has to ask for."""

    # What the code and the command call it.
    key: str
    # What people call it, and what it is to them: translated when they are read.
    name: Any
    description: Any
    # Whether an agency has it that never said a word about it.
    default: bool


_features: dict[str, Feature] = {}


def register_feature(feature: Feature) -> None:
    """Let agencies have a feature or not. Raises ValueError for a key that another feature has."""
    if _features.get(feature.key, feature) != feature:
        raise ValueError(f"There is another feature {feature.key} already.")
    _features[feature.key] = feature


def features() -> Mapping[str, Feature]:
    """The registered features by key."""
    return _features


def register_hand_over(hand_over: HandOver) -> None:
    """Be told when somebody leaves an agency, before her open submissions pass to the heir or end."""
    _hand_overs.append(hand_over)


def hand_overs() -> list[HandOver]:
    """What apps do with the work of somebody who leaves."""
    return list(_hand_overs)


def register_reviews(count: CountReviews) -> None:
    """Name the function that counts what waits for approval."""
    _count_reviews[:] = [count]


def waiting_reviews(*, user: Any, memberships: Sequence[Membership]) -> Mapping[int, WaitingReviews]:
    """What waits for somebody in the agencies of her memberships; nothing where no app knows of approval."""
    return _count_reviews[0](user=user, memberships=memberships) if _count_reviews else {}
