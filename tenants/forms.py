"""Forms of the screens in which an agency runs itself."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.html import format_html_join
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminPageChooser

from tenants.models import AgencySite, Role, Team
from tenants.references import narrow_to_own
from tenants.scope import current_agency
from tenants.tree import outside_bin


class OwnRowForm(WagtailAdminModelForm):
    """A row of the agency's, which refers to nothing of others; of its only site, where it has one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        narrow_to_own(self.fields)
        if self.instance.agency_id is None:
            # Given before validation, which asks whether names are taken.
            self.instance.agency = current_agency()
        if "agency_site" in self.fields:
            choose_only_site(self.fields["agency_site"])


def choose_only_site(field: Any) -> AgencySite | None:
    """Do not ask for the site where there is one; returns that."""
    sites = list(field.queryset[:2])
    if len(sites) != 1:
        return None
    field.initial = sites[0]
    field.widget = forms.HiddenInput()
    return sites[0]


class NewTeamForm(forms.ModelForm):
    """A team that was not there, or that had ended."""

    key = forms.SlugField(
        label=_("Key"),
        max_length=60,
        required=False,
        help_text=_("What pages name the team by, for good. Empty: made from the name."),
    )

    class Meta:
        model = Team
        fields: ClassVar[list[str]] = ["name", "key"]

    def clean(self) -> dict[str, Any]:
        """Make a key from the name where none was given, and refuse one that a team has."""
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["key"] = cleaned.get("key") or slugify(cleaned.get("name", ""))[:60]
        if "name" in cleaned and not cleaned["key"]:
            raise ValidationError({"key": _("Write a key: none can be made from this name.")})
        if Team.objects.open().filter(key=cleaned["key"]).exists():
            raise ValidationError({"key": _("Another team has this key.")})
        return cleaned


class TeamForm(forms.ModelForm):
    """A team's name; its key stays, because pages carry it."""

    class Meta:
        model = Team
        fields: ClassVar[list[str]] = ["name"]


class PlaceForm(forms.Form):
    """What somebody does in the agency: her role, how far it reaches, and her team."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.EDITOR)
    section: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=pgettext_lazy("site", "Section"),
        queryset=None,
        required=False,
        widget=AdminPageChooser(),
        help_text=_("The page below which the role holds. Empty: the whole agency."),
    )
    team: forms.ModelChoiceField[Any] = forms.ModelChoiceField(label=_("Team"), queryset=None, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agency = current_agency()
        pages = apps.get_model(settings.WAGTAIL_PAGE_MODEL)._default_manager
        self._choose_from("section", pages.filter(outside_bin(agency), agency=agency, depth__gt=2))
        self._choose_from("team", Team.objects.open())
        role = self.fields["role"]
        role.help_text = format_html_join("", "<p><strong>{}</strong> {}</p>", described_roles())

    def _choose_from(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows


class InvitationForm(PlaceForm):
    """Whom to invite, as what."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = forms.CharField(
        label=_("Name"), max_length=200, required=False, help_text=_("How colleagues will see the person.")
    )
    field_order = ("email", "name", "role", "section", "team")


class HeirForm(forms.Form):
    """Who goes on with the work of somebody who leaves."""

    NOBODY = "nobody"

    heir = forms.ChoiceField(label=_("Who goes on with this work?"))

    def __init__(self, *args: Any, heirs: Iterable[Any], is_needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["heir"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", "---------"),
            *((str(heir.uid), f"{heir.name} ({heir.email})") for heir in heirs),
            (self.NOBODY, _("Nobody: drafts stay as they are, what was submitted is withdrawn")),
        ]
        field.required = is_needed


def described_roles() -> list[tuple[Any, Any]]:
    """Each role with what it may do, in the words of the people who give it."""
    return [
        (Role.VIEWER.label, _("sees drafts and changes nothing.")),
        (Role.EDITOR.label, _("writes drafts and submits them.")),
        (Role.PUBLISHER.label, _("publishes, moves and takes pages down.")),
        (Role.AGENCY_ADMIN.label, _("does all of this, and looks after people, teams, settings and looks.")),
    ]
