"""Makes agencies, people, pages and files as the product makes them: through its actions."""

from tests.factories.agencies import AgencyFactory, MemberFactory, launched
from tests.factories.media import DocumentFactory, ImageFactory
from tests.factories.pages import (
    EventPageFactory,
    GuidePageFactory,
    ListingPageFactory,
    NewsPageFactory,
    OfficePageFactory,
    PageFactory,
    PersonPageFactory,
    PublicationPageFactory,
    ServicePageFactory,
    StandardPageFactory,
    StepByStepPageFactory,
)

__all__ = [
    "AgencyFactory",
    "DocumentFactory",
    "EventPageFactory",
    "GuidePageFactory",
    "ImageFactory",
    "ListingPageFactory",
    "MemberFactory",
    "NewsPageFactory",
    "OfficePageFactory",
    "PageFactory",
    "PersonPageFactory",
    "PublicationPageFactory",
    "ServicePageFactory",
    "StandardPageFactory",
    "StepByStepPageFactory",
    "launched",
]
