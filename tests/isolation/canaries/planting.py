"""Agencies made by the product's own actions, with marked words in every field of every model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.admin.models import EditingSession, FormState
from wagtail.log_actions import log
from wagtail.models import APIToken, Collection, CollectionViewRestriction, UploadedFile

from govcms.accessibility.models import SiteCheck
from govcms.content.approval.notes import submitted_with
from govcms.content.models import SiteAlert, Snippet, StandardPage, Translation
from govcms.identity.models import User
from govcms.media.models import AgencyDocument, AgencyImage, AgencyTag, FileVersion, PendingUpload
from govcms.media.parts import receive_part
from govcms.pages.models import Page
from tenants.actions import create_agency, end_membership, launch_site
from tenants.models import Agency, AgencySite, FailedTask, Membership, Role, Team
from tenants.registry import find_site_template
from tenants.scope import tenant_scope
from tests.factories import DocumentFactory, ImageFactory, MemberFactory, launched
from tests.isolation.canaries.bands import begin_ids_at
from tests.isolation.canaries.fields import Marking, is_text
from tests.isolation.canaries.pages import plant_pages
from tests.isolation.canaries.unmarked import UNMARKED_FIELDS, UNMARKED_MODELS
from tests.isolation.canaries.words import Marks


@dataclass
class Planted:
    """What one agency has."""

    marks: Marks
    agency: Agency
    home: Page
    people: dict[Role, User] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)


Factory = Callable[[Planted, Marking], Any]
_factories: dict[str, Factory] = {}


def canary_factory(label: str) -> Callable[[Factory], Factory]:
    """Say how rows of the model with this label are made; without one its fields are filled by their kinds."""

    def register(factory: Factory) -> Factory:
        """Remember it."""
        _factories[label] = factory
        return factory

    return register


def plant(marks: Marks) -> Planted:
    """Make the agency of these marks, with everything an agency can have."""
    begin_ids_at(marks.first_id)
    agency = create_agency(key=marks.name, name=marks.text(marks.name, "agency"), area=marks.text(marks.name, "area"))
    agency_site = launched(agency)
    planted = Planted(marks=marks, agency=agency, home=_home_of(agency_site))
    with tenant_scope(agency):
        _plant_people(planted)
        public, secret = Marking(marks, marks.public), Marking(marks, marks.secret)
        _plant_files(planted, public)
        _plant_files(planted, secret)
        planted.pages = plant_pages(planted.home, public, secret, planted.people[Role.PUBLISHER])
        secret.targets = {**secret.targets, Page: planted.pages["draft"], User: planted.people[Role.EDITOR]}
        secret.targets |= {Agency: agency, AgencySite: agency_site}
        _plant_traces(planted, secret)
        _plant_approval(planted, secret)
        _fill_furniture(agency_site, public)
        for model in unplanted_models(marks):
            factory = _factories.get(model._meta.label)
            if factory is not None:
                factory(planted, secret)
            else:
                _fill_row(model, secret)
    launch_site(
        agency=agency,
        name=marks.text(marks.name, "second site"),
        host=f"second-{marks.name}.{settings.BASE_HOST}",
        template=find_site_template("blank"),
    )
    return planted


@canary_factory("content.Translation")
def plant_translation(planted: Planted, marking: Marking) -> None:
    """A page that was translated from another of the agency."""
    page, source = planted.pages["locked"], planted.pages["draft"]
    revision = source.save_revision(user=planted.people[Role.EDITOR])
    marking.row(
        Translation, agency=planted.agency, page_id=page.pk, source_id=source.pk, source_revision=revision,
        compared_at=timezone.now(),
    )  # fmt: skip


@canary_factory("media.FileVersion")
def plant_former_file(planted: Planted, marking: Marking) -> None:
    """A file that a document had before."""
    file = ContentFile(marking.text("former content").encode(), name=f"{marking.word}-former.txt")
    document = marking.targets[AgencyDocument]
    marking.row(FileVersion, agency=planted.agency, image=None, document=document, file=file)


@canary_factory("media.PendingUpload")
def plant_upload(planted: Planted, marking: Marking) -> None:
    """A large file of which the first part is here."""
    upload = marking.row(
        PendingUpload, agency=planted.agency, user=planted.people[Role.EDITOR], name=f"{marking.word}.pdf", size=9000
    )
    part = ContentFile(marking.text("part").encode())
    receive_part(agency=upload.agency, user=upload.user, name=upload.name, size=9000, start=0, part=part)


@canary_factory("accessibility.SiteCheck")
def plant_site_check(planted: Planted, marking: Marking) -> None:
    """A check that found something on a page that is public."""
    findings = [{"rule": "empty-links", "count": 1, "pages": [planted.home.pk]}]
    site = planted.agency.sites.order_by("pk").first()
    marking.row(SiteCheck, agency_site=site, checked_at=timezone.now(), pages=1, findings=findings)


@canary_factory("tenants.FailedTask")
def plant_failed_task(planted: Planted, marking: Marking) -> None:
    """A task that waits for somebody to try it again; what it was about lies in the queue, with its trace."""
    words = marking.text("argument")
    result = DBTaskResult.objects.create(
        status="FAILED",
        args_kwargs={"args": [words], "kwargs": {"agency_uid": str(planted.agency.uid)}},
        task_path=marking.text("task"),
        backend_name="default",
        exception_class_path=marking.text("error"),
        traceback=marking.text("trace"),
        run_after=timezone.now(),
        finished_at=timezone.now(),
    )
    marking.row(FailedTask, agency=planted.agency, result=result)


@canary_factory("content.SiteAlert")
def plant_alert(planted: Planted, marking: Marking) -> None:
    """One that is over: readers see it no more, who works there does."""
    now = timezone.now()
    site = planted.agency.sites.get()
    times = {"starts_at": now - timedelta(days=2), "ends_at": now - timedelta(days=1)}
    marking.row(SiteAlert, agency_site=site, on_all_sites=False, **times)


def _fill_row(model: type[models.Model], marking: Marking) -> None:
    try:
        marking.row(model)
    except Exception as error:
        raise LookupError(
            f"No row of {model._meta.label} can be made from its fields alone: register a canary_factory for it, or "
            "argue in tests/isolation/canaries/unmarked.py why its rows hold nobody's words."
        ) from error


def unplanted_models(marks: Marks) -> list[type[models.Model]]:
    """The models with a table of which the agency has no row, though it should."""
    return [
        model
        for model in apps.get_models()
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.label not in UNMARKED_MODELS
        and not rows_of(model, marks).exists()
    ]


def rows_of(model: type[models.Model], marks: Marks) -> models.QuerySet[Any]:
    """The agency's rows of a model, by their ids; of any model, in any scope."""
    field_of_id = model._meta.pk
    if isinstance(field_of_id, models.UUIDField | models.CharField):
        owner = next((each.name for each in model._meta.fields if each.name in {"agency", "user"}), None)
        if owner == "agency":
            return model._base_manager.filter(agency__in=marks.ids)
        return model._base_manager.filter(user__in=marks.ids) if owner else model._base_manager.none()
    return model._base_manager.filter(pk__gte=marks.ids.start, pk__lt=marks.ids.stop)


