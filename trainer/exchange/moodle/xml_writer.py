"""Decks as Moodle XML: formatted texts, pictures and sounds inside, clozes with all their gaps."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple, cast

from trainer.deck.card import (
    Card,
    Cloze,
    Date,
    Flashcard,
    ListCard,
    Match,
    MultipleChoice,
    Number,
    Order,
    PickAll,
    TrueFalse,
    Typed,
)
from trainer.deck.cloze import Gap
from trainer.deck.deck import Deck
from trainer.deck.identity import card_key
from trainer.exchange.html.from_text import as_html, as_html_without_maths
from trainer.exchange.html.to_text import reads_back
from trainer.exchange.import_result import Notice
from trainer.exchange.losses import (
    HTML_LOSS,
    OTHER_NAMES,
    REASONS_OF_OPTIONS,
    cards_with_answers,
    kind_elsewhere,
    losses_of_card,
    losses_of_deck,
)
from trainer.exchange.moodle.gift_writer import texts_of
from trainer.exchange.moodle.question import MORE_RIGHT, shares_of
from trainer.markup.noncharacters import MOODLE_GAPS

_KEPT = frozenset({"id", "why", "tags", "hint"})
_TYPES = {
    "choice": "multichoice",
    "pick": "multichoice",
    "truth": "truefalse",
    "number": "numerical",
    "match": "matching",
    "order": "matching",
    "typed": "shortanswer",
    "cloze": "cloze",
}
_SPECIAL = {ord(sign): f"&#{ord(sign)};" for sign in "{}~#=%\\$"}
"""What means something in a gap: Moodle looks for it before it reads entities."""
_OPENS_GAP = re.compile(r"\{(?=\d*:)")
_NO_XML = {0xFFFE: None, 0xFFFF: None}


class _Written(NamedTuple):
    """A card's question and answers."""

    kind: str
    """How it is asked there."""
    answers: Iterable[str]
    kept: Iterable[str] = ()
    """The fields that the answers hold."""
    lost: Iterable[str] = ()
    question: str | None = None
    """As HTML, where it is not the card's own."""


def write_moodle(deck: Deck) -> tuple[str, tuple[Notice, ...]]:
    """A deck as Moodle XML.

    Returns:
        The text, with marks for pictures and sounds, and what of the deck it has no place for.
    """
    write = _Writer(marked_up=deck.markup is not None)
    losses = list(losses_of_deck(deck, {"markup"}))
    category = _text("$course$/top/" + " ".join(deck.title.split()).replace("/", "//"))
    questions = [f'<question type="category"><category>{category}</category></question>']
    for card in cards_with_answers(deck, losses):
        key = card_key(card)
        written = write.answers(card)
        if written is None:
            kind = f"a question of the kind {card.kind}"
            what = MORE_RIGHT if isinstance(card, PickAll) else kind
            losses.append(Notice(key, what, whole=True))
            continue
        losses += losses_of_card(card, _KEPT | {*written.kept}, written.kind)
        losses += (Notice(key, what) for what in written.lost)
        if deck.markup is None and not all(map(_comes_back, texts_of(card.model_dump()))):
            losses.append(Notice(key, HTML_LOSS))
        questions.append(write.question(card, written))
    whole = "\n".join(questions)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{whole}\n</quiz>\n', tuple(losses)


def _comes_back(text: str) -> bool:
    return reads_back(as_html_without_maths(text))


