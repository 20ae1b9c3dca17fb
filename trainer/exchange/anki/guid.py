"""Anki's ids of notes as ids of cards, and back: an export must find its notes again."""

import base64
import binascii
import re
from string import ascii_lowercase

_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,57}")
_BEGIN = "anki-"
_DIGITS = ascii_lowercase + "234567"
_PAIRS = [one + other for one in _DIGITS for other in _DIGITS]
"""Ten bits -> how they are written."""
_OURS = re.compile(rf"{_BEGIN}([a-z2-7]+)(?:-[0-9]+)?")


def id_of_guid(guid: str) -> str:
    """The id of the card that a note becomes.

    A guid of letters that ids have is the id; any other is written in such letters. Empty for
    one longer than an id can hold.
    """
    if _SLUG.fullmatch(guid) and not guid.startswith(_BEGIN):
        return guid
    coded = _coded(guid.encode(errors="replace"))
    return f"{_BEGIN}{coded}" if 0 < len(coded) <= 64 - len(_BEGIN) - 3 else ""


def _coded(octets: bytes) -> str:
    """Base 32 in small letters, in half the time that `base64.b32encode` takes."""
    padding = -len(octets) % 5
    bits = int.from_bytes(octets + bytes(padding), "big")
    pairs = [_PAIRS[bits >> at & 1023] for at in range(8 * (len(octets) + padding) - 10, -1, -10)]
    return "".join(pairs)[: -(-8 * len(octets) // 5)]


def guid_of_id(card_id: str) -> str:
    """The guid of the note that a card came from, or is to become."""
    match = _OURS.fullmatch(card_id)
    if not match:
        return card_id
    coded = match[1].upper()
    try:
        return base64.b32decode(coded + "=" * (-len(coded) % 8)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return card_id
