"""How long an answer took, as far as that can be believed."""

_LONGEST_MS = 600_000
"""Ten minutes: a card open for longer, overnight or by a clock set forward, was left alone."""


def believable(milliseconds: int) -> int:
    """The milliseconds that an answer counts: none where a clock was set back, ten minutes at most.

    Anki has a limit too, of one minute unless set otherwise.
    """
    return min(max(0, milliseconds), _LONGEST_MS)