class _Writer:
    """Writes questions.

    Args:
        marked_up: whether texts are Markdown.
    """

    def __init__(self, *, marked_up: bool) -> None:
        self._marked_up = marked_up

    def question(self, card: Card, written: _Written) -> str:
        """A question with all that is said of it."""
        key = card_key(card)
        asked = self._html(card.prompt) if written.question is None else written.question
        tags = "".join(f"<tag>{_text(tag)}</tag>" for tag in card.tags)
        parts = [
            f'<question type="{_TYPES[written.kind]}">',
            f"<name>{_text(key)}</name>",
            _formatted("questiontext", asked),
            self._formatted_if_any("generalfeedback", card.why),
            f"<idnumber>{escape(key)}</idnumber>",
            *written.answers,
            self._formatted_if_any("hint", card.hint),
            f"<tags>{tags}</tags>" if tags else "",
            "</question>",
        ]
        return "\n".join(filter(None, parts))

    def answers(self, card: Card) -> _Written | None:
        """A card's question and answers; None for a kind that has no place there."""
        match card:
            case MultipleChoice():
                right = self._option(card.a, "100", card.a.why)
                return _Written(
                    "choice", [*_settings("true"), right, *self._wrong(card)], REASONS_OF_OPTIONS
                )
            case PickAll():
                shares = shares_of(len(card.a))
                if not shares:
                    return None
                each = zip(card.a, shares, strict=True)
                right = "\n".join(self._option(one, share, one.why) for one, share in each)
                wrong = self._wrong(card, "-100")
                return _Written(
                    kind_elsewhere(card), [*_settings("false"), right, *wrong], REASONS_OF_OPTIONS
                )
            case TrueFalse():
                remarks = ("", card.correction) if card.truth else (card.correction, "")
                both = [
                    self._answer(word, "100" if card.truth == truth else "0", why)
                    for word, truth, why in zip(
                        ("true", "false"), (True, False), remarks, strict=True
                    )
                ]
                return _Written("truth", both, {"correction"})
            case Number():
                return _number(card)
            case Match():
                pairs = [*card.match.items(), *(("", text) for text in card.extra)]
                return _Written("match", [self._pair(*sides) for sides in pairs], {"extra"})
            case Order():
                return self._places(card.order)
            case ListCard(ordered=True):
                return self._places(card.list)
            case Cloze():
                return self._cloze(card)
            case Flashcard() | Typed() | Date() | ListCard():
                return self._typed(card)
            case _:
                return None

    def _typed(self, card: Flashcard | Typed | Date | ListCard) -> _Written:
        lost, kept, exact = [], ["accept", "exact"], False
        match card:
            case ListCard():
                forms = [name for one in card.list for name in (one, *one.accept)]
                lost = [f"that all {len(card.list)} things are wanted: one is enough there"]
                kept = [OTHER_NAMES]
            case Flashcard():
                forms = [card.a]
            case Typed():
                forms, exact = [card.typed, *card.accept], bool(card.exact)
            case Date():
                forms = [card.date.in_words(), str(card.date)]
        formulas = [written for form in forms for written in self._formulas(form)]
        if formulas:
            lost.append("that its answer is drawn as a formula: it is plain there")
        each = dict.fromkeys([*map(self._plain, forms), *formulas])
        answers = [self._answer(one.replace("*", "\\*"), "100") for one in each]
        return _Written("typed", [f"<usecase>{int(exact)}</usecase>", *answers], kept, lost)

    def _places(self, things: Iterable[str]) -> _Written:
        """An order as pairs, which every Moodle can mark: the place, and what belongs there."""
        pairs = [self._pair(str(place), thing) for place, thing in enumerate(things, 1)]
        return _Written("order", pairs, {"ordered"})

    def _cloze(self, card: Cloze) -> _Written:
        if self._marked_up:
            from trainer.deck.marked_card import plain_card
            from trainer.exchange.html.from_markdown import cloze_in_html, gaps_in_maths

            if not gaps_in_maths(card):
                markup = cloze_in_html(card, lambda at, text, _: self._gap(card, at, text), _beside)
                return self._with_gaps(card, markup)
            told_plain = self._plain_cloze(cast("Cloze", plain_card(card)))
            return self._with_gaps(card, told_plain, "how its texts are marked up")
        return self._with_gaps(card, self._plain_cloze(card))

    @staticmethod
    def _with_gaps(card: Cloze, markup: str, *lost: str) -> _Written:
        hints = ["the hint of a gap" for gap in card.gaps if gap.hint]
        return _Written("cloze", [], {"accept"}, [*lost, *hints], markup)

    def _plain_cloze(self, card: Cloze) -> str:
        whole = "".join(_BLANK if isinstance(one, Gap) else one for one in card.pieces)
        first, *rest = _beside(as_html_without_maths(whole)).split(_BLANK)
        gaps = (self._gap(card, at, gap.text) for at, gap in enumerate(card.gaps))
        return first + "".join(gap + after for gap, after in zip(gaps, rest, strict=True))

    def _gap(self, card: Cloze, at: int, text: str) -> str:
        forms = dict.fromkeys(self._plain(one) for one in (text, *card.accepted(at)))
        answers = (as_html(one).translate(_SPECIAL).replace("*", "\\*") for one in forms)
        return f"{{1:SHORTANSWER:={'~='.join(answers)}}}"

    def _pair(self, left: str, right: str) -> str:
        answer = f"<answer>{_text(self._plain(right))}</answer>"
        return f'<subquestion format="html">{_text(self._html(left))}{answer}</subquestion>'

    def _wrong(self, card: MultipleChoice | PickAll, share: str = "0") -> list[str]:
        return [self._option(option, share, why) for option, why in card.wrong.items()]

    def _option(self, text: str, share: str, why: str | None) -> str:
        feedback = self._formatted_if_any("feedback", why)
        return (
            f'<answer fraction="{share}" format="html">{_text(self._html(text))}{feedback}</answer>'
        )

    def _answer(self, text: str, share: str, why: str | None = None) -> str:
        feedback = self._formatted_if_any("feedback", why)
        return f'<answer fraction="{share}" format="plain_text">{_text(text)}{feedback}</answer>'

    def _formatted_if_any(self, tag: str, text: str | None) -> str:
        return _formatted(tag, self._html(text)) if text else ""

    def _html(self, text: str) -> str:
        if not self._marked_up:
            return as_html_without_maths(text)
        from trainer.exchange.html.from_markdown import html_for_anki

        return html_for_anki(text)

    def _formulas(self, text: str) -> Iterator[str]:
        """How else somebody types a formula: in LaTeX, and as `sqrt(2)`."""
        if not self._marked_up:
            return
        from trainer.deck.acceptance.maths import as_typed
        from trainer.markup.text import MarkedText, marked

        shown = marked(text)
        if isinstance(shown, MarkedText) and (latex := shown.formula):
            yield latex
            yield from as_typed(latex)

    def _plain(self, text: str) -> str:
        """A text as somebody types it."""
        if self._marked_up:
            from trainer.markup.text import plain_of

            text = plain_of(text)
        return " ".join(text.split())


