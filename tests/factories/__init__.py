"""Makes agencies, people, pages and files as the product makes them: through its actions."""

from tests.factories.agencies import AgencyFactory, MemberFactory, launched
from tests.factories.media import DocumentFactory, ImageFactory
from tests.factories.pages import ListingPageFactory, NewsPageFactory, PageFactory, StandardPageFactory

__all__ = [
    "AgencyFactory",
    "DocumentFactory",
    "ImageFactory",
    "ListingPageFactory",
    "MemberFactory",
    "NewsPageFactory",
    "PageFactory",
    "StandardPageFactory",
    "launched",
]
