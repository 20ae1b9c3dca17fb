"""An option or an entry of a list: a text, or in its long form a mapping with more to say."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import (
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    GetPydanticSchema,
    ValidationError,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from trainer.deck.media import Picture
from trainer.deck.text import filled

_KEYS = ("text", "why", "accept", "picture")
_TEXT = {"type": ["string", "number", "boolean"]}
PICTURE_SCHEMA: dict[str, object] = {
    "anyOf": [
        _TEXT,
        {
            "type": "object",
            "properties": dict.fromkeys(("file", "alt", "caption", "credit"), _TEXT),
            "required": ["file"],
            "additionalProperties": False,
        },
    ]
}
"""A picture's JSON Schema."""
ENTRY_SCHEMA: dict[str, object] = {
    "anyOf": [
        {"type": ["string", "number", "boolean", "null"]},
        {
            "type": "object",
            "properties": {
                "text": _TEXT,
                "why": _TEXT,
                "accept": {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]},
                "picture": PICTURE_SCHEMA,
            },
            "required": ["text"],
            "additionalProperties": False,
        },
    ]
}
"""Its JSON Schema; every plain scalar is text to us."""


class Entry(str):
    """The text of an option or entry; equal to the plain text, whatever else it carries."""

    __slots__ = ("accept", "picture", "why")

    accept: tuple[str, ...]
    """Other spellings and names that are as right."""
    why: str | None
    """Why it is right or wrong."""
    picture: Picture | None
    """What it shows beside its text."""

    def __new__(
        cls,
        text: str,
        accept: tuple[str, ...] = (),
        why: str | None = None,
        picture: Picture | None = None,
    ) -> Self:
        """An entry of its text."""
        entry = super().__new__(cls, text)
        entry.accept, entry.why, entry.picture = accept, why, picture
        return entry

    @property
    def written(self) -> str | dict[str, object]:
        """As it is in a deck: the text alone where there is nothing else."""
        more: dict[str, object] = {"why": self.why} if self.why else {}
        if self.accept:
            more["accept"] = list(self.accept)
        if self.picture:
            more["picture"] = self.picture.model_dump()
        return {"text": str(self), **more} if more else str(self)

    @classmethod
    def validate(cls, value: object) -> "Entry":
        """Read a text or a mapping of `text`, `why`, `accept` and `picture`.

        Raises:
            PydanticCustomError: it is neither; the message says what would be read.
        """
        if isinstance(value, Entry):
            return value
        if isinstance(value, str):
            return cls(filled(value))
        if not isinstance(value, Mapping) or not isinstance(value.get("text"), str):
            raise PydanticCustomError("no_entry", "this is not a text, and it has no `text`")
        for key in value:
            if key not in _KEYS:
                raise PydanticCustomError(
                    "no_entry", "an entry has no key `{key}`", {"key": str(key)}
                )
        accept, why = value.get("accept", ()), value.get("why")
        texts = (accept,) if isinstance(accept, str) else accept
        if not isinstance(texts, list | tuple) or not all(isinstance(one, str) for one in texts):
            raise PydanticCustomError("no_entry", "`accept` is not a text or a list of texts")
        if not isinstance(why, str | None):
            raise PydanticCustomError("no_entry", "`why` is not a text")
        texts, why = tuple(map(filled, texts)), why and filled(why)
        return cls(filled(value["text"]), texts, why, _picture(value.get("picture")))

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.validate,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda entry: entry.written if isinstance(entry, Entry) else entry
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, object]:
        return ENTRY_SCHEMA


def _picture(value: object) -> Picture | None:
    try:
        return None if value is None else Picture.model_validate(value)
    except ValidationError as error:
        raise PydanticCustomError(
            "no_entry", "`picture` is not a file's name or a mapping with a `file`"
        ) from error


EntryKey = Annotated[str, GetPydanticSchema(lambda _, handler: handler.generate_schema(Entry))]
"""An entry as the key of a mapping, where it is known as its text."""


def written_options(options: Mapping[str, str | None]) -> object:
    """Wrong options as they are in a deck; a list where one carries more than a reason."""
    if any(isinstance(option, Entry) and (option.accept or option.picture) for option in options):
        return [_of(option, why).written for option, why in options.items()]
    return {str(option): why for option, why in options.items()}


def _of(option: str, why: str | None) -> Entry:
    entry = option if isinstance(option, Entry) else Entry(option)
    return Entry(option, entry.accept, why, entry.picture)
