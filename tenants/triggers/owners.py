"""Whose a row is, as SQL: by its own column, by the row it is a part of, or as an app says."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from django.db import models

_declared: dict[str, tuple[Any, Callable[[str], str]]] = {}


def declare_owner(model: type[models.Model], field: Any, owner_sql: Callable[[str], str]) -> None:
    """Say whose a row of ``model`` is, as an expression for the agency's id, and which field decides it."""
    _declared[model._meta.label] = field, owner_sql


def is_declared(model: type[models.Model]) -> bool:
    """Whether an app has said whose rows of the model are."""
    return model._meta.label in _declared


def owner_column(model: type[models.Model]) -> str | None:
    """The column of the model's own table that names the agency."""
    for field in model._meta.local_concrete_fields:
        if field.name == "agency" and field.remote_field is not None:
            return str(field.column)
    return None


def owning_field(model: type[models.Model]) -> Any:
    """The field that says whose a row is: what an app declared, the agency, the page it extends, what it is part of."""
    if is_declared(model):
        return _declared[model._meta.label][0]
    local: list[Any] = [field for field in model._meta.local_concrete_fields if field.remote_field is not None]
    for field in local:
        if field.name == "agency":
            return field
    for field in local:
        if getattr(field.remote_field, "parent_link", False) and has_owner(field.remote_field.model):
            return field
    for field in local:
        # A key that takes the row along when its target goes: the row is a part of the target.
        goes_along = field.remote_field.on_delete is models.CASCADE and not field.null
        if goes_along and field.remote_field.model is not model and has_owner(field.remote_field.model):
            return field
    return None


def has_owner(model: type[models.Model]) -> bool:
    """Whether SQL can tell whose a row of the model is."""
    return model._meta.label == "tenants.Agency" or owning_field(model) is not None


def owner_of_row(model: type[models.Model], row: str) -> str:
    """The id of the agency that the row called ``row`` belongs to."""
    return _owner(model, row, count(1))


def owner_of_target(field: Any, row: str) -> str:
    """The id of the agency whose row the foreign key ``field`` of the row called ``row`` leads to."""
    return _owner_by_key(field, row, count(1))


def _owner(model: type[models.Model], row: str, numbers: count[int]) -> str:
    if model._meta.label == "tenants.Agency":
        return f"{row}.id"
    if is_declared(model):
        return _declared[model._meta.label][1](row)
    field = owning_field(model)
    if field.name == "agency":
        return f"{row}.{field.column}"
    return _owner_by_key(field, row, numbers)


def _owner_by_key(field: Any, row: str, numbers: count[int]) -> str:
    target = field.remote_field.model
    key = f"{row}.{field.column}"
    if target._meta.label == "tenants.Agency":
        return key
    found = f"owner_{next(numbers)}"
    owner = _owner(target, found, numbers)
    table, own_key = target._meta.db_table, field.target_field.column
    return f"(SELECT {owner} FROM {table} {found} WHERE {found}.{own_key} = {key})"  # noqa: S608 -- names of tables
