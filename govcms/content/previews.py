"""What block previews in the editor show where nothing can be made up."""

from govcms.media.models import AgencyDocument, AgencyImage
from govcms.pages.models import Page
from tenants.scope import current_scope


def newest_images(number: int) -> list[AgencyImage]:
    """The newest images of the agency in scope, newest first."""
    scope = current_scope()
    if scope is None or scope.agency is None:
        return []
    return list(AgencyImage.objects.filter(agency=scope.agency).order_by("-pk")[:number])


def newest_image() -> AgencyImage | None:
    """The newest image of the agency in scope."""
    return next(iter(newest_images(1)), None)


def newest_document() -> AgencyDocument | None:
    """The newest document of the agency in scope."""
    scope = current_scope()
    if scope is None or scope.agency is None:
        return None
    return AgencyDocument.objects.filter(agency=scope.agency).order_by("-pk").first()


def newest_pages(number: int) -> list[Page]:
    """The newest live pages of the agency in scope, newest first."""
    scope = current_scope()
    if scope is None or scope.agency is None:
        return []
    # Above the home pages stands the agency's root, which is no page to read.
    return list(Page.objects.filter(agency=scope.agency, live=True, depth__gt=2).order_by("-pk")[:number])
