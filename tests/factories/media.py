"""Files of agencies."""

from io import BytesIO
from typing import Any

import factory
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image as Picture

from govcms.media.models import AgencyDocument, AgencyImage


class ImageFactory(factory.Factory):
    """A picture in the root collection of ``agency``, ``size`` pixels."""

    class Meta:
        model = AgencyImage

    title = factory.Sequence(lambda number: f"Picture {number}")
    alt_text = "A grey field"
    size = (64, 48)
    filename = "picture.png"

    @classmethod
    def _create(cls, model_class: type[AgencyImage], *args: Any, **values: Any) -> AgencyImage:
        agency, size, filename = (values.pop(name) for name in ("agency", "size", "filename"))
        drawn = BytesIO()
        Picture.new("RGB", size, "grey").save(drawn, "PNG")
        file = ImageFile(BytesIO(drawn.getvalue()), name=filename)
        image = model_class(collection=agency.root_collection, file=file, **values)
        image.save()
        return image


class DocumentFactory(factory.Factory):
    """A document in the root collection of ``agency``."""

    class Meta:
        model = AgencyDocument

    title = factory.Sequence(lambda number: f"Document {number}")
    content = b"Opening hours: 9 to 5."
    filename = "hours.txt"

    @classmethod
    def _create(cls, model_class: type[AgencyDocument], *args: Any, **values: Any) -> AgencyDocument:
        agency = values.pop("agency")
        content, filename = values.pop("content"), values.pop("filename")
        file = ContentFile(content, name=filename)
        document = model_class(collection=agency.root_collection, file=file, **values)
        document.save()
        return document
