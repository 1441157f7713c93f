"""Moving a page: Wagtail asks for the right when the move is confirmed, not when the question is shown."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def ask_before_moving(request: HttpRequest, page: Any, destination: Any) -> None:
    """Raise PermissionDenied unless she may move the page there."""
    if not page.permissions_for_user(request.user).can_move_to(destination):
        raise PermissionDenied
