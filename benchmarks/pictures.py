"""One store's half of bench_files: run in a process of its own by ``benchmarks.start``."""

import random
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from statistics import median
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from PIL import Image

from benchmarks.measuring import report
from govcms.content.pictures import BODY, draw_all
from govcms.identity.models import User
from govcms.media.models import AgencyImage, Rendition
from tenants.actions import add_member, create_agency, launch_site
from tenants.models import Agency, Role
from tenants.registry import find_site_template

_PICTURES = 25
_SIZE = (1600, 900)


def main() -> None:
    """Upload pictures one by one as an editor does, and look at each as a citizen does."""
    call_command("migrate", verbosity=0)
    agency = create_agency(key="health", name="Ministry of Health")
    host = f"health.{settings.BASE_HOST}"
    launch_site(agency=agency, name=agency.name, host=host, template=find_site_template("blank"), live=True)
    agency.refresh_from_db()
    add_member(email="editor@health.example", agency=agency, role=Role.EDITOR)
    editor = Client(headers={"host": f"health.admin.{settings.BASE_HOST}"})
    editor.force_login(User.objects.get(email="editor@health.example"))
    citizen = Client(headers={"host": host})
    taken: dict[str, list[float]] = defaultdict(list)
    try:
        for number in range(_PICTURES + 1):
            with timed(taken, "upload"):
                image = uploaded(editor, agency, number)
            with timed(taken, "first view"):
                path = urlsplit(image.get_rendition("width-800|format-webp").url).path
                see(citizen, path)
            with timed(taken, "later view"):
                see(citizen, path)
            # What a worker does after an upload; nobody waits for it.
            with timed(taken, "the other sizes, AVIF too"):
                draw_all(image)
            for format in ("avif", "webp"):
                sizes = image.renditions.filter(filter_spec__in=BODY.specs(format))
                taken[f"three widths in {format}, KB"].append(sum(size.file.size for size in sizes) / 1024)
    finally:
        remove_files()
    # The first one opens connections and fills caches, as any process does once.
    report(**{name: round(median(values[1:]), 1) for name, values in taken.items()})


@contextmanager
def timed(taken: dict[str, list[float]], name: str) -> Iterator[None]:
    """Note the milliseconds that pass, and those of them that the processor works for this process."""
    start, cpu_start = time.perf_counter(), time.process_time()
    yield
    taken[f"{name}, ms"].append((time.perf_counter() - start) * 1000)
    taken[f"{name}, of it processor ms"].append((time.process_time() - cpu_start) * 1000)


def uploaded(editor: Client, agency: Agency, number: int) -> AgencyImage:
    """A new picture, sent by the form of the admin."""
    title = f"Picture {number}"
    form = {
        "title": title,
        "alt_text": "A pattern",
        "file": SimpleUploadedFile(f"picture-{number}.jpg", drawn(number), content_type="image/jpeg"),
        "collection": agency.root_collection_id,
    }
    response = editor.post("/admin/images/add/", form)
    if response.status_code != 302:
        raise SystemExit(f"The form for a picture answers {response.status_code}.")
    image: AgencyImage = AgencyImage._base_manager.get(title=title)
    return image


def drawn(seed: int) -> bytes:
    """A picture of noise, which no format makes much smaller."""
    noise = Image.frombytes(
        "RGB", (_SIZE[0] // 2, _SIZE[1] // 2), random.Random(seed).randbytes(_SIZE[0] * _SIZE[1] // 4 * 3)
    )
    file = BytesIO()
    noise.resize(_SIZE).save(file, "JPEG", quality=95)
    return file.getvalue()


def see(citizen: Client, path: str) -> None:
    """The file, whole."""
    response = citizen.get(path)
    if response.status_code != 200:
        raise SystemExit(f"{path} answers {response.status_code}.")
    b"".join(response)


def remove_files() -> None:
    """Leave nothing in the store."""
    for model, store in ((AgencyImage, "default"), (Rendition, "public")):
        for name in model._base_manager.values_list("file", flat=True):
            storages[store].delete(name)
