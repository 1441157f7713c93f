"""The form in which a citizen reports a problem."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from govcms.engagement.models import MAX_ADDRESS, MAX_WORDS


class ProblemForm(forms.Form):
    """Where, what, and whether an answer is wanted."""

    address = forms.CharField(
        label=_("Which page is it about?"),
        required=False,
        max_length=MAX_ADDRESS,
        help_text=_("Its address, if you know it."),
    )
    words = forms.CharField(
        label=_("What went wrong?"),
        max_length=MAX_WORDS,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "What you wanted to do, and what happened. Do not write anything about yourself that we do not need, "
            "such as an identity number."
        ),
        error_messages={
            "required": _("Say what went wrong."),
            "max_length": _("Use at most %(limit_value)d characters; you have written %(show_value)d."),
        },
    )
    reply_to = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        max_length=254,
        help_text=_("Only if you want an answer. It is deleted 90 days after your report is settled."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Write an e-mail address such as name@example.org, or leave the field empty.")},
    )
    # Shown to nobody: machines that fill in every field give themselves away.
    website = forms.CharField(required=False)

    def clean_address(self) -> str:
        """The path of the page, whatever of its address was written."""
        written: str = self.cleaned_data["address"].strip()
        if " " in written or "/" not in written:
            return written
        try:
            parts = urlsplit(written if "//" in written or written.startswith("/") else f"//{written}")
        except ValueError:
            return written
        # A question carries what somebody searched for or typed into a form. What was quoted may be no text at all.
        return "".join(filter(str.isprintable, unquote(parts.path))) or "/"

    @property
    def is_from_machine(self) -> bool:
        """Whether what was sent has the field that people do not see."""
        return bool(self.data.get("website"))

    @property
    def problems(self) -> list[dict[str, Any]]:
        """The messages with the fields they are about, for the summary above the form."""
        return [
            {"message": message, "target": self[name].id_for_label if name in self.fields else "report-form"}
            for name, messages in self.errors.items()
            for message in messages
        ]
