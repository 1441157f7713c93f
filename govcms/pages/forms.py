"""The form of a page: what it offers depends on the agency."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from tenants.models import Team


class PageForm(WagtailAdminPageForm):
    """Takes what the agency owns, and offers its teams where a page names the one that looks after it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from tenants.references import narrow_to_own

        super().__init__(*args, **kwargs)
        narrow_to_own(self.fields)
        text = self.fields.get("owner_team")
        if text is not None:
            self.fields["owner_team"] = forms.ChoiceField(
                choices=list(team_choices(self.instance.owner_team)),
                required=False,
                label=text.label,
                help_text=_("The team that looks after the page."),
            )


def team_choices(stored: str) -> Iterator[tuple[str, str]]:
    """The agency's teams, and what a page names already, whether or not there is such a team any more."""
    yield "", "---------"
    for team in Team.objects.all():
        if team.ended_at is None or team.key == stored:
            yield team.key, str(team)
        if team.key == stored:
            stored = ""
    if stored:
        yield stored, _("%(key)s (no longer a team)") % {"key": stored}
