"""Sites at the edge: one of next to nothing, one of words that nothing breaks, one of 200 of everything.

Made inside the running installation: name, header, menu, alert and footer are as extreme as the pages are.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import cycle
from typing import Any

from django.db import models
from django.utils import timezone

from govcms.content.blocks import BodyBlock
from govcms.content.models import ListingPage, Menu, SiteAlert, SiteSettings, Snippet, StandardPage
from govcms.media.models import AgencyDocument, AgencyImage
from govcms.pages.bulk import NewPage, write_pages
from govcms.pages.models import Page, Topic
from tenants.models import AgencySite
from tenants.scope import tenant_scope
from tests.content.extremes import EXTREMES, LONG_WORDS, MANY, Filling, blocks_with_items
from tests.factories import AgencyFactory, DocumentFactory, ImageFactory, launched
from tests.isolation.canaries.pages import page_types

# Wide, high and square.
_SIZES = ((1600, 900), (400, 900), (700, 700))


def make(*names: str) -> None:
    """The sites with these names of ``EXTREMES``, each of an agency of that key; /axe/ has its pages."""
    for name in names:
        filling = EXTREMES[name]
        agency = AgencyFactory(key=name, name=filling.text(max_length=90))
        site = launched(agency)
        with tenant_scope(agency):
            _fill(site, filling)


def _fill(site: AgencySite, filling: Filling) -> None:
    home: Any = site.site.root_page.specific
    topics = [
        Topic.objects.create(key=f"{filling.name}-{number}", name=filling.text(number, 120))
        for number in range(min(filling.items, 30))
    ]
    section = _page(home, StandardPage, filling, slug="axe", body="[]")
    filling = replace(filling, targets=_targets(site, filling, section))
    for name, value in {**filling.fields(type(home)), "body": filling.stored_body()}.items():
        setattr(home, name, value)
    home.save_revision().publish()
    _fill_frame(site, filling)
    _page(section, StandardPage, filling, slug="all-blocks", body=filling.stored_body())
    for model in page_types():
        # What is particular of the type; the blocks have a page of their own.
        has_blocks = isinstance(model._meta.get_field("body").stream_block, BodyBlock)
        page = _page(section, model, filling, **({"body": filling.stored_body("quote")} if has_blocks else {}))
        page.topics.set(topics)
        page.save()
    if filling.name == LONG_WORDS.name:
        withdrawn = {"withdrawn_at": timezone.localdate(), "withdrawn_reason": filling.text(2, 300)}
        _page(section, StandardPage, filling, slug="withdrawn", **withdrawn)
    if filling.name == MANY.name:
        for name in blocks_with_items():
            _page(section, StandardPage, filling, slug=f"many-{name}", body=filling.stored_body(name))
        _fill_list(home, filling, topics)


def _page(parent: Page, model: type[Page], filling: Filling, **given: Any) -> Any:
    title = filling.text(max_length=160)
    fields = {"title": title, "slug": model._meta.model_name, "summary": filling.fields(Page).get("summary", "")}
    [page] = write_pages(parent=parent, pages=[NewPage(model(**{**fields, **filling.fields(model), **given}))])
    return model.objects.get(pk=page.pk)


def _targets(site: AgencySite, filling: Filling, page: Page) -> dict[type[models.Model], list[Any]]:
    words = {"alt_text": filling.text(max_length=250), "credit": filling.text(1, 200)}
    images = [
        ImageFactory(agency=site.agency, size=size, title=filling.text(number, 200), **words)
        for number, size in enumerate(_SIZES)
    ]
    documents = [DocumentFactory(agency=site.agency, title=filling.text(number, 200)) for number in range(2)]
    found = {Page: [Page.objects.get(pk=page.pk)], AgencyImage: images, AgencyDocument: documents}
    content = replace(filling, targets=found).fields(Snippet)["content"]
    return {**found, Snippet: [Snippet.objects.create(agency=site.agency, name="Desk", content=content)]}


def _fill_frame(site: AgencySite, filling: Filling) -> None:
    """What stands around each page of the site."""
    own = {"agency": site.agency, "agency_site": site}
    for model in (SiteSettings, Menu):
        model.objects.filter(agency_site=site).delete()
        # The name stands beside the letter that takes the place of a logo.
        without = {"logo": None, "logo_has_name": False} if model is SiteSettings else {}
        model.objects.create(**{**filling.fields(model), **without}, **own, language="en")
    if not filling.is_least:
        words = filling.fields(SiteAlert) | {"on_all_sites": False, "ends_at": timezone.now() + timedelta(days=9)}
        SiteAlert.objects.create(**words, **own)


def _fill_list(home: Page, filling: Filling, topics: list[Topic]) -> None:
    """A list of as many pages as there are items, of every type that a list may hold."""
    listing = _page(home, ListingPage, filling, slug="list", body="[]")
    types = zip(range(filling.items), cycle(listing.allowed_subpage_models()), strict=False)
    pages = []
    for number, model in types:
        # As a page of its type, without what is long.
        fields = {
            field.name: filling.text(number, field.max_length)
            for field in model._meta.local_fields
            if type(field) is models.CharField and not field.choices
        }
        page = model(title=filling.text(number), summary=filling.text(number), **fields)
        page.topics = [topics[number % len(topics)]]
        pages.append(NewPage(page))
    write_pages(parent=listing, pages=pages)
