"""Forms of the screens in which an agency runs itself."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from tenants.models import Team


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
