"""Drafts of cards, proposed by a language model that is not believed.

Each must rest on words of the article and say what they say; a second answer, given blind from
the passage, must be its key; and it must pass our rules of the craft. What does not is counted
with the reason, and nobody has to look at it.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from trainer.deck.card import Card
from trainer.deck.item import Item, items_of_card
from trainer.deck.likeness import folded
from trainer.deck.reader import read_deck_text
from trainer.deck.source_text import SourceText
from trainer.drafting.add_draft import GrowingDeck, as_draft, card_of
from trainer.drafting.checks.faithfulness import why_refused
from trainer.drafting.language_model import Model, ModelClient, Request
from trainer.drafting.model_prompts import (
    card_fields,
    objects_in,
    request_for_common_knowledge,
    requests_for_cards,
)
from trainer.drafting.passage import Passage
from trainer.drafting.second_answer import agrees, asked_blind
from trainer.errors import TrainerError
from trainer.progress import Progress, no_progress

_AT_ONCE = 4
"""Requests that a server gets at the same time."""


class RefusalReason(StrEnum):
    """Why a card is refused, for the count."""

    FORM = "not of the form that was asked for"
    QUOTATION = "resting on words that are not in the article"
    UNTRUE = "saying something other than their words"
    TWICE = "asking what another card asks"
    CRAFT = "against our rules of the craft"
    KNOWN = "to be answered without the article"
    SECOND = "where a second answer differs"
    UNPROVED = "whose second answer did not come"


class Refused(NamedTuple):
    """A card that nobody has to look at."""

    why: RefusalReason
    question: str


class Outcome(NamedTuple):
    """What came of asking a model."""

    text: str
    """The deck's text with the drafts behind its cards."""
    drafts: int
    refused: tuple[Refused, ...]
    trouble: TrainerError | None = None
    """Why not all was asked, where something went wrong after the first reply."""

    @property
    def summary(self) -> str:
        """The figures in a few lines."""
        proposed = self.drafts + len(self.refused)
        lines = [f"Proposed: {proposed}. Kept as drafts: {self.drafts}."]
        counts = Counter(refused.why for refused in self.refused)
        lines += [f"  refused: {count} {why}" for why, count in counts.most_common()]
        if self.trouble:
            lines.append(f"{self.trouble.message} {self.trouble.hint}")
        return "\n".join(lines)


class _Candidate(NamedTuple):
    fields: dict[str, object]
    item: Item
    passage: Passage


