"""The HTML of bodies, remembered by each process under everything it is made of.

A body is drawn from its stored blocks, the pages, pictures and documents gathered for it, and the
language: nothing else reaches its templates, not even the request. So the same of all these is the
same HTML, and nothing has to be told of a change. Finding them still asks the database every time.
"""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from govcms.content.linked import Linked, rendering_with
from govcms.content.outline import outline_of
from govcms.content.pictures import noting_left_out
from tenants.addresses import address_map

# A body with its key takes some thirty kilobytes.
MAX_REMEMBERED = 500

_lock = threading.Lock()
_remembered: OrderedDict[Hashable, SafeString] = OrderedDict()


def body_html(stream: Any, linked: Linked, *, template: str, contents: bool = False) -> SafeString:
    """The body in ``template``, which gets the outline of the body as ``body`` and whether to list its ``contents``."""
    # Addresses depend on the hosts of sites, which the map's version stands for.
    key = (template, contents, get_language(), address_map.version, linked.fingerprint, repr(list(stream.raw_data)))
    with _lock:
        html = _remembered.get(key)
        if html is not None:
            _remembered.move_to_end(key)
            return html
    with rendering_with(linked), noting_left_out() as left_out:
        html = render_to_string(template, {"body": outline_of(stream), "contents": contents})
    if left_out:
        return html
    with _lock:
        _remembered[key] = html
        while len(_remembered) > MAX_REMEMBERED:
            _remembered.popitem(last=False)
    return html


def forget_bodies() -> None:
    """Draw every body again."""
    with _lock:
        _remembered.clear()
