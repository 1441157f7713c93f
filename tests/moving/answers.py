"""What an installation says to citizens and staff, and what its tables hold.

Run as ``python -m tests.moving.answers rows site`` in a process whose settings name the installation; two that say the
same are the same.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django

_QUERIES = ("harbour", "vaccination", "driving licence", "bins", "flood")


def main() -> None:
    """Print the parts that are asked for, as one line of JSON."""
    django.setup()
    parts = {"rows": rows, "site": site}
    sys.stdout.write(f"ANSWERS {json.dumps({name: parts[name]() for name in sys.argv[1:]})}\n")


def rows() -> dict[str, str]:
    """The number of rows of each model, and a sum over what Django reads of them."""
    from django.apps import apps
    from django.core import serializers

    found = {}
    for model in apps.get_models():
        # The search of the admin is made anew, and the log has one entry more.
        if not model._meta.managed or model._meta.proxy or model._meta.app_label == "wagtailsearch":
            continue
        kept = model._base_manager.all()
        if model._meta.label == "tenants.AuditEntry":
            kept = kept.exclude(action__startswith="moving.")
        if model._meta.label == "tenants.UnsealedEntry":
            kept = kept.exclude(entry__action__startswith="moving.")
        lines = sorted(plain(model, row) for row in serializers.serialize("python", kept))
        found[model._meta.label] = f"{len(lines)} {digest(chr(10).join(lines).encode())}"
    return found


def plain(model: Any, row: dict[str, Any]) -> str:
    """A row as text, in which the order of a JSON object does not show: PostgreSQL does not keep it."""
    fields = row["fields"]
    for field in model._meta.local_concrete_fields:
        if field.get_internal_type() == "JSONField" and isinstance(fields.get(field.name), str):
            fields[field.name] = json.loads(fields[field.name])
    return json.dumps(row, default=str, sort_keys=True)


def site() -> dict[str, Any]:
    """Every public page with its pictures and documents, searches, and who can sign in where."""
    from django.conf import settings
    from django.test import Client

    from govcms.media.models import AgencyDocument, Rendition
    from search.models import Entry

    found: dict[str, Any] = {}
    # First, since what people look at has pictures made that the public may ask for too.
    for account in json.loads(Path(settings.DATA_DIR, "demo.json").read_text(encoding="utf-8"))["accounts"]:
        found[f"account {account['email']}"] = list(screens(account))
    hosts: dict[int, str] = {}
    for entry in Entry.objects.select_related("agency_site").order_by("pk"):
        host = entry.agency_site.domains.order_by("-is_primary", "pk")[0].host
        hosts.setdefault(entry.agency_site.agency_id, host)
        found[f"page {host}{entry.path}"] = answer(Client(), host, entry.path)
    for rendition in Rendition._base_manager.select_related("image").order_by("pk"):
        host = hosts[rendition.image.agency_id]
        found[f"picture {rendition.url}"] = answer(Client(), host, urlsplit(rendition.url).path)
    for document in AgencyDocument._base_manager.order_by("pk"):
        host = hosts[document.agency_id]
        found[f"document {document.uid}"] = answer(Client(), host, f"/documents/{document.uid}/")
    for query in _QUERIES:
        found[f"search {query}"] = answer(Client(), settings.BASE_HOST, f"/search/?q={query}")
    return found


def screens(account: dict[str, Any]) -> Iterator[int]:
    """What somebody gets who signs in by password, and looks at her agency's pictures."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    start = {"host": f"admin.{settings.BASE_HOST}"}
    form = {"username": account["email"], "password": account["password"]}
    yield client.post("/admin/login/", form, headers=start).status_code
    yield client.get("/", headers=start).status_code
    for key in account["agencies"]:
        for path in ("/admin/", "/admin/images/", "/admin/pages/"):
            yield client.get(path, headers={"host": f"{key}.admin.{settings.BASE_HOST}"}).status_code


def answer(client: Any, host: str, path: str) -> str:
    """Status and content."""
    response = client.get(path, headers={"host": host})
    content = b"".join(response) if response.streaming else response.content
    return f"{response.status_code} {digest(content)}"


def digest(content: bytes) -> str:
    """A short name of a content."""
    return hashlib.sha256(content).hexdigest()[:16]


if __name__ == "__main__":
    main()
