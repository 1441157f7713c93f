"""Who a person is, and which model rights she has in the agency in scope."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission

from tenants.rights import rights_of


class AgencyBackend(ModelBackend):
    """Rights come from memberships in the agency in scope and from nothing else.

    No account is a superuser here, whatever its row says, and no right is given to a person directly:
    Wagtail asks ``is_superuser`` in dozens of places, and each of them would open every agency.
    """

    def get_user(self, user_id: Any) -> Any:
        """The account of a session, without its superuser flag."""
        user = super().get_user(user_id)
        if user is not None:
            user.withhold_superuser()
        return user

    def authenticate(
        self, request: Any, username: str | None = None, password: str | None = None, **credentials: Any
    ) -> Any:
        """The account of an e-mail address and a password, without its superuser flag."""
        user = super().authenticate(request, username=username, password=password, **credentials)
        if user is not None:
            user.withhold_superuser()
        return user

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """None: rights hang on memberships."""
        return set()

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """The model rights of her roles in the agency in scope."""
        return self.get_all_permissions(user_obj, obj)

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """The model rights of her roles in the agency in scope, as ``app.codename``."""
        if obj is not None:
            return set()
        rights = rights_of(user_obj)
        if "models" not in rights.cache:
            granted = Permission.objects.filter(group__in=rights.group_ids).values_list(
                "content_type__app_label", "codename"
            )
            rights.cache["models"] = {f"{app_label}.{codename}" for app_label, codename in granted}
        return rights.cache["models"]