class ModelDrafts:
    """One model asked about one article.

    Args:
        model: which, and where.
        source: the article.

    Raises:
        TrainerError: the text holds nothing to ask about.
    """

    def __init__(self, model: Model, source: SourceText) -> None:
        self.model, self._source = model, source
        self.requests = requests_for_cards(source)
        if not self.requests:
            raise TrainerError("The article has no sentence to make cards of.")

    @property
    def sent(self) -> str:
        """All that is sent first, word for word."""
        texts = "\n\n".join(request.text for request in self.requests)
        return f"{self.requests[0].instructions}\n\n{texts}"

    @property
    def summary(self) -> str:
        """What is sent, and where, in short."""
        words = sum(len(request.text.split()) for request in self.requests)
        return (
            f"To {self.model.server_name}, model {self.model.name}: {words} words of this text, "
            "and then each question that comes back, with the sentences that it rests on."
        )

    def drafted(self, text: str, path: Path, progress: Progress = no_progress) -> Outcome:
        """Ask, refuse, ask again, and add what is left to a deck.

        Args:
            text: the deck's text.
            path: its file, for messages.
            progress: shows how far it has come.

        Raises:
            TrainerError: no reply came at all; or the deck is broken.
            MissingExtraError: pydantic-ai is not installed.
        """
        return asyncio.run(self._drafted(text, path, progress))

    async def _drafted(self, text: str, path: Path, progress: Progress) -> Outcome:
        asking = _Asking(ModelClient(self.model), progress)
        replies = await asking.all(self.requests)
        if all(isinstance(reply, TrainerError) for reply in replies):
            raise next(reply for reply in replies if isinstance(reply, TrainerError))
        refused: list[Refused] = []
        reading = read_deck_text(text, path)
        texts = [reply for reply in replies if isinstance(reply, str)]
        candidates = self.believed(texts, reading.cards, refused)
        candidates = await _needing_the_article(asking, candidates, refused)
        seconds = await asking.all(
            [asked_blind(candidate.item, candidate.passage) for candidate in candidates]
        )
        deck = GrowingDeck(reading, self._source)
        for candidate, reply in zip(candidates, seconds, strict=True):
            question = candidate.item.prompt
            if isinstance(reply, TrainerError):
                refused.append(Refused(RefusalReason.UNPROVED, question))
            elif not agrees(candidate.item, reply):
                refused.append(Refused(RefusalReason.SECOND, question))
            elif deck.add(candidate.fields):
                refused.append(Refused(RefusalReason.CRAFT, question))
        failed = next((r for r in (*replies, *seconds) if isinstance(r, TrainerError)), None)
        return Outcome(deck.text, deck.drafts, tuple(refused), failed)

    def believed(
        self, replies: Sequence[str], cards: Iterable[Card], refused: list[Refused]
    ) -> list[_Candidate]:
        """What no rule of ours refuses, each fact once; none that a card of the deck asks."""
        asked = {_fact(card) for card in cards}
        candidates = []
        for proposed in (fields for reply in replies for fields in objects_in(reply)):
            candidate = self._candidate(proposed or {})
            if isinstance(candidate, Refused):
                refused.append(candidate)
            elif (fact := _fact(candidate.item.card)) in asked:
                refused.append(Refused(RefusalReason.TWICE, candidate.item.prompt))
            else:
                asked.add(fact)
                candidates.append(candidate)
        return candidates

    def _candidate(self, proposed: Mapping[str, Any]) -> _Candidate | Refused:
        excerpt = str(proposed.get("q") or proposed.get("cloze") or "")[:200]
        fields, words = card_fields(proposed), proposed.get("words")
        card = card_of(fields) if fields else None
        if fields is None or card is None or not isinstance(words, str):
            return Refused(RefusalReason.FORM, excerpt)
        passage = Passage.of(words, self._source)
        if passage is None:
            return Refused(RefusalReason.QUOTATION, excerpt)
        passage = passage.for_card(f"{card.prompt} {card.solution}")
        if why_refused(card, passage, self._source):
            return Refused(RefusalReason.UNTRUE, excerpt)
        whole = as_draft(fields, passage.pointers)
        made = card_of(whole)
        assert made is not None  # noqa: S101 - it was one without these two
        return _Candidate(whole, items_of_card("draft", made)[0], passage)


class _Asking:
    """Sends several requests at once, and says how far it has come."""

    def __init__(self, conversation: ModelClient, progress: Progress) -> None:
        self._conversation, self._progress = conversation, progress
        self._free = asyncio.Semaphore(_AT_ONCE)
        self._done = self._known = 0

    async def all(self, requests: Sequence[Request]) -> list[str | TrainerError]:
        """The reply to each, or why there is none."""
        self._known += len(requests)
        return await asyncio.gather(*map(self._one, requests))

    async def _one(self, request: Request) -> str | TrainerError:
        async with self._free:
            try:
                return await self._conversation.ask(request)
            except TrainerError as error:
                return error
            finally:
                self._done += 1
                self._progress("Asking the model", self._done / self._known)


async def _needing_the_article(
    asking: _Asking, candidates: list[_Candidate], refused: list[Refused]
) -> list[_Candidate]:
    """Those that nobody answers who has not read it; all, where the model does not say."""
    if not candidates:
        return candidates
    reply, *_ = await asking.all(
        [request_for_common_knowledge([f.item.prompt for f in candidates])]
    )
    known: dict[int, str] = {}
    if isinstance(reply, str):
        for known_answer in objects_in(reply):
            number, answer = (known_answer or {}).get("number"), (known_answer or {}).get("answer")
            if isinstance(number, int) and isinstance(answer, str | int | float):
                known[number] = str(answer)
    kept = []
    for number, candidate in enumerate(candidates, 1):
        if number in known and agrees(candidate.item, known[number]):
            refused.append(Refused(RefusalReason.KNOWN, candidate.item.prompt))
        else:
            kept.append(candidate)
    return kept


def _fact(card: Card) -> tuple[tuple[str, ...], str]:
    return card.evidence, folded(card.solution)
