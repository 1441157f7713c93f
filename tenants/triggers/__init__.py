"""What the database itself refuses, whoever writes: rules, and the triggers they become.

``tenants.triggers.exemptions`` is left out on purpose: its switches are for a few named procedures.
"""

from tenants.triggers.install import after_migrations, before_migrations, differing_triggers, sync_triggers
from tenants.triggers.rules import (
    REFUSAL,
    all_rules,
    append_only,
    append_only_models,
    crosses_agencies,
    follows_tree,
    is_refusal,
    owned_through,
    same_agency,
)

__all__ = [
    "REFUSAL",
    "after_migrations",
    "all_rules",
    "append_only",
    "append_only_models",
    "before_migrations",
    "crosses_agencies",
    "differing_triggers",
    "follows_tree",
    "is_refusal",
    "owned_through",
    "same_agency",
    "sync_triggers",
]
