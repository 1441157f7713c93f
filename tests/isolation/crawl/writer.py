"""A person who sends other agencies' ids wherever something can be sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Picture

from tenants.addresses import address_map
from tests.isolation.crawl.books import Books
from tests.isolation.crawl.counterparts import Counterparts
from tests.isolation.crawl.forms import Form
from tests.isolation.crawl.queries import HARMLESS
from tests.isolation.crawl.watch import Watch, essence

# Addresses to go on to.
_ADDRESSES = {"next", "return_url"}
_ELSEWHERE = "//elsewhere.example/"
# What scripts count: the rows of formsets, the blocks of streams.
_COUNTS = ("-TOTAL_FORMS", "-INITIAL_FORMS", "-count")
# Buttons that this state of a page does not show.
_BUTTONS = "action-"


@dataclass
class Writer:
    """Sends as one person at one host; after each request the books are read and everything is taken back."""

    client: Client
    watch: Watch
    books: Books
    there: Sequence[Counterparts]
    # By URL name: how forms were answered that held nothing of others.
    taken: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    sent: int = 0
    _tried: set[tuple[str, str]] = field(default_factory=set)
    _of_nothing: dict[tuple[str, str], str] = field(default_factory=dict)

    def address(self, name: str, form: Form) -> tuple[Form, Any]:
        """Send a form unchanged, then to an address in which each id is another agency's; returns it and its answer."""
        form, answer = self._completed(form)
        self.taken[name].add(answer.status_code)
        for there in self.there:
            for action in there.of(form.action):
                self._compare(replace(form, action=action), there)
        return form, answer

    def fill(self, name: str, form: Form) -> None:
        """The same, and then with what others own in each parameter and each field that the view reads.

        Forms of one URL share most fields, as the types of pages do: each field is tried in one of them.
        """
        form, answer = self.address(name, form)
        fields = answer.names_posted - HARMLESS - form.buttons
        for there in self.there:
            for parameter in sorted(answer.names_read - HARMLESS - _ADDRESSES):
                for value in there.blank_ids:
                    joint = "&" if "?" in form.action else "?"
                    self._compare(replace(form, action=f"{form.action}{joint}{urlencode({parameter: value})}"), there)
            for field_name in sorted(fields - _ADDRESSES):
                if self._is_to_be_tried(name, there, field_name):
                    for value in there.values(form, field_name):
                        self._compare(form, there, field_name, value)
        for field_name in sorted(fields & _ADDRESSES):
            self.post(form, field_name, _ELSEWHERE)

    def fill_stream(self, name: str, form: Form, prefix: str) -> None:
        """Send a form unchanged, then with what others own in the place of each row that its stream refers to.

        Not compared with what does not exist: that makes a dead link or none, and pages with dead links must stay
        editable. That a number is somebody's is all that the refusal of a link tells.
        """
        form, answer = self._completed(form)
        self.taken[name].add(answer.status_code)
        for there in self.there:
            for field_name in sorted(each for each in form.data if each.startswith(f"{prefix}-")):
                for value in there.of(form.data[field_name][0]):
                    self.post(form, field_name, value)

    def finish(self) -> list[str]:
        """What was found."""
        return [*self.watch.findings, *self.books.close()]

    def _is_to_be_tried(self, name: str, there: Counterparts, field_name: str) -> bool:
        key = f"{name} {there.other.marks.name}", field_name
        if key in self._tried or field_name.endswith(_COUNTS) or field_name.startswith(_BUTTONS):
            return False
        self._tried.add(key)
        return True

    def _completed(self, form: Form) -> tuple[Form, Any]:
        """The form with the counts that scripts would add to it, and the answer to it."""
        answer = self.post(form)
        missing = {name: ["0"] for name in answer.names_posted - form.data.keys() if name.endswith(_COUNTS)}
        return self._completed(replace(form, data={**form.data, **missing})) if missing else (form, answer)

    def _compare(self, form: Form, there: Counterparts, field_name: str = "", value: str = "") -> None:
        """Send it, and the same about what does not exist: the answers must not differ."""
        answer = self.post(form, field_name, value)
        twin = replace(form, action=there.of_nothing(form.action))
        value_of_twin = there.of_nothing(value)
        if (twin.action, value_of_twin) == (form.action, value):
            return
        key = f"{twin.action} {twin.accept} {sorted(twin.data.items())} {field_name}", value_of_twin
        if key not in self._of_nothing:
            self._of_nothing[key] = essence(self.post(twin, field_name, value_of_twin))
        self.watch.compare(f"POST {form.action} {field_name}={value[:80]}", answer, self._of_nothing[key])

    def post(self, form: Form, field_name: str = "", value: str = "") -> Any:
        """Send a form with one field changed, look at the answer, the mails and the books, and take it all back."""
        data = {**form.data, field_name: [value]} if field_name else form.data
        files = {name: _file(is_picture) for name, is_picture in form.files.items()}
        line = f"POST {form.action} {field_name and f'{field_name}={value[:80]}'}".rstrip()
        sent = " ".join([form.action, *(each for values in data.values() for each in values)]).lower()
        signed_in = self.client.cookies.copy()
        mail.outbox.clear()
        with self.books.writing(line, sent, self.watch.findings):
            answer = self.client.post(form.action, {**data, **files}, headers={"accept": form.accept})
        # What the process remembers of the database, and a session that the request began, are taken back with it.
        address_map.forget()
        cache.clear()
        self.client.cookies = signed_in
        self.sent += 1
        self.watch.look(f"{line} {sent}", answer, name=line)
        self.watch.look_at_mails(mail.outbox, line=line, sent=sent)
        where = urlsplit(answer.get("Location", "")).hostname or ""
        if where and where in _ELSEWHERE:
            self.watch.findings.append(f"{line}: leads to {where}")
        return answer


def _file(is_picture: bool) -> SimpleUploadedFile:
    if not is_picture:
        return SimpleUploadedFile("words.txt", b"Words", "text/plain")
    drawn = BytesIO()
    Picture.new("RGB", (8, 8), "grey").save(drawn, "PNG")
    return SimpleUploadedFile("words.png", drawn.getvalue(), "image/png")
