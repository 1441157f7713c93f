"""The platform's half of bench_content: pages of two and of twenty blocks, a picture from upload to its sizes."""

import time
from gzip import compress
from pathlib import Path
from statistics import median
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.management import call_command

from benchmarks.measuring import Server, count_queries, cpu_ms, report
from benchmarks.page_content import body, items
from benchmarks.platform_page import build
from govcms.content.bodies import forget_bodies
from govcms.content.demo.pictures import draw_picture
from govcms.content.models import StandardPage
from govcms.content.pictures import ALL_SPECS
from govcms.media.models import AgencyDocument, AgencyImage
from govcms.pages.bulk import NewPage, write_pages
from govcms.pages.models import Page
from tenants.models import Agency
from tenants.scope import tenant_scope

ROOT = Path(__file__).resolve().parent.parent
CSS = ROOT / "themes" / "static" / "themes" / "dist" / "app.css"
# As telephones and cameras upload them.
PHOTO = (4000, 3000)


def upload(agency: Agency, picture: bytes, number: int) -> AgencyImage:
    """Store a picture as the form does."""
    image = AgencyImage(
        title=f"Picture {number}",
        alt_text="A harbour",
        collection=agency.root_collection,
        file=ImageFile(ContentFile(picture), name=f"picture-{number}.jpg"),
    )
    image.save()
    return image


def twenty_blocks(pages: list[int], images: list[int], documents: list[int]) -> list[dict[str, Any]]:
    """Two times eight blocks with their pictures, then four more: twenty blocks, ten pictures."""
    first = body(pages=pages, images=images[:4], documents=documents)
    second = body(pages=pages, images=images[4:8], documents=documents)
    pictures = [{"type": "image", "value": {"image": pk, "alt_text": "", "caption": "The quay"}} for pk in images[8:10]]
    sections = items({"heading": "Abroad", "text": "<p>Apply at an embassy.</p>"})
    last = [
        {"type": "heading", "value": {"text": "After that", "level": "h2"}},
        {"type": "accordion", "value": {"sections": sections}},
    ]
    return [*first, *second, *pictures, *last]


def sizes_ms(agency: Agency, picture: bytes) -> float:
    """Milliseconds from an upload until every size that pages show is drawn; the median of five pictures."""
    taken = []
    for number in range(5):
        start = time.perf_counter()
        image = upload(agency, picture, number)
        image.get_renditions(*ALL_SPECS)
        taken.append((time.perf_counter() - start) * 1000)
    return round(median(taken))


def main() -> None:
    """Measure a page with one picture, one page and one document and one of twenty blocks in the same process."""
    call_command("migrate", verbosity=0)
    agency, agency_site, linked = build()
    small = draw_picture(kind="harbour", seed=1, size=(1600, 900), palette="day")
    with tenant_scope(agency):
        images = [upload(agency, small, number).pk for number in range(10)]
        documents = list(AgencyDocument.objects.values_list("pk", flat=True)[:3])
    home = Page.objects.get(pk=agency_site.site.root_page_id)
    card = {"title": "Quay", "text": "", "page": linked[0].pk, "url": "", "image": images[0]}
    one = [
        {"type": "card_grid", "value": {"cards": items(card)}},
        {"type": "document_list", "value": {"title": "", "documents": items(documents[0])}},
    ]
    twenty = twenty_blocks([page.pk for page in linked], images, documents)
    assert len(twenty) == 20
    measured = {"one": one, "twenty": twenty}
    pages = [NewPage(StandardPage(title=name, slug=name, body=blocks)) for name, blocks in measured.items()]
    write_pages(parent=home, pages=pages)
    server = Server(agency_site.site.hostname)
    figures: dict[str, object] = {}
    for name in measured:
        content = server.get(f"/{name}/")
        figures |= {
            f"{name}: queries": count_queries(server, f"/{name}/"),
            f"{name}: cpu_ms": cpu_ms(server, f"/{name}/"),
            f"{name}: cpu_ms body drawn anew": cpu_ms(server, f"/{name}/", before=forget_bodies),
            f"{name}: HTML bytes compressed": len(compress(content)),
        }
    figures["CSS bytes compressed"] = len(compress(CSS.read_bytes()))
    figures["sizes of a picture"] = len(ALL_SPECS)
    photo = draw_picture(kind="harbour", seed=2, size=PHOTO, palette="day")
    with tenant_scope(agency):
        figures["12-megapixel picture, upload to all sizes, ms"] = sizes_ms(agency, photo)
        figures["1.4-megapixel picture, upload to all sizes, ms"] = sizes_ms(agency, small)
    report(**figures)
