"""Where a request comes from, behind proxies and in front of liars."""

from ipaddress import ip_network

import pytest
from django.test import RequestFactory

from tenants.visitor_address import network_of, visitor_address

PROXIES = [ip_network("10.0.0.0/8"), ip_network("2001:db8:ffff::/48")]


@pytest.mark.parametrize(
    ("nearest", "forwarded", "visitor"),
    [
        ("192.0.2.1", "", "192.0.2.1"),
        # Not from our proxy: whatever it says is its own invention.
        ("192.0.2.1", "198.51.100.7", "192.0.2.1"),
        ("10.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "203.0.113.5, 198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "203.0.113.5, 198.51.100.7, 10.0.0.2", "198.51.100.7"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "10.0.0.3", "10.0.0.3"),
        ("10.0.0.1", "nonsense", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.7, nonsense", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.7:4711", "198.51.100.7"),
        ("2001:db8:ffff::1", "[2001:db8::7]:4711", "2001:db8::7"),
        ("::ffff:10.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("", "198.51.100.7", ""),
        ("10.0.0.1", "fe80::1%eth0", "10.0.0.1"),
        ("10.0.0.1", "203.0.113.5," + "10.0.0.2," * 5_000 + "10.0.0.3", "10.0.0.2"),
    ],
)
def test_the_first_address_that_is_no_proxy_of_ours(
    rf: RequestFactory, settings: object, nearest: str, forwarded: str, visitor: str
) -> None:
    settings.TRUSTED_PROXIES = PROXIES  # type: ignore[attr-defined]

    request = rf.get("/", REMOTE_ADDR=nearest, headers={"X-Forwarded-For": forwarded})

    assert visitor_address(request) == visitor


@pytest.mark.parametrize(
    ("address", "network"),
    [("192.0.2.1", "192.0.2.1"), ("2001:db8::7", "2001:db8::/64"), ("", ""), ("nonsense", "")],
)
def test_one_visitor_has_a_whole_network_of_ipv6(address: str, network: str) -> None:
    assert network_of(address) == network
