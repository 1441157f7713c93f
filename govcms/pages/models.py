"""The base of every page, and the platform's topics."""

import uuid
from http import HTTPMethod
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import AbstractPage, DefaultBasePageMixin, Site, Workflow
from wagtail.models.pages import AbstractPageMeta
from wagtail.search import index

from tenants.addresses import SiteAddress, address_map
from tenants.tree import is_in_bin


class Topic(models.Model):
    """A subject of government that agencies choose for their pages; only the platform adds one."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    names = models.JSONField(
        _("names in other languages"), default=dict, blank=True, help_text=_("By the code of the language.")
    )
    description = models.CharField(_("description"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CrossAgencyMove(PermissionDenied):
    """A page was to be moved below a page of another agency."""


class Page(AbstractPage, DefaultBasePageMixin):
    """What every page has: an agency, an address in constant time, a summary and a state."""

    class ChangeType(models.TextChoices):
        """Whether readers should be told of a change."""

        MINOR = "minor", _("Minor: readers need not know")
        MAJOR = "major", _("Major: shown to readers with the date")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(
        "tenants.Agency",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="pages",
    )
    # Whose a page is, is no use of the agency; a row for every page would say nothing.
    agency.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    summary = models.CharField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences: who the page is for and what it helps them do. Search results show it."),
    )
    topics = ParentalManyToManyField(Topic, blank=True, related_name="pages", verbose_name=_("topics"))
    review_by = models.DateField(
        _("review by"), null=True, blank=True, help_text=_("The day on which somebody checks that it is still true.")
    )
    owner_team = models.CharField(
        _("owner team"), max_length=60, blank=True, help_text=_("The key of the team that looks after the page.")
    )
    source_url = models.CharField(_("original address"), max_length=1000, blank=True, editable=False)
    public_updated_at = models.DateTimeField(_("updated for readers"), null=True, blank=True, editable=False)
    change_type = models.CharField(_("this change is"), max_length=5, choices=ChangeType, default=ChangeType.MINOR)
    change_note = models.CharField(
        _("change note"), max_length=300, blank=True, help_text=_("What changed, in a sentence for readers.")
    )
    withdrawn_at = models.DateField(
        _("withdrawn on"),
        null=True,
        blank=True,
        help_text=_("A withdrawn page stays at its address under a notice that it no longer holds."),
    )
    withdrawn_reason = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)
    withdrawn_replacement = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("replaced by"),
    )

    # A copy is another page: it has an identity of its own and was imported from nowhere.
    default_exclude_fields_in_copy: ClassVar[list[str]] = [
        *AbstractPage.default_exclude_fields_in_copy,
        "uid",
        "source_url",
    ]

    search_fields = [
        *AbstractPage.search_fields,
        *DefaultBasePageMixin.search_fields,
        index.FilterField("agency_id"),
        index.SearchField("summary"),
    ]

    # Pages are read; what citizens send goes to views of its own.
    allowed_http_methods: ClassVar[list[HTTPMethod]] = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]

    content_panels: ClassVar[list[Any]] = [
        *AbstractPage.content_panels,
        FieldPanel("summary", widget=AdminAutoHeightTextInput),
    ]
    promote_panels: ClassVar[list[Any]] = [*DefaultBasePageMixin.promote_panels, FieldPanel("topics")]
    settings_panels: ClassVar[list[Any]] = [
        *AbstractPage.settings_panels,
        MultiFieldPanel([FieldPanel("change_type"), FieldPanel("change_note")], heading=_("What readers are told")),
        MultiFieldPanel([FieldPanel("review_by"), FieldPanel("owner_team")], heading=_("Looking after it")),
        MultiFieldPanel(
            [FieldPanel("withdrawn_at"), FieldPanel("withdrawn_reason"), FieldPanel("withdrawn_replacement")],
            heading=_("Withdraw"),
        ),
    ]

    class Meta(AbstractPageMeta):
        indexes = [
            models.Index(fields=["depth", "path"], name="page_by_depth"),
            models.Index(fields=["agency", "slug"], name="page_by_agency_and_slug"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(depth=1) | models.Q(agency__isnull=False), name="page_has_an_agency"
            ),
            models.UniqueConstraint(
                fields=["agency", "source_url"],
                condition=~models.Q(source_url=""),
                name="original_address_once_per_agency",
            ),
        ]

    @property
    def is_withdrawn(self) -> bool:
        """Whether the page stands under the notice that it no longer holds."""
        return self.withdrawn_at is not None and self.withdrawn_at <= timezone.localdate()

    @property
    def updated_at(self) -> Any:
        """When readers were last told of a change, else when the page was first published."""
        return self.public_updated_at or self.first_published_at

    def body_text(self) -> str:
        """The words of the page beyond title and summary, as search reads them."""
        return ""

    def facts_for_readers(self) -> list[str]:
        """What readers want to know beside title and summary where the page is found: a day, a place, a role.

        In the active language and without a query: lists and the public corpus ask for hundreds of pages.
        """
        return []

    def reserved_slugs(self) -> frozenset[str]:
        """Slugs under which readers would not find the page where it stands in the tree."""
        return frozenset()

    def clean(self) -> None:
        """Refuse a withdrawal without a reason, a major change without a note, and what others own."""
        from tenants.references import require_own_references

        super().clean()
        require_own_references(self)
        errors = {}
        if self.withdrawn_at and not self.withdrawn_reason.strip():
            errors["withdrawn_reason"] = _("Say why the page was withdrawn.")
        if self.change_type == self.ChangeType.MAJOR and not self.change_note.strip():
            errors["change_note"] = _("Tell readers what changed.")
        if errors:
            raise ValidationError(errors)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Validate after taking over the agency of the parent."""
        self._take_agency_of_parent()
        super().full_clean(*args, **kwargs)

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save under the agency of the parent, whatever the instance says."""
        self._take_agency_of_parent()
        super().save(*args, **kwargs)

    def _take_agency_of_parent(self) -> None:
        if self._state.adding and self.alias_of is not None and self.alias_of.uid == self.uid:
            # Wagtail's alias takes over every field; it too is another page, imported from nowhere.
            self.uid = uuid.uuid4()
            self.source_url = ""
        # Depth 2 is the agency's own root: there the agency is given, not inherited. A page that
        # has no place in the tree yet takes its agency when it gets one.
        if self.depth is not None and self.depth > 2:
            parent = self.get_parent()
            if parent is not None:
                self.agency_id = parent.agency_id

    def with_content_json(self, content: dict[str, Any]) -> "Page":
        """The page as a revision has it; whose it is and where it came from do not go back in time."""
        page: Page = super().with_content_json(content)
        page.uid = self.uid
        page.agency_id = self.agency_id
        page.source_url = self.source_url
        page.public_updated_at = self.public_updated_at
        return page

    def get_latest_revision_as_object(self) -> "Page":
        """The latest draft; the note of a published change is not offered for the next one."""
        page: Page = super().get_latest_revision_as_object()
        if not self.has_unpublished_changes:
            page.change_type = self.ChangeType.MINOR
            page.change_note = ""
        return page

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Keep a version; what refers to another agency is refused even where nothing else is validated."""
        from tenants.references import require_own_references

        require_own_references(self)
        return super().save_revision(*args, **kwargs)

    @transaction.atomic
    def publish(self, *args: Any, **kwargs: Any) -> Any:
        """Publish a revision; all that follows from it is written in one transaction."""
        if is_in_bin(self.path):
            raise PermissionDenied("A page in the bin cannot be published.")
        return super().publish(*args, **kwargs)

    @transaction.atomic
    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        """Take the page from the public; all that follows from it is written in one transaction."""
        return super().unpublish(*args, **kwargs)

    @transaction.atomic
    def move(self, *args: Any, **kwargs: Any) -> Any:
        """Move within the agency, in one transaction. Raises CrossAgencyMove otherwise."""
        return super().move(*args, **kwargs)

    def permissions_for_user(self, user: Any) -> Any:
        """What a person may do with the page in the agency in scope."""
        # Imported late: it loads Wagtail's page model, which is this one.
        from tenants.permission_policies import AgencyPagePermissionTester

        return AgencyPagePermissionTester(user, self)

    @property
    def status_string(self) -> Any:
        """The state of the page in a few words; Wagtail calls moderation what is approval here."""
        if not self.workflow_in_progress or self.expired or self.approved_schedule:
            return super().status_string
        return _("live + waiting for approval") if self.live else _("waiting for approval")

    @property
    def has_workflow(self) -> bool:
        """Whether the page can be submitted for approval."""
        return self.get_workflow() is not None

    def get_workflow(self) -> Workflow | None:
        """The workflow at the root of the tree, which all agencies share; one query at any depth."""
        found: Workflow | None = Workflow.objects.active().filter(workflow_pages__page__depth=1).first()
        return found

    @property
    def site_address(self) -> SiteAddress | None:
        """The address of the site the page is on; None above home pages."""
        return address_map.get(self.path) if self.path else None

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """(Wagtail site id, root URL, path on the host); None for a page on no site. O(1)."""
        address = self.site_address
        if address is None:
            return None
        return address.site_id, address.root_url, address.path_of(self.url_path)

    def get_url(self, request: HttpRequest | None = None, current_site: Site | None = None) -> str | None:
        """A path where the page is on the site of the request, a full URL elsewhere. O(1)."""
        parts = self.get_url_parts(request)
        if parts is None:
            return None
        if current_site is None and request is not None:
            current_site = Site.find_for_request(request)
        site_id, root_url, path = parts
        if current_site is not None and current_site.pk == site_id:
            return path
        return root_url + path

    # Wagtail binds these properties to its own functions.
    url = property(get_url)


class ChangeNote(models.Model):
    """What readers were told about one published change of a page."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="change_notes")
    kind = models.CharField(_("kind"), max_length=5, choices=Page.ChangeType)
    text = models.CharField(_("text"), max_length=300, blank=True)
    published_at = models.DateTimeField(_("published at"))

    class Meta:
        verbose_name = _("change note")
        verbose_name_plural = _("change notes")
        ordering = ["-published_at"]

    def __str__(self) -> str:
        return self.text or self.get_kind_display()


# At the end, since they refer to pages.
from govcms.pages.bin.models import BinnedPage as BinnedPage  # noqa: E402
