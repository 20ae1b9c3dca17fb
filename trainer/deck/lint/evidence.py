"""Cards against the text that they are derived from.

Pointers, numbers and copied runs are checked in any language; names and hedges in English.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from trainer.deck.card import Card, Cloze, TrueFalse
from trainer.deck.deck import Deck
from trainer.deck.diagnostic import Code
from trainer.deck.likeness import FUNCTION_WORDS, words
from trainer.deck.lint import limits
from trainer.deck.lint.card_texts import everything, prompt
from trainer.deck.lint.names import Vocabulary, acronyms, counted, months, names, names_of, numbers
from trainer.deck.lint.prompts import is_english
from trainer.deck.lint.weakness import Weakness
from trainer.deck.source_text import SourceText

HEDGES = re.compile(
    r"\b(?:close to|nearly|about to|idea|in inception|preliminary|pledge[ds]?|promise[ds]?|"
    r"(?:is|are|was|were|be|been) considering|in the process of|set to|(?-i:may)|might|"
    r"could(?! (?:only|not|no longer|never|barely|scarcely)\b)|"
    r"hardly|likely|unlikely|perhaps|possibly|probably|theory|theories|perception|belie(?:f|ves?|ved)|"
    r"claims?|alleged(?:ly)?|reportedly|apparently|aims? to|hopes? to|hoping|expected to|"
    r"partly|depends on|at first glance|were to|proposed|proposal|tacit|(?<!\beven )if)\b",
    re.IGNORECASE,
)
"""Words by which a text holds back: it is an idea, a pledge, close to done.

