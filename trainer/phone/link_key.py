"""The key of a link by which the answers of a hand-out may come home."""

import hmac
import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from trainer.errors import system_refusals
from trainer.regular_file import read_json
from trainer.store.atomic_file import write_atomically

_KEYS = "phone.json"
"""In the learner's folder: what the keys of links follow from."""
_OPEN = timedelta(days=60)
"""So long what was handed out may come home by a link."""


def key_of(folder: Path, hand_out: str) -> str:
    """What lets the answers of a hand-out in by a link; it lets nothing else in.

    Raises:
        TrainerError: the learner's folder cannot be read or written.
    """
    path = folder / _KEYS
    with system_refusals(f"{path} cannot be used"):
        secret = _secret(path)
        if secret is None:
            secret = token_hex(16)
            write_atomically(path, json.dumps({"secret": secret}).encode())
    return _signed(secret, hand_out)


def may_come_in(folder: Path, hand_out: str, key: str, now: datetime) -> bool:
    """Whether a link's key is that of a hand-out which is not too old."""
    try:
        made = datetime.strptime(hand_out[:8], "%Y%m%d").replace(tzinfo=UTC)
        secret = _secret(folder / _KEYS)
    except (ValueError, OSError):
        return False
    if secret is None or abs(now - made) > _OPEN:
        return False
    return hmac.compare_digest(_signed(secret, hand_out).encode(), key.encode())


def _secret(path: Path) -> str | None:
    try:
        secret = read_json(path, 1000)["secret"]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
    return secret if isinstance(secret, str) and secret.isascii() and secret else None


def _signed(secret: str, hand_out: str) -> str:
    return hmac.new(secret.encode(), hand_out.encode(), sha256).hexdigest()[:32]
