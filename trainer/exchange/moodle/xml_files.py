"""Pictures and sounds inside Moodle XML."""

import base64
import re
from html import escape

from trainer.exchange.media.marks import MarkedFile, MediaMarks
from trainer.exchange.media.outgoing import attributes, below

_TEXT = re.compile(r"<text>[^<]*</text>")


def with_files(text: str, media: MediaMarks) -> str:
    """Moodle XML with files for its marks, each beside the text that shows or plays it."""

    def filed(match: re.Match[str]) -> str:
        names: dict[str, None] = {}

        def shown(one: MarkedFile) -> str:
            names[one.file] = None
            return escape(_element(one), quote=False)

        return media.written(match[0], shown) + "".join(_file(name, media) for name in names)

    return _TEXT.sub(filed, text)


def _element(shown: MarkedFile) -> str:
    source = f"@@PLUGINFILE@@/{shown.file}"
    if shown.is_picture:
        return f"<img{attributes(shown, source)}>{below(shown)}"
    return f'<audio controls src="{escape(source)}"></audio>'


def _file(name: str, media: MediaMarks) -> str:
    content = base64.b64encode(media.files[name]()).decode()
    return f'<file name="{escape(name)}" path="/" encoding="base64">{content}</file>'
