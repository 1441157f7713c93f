"""What the styleguide shows: components with their example, blocks with their preview, page types."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

import themes
from govcms.content.blocks import BodyBlock
from govcms.content.linked import Linked, rendering_with
from govcms.content.models import ContentPage
from govcms.pages.models import Page

COMPONENTS = Path(themes.__file__).parent / "templates" / "components"


@dataclass(frozen=True, slots=True)
class Example:
    """One thing of the styleguide: what it is for, what it looks like, and what to write to get it."""

    name: str
    title: str
    purpose: str
    html: str
    code: str
    shown_by: str = ""


class ExampleForm(forms.Form):
    """A form for the component that shows a field of one."""

    email = forms.EmailField(label=_("Your e-mail address"), help_text=_("We write to you there once."))


@cache
def component_data() -> Mapping[str, dict[str, Any]]:
    """The examples of the components by name, as they are written in components.toml."""
    return tomllib.loads(Path(__file__).with_name("components.toml").read_text(encoding="utf-8"))


def components() -> Iterator[Example]:
    """Every component, in the order of their names."""
    for path in sorted(COMPONENTS.glob("*.html")):
        data = dict(component_data().get(path.stem, {}))
        shown_by = data.pop("shown_by", "")
        if shown_by == "code":
            data, shown_by = {"field": ExampleForm({"email": ""})["email"]}, ""
        words = " ".join(f"{key}={key}" for key in data)
        include = f'{{% include "components/{path.name}" with {words} only %}}'
        yield Example(
            name=path.stem,
            title=path.stem.replace("_", " ").capitalize(),
            purpose=_purpose_of(path),
            html="" if shown_by else render_to_string(f"components/{path.name}", _drawn(data)),
            code="" if shown_by else f"{include}\n\n{_as_json(component_data()[path.stem])}",
            shown_by=shown_by.replace(":", " ").replace("_", " "),
        )


def blocks() -> Iterator[Example]:
    """Every block of a body with the value it previews, in the order of the block chooser."""
    for name, block in BodyBlock().child_blocks.items():
        value = block.get_preview_value()
        with rendering_with(Linked()):
            html = block.render(value, {"heading_level": 3})
        yield Example(
            name=name,
            title=str(block.label),
            purpose=str(block.get_description()),
            html=html,
            code=_as_json({"type": name, "value": block.get_prep_value(value)}),
        )


def page_types() -> Iterator[Example]:
    """Every page type that somebody can make, in the order of their names."""
    for model in sorted(_leaves(ContentPage), key=lambda each: str(each._meta.verbose_name)):
        inherited = {field.name for field in ContentPage._meta.get_fields()} | {"body"}
        own = [
            f"{field.name}: {field.verbose_name}"
            for field in model._meta.local_fields + model._meta.local_many_to_many
            if field.name not in inherited and not field.name.endswith("_ptr")
        ]
        yield Example(
            name=model._meta.model_name or "",
            title=str(model._meta.verbose_name).capitalize(),
            purpose=str(model.get_page_description()),
            html="",
            code="\n".join([model._meta.label, str(model.template), *own]),
        )


def _leaves(model: type[Page]) -> Iterator[type[Page]]:
    for child in model.__subclasses__():
        if not child._meta.abstract:
            yield child
        yield from _leaves(child)


def _purpose_of(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").split("{% endcomment %}")[0].splitlines()[1:]
    return " ".join(lines)


def _drawn(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _drawn(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_drawn(each) for each in value]
    if isinstance(value, str) and value.startswith("static:"):
        return static(value.removeprefix("static:"))
    # Ours, from a file of the project.
    return mark_safe(value) if isinstance(value, str) and value.startswith("<") else value


def _as_json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False, cls=DjangoJSONEncoder)
