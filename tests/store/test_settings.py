import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.errors import TrainerError
from trainer.store.settings import Settings, load_settings, save_settings


def written(folder: Path, content: object) -> Path:
    path = folder / "settings.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return folder


def test_without_a_file_the_defaults_apply(tmp_path: Path) -> None:
    settings, problems = load_settings(tmp_path)
    assert problems == ()
    assert (settings.desired_retention, settings.new_per_day) == (0.9, 10)
    assert (settings.reviews_per_day, settings.rollover_hour) == (200, 4)
    assert settings.think_first
    assert not settings.retype


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    chosen = Settings(desired_retention=0.85, keys={"study.reveal": "enter"}, theme="nord")
    save_settings(tmp_path / "new" / "folder", chosen)
    assert load_settings(tmp_path / "new" / "folder") == (chosen, ())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("desired_retention", 0.5),
        ("desired_retention", 1.0),
        ("desired_retention", "high"),
        ("new_per_day", -1),
        ("reviews_per_day", 1.5),
        ("rollover_hour", 24),
        ("keys", ["q"]),
        ("theme", None),
        ("sync_folder", ""),
        ("sync_folder", "box"),
    ],
)
def test_a_wrong_field_is_named_and_only_it_falls_back(
    tmp_path: Path, field: str, value: object
) -> None:
    settings, problems = load_settings(written(tmp_path, {field: value, "retype": True}))
    assert settings == Settings(retype=True)
    assert len(problems) == 1
    assert str(tmp_path / "settings.json") in problems[0]
    assert field in problems[0]
    assert json.dumps(value) in problems[0]


def test_every_wrong_field_is_told(tmp_path: Path) -> None:
    content = {"new_per_day": -1, "rollover_hour": 99, "reviews_per_day": 5}
    settings, problems = load_settings(written(tmp_path, content))
    assert settings == Settings(reviews_per_day=5)
    assert len(problems) == 2


def test_a_wrong_key_in_the_key_map_puts_all_keys_back(tmp_path: Path) -> None:
    content = {"keys": {"study.reveal": 3, "study.undo": "z"}}
    settings, problems = load_settings(written(tmp_path, content))
    assert settings == Settings()
    assert len(problems) == 1


def test_a_misspelt_setting_is_guessed(tmp_path: Path) -> None:
    settings, problems = load_settings(written(tmp_path, {"new_per_dya": 3}))
    assert settings == Settings()
    assert "Did you mean new_per_day?" in problems[0]


@given(st.binary(max_size=40))
def test_no_content_keeps_the_app_from_opening(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("settings", numbered=True)
    (folder / "settings.json").write_bytes(content)
    settings, problems = load_settings(folder)
    assert settings == Settings()
    assert len(problems) >= (content.strip() != b"{}")


@pytest.mark.parametrize("content", ["{", "[]", "[" * 100_000, '{"new_per_day": -1}'])
def test_a_damaged_file_is_kept_when_new_settings_are_saved(tmp_path: Path, content: str) -> None:
    written(tmp_path, content)
    save_settings(tmp_path, Settings(new_per_day=5))
    assert load_settings(tmp_path) == (Settings(new_per_day=5), ())
    assert (tmp_path / "settings.json.bad").read_text() == content


def test_a_sound_file_leaves_nothing_behind_when_saved_again(tmp_path: Path) -> None:
    save_settings(tmp_path, Settings())
    save_settings(tmp_path, Settings(new_per_day=5))
    assert [file.name for file in tmp_path.iterdir()] == ["settings.json"]


def test_settings_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "settings.json").mkdir()
    settings, problems = load_settings(tmp_path)
    assert settings == Settings()
    assert "cannot be read" in problems[0]


def test_settings_that_cannot_be_written_are_told_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(TrainerError, match="cannot be written") as caught:
        save_settings(tmp_path / "file" / "folder", Settings())
    assert "permissions" in caught.value.hint


def test_a_default_that_is_no_plain_value_is_told_too(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"more_today": 7, "spread": {"until": "0001-01-01"}}')
    told = load_settings(tmp_path)[1]
    assert len(told) == 2
    assert "more_today is 7" in told[0]
