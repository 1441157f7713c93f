"""The search app: how pages are found."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from govcms.observability.health import register_check
from tenants.schedule import register_schedule


class SearchConfig(AppConfig):
    """The public corpus, the engine that indexes it, and the search pages."""

    name = "search"
    verbose_name = _("Search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect what keeps the corpus true, and the index with it."""
        from search import signals  # noqa: F401
        from search.health import check_index
        from search.outbox import catch_up
        from tenants.checks import register_unowned

        if settings.ELASTICSEARCH is not None:
            # In place of the embedded index; without either, titles are searched in the database.
            register_check("search index", check_index, pages_need_it=False)
        register_schedule("search.catch_up", 1.0, catch_up)
        register_unowned("search.Entry", reason="Public by definition; only search.corpus writes it.")
        register_unowned("search.OutboxRow", reason="Ids of entries to index.")
