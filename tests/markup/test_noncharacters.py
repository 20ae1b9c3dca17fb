"""What stands for something within a text is no character, and stands for one thing alone."""

import re
from itertools import chain
from pathlib import Path

import trainer
from trainer.markup import noncharacters
from trainer.markup.noncharacters import (
    IS_ONE,
    NONCHARACTERS,
    all_without_noncharacters,
    holds_noncharacter,
    without_noncharacters,
)

HOUSE = Path(trainer.__file__).parent
_SIGN = re.compile(
    rf"[\ue000-\uf8ff\U000f0000-\U0010fffd{IS_ONE}]"
    r"|\\u(?:e[0-9a-f]{3}|f[0-8][0-9a-f]{2}|fd[de][0-9a-f])|\\U000f|0x(?:e0[0-9a-f]|fdd)[0-9a-f]",
    re.IGNORECASE,
)
"""A noncharacter or one of private use, itself or as code writes it."""
PRIVATE = (range(0xE000, 0xF900), range(0xF0000, 0xFFFFE), range(0x100000, 0x10FFFE))


def groups() -> dict[str, tuple[str, ...]]:
    return {
        name: one
        for name, one in vars(noncharacters).items()
        if name[0].isupper() and isinstance(one, tuple) and name != "NONCHARACTERS"
    }


def test_no_two_share_a_noncharacter() -> None:
    used = [*chain(*groups().values())]
    assert len(groups()) > 10
    assert len(set(used)) == len(used)
    assert set(used) <= {*NONCHARACTERS}


def test_all_66_are_known_and_left_out() -> None:
    assert len({*NONCHARACTERS}) == 66
    assert re.fullmatch(f"[{IS_ONE}]+", "".join(NONCHARACTERS))
    assert without_noncharacters(f"a{''.join(NONCHARACTERS)}b") == "ab"
    private = "".join(chr(part[at]) for part in PRIVATE for at in (0, 9, -1))
    assert without_noncharacters(private) == private
    assert all(holds_noncharacter(f"a{one}") for one in NONCHARACTERS)
    assert not holds_noncharacter(private)
    deep = {"a\ufdd0": [{"b": ["\ufdd1c", 1, None]}]}
    assert all_without_noncharacters(deep) == {"a": [{"b": ["c", 1, None]}]}


def test_no_other_module_has_signs_of_its_own() -> None:
    modules = {path.relative_to(HOUSE).as_posix(): path for path in HOUSE.rglob("*.py")}
    found = {name: _SIGN.findall(path.read_text("utf-8")) for name, path in modules.items()}
    assert {name: signs for name, signs in found.items() if signs} == {
        "markup/noncharacters.py": ["0xFDD0"]
    }
