"""The screens of agencies' own in the admin, and what it answers where there is nothing or nothing for a person."""

from tenants.views.answers import forbidden, not_found

__all__ = ["forbidden", "not_found"]
