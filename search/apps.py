"""The search app: how pages are found."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """The public corpus, the engine that indexes it, and the search pages."""

    name = "search"
    verbose_name = _("Search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect what keeps the corpus true."""
        from search import signals  # noqa: F401
