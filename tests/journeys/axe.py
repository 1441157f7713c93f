"""Automatic accessibility checks by axe-core, which `npm ci` puts beside the front-end packages."""

from functools import cache

from playwright.sync_api import Page

from tests.source_files import BASE_DIR

# WCAG 2.2 at level AA, and what axe-core's authors call best practice.
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What a page can fail in other colours, and in no other direction; they take most of the time.
_RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"]


def axe_violations(page: Page, *, within: str = "html", of_colour: bool | None = None) -> list[str]:
    """What axe-core finds wrong on ``page`` inside the CSS selector ``within``: rule, help and the elements.

    ``of_colour`` asks for the rules of colour alone, or for all others.
    """
    run_only = {"type": "rule", "values": _RULES_OF_COLOUR} if of_colour else {"type": "tag", "values": _TAGS}
    left_out = _RULES_OF_COLOUR if of_colour is False else []
    options = {
        "runOnly": run_only,
        "resultTypes": ["violations"],
        "rules": {rule: {"enabled": False} for rule in left_out},
    }
    # Evaluated by the debugger, which the page's content policy does not bind as it would a script element.
    page.evaluate(_source())
    found = page.evaluate(
        "([within, options]) => axe.run(within, options)",
        [within, options],
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
