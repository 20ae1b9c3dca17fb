"""The addresses of this machine at which others may reach it."""

import ipaddress

import ifaddr

from trainer.errors import SystemRefusedError, TrainerError

LOOPBACK = "127.0.0.1"
PORT = 8722
"""Where devices are served unless another is chosen; the same each time, so that they come back."""


def lan_addresses() -> tuple[str, ...]:
    """The IPv4 addresses of this machine in its networks, private ones first."""
    addresses = [
        ip.ip
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
        if isinstance(ip.ip, str) and not ipaddress.ip_address(ip.ip).is_loopback
    ]
    return tuple(
        sorted(
            dict.fromkeys(addresses), key=lambda ip: (not ipaddress.ip_address(ip).is_private, ip)
        )
    )


def check_address(host: str) -> None:
    """Refuse an address at which no device could join.

    Raises:
        TrainerError: it is none, or means all of them.
    """
    try:
        address = ipaddress.ip_address(host)
    except ValueError as error:
        raise TrainerError(f"{host!r} is no address.", _ours()) from error
    if address.is_unspecified or address.is_multicast or address.version != 4:  # noqa: PLR2004
        raise TrainerError(f"Devices cannot join at {host}.", _ours())


def port_refused(host: str, port: int, error: OSError) -> TrainerError:
    """What is wrong where nothing can be served at an address and a port."""
    return SystemRefusedError(
        error,
        f"{host} port {port} cannot be served",
        "Choose another address, or another port with --port.",
    )


def _ours() -> str:
    return f"This computer's addresses: {', '.join(lan_addresses()) or 'none; join a network'}."
