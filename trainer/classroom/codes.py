"""Codes: a pair of words for each pupil, by which they take their own seat and nobody else's.

They follow from a secret of the class and the pupil's id, so that no file shows who has which.
"""

import hmac
import html
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

from trainer.classroom.player_name import look
from trainer.classroom.roster import Student
from trainer.errors import SystemRefusedError, system_refusals
from trainer.regular_file import read_whole
from trainer.store.atomic_file import make_private, write_atomically

_WORDS = """
apple arrow autumn badge baker banana basket beach bean bell berry bird blanket boat book bottle
branch bread bridge brush bucket button cable cake camel candle carpet castle cherry circle cloud
clover coffee copper corner cotton cousin crayon curtain daisy desert dinner doctor dolphin donkey
dragon drum eagle engine farmer feather field finger flower forest fountain fox garden ginger glass
guitar hammer harbour hill honey horse island jacket jungle kettle kitchen ladder lamp lemon letter
lion magnet market meadow melon mirror monkey moon mountain needle orange oven owl paper parrot
pencil pepper piano pillow planet pocket potato rabbit radio river rocket rose sailor salad school
shadow silver snow spider spoon spring stone sugar summer sunday table tiger tomato tower train
tulip tunnel turtle valley village violin water window winter wolf yellow zebra
""".split()
CODES = "codes.secret"
"""The file in the folder of a class from which its codes follow."""
_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Codes of class {name}</title>
<style>
body {{ font: 12pt sans-serif; margin: 1cm }}
main {{ display: grid; grid-template-columns: 1fr 1fr; gap: 0 }}
section {{ border: 1px dashed #666; padding: 5mm; break-inside: avoid }}
b {{ font-size: 18pt }}
</style>
<h1>Codes of class {name}</h1>
<p>Cut along the lines. Type the two words where the drill asks for your name.</p>
<main>
{slips}
</main></html>
"""


def codes_of(folder: Path, students: Iterable[Student]) -> Mapping[str, str]:
    """Student's id -> their pair of words; nothing where the class has no codes.

    Raises:
        TrainerError: the class's secret cannot be read.
    """
    try:
        secret = read_whole(folder / CODES, 1_000)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SystemRefusedError(error, f"{folder / CODES} cannot be read") from error
    codes: dict[str, str] = {}
    for student in students:
        pair, tries = "", 0
        while not pair or pair in codes.values():
            digest = hmac.digest(secret, f"{student.id} {tries}".encode(), "sha256")
            first, second = (int.from_bytes(digest[at : at + 8]) for at in (0, 8))
            pair = f"{_WORDS[first % len(_WORDS)]} {_WORDS[second % len(_WORDS)]}"
            tries += 1
        codes[student.id] = pair
    return codes


def make_codes(folder: Path) -> None:
    """Give a class codes, or new ones.

    Raises:
        TrainerError: the folder cannot be written.
    """
    with system_refusals(f"{folder} cannot be written"):
        make_private(folder)
        write_atomically(folder / CODES, secrets.token_bytes(16))


def drop_codes(folder: Path) -> None:
    """Let a class do without codes."""
    (folder / CODES).unlink(missing_ok=True)


def owner_of(typed: str, codes: Mapping[str, str]) -> str | None:
    """The id of the student whose code was typed, in any case and spacing; None for nobody's."""
    return next((id_ for id_, code in codes.items() if look(code) == look(typed)), None)


def as_page(name: str, students: Iterable[Student], codes: Mapping[str, str]) -> str:
    """A page to print, with a slip for each student."""
    slips = (
        f'<section><span dir="auto">{html.escape(student.name)}</span><br>'
        f"<b>{codes[student.id]}</b></section>"
        for student in students
    )
    return _PAGE.format(name=html.escape(name), slips="\n".join(slips))
