"""The demo: an invented country's portal, agencies and people, from the files in ``govcms/content/demo``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from govcms.content.site_content.files import read_site_content, read_toml
from govcms.content.site_content.template import FOLDER as TEMPLATES
from govcms.content.site_content.template import FileSiteTemplate
from govcms.pages.models import Topic
from tenants.actions import add_member, create_agency, ensure_platform, launch_site
from tenants.addresses import root_url_of
from tenants.models import PLATFORM_KEY, Agency

FOLDER = Path(__file__).parent.parent / "demo"

# Turns agencies into agencies and shows progress meanwhile.
Progress = Callable[[Iterable[Mapping[str, Any]]], Iterable[Mapping[str, Any]]]


def seed_demo(*, progress: Progress = iter) -> dict[str, Any]:
    """Launch the demo's portal and agencies and add its people; what is there stays as it is.

    Returns what ``demo.json`` says: where the sites and their admins are, and how to sign in.
    """
    described = read_toml(FOLDER / "agencies.toml")
    _write_topics()
    agencies = {}
    for agency in progress(described["agency"]):
        agencies[agency["key"]] = _launch(agency)
    with transaction.atomic():
        accounts = [_add_person(person, agencies) for person in described["person"]]
    return {
        "portal": _url(settings.BASE_HOST),
        "start": _url(f"admin.{settings.BASE_HOST}"),
        "agencies": [
            {
                "key": agency["key"],
                "name": agency["name"],
                "host": _host(agency),
                "admin_host": agencies[agency["key"]].admin_host,
                "url": _url(_host(agency)),
                "admin_url": _url(agencies[agency["key"]].admin_host),
            }
            for agency in described["agency"]
        ],
        "accounts": accounts,
    }


def write_demo_file(said: Mapping[str, Any]) -> Path:
    """Store what ``seed_demo`` returned for people and scripts; nobody ever sees half a file."""
    file = Path(settings.DATA_DIR, "demo.json")
    draft = file.with_suffix(".draft")
    draft.write_text(json.dumps(said, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    draft.replace(file)
    return file


def is_demo_unfinished() -> bool:
    """Whether the database is empty, or holds no more than a demo that was interrupted."""
    if Path(settings.DATA_DIR, "demo.json").exists():
        return False
    keys = {described["key"] for described in read_toml(FOLDER / "agencies.toml")["agency"]}
    return not Agency.objects.exclude(key__in=keys).exists()


def demo_password(email: str) -> str:
    """The password of a demo account: easy to type, one for each person, and for nothing but a demo."""
    return f"demo-{email.partition('@')[0].replace('.', '-')}"


@transaction.atomic
def _write_topics() -> None:
    for topic in read_toml(FOLDER / "topics.toml")["topic"]:
        Topic.objects.get_or_create(
            key=topic["key"],
            defaults={
                "name": topic["name"],
                "names": topic.get("names", {}),
                "description": topic.get("description", ""),
            },
        )


@transaction.atomic
def _launch(described: Mapping[str, Any]) -> Agency:
    facts = {"name": described["name"], "area": described["area"], "time_zone": described["time_zone"]}
    key = described["key"]
    agency = ensure_platform(**facts) if key == PLATFORM_KEY else create_agency(key=key, **facts)
    template = FileSiteTemplate(described["template"], read_site_content(TEMPLATES / described["template"]))
    launch_site(
        agency=agency,
        name=described["name"],
        host=_host(described),
        template=template.with_layer(FOLDER / key),
        preset=described["preset"],
        live=True,
    )
    return agency


def _add_person(person: Mapping[str, Any], agencies: Mapping[str, Agency]) -> dict[str, Any]:
    password = demo_password(person["email"])
    for key in person["agencies"]:
        add_member(
            email=person["email"],
            agency=agencies[key],
            role=person["role"],
            name=person["name"],
            password=password,
        )
    return {
        "email": person["email"],
        "password": password,
        "name": person["name"],
        "agencies": person["agencies"],
        "role": person["role"],
    }


def _host(described: Mapping[str, Any]) -> str:
    base: str = settings.BASE_HOST
    return f"{described['host']}.{base}" if described["host"] else base


def _url(host: str) -> str:
    return root_url_of(host) + "/"
