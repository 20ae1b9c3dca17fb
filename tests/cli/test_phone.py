"""`trainer phone` away from the app, as typed in a shell."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from trainer.errors import TrainerError
from trainer.store.home import learner_folder
from trainer.store.learner import Learner

Run = Callable[..., Result]
DECK = "title: T\nid: t\ncards:\n  - {id: a, q: One?, a: Yes}\n  - {id: b, q: Two?, a: No}\n"


def task_of(page: str) -> dict[str, Any]:
    begin = page.index('id="task">') + len('id="task">')
    task: dict[str, Any] = json.loads(page[begin : page.index("</script>", begin)])
    return task


def test_an_address_is_refused_where_no_app_opens(run: Run, tmp_path: Path) -> None:
    done = run("phone", "--give", "cards.html", "--port", "8724")
    assert "--give opens no app" in str(done.exception)
    assert not (tmp_path / "cards.html").exists()


def test_cards_go_out_and_answers_come_in(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(DECK)
    done = run("phone", "t.yaml", "--give", "cards.html")
    assert done.exit_code == 0, done.output
    assert "2 cards to take along" in done.output
    page = (tmp_path / "cards.html").read_text("utf-8")
    again = run("phone", "t.yaml", "--give", "cards.html")
    assert "already exists" in str(again.exception)
    task = task_of(page)
    given = {"ref": "t/a", "rating": 3, "at": task["days"][0] - 3_600_000}
    (tmp_path / "home.json").write_text(json.dumps({**task["back"], "answers": [given]}))
    done = run("phone", "t.yaml", "--take", "home.json")
    assert (done.exit_code, done.output.strip()) == (0, "1 answer imported.")
    done = run("phone", "--take", "home.json")
    assert done.output.strip() == "0 answers imported, 1 were here already."
    with Learner.open(learner_folder("me"), read_only=True) as learner:
        assert set(learner.records("t")) == {"a"}


@pytest.mark.parametrize("content", ["", "{}", '{"trainer": "phone", "v": 9}', "PK\x03\x04"])
def test_what_is_none_is_refused(run: Run, tmp_path: Path, content: str) -> None:
    (tmp_path / "home.json").write_text(content)
    done = run("phone", "--take", "home.json")
    assert isinstance(done.exception, TrainerError)
    assert done.exception.message.startswith("home.json ")
    assert "\n" not in done.exception.message
