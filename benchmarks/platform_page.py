"""The platform's half of bench_page: run in a process of its own by ``benchmarks.start``."""

import sys
import time
from io import BytesIO
from statistics import median

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.db import connection
from PIL import Image
from wagtail.models import Locale, Site
from wagtail.rich_text import expand_db_html

from benchmarks.measuring import Server, count_queries, cpu_ms, report
from benchmarks.page_content import FOOTER, MENU, body
from govcms.content.bodies import forget_bodies
from govcms.content.chrome import forget_chromes
from govcms.content.models import Menu, StandardPage
from govcms.media.models import AgencyDocument, AgencyImage
from govcms.pages.bulk import NewPage, write_pages
from govcms.pages.models import Page
from tenants.actions import create_agency, launch_site
from tenants.addresses import address_map
from tenants.models import Agency, AgencySite, Domain, HostMapVersion
from tenants.registry import find_site_template
from tenants.scope import tenant_scope

PATH = "/deep/page/"
LINKS = 50


def build() -> tuple[Agency, AgencySite, list[Page]]:
    """An agency with a site, its menus and the measured page."""
    agency = create_agency(key="health", name="Ministry of Health")
    host = f"health.{settings.BASE_HOST}"
    launch_site(agency=agency, name=agency.name, host=host, template=find_site_template("blank"), live=True)
    agency.refresh_from_db()
    agency_site = agency.sites.get()
    home = agency_site.site.root_page
    titles = [*MENU, *(title for children in MENU.values() for title in children), *FOOTER]
    titles += [f"Linked {number}" for number in range(LINKS)]
    written = write_pages(parent=home, pages=[NewPage(StandardPage(title=title)) for title in titles])
    pages = {page.title: page for page in written}
    with tenant_scope(agency):
        menu, _made = Menu.objects.get_or_create(agency=agency, agency_site=agency_site, language="en")
        menu.items = [
            ("item", {"title": title, "page": pages[title], "children": [{"page": pages[child]} for child in children]})
            for title, children in MENU.items()
        ]
        menu.footer = [("link", {"page": pages[title]}) for title in FOOTER]
        menu.save()
    linked = [pages[f"Linked {number}"] for number in range(LINKS)]
    images = [_image(agency, number).pk for number in range(4)]
    documents = [_document(agency, number).pk for number in range(3)]
    [deep] = write_pages(parent=home, pages=[NewPage(StandardPage(title="Deep", slug="deep"))])
    stored = body(pages=[page.pk for page in linked], images=images, documents=documents)
    write_pages(parent=deep, pages=[NewPage(StandardPage(title="Page", slug="page", summary="In short.", body=stored))])
    return agency, agency_site, linked


def _image(agency: Agency, number: int) -> AgencyImage:
    drawn = BytesIO()
    Image.new("RGB", (1600, 900), (40 * number, 90, 120)).save(drawn, "JPEG")
    file = ImageFile(BytesIO(drawn.getvalue()), name=f"picture-{number}.jpg")
    image = AgencyImage(title=f"Picture {number}", alt_text="A square", file=file, collection=agency.root_collection)
    image.save()
    return image


def _document(agency: Agency, number: int) -> AgencyDocument:
    document = AgencyDocument(title=f"Form {number}", collection=agency.root_collection)
    document.file.save(f"form-{number}.pdf", ContentFile(b"%PDF-1.7"), save=False)
    document.file_size = 8
    document.save()
    return document


def add_sites(number: int) -> None:
    """Rows of ``number`` more agencies with a site each: what the address map and every look-up have to cope with."""
    locale = Locale.objects.get(language_code="en")
    root = Page.objects.get(depth=1)
    content_type = Page.objects.filter(depth=3).values_list("content_type", flat=True)[0]
    shared = {"locale": locale, "content_type_id": content_type, "live": True}
    first = 1 + Page.objects.filter(depth=2).count()
    agencies = Agency.objects.bulk_create(
        Agency(key=f"other-{index}", name=f"Agency {index}", status=Agency.Status.LIVE) for index in range(number)
    )
    homes = []
    for index, agency in enumerate(agencies):
        path = Page._get_path(root.path, 2, first + index)
        slug = agency.key
        homes += [
            Page(title=slug, slug=slug, path=path, depth=2, numchild=1, url_path=f"/{slug}/", agency=agency, **shared),
            Page(
                title=slug, slug="home", path=f"{path}0001", depth=3, url_path=f"/{slug}/home/", agency=agency, **shared
            ),
        ]
    homes = [page for page in Page.objects.bulk_create(homes) if page.depth == 3]
    sites = Site.objects.bulk_create(
        Site(hostname=f"{agency.key}.{settings.BASE_HOST}", root_page=home)
        for agency, home in zip(agencies, homes, strict=True)
    )
    agency_sites = AgencySite.objects.bulk_create(
        AgencySite(agency=agency, site=site, name=agency.name, languages=["en"], default_language="en")
        for agency, site in zip(agencies, sites, strict=True)
    )
    Domain.objects.bulk_create(
        Domain(host=site.hostname, agency_site=agency_site)
        for site, agency_site in zip(sites, agency_sites, strict=True)
    )
    Page.objects.filter(pk=root.pk).update(numchild=first - 1 + number)
    HostMapVersion.bump()


def links_ms(agency: Agency, linked: list[Page]) -> float:
    """Milliseconds for the links of one text with fifty of them, the query for their pages included."""
    html = "".join(f'<p><a linktype="page" id="{page.pk}">x</a></p>' for page in linked)
    taken = []
    with tenant_scope(agency):
        for _ in range(50):
            start = time.process_time()
            assert expand_db_html(html).count("/linked-") == LINKS
            taken.append((time.process_time() - start) * 1000)
    return round(median(taken), 2)


def cold_queries(server: Server) -> int:
    """SQL statements for a page in a process that remembers nothing."""
    forget_chromes()
    address_map.forget()
    return count_queries(server, PATH)


def main() -> None:
    """Measure at one site and at many."""
    sites = int(sys.argv[2])
    call_command("migrate", verbosity=0)
    agency, agency_site, linked = build()
    server = Server(agency_site.site.hostname)
    content = server.get(PATH)
    figures: dict[str, object] = {"bytes": len(content), "database": connection.vendor}
    figures |= {"queries": count_queries(server, PATH), "queries cold": cold_queries(server)}
    figures |= {"cpu_ms": cpu_ms(server, PATH), "50 links ms": links_ms(agency, linked)}
    figures["cpu_ms body drawn anew"] = cpu_ms(server, PATH, before=forget_bodies)
    if sites > 1:
        add_sites(sites - 1)
        server.get(PATH)
        figures |= {
            f"queries at {sites} sites": count_queries(server, PATH),
            f"queries cold at {sites} sites": cold_queries(server),
            f"cpu_ms at {sites} sites": cpu_ms(server, PATH),
            f"50 links ms at {sites} sites": links_ms(agency, linked),
        }
    report(**figures)
