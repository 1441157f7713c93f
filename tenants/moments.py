"""Moments that can be kept and given back everywhere: in each time zone, by each database."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateTimeInput

# Python knows the years 1 to 9999: at either end, a moment has no name in other time zones, and its row cannot be read.
FIRST_YEAR, LAST_YEAR = 1000, 2200


def check_year(day: date) -> None:
    """Raise ValidationError for a day or moment of which calendars elsewhere may know nothing."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        message = _("Write a year from %(first)d to %(last)d.")
        raise ValidationError(message, params={"first": FIRST_YEAR, "last": LAST_YEAR}, code="year")


def check_years_of_moments() -> None:
    """Have every form of the admin ask that of the moments it takes."""
    checked = {"widget": AdminDateTimeInput, "validators": [check_year]}
    register_form_field_override(models.DateTimeField, override=checked)
