"""Tags of the page templates."""

from hashlib import sha256
from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.utils.safestring import SafeString
from wagtail.templatetags.wagtailcore_tags import richtext

from govcms.content import pictures
from govcms.content.blocks.chart import Kind as ChartKind
from govcms.content.blocks.steps import numbered
from govcms.content.bodies import body_html
from govcms.content.chart_drawing import draw_bars, draw_lines
from govcms.content.chrome import Chrome, site_chrome
from govcms.content.frame import footer_html, header_html
from govcms.content.journeys import Journey, journeys_through
from govcms.content.linked import Linked, address_for, rendering_with
from govcms.content.outline import Outline
from govcms.content.structured_data import structured_data
from tenants.addresses import address_map
from tenants.scope import current_scope

register = template.Library()

_USES = {"body": pictures.BODY, "card": pictures.CARD, "hero": pictures.HERO}


class LinkedNode(template.Node):
    """Renders what it encloses with the objects gathered for the page."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        """Render, taking linked objects from the context's ``linked``."""
        with rendering_with(context.get("linked") or Linked()):
            return self.nodelist.render(context)


@register.tag
def linked(parser: Parser, token: Token) -> LinkedNode:
    """``{% linked %}…{% endlinked %}``: blocks and rich text within ask the database nothing."""
    nodelist = parser.parse(["endlinked"])
    parser.delete_first_token()
    return LinkedNode(nodelist)


@register.simple_tag(takes_context=True)
def draw_body(context: template.Context, stream: Any, template: str, contents: bool = False) -> str:
    """A body of blocks in a template of its own, which sees the body and nothing else of the page."""
    return body_html(stream, context.get("linked") or Linked(), template=template, contents=contents)


@register.simple_tag
def picture(image: Any, use: str, alt: str | None = None) -> pictures.Picture | None:
    """An image for components/image.html, in the sizes of its use: body, card or hero."""
    return pictures.picture_of(image, _USES[use], alt=alt)


@register.simple_tag
def table_of(table: Any) -> dict[str, Any]:
    """A table for components/table.html."""
    return {
        "caption": table.caption,
        "columns": [
            {"heading": column["heading"], "numeric": column["block"].name == "number"} for column in table.columns
        ],
        "rows": [[cell.value if cell.value is not None else "" for cell in row] for row in table.rows],
    }


@register.simple_tag
def cards_of(grid: Any) -> list[dict[str, Any]]:
    """The cards of a grid for components/card_grid.html; their pictures are decorative beside the title."""
    return [
        {
            "title": card["title"],
            "url": card.link,
            "text": card.words,
            "languages": card.languages,
            "image": pictures.picture_of(card.get("image"), pictures.CARD, alt=""),
        }
        for card in grid["cards"]
    ]


@register.simple_tag
def gallery_of(block: Any) -> list[dict[str, Any]]:
    """The pictures of a gallery for components/gallery.html; those that cannot be drawn are left out."""
    found = []
    for item in block["pictures"]:
        small = pictures.picture_of(item.get("image"), pictures.CARD, alt=item.alt)
        large = pictures.picture_of(item.get("image"), pictures.BODY)
        if small and large:
            found.append(
                {"image": small, "large_url": large.largest, "caption": item["caption"], "credit": small.credit}
            )
    return found


@register.simple_tag
def links_of(links: Any) -> list[dict[str, Any]]:
    """Links for components/link_list.html; those to pages that are not live are left out."""
    return [
        {"title": link.name, "url": link.link, "text": link.words, "languages": link.languages}
        for link in links
        if link.link
    ]


@register.simple_tag
def links_to(pages: Any) -> list[dict[str, Any]]:
    """Pages as links for components/link_list.html, by their own titles and summaries."""
    return [
        {
            "title": page.title,
            "url": address_for(page),
            "text": page.summary,
            "languages": dict.fromkeys(("title", "text"), address_map.language_of(page.path)),
        }
        for page in pages
        if page is not None and page.live
    ]


@register.simple_tag
def document_of(document: Any) -> dict[str, Any] | None:
    """A document as components name it; None for one that was deleted."""
    if document is None:
        return None
    return {
        "title": document.title,
        "url": document.url,
        "file_type": document.file_extension.upper(),
        "size": document.file_size or 0,
        "pages": document.page_count,
        "language": document.language_name,
        # The title in the library is that of the file, whatever page shows it.
        "title_language": document.known_language,
    }


