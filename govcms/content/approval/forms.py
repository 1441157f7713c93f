"""What an approver is asked when she decides."""

from django import forms
from django.utils.translation import gettext_lazy as _

from govcms.content.approval.notes import MAX_NOTE


def _words() -> forms.Textarea:
    return forms.Textarea({"rows": 4})


class CommentForm(forms.Form):
    """A comment, for whoever wants to leave one."""

    comment = forms.CharField(label=_("Comment"), required=False, max_length=MAX_NOTE, widget=_words())


class RejectionForm(forms.Form):
    """What has to change; a rejection that does not say so helps nobody."""

    comment = forms.CharField(
        label=_("What has to change?"),
        help_text=_("Whoever submitted the page reads this."),
        max_length=MAX_NOTE,
        widget=_words(),
        error_messages={"required": _("Say what has to change.")},
    )


class ReasonForm(forms.Form):
    """Why somebody publishes what she wrote without anybody else having read it."""

    comment = forms.CharField(
        label=_("Why does it go out without a second person reading it?"),
        help_text=_("You are the only person who may publish this page. Your reason stays in its history."),
        max_length=MAX_NOTE,
        widget=_words(),
        error_messages={"required": _("Say why.")},
    )
