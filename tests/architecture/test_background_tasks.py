"""Every task of ours says what it does and whose work it is: it is declared in the one way that asks for both."""

import ast

from tests.architecture.test_memory import PRODUCT
from tests.source_files import name_of

DECLARES = "tenants/background.py"


def test_tasks_are_declared_in_one_way() -> None:
    others = {
        name_of(path)
        for path in PRODUCT
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("django_tasks")
        and any(name.name == "task" for name in node.names)
    }

    assert others == {DECLARES}
