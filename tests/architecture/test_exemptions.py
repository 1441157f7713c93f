"""The switches in the database's rules are for a few procedures, named here."""

import ast

from tests.source_files import name_of, project_files

# Each is a documented procedure; see docs/explanation/the-wall.md.
ALLOWED = {
    "govcms/content/handover/action.py",
    "govcms/moving/database.py",
    "tenants/models/__init__.py",
    "tenants/triggers/exemptions.py",
    "tests/content/test_handover.py",
    "tests/tenants/test_triggers.py",
    "tests/tenants/audit/test_sealing.py",
    "tests/tenants/rules_on_postgresql.py",
}


def test_only_named_procedures_reach_for_a_switch() -> None:
    reaching = {name_of(path) for path in project_files(".py") if _names_a_switch(path.read_text(encoding="utf-8"))}

    assert reaching - ALLOWED - {"tests/architecture/test_exemptions.py"} == set()
    assert reaching >= ALLOWED


def _names_a_switch(source: str) -> bool:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (
            node.module == "tenants.triggers.exemptions" or any(alias.name == "Exemption" for alias in node.names)
        ):
            return True
        if isinstance(node, ast.Import) and any(alias.name == "tenants.triggers.exemptions" for alias in node.names):
            return True
    return False
