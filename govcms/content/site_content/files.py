"""Read the files of a site: a site template, and layers on top of it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from tenants.errors import UserError


@dataclass(frozen=True, slots=True)
class SiteContent:
    """What the files of a site say. Pages are keyed by their path on the site: ``/services/apply/``."""

    name: str = ""
    description: str = ""
    preset: str = ""
    # Design tokens on top of the preset; they belong to it, so another preset leaves them out.
    tokens: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    menu: Sequence[Mapping[str, Any]] = ()
    footer: Sequence[Mapping[str, Any]] = ()
    pages: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    images: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    documents: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    snippets: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    alerts: Sequence[Mapping[str, Any]] = ()
    # The site in its other languages, by code: pages under the paths of the first language, menus, settings.
    languages: Mapping[str, SiteContent] = field(default_factory=dict)

    def below(self, layer: SiteContent) -> SiteContent:
        """This content with ``layer`` on top: settings, pages and files replace those of the same key."""
        return SiteContent(
            name=self.name,
            description=self.description,
            preset=self.preset,
            tokens={**self.tokens, **layer.tokens},
            settings={**self.settings, **layer.settings},
            menu=layer.menu or self.menu,
            footer=layer.footer or self.footer,
            pages={**self.pages, **layer.pages},
            images={**self.images, **layer.images},
            documents={**self.documents, **layer.documents},
            snippets={**self.snippets, **layer.snippets},
            alerts=layer.alerts or self.alerts,
            languages={
                language: self.languages.get(language, SiteContent()).below(
                    layer.languages.get(language, SiteContent())
                )
                for language in [*self.languages, *(code for code in layer.languages if code not in self.languages)]
            },
        )

    def in_language(self, language: str) -> SiteContent:
        """The site in another of its languages: what a page there does not say is as in the first language."""
        other = self.languages[language]
        pages = {path: {**self.pages.get(path, {}), **page} for path, page in other.pages.items()}
        return replace(other, pages=pages, images=self.images, documents=self.documents)


@cache
def read_site_content(folder: Path) -> SiteContent:
    """What the files in ``folder`` say; they are read once in the life of a process.

    Raises UserError with the file's name for one that is not TOML.
    """
    template = read_toml(folder / "template.toml") if (folder / "template.toml").exists() else {}
    return SiteContent(
        name=template.get("name", ""),
        description=template.get("description", ""),
        preset=template.get("preset", ""),
        tokens=template.get("tokens", {}),
        settings=template.get("settings", {}),
        menu=template.get("menu", ()),
        footer=template.get("footer", ()),
        pages={_page_path(folder / "pages", file): read_toml(file) for file in sorted(folder.glob("pages/**/*.toml"))},
        images=_by_key(folder / "images.toml", "image"),
        documents=_by_key(folder / "documents.toml", "document"),
        snippets=_by_key(folder / "snippets.toml", "snippet"),
        alerts=template.get("alert", ()),
        languages={other.name: read_site_content(other) for other in sorted(folder.glob("languages/*"))},
    )


def read_toml(file: Path) -> dict[str, Any]:
    """The content of a TOML file. Raises UserError for one that cannot be read."""
    try:
        # A number as it is written: 14.9 as a float has more digits than a field may take.
        return tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise UserError(f"{file.name} cannot be read: {error}") from error


def _page_path(folder: Path, file: Path) -> str:
    steps = [*file.relative_to(folder).parent.parts, file.stem]
    if steps[-1] == "index":
        steps.pop()
    return "".join(f"/{step}" for step in steps) + "/"


def _by_key(file: Path, name: str) -> dict[str, Mapping[str, Any]]:
    return {entry["key"]: entry for entry in read_toml(file)[name]} if file.exists() else {}
