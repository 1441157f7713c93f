"""What processes remember and share: nothing of one agency may be found where another looks."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.source_files import BASE_DIR, name_of, project_files

PRODUCT = [
    path
    for path in project_files(".py")
    if path.relative_to(BASE_DIR).parts[0] in {"govcms", "search", "tenants", "themes"}
    and "migrations" not in path.parts
]
# The first asks whether the cache answers, the second keeps that somebody has just asked, under the agency's uid.
# Whoever keeps something of an agency there names its uid and a version in the key.
USE_THE_SHARED_CACHE = {"govcms/observability/health.py", "govcms/accessibility/admin_views.py"}
# Whoever they are made for, they would be given to the next.
SOMEBODYS = {"self", "request", "user", "agency", "agency_site", "site", "page", "membership", "scope", "session"}


def test_templates_keep_no_fragments() -> None:
    fragments = ("{% cache", "{% wagtailcache", "{% wagtailpagecache", "{% load cache", "{% load wagtail_cache")
    keeping = [name_of(path) for path in project_files(".html") if any(tag in path.read_text() for tag in fragments)]

    assert keeping == []


def test_the_shared_cache_is_used_where_somebody_has_thought_of_its_keys() -> None:
    using = {
        name_of(path)
        for path in PRODUCT
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "django.core.cache"
    }

    assert using <= USE_THE_SHARED_CACHE


def test_functions_that_are_remembered_are_about_nobody() -> None:
    remembered = [(path, function) for path in PRODUCT for function in _remembered(path)]
    about_somebody = [
        f"{name_of(path)}: {function.name}"
        for path, function in remembered
        if SOMEBODYS & {argument.arg for argument in [*function.args.args, *function.args.kwonlyargs]}
    ]

    assert len(remembered) > 5
    assert about_somebody == []


def _remembered(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            names = {ast.unparse(decorator).split("(")[0].split(".")[-1] for decorator in node.decorator_list}
            if names & {"cache", "lru_cache"}:
                yield node
