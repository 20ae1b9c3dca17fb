"""What a pupil hands in: read as it was meant, and refused in words where it is none."""

import json
from pathlib import Path

import pytest

from trainer.classroom.homework_file import is_handed_in, read_homework
from trainer.errors import TrainerError

ANSWER = {"q": 1, "answer": "Tiber", "sure": "guess", "at": "2026-03-10T12:00:00.000Z"}
WHOLE = {"trainer": "homework", "v": 1, "homework": "d1", "name": "Anna", "answers": [ANSWER]}


def written(folder: Path, content: object) -> Path:
    path = folder / "Anna.homework.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_answers_are_read_with_their_moment(tmp_path: Path) -> None:
    path = written(tmp_path, WHOLE)
    handed_in = read_homework(path)
    assert (handed_in.homework, handed_in.name) == ("d1", "Anna")
    [answer] = handed_in.answers
    assert (answer.q, answer.answer, answer.sure, answer.after_ms) == (1, "Tiber", "guess", 0)
    assert answer.at.isoformat() == "2026-03-10T12:00:00+00:00"
    assert is_handed_in(path.read_bytes())
    assert not is_handed_in(b'{"cards": []}')


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({**WHOLE, "v": 2}, "not homework"),
        ({**WHOLE, "answers": [{**ANSWER, "q": 0}]}, "not homework"),
        ({**WHOLE, "answers": [{**ANSWER, "at": "soon"}]}, "not homework"),
        ({**WHOLE, "answers": [ANSWER, ANSWER]}, "twice"),
        ([], "not homework"),
        ({**WHOLE, "name": "A" * 2_000_001}, "larger than 2 MB"),
    ],
)
def test_what_is_none_is_refused_with_the_way_out(
    tmp_path: Path, content: object, said: str
) -> None:
    with pytest.raises(TrainerError) as refused:
        read_homework(written(tmp_path, content))
    assert said in refused.value.message
    assert "button" in refused.value.hint


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(TrainerError, match="cannot be read"):
        read_homework(tmp_path / "none.json")
