"""Questions in Markdown: a heading and its answer, or lines that begin with Q: and A:."""

import re
from collections.abc import Iterator

from trainer.deck.card import Card, Cloze, ListCard, MultipleChoice, Order, PickAll, TrueFalse
from trainer.deck.deck import Deck
from trainer.deck.identity import card_key
from trainer.exchange.anki_cloze import from_anki, is_cloze
from trainer.exchange.carried import Carried, Left
from trainer.exchange.front import front_of
from trainer.exchange.gathering import Gathering

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_NUMBERED = re.compile(r"^\s*\d+[.)]\s+(.*)$")
_TASK = re.compile(r"^\s*[-*+]\s+\[([ xX])\]\s+(.*)$")
_LINE = re.compile(
    r"^(Q|A|C|Question|Answer|Cloze|Why|Explanation|Hint|Tags)\s*:\s*(.*)$", re.IGNORECASE
)
_KEYS = {
    "q": "q",
    "question": "q",
    "a": "a",
    "answer": "a",
    "c": "cloze",
    "cloze": "cloze",
    "why": "why",
    "explanation": "why",
    "hint": "hint",
    "tags": "tags",
}
_SQUARE = re.compile(r"(?<!!)\[([^\[\]]+)\](?!\()")


def read_markdown(text: str, title: str) -> Carried:
    """The questions of a Markdown file, in either of two shapes, which may mix.

    `Q:`, `A:` and `C:` lines, each running on until the next of them; a cloze marks its gaps
    with square brackets. Or a heading of the second level or deeper (or a numbered line) as the
    question, and below it a task list of options (`- [x]` is right), or the answer as text;
    lines that begin with `>` explain.
    """
    gathering = Gathering()
    lines = text.removeprefix("\ufeff").splitlines()
    lines, front = _without_front_matter(lines)
    first = next((m for line in lines if (m := _HEADING.match(line)) and m[1] == "#"), None)
    for at, block in _blocks(lines):
        _add(gathering, f"line {at + front}", block)
    return gathering.carried(first[2] if first else title)


