"""What all page types share: a body of blocks and how it reaches readers."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models.pages import AbstractPageMeta

from govcms.content.blocks import BodyBlock
from govcms.content.linked import Destination, current_linked, rendering_with
from govcms.content.slugs import HOME_DEPTH, ContentPageForm, refuse_reserved_slug, reserved_slugs
from govcms.content.text import words_of_stream
from govcms.pages.models import Page
from tenants.scope import current_scope

# What may lie on a site wherever pages of several types do; ``docs/how-to/add-a-page-type.md`` adds to it.
EVERYDAY_PAGE_TYPES = (
    "content.StandardPage",
    "content.ListingPage",
    "content.GuidePage",
    "content.ServicePage",
    "content.StepByStepPage",
    "content.PublicationPage",
    "content.EventPage",
    "content.OfficePage",
    "content.PersonPage",
)
# Longer text adds nothing to a search result and would make one page a burden to the index.
MAX_BODY_TEXT = 200_000
# Where pages lie that are about one thing.
BELOW_SECTIONS = ["content.HomePage", "content.StandardPage", "content.ListingPage"]


class ContentPage(Page):
    """A page with a body of blocks."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("body")]

    # Readers of a site have no accounts, so a page is protected by a password or not at all.
    private_page_options: ClassVar[list[str]] = ["password"]
    password_required_template = "content/password_required.html"  # noqa: S105 - the name of a template
    base_form_class = ContentPageForm

    # The names of the fields that hold a picture.
    image_fields: ClassVar[tuple[str, ...]] = ()
    # The names of the fields that hold a page to lead readers to.
    page_fields: ClassVar[tuple[str, ...]] = ()

    # Set where a page is found for a reader: its ancestors from the home page on, and whether
    # that query saw that neither it nor they are protected.
    trail: Sequence[Destination] | None = None
    is_known_unrestricted = False

    class Meta(AbstractPageMeta):
        abstract = True

    @property
    def picture_id(self) -> int | None:
        """The image that stands for the page where it is listed or shared."""
        return None

    @property
    def listed_on(self) -> datetime.date | None:
        """The day that lists show beside the page and sort it by."""
        return None

    @property
    def leading_image(self) -> Any:
        """That image, from what was gathered for the rendering under way."""
        linked = current_linked()
        return linked.images.get(self.picture_id) if linked is not None and self.picture_id else None

    def reserved_slugs(self) -> frozenset[str]:
        """What the platform itself answers at, at this depth."""
        return reserved_slugs(below_home=self.depth == HOME_DEPTH + 1)

    def clean(self) -> None:
        """Refuse another agency's picture, and an address that the platform itself answers at."""
        super().clean()
        for name in (*self.image_fields, *self.page_fields):
            refuse_other_agencys(self, name)
        if self.depth:
            refuse_reserved_slug(self.slug, below_home=self.depth == HOME_DEPTH + 1)

    def get_view_restrictions(self) -> Any:
        """The protections that apply; no query where the page was found to have none."""
        return [] if self.is_known_unrestricted else super().get_view_restrictions()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What the template of the page uses."""
        from govcms.content.presentation import page_context

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | page_context(self, request)

    def make_preview_request(
        self, original_request: HttpRequest | None = None, preview_mode: Any = None, extra_request_attrs: Any = None
    ) -> HttpResponse:
        """A preview on the site's own host, which has no sign-in, that still knows whose preview it is."""
        attrs = {**(extra_request_attrs or {}), "previewed_by": getattr(original_request, "user", None)}
        return super().make_preview_request(original_request, preview_mode, attrs)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The page as it stands, with the editor's checks."""
        previewed_by = getattr(request, "previewed_by", None)
        if previewed_by is not None:
            request.user = previewed_by
        return super().serve_preview(request, mode_name)

    def body_text(self) -> str:
        """The words of all blocks, as search reads them; at most MAX_BODY_TEXT characters."""
        from govcms.content.gathering import gather_for_words

        with rendering_with(gather_for_words(self)):
            return "\n".join(self.body_words())[:MAX_BODY_TEXT]

    def body_words(self) -> Iterator[str]:
        """The words of the page beyond title and summary, piece by piece."""
        # A copy: what is gathered for reading words lacks pages, and must not be drawn afterwards.
        yield from words_of_stream(self.body.stream_block.to_python(self.body.get_prep_value()))


def image_key(**kwargs: Any) -> Any:
    """A reference to a picture that outlives it."""
    options = {"null": True, "blank": True, "on_delete": models.SET_NULL, "related_name": "+"}
    return models.ForeignKey("media.AgencyImage", **{**options, **kwargs})


def facts_with_words(*facts: dict[str, str]) -> list[dict[str, str]]:
    """Those facts for components/facts.html that a page has words for."""
    return [fact for fact in facts if fact["text"]]


def telephone_link(number: str) -> str:
    """The address that dials a number as people write it."""
    return "tel:" + "".join(sign for sign in number if sign.isdigit() or sign == "+")


def web_address(verbose_name: Any, **kwargs: Any) -> Any:
    """A link that readers follow: on the web, and never something that a browser would run."""
    validator = URLValidator(["http", "https"], message=_("Write a whole web address, such as https://example.org/."))
    return models.URLField(verbose_name, max_length=500, blank=True, validators=[validator], **kwargs)


def refuse_other_agencys(instance: Any, name: str) -> None:
    """Raise ValidationError where the field holds something of another agency, as if it did not exist."""
    chosen = getattr(instance, name)
    scope = current_scope()
    # A page that has no place in the tree yet belongs to the agency in scope.
    owner = instance.agency_id or (scope.agency.pk if scope and scope.agency else None)
    if chosen is not None and chosen.agency_id != owner:
        raise ValidationError({name: _("Choose something of your agency.")})
