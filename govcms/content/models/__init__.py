"""Page types, menus and site settings."""

from govcms.content.models.agencies import AgenciesPage
from govcms.content.models.agency_root import AgencyRoot
from govcms.content.models.approval import Review, RoleApprovalTask
from govcms.content.models.base import ContentPage
from govcms.content.models.document_use import DocumentUse
from govcms.content.models.event import EventPage
from govcms.content.models.guide import GuidePage
from govcms.content.models.home import HomePage
from govcms.content.models.latest_news import LatestNewsPage
from govcms.content.models.listing import ListingPage
from govcms.content.models.menu import Menu
from govcms.content.models.news import NewsPage
from govcms.content.models.office import OfficePage
from govcms.content.models.person import PersonPage
from govcms.content.models.publication import PublicationPage
from govcms.content.models.redirect import Redirect
from govcms.content.models.service import ServicePage
from govcms.content.models.site_alert import SiteAlert
from govcms.content.models.site_settings import SiteSettings
from govcms.content.models.snippet import Snippet
from govcms.content.models.standard import StandardPage
from govcms.content.models.step_by_step import StepByStepPage
from govcms.content.models.step_link import StepLink
from govcms.content.models.translation import Translation

__all__ = [
    "AgenciesPage",
    "AgencyRoot",
    "ContentPage",
    "DocumentUse",
    "EventPage",
    "GuidePage",
    "HomePage",
    "LatestNewsPage",
    "ListingPage",
    "Menu",
    "NewsPage",
    "OfficePage",
    "PersonPage",
    "PublicationPage",
    "Redirect",
    "Review",
    "RoleApprovalTask",
    "ServicePage",
    "SiteAlert",
    "SiteSettings",
    "Snippet",
    "StandardPage",
    "StepByStepPage",
    "StepLink",
    "Translation",
]
