"""GIFT, in which Moodle's teachers write quizzes."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from trainer.exchange.carried import Carried
from trainer.exchange.gathering import Gathering
from trainer.exchange.html import as_text, media_in

_ESCAPED = {char: chr(0xE000 + at) for at, char in enumerate("~=#{}:\\")}
"""Escaped characters stand in for themselves until the parts are told apart."""
_PLAIN = {stand_in: char for char, stand_in in _ESCAPED.items()}
_TITLE = re.compile(r"^::(.*?)::", re.DOTALL)
_FORMAT = re.compile(r"^\s*\[(html|moodle|plain|markdown)\]\s*")
_WEIGHT = re.compile(r"^%(-?[\d.]+)%")
_TRUTH = re.compile(r"(?:T|TRUE|F|FALSE)(?=#|$)", re.IGNORECASE)
_RANGE = re.compile(r"^(-?[\d.]+)\.\.(-?[\d.]+)$")
_TOLERANT = re.compile(r"^(-?[\d.]+):([\d.]+)$")
_PARTS = 3


class _Asked(NamedTuple):
    """A question without its answers."""

    place: str
    label: str
    """How it is called in what is left."""
    fields: dict[str, object]
    html: bool


class _Answer(NamedTuple):
    """One `=` or `~` of a question."""

    sign: str
    text: str
    weight: float | None
    feedback: str


def read_gift(text: str, title: str) -> Carried:
    """The questions of a GIFT file.

    What has no place here is told, question by question: essays, descriptions, part credit,
    false statements without a word on what is true.
    """
    gathering = Gathering()
    for line, block in _blocks(text.removeprefix("\ufeff")):
        question = re.sub(r"^\$CATEGORY:.*", "", block).strip()
        if question:
            _question(gathering, f"line {line}", question)
    return gathering.carried(title)


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """The questions with the line that each begins on; blank lines part them, not in braces."""
    block: list[str] = []
    begin, depth = 1, 0
    for number, raw in enumerate(text.splitlines(), 1):
        if raw.lstrip().startswith("//"):
            continue
        line = _hide(raw)
        if not line.strip() and depth <= 0 and block:
            yield begin, "\n".join(block)
            block, depth = [], 0
        elif line.strip() or block:
            if not block:
                begin = number
            if depth > 0 and line.startswith("::"):  # the question before was never closed
                yield begin, "\n".join(block)
                block, begin, depth = [], number, 0
            block.append(line)
            depth += line.count("{") - line.count("}")
    if block:
        yield begin, "\n".join(block)


def _hide(text: str) -> str:
    text = re.sub(r"\\n", "\n", text)
    return re.sub(r"\\([~=#{}:\\])", lambda found: _ESCAPED[found[1]], text)


def _show(text: str, *, html: bool = False) -> str:
    shown = "".join(_PLAIN.get(char, char) for char in text).strip()
    return as_text(shown) if html else re.sub(r"[ \t]+", " ", re.sub(r"\s*\n\s*", "\n", shown))


def _question(gathering: Gathering, place: str, block: str) -> None:
    found = _TITLE.match(block)
    name = _show(found[1]) if found else ""
    block = block[found.end() :] if found else block
    form = _FORMAT.match(block)
    html = bool(form and form[1] == "html")
    block = block[form.end() :] if form else block
    begin, end = block.find("{"), block.rfind("}")
    label = f"“{name or ' '.join(_show(block).split())[:50]}”"
    if begin < 0:
        gathering.leave(place, f"a description, which asks nothing: {label}")
        return
    if end < begin:
        gathering.leave(place, f"its braces are not closed: {label}")
        return
    stem, inside, after = block[:begin], block[begin + 1 : end].strip(), block[end + 1 :]
    question = _show(f"{stem}_____{after}" if after.strip() else stem, html=html) or name
    inside, _, general = inside.partition("####")
    for media in media_in(block) if html else ():
        gathering.leave(place, f"the picture or sound “{media}”")
    fields: dict[str, object] = {"q": question, "why": _show(general, html=html)}
    _answers(gathering, _Asked(place, label, fields, html), inside.strip())


def _answers(gathering: Gathering, asked: _Asked, inside: str) -> None:
    if not inside:
        gathering.leave(asked.place, f"an essay, which nobody can mark: {asked.label}")
    elif inside.startswith("#"):
        _number(gathering, asked, inside[1:].strip())
    elif _TRUTH.match(inside):
        _truth(gathering, asked, inside)
    else:
        answers = list(_split(inside, html=asked.html))
        keys = [answer for answer in answers if answer.sign == "="]
        if not answers:
            gathering.leave(asked.place, f"no answer marked with = or ~: {asked.label}")
        elif keys and all("->" in answer.text for answer in keys):
            _match(gathering, asked, keys)
        elif len(keys) == len(answers):
            _typed(gathering, asked, answers)
        else:
            _choice(gathering, asked, answers)


def _split(inside: str, *, html: bool) -> Iterator[_Answer]:
    pieces = re.split(r"([=~])", inside)[1:]
    for sign, piece in zip(pieces[::2], pieces[1::2], strict=True):
        text, _, feedback = piece.partition("#")
        text = text.strip()
        weight = _WEIGHT.match(text)
        text = text[weight.end() :] if weight else text
        form = _FORMAT.match(text)
        shown = _show(
            text[form.end() :] if form else text, html=html or bool(form and form[1] == "html")
        )
        yield _Answer(sign, shown, float(weight[1]) if weight else None, _show(feedback, html=html))


def _truth(gathering: Gathering, asked: _Asked, inside: str) -> None:
    place, label, fields, _ = asked
    verdict, *feedback = [_show(part) for part in inside.split("#")]
    true = verdict.strip().upper() in {"T", "TRUE"}
    fields["truth"] = true
    said = [part for part in feedback if part]
    if true:
        fields["why"] = fields["why"] or "\n".join(said)
    elif said or fields["why"]:
        fields["correction"] = said[0] if said else fields["why"]
        fields["why"] = fields["why"] if said else ""
    else:
        gathering.leave(place, f"false, and nothing says what is true instead: {label}")
        return
    gathering.add(place, fields)


def _number(gathering: Gathering, asked: _Asked, inside: str) -> None:
    place, label, fields, _ = asked
    several = list(_split(inside, html=False)) if inside[:1] in {"=", "~"} else []
    best = max(several, key=lambda answer: answer.weight or 100.0, default=None)
    text, _, feedback = inside.partition("#")
    given = best.text if best else _show(text)
    if len(several) > 1:
        gathering.leave(place, f"{len(several) - 1} more numbers with part credit: {label}")
    if between := _RANGE.match(given.replace(" ", "")):
        low, high = float(between[1]), float(between[2])
        given, tolerance = f"{(low + high) / 2:g}", f"{abs(high - low) / 2:g}"
    elif tolerant := _TOLERANT.match(given.replace(" ", "")):
        given, tolerance = tolerant[1], tolerant[2]
    else:
        tolerance = ""
    feedback = best.feedback if best else _show(feedback)
    fields |= {"number": given, "tolerance": tolerance, "why": fields["why"] or feedback}
    gathering.add(place, fields)


def _match(gathering: Gathering, asked: _Asked, answers: list[_Answer]) -> None:
    place, label, fields, _ = asked
    pairs = [answer.text.split("->", 1) for answer in answers]
    sides = {left.strip(): right.strip() for left, right in pairs if left.strip()}
    extra = [right.strip() for left, right in pairs if not left.strip()]
    if len(sides) < _PARTS:
        gathering.leave(place, f"{len(sides)} pairs to match, and it takes three: {label}")
        return
    if len(set(sides.values())) < len(sides):
        gathering.leave(place, f"two left-hand sides with the same right-hand side: {label}")
        return
    gathering.add(place, {**fields, "match": sides, "extra": extra})


def _typed(gathering: Gathering, asked: _Asked, answers: list[_Answer]) -> None:
    place, _, fields, _ = asked
    full = [a for a in answers if a.weight is None or a.weight == 100.0]  # noqa: PLR2004
    for answer in answers:
        if answer not in full:
            gathering.leave(place, f"“{answer.text}” for part credit")
    why = fields["why"] or "\n".join(answer.feedback for answer in full if answer.feedback)
    forms = list(dict.fromkeys(answer.text for answer in full if answer.text))
    gathering.add(place, {**fields, "typed": "".join(forms[:1]), "accept": forms[1:], "why": why})


def _choice(gathering: Gathering, asked: _Asked, answers: list[_Answer]) -> None:
    place, label, fields, _ = asked
    right = [a for a in answers if a.sign == "=" or (a.weight or 0) > 0]
    wrong = {a.text: a.feedback or None for a in answers if a not in right}
    if not right:
        gathering.leave(place, f"no option is right: {label}")
        return
    weights = {a.weight for a in right if a.weight is not None}
    if len(weights) > 1:
        gathering.leave(place, f"part credit of different sizes: {label}")
    if not wrong:
        gathering.leave(place, f"no option is wrong: {label}")
        return
    key = right[0].text if len(right) == 1 else [answer.text for answer in right]
    why = fields["why"] or "\n".join(answer.feedback for answer in right if answer.feedback)
    gathering.add(place, {**fields, "a": key, "wrong": wrong, "why": why})
