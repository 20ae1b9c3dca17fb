"""What kind of picture or sound a file is, by how it begins; its name may lie."""

from trainer.media.files import PICTURES, SOUNDS

HEAD = 64
"""Bytes from the beginning of a file by which its kind is known."""
_BEGINS = {
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
    b"ID3": "MP3",
    b"OggS": "Ogg",
    b"fLaC": "FLAC",
}
_RIFF = {b"WEBP": "WEBP", b"WAVE": "WAV"}
_FRAME = 0b1110_0000
"""The bits that begin a frame of MPEG, after a byte of ones."""
_LAYER = 0b0000_0110
"""The bits of its second byte that say which layer it is of; none in ADTS."""
_SOUND_BRANDS = (b"M4A", b"M4B")
"""Of MP4 files that hold sound alone; of the others most are films."""


def kind_of(head: bytes) -> str | None:
    """What a file is that begins so, as `PICTURES` and `SOUNDS` name it; None for all else."""
    for sign, kind in _BEGINS.items():
        if head.startswith(sign):
            return kind
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return "MP4" if head[8:11] in _SOUND_BRANDS else None
    if len(head) > 1 and head[0] == 0xFF and head[1] & _FRAME == _FRAME:  # noqa: PLR2004 - ones
        return "MP3" if head[1] & _LAYER else "AAC"
    return None


def endings_of_kind(kind: str) -> tuple[str, ...]:
    """The endings that files of a kind have, the usual one first."""
    return PICTURES.get(kind) or SOUNDS[kind]
