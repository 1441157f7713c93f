"""HTML templates: each compiles, none carries script or style of its own."""

import re
from pathlib import Path

import pytest
from django.template import engines

from tests.source_files import BASE_DIR, name_of, project_files

# The stock project that is measured beside ours is another project, with tags of its own.
TEMPLATES = [path for path in project_files(".html") if BASE_DIR / "benchmarks" not in path.parents]

# The content policy of public hosts refuses all of these.
INLINE = re.compile(
    r"<script(?![^>]*\ssrc=)(?![^>]*application/(?:ld\+)?json)|<style|\sstyle=|\son[a-z]+=", re.IGNORECASE
)


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_compiles(path: Path) -> None:
    engines["django"].from_string(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_has_nothing_inline(path: Path) -> None:
    assert INLINE.findall(path.read_text(encoding="utf-8")) == []
