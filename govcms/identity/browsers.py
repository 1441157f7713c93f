"""Names for browsers that their owners recognise."""

import re

from django.utils.translation import gettext as _

# In this order: each of the first also names itself as one of the last.
_BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "FxiOS": "Firefox", "Chrome": "Chrome"}
_BROWSERS |= {"CriOS": "Chrome", "Safari": "Safari"}
_SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "CrOS": "ChromeOS"}
_SYSTEMS |= {"Mac OS X": "macOS", "Linux": "Linux"}


def browser_name(user_agent: str) -> str:
    """A name such as “Firefox on Windows” for what a browser says it is, true or not."""
    browser = _first(_BROWSERS, user_agent, after="/")
    system = _first(_SYSTEMS, user_agent, after="")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A browser that does not say which")


def _first(names: dict[str, str], user_agent: str, *, after: str) -> str:
    return next((name for word, name in names.items() if re.search(rf"\b{word}{after}", user_agent)), "")
