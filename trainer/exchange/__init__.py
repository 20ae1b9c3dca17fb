"""Decks from other programs and for them.

Start at `readers.py`, the table of readers, or `writers.py`, the table of writers. Each names the
module that reads or writes a form. A family of forms is a package; a form that takes one file is a
module here.

- `anki/`: packages (.apkg), text exports and CrowdAnki; note types, templates, clozes, occlusion
- `markdown/`: our own Markdown, hashcards, Obsidian, RemNote, mdanki, a file a card
- `mnemosyne/`: Mnemosyne's database, its shared cards, its older XML, its text
- `mochi/`: Mochi's export, in EDN or Transit
- `moodle/`: GIFT and Moodle XML, both ways
- `org_drill/`: Emacs' org-drill
- `qti/`: QTI 1.2, 2.1 and 3.0, of Canvas, Blackboard and others
- `tables/`: CSV, TSV, workbooks (Excel, LibreOffice), the tables of quiz makers
- `aiken.py`, `blackboard.py`, `kvtml.py`, `pauker.py`, `supermemo.py`, `text2qti.py`: a form each
- `print_writer.py`: a page to print
- `bundle.py`: a deck of ours in one zip, with its pictures and sounds
- `article.py`: the text of an article, from a page, a PDF or a paste

What they share:

- `recognition.py`: which reader a file is for. `refusal.py`: what is no deck at all
- `source.py`: a foreign file: its bytes, text (encodings), archive, XML
- `card_collector.py`: makes cards of what a reader found, and lists what is left behind
- `import_result.py`: what comes of it: cards, notices (losses, guesses), past reviews and states
- `choices.py`: the card of a question with options. `gaps.py`: the card of a text with gaps
- `plain_number.py`: a number as a deck has it. `cards_of_files.py`: a folder's files as one deck
- `html/`: HTML and MathML as text and as Markdown, and Markdown as HTML
- `media/`: pictures and sounds
- `sqlite_file.py`: a database of another program, opened safely
- `two_sides.py`: any card as front and back. `losses.py`: what a form cannot hold
- `sound_deck.py`: the deck that an import writes. `renewing.py`: an import of the same file again
"""
