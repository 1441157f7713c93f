"""Where a request comes from."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

Address = IPv4Address | IPv6Address
# The longest path through proxies that is read; a visitor may send a header of any length.
_MOST_HOPS = 20


def visitor_address(request: HttpRequest) -> str:
    """The address of the visitor as our own proxies saw it; empty when the server does not know.

    ``X-Forwarded-For`` is written by anybody. What is believed of it is what the proxies of TRUSTED_PROXIES
    have added: it is read from its end, and the first address that is none of theirs is the visitor's.
    """
    nearest = _parsed(request.META.get("REMOTE_ADDR", ""))
    if nearest is None:
        return ""
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[-_MOST_HOPS:]
    while _is_trusted(nearest) and hops:
        further = _parsed(hops.pop())
        if further is None:
            break
        nearest = further
    return str(nearest)


def network_of(address: str) -> str:
    """What one visitor can change her address within: the address itself, or the /64 network of IPv6."""
    parsed = _parsed(address)
    return str(IPv6Network((parsed, 64), strict=False)) if isinstance(parsed, IPv6Address) else str(parsed or "")


def _is_trusted(address: Address) -> bool:
    return any(address in network for network in settings.TRUSTED_PROXIES)


def _parsed(text: str) -> Address | None:
    text = text.strip()
    # Some proxies add the port: 192.0.2.1:443 and [2001:db8::1]:443.
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if getattr(address, "scope_id", None):
        # Of a network card of one machine; no table keeps it.
        return None
    return getattr(address, "ipv4_mapped", None) or address
