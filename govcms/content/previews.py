"""What block previews and the styleguide show: pictures, a document and pages that are invented and stored nowhere.

Anybody may open the styleguide, and what an agency has not published, or keeps behind a password, is not for anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class _DrawnSize:
    """The one size of an invented picture."""

    width: int = 640
    height: int = 360

    @property
    def url(self) -> str:
        """A drawing that is shipped."""
        return static("content/styleguide.svg")


@dataclass(frozen=True, slots=True)
class InventedPicture:
    """What pages ask of a picture."""

    title: str | Promise
    pk: None = None
    credit_line: str = ""

    @property
    def default_alt_text(self) -> str:
        """What is to be seen."""
        return str(self.title)

    def is_svg(self) -> bool:
        """A drawing, of which there is one size."""
        return True

    def find_existing_renditions(self, *filters: Any) -> Mapping[Any, _DrawnSize]:
        """Every size that is asked for."""
        return dict.fromkeys(filters, _DrawnSize())


@dataclass(frozen=True, slots=True)
class InventedDocument:
    """What pages ask of a document."""

    title: str | Promise
    pk: None = None
    url: str = "#document"
    file_extension: str = "pdf"
    file_size: int = 1_240_000
    page_count: int = 24
    language_name: str = ""
    known_language: str = ""


@dataclass(frozen=True, slots=True)
class InventedPage:
    """What links ask of a page."""

    title: str | Promise
    summary: str | Promise
    pk: None = None
    live: bool = True
    path: str = ""

    def get_url_parts(self) -> tuple[int, str, str]:
        """The page it stands on."""
        return 0, "", "#related_pages"


PICTURES = tuple(
    map(InventedPicture, (_("The new library on Market Square"), _("Town hall"), _("Library on the quay")))
)
PICTURE = PICTURES[0]
DOCUMENT = InventedDocument(_("Annual report, 2026"))
PAGES = (
    InventedPage(_("Renew a passport"), _("Up to a year before it ends.")),
    InventedPage(_("A lost passport"), _("Tell us at once.")),
)