def _without_front_matter(lines: list[str]) -> tuple[list[str], int]:
    if lines[:1] == ["---"] and "---" in lines[1:]:
        end = lines.index("---", 1) + 1
        return lines[end:], end
    return lines, 0


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The lines of each question, from the one that begins it."""
    block: list[str] = []
    begin, fenced = 1, False
    for number, line in enumerate(lines, 1):
        fenced ^= line.lstrip().startswith("```")
        if not fenced and _begins(line, block):
            if block:
                yield begin, block
            block, begin = [line], number
        elif block:
            block.append(line)
        elif line.strip():
            block, begin = [line], number
    if block:
        yield begin, block


def _begins(line: str, block: list[str]) -> bool:
    said = _LINE.match(line)
    if said:
        return _KEYS[said[1].lower()] in {"q", "cloze"}
    in_lines = bool(block) and bool(_LINE.match(block[0]))
    numbered = _NUMBERED.match(line) and line.rstrip().endswith("?") and not in_lines
    return bool(_HEADING.match(line) or numbered)


def _add(gathering: Gathering, place: str, block: list[str]) -> None:
    first = block[0]
    if _LINE.match(first):
        _add_lines(gathering, place, block)
        return
    heading, numbered = _HEADING.match(first), _NUMBERED.match(first)
    question = heading[2] if heading else numbered[1] if numbered else ""
    rest = block[1:] if question else block
    told = [line for line in rest if line.strip()]
    if heading and heading[1] == "#" and not told:
        return
    if not told:
        gathering.leave(place, f"a heading with nothing below: “{question[:50]}”")
    elif not question:
        gathering.leave(place, f"text that belongs to no question: “{told[0][:50]}”")
    else:
        _add_below(gathering, place, question, rest)


def _add_below(gathering: Gathering, place: str, question: str, rest: list[str]) -> None:
    why = "\n".join(line.lstrip("> ") for line in rest if line.lstrip().startswith(">"))
    tasks = [task for line in rest if (task := _TASK.match(line))]
    fields: dict[str, object] = {"q": question, "why": why}
    body: list[str] = []
    for line in rest:
        said = _LINE.match(line)
        if said and _KEYS[said[1].lower()] != "q":
            fields[_KEYS[said[1].lower()]] = said[2]
        elif not _TASK.match(line) and not line.lstrip().startswith(">"):
            body.append(line)
    answer = "\n".join(body).strip()
    if tasks:
        right = [task[2] for task in tasks if task[1] != " "]
        fields["a"] = right[0] if len(right) == 1 else right
        fields["wrong"] = [task[2] for task in tasks if task[1] == " "]
        if answer:
            fields["why"] = "\n".join(filter(None, (answer, why)))
        if not right:
            gathering.leave(place, f"no option is ticked: “{question[:50]}”")
            return
    elif "a" not in fields:
        fields["a"] = answer
    if not fields["a"]:
        gathering.leave(place, f"no answer: “{question[:50]}”")
        return
    gathering.add(place, fields)


def _add_lines(gathering: Gathering, place: str, block: list[str]) -> None:
    fields: dict[str, str] = {}
    key = "q"
    for line in block:
        if line.strip() in {"---", "***"}:
            break
        said = _LINE.match(line)
        key = _KEYS[said[1].lower()] if said else key
        text = said[2] if said else line
        fields[key] = f"{fields[key]}\n{text}" if key in fields else text
    if "cloze" in fields:
        if is_cloze(fields["cloze"]):
            fields["cloze"] = from_anki(fields["cloze"])[0]
        elif "{{" not in fields["cloze"]:
            fields["cloze"] = _SQUARE.sub(r"{{\1}}", fields["cloze"])
        fields.pop("a", None)
    elif not fields.get("a", "").strip():
        gathering.leave(place, f"no answer: “{fields.get('q', '')[:50]}”")
        return
    gathering.add(place, fields)


def write_markdown(deck: Deck) -> tuple[str, tuple[Left, ...]]:
    """A deck as Markdown to read, print, and read back.

    Returns:
        The text, and what of the deck it does not hold.
    """
    left: list[Left] = []
    blocks = [f"# {deck.title}"]
    for card in deck.cards:
        key = card_key(card)
        if card.status == "draft":
            left.append(Left(key, "a draft"))
            continue
        if lost := _lost(card):
            left.append(Left(key, lost))
        blocks.append(_block(card))
    return "\n\n".join(blocks) + "\n", tuple(left)


def _block(card: Card) -> str:
    tail = [f"Why: {_flat(card.why)}"] if card.why else []
    tail += [f"Hint: {_flat(card.hint)}"] if card.hint else []
    tail += [f"Tags: {' '.join(card.tags)}"] if card.tags else []
    match card:
        case Cloze():
            return "\n".join([f"C: {_flat(card.cloze)}", *tail])
        case MultipleChoice() | PickAll():
            right = {card.a} if isinstance(card, MultipleChoice) else set(card.a)
            options = [f"- [{'x' if o in right else ' '}] {_flat(o)}" for o in sorted(card.options)]
            return "\n".join([f"## {_flat(card.prompt)}", "", *options, "", *tail])
        case _:
            return "\n".join([f"Q: {_flat(front_of(card))}", f"A: {_flat(card.solution)}", *tail])


def _flat(text: str) -> str:
    """Lines that cannot be taken for the beginning of something else."""
    return "\n".join(line if at == 0 else f"  {line}" for at, line in enumerate(text.splitlines()))


def _lost(card: Card) -> str:
    match card:
        case MultipleChoice() | PickAll() if any(card.wrong.values()):
            return "why each wrong option is wrong"
        case Order() | ListCard() | TrueFalse():
            return f"how it is asked: the {card.kind} card became question and answer"
        case _:
            return ""
