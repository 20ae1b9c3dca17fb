"""The table of writers: what each is called, and by which ending of a file it is chosen."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import cast

from trainer.deck.deck import Deck
from trainer.deck.identity import card_key
from trainer.did_you_mean import did_you_mean
from trainer.errors import TrainerError
from trainer.exchange.import_result import Notice
from trainer.exchange.media.marks import MarkedFile, MediaMarks
from trainer.exchange.media.outgoing import embedded, in_html, in_markdown, with_marks
from trainer.exchange.moodle.gift_escapes import escaped
from trainer.media.files import MediaError

_WITH_REGIONS = frozenset({"markdown", "gift", "moodle"})
"""Forms that have cards about regions of a picture as such, or not at all."""
_IN_ANKIS_LANGUAGE = frozenset({"csv", "tsv"})


_PLAIN = Notice("the deck", "how its texts are marked up: they are plain there")
_TAKEN_FOR_MATHS = "that $$ in its text does not mean maths: there it begins a formula"


class Texts(Enum):
    """How a form has the texts of a marked-up deck."""

    PLAIN = "as words"
    WITH_DOLLARS = "as words, with formulas in LaTeX between $$"
    MARKED_UP = "as they are"


class MediaForm(Enum):
    """Where a form has pictures and sounds."""

    NONE = "nowhere"
    BESIDE = "in media/, beside its file"
    HELD = "pictures alone, in its own text"
    FILED = "in its own text, as files"


def _shower(media: MediaMarks | None, write: Callable[[MarkedFile], str]) -> Callable[[str], str]:
    return (lambda text: media.written(text, write)) if media else str


@dataclass(frozen=True, slots=True)
class Writer:
    """One form in which decks go out."""

    name: str
    """For `--to`."""
    program: str
    """Who reads it."""
    endings: tuple[str, ...]
    """Of its files; none where `--to` alone chooses it."""
    entry: str
    """Module and function."""
    is_text: bool = True
    """Whether the function gives a text; else it gives the bytes of a file."""
    texts: Texts = Texts.PLAIN
    """How it has those of a marked-up deck."""
    has_settings: bool = False
    """Whether it says once what is taken for granted in every question."""
    media: MediaForm = MediaForm.NONE
    """Where pictures and sounds are that it shows."""

    def text(
        self, deck: Deck, language: str = "en", media: MediaMarks | None = None
    ) -> tuple[str, tuple[Notice, ...]]:
        """The text, and what of the deck it does not hold.

        Args:
            deck: to be written.
            language: of the Anki that is to read a table.
            media: the pictures and sounds beside the deck, if these are to go along.
        """
        function = self._function()
        notices: tuple[Notice, ...] = ()
        if media and self.media is not MediaForm.NONE:
            drawn = self.name not in _WITH_REGIONS
            deck, notices = with_marks(
                deck,
                media,
                held=self.media is MediaForm.HELD,
                filed=self.media is MediaForm.FILED,
                drawn=drawn,
            )
        fit, lost = self._fit(deck)
        if self.name in _IN_ANKIS_LANGUAGE:
            written = function(fit, language, _shower(media, in_html))
        else:
            written = function(fit)
        text, losses = cast("tuple[str, tuple[Notice, ...]]", written)
        broken: dict[str, Notice] = {}
        shown = self._shown(text, media, broken)
        return shown, (*notices, *lost, *losses, *broken.values())

    def _shown(self, text: str, media: MediaMarks | None, broken: dict[str, Notice]) -> str:
        """A text with pictures and sounds as its form has them; which of them cannot be shown."""
        if media is None or not media.files:
            return text
        if self.media is MediaForm.FILED:
            from trainer.exchange.moodle.xml_files import with_files

            return with_files(text, media)
        if self.media is MediaForm.BESIDE:

            def beside(marked: MarkedFile) -> str:
                if marked.credit:
                    what = "whose picture it is, as such: that is in its caption there"
                    broken[marked.file] = Notice(marked.file, what)
                return in_markdown(marked)

            return media.written(text, beside)

        def held(marked: MarkedFile) -> str:
            try:
                shown = embedded(marked, media)
            except MediaError as error:
                broken[marked.file] = Notice("the deck", f"a picture: {error}")
                return ""
            return escaped(shown) if self.name == "gift" else shown

        return media.written(text, held)

    def whole(self, deck: Deck) -> tuple[bytes, tuple[Notice, ...]]:
        """The bytes of the file, and what of the deck it does not hold."""
        fit, lost = self._fit(deck)
        written, losses = cast("tuple[bytes, tuple[Notice, ...]]", self._function()(fit))
        return written, (*lost, *losses)

    def _fit(self, deck: Deck) -> tuple[Deck, tuple[Notice, ...]]:
        """The deck as it can be written, and what is lost by that."""
        if deck.markup is None and self.texts is Texts.WITH_DOLLARS:
            keys = (card_key(card) for card in deck.cards if "$$" in str(card.model_dump()))
            return deck, tuple(Notice(key, _TAKEN_FOR_MATHS) for key in keys)
        if deck.markup is None or self.texts is Texts.MARKED_UP:
            return deck, ()
        from trainer.deck.marked_card import plain_deck

        if self.texts is Texts.WITH_DOLLARS:
            from trainer.exchange.html.from_markdown import text_with_dollars

            return plain_deck(deck, text_with_dollars), (_PLAIN,)
        return plain_deck(deck), (_PLAIN,)

    def _function(self) -> Callable[..., object]:
        module, _, name = self.entry.partition(":")
        function: Callable[..., object] = getattr(import_module(f"trainer.exchange.{module}"), name)
        return function


WRITERS: tuple[Writer, ...] = (
    Writer(
        "anki",
        "Anki",
        (".apkg",),
        "anki.package_writer:write_apkg",
        is_text=False,
        texts=Texts.MARKED_UP,
    ),
    Writer(
        "csv", "Anki, spreadsheets", (".csv",), "tables.writer:write_csv", media=MediaForm.BESIDE
    ),
    Writer(
        "tsv", "Anki, Quizlet", (".tsv", ".txt"), "tables.writer:write_tsv", media=MediaForm.BESIDE
    ),
    Writer(
        "markdown",
        "trainer, readers",
        (".md",),
        "markdown.writer:write_markdown",
        texts=Texts.MARKED_UP,
        media=MediaForm.BESIDE,
    ),
    Writer(
        "gift",
        "Moodle",
        (".gift",),
        "moodle.gift_writer:write_gift",
        texts=Texts.WITH_DOLLARS,
        media=MediaForm.HELD,
    ),
    Writer(
        "moodle",
        "Moodle, with sounds and formatted texts",
        (".xml",),
        "moodle.xml_writer:write_moodle",
        texts=Texts.MARKED_UP,
        media=MediaForm.FILED,
    ),
    Writer("kahoot", "Kahoot", (".xlsx",), "tables.options_writer:write_kahoot", is_text=False),
    Writer("options", "quiz makers, as CSV", (), "tables.options_writer:write_options"),
    Writer(
        "hashcards",
        "hashcards",
        (),
        "markdown.hashcards_writer:write_hashcards",
        texts=Texts.MARKED_UP,
        media=MediaForm.BESIDE,
    ),
    Writer("mnemosyne", "Mnemosyne", (), "mnemosyne.writer:write_mnemosyne"),
    Writer(
        "print",
        "a printer: worksheet and key",
        (".html",),
        "print_writer:write_worksheet",
        texts=Texts.MARKED_UP,
        has_settings=True,
        media=MediaForm.HELD,
    ),
    Writer(
        "print-cards",
        "a printer: cards to cut out",
        (),
        "print_writer:write_cards",
        texts=Texts.MARKED_UP,
        media=MediaForm.HELD,
    ),
)


def writer_of(file: Path, name: str | None = None) -> Writer:
    """Who writes a file: the one that is named, or the one that its ending names.

    Raises:
        TrainerError: no form has this ending.
    """
    if name:
        return next(writer for writer in WRITERS if writer.name == name)
    ending = file.suffix.lower()
    chosen = next((writer for writer in WRITERS if ending in writer.endings), None)
    if chosen is None:
        endings = [one for writer in WRITERS for one in writer.endings]
        near = did_you_mean(ending, endings)
        known = f"Known are: {', '.join(endings)}; or name a format with --to."
        raise TrainerError(
            f"Nothing here writes files that end in {ending or 'nothing'}.",
            f"{near} {known}".lstrip(),
        )
    return chosen
