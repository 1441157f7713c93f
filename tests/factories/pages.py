"""Pages: written by the bulk writer, published unless ``live=False``."""

from typing import Any

import factory

from govcms.content.models import (
    EventPage,
    GuidePage,
    ListingPage,
    NewsPage,
    OfficePage,
    PersonPage,
    PublicationPage,
    ServicePage,
    StandardPage,
    StepByStepPage,
)
from govcms.pages.bulk import NewPage, write_pages
from govcms.pages.models import Page


class PageFactory(factory.Factory):
    """A page below ``parent``; any field of its type may be given."""

    class Meta:
        abstract = True

    title = factory.Sequence(lambda number: f"Page {number}")

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, **values: Any) -> Page:
        parent = values.pop("parent")
        [page] = write_pages(parent=parent, pages=[NewPage(model_class(**values))])
        return model_class.objects.get(pk=page.pk)


class StandardPageFactory(PageFactory):
    """A standard page."""

    class Meta:
        model = StandardPage


class ListingPageFactory(PageFactory):
    """A listing page."""

    class Meta:
        model = ListingPage


class NewsPageFactory(PageFactory):
    """A news page."""

    class Meta:
        model = NewsPage


class EventPageFactory(PageFactory):
    """An event."""

    class Meta:
        model = EventPage


class GuidePageFactory(PageFactory):
    """A guide."""

    class Meta:
        model = GuidePage


class OfficePageFactory(PageFactory):
    """An office."""

    class Meta:
        model = OfficePage


class PersonPageFactory(PageFactory):
    """A person."""

    class Meta:
        model = PersonPage


class PublicationPageFactory(PageFactory):
    """A publication."""

    class Meta:
        model = PublicationPage


class ServicePageFactory(PageFactory):
    """A service."""

    class Meta:
        model = ServicePage


class StepByStepPageFactory(PageFactory):
    """A step by step."""

    class Meta:
        model = StepByStepPage
