"""Addresses that pages cannot have, because the platform itself answers there."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from govcms.pages.forms import PageForm

# Root, agency root, home.
HOME_DEPTH = 3
# First words of paths in govcms.urls.public.
RESERVED_BELOW_HOME = frozenset(
    {
        "accessibility-statement",
        "documents",
        "health",
        "media",
        "password",
        "report-a-problem",
        "search",
        "static",
        "styleguide",
        "theme",
    }
)
# A listing has its feed at this address.
RESERVED_EVERYWHERE = frozenset({"feed"})


def reserved_slugs(*, below_home: bool) -> frozenset[str]:
    """The slugs under which readers would not find a page."""
    languages = {code for code, _name in settings.LANGUAGES}
    return RESERVED_EVERYWHERE | (RESERVED_BELOW_HOME | languages if below_home else frozenset())


def refuse_reserved_slug(slug: str, *, below_home: bool) -> None:
    """Raise ValidationError for a slug under which readers would not find the page."""
    if slug in reserved_slugs(below_home=below_home):
        message = _("The platform itself answers at “%(slug)s”. Choose another word.")
        raise ValidationError({"slug": ValidationError(message, params={"slug": slug}, code="reserved_slug")})


class ContentPageForm(PageForm):
    """The form of all page types."""

    def clean(self) -> Any:
        """Refuse a reserved slug beside its field; a new page learns its place only when it is saved."""
        cleaned = super().clean()
        if "slug" in cleaned and self.parent_page is not None:
            try:
                refuse_reserved_slug(cleaned["slug"], below_home=self.parent_page.depth == HOME_DEPTH)
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned
