"""Things named from memory, on one line or many."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace

from trainer.deck.acceptance.equality import Circumstances, is_same
from trainer.deck.acceptance.giving_up import is_giving_up, or_words
from trainer.deck.acceptance.judge import judge
from trainer.deck.acceptance.judgement import Judgement
from trainer.deck.acceptance.keys import OtherKeys
from trainer.deck.acceptance.notation import AND_WORDS
from trainer.deck.acceptance.scripts import is_other_script, script_name, scripts_of
from trainer.deck.card import ListCard
from trainer.grading.mark import Mark, Part
from trainer.grading.typed import LONGEST, judged_part, remarks_of

_SURPLUS = 20
"""How many names beyond the list's length are read; a list of everything is no answer."""
_BULLET = re.compile(r"^\s*(?:[-–—*•·‣▪]+\s+|\(?\d{1,2}[.)]\s*|\(?[a-z][.)]\s+)(?=\S)")
_AND_SO_ON = re.compile(r"[\s,;]*(?:\betc\b\.?|\band so on\b|…|\.\.\.)\s*$", re.IGNORECASE)

Keys = tuple[tuple[str, ...], ...]
"""For each thing of a list its text, and then what is accepted in its stead."""


def mark_list(card: ListCard, answer: tuple[str, ...], at: Circumstances) -> Mark:
    """Mark the share of things named; each name beyond their number takes a share back.

    So a guess is free while places are left, and naming everything does not pay. Where order
    counts, it is the longest row of names in the list's order that is right.
    """
    keys = tuple((thing, *card.accepted(place)) for place, thing in enumerate(card.list))
    limit = max(LONGEST, *(2 * len(thing) for thing in card.list))
    every = tuple(text for thing in keys for text in thing)
    named = list(entries(answer, every, limit, at))
    if named and is_other_script(" ".join(named), every):
        wanted = script_name(scripts_of("".join(every)))
        missing = tuple(Part("", "", thing, right=False) for thing in card.list)
        return Mark(0.0, missing, f"Write it in {wanted}.", unread=True)
    read = named[: len(card.list) + _SURPLUS]
    near = [
        replace(at, refuses=False, others=_others(keys, place, at)) for place in range(len(keys))
    ]
    judged = _judged(keys, read, near)
    name_of = (_in_order if card.ordered else _in_any_order)(keys, read, judged)
    parts_found = {
        place: judged_part("", read[name], keys[place], near[place])
        for place, name in name_of.items()
    }
    parts = [
        parts_found[place].part if place in name_of else Part("", "", thing, right=False)
        for place, thing in enumerate(card.list)
    ]
    used = set(name_of.values())
    parts += [Part("", text, "", right=False) for name, text in enumerate(read) if name not in used]
    worth = sum(one.judgement.worth for one in parts_found.values())
    remarks = remarks_of(parts_found[place] for place in sorted(parts_found))
    return Mark(worth / max(len(card.list), len(named)), tuple(parts), " ".join(remarks))


def _others(keys: Keys, place: int, at: Circumstances) -> OtherKeys:
    rest = [text for other, thing in enumerate(keys) if other != place for text in thing]
    return OtherKeys(rest, at.others)


def entries(
    answer: Sequence[str], things: Sequence[str], limit: int, at: Circumstances
) -> Iterator[str]:
    """What was named, taken apart as it was meant; blank ones and `etc.` left out."""
    joint = _joint(at.tongue)
    jointed = [thing for thing in things if joint.search(thing)]
    for typed in answer:
        for line in typed[: limit * (len(things) + _SURPLUS)].splitlines():
            text = _AND_SO_ON.sub("", _BULLET.sub("", line)).strip()
            if any(is_same(line.strip(), thing, at.language) for thing in things):
                yield line.strip()[:limit]
                continue
            if not text or is_giving_up(text, at.tongue):
                continue
            if any(is_same(text, thing, at.language) for thing in things):
                yield text[:limit]
                continue
            for entry in _taken_apart(text, joint, jointed, at):
                if not is_giving_up(entry, at.tongue):
                    yield entry[:limit]