@register.simple_tag
def documents_of(block: Any) -> list[dict[str, Any]]:
    """The documents of a list for components/document_list.html; deleted ones are left out."""
    return [found for document in block["documents"] if (found := document_of(document)) is not None]


@register.simple_tag
def chart_of(block: Any) -> dict[str, Any] | None:
    """The drawing and the table of a chart; None where its text holds no figures."""
    data = block.figures
    if data is None:
        return None
    # The same figures under the same title are the same drawing, wherever it stands.
    key = sha256(repr((block["title"], block["kind"], data)).encode()).hexdigest()[:10]
    return {
        "id": f"chart-{key}",
        "drawing": draw_lines(data) if block["kind"] == ChartKind.LINE else draw_bars(data),
        "series": data.series,
        "columns": [{"heading": data.corner}, *({"heading": name, "numeric": True} for name in data.series)],
        "rows": [[name, *(figure.written for figure in figures)] for name, figures in data.rows],
        "document": document_of(block["document"]),
    }


@register.simple_tag
def documents_in(attachments: Any) -> list[dict[str, Any]]:
    """The files of a publication for components/document_list.html; deleted ones are left out.

    What was written of a file goes before what the library has read in it.
    """
    return [
        {
            **found,
            **{name: value[name] for name in ("title", "pages", "language") if value.get(name)},
            "title_language": "" if value.get("title") else found["title_language"],
        }
        for value in (attachment.value for attachment in attachments)
        if (found := document_of(value.get("document"))) is not None
    ]


@register.simple_tag
def steps_of(body: Outline) -> list[dict[str, Any]]:
    """The steps of a journey for components/steps.html; links to pages that are not live are left out."""
    values = [part.block.value for part in body.parts]
    return [
        {
            "title": value["title"],
            "number": number,
            "joins": joins,
            "is_optional": value.get("is_optional"),
            "text": richtext(value["text"]) if value.get("text") else "",
            "links": [link for value in value.get("links") or [] if (link := _step_link(value))],
        }
        for value, (number, joins) in zip(values, numbered(value["follows"] for value in values), strict=True)
    ]


def _step_link(value: Any) -> dict[str, Any] | None:
    page = value.get("page")
    url = address_for(page) if page is not None and page.live else value.get("url")
    own_title = value.get("title")
    title = own_title or (page.title if page is not None else "")
    if not url or not title:
        return None
    language = "" if own_title or page is None else address_map.language_of(page.path)
    return {"title": title, "url": url, "note": value.get("note"), "language": language, "is_elsewhere": page is None}


@register.simple_tag(takes_context=True)
def journeys_of(context: template.Context, page: Any) -> list[Journey]:
    """The step by steps that the page is part of, for components/part_of.html."""
    request = context.get("request")
    return journeys_through(page, context.get("chrome"), path=request.path if request else "")


@register.simple_tag(takes_context=True)
def about_page(context: template.Context) -> SafeString:
    """What the page is about, for search engines; within ``linked``, since it takes what was gathered."""
    known: Any = context.flatten()
    return structured_data(context["page"], known)


@register.simple_tag
def agency_chrome() -> Chrome | None:
    """The chrome of the first site of the agency in scope: block previews are drawn on no site's host."""
    scope = current_scope()
    if scope is None or scope.agency is None:
        return None
    agency_site = scope.agency.sites.select_related("agency", "site").order_by("pk").first()
    return site_chrome(agency_site, agency_site.default_language) if agency_site is not None else None


@register.simple_tag(takes_context=True)
def site_header(context: template.Context, hide_search: bool = False) -> str:
    """The header of the site, with the entries for this page marked."""
    chrome, request = context.get("chrome"), context.get("request")
    return header_html(chrome, request.path if request else "", hide_search=hide_search) if chrome else ""


@register.simple_tag(takes_context=True)
def site_footer(context: template.Context) -> str:
    """The footer of the site."""
    chrome = context.get("chrome")
    return footer_html(chrome) if chrome else ""
