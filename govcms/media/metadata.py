"""What a camera writes into a picture — when, where, with what — stays in the original."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from wagtail.images.models import Filter
from willow.svg import SvgImage

_METADATA = ("exif", "xmp", "XML:com.adobe.xmp", "photoshop", "comment")


class _ForgetMetadata:
    """The last step before a size is saved; by then the picture stands upright."""

    def run(self, willow: Any, image: Any, env: dict[str, Any]) -> Any:
        """The picture without what is not seen; its colour profile stays."""
        if isinstance(willow, SvgImage):
            # What is stored of a drawing has been cleaned of all that does not draw.
            return willow
        info = willow.get_pillow_image().info
        for name in _METADATA:
            info.pop(name, None)
        return willow


class FilterWithoutMetadata(Filter):
    """Draws a size as Wagtail does, and leaves out who took the picture where."""

    @cached_property
    def filter_operations(self) -> list[Any]:
        """Those of the size, and forgetting."""
        return [*super().filter_operations, _ForgetMetadata()]
