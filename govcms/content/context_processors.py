"""What every HTML template can show of the site it is drawn for."""

from typing import Any

from django.http import HttpRequest

from govcms.content.chrome import chrome_for
from govcms.content.languages.switcher import choices_for_view


def chrome(request: HttpRequest) -> dict[str, Any]:
    """``chrome``: names, menus, contact and look of the site, and its ``languages``; nothing on admin hosts."""
    found = chrome_for(request)
    return {"chrome": found, "languages": choices_for_view(request)} if found is not None else {}
