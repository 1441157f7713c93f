"""What the history of a page can say of its site and of its submissions; imported when the app starts."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

LAUNCH_ACTION = "content.launch"
NOTE_ACTION = "content.note_submission"


# By Wagtail's name: what the log calls it, and what a page's history says.
_APPROVAL = {
    "start": (gettext_lazy("Submit for approval"), gettext_lazy("Submitted for approval")),
    "approve": (gettext_lazy("Approve"), gettext_lazy("Approved")),
    "reject": (gettext_lazy("Ask for changes"), gettext_lazy("Changes asked for")),
    "resume": (gettext_lazy("Submit again"), gettext_lazy("Submitted for approval again")),
    "cancel": (gettext_lazy("Cancel submission"), gettext_lazy("Submission cancelled")),
}


class ApprovalFormatter(LogFormatter):
    """A step of an approval, with the comment of whoever took it."""

    def format_comment(self, log_entry: Any) -> str:
        """The comment."""
        return str(log_entry.data.get("comment", ""))


# After Wagtail's, whose words of workflows and tasks these replace.
@hooks.register("register_log_actions", order=100)
def register_approval_actions(actions: Any) -> None:
    """Say in our words what Wagtail logs of an approval."""
    actions.choices = [choice for choice in actions.choices if choice[0].rpartition(".")[0] != "wagtail.workflow"]
    for step, (label, message) in _APPROVAL.items():
        formatter = type("StepFormatter", (ApprovalFormatter,), {"label": label, "message": message})
        actions.register_action(f"wagtail.workflow.{step}")(formatter)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Make Wagtail's log accept what begins the history of a launched page, and the words of a submission."""

    actions.register_action(
        "content.import_redirects", gettext_lazy("Import redirects"), gettext_lazy("Redirects imported")
    )

    actions.register_action(
        "content.add_language", gettext_lazy("Add a language"), gettext_lazy("Language added to a site")
    )
    actions.register_action(
        "content.translation_up_to_date",
        gettext_lazy("Translation is up to date"),
        gettext_lazy("Marked as saying what the original says"),
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
