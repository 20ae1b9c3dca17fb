"""Cards that hide regions of a picture, as notes of Anki's image occlusion."""

from typing import Any

import genanki
from typing_extensions import override

from trainer.deck.card import Hide
from trainer.deck.identity import card_key
from trainer.exchange.anki.guid import guid_of_id
from trainer.exchange.anki.occlusion import OCCLUSION_FIELDS, names_text, occlusion_text
from trainer.exchange.html.from_text import as_html

_IMAGE_OCCLUSION = 6
"""Anki's number of the kind of note type whose masks it lets be edited."""
_MASKED = (
    '{{#Header}}<p>{{Header}}</p>{{/Header}}<div style="display: none">{{cloze:Occlusion}}</div>'
    '<div id="err"></div><div id="image-occlusion-container">{{Image}}'
    '<canvas id="image-occlusion-canvas"></canvas></div>'
    "<script>anki.imageOcclusion.setup();</script>"
)
_BACK = (
    _MASKED + '{{#Back Extra}}<p class="extra">{{Back Extra}}</p>{{/Back Extra}}'
    '{{#Comments}}<p class="why">{{Comments}}</p>{{/Comments}}'
)


class _Model(genanki.Model):  # type: ignore[misc]  # genanki is untyped
    """A note type of which Anki knows that it hides regions of a picture."""

    @override
    def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]:
        return {**super().to_json(timestamp, deck_id), "originalStockKind": _IMAGE_OCCLUSION}


def occlusion_model(number: int, css: str) -> genanki.Model:
    """The note type.

    Args:
        number: of the type.
        css: how its cards look.
    """
    sides = [{"name": "Image Occlusion", "qfmt": _MASKED, "afmt": _BACK}]
    fields = [{"name": name} for name in OCCLUSION_FIELDS]
    return _Model(number, "trainer image occlusion", fields, sides, css, genanki.Model.CLOZE)


def occlusion_note(model: genanki.Model, card: Hide, image: str) -> genanki.Note:
    """The note of a card.

    Args:
        model: its type.
        card: what it is.
        image: its picture, as HTML.
    """
    fields = [
        occlusion_text([*card.hide.values()]),
        image,
        as_html(card.q),
        as_html(names_text(card.names)),
        as_html(card.why or ""),
    ]
    return genanki.Note(model, fields, guid=guid_of_id(card_key(card)), tags=list(card.tags))
