"""What the database itself refuses, whoever writes: a registry of rules, each of which becomes a trigger.

References of owned rows to owned rows are covered without anybody's doing: whoever adds a foreign key to an owned
model has its rule. Apps declare the rest in ``AppConfig.ready()``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from tenants.triggers.owners import (
    declare_owner,
    has_owner,
    is_declared,
    owner_column,
    owner_of_row,
    owner_of_target,
    owning_field,
)

PREFIX = "wall_"
# What the database says of itself begins so; whoever meets the error knows whose it is.
REFUSAL = "The wall between agencies"
# PostgreSQL's limit for names is 63; SQLite's copy of a rule has two more characters for each of its two triggers.
_MAX_NAME = 58

EXEMPTION_TABLE = "tenants_exemption"


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition on a row that is being written; where it is true, the database refuses."""

    table: str
    what: str
    # BEFORE or AFTER the row is written.
    timing: str
    events: tuple[str, ...]
    # SQL about NEW and OLD that both databases read alike.
    refuse_if: str
    message: str
    # The columns whose UPDATE is looked at; empty for all.
    columns: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of the trigger."""
        name = f"{PREFIX}{self.table}_{self.what}"
        if len(name) <= _MAX_NAME:
            return name
        return f"{name[: _MAX_NAME - 9]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"


_declared: list[Callable[[], Iterator[Rule]]] = []
_append_only: dict[str, type[models.Model]] = {}
_crossing: dict[tuple[str, str], str] = {}


def same_agency(model: type[models.Model], *fields: str, owner: str) -> None:
    """Rows of a model without an agency refer to one agency alone: that of the row ``owner`` leads to.

    Only for tables whose foreign key ``owner`` may be empty or is not theirs to be taken along by; rows whose
    ``owner`` is empty are let through. What an owned model refers to is covered already.
    """

    def rules() -> Iterator[Rule]:
        """Made when all models are known."""
        owning = model._meta.get_field(owner)
        for name in fields:
            yield _reference_rule(model, model._meta.get_field(name), owner_of_target(owning, "NEW"), owning)

    _declared.append(rules)


def crosses_agencies(model: type[models.Model], field: str, *, reason: str) -> None:
    """Let a foreign key of an owned model lead to rows of other agencies. Raises ValueError without a reason."""
    if not reason.strip():
        raise ValueError("Say why it may lead to other agencies.")
    _crossing[model._meta.label, field] = reason


def owned_through(model: type[models.Model], field: str, owner_sql: Callable[[str], str]) -> None:
    """Say whose a row is of a model that has no agency and is no part of an owned row; ``field`` decides it.

    ``owner_sql`` gets the name by which SQL calls the row and returns an expression for the agency's id. A change of
    ``field`` must not give the row to another agency.
    """
    declare_owner(model, model._meta.get_field(field), owner_sql)


def follows_tree(model: type[models.Model]) -> None:
    """Pages belong to the agency of the page at depth two that they are below; nothing moves to or from depth two."""

    def rules() -> Iterator[Rule]:
        """Made when all models are known."""
        table = model._meta.db_table
        # One level of a treebeard path is four characters. Compared with the agency's root and not with the parent:
        # a move writes the paths of a subtree in an order that nobody promises.
        root = f"(SELECT root_.agency_id FROM {table} root_ WHERE root_.path = substr(NEW.path, 1, 8))"  # noqa: S608
        yield Rule(
            table=table,
            what="follows_tree",
            timing="AFTER",
            events=("INSERT", "UPDATE"),
            columns=("agency_id", "path"),
            refuse_if=f"length(NEW.path) > 8 AND NEW.agency_id IS DISTINCT FROM {root}",
            message="a page belongs to the agency whose tree it is in",
        )
        yield Rule(
            table=table,
            what="keeps_roots",
            timing="AFTER",
            events=("UPDATE",),
            columns=("path",),
            refuse_if="(length(OLD.path) <= 8 OR length(NEW.path) <= 8) AND NEW.path IS DISTINCT FROM OLD.path",
            message="the root pages of agencies stay where they are",
        )

    _declared.append(rules)


def append_only(model: type[models.Model]) -> None:
    """Rows of this model are written once: the database refuses to change or delete them.

    ``tenants.triggers.exemptions.rewriting`` is the switch for the documented procedures that erase.
    """
    _append_only[model._meta.label] = model


def is_refusal(error: Exception) -> bool:
    """Whether an error of the database comes from one of the rules."""
    return str(error).startswith(REFUSAL)


def append_only_models() -> list[type[models.Model]]:
    """The models whose rows are written once."""
    return list(_append_only.values())


def all_rules() -> dict[str, Rule]:
    """Every rule by the name of its trigger."""
    found = [*_rules_of_owned_models(), *(rule for rules in _declared for rule in rules()), *_append_only_rules()]
    return {rule.name: rule for rule in found}


def _rules_of_owned_models() -> Iterator[Rule]:
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy or not has_owner(model):
            continue
        owner = owner_column(model)
        if owner is not None:
            yield Rule(
                table=model._meta.db_table,
                what="keeps_agency",
                timing="AFTER",
                events=("UPDATE",),
                columns=(owner,),
                refuse_if=f"OLD.{owner} IS NOT NULL AND NEW.{owner} IS DISTINCT FROM OLD.{owner}"
                f" AND {_not_exempt('handover')}",
                message="what belongs to an agency stays with it",
            )
        taken = owning_field(model)
        if is_declared(model):
            new, old = owner_of_row(model, "NEW"), owner_of_row(model, "OLD")
            yield Rule(
                table=model._meta.db_table,
                what="keeps_agency",
                timing="AFTER",
                events=("UPDATE",),
                columns=(taken.column,),
                refuse_if=f"NEW.{taken.column} IS DISTINCT FROM OLD.{taken.column} AND {new} IS DISTINCT FROM {old}",
                message="what belongs to an agency stays with it",
            )
        for field in model._meta.local_concrete_fields:
            target = getattr(field.remote_field, "model", None)
            if target is None or field is taken or getattr(field.remote_field, "parent_link", False):
                continue
            if has_owner(target) and (model._meta.label, field.name) not in _crossing:
                yield _reference_rule(model, field, owner_of_row(model, "NEW"), taken)


def _reference_rule(model: type[models.Model], field: Any, owner: str, owning: Any) -> Rule:
    column = field.column
    condition = f"NEW.{column} IS NOT NULL AND {owner} IS DISTINCT FROM {owner_of_target(field, 'NEW')}"
    if owning is not None and owning.null and owning.name != "agency":
        condition = f"NEW.{owning.column} IS NOT NULL AND {condition}"
    return Rule(
        table=model._meta.db_table,
        what=f"{field.name}_same_agency",
        timing="AFTER",
        events=("INSERT", "UPDATE"),
        columns=tuple(sorted({column, *([owning.column] if owning is not None else [])})),
        refuse_if=condition,
        message=f"{model._meta.db_table}.{column} must lead to the same agency",
    )


def _not_exempt(kind: str, subject: str = "") -> str:
    switch = f"kind = '{kind}' AND subject = '{subject}'"
    return f"NOT EXISTS (SELECT 1 FROM {EXEMPTION_TABLE} WHERE {switch})"  # noqa: S608 -- our own words


def _append_only_rules() -> Iterator[Rule]:
    for model in append_only_models():
        table = model._meta.db_table
        yield Rule(
            table=table,
            what="append_only",
            timing="BEFORE",
            events=("UPDATE", "DELETE"),
            refuse_if=_not_exempt("rewrite", table),
            message=f"rows of {table} are written once",
        )
