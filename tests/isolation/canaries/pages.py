"""An agency's pages, in every state a page can be in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.utils import timezone
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.log_actions import log
from wagtail.models import Comment, CommentReply, PageSubscription, PageViewRestriction

from govcms.content.models import AgencyRoot, HomePage, StandardPage
from govcms.content.models.agencies import PortalPage
from govcms.pages.bulk import NewPage, write_pages
from govcms.pages.models import ChangeNote, Page
from tests.isolation.canaries.fields import Marking

# The platform's alone: they show what all agencies have published.
NOT_AGENCIES = (AgencyRoot, HomePage, PortalPage)


def page_types() -> list[type[Page]]:
    """Every type of page that an agency can add."""
    return [model for model in apps.get_models() if issubclass(model, Page) and _is_addable(model)]


def _is_addable(model: type[Page]) -> bool:
    return model is not Page and not issubclass(model, NOT_AGENCIES)


def plant_pages(home: Page, public: Marking, secret: Marking, user: Any) -> dict[str, Page]:
    """Pages below ``home``, by what is special about each; ``user`` is who made them."""
    pages = {"home": _fill_home(home, public, user)}
    for model in page_types():
        pages[f"live {model.__name__}"] = _page(home, model, public, slug=model.__name__.lower())
    pages["draft"] = _page(home, StandardPage, secret, slug="draft", live=False, owner=user)
    pages["changed"] = _with_unpublished_words(_page(home, StandardPage, public, slug="changed"), secret, user)
    pages["scheduled"] = _scheduled(_page(home, StandardPage, secret, slug="scheduled", live=False), user)
    pages["locked"] = _page(home, StandardPage, secret, slug="locked", live=False)
    Page.objects.filter(pk=pages["locked"].pk).update(locked=True, locked_by=user, locked_at=timezone.now())
    pages["private"] = _page(home, StandardPage, secret, slug="private")
    PageViewRestriction.objects.create(
        page=pages["private"], restriction_type="password", password=secret.text("password")
    )
    pages["below private"] = _page(pages["private"], StandardPage, secret, slug="below")
    pages["withdrawn"] = _page(home, StandardPage, public, slug="withdrawn")
    Page.objects.filter(pk=pages["withdrawn"].pk).update(
        withdrawn_at=timezone.localdate(), withdrawn_replacement=pages["changed"]
    )
    pages["expired"] = _page(home, StandardPage, secret, slug="expired", live=False, expired=True)
    pages["alias"] = CreatePageAliasAction(pages["draft"], parent=home, update_slug="alias", user=user).execute(
        skip_permission_checks=True
    )
    _comment_on(pages["changed"], secret, user)
    ChangeNote.objects.create(
        page=pages["changed"], kind="major", text=public.text("change note"), published_at=timezone.now()
    )
    _page(home, StandardPage, secret, slug="deleted", live=False).delete(user=user)
    for page in pages.values():
        log(instance=page, action="wagtail.edit", user=user, data={"note": secret.text("log")})
    return pages


def _fill_home(home: Any, public: Marking, user: Any) -> Page:
    for name, value in public.values(type(home), leave={"source_url"}).items():
        setattr(home, name, value)
    home.save_revision(user=user).publish(user=user)
    return Page.objects.get(pk=home.pk).specific


def _page(parent: Page, model: type[Page], marking: Marking, *, slug: str, **given: Any) -> Any:
    values = marking.values(model)
    values |= {"slug": f"{marking.word}-{slug}", "source_url": f"https://{marking.word}.example/{slug}/"}
    # Given last: what the marking points at, for keys such as a picture.
    for each in model._meta.concrete_fields:
        if each.remote_field and each.name in {"image", "hero_image"}:
            values[each.name] = marking._target(each.remote_field.model)
    title = marking.text(slug)
    [page] = write_pages(parent=parent, pages=[NewPage(model(**{**values, "title": title, **given}))])
    found = model.objects.get(pk=page.pk)
    found.save_revision(changed=False)
    return found


def _with_unpublished_words(page: Page, secret: Marking, user: Any) -> Page:
    for name, value in secret.values(type(page), leave={"source_url", "title"}).items():
        setattr(page, name, value)
    page.title = secret.text("changed")
    page.slug = f"{secret.word}-changed"
    page.save_revision(user=user)
    return page


def _scheduled(page: Page, user: Any) -> Page:
    page.go_live_at = timezone.now() + timedelta(days=7)
    page.save_revision(user=user, approved_go_live_at=page.go_live_at).publish(user=user)
    return page


def _comment_on(page: Page, secret: Marking, user: Any) -> None:
    comment = Comment.objects.create(page=page, user=user, text=secret.text("comment"), contentpath="title")
    CommentReply.objects.create(comment=comment, user=user, text=secret.text("reply"))
    PageSubscription.objects.create(page=page, user=user, comment_notifications=True)
