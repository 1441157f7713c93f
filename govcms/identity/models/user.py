"""Accounts: one per person, whatever agencies she works in."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Finds accounts by e-mail address without regard to case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account; without a password nobody can sign in to it until one is set."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.full_clean()
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The account of an e-mail address in any case."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person's account. Rights come from memberships alone; nobody is a superuser by default."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(
        _("e-mail address"), unique=True, error_messages={"unique": _("An account with this e-mail address exists.")}
    )
    name = models.CharField(_("name"), max_length=200)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    _is_superuser_withheld = False

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [models.UniqueConstraint(Lower("email"), name="email_once_in_any_case")]

    def __str__(self) -> str:
        return self.name or self.email

    def withhold_superuser(self) -> None:
        """Be nobody special from here on; the row keeps its flag, whoever saves this object."""
        self.is_superuser = False
        self._is_superuser_withheld = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, leaving out a flag that was withheld from this object; a name is one line in whatever is mailed."""
        self.name = " ".join(self.name.split())
        if self._is_superuser_withheld and kwargs.get("update_fields") is None and not args:
            kwargs["update_fields"] = [
                field.name
                for field in self._meta.concrete_fields
                if not field.primary_key and field.name != "is_superuser"
            ]
        super().save(*args, **kwargs)

    @property
    def first_name(self) -> str:
        """What Wagtail's sidebar shows beside the picture; it asks for this name."""
        return self.name

    def get_full_name(self) -> str:
        """The name as written by the person; names are not split."""
        return self.name

    def get_short_name(self) -> str:
        """The same as the full name: which part is short differs between cultures."""
        return self.name
