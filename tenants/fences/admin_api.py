"""The admin API that the page explorer in the menu reads.

Its rows are narrowed by the policy; the pages it is asked to begin at are asked for here.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from tenants.admin_rules import require_pages

_PAGE_PARAMETERS = ("child_of", "descendant_of", "ancestor_of", "translation_of")


def only_own_pages(request: HttpRequest, kwargs: Mapping[str, Any]) -> None:
    """The pages named in the query are the agency's; ``root`` stands for what she may explore."""
    named = [value for name in _PAGE_PARAMETERS for value in request.GET.getlist(name) if value != "root"]
    require_pages(named)
