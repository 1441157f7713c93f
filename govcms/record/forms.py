"""Which address, and when."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from tenants.moments import check_year


class RecordForm(forms.Form):
    """Asks for an address and a time."""

    address = forms.CharField(
        label=_("Address"), max_length=2_000, help_text=_("The whole address, such as https://www.example.org/news/.")
    )
    at = forms.DateTimeField(label=_("Date and time"), widget=AdminDateTimeInput(), validators=[check_year])
