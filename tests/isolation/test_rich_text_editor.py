"""The editor of rich text is made once for all requests of a process; what one reads is not the other's."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from govcms.content.editor_fields import RichTextArea


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Threads that take turns as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def test_editors_drawn_at_the_same_time_hold_their_own_words(hasty_threads: None) -> None:
    editor = RichTextArea(features=["bold"])
    names = [f"agency{number}" for number in range(8)]

    def drawn(name: str) -> set[str]:
        html = f"<p>{name} <b>{name}</b></p>" * 20
        return {word for _ in range(20) for word in names if word in editor.format_value(html)}

    with ThreadPoolExecutor(len(names)) as threads:
        assert list(threads.map(drawn, names)) == [{name} for name in names]
