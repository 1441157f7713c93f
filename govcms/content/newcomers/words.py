"""The words of other systems, and what takes their place here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class System:
    """A system that editors come from: its words, ours, and what is different."""

    name: str
    rows: list[tuple[Any, Any, Any]]


SYSTEMS = [
    System(
        "Drupal",
        [
            (_("Content type"), _("Page type"), _("Chosen when a page is made; it stays.")),
            (_("Node"), _("Page"), _("Pages stand below one another: the place decides the address.")),
            (_("Paragraphs, Layout Builder"), _("Body of blocks"), _("One list of blocks; the theme lays them out.")),
            (_("Block, custom block library"), _("Reusable content"), _("Kept once, chosen in pages.")),
            (_("Taxonomy"), _("Topics, tags"), _("Topics are the platform’s; tags of pictures and files are yours.")),
            (_("Views"), _("Listing page"), _("Lists the pages below it by itself.")),
            (_("Media library"), _("Images, Documents"), _("Files are public through the pages that show them.")),
            (_("Moderation state, Workbench"), _("Approval"), _("Editors submit; publishers approve.")),
            (_("Revisions"), _("History"), _("Every save is kept; compare any two and go back.")),
            (_("URL alias, Pathauto, Redirect"), _("Slug, Redirects"), _("A moved page leaves a redirect by itself.")),
            (_("Menu"), _("Settings → Menus"), _("One for each language of a site.")),
            (_("Roles and permissions"), _("People"), _("Four roles, for the agency or for a section.")),
        ],
    ),
    System(
        "WordPress",
        [
            (_("Post"), _("News page"), _("Stands below a listing, newest first.")),
            (_("Page"), _("Standard page"), _("Below another page, as in WordPress.")),
            (_("Gutenberg blocks"), _("Body of blocks"), _("No colours or columns by hand: the theme decides.")),
            (_("Synced pattern, reusable block"), _("Reusable content"), _("A change shows on all pages at once.")),
            (_("Categories and tags"), _("Topics"), _("A list of the platform’s, the same for all agencies.")),
            (_("Media"), _("Images, Documents"), _("Alternative text is asked for at upload.")),
            (_("Excerpt"), _("Summary"), _("What lists and search show.")),
            (_("Featured image"), _("Image of the page"), _("On page types that have one.")),
            (_("Trash"), _("Bin"), _("Thirty days; pages come back at their address.")),
            (_("Plugins"), _("None"), _("What a site needs is built in, and the same for all.")),
            (_("Theme, Customizer"), _("Settings → Theme"), _("Presets and colours that everybody can read.")),
            (_("Publish"), _("Publish, or submit for approval"), _("As your role allows.")),
        ],
    ),
    System(
        "Whitehall",
        [
            (_("Document type, edition"), _("Page type, version"), _("Each save is a version in the history.")),
            (_("Govspeak"), _("Rich text and blocks"), _("Headings, lists and callouts by buttons, without signs.")),
            (
                _("Submit for 2E, force publish"),
                _("Submit for approval"),
                _("A publisher approves it."),
            ),
            (_("Change note, minor change"), _("What readers are told"), _("On the tab Settings of a page.")),
            (_("Attachment"), _("Block “Documents”"), _("With type and size; a page is easier to read.")),
            (_("Topics taxonomy"), _("Topics"), _("On the tab Promote of a page.")),
            (_("Organisation"), _("Agency"), _("Yours alone: you see nobody else’s drafts.")),
            (_("Unpublish, withdraw"), _("Unpublish, withdraw"), _("A withdrawn page stays, under a notice.")),
            (_("Document collection"), _("Listing page"), _("Lists the pages below it.")),
            (_("Fact check"), _("Comments, preview link"), _("Write beside the field that it is about.")),
        ],
    ),
]
