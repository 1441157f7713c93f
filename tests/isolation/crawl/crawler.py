"""A person, or nobody, who asks for everything."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core import mail
from django.core.signals import got_request_exception
from django.test import Client
from django.test.client import ClientHandler

from govcms.identity.models import User
from tests.isolation.admin_urls import admin_urls
from tests.isolation.crawl.addresses import tried
from tests.isolation.crawl.atlas import Atlas
from tests.isolation.crawl.queries import Recorded, foreign_queries, plain_queries
from tests.isolation.crawl.watch import Watch, essence

SIGNING_OUT = {"wagtailadmin_logout"}


class RecordingHandler(ClientHandler):
    """Remembers which parameters a view read."""

    def get_response(self, request: Any) -> Any:
        """Answer, and keep what was read."""
        request.GET = Recorded.of(request.GET)
        if request.method == "POST":
            request.POST = Recorded.of(request.POST)
        errors: list[str] = []

        def note(**_given: Any) -> None:
            """Remember what went wrong."""
            errors.append(traceback.format_exc(limit=-2))

        got_request_exception.connect(note)
        try:
            answer = super().get_response(request)
        finally:
            got_request_exception.disconnect(note)
        answer.names_read = getattr(request.GET, "asked", set())
        answer.names_posted = getattr(request.POST, "asked", set())
        answer.errors = errors
        return answer


class QuietClient(Client):
    """Django's test browser without its record of templates and contexts, which costs more than most answers."""

    def __init__(self, **defaults: Any) -> None:
        super().__init__(**defaults)
        self.handler = RecordingHandler(enforce_csrf_checks=False)

    def request(self, **request: Any) -> Any:
        """Send a request; a view that fails answers 500."""
        answer = self.handler(self._base_environ(**request))
        self.cookies.update(answer.cookies)
        self.cookies.pop("messages", None)
        return answer


@dataclass
class Crawler:
    """Asks as one person at one host, and keeps what the answers should not have said."""

    client: Client
    watch: Watch
    asked: Counter[int] = field(default_factory=Counter)
    _done: set[str] = field(default_factory=set)
    _of_nothing: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Any:
        """Ask, look, and compare with what does not exist where somebody else's is named."""
        if path in self._done:
            return None
        self._done.add(path)
        answer = self._ask(path)
        twin = self.watch.twin(path)
        if twin is not None:
            if twin not in self._of_nothing:
                self._of_nothing[twin] = essence(self._ask(twin))
            self.watch.compare(f"GET {path}", answer, self._of_nothing[twin])
        return answer

    def _ask(self, path: str) -> Any:
        answer = self.client.get(path)
        self.asked[answer.status_code] += 1
        self.watch.look(f"GET {path}", answer)
        return answer

    def finish(self) -> list[str]:
        """What was found, mails included."""
        self.watch.look_at_mails(mail.outbox)
        return self.watch.findings


def browser(host: str, user: User | None = None) -> Client:
    """A browser at a host, signed in as somebody or nobody."""
    client = QuietClient(headers={"host": host})
    if user is not None:
        client.force_login(user)
    return client


def crawl_admin(crawler: Crawler, own: Atlas, others: Sequence[Atlas], *, with_parameters: bool) -> None:
    """Ask for every URL of the admin with every id; each screen that opens also with every parameter it reads."""
    for url in admin_urls():
        if url.name in SIGNING_OUT:
            continue
        screens: list[tuple[str, set[str]]] = []
        for path in tried(url, own, others):
            answer = crawler.get(path)
            if answer is not None and answer.status_code == 200 and not url.name.endswith("_results"):
                screens.append((path, answer.names_read))
        for path, names in screens[:1]:
            queries = plain_queries(names) + (foreign_queries(names, others) if with_parameters else [])
            for query in queries:
                crawler.get(f"{path}?{query}")
    crawl_paths(crawler, bulk_paths(others))


def bulk_paths(others: Sequence[Atlas]) -> list[str]:
    """Actions on several rows at once, with the rows of others among them and with all there are."""
    kinds = ("pages/page", "media/agencyimage", "media/agencydocument", "identity/user", "wagtailcore/page")
    actions = ("delete", "publish", "unpublish", "move", "add_tags", "add_to_collection", "assign_role")
    found = []
    for kind in kinds:
        for action in actions:
            base = f"/admin/bulk/{kind}/{action}/"
            found.append(f"{base}?id=all")
            for atlas in others[:1]:
                found += [f"{base}?id={pk}" for pk in atlas.ids[:8]]
                found.append(f"{base}?id=all&childOf={atlas.planted.home.pk}")
    return found


def crawl_paths(crawler: Crawler, paths: Iterable[str]) -> None:
    """Ask for each of these."""
    for path in paths:
        crawler.get(path)