def _joint(language: str | None) -> re.Pattern[str]:
    """What is between two names on a line: signs, and the words for and and or."""
    words = sorted({*AND_WORDS.get(language, ()), *or_words(language)}, key=len, reverse=True)
    spelt = "|".join(map(re.escape, words))
    between = rf"(?<=[\s,;])(?:{spelt})(?=\s)" if spelt else "(?!)"
    return re.compile(
        rf"\s*(?:[;,&\t、，；،؛]|(?<!\d)/|/(?!\d)|(?<=\d{{3}})/(?=\d{{3}})|{between})(?:\s*(?:[;,&/\t、，；،؛]|{between}))*\s*",
        re.IGNORECASE,
    )


def _taken_apart(
    text: str, joint: re.Pattern[str], jointed: Sequence[str], at: Circumstances
) -> Iterator[str]:
    """The names of a line; a joint that belongs to a name of the list does not part it."""
    ends = [(0, 0), *((match.start(), match.end()) for match in joint.finditer(text))]
    pieces = [
        (ends[place][1], ends[place + 1][0] if place + 1 < len(ends) else len(text))
        for place in range(len(ends))
    ]
    place = 0
    while place < len(pieces):
        last = place
        for end in range(len(pieces) - 1 if jointed else place, place, -1):
            whole = text[pieces[place][0] : pieces[end][1]].strip()
            if any(
                judge(whole, (thing,), replace(at, refuses=False)).worth == 1 for thing in jointed
            ):
                last = end
                break
        entry = text[pieces[place][0] : pieces[last][1]].strip()
        if entry:
            yield _BULLET.sub("", entry)
        place = last + 1


Judged = list[list[Judgement]]
"""For each thing, each name judged by it."""


def _judged(keys: Keys, named: list[str], near: list[Circumstances]) -> Judged:
    return [
        [judge(text, thing, around) for text in named]
        for thing, around in zip(keys, near, strict=True)
    ]


def _in_any_order(keys: Keys, named: list[str], judged: Judged) -> dict[int, int]:
    """Thing -> name, as many as can be paired (augmenting paths; Berge 1957).

    Those that are right without a remark are paired first, then those with one, then halves,
    so that a slip takes no place of theirs.
    """
    del named
    name_of: dict[int, int] = {}
    for rank in ((1.0, 0), (1.0, -9), (0.5, -9)):
        fitting = [
            [name for name, one in enumerate(row) if one.rank >= rank and one.worth > 0]
            for row in judged
        ]
        for thing in range(len(keys)):
            if thing not in name_of:
                _pair(thing, fitting, name_of)
    return name_of


def _pair(thing: int, fitting: list[list[int]], name_of: dict[int, int]) -> None:
    """Give a thing a name, moving others to another of theirs where need be."""
    owner = {at: mine for mine, at in name_of.items()}
    wanted_by: dict[int, int] = {}
    waiting = deque([thing])
    while waiting:
        mine = waiting.popleft()
        for at in fitting[mine]:
            if at in wanted_by:
                continue
            wanted_by[at] = mine
            if at in owner:
                waiting.append(owner[at])
            else:
                _hand_on(at, wanted_by, name_of)
                return


def _hand_on(name: int, wanted_by: dict[int, int], name_of: dict[int, int]) -> None:
    """Give a free name to the thing that wants it, the one it had to the next, and so on."""
    free: int | None = name
    while free is not None:
        mine = wanted_by[free]
        held = name_of.get(mine)
        name_of[mine] = free
        free = held


def _in_order(keys: Keys, named: list[str], judged: Judged) -> dict[int, int]:
    """Thing -> name, the longest common subsequence of both."""
    best: list[list[tuple[tuple[int, int], ...]]] = [[()] * (len(named) + 1)]
    for thing in range(len(keys)):
        row: list[tuple[tuple[int, int], ...]] = [()]
        for at in range(len(named)):
            if judged[thing][at].worth > 0:
                row.append((*best[thing][at], (thing, at)))
            else:
                row.append(max(row[at], best[thing][at + 1], key=len))
        best.append(row)
    return dict(best[-1][-1])