`It could only be used at home` says what was possible, and leaves nothing open.
"""

ECHO = re.compile(
    HEDGES.pattern
    + r"|\b(?:near|almost|consider(?:s|ed|ing)?|weigh(?:s|ed|ing)?|in process|pending|under way|"
    r"would|sees?|saw|view(?:s|ed)?|account|according|judges?|thought|thinks?|fear(?:s|ed)?|"
    r"hope[ds]?|suspect(?:s|ed)?|plan(?:s|ned)?|expect(?:s|ed)?|aim(?:s|ed)?|conditional(?:ly)?|"
    r"unspoken|unwritten|first sight|argue[sd]?|opinion|perceive[sd]?|hangs? on|possible|"
    r"prospect|propose|claimed|intend(?:s|ed)?|supposed?|far from|undecided|"
    r"h(?:eld|olds?) (?:that|(?:[\w'’-]+ ){0,4}to be)|deem(?:s|ed)?|assum(?:e|es|ed)|"
    r"regard(?:s|ed)?|convinced|ascrib(?:e|es|ed)|attribut(?:e|es|ed)|blam(?:e|es|ed)|"
    r"(?:was|were|is|are) said to|estimate[ds]?|eyes of|supposition|assumption|conviction)\b",
    re.IGNORECASE,
)
"""Words by which a card hands the caution on."""

_INITIAL = re.compile(r"\b\w…")
"""A first letter that hints at a word, as `R…`: no name by itself."""


def check_evidence(deck: Deck, source: SourceText) -> Iterator[tuple[int | None, Weakness]]:
    """Prove every pointer, and what the cards say against the passages."""
    reader = _Reader(deck, source)
    if deck.source and deck.source.sha256 not in {None, source.sha256}:
        yield (
            None,
            Weakness(
                Code.OTHER_SOURCE,
                "this is not the text that the deck was written from",
                f"look for the same edition; the text given has the sha256 {source.sha256}",
                "source",
                "sha256",
            ),
        )
        return
    for at, card in enumerate(deck.cards):
        yield from ((at, weakness) for weakness in reader.check(card))


class _Reader:
    """A source at hand, with what is worked out once for all cards."""

    def __init__(self, deck: Deck, source: SourceText) -> None:
        self._source = source
        self._acronyms = acronyms(source)
        self._english = is_english(deck)
        self._known = names_of(source)
        self._setting = deck.setting or ""
        about = " ".join(
            str(text) for text in (deck.source.model_dump().values() if deck.source else ()) if text
        )
        self._all = Vocabulary(f"{source.text} {about}", self._acronyms)
        date = deck.source.date if deck.source else None
        self._published = date.in_words() if date else ""
        self._numbers = counted(source.text) | numbers(about)
        self._runs = word_runs(source.text)

    def check(self, card: Card) -> Iterator[Weakness]:
        nowhere = [
            at for at, pointer in enumerate(card.evidence) if not self._source.sentence(pointer)
        ]
        for at in nowhere:
            paragraph = int(card.evidence[at].partition(".")[0])
            count = (
                len(self._source.paragraphs[paragraph - 1])
                if paragraph <= len(self._source.paragraphs)
                else 0
            )
            yield Weakness(
                Code.POINTER_NOWHERE,
                f"the source has no sentence {card.evidence[at]}",
                f"paragraph {paragraph} ends with {paragraph}.{count}"
                if count
                else f"the source ends with paragraph {len(self._source.paragraphs)}",
                "evidence",
                at,
            )
        untrue = list(self._against_passage(card)) if card.evidence and not nowhere else []
        yield from untrue
        named = {weakness.words for weakness in untrue}
        yield from (strange for strange in self._against_source(card) if strange.words not in named)

    def _against_passage(self, card: Card) -> Iterator[Weakness]:
        passage = self._source.passage(card.evidence)
        paragraphs = dict.fromkeys(pointer.partition(".")[0] for pointer in card.evidence)
        around = " ".join(
            sentence for at in paragraphs for sentence in self._source.paragraphs[int(at) - 1]
        )
        context = f"{self._setting} {_stated_by_prompt(card, self._published)}"
        vocabulary = Vocabulary(f"{around} {context}", self._acronyms)
        known = f"{passage} {context}"
        for answer in card.answers:
            missing = sorted(numbers(answer.text) - counted(known))
            missing += sorted(months(answer.text) - months(known))
            if self._english:
                missing += [n for n in names(answer.text, self._known) if not vocabulary.has(n)]
            for thing in missing:
                yield Weakness(
                    Code.NOT_IN_PASSAGE,
                    f"“{thing}” is not in {', '.join(card.evidence)}",
                    "point at the sentence that says it, or correct the answer",
                    answer.field,
                    answer.entry,
                    thing,
                )
        hedge = HEDGES.search(_relevant_clauses(passage, card))
        if self._english and hedge and not any(ECHO.search(text.text) for text in everything(card)):
            yield Weakness(
                Code.HEDGE_DROPPED,
                f"the source says “{hedge[0]}”, and the card says nothing of the kind",
                "keep the caution: an idea, a pledge and a deal are three things",
                prompt(card).field,
            )

    def _against_source(self, card: Card) -> Iterator[Weakness]:
        for text in everything(card):
            strange = sorted(numbers(text.text) - self._numbers)
            if self._english:
                spelt_out = _INITIAL.sub("", text.text)
                strange += [name for name in names(spelt_out) if not self._all.has(name)]
            for thing in strange:
                yield Weakness(
                    Code.NOT_IN_SOURCE,
                    f"“{thing}” is nowhere in the source",
                    "leave out what the source does not say",
                    text.field,
                    text.entry,
                    thing,
                )
            if run := copied(text.text, self._runs):
                yield Weakness(
                    Code.COPIED,
                    f"“{run} …” is word for word the source",
                    "say it in your own words: one learns the fact, not the phrase",
                    text.field,
                    text.entry,
                    run,
                )


def copied(text: str, runs: frozenset[tuple[str, ...]]) -> str | None:
    """So many words in a row that a text has from its source, as `word_runs` gave them."""
    spoken = words(text)
    folded = [word.lower() for word in spoken]
    # a title and a name have no other words
    titled = [word for title in _TITLE.finditer(text) for word in words(title["title"])]
    for at in range(len(folded) - limits.COPIED_WORDS + 1):
        run = spoken[at : at + limits.COPIED_WORDS]
        common = _NAME_RUN.sub("", " ".join(run)).split()
        common = [word for word in common if word not in titled]
        is_copied = tuple(folded[at : at + limits.COPIED_WORDS]) in runs
        if is_copied and len(common) > limits.COPIED_WORDS // 2:
            return " ".join(run)
    return None


_CLAUSES = re.compile(
    r"[.;:] |, (?:(?:and|but|while|whereas|although|though|so that|because) |"
    r"(?=probably|perhaps|possibly|partly))"
)


def _relevant_clauses(passage: str, card: Card) -> str:
    """The clauses of a passage that hold a word of the answer; all where none does.

    A doubt in the other half of a sentence is none of the card's.
    """
    answer_words = {
        word.lower() for answer in card.answers for word in words(answer.text)
    } - FUNCTION_WORDS
    clauses = _CLAUSES.split(passage)
    near = [part for part in clauses if answer_words & {word.lower() for word in words(part)}]
    return " ; ".join(near or clauses)


def _stated_by_prompt(card: Card, published: str) -> str:
    """What the answer need not prove: what is asked; for a statement the time of the source."""
    match card:
        case TrueFalse():
            return published
        case Cloze():
            return card.prompt
        case _:
            return prompt(card).text


_NAME_RUN = re.compile(
    r"\b[A-Z][\w’'-]*"
    r"(?: (?:(?:of|for|the|and|in|a|an|on|to|at|by|with|from|or) ){0,3}[A-Z][\w’'-]*)*"
)
_TITLE = re.compile(
    r"(?:(?<!\w)[\"'“‘«_]|\*{1,2})(?P<title>[A-Z][^\"“”»*_\n.!?]{1,150}?)(?:[\"'”’»_](?!\w)|\*)"
)
"""What is marked as a title, and is no sentence: `“On the cure of scurvy”`, `*Of dams*`."""


@lru_cache(1)
def word_runs(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of words of a source that is a quotation where a card has it."""
    folded = [word.lower() for word in words(text)]
    size = limits.COPIED_WORDS
    return frozenset(tuple(folded[at : at + size]) for at in range(len(folded) - size + 1))
