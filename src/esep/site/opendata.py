"""The open data: every statement and every settled figure as CSV, JSON Lines and Parquet, with a dictionary of the
columns and a data package.

A spreadsheet runs a cell that begins with = + - @ or a control as a formula, so text that does gets an apostrophe
before it; numbers and the lone '-' of an empty group stay as they are.

Source: RFC 4180; OWASP, 'CSV injection'; Data Package 2.0 (datapackage.org).
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache, partial
from importlib.resources import files
from typing import Any

from esep import signed, terms
from esep.data import toml
from esep.document import Document, issued_text
from esep.site.corrections import corrections, sign_offs
from esep.site.html import harmless
from esep.site.keys import Keys
from esep.site.language import LANGUAGES
from esep.site.part import Content, Opened, Part
from esep.site.record import Record, why_path

FIGURES = (
    "id", "document", "disease", "area", "event", "measure", "definition", "group", "period", "start", "end", "value",
    "issued", "publisher", "attributed", "url", "language", "quote", "span", "rule", "of", "status",
)  # fmt: skip
"""The columns of figures.csv: the fields of the interchange format."""

SETTLED = (
    "disease", "area", "event", "measure", "definition", "group", "period", "start", "end", "value",
    "rule", "disputed", "others", "statements", "figure", "document", "publisher", "issued", "page",
)  # fmt: skip
"""The columns of settled.csv."""

CORRECTIONS = ("issued", "kind", "by", "reason", "claim", "value", "instead_of", "problem", "document")
"""The columns of corrections.csv."""
COLUMNS: Mapping[str, Sequence[str]] = {"figures": FIGURES, "settled": SETTLED, "corrections": CORRECTIONS}
_VOCABULARY: Mapping[str, type[StrEnum]] = {
    "event": terms.Event,
    "measure": terms.Measure,
    "status": terms.Status,
}
"""Columns whose words are fixed."""


def open_data(record: Record, keys: Keys) -> Iterator[Part]:
    """The files of /data: tables by day, each with a key, and of these the whole ones."""
    yield Part("data", lambda opened: _small(record))
    said, settled = record.documents_by_issue, record.settled_by_day
    for day, names in said.items():
        yield _table(f"data/changes/{day}", FIGURES, partial(_figures, record, names), keys.table(names), day)
    for known in settled:
        yield _table(f"data/days/{known}", SETTLED, partial(_settled, record, known), keys.why(known), str(known))
    for name, folder, days in (("figures", "changes", said), ("settled", "days", settled)):
        tables = [f"data/{folder}/{day}" for day in days]
        yield _late(f"data/{name}.csv", partial(_joined, tables))
        yield _late(f"data/{name}.jsonl", partial(_lines, tables))
        if record.parquet:
            yield _late(f"data/{name}.parquet", partial(_parquet, name, tables))


def parquet_by() -> str:
    """Name and version of the library that writes Parquet; empty where the extra is not installed."""
    try:
        import pyarrow
    except ImportError:
        return ""
    return f"PyArrow {pyarrow.__version__}"


def _small(record: Record) -> Iterator[tuple[str, bytes]]:
    yield "data/corrections.csv", _corrections(record)
    yield "data/README", _readme().encode()
    yield "data/dictionary.csv", dictionary()
    yield "data/datapackage.json", package(parquet=record.parquet)
    if record.head:
        entries, head = record.head
        yield "data/ledger.json", (json.dumps({"entries": entries, "head": head}) + "\n").encode()


@cache
def _readme() -> str:
    return (files("esep.site") / "README.data.txt").read_text("utf-8")


def _table(
    address: str, columns: Sequence[str], rows: Callable[[], Iterable[Mapping[str, Any]]], key: str, day: str
) -> Part:
    """A table of a day, as CSV and as JSON Lines."""

    def made(opened: Opened) -> Iterator[tuple[str, bytes]]:
        objects = list(rows())
        yield f"{address}.csv", _csv(columns, ([_flat(one[name], name) for name in columns] for one in objects))
        yield f"{address}.jsonl", "".join(f"{_line(one)}\n" for one in objects).encode("ascii")

    return Part(address, made, key, near=day)


def _line(fields: Mapping[str, Any]) -> str:
    """An object as a line of ASCII; half of a surrogate pair, which no text can hold, is shown as U+FFFD."""
    whole = json.dumps(fields, ensure_ascii=False)
    return json.dumps(json.loads(_HALF.sub("\ufffd", whole))) if _HALF.search(whole) else json.dumps(fields)


_HALF = re.compile("[\ud800-\udfff]")


def _flat(value: object, column: str) -> object:
    """What a cell holds of a value: a list runs together, one of one number stays a number."""
    if isinstance(value, bool):
        return json.dumps(value)
    if not isinstance(value, list):
        return value
    return value[0] if len(value) == 1 else ("-" if column == "span" else " ").join(map(str, value))


def _late(address: str, content: Callable[[Opened], Content]) -> Part:
    """A file that is put together from others."""
    return Part(address, lambda opened: [(address, content(opened))], late=True)


def _joined(tables: Sequence[str], opened: Opened) -> Iterator[bytes]:
    """A table of the rows of others, which have the same columns."""
    for number, table in enumerate(tables):
        with opened(f"{table}.csv") as file:
            head = file.readline()
            yield file.read() if number else head + file.read()


def _lines(tables: Sequence[str], opened: Opened) -> Iterator[bytes]:
    for table in tables:
        with opened(f"{table}.jsonl") as file:
            yield file.read()


def _parquet(name: str, tables: Sequence[str], opened: Opened) -> bytes:
    from esep.site import parquet

    return parquet.from_lines(_lines(tables, opened), parquet.FIGURES if name == "figures" else parquet.SETTLED)


def _figures(record: Record, names: Iterable[str]) -> Iterator[Mapping[str, Any]]:
    """The statements of those documents that stand, in the interchange format."""
    said = (figure for name in names for figure in record.stated[name])
    return (one.to_json() for one in said if not signed.is_retraction(one) and record.withdrawal(one) is None)


def _settled(record: Record, day: date) -> Iterator[Mapping[str, Any]]:
    for claim in record.settled_by_day[day]:
        settlement = record.settled[claim]
        figure = settlement.figure
        statements = record.standing(claim)
        fields = figure.to_json() | {
            "rule": settlement.rule,
            "disputed": settlement.disputed,
            "others": sorted({other.value for other in statements} - {figure.value}),
            "statements": len(statements),
            "page": why_path(claim),
        }
        fields["figure"] = fields["id"]
        yield {name: fields[name] for name in SETTLED}


def _corrections(record: Record) -> bytes:
    rows = []
    for document, figures in corrections(record):
        for figure in figures:
            before = sorted({other.value for other in record.statements.get(figure.claim, ())} - {figure.value})
            values = " ".join(map(str, before)) if signed.is_correction(figure) else None
            rows.append(_signed(document, figure.source.rule, figure.claim, figure.value, values, None))
    for document in sign_offs(record):
        rows.append(_signed(document, "sign-off", None, None, None, signed.signed_off(document)))
    return _csv(CORRECTIONS, sorted(rows, key=lambda row: (str(row[0]), str(row[-1]), str(row[4]))))


def _signed(document: Document, kind: str, *about: object) -> list[object]:
    return [issued_text(document.issued), kind, document.by, document.reason, *about, document.id]


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue().encode()


def cell(value: object) -> str | int:
    """A cell that no spreadsheet takes for a formula. Missing: empty for None."""
    if value is None:
        return ""
    return value if isinstance(value, int) else _text(str(value))


@lru_cache(maxsize=65536)
def _text(raw: str) -> str:
    text = harmless(raw.replace("\r\n", "\n"))
    return f"'{text}" if raw != "-" and raw.startswith(_FORMULA) else text


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


# What the columns mean --------------------------------------------------------------------------------------------


def described(table: str, column: str) -> Mapping[str, str]:
    """The `type` of a column and what it means in each language."""
    told = _told()["columns"]
    found: Mapping[str, str] = told.get(f"{table}.{column}") or told[column]
    return found


@cache
def _told() -> Mapping[str, Any]:
    return toml("open_data.toml")


def dictionary() -> bytes:
    """Each column of each table: its type, and what it means in three languages."""
    rows = []
    for table, columns in COLUMNS.items():
        for column in columns:
            told = described(table, column)
            rows.append([f"{table}.csv", column, told["type"], *(told[language] for language in LANGUAGES)])
    return _csv(("file", "column", "type", *LANGUAGES), rows)


def package(*, parquet: bool) -> bytes:
    """What the files are, for programs. Source: Data Package 2.0."""
    titles = _told()["files"]
    resources = []
    for table, columns in COLUMNS.items():
        schema = {"fields": [_field(table, column) for column in columns], "missingValues": [""]}
        about = {"title": titles[table]["en"], "encoding": "utf-8"}
        its = {"name": table, "path": f"{table}.csv", "format": "csv", "mediatype": "text/csv", **about}
        resources.append({**its, "schema": schema})
        if table != "corrections":
            lines = {"path": f"{table}.jsonl", "format": "jsonl", "mediatype": "application/jsonl", **about}
            resources.append({"name": f"{table}-jsonl", **lines})
        if table != "corrections" and parquet:
            its = {"path": f"{table}.parquet", "format": "parquet", "mediatype": "application/vnd.apache.parquet"}
            resources.append({"name": f"{table}-parquet", **its, "title": titles[table]["en"]})
    whole = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "epidemic-figures",
        "title": "Epidemic figures: who said what, when, and what stands",
        "licenses": [{"name": "facts", "path": "README", "title": "Figures are facts; see README for the quotes"}],
        "resources": resources,
    }
    return f"{json.dumps(whole, indent=1)}\n".encode()


def _field(table: str, column: str) -> Mapping[str, Any]:
    told = described(table, column)
    field: dict[str, Any] = {"name": column, "type": told["type"], "description": told["en"]}
    if column in _VOCABULARY:
        field["constraints"] = {"enum": [str(word) for word in _VOCABULARY[column]]}
    return field
