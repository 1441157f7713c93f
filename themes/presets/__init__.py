"""The looks an agency starts from, as data: one TOML file each, named by its key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from themes.layout import Layout, layout_classes
from themes.presets.descriptions import DESCRIPTIONS
from themes.tokens import TokenValue

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

__all__ = ["DEFAULT_PRESET", "Preset", "find_preset", "presets"]

DEFAULT_PRESET = "civic"
FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Preset:
    """A complete set of tokens and the layout variants that go with it.

    A token written ``@other`` takes the value of another token, so that a new brand changes what follows from it.
    """

    key: str
    name: str
    description: StrPromise
    layout: Layout
    tokens: Mapping[str, TokenValue]
    # Only what differs where the reader prefers a dark page.
    dark: Mapping[str, TokenValue]

    @property
    def classes(self) -> str:
        """The classes of the html element that switch its layout variants on."""
        return layout_classes(self.layout)


@cache
def presets() -> Mapping[str, Preset]:
    """All presets by key, in the order of their keys."""
    return {
        path.stem: Preset(key=path.stem, description=DESCRIPTIONS[path.stem], **tomllib.loads(path.read_text()))
        for path in sorted(FOLDER.glob("*.toml"))
    }


def find_preset(key: str) -> Preset:
    """The preset called ``key``.

    Raises KeyError when there is none.
    """
    return presets()[key]
