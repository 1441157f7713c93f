"""Who works where, as what, from when until when: the one source of rights."""

import uuid
from typing import Self

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.models.agency import PLATFORM_KEY


class Role(models.TextChoices):
    """What a member may do in an agency; the rights of each stand in tenants.roles."""

    AGENCY_ADMIN = "agency_admin", _("Agency admin")
    PUBLISHER = "publisher", _("Publisher")
    EDITOR = "editor", _("Editor")
    VIEWER = "viewer", _("Viewer")


# What a role may do, the next may do as well.
ROLES_BY_REACH = (Role.VIEWER, Role.EDITOR, Role.PUBLISHER, Role.AGENCY_ADMIN)


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Questions about memberships."""

    def of_staff(self) -> Self:
        """Those of the agency's own people, without entries of the platform."""
        return self.filter(entry_reason="")

    def entries(self) -> Self:
        """Those of people of the platform who are in an agency for a while."""
        return self.exclude(entry_reason="")

    def of_platform(self) -> Self:
        """Those in the platform's own agency."""
        return self.filter(agency__key=PLATFORM_KEY)

    def lasting(self) -> Self:
        """Those that have begun and have no end, or will begin and have none."""
        return self.of_staff().filter(ends_at=None)

    def current(self) -> Self:
        """Those that have begun and not ended."""
        now = timezone.now()
        return self.filter(starts_at__lte=now).filter(models.Q(ends_at=None) | models.Q(ends_at__gt=now))


class Membership(models.Model):
    """A person's role in an agency, or in one section of it, for a time.

    Not AgencyOwned: sign-in and the start page read a person's memberships across agencies.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey("tenants.Agency", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=16, choices=Role)
    section = models.ForeignKey(
        settings.WAGTAIL_PAGE_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The page below which the role holds; empty for the whole agency."),
    )
    team = models.ForeignKey(
        "tenants.Team", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("team")
    )
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    last_seen_at = models.DateTimeField(_("last seen"), null=True, blank=True, editable=False)
    # Why somebody of the platform is here for a while; empty for the agency's own people.
    entry_reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "agency"],
                condition=models.Q(ends_at=None),
                name="one_open_membership_per_agency",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gte=models.F("starts_at")),
                name="membership_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(entry_reason="") | models.Q(ends_at__isnull=False),
                name="platform_entry_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.agency} · {self.get_role_display()}"

    @property
    def is_platform_entry(self) -> bool:
        """Whether somebody of the platform is here for a while."""
        return bool(self.entry_reason)

    @property
    def runs_agency(self) -> bool:
        """Whether it is an agency admin's, of the whole agency and without an end."""
        return self.role == Role.AGENCY_ADMIN and self.section_id is None and self.ends_at is None


class AgencyGroup(models.Model):
    """A Django group derived from (agency, role, section); nobody edits it by hand."""

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="agency_group")
    agency = models.ForeignKey("tenants.Agency", on_delete=models.PROTECT, related_name="groups")
    role = models.CharField(max_length=16, choices=Role)
    section = models.ForeignKey(
        settings.WAGTAIL_PAGE_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "role", "section"], name="one_group_per_role_and_section"),
            models.UniqueConstraint(
                fields=["agency", "role"], condition=models.Q(section=None), name="one_group_per_role"
            ),
        ]

    def __str__(self) -> str:
        return str(self.group)
