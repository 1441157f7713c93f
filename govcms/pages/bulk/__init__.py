"""The one way to write many pages at once.

Site templates, copies, imports, the corpus and the demo use it. Page by page, Wagtail spends a tenth of a second
on each; here the number of queries does not depend on the number of pages, save for the batches that a database's
limit of variables demands. None of Wagtail's signals is sent; ``govcms.pages.signals.pages_changed`` is, once.
"""

from govcms.pages.bulk.revisions import Deed
from govcms.pages.bulk.tree import NewPage
from govcms.pages.bulk.writer import InvalidPage, rewrite_pages, write_pages

__all__ = ["Deed", "InvalidPage", "NewPage", "rewrite_pages", "write_pages"]
