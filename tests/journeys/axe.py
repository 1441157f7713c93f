"""Automatic accessibility checks by axe-core, which `npm ci` puts beside the front-end packages."""

from functools import cache

from playwright.sync_api import Page

from tests.source_files import BASE_DIR

# WCAG 2.2 at level AA, and what axe-core's authors call best practice.
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe_violations(page: Page, *, within: str = "html") -> list[str]:
    """What axe-core finds wrong on ``page`` inside the CSS selector ``within``: rule, help and the elements."""
    # Evaluated by the debugger, which the page's content policy does not bind as it would a script element.
    page.evaluate(_source())
    found = page.evaluate(
        "([within, tags]) => axe.run(within, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})",
        [within, _TAGS],
    )
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:200]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


@cache
def _source() -> str:
    path = BASE_DIR / "themes" / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
    return path.read_text(encoding="utf-8")
