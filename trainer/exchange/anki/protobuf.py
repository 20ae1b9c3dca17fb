"""Messages of Protocol Buffers, as far as Anki's packages need them."""

from collections.abc import Iterator


def message_fields(data: object) -> Iterator[tuple[int, int | bytes]]:
    """The fields of a message with their numbers, in their order, as far as it can be read.

    https://protobuf.dev/programming-guides/encoding describes the three lowest bits of a key: a
    number, eight bytes, a counted text, or four bytes follow.
    """
    at = 0
    while isinstance(data, bytes) and at < len(data):
        key, at = _varint(data, at)
        match key & 7:
            case 0:
                number, at = _varint(data, at)
                yield key >> 3, number
            case 2:
                size, at = _varint(data, at)
                yield key >> 3, data[at : at + size]
                at += size
            case 1:
                at += 8
            case 5:
                at += 4
            case _:
                return


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(data) and shift < 70:  # noqa: PLR2004 - ten bytes of seven bits each
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:  # noqa: PLR2004 - the last has no eighth bit
            break
    return value, at
