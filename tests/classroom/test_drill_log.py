"""The log: durable before it is acknowledged, whatever becomes of disk and power."""

import asyncio
from pathlib import Path

import pytest

from tests.classroom.conftest import Desk
from trainer.classroom.drill_log import DrillLog, read_log
from trainer.errors import TrainerError


@pytest.fixture
def log(tmp_path: Path) -> DrillLog:
    return DrillLog(tmp_path / "drills" / "one.jsonl")


def test_what_was_put_is_read(log: DrillLog) -> None:
    desk = Desk()
    desk.sit("Anna")
    desk.go(3)
    for event in [desk.opened, *desk.kept]:
        log.put(event)
    assert log.flush()
    assert read_log(log.path) == (desk.opened, *desk.kept)


async def test_many_share_a_write_and_none_is_lost(log: DrillLog) -> None:
    desk = Desk()
    log.put(desk.opened)
    desk.sit(*(f"Player {number}" for number in range(200)))

    async def acknowledge(event: object) -> bool:
        log.put(event)  # type: ignore[arg-type]
        return await log.flush_soon()

    assert all(await asyncio.gather(*(acknowledge(event) for event in desk.kept)))
    assert read_log(log.path) == (desk.opened, *desk.kept)


async def test_a_full_disk_is_told_and_written_later(
    log: DrillLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk()
    log.put(desk.opened)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device", "one.jsonl")

    with monkeypatch.context() as patch:
        patch.setattr("os.write", full)
        assert not await log.flush_soon()
        assert log.trouble
        assert "No space left" in log.trouble
    assert await log.flush_soon()
    assert log.trouble is None
    assert read_log(log.path) == (desk.opened,)


def test_a_torn_last_line_costs_nothing_else(log: DrillLog) -> None:
    desk = Desk()
    desk.sit("Anna", "Ben")
    for event in [desk.opened, *desk.kept]:
        log.put(event)
    log.close()
    whole = log.path.read_bytes()
    for cut in range(1, 40):
        log.path.write_bytes(whole[:-cut])
        assert read_log(log.path) == (desk.opened, *desk.kept[:-1])
    again = DrillLog(log.path)
    again.put(desk.kept[-1])
    again.close()
    assert read_log(log.path) == (desk.opened, *desk.kept)


def test_a_second_trainer_is_told_that_the_class_is_being_drilled(log: DrillLog) -> None:
    with pytest.raises(TrainerError, match="running here already"):
        DrillLog(log.path)
    log.close()
    DrillLog(log.path).close()


@pytest.mark.parametrize("content", [b"", b"nonsense\n", b'{"type":"joined"}\n', b"\xff\n"])
def test_a_file_that_is_no_log_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(content)
    with pytest.raises(TrainerError, match="not the log of a drill"):
        read_log(path)
