"""Make the stock project in a folder, fill it and measure its page; prints the figures.

Run by benchmarks.bench_page in a process of its own: it must not import the platform.
"""

import os
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

HERE = Path(__file__).resolve().parent
SETTINGS = """
from project.settings.base import *

SECRET_KEY = "measured once"
DEBUG = False
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [*INSTALLED_APPS, "stock", "wagtail.contrib.settings", "wagtail.contrib.typed_table_block"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
"""


def make_project(folder: Path) -> None:
    """What a new Wagtail user types, then the page type of the guide."""
    wagtail = Path(sys.executable).parent / "wagtail"
    subprocess.run([str(wagtail), "start", "project", str(folder)], check=True, capture_output=True)
    (folder / "project/settings/measured.py").write_text(SETTINGS)
    stock = folder / "stock"
    (stock / "templatetags").mkdir(parents=True)
    (stock / "__init__.py").touch()
    (stock / "templatetags/__init__.py").touch()
    shutil.copy(HERE / "models.py", stock / "models.py")
    shutil.copy(HERE / "navigation_tags.py", stock / "templatetags/navigation_tags.py")
    shutil.copytree(HERE / "templates", stock / "templates/stock")


def fill() -> str:
    """The same pages, pictures and documents; returns the path of the measured page."""
    from django.core.files.base import ContentFile
    from django.core.files.images import ImageFile
    from PIL import Image as Picture
    from stock.models import Contact, StockPage
    from wagtail.documents.models import Document
    from wagtail.images.models import Image
    from wagtail.models import Site

    from benchmarks.page_content import FOOTER, MENU, body

    site = Site.objects.get()
    home = site.root_page
    for first, children in MENU.items():
        section = home.add_child(instance=StockPage(title=first, show_in_menus=True))
        for child in children:
            section.add_child(instance=StockPage(title=child, show_in_menus=True))
    for title in FOOTER:
        home.add_child(instance=StockPage(title=title))
    linked = [home.add_child(instance=StockPage(title=f"Linked {number}")).pk for number in range(5)]
    images, documents = [], []
    for number in range(4):
        drawn = BytesIO()
        Picture.new("RGB", (1600, 900), (40 * number, 90, 120)).save(drawn, "JPEG")
        file = ImageFile(BytesIO(drawn.getvalue()), name=f"picture-{number}.jpg")
        images.append(Image.objects.create(title=f"Picture {number}", file=file).pk)
    for number in range(3):
        file = ContentFile(b"%PDF-1.7", name=f"form-{number}.pdf")
        documents.append(Document.objects.create(title=f"Form {number}", file=file, file_size=8).pk)
    Contact.objects.create(site=site, tagline="Care for all", email="a@b.example", footer_text="An official website.")
    deep = home.add_child(instance=StockPage(title="Deep", slug="deep"))
    stored = body(pages=linked, images=images, documents=documents)
    page = deep.add_child(instance=StockPage(title="Page", slug="page", summary="In short.", body=stored))
    page.save_revision().publish()
    return "/deep/page/"


def main() -> None:
    """Make, fill, measure."""
    folder = Path(sys.argv[1])
    make_project(folder)
    sys.path.insert(0, str(folder))
    os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings.measured"
    import django

    django.setup()
    from django.core.cache import cache
    from django.core.management import call_command

    from benchmarks.measuring import Server, count_queries, cpu_ms, report

    call_command("makemigrations", "stock", verbosity=0)
    call_command("migrate", verbosity=0)
    path = fill()
    server = Server("localhost")
    content = server.get(path)
    figures = {"bytes": len(content), "queries": count_queries(server, path)}
    cache.clear()
    figures["queries cold"] = count_queries(server, path)
    report(**figures, cpu_ms=cpu_ms(server, path))


if __name__ == "__main__":
    main()
