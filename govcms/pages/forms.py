"""The form of a page: what it offers depends on the agency."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm

from tenants.models import Team

# For fields that say nothing of themselves, by name.
HELP: Mapping[str, Any] = {
    "title": gettext_lazy("What the page is about, in the words that readers look for. At most 255 characters."),
    "topics": gettext_lazy("What the page is about, from the platform’s list: searches are narrowed by them."),
    "change_type": gettext_lazy("Whether readers learn of this change from the date of the page and its notes."),
    "withdrawn_reason": gettext_lazy("Why the page no longer holds, in a sentence for readers."),
    "withdrawn_replacement": gettext_lazy("The page that holds instead, if there is one."),
    "go_live_at": gettext_lazy("When the page is published by itself. Empty: as soon as somebody publishes it."),
    "expire_at": gettext_lazy("When the page is taken down by itself. Empty: it stays."),
    "comment_notifications": gettext_lazy("Whether you get an e-mail when somebody comments on this page."),
    "body": gettext_lazy("The page itself, as a list of blocks. Begin with what most readers came for."),
    "image": gettext_lazy("Stands for the page where it is listed or shared."),
    "hero_image": gettext_lazy("Beside the opening words. It should work without being read."),
    "phone": gettext_lazy("With the code of the country or town."),
    "email": gettext_lazy("Better of the office or the team than of one person."),
    "postcode": gettext_lazy("As on an envelope."),
    "longitude": gettext_lazy("Such as 24.745000. Only together with the latitude."),
    "since": gettext_lazy("Since when the person has had this role."),
    "starts_on": gettext_lazy("The first day."),
    "ends_at": gettext_lazy("Empty where it does not matter when it ends."),
    "cancelled_reason": gettext_lazy("Why it does not take place, in a sentence for readers."),
    "kind": gettext_lazy("What it is; readers find others of the same kind by it."),
    "start_page": gettext_lazy("The page on which people begin, where it is one of this site."),
}


class PageForm(WagtailAdminPageForm):
    """Takes what the agency owns, offers its teams where a page names the one that looks after it, and has help for
    each field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from tenants.references import narrow_to_own

        super().__init__(*args, **kwargs)
        narrow_to_own(self.fields)
        for field in self.fields.values():
            # A browser cuts what is pasted at this length without a word; the form says it beside the field.
            field.widget.attrs.pop("maxlength", None)
        for name, words in HELP.items():
            if name in self.fields and (name == "title" or not self.fields[name].help_text):
                self.fields[name].help_text = words
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
