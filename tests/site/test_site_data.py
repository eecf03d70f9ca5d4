"""The open data: complete, and no cell that a spreadsheet would run."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date

import pyarrow
import pytest
from pyarrow import parquet
from site_record import record

from esep.figure import Figure
from esep.site import build
from esep.site.language import LANGUAGES
from esep.site.opendata import COLUMNS, FIGURES, SETTLED, cell


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


def test_every_table_is_there_in_each_form_with_the_same_rows() -> None:
    of = replace(record(hostile=True), parquet=True)
    site = dict(build(of))
    said = [json.loads(line) for line in site["data/figures.jsonl"].splitlines()]
    assert [Figure.from_json(one) for one in said] == list(of.figures)
    settled = [json.loads(line) for line in site["data/settled.jsonl"].splitlines()]
    assert [one["value"] for one in settled] == [
        of.value(claim) for claims in of.settled_by_day.values() for claim in claims
    ]
    for name, objects in (("figures", said), ("settled", settled)):
        table = parquet.read_table(io.BytesIO(site[f"data/{name}.parquet"]))
        days = {"start", "end"}
        rows = [{k: v.isoformat() if v and k in days else v for k, v in row.items()} for row in table.to_pylist()]
        assert rows == objects
        assert table.schema.field("value").type == pyarrow.int64()
    assert not [address for address in dict(build(record())) if address.endswith(".parquet")]


def test_lines_are_ascii_and_hold_no_half_of_a_sign() -> None:
    of = record()
    bent = [replace(one, source=replace(one.source, quote="\ud800 \u202e <b>")) for one in of.figures]
    site = dict(build(replace(of, figures=bent, settled={})))
    assert site["data/figures.jsonl"].isascii()
    quotes = {json.loads(line)["quote"] for line in site["data/figures.jsonl"].splitlines()}
    assert quotes == {"\ufffd \u202e <b>"}


def test_the_package_describes_what_is_there() -> None:
    site = dict(build(replace(record(), parquet=True)))
    package = json.loads(site["data/datapackage.json"])
    names = [one["name"] for one in package["resources"]]
    assert len(set(names)) == len(names) and all(re.fullmatch("[a-z0-9._-]+", name) for name in names)
    assert {one["path"] for one in package["resources"]} == {
        name.removeprefix("data/") for name in site if re.fullmatch(r"data/(figures|settled|corrections)\.\w+", name)
    }
    casts = {"string": str, "integer": int, "date": date.fromisoformat, "boolean": {"true": 1, "false": 0}.__getitem__}
    for one in (one for one in package["resources"] if "schema" in one):
        rows = list(csv.DictReader(io.StringIO(site[f"data/{one['path']}"].decode(), newline="")))
        fields = one["schema"]["fields"]
        assert not rows or list(rows[0]) == [field["name"] for field in fields]
        for row in rows:
            for field in fields:
                value = row[field["name"]]
                if value not in one["schema"]["missingValues"]:
                    casts[field["type"]](value)
                    assert value in field.get("constraints", {}).get("enum", [value])
    assert "parquet" not in dict(build(record()))["data/datapackage.json"].decode()


def test_the_dictionary_tells_every_column_in_every_language() -> None:
    site = dict(build(record()))
    rows = list(csv.reader(io.StringIO(site["data/dictionary.csv"].decode(), newline="")))
    assert rows[0] == ["file", "column", "type", *LANGUAGES]
    assert [tuple(row[:2]) for row in rows[1:]] == [
        (f"{table}.csv", column) for table, columns in COLUMNS.items() for column in columns
    ]
    assert all(cell for row in rows for cell in row)
