"""Tables: CSV, TSV and workbooks, where a row is a card.

- `reader.py`: texts. `workbook.py`: Excel and LibreOffice; `number_formats.py`: numbers as a cell
  shows them. `row_cards.py`: the rows of either as cards
- `rows.py`, `cells.py`: where separators and quotes cut a text
- `heading.py`, `heading_names.py`: what a column holds. `options.py`: options in columns
- `html_cells.py`: whether cells are HTML
- `writer.py`: CSV and TSV. `options_writer.py`: Kahoot, and CSV for quiz makers
"""
