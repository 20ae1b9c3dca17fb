"""A secret that nobody can guess: of a seat, a cockpit, a phone's link."""

import secrets


def new_token() -> str:
    """128 bits, as text that fits into a link."""
    return secrets.token_urlsafe(16)
