"""The addresses of this machine at which others may reach it."""

import ipaddress

import ifaddr

LOOPBACK = "127.0.0.1"
PORT = 8722
"""Where devices are served unless told otherwise; the same each time, so that they come back."""


def lan_addresses() -> tuple[str, ...]:
    """The IPv4 addresses of this machine in its networks, private ones first."""
    found = [
        ip.ip
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
        if isinstance(ip.ip, str) and not ipaddress.ip_address(ip.ip).is_loopback
    ]
    return tuple(
        sorted(dict.fromkeys(found), key=lambda ip: (not ipaddress.ip_address(ip).is_private, ip))
    )
