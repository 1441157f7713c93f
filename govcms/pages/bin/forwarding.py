"""What happens to readers who come to the address of a page in the bin: an app above leads them on."""

from __future__ import annotations

from typing import Protocol

from govcms.pages.models import Page


class Forwarding(Protocol):
    """Leads readers from the addresses of a page, and of the published ones below it, to another page."""

    def __call__(self, *, page: Page, to: Page) -> int:
        """Do it while the page is where it was; returns how many addresses there are."""
        ...


_forwarding: list[Forwarding] = []


def register_forwarding(forward: Forwarding) -> None:
    """Name the function that leads readers on."""
    _forwarding[:] = [forward]


def forward_readers(*, page: Page, to: Page) -> int:
    """Lead readers on; nothing where no app knows how."""
    return _forwarding[0](page=page, to=to) if _forwarding else 0
