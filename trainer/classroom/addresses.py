"""The addresses of this machine at which others may reach it."""

import errno
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
        raise TrainerError(f"{host!r} is not an address.", _ours()) from error
    if address.is_unspecified or address.is_multicast or address.version != 4:  # noqa: PLR2004
        raise TrainerError(f"Devices cannot join at {host}.", _ours())


def port_refused(host: str, port: int, error: OSError) -> TrainerError:
    """What is wrong where nothing can be served at an address and a port, and the way out."""
    what = f"{host} port {port} cannot be used"
    match error.errno:
        case errno.EADDRINUSE:
            why = f"{what}: another program uses that port, perhaps another trainer."
            return TrainerError(why, "End that program, or choose another port with --port.")
        case errno.EADDRNOTAVAIL | None:  # asyncio of Python 3.13 says so in words alone
            return TrainerError(f"{what}: this computer does not have that address.", _ours())
        case errno.EACCES:
            why = f"{what}: the system keeps that port for itself."
            return TrainerError(why, "Choose a port above 1023 with --port.")
        case _:
            hint = "Choose another address, or another port with --port."
            return SystemRefusedError(error, what, hint)


def _ours() -> str:
    return f"This computer's addresses: {', '.join(lan_addresses()) or 'none; join a network'}."
