"""Small files of other programs, our own writing: one for each reader."""

import zipfile
from pathlib import Path

from trainer.exchange.readers import READERS, Reader

# ruff: noqa: E501 - files as they are
TEXTS = {
    "table": "Question\tOption A\tOption B\tCorrect\tWhy\nRome?\tTiber\tPo\tA\tso\n",
    "crowdanki": '{"name": "D", "children": [], "note_models": [{"crowdanki_uuid": "m", "name": "M",'
    ' "type": 0, "flds": [{"name": "F"}, {"name": "B"}], "tmpls": [{"name": "T", "qfmt": "{{F}}",'
    ' "afmt": "{{FrontSide}}<hr id=answer>{{B}}"}]}], "notes": [{"guid": "g!", "note_model_uuid":'
    ' "m", "fields": ["Hund", "dog<br>or so"], "tags": ["a::b"]}]}',
    "gift": "::One:: Which? {=Po#so ~Tiber#no ~Arno}\n\n"
    "Match. {=a -> b =c -> d =e -> f}\n\nLong? {#652:5}\n\nTrue. {F#because}\n",
    "markdown": "Q: Hund?\nA: dog\nTags: x\n\nC: The [Po] flows.\n\n# Which?\n- [x] one\n- [ ] two\n",
    "aiken": "Which?\nA. Po\nB. Arno\nANSWER: B\n",
    "text2qti": "1. Which?\n... why\na) Po\n*b) Arno\n\n2. Long?\n= 652 +- 5\n\n3. Who?\n* Ann\n* Anna\n",
    "supermemo": "Q: Hund?\nA: dog\nA1: cat\n\nQ: Brot?\nA: bread\n",
    "hashcards": '---\nname = "Pets"\n---\nQ: Hund?\nA: dog\n\nC: The [Po] and \\[so\\].\n',
    "obsidian": "#flashcards\n\nHund::dog\n\nBrot\n??\nbread\n\nThe ==Po==.\n",
    "org-drill": "* Rome :drill:\nWhich river?\n** Answer\nTiber\n",
    "remnote": "- Hund >> dog\n- Brot <> bread\n- The {{Po}}\n",
    "moodle": '<quiz><question type="multichoice"><name><text>N</text></name><questiontext format='
    '"html"><text>Which?</text></questiontext><answer fraction="100"><text>Po</text></answer>'
    '<answer fraction="0"><text>Arno</text><feedback><text>no</text></feedback></answer></question>'
    '<question type="shortanswer"><questiontext><text>Who?</text></questiontext>'
    '<answer fraction="100"><text>Ann*</text></answer></question></quiz>',
    "kvtml": '<kvtml version="2.0"><identifiers><identifier id="0"><locale>de</locale></identifier>'
    '<identifier id="1"><locale>en</locale></identifier></identifiers><entries><entry id="0">'
    '<translation id="0"><text>Hund</text></translation><translation id="1"><text>dog</text>'
    "<comment>so</comment></translation></entry></entries></kvtml>",
    "pauker": "<!--This is a lesson file for Pauker (http://pauker.sourceforge.net)--><Lesson "
    'LessonFormat="1.7"><Description>D</Description><Batch><Card><FrontSide><Text>Hund</Text>'
    "</FrontSide><ReverseSide><Text>dog</Text></ReverseSide></Card></Batch></Lesson>",
    "qti": '<questestinterop><assessment><section><item ident="i" title="t"><presentation><material>'
    '<mattext>Which?</mattext></material><response_lid ident="r"><render_choice><response_label '
    'ident="a"><material><mattext>Po</mattext></material></response_label><response_label ident="b">'
    "<material><mattext>Arno</mattext></material></response_label></render_choice></response_lid>"
    '</presentation><resprocessing><respcondition><conditionvar><varequal respident="r">a</varequal>'
    "</conditionvar><setvar>100</setvar></respcondition></resprocessing></item></section>"
    "</assessment></questestinterop>",
    "mnemosyne": '<mnemosyne core_version="1" time_of_start="1767250800"><category active="1"><name>D'
    '</name></category><item id="a" gr="4" e="2.5" ac_rp="2" rt_rp="3" lps="1" ac_rp_l="1" rt_rp_l='
    '"1" l_rp="5" n_rp="12"><cat>D</cat><Q>Hund</Q><A>dog</A></item></mnemosyne>',
    "blackboard": "MC\tWhich?\tPo\tIncorrect\tTiber\tCorrect\nTF\tSo.\ttrue\n"
    "NUM\tLong?\t2850.00\t10.00\nFIB\tWho?\tAnn\tAnna\nMAT\tMatch\ta\t1\tb\t2\tc\t3\n",
    "front-back": "---\ntags:\n  - pets\n---\n# Front\nHund\n\n# Back\ndog\n",
    "mdanki": "# Pets\n\n## Hund?\n\ndog\n\n## Brot?\n\nA loaf\n\n%\n\nof it\n\n[#a]() [#b]()\n",
}
"""Reader -> a file for it that is a text."""
MOCHI = (
    '{:version 2, :decks [{:id :d, :name "D", :cards [{:id :a, :content "Hund\\n---\\ndog"}, '
    '{:id :b, :content "The {{Po}} flows."}]}]}'
)


_ENDINGS = {"mnemosyne": ".xml", "pauker": ".pau", "qti": ".qti"}
"""Of those whose usual file is no text."""


def file_name(reader: Reader) -> str:
    """How a small file of a reader's is named."""
    return f"small-{reader.name}{_ENDINGS.get(reader.name, reader.endings[0])}"


def write_small_files(folder: Path) -> None:
    """Write a small file for each reader, but for workbooks and Anki's, which a writer makes."""
    for reader in READERS:
        if text := TEXTS.get(reader.name):
            (folder / file_name(reader)).write_text(text, encoding="utf-8", newline="")
    with zipfile.ZipFile(folder / "small.mochi", "w") as package:
        package.writestr("data.edn", MOCHI)
