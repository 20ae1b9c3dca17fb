"""The deck as a whole: mix of kinds, explanations, provenance, contrasts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from trainer.counted import counted
from trainer.deck.card import Card, Cloze, DraftCard, TrueFalse, Typed
from trainer.deck.deck import Deck
from trainer.deck.diagnostic import Code
from trainer.deck.identity import card_key
from trainer.deck.likeness import folded, words
from trainer.deck.lint import limits
from trainer.deck.lint.weakness import OnCard, Weakness


def check_whole(deck: Deck) -> Iterator[OnCard]:
    """The rules that look at all cards together."""
    yield from _provenance(deck)
    yield from _pointed(deck)
    yield from _explained(deck)
    yield from _truths(deck)
    yield from _kinds(deck)
    yield from _variants(deck)
    yield from _accepted_elsewhere(deck)
    yield from _contrasts(deck)


def _provenance(deck: Deck) -> Iterator[OnCard]:
    source = deck.source
    if source is None:
        if pointing := next((at for at, card in enumerate(deck.cards) if card.evidence), None):
            yield (
                pointing,
                Weakness(
                    Code.PROVENANCE,
                    "the card points at a source, and the deck names none",
                    "add `source:` to the deck, with title, author, publisher or url, and date",
                    "evidence",
                ),
            )
        return
    missing = [key for key in ("author", "date") if getattr(source, key) is None]
    if source.publisher is None and source.url is None:
        missing.append("publisher (or url)")
    if source.sha256 is None and any(card.evidence for card in deck.cards):
        missing.append("sha256")
    if missing:
        yield (
            None,
            Weakness(
                Code.PROVENANCE,
                f"the source has no {', no '.join(missing)}",
                "trainer passages FILE prints the sha256 of a text"
                if "sha256" in missing
                else "say who wrote it, where and when; if nobody knows, write above `cards`: "
                f"silence: {{{Code.PROVENANCE}: not known}}",
                "source",
            ),
        )


def _pointed(deck: Deck) -> Iterator[OnCard]:
    """Without the text: that every card of a deck with a source points somewhere."""
    if deck.source is None:
        return
    for at, card in enumerate(deck.cards):
        if not card.evidence:
            yield (
                at,
                Weakness(
                    Code.NO_EVIDENCE,
                    "nothing says where the source has this",
                    "add `evidence:` with paragraph.sentence, as trainer passages FILE counts them",
                ),
            )


def _lacks_why(card: Card) -> bool:
    """Whether nothing explains its answer; what is a draft yet, or has no answer, may lack it."""
    return card.has_key and card.why is None and card.status is None


def _explained(deck: Deck) -> Iterator[OnCard]:
    bare = [at for at, card in enumerate(deck.cards) if _lacks_why(card)]
    if bare:
        more = len(bare) - 1
        have = "has" if more == 1 else "have"
        others = f", nor {have} {counted(more, 'other')}" if more else ""
        yield (
            bare[0],
            Weakness(
                Code.NO_WHY,
                f"the card has no `why`{others}",
                "say in a sentence what makes the answer right, or worth knowing",
            ),
        )
    fewest, most = limits.WHY_WORDS
    for at, card in enumerate(deck.cards):
        count = len(words(card.why)) if card.why else fewest
        if not fewest <= count <= most:
            yield (
                at,
                Weakness(
                    Code.WHY_LENGTH,
                    f"the explanation has {counted(count, 'word')}",
                    f"write {fewest} to {most} that add something to the answer",
                    "why",
                ),
            )


def _truths(deck: Deck) -> Iterator[OnCard]:
    truths = [card.truth for card in deck.cards if isinstance(card, TrueFalse)]
    if len(truths) < limits.FEWEST_TRUTHS:
        return
    share = sum(truths) / len(truths)
    least, most = limits.TRUE_SHARE
    if not least <= share <= most:
        yield (
            None,
            Weakness(
                Code.TRUTH_SHARE,
                f"{share:.0%} of the true/false cards are true",
                f"keep between {least:.0%} and {most:.0%}, or learners guess the likelier one",
                "cards",
            ),
        )


def _kinds(deck: Deck) -> Iterator[OnCard]:
    total = len(deck.cards)
    if total < limits.SMALL_DECK:
        return
    recall = sum(map(_asks_for_recall, deck.cards)) / total
    kinds = Counter(card.kind for card in deck.cards)
    kind, count = kinds.most_common(1)[0]
    weaknesses = []
    if recall < limits.RECALL_SHARE:
        weaknesses.append(f"only {recall:.0%} of the cards ask for recall")
    if kinds[TrueFalse.kind] / total > limits.MOST_TRUTH:
        weaknesses.append(f"{kinds[TrueFalse.kind] / total:.0%} of the cards are true/false")
    if count / total > limits.MOST_OF_A_KIND:
        weaknesses.append(f"{count / total:.0%} of the cards are {kind} cards")
    for message in weaknesses:
        hint = "recalling teaches more than recognising, and a change of kinds more than one kind"
        yield None, Weakness(Code.KIND_MIX, message, hint, "cards")


def _asks_for_recall(card: Card) -> bool:
    """Whether the answer is remembered, and not recognised among what is shown."""
    form = card.form(())
    has_key = card.has_key and not isinstance(card, DraftCard)
    return has_key and not (form.columns or form.counts)


def _accepted(card: Typed | Cloze) -> Iterator[tuple[int | str, str]]:
    """Where in `accept` each text is, and the text."""
    if isinstance(card, Typed):
        yield from enumerate(card.accept)
        return
    for gap, texts in card.accept.items():
        yield from ((gap, text) for text in texts)


def _variants(deck: Deck) -> Iterator[OnCard]:
    """Answers that are accepted, and belong to a card that this one is confused with."""
    by_key = {card_key(card): card for card in deck.cards}
    for at, card in enumerate(deck.cards):
        if not isinstance(card, Typed | Cloze):
            continue
        others = [by_key[key] for key in card.confusable_with if key in by_key]
        for entry, text in _accepted(card):
            rival = next((one for one in others if _is_one_of(text, _lines(one), deck, card)), None)
            if rival and not _is_one_of(text, _lines(card), deck, card):
                yield (
                    at,
                    Weakness(
                        Code.VARIANT_OF_CONFUSABLE,
                        f"“{text}” is the answer of {card_key(rival)}, which this card is "
                        "confused with",
                        "accept no answer that mixes the two up",
                        "accept",
                        entry,
                    ),
                )


def _accepted_elsewhere(deck: Deck) -> Iterator[OnCard]:
    """Wrong options that a card with the same question accepts."""
    accepted = defaultdict[str, list[str]](list)
    for card in deck.cards:
        if isinstance(card, Typed):
            accepted[folded(card.q)] += [card.typed, *card.accept]
    for at, card in enumerate(deck.cards):
        for option in getattr(card, "wrong", ()):
            if _is_one_of(option, accepted.get(folded(card.prompt), ()), deck, card):
                yield (
                    at,
                    Weakness(
                        Code.WRONG_IS_ACCEPTED,
                        f"“{option}” is accepted by another card with the same question",
                        "one of the two cards is wrong",
                        "wrong",
                        option,
                    ),
                )


def _lines(card: Card) -> list[str]:
    return card.solution.splitlines()


def _is_one_of(text: str, answers: Iterable[str], deck: Deck, card: Card) -> bool:
    """Whether a learner who gives a text gives one of these answers."""
    from trainer.deck.acceptance.equality import is_same  # of few decks it is asked

    language = card.language or deck.language
    return any(is_same(text, answer, language, exact=card.exact) for answer in answers)


def _contrasts(deck: Deck) -> Iterator[OnCard]:
    """Sets of confusable cards that no card sets against each other."""
    if not any(card.confusable_with for card in deck.cards):
        return
    keys = [card_key(card) for card in deck.cards]
    at = {key: index for index, key in enumerate(keys)}
    contrasted = [set(card.requires) for card in deck.cards if len(card.requires) > 1]
    groups = {key: {key} for key in keys}
    for key, card in zip(keys, deck.cards, strict=True):
        for other in card.confusable_with:
            if other in groups and groups[other] is not groups[key]:
                groups[key] |= groups[other]
                for member in groups[other]:
                    groups[member] = groups[key]
    for group in {id(group): group for group in groups.values() if len(group) > 1}.values():
        if not any(len(group & required) > 1 for required in contrasted):
            members = sorted(group, key=lambda key: at[key])
            yield (
                at[members[0]],
                Weakness(
                    Code.NO_CONTRAST,
                    f"no card asks for the difference between {', '.join(members)}",
                    "add a card that asks for it, and `requires` them",
                    "confusable_with",
                ),
            )