(_BLANK,) = MOODLE_GAPS
"""Stands for a gap."""


def _beside(markup: str) -> str:
    """HTML beside gaps, in which nothing is taken for one."""
    return _OPENS_GAP.sub("&#123;", markup)


def _settings(single: str) -> tuple[str, str]:
    return f"<single>{single}</single>", "<shuffleanswers>true</shuffleanswers>"


def _number(card: Number) -> _Written:
    tolerance = f"<tolerance>{card.margin:f}</tolerance>"
    value = f"{_text(f'{card.number:f}')}{tolerance}"
    unit = (
        f"<unit><multiplier>1</multiplier><unit_name>{escape(card.unit or '')}</unit_name></unit>"
    )
    answer = f'<answer fraction="100" format="plain_text">{value}</answer>'
    in_percent = card.tolerance is not None and "%" in str(card.tolerance)
    lost = ["that its tolerance is a share of it"] if in_percent else []
    units = [f"<units>{unit}</units>"] if card.unit else []
    return _Written("number", [answer, *units], {"tolerance", "unit"}, lost)


def _formatted(tag: str, markup: str) -> str:
    return f'<{tag} format="html">{_text(markup)}</{tag}>'


def _text(text: str) -> str:
    return f"<text>{escape(text.translate(_NO_XML), quote=False)}</text>"
