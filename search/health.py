"""Whether the search server can be searched."""

from govcms.observability.health import PartDown
from search.engine import get_engine


def check_index() -> None:
    """Raise PartDown where the server has no index; the engine raises its own error where there is no server."""
    if not get_engine().is_ready():
        raise PartDown("the index is not made yet; the worker makes it, or manage.py rebuild_search")
