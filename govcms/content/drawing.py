"""Drawing the sizes of pictures in the background, so that nobody waits for them."""

from __future__ import annotations

import logging
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from govcms.content.pictures import BODY, draw_all
from govcms.media.errors import FileStoreAway
from govcms.media.models import AgencyImage, Rendition
from tenants.background import background_task

logger = logging.getLogger(__name__)

# More at a time would keep other tasks waiting; the rest has its turn an hour later.
MOST_AT_ONCE = 500
# Drawing the pictures of a whole site takes minutes; nobody's mail waits for it.
_AFTER_ALL_ELSE = -50


@background_task(_("Draw the sizes of a picture"))
def draw_sizes(*, agency_uid: str, image_uid: str) -> None:
    """Draw the sizes of a picture that are not there yet."""
    image = AgencyImage.objects.filter(uid=UUID(image_uid), agency__uid=UUID(agency_uid)).first()
    if image is None:
        return
    try:
        draw_all(image)
    except (SourceImageIOError, InvalidFilterSpecError, OSError) as error:
        if FileStoreAway in {type(error), type(error.__cause__)}:
            raise
        logger.warning("picture cannot be drawn", extra={"image": str(image.uid), "error": str(error)})


def draw_later(image: AgencyImage) -> None:
    """Let a worker draw the sizes of a picture."""
    draw_sizes.using(priority=_AFTER_ALL_ELSE).enqueue(agency_uid=str(image.agency.uid), image_uid=str(image.uid))


@background_task(_("Find pictures that are not drawn"), without_agency="It looks at the pictures of all.")
def draw_missing() -> None:
    """Let workers draw the pictures that came without a form, or before there was AVIF, the newest first."""
    drawn = Rendition.objects.filter(image=OuterRef("pk"), filter_spec=BODY.later[0])
    missing = AgencyImage.objects.filter(~Exists(drawn)).exclude(file__iendswith=".svg")
    for image in missing.select_related("agency").order_by("-pk")[:MOST_AT_ONCE]:
        draw_later(image)
