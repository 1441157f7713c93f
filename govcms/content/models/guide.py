"""The guide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.url_routing import RouteResult

from govcms.content.blocks.guide import PRINT_SLUG, GuideBlock
from govcms.content.linked import address_for, rendering_with
from govcms.content.models.base import BELOW_SECTIONS, ContentPage
from govcms.content.outline import free_name


@dataclass(frozen=True, slots=True)
class GuidePart:
    """One part of a guide; the first stands at the address of the guide itself."""

    # What stays the same when title and address change; empty where it was never stored.
    key: str
    title: str
    slug: str
    # A stream of the blocks of a body, not yet turned into objects.
    body: Any


class GuidePage(ContentPage):
    """A long subject in several parts, each at an address of its own."""

    # The parts stand in place of the blocks of other pages: whatever reads a body reads them.
    body = StreamField(GuideBlock(), verbose_name=_("parts"))

    parent_page_types: ClassVar[list[str]] = BELOW_SECTIONS
    subpage_types: ClassVar[list[str]] = []
    template = "content/guide_page.html"
    print_template = "content/guide_print.html"
    name_for_readers = _("guide")
    page_description = _("Explains a long subject in parts that readers go through one by one, or print as a whole.")
    preview_modes: ClassVar[list[tuple[str, Any]]] = [("", _("First part")), (PRINT_SLUG, _("All parts"))]

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    @property
    def parts(self) -> list[GuidePart]:
        """The parts in their order, each with an address that no other has."""
        block = self.body.stream_block.child_blocks["part"].child_blocks["body"]
        taken: set[str] = set()
        parts = []
        for item in self.body.raw_data:
            value = item["value"]
            slug = value.get("slug") or slugify(value["title"], allow_unicode=True) or "part"
            body = block.to_python(value.get("body") or [])
            parts.append(GuidePart(item.get("id") or "", value["title"], free_name(slug, taken), body))
        return parts

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """The guide itself, all of it for printing, or one of its parts."""
        if self.live and len(path_components) == 1:
            [slug] = path_components
            if slug == PRINT_SLUG or slug in {part.slug for part in self.parts}:
                return RouteResult(self, kwargs={"part": slug})
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: Any, part: str = "", **kwargs: Any) -> HttpResponse:
        """A part of the guide; the first has no second address."""
        parts = self.parts
        if parts and part == parts[0].slug:
            return HttpResponseRedirect(self.get_url(request) or "/")
        return super().serve(request, *args, part=part, **kwargs)

    def get_template(self, request: HttpRequest, *args: Any, part: str = "", **kwargs: Any) -> str:
        """Another template for all parts on one page."""
        return self.print_template if part == PRINT_SLUG else self.template

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The first part, or all of them."""
        return self.get_template(request, part=mode_name)

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The first part, or all of them."""
        return self.get_context(request, part=mode_name)

    def get_context(self, request: HttpRequest, *args: Any, part: str = "", **kwargs: Any) -> dict[str, Any]:
        """The part that was asked for, and the way to the others."""
        context = super().get_context(request, *args, **kwargs)
        parts = self.parts
        with rendering_with(context["linked"]):
            address = address_for(self)
        links = [
            {"title": each.title, "url": f"{address}{each.slug}/" if number else address, "current": False}
            for number, each in enumerate(parts)
        ]
        context |= {"parts": parts, "links": links, "print_url": f"{address}{PRINT_SLUG}/"}
        if part == PRINT_SLUG:
            context["meta"].robots = "noindex"
        elif parts:
            number = next((at for at, each in enumerate(parts) if each.slug == part), 0)
            if part and not number:
                raise Http404
            self._show(context, number)
        return context

    def _show(self, context: dict[str, Any], number: int) -> None:
        parts, links = context["parts"], context["links"]
        links[number]["current"] = True
        context |= {
            "part": parts[number],
            "previous": links[number - 1] if number else None,
            "next": links[number + 1] if number + 1 < len(links) else None,
        }
        if number:
            meta = context["meta"]
            meta.title = gettext("%(part)s: %(guide)s") % {"part": parts[number].title, "guide": meta.title}
            meta.canonical_url = f"{meta.canonical_url}{parts[number].slug}/"
            # Another language may have other parts.
            meta.alternates = []
