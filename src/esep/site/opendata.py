"""The open data: every statement and every settled figure as CSV, with a dictionary of the columns.

A spreadsheet runs a cell that begins with = + - @ or a control as a formula, so text that does gets an apostrophe
before it; numbers and the lone '-' of an empty group stay as they are.

Source: RFC 4180; OWASP, 'CSV injection'.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache, partial
from importlib.resources import files

from esep import signed
from esep.document import Document, issued_text
from esep.site.corrections import corrections, sign_offs
from esep.site.html import harmless
from esep.site.keys import Keys
from esep.site.part import Opened, Part
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


def open_data(record: Record, keys: Keys) -> Iterator[Part]:
    """The files of /data: tables by day, each with a key, and of these the whole ones."""
    yield Part("data", lambda opened: _small(record))
    said, settled = record.documents_by_issue, record.settled_by_day
    for day, names in said.items():
        yield _table(f"data/changes/{day}.csv", FIGURES, partial(_figures, record, names), keys.table(names), day)
    for known in settled:
        yield _table(f"data/days/{known}.csv", SETTLED, partial(_settled, record, known), keys.why(known), str(known))
    for name, folder, days in (("figures", "changes", said), ("settled", "days", settled)):
        addresses = [f"data/{folder}/{day}.csv" for day in days]
        yield Part(f"data/{name}.csv", partial(_joined, f"data/{name}.csv", addresses), late=True)


def _small(record: Record) -> Iterator[tuple[str, bytes]]:
    yield "data/corrections.csv", _corrections(record)
    yield "data/README", _dictionary().encode()
    if record.head:
        entries, head = record.head
        yield "data/ledger.json", (json.dumps({"entries": entries, "head": head}) + "\n").encode()


@cache
def _dictionary() -> str:
    return (files("esep.site") / "README.data.txt").read_text("utf-8")


def _table(
    address: str, columns: Sequence[str], rows: Callable[[], Iterable[Sequence[object]]], key: str, day: str
) -> Part:
    return Part(address, lambda opened: [(address, _csv(columns, rows()))], key, near=day)


def _joined(address: str, tables: Sequence[str], opened: Opened) -> Iterator[tuple[str, Iterable[bytes]]]:
    """A table of the rows of others, which have the same columns."""

    def rows() -> Iterator[bytes]:
        for number, table in enumerate(tables):
            with opened(table) as file:
                head = file.readline()
                yield file.read() if number else head + file.read()

    yield address, rows()


def _figures(record: Record, names: Iterable[str]) -> Iterator[Sequence[object]]:
    """The statements of those documents that stand."""
    said = (figure for name in names for figure in record.stated[name])
    for figure in (one for one in said if not signed.is_retraction(one) and record.withdrawal(one) is None):
        fields = figure.to_json()
        fields["span"] = "-".join(map(str, fields["span"])) if fields["span"] else None
        fields["of"] = " ".join(fields["of"])
        yield [fields[column] for column in FIGURES]


def _settled(record: Record, day: date) -> Iterator[Sequence[object]]:
    for claim in record.settled_by_day[day]:
        settlement = record.settled[claim]
        figure = settlement.figure
        fields = figure.to_json()
        values = sorted({other.value for other in record.standing(claim)} - {figure.value})
        fields |= {
            "rule": settlement.rule,
            "disputed": json.dumps(bool(settlement.disputed)),
            "others": " ".join(map(str, values)) if len(values) != 1 else values[0],
            "statements": len(record.standing(claim)),
            "figure": fields["id"],
            "page": why_path(claim),
        }
        yield [fields[column] for column in SETTLED]


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
