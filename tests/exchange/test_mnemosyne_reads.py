"""The text that we write for Mnemosyne, as Mnemosyne's own library reads it."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from trainer.deck.card import Cloze, Flashcard, Typed
from trainer.deck.deck import Deck
from trainer.exchange.mnemosyne.writer import write_mnemosyne

PYTHON = "/usr/bin/python3"
"""For which Debian installs the library."""
# The library takes any window and any way to show cards; these show nothing.
READER = """
import json, sys, tempfile, types
from mnemosyne.libmnemosyne import Mnemosyne
from mnemosyne.libmnemosyne.ui_components.main_widget import MainWidget
from mnemosyne.libmnemosyne.ui_components.review_widget import ReviewWidget

class Main(MainWidget):
    def show_information(self, text): sys.exit(text)
    def show_error(self, text): sys.exit(text)

class Review(ReviewWidget):
    pass

for name in vars(ReviewWidget):
    if not name.startswith("_") and callable(getattr(ReviewWidget, name)):
        setattr(Review, name, lambda *args, **named: None)
sys.modules["window"] = types.ModuleType("window")
sys.modules["window"].Main, sys.modules["window"].Review = Main, Review
program = Mnemosyne(upload_science_logs=False, interested_in_old_reps=True)
program.components.insert(
    0, ("mnemosyne.libmnemosyne.gui_translators.gettext_gui_translator", "GetTextGuiTranslator")
)
program.components += [("window", "Main"), ("window", "Review")]
program.initialise(data_dir=sys.argv[2], filename="d.db", automatic_upgrades=False)
for form in program.component_manager.all("file_format"):
    if type(form).__name__ == "Tsv":
        form.do_import(sys.argv[1])
cards = program.database().cards()
data = [program.database().card(card, is_id_internal=True).fact.data for card, *_ in cards]
json.dump([[one["f"], one["b"]] for one in data], sys.stdout)
"""


@pytest.fixture
def mnemosyne(tmp_path: Path) -> Path:
    """The folder of the program's files."""
    asked = [PYTHON, "-c", "import mnemosyne.libmnemosyne"]
    if not Path(PYTHON).exists() or subprocess.call(asked, stderr=subprocess.DEVNULL):
        assert not os.environ.get("TRAINER_CI"), "Debian's mnemosyne is not installed"
        pytest.skip("needs Debian's mnemosyne")
    return tmp_path / "data"


def test_mnemosyne_reads_each_side_that_is_asked(mnemosyne: Path, tmp_path: Path) -> None:
    cards = (
        Flashcard(id="a", q="#separator:tab", a="a <b>\n\tline", reverse=True),
        Cloze(id="b", cloze="{{Rome::city}} lies on the {{Tiber}}.", why="A & B &#65;"),
        Typed(id="c", q="Who?", typed="Ann", accept=("Anne",)),
    )
    text, losses = write_mnemosyne(Deck(id="d", title="D", cards=cards))
    file = tmp_path / "deck.txt"
    file.write_text(text, encoding="utf-8")
    asked = [PYTHON, "-W", "ignore", "-c", READER, str(file), str(mnemosyne)]
    read = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert json.loads(read.stdout) == [
        ["#separator:tab", "a &lt;b&gt;<br>&nbsp;&nbsp;&nbsp;&nbsp;line"],
        ["a &lt;b&gt;<br>&nbsp;&nbsp;&nbsp;&nbsp;line", "#separator:tab"],
        ["[city] lies on the Tiber.", "Rome<br><br>A &amp; B &amp;#65;"],
        ["Rome lies on the […].", "Tiber<br><br>A &amp; B &amp;#65;"],
        ["Who?", "Ann"],
    ]
    assert "other spellings that are as right" in {one.what for one in losses}
