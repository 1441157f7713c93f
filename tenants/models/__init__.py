"""Agencies, their sites and hosts, and who works in them."""

from tenants.models.agency import PLATFORM_KEY, RESERVED_KEYS, Agency, validate_key
from tenants.models.audit import AuditEntry, AuditSeal, UnsealedEntry
from tenants.models.background import FailedTask, Lease
from tenants.models.domain import Domain, HostMapVersion, validate_host
from tenants.models.exemption import Exemption
from tenants.models.feature import FeatureSwitch, bump_features
from tenants.models.invitation import Invitation
from tenants.models.membership import ROLES_BY_REACH, AgencyGroup, Membership, Role
from tenants.models.owned import AgencyOwned, AgencyOwnedManager
from tenants.models.shared import SHARED_BY_PLATFORM, PlatformShared
from tenants.models.site import AgencySite, bump_every_version, bump_version, language_name
from tenants.models.team import Team

__all__ = [
    "PLATFORM_KEY",
    "RESERVED_KEYS",
    "ROLES_BY_REACH",
    "SHARED_BY_PLATFORM",
    "Agency",
    "AgencyGroup",
    "AgencyOwned",
    "AgencyOwnedManager",
    "AgencySite",
    "AuditEntry",
    "AuditSeal",
    "Domain",
    "Exemption",
    "FailedTask",
    "FeatureSwitch",
    "HostMapVersion",
    "Invitation",
    "Lease",
    "Membership",
    "PlatformShared",
    "Role",
    "Team",
    "UnsealedEntry",
    "bump_every_version",
    "bump_features",
    "bump_version",
    "language_name",
    "validate_host",
    "validate_key",
]