def unmarked_fields(model: type[models.Model], marks: Marks) -> list[str]:
    """The fields of a model that may hold words and hold none of the agency's in any of its rows."""
    asked = [
        each
        for each in model._meta.local_concrete_fields
        if is_text(each) and not each.choices and f"{model._meta.label}.{each.name}" not in UNMARKED_FIELDS
    ]
    rows = [[str(each.value_from_object(row)) for each in asked] for row in rows_of(model, marks)]
    words = (marks.name, marks.public, marks.secret)
    return [
        each.name for number, each in enumerate(asked) if not any(word in row[number] for row in rows for word in words)
    ]


def _home_of(agency_site: AgencySite) -> Page:
    home: Page = agency_site.site.root_page.specific
    return home


def _plant_people(planted: Planted) -> None:
    marks, agency = planted.marks, planted.agency
    for role in Role:
        planted.people[role] = MemberFactory(
            email=f"{role.value}@{marks.secret}.example",
            name=marks.text(marks.secret, role.value),
            agencies=[agency],
            role=role,
        )
    gone = MemberFactory(email=f"gone@{marks.secret}.example", name=marks.text(marks.secret, "gone"), agencies=[agency])
    end_membership(email=gone.email, agency=agency)
    # As an admin of the platform leaves it behind who entered the agency for a time.
    Membership.objects.filter(user=gone, agency=agency).update(entry_reason=marks.text(marks.secret, "reason"))


