"""Tables of which each document is read when it is asked for: equal to what TinyDB reads."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB
from tinydb.table import Table

from trainer.store.atomic_storage import AtomicStorage
from trainer.store.documents import Documents

NAMES = st.text(alphabet='ab"\\{}:,\né.1-', max_size=4)
DOCUMENTS = st.dictionaries(st.sampled_from("xy"), st.text(alphabet='a"\n},:{', max_size=5))
TABLES = st.dictionaries(NAMES, st.dictionaries(NAMES, DOCUMENTS, max_size=8), max_size=3)
CHANGES = st.dictionaries(NAMES, st.none() | DOCUMENTS, max_size=6)


class TextIds(Table):
    document_id_class = str  # type: ignore[assignment]


def by_tinydb(path: Path) -> dict[str, dict[str, object]]:
    """What TinyDB reads by its own storage of JSON."""
    with TinyDB(path) as database:
        names = database.tables() - {"_seal"}
        tables = [TextIds(database.storage, name) for name in names]
        return {table.name: {str(one.doc_id): dict(one) for one in table} for table in tables}


@given(TABLES, CHANGES, NAMES)
def test_a_document_is_what_tinydb_reads_also_after_changes(
    tables: dict[str, dict[str, dict[str, str]]],
    changes: dict[str, dict[str, str] | None],
    probe: str,
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scores.json"
        storage = AtomicStorage(path)
        storage.write(tables)
        assert by_tinydb(path) == tables
        read = storage.read()
        assert read == tables
        changed = {
            name: table.changed(changes)
            for name, table in read.items()
            if isinstance(table, Documents)
        }
        wanted = {
            name: {one: new for one, new in {**table, **changes}.items() if new is not None}
            for name, table in tables.items()
        }
        assert changed == wanted
        assert [*map(len, changed.values())] == [*map(len, wanted.values())]
        storage.write(changed)
        again = storage.read()
        assert again == by_tinydb(path) == wanted
        assert [t.get(probe) for t in again.values()] == [t.get(probe) for t in wanted.values()]


def test_what_did_not_change_is_copied_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "scores.json"
    path.write_bytes(b"")
    storage = AtomicStorage(path)
    storage.write({"deck": {str(number): {"n": number} for number in range(100)}})
    tables = storage.read()
    assert tables
    table = tables["deck"]
    assert isinstance(table, Documents)
    pieces = [bytes(piece) for piece in table.changed({"50": {"n": 0}}).pieces()]
    assert len(pieces) == 3
    assert json.loads(pieces[1].partition(b":")[2]) == {"n": 0}
