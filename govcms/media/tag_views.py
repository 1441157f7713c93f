"""The screens in which an agency keeps its tags in order. Tags are made where they are typed."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button

from govcms.media.models import AgencyTag, TaggedDocument, TaggedImage
from govcms.media.tags import delete_unused_tags, merge_tags, rename_tag, unused_tags
from tenants.scope import current_agency
from tenants.viewsets import OwnRowsViewSet

# A list to read before deleting; the number beside it says how many there are.
_LISTED = 50


class TagForm(forms.ModelForm):
    """The name of a tag."""

    class Meta:
        model = AgencyTag
        fields: ClassVar[list[str]] = ["name"]

    def clean_name(self) -> str:
        """The name, if no other tag of the agency has it in capitals or small letters."""
        name = " ".join(self.cleaned_data["name"].split())
        if AgencyTag.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("There is a tag with this name. Merge the two instead."))
        return name


class TagIndexView(IndexView):
    """The agency's tags, each with the number of pictures and documents that have it."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """By name, with counts that cost no query of their own."""
        tags = AgencyTag.objects.annotate(image_count=_count_of(TaggedImage), document_count=_count_of(TaggedDocument))
        return tags.order_by("name")

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """The way to tidy up."""
        buttons: list[Button] = list(super().header_more_buttons)
        if self.request.user.has_perm("media.delete_agencytag"):
            buttons.append(Button(_("Delete unused tags"), url=reverse("tags:unused"), icon_name="bin"))
        return buttons


def _count_of(through: Any) -> Coalesce:
    rows = through._default_manager.filter(tag=OuterRef("pk")).order_by().values("tag").annotate(number=Count("pk"))
    return Coalesce(Subquery(rows.values("number"), output_field=IntegerField()), 0)


class TagEditView(EditView):
    """Renames a tag."""

    success_message = gettext_lazy("The tag is now called “%(object)s”.")

    def save_instance(self) -> Any:
        """Save the name, and let things be found by it."""
        rename_tag(tag=self.form.instance, name=self.form.cleaned_data["name"], user=self.request.user)
        return self.form.instance

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """The way to give it up for another."""
        buttons: list[Button] = list(super().header_more_buttons)
        if self.request.user.has_perm("media.delete_agencytag"):
            url = reverse("tags:merge", args=[self.object.pk])
            buttons.append(Button(_("Merge into another tag"), url=url, icon_name="resubmit"))
        return buttons


class TagScreen(WagtailAdminTemplateMixin):
    """The frame of what cannot be undone, for those who may delete tags."""

    header_icon = "tag"
    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whose role does not reach so far."""
        if not request.user.has_perm("media.delete_agencytag"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way from the dashboard over the list to here."""
        tags = {"url": reverse("tags:index"), "label": _("Tags")}
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, tags, here]


class MergeForm(forms.Form):
    """The tag that stays."""

    into = forms.ModelChoiceField(AgencyTag.objects.none(), label=gettext_lazy("Into the tag"))

    def __init__(self, *args: Any, tag: AgencyTag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = AgencyTag.objects.exclude(pk=tag.pk).order_by("name")  # type: ignore[attr-defined]


class MergeTagView(TagScreen, FormView[MergeForm]):
    """Asks which tag stays, and gives it everything that has the other."""

    template_name = "media/tag_merge.html"
    form_class = MergeForm
    page_title = gettext_lazy("Merge tag")

    @cached_property
    def tag(self) -> AgencyTag:
        """The one that goes."""
        return get_object_or_404(AgencyTag.objects.all(), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        """Which goes."""
        return self.tag.name

    def get_form_kwargs(self) -> dict[str, Any]:
        """The others to choose from."""
        return {**super().get_form_kwargs(), "tag": self.tag}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name it."""
        return super().get_context_data(**kwargs, tag=self.tag)

    def form_valid(self, form: MergeForm) -> HttpResponse:
        """Merge them."""
        name, into = self.tag.name, form.cleaned_data["into"]
        number = merge_tags(tag=self.tag, into=into, user=self.request.user)
        said = ngettext(
            "“%(tag)s” is gone; %(number)d file has “%(into)s” instead.",
            "“%(tag)s” is gone; %(number)d files have “%(into)s” instead.",
            number,
        )
        messages.success(self.request, said % {"tag": name, "into": into.name, "number": number})
        return redirect("tags:index")


class UnusedTagsView(TagScreen, FormView[forms.Form]):
    """Shows the tags that nothing has, and deletes them."""

    template_name = "media/tags_unused.html"
    form_class = forms.Form
    page_title = gettext_lazy("Delete unused tags")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The first of them, and how many there are."""
        unused = unused_tags(current_agency())
        number = unused.count()
        listed = list(unused.order_by("name")[:_LISTED])
        return super().get_context_data(**kwargs, tags=listed, number=number, more=number - len(listed))

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Delete what nothing has by now."""
        number = delete_unused_tags(agency=current_agency(), user=self.request.user)
        said = ngettext("%(number)d tag was deleted.", "%(number)d tags were deleted.", number)
        messages.success(self.request, said % {"number": number})
        return redirect("tags:index")


class TagViewSet(OwnRowsViewSet):
    """The agency's tags of pictures and documents."""

    model = AgencyTag
    name = "tags"
    icon = "tag"
    menu_label = gettext_lazy("Tags")
    menu_order = 150
    addresses = frozenset({"index", "index_results", "edit"})
    search_fields: ClassVar[list[str]] = ["name"]
    list_display: ClassVar[list[Any]] = [
        "name",
        Column("image_count", label=gettext_lazy("Images")),
        Column("document_count", label=gettext_lazy("Documents")),
    ]
    index_results_template_name = "media/tag_index_results.html"
    index_view_class = TagIndexView
    edit_view_class = TagEditView

    def get_form_class(self, for_update: bool = False) -> Any:
        """The name alone."""
        return TagForm

    def get_urlpatterns(self) -> list[URLPattern]:
        """Merging and tidying up beside the usual ones."""
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/merge/", MergeTagView.as_view(), name="merge"),
            path("unused/", UnusedTagsView.as_view(), name="unused"),
        ]
