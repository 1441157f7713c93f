"""What the history of a page can say of its site and of its submissions; imported when the app starts."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

LAUNCH_ACTION = "content.launch"
NOTE_ACTION = "content.note_submission"


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Make Wagtail's log accept what begins the history of a launched page, and the words of a submission."""

    actions.register_action(
        "content.import_redirects", gettext_lazy("Import redirects"), gettext_lazy("Redirects imported")
    )

    @actions.register_action(NOTE_ACTION)
    class NoteFormatter(LogFormatter):
        """Shows the note beside it, as Wagtail shows the comment of a decision."""

        label = gettext_lazy("Note for approval")
        message = gettext_lazy("Note for those who approve")

        def format_comment(self, log_entry: Any) -> str:
            """The note."""
            return str(log_entry.data.get("comment", ""))

    @actions.register_action(LAUNCH_ACTION)
    class LaunchFormatter(LogFormatter):
        """Names the site template."""

        label = gettext_lazy("Launch")

        def format_message(self, log_entry: Any) -> str:
            """In one sentence."""
            return _("Created with the site, from the site template “%(name)s”") % {
                "name": log_entry.data.get("site_template", "")
            }
