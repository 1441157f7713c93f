"""Who works where, as what, from when until when: the one source of rights."""

import uuid
from typing import Self

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a member may do in an agency; the rights of each stand in tenants.roles."""

    AGENCY_ADMIN = "agency_admin", _("Agency admin")
    PUBLISHER = "publisher", _("Publisher")
    EDITOR = "editor", _("Editor")
    VIEWER = "viewer", _("Viewer")


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Questions about memberships."""

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
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

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
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.agency} · {self.get_role_display()}"


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
