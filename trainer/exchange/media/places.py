"""With what of a card a picture or sound is shown, by the text in which its mark was."""

from collections.abc import Callable, Mapping, Sequence

from trainer.exchange.import_result import loss_of
from trainer.exchange.media.marks import MarkedFile, MediaMarks

_ASKED = frozenset({"q", "cloze"})
_EXPLAINED = frozenset({"why", "correction"})
_OPTIONS = frozenset({"wrong", "list"})
_SEE, _HEAR = "What is this?", "What do you hear?"
_SEEN, _HEARD = "See the picture.", "Listen."
_Fields = dict[str, object]


def placed(
    fields: Mapping[str, object], media: MediaMarks, leave: Callable[[str], None]
) -> _Fields:
    """The fields of a card without marks, and with the pictures and sounds that they stood for.

    Args:
        fields: as in a deck file, with marks.
        media: what they stand for.
        leave: lists what has no place: a card shows one picture with its question, one with
            its answer and one with its explanation.
    """
    made, places = _Fields(), _Places(media, leave)
    with_options = bool(fields.get("wrong")) or isinstance(fields.get("a"), list | tuple)
    for key, value in fields.items():
        if key in _OPTIONS or (key == "a" and with_options):
            made[key] = places.options(value, right=key == "a")
        else:
            made[key] = places.text(key, value)
    if not (made.get("q") or made.get("cloze")) and (places.asked or places.asked_sounds):
        made["q"] = _SEE if places.asked else _HEAR
    for key in ("a", "typed"):
        if key in made and not made[key] and (places.answered or places.answer_sounds):
            del made[key]  # nobody types a picture
            made["a"] = _SEEN if places.answered else _HEARD
    return made | places.fields()


class _Places:
    def __init__(self, media: MediaMarks, leave: Callable[[str], None]) -> None:
        self._media, self._leave = media, leave
        self.asked: list[MarkedFile] = []
        self.answered: list[MarkedFile] = []
        self.explained: list[MarkedFile] = []
        self.asked_sounds: list[MarkedFile] = []
        self.answer_sounds: list[MarkedFile] = []

    def text(self, key: str, value: object) -> object:
        """A value without its marks."""
        match value:
            case str():
                text, shown = self._media.parted(value)
                self._sort(key, shown)
                return text
            case list() | tuple():
                return [self.text("", one) for one in value]
            case dict():
                sides = ((self.text("", one), self.text("", other)) for one, other in value.items())
                return {str(one): other for one, other in sides}
            case _:
                return value

    def _sort(self, key: str, shown: Sequence[MarkedFile]) -> None:
        pictures = [one for one in shown if one.is_picture]
        sounds = [one for one in shown if not one.is_picture]
        if key in _ASKED:
            self.asked += pictures
            self.asked_sounds += sounds
        elif key in {"", "hint", "accept"}:
            self._lose(shown)
        else:
            (self.explained if key in _EXPLAINED else self.answered).extend(pictures)
            self.answer_sounds += sounds

    def options(self, value: object, *, right: bool) -> object:
        """Options, or entries of a list, with pictures; what the right one plays answers."""
        if isinstance(value, str):
            return self._option(value, right=right)
        if isinstance(value, Mapping):
            texts = [self._option(str(text)) for text in value]
            if all(isinstance(one, str) for one in texts):
                reasons = (self.text("why", why) for why in value.values())
                return dict(zip(map(str, texts), reasons, strict=True))
            return [
                {**one, "why": self.text("", why)} if isinstance(one, dict)
                else {"text": one, "why": self.text("", why)}
                for one, why in zip(texts, value.values(), strict=True)
            ]  # fmt: skip
        return [self._option(one) for one in value] if isinstance(value, list | tuple) else value

    def _option(self, value: object, *, right: bool = False) -> object:
        if isinstance(value, Mapping) and isinstance(value.get("text"), str):
            option = self._option(value["text"])
            return {**value, **option} if isinstance(option, dict) else {**value, "text": option}
        if not isinstance(value, str):
            return value
        text, shown = self._media.parted(value)
        pictures = [one for one in shown if one.is_picture]
        sounds = [one for one in shown if not one.is_picture]
        if right:
            self.answer_sounds += sounds
        self._lose([*pictures[1:], *([] if right else sounds)])
        if not pictures:
            return text
        [picture] = pictures[:1]
        return {
            "text": text or picture.alt or picture.file.rpartition(".")[0],
            "picture": picture.picture,
        }

    def _lose(self, files: Sequence[MarkedFile]) -> None:
        for one in dict.fromkeys(files):
            self._leave(loss_of(one.file))

    def fields(self) -> _Fields:
        """The pictures and sounds, as a deck file has them."""
        asked, answered = _each(self.asked), _each(self.answered)
        explained = [*answered[1:], *(one for one in _each(self.explained) if one not in answered)]
        sounds, answers = _each(self.asked_sounds), _each(self.answer_sounds)
        self._lose([*asked[1:], *explained[1:], *sounds[1:], *answers[1:]])
        made: _Fields = {}
        shown = {"picture": asked, "answer_picture": answered, "why_picture": explained}
        made |= {key: files[0].picture for key, files in shown.items() if files}
        played = {"sound": sounds, "answer_sound": answers}
        made |= {key: files[0].file for key, files in played.items() if files}
        return made


def _each(files: Sequence[MarkedFile]) -> list[MarkedFile]:
    """Each once: by its file, for what is said of it may differ."""
    return [*{one.file: one for one in reversed(files)}.values()][::-1]
