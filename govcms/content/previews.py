"""What block previews in the editor show where nothing can be made up."""

from govcms.media.models import AgencyDocument, AgencyImage
from tenants.scope import current_scope


def newest_image() -> AgencyImage | None:
    """The newest image of the agency in scope."""
    scope = current_scope()
    if scope is None or scope.agency is None:
        return None
    return AgencyImage.objects.filter(agency=scope.agency).order_by("-pk").first()


def newest_document() -> AgencyDocument | None:
    """The newest document of the agency in scope."""
    scope = current_scope()
    if scope is None or scope.agency is None:
        return None
    return AgencyDocument.objects.filter(agency=scope.agency).order_by("-pk").first()
