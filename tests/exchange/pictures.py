"""Small pictures and sounds for the tests of what comes along and goes out."""

import io
import wave

from PIL import Image


def png(colour: str = "blue", size: tuple[int, int] = (16, 10)) -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def wav(frames: int = 80) -> bytes:
    """A sound, of silence."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(b"\x80" * frames)
    return out.getvalue()
