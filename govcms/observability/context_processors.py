"""What every HTML template can show about its request."""

from django.http import HttpRequest

from govcms.observability.references import current_reference


def reference(request: HttpRequest) -> dict[str, str]:
    """``reference``: what a citizen quotes when something went wrong."""
    return {"reference": current_reference()}