def _plant_files(planted: Planted, marking: Marking) -> None:
    agency, user = planted.agency, planted.people[Role.PUBLISHER]
    collection = agency.root_collection.add_child(name=marking.text("collection"))
    CollectionViewRestriction.objects.create(
        collection=collection.add_child(name=marking.text("protected collection")),
        restriction_type="password",
        password=marking.text("password"),
    )
    Agency.objects.get(pk=agency.pk).root_collection.refresh_from_db()
    words = {name: marking.text(name) for name in ("title", "description", "alt_text", "credit", "licence_text")}
    image = ImageFactory(agency=agency, uploaded_by_user=user, filename=f"{marking.word}.png", **words)
    image.collection = collection
    image.save()
    image.get_rendition("max-100x100")
    document = DocumentFactory(
        agency=agency,
        uploaded_by_user=user,
        title=marking.text("title"),
        # Figures, so that charts take it.
        content=f"Year,{marking.text('content')}\n2026,1\n".encode(),
        filename=f"{marking.word}.txt",
        inner_title=marking.text("inner title"),
        language=marking.word[:35],
    )
    for row in (image, document):
        row.tags.add(marking.text("tag"))
        log(instance=row, action="wagtail.edit", user=user, data={"note": marking.text("log")})
    marking.targets = {
        AgencyImage: image,
        AgencyDocument: document,
        Page: planted.home,
        Collection: collection,
        AgencyTag: AgencyTag.objects.get(name=marking.text("tag")),
    }
    marking.targets = {**marking.targets, Snippet: marking.row(Snippet, agency=agency)}


def _plant_traces(planted: Planted, secret: Marking) -> None:
    """What editors leave behind: sessions, unsaved forms, uploads, tokens."""
    user, draft = planted.people[Role.EDITOR], planted.pages["draft"]
    kind = ContentType.objects.get_for_model(StandardPage)
    now = timezone.now()
    EditingSession.objects.create(
        user=user, content_type=kind, object_id=str(draft.pk), last_seen_at=now, is_editing=True
    )
    FormState.objects.create(
        user=user,
        content_type=kind,
        object_id=str(draft.pk),
        parent_object_id="",
        data=urlencode(
            {
                "title": secret.word,
                "slug": secret.word,
                "change_type": "minor",
                # What the form's parts count themselves by; without, it is no form that the editor could have sent.
                "body-count": 0,
                "comments-TOTAL_FORMS": 0,
                "comments-INITIAL_FORMS": 0,
            }
        ),
        last_updated_at=now - timedelta(minutes=1),
    )
    upload = UploadedFile(for_content_type=ContentType.objects.get_for_model(AgencyImage), uploaded_by_user=user)
    upload.file.save(f"{secret.word}.txt", ContentFile(b"upload"))
    APIToken.objects.create(user=user, name=secret.text("token"), key_hash=secret.word, prefix=secret.word[:8])
    Team.objects.create(agency=planted.agency, key=f"{secret.word}-team", name=secret.text("team"))


def _plant_approval(planted: Planted, secret: Marking) -> None:
    """One page that waits for approval and one that was sent back."""
    editor, publisher = planted.people[Role.EDITOR], planted.people[Role.PUBLISHER]
    for name in ("scheduled", "draft"):
        page: Any = planted.pages[name]
        with submitted_with(secret.text("note")):
            state = page.get_workflow().start(page, editor)
        if name == "scheduled":
            task_state = state.current_task_state.specific
            task_state.reject(user=publisher, comment=secret.text("comment"))


def _fill_furniture(agency_site: AgencySite, public: Marking) -> None:
    """The rows that a launch makes, one for each site: what every page of the site shows."""
    for model in apps.get_models():
        if any(each.name == "agency_site" for each in model._meta.fields) and issubclass(model, _owned()):
            for row in model._base_manager.filter(agency_site=agency_site):
                # A theme is keys and colours, which have checks of their own.
                if model._meta.label not in UNMARKED_MODELS:
                    for name, value in public.values(model, leave={"language", "preset", "tokens"}).items():
                        setattr(row, name, value)
                    row.save()
    agency_site.save()


def _owned() -> Any:
    from tenants.models import AgencyOwned

    return AgencyOwned
