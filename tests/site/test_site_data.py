"""The open data: complete, and no cell that a spreadsheet would run."""

import csv
import io
import json
from dataclasses import replace

import pytest
from site_record import record

from esep.site import build
from esep.site.opendata import FIGURES, SETTLED, cell


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "-", "--"])
def test_formula_is_disarmed(text: str) -> None:
    made = cell(text)
    assert made == "-" if text == "-" else str(made).startswith("'")


def test_numbers_and_plain_text_stay() -> None:
    assert cell(-5) == -5
    assert cell(None) == ""
    assert cell("Қазақстан, 'x'") == "Қазақстан, 'x'"


def test_every_statement_is_a_row_and_no_cell_runs() -> None:
    of = record(hostile=True)
    site = dict(build(of))
    for name, columns, count in (("figures", FIGURES, len(of.figures)), ("settled", SETTLED, len(of.settled))):
        rows = list(csv.reader(io.StringIO(site[f"data/{name}.csv"].decode(), newline="")))
        assert tuple(rows[0]) == columns and len(rows) == count + 1
        assert all(len(row) == len(columns) for row in rows)
        cells = [cell_ for row in rows[1:] for cell_ in row]
        assert not [c for c in cells if c != "-" and c.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_columns_are_those_of_the_interchange_format() -> None:
    assert tuple(record().figures[0].to_json()) == FIGURES


def test_every_column_is_in_the_dictionary() -> None:
    dictionary = dict(build(record()))["data/README"].decode()
    assert all(column in dictionary for column in (*FIGURES, *SETTLED))


def test_the_head_of_the_ledger_is_published() -> None:
    files = dict(build(replace(record(), head=(7, "ab" * 32))))
    assert json.loads(files["data/ledger.json"]) == {"entries": 7, "head": "ab" * 32}
    assert "data/ledger.json" not in dict(build(record()))
    assert "ledger.json" in files["data/README"].decode()
