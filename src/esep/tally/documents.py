"""A tally as documents: tables of figures, each of whose cells is a figure with its place and its row as its quote.

So a tally is read, recorded, checked and told like any other document, and the ledger can read it again. In bulk the
same figures, with the same ids, are made by the engine, without an object for each.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from esep.document import Document, issued_text
from esep.tally import sql
from esep.tally.counting import TALLIED, Tally
from esep.tally.indicator import Indicator

_ROWS = 5000
"""Lines of one document."""
_HEADER = 4500
"""Characters of the names of its columns, by which it is known as a table."""


@dataclass(frozen=True)
class Part:
    """A document of a tally."""

    document: Document
    columns: tuple[int, ...]
    """The indicators in it, by their place."""
    first: int
    """Its first row, counted from 0 in the whole table."""


def documents(tally: Tally, about: Document, digest: str) -> Iterator[Document]:
    """The documents of a tally. `about` says who issues them and when; `digest` is the SHA-256 of the list."""
    return (part.document for part in parts(tally, about, digest))


def parts(tally: Tally, about: Document, digest: str) -> Iterator[Part]:
    """The documents of a tally, and what is in each."""
    request = tally.request
    disease = request.definition.disease
    told = _told(tally, digest)
    for columns in _columns(tally.columns):
        names = ["area", "date", "disease", *(str(tally.columns[n]) for n in columns)]
        rows, first = tally.table(), 0
        while some := list(islice(rows, _ROWS)):
            lines = (f"{row[0]},{row[1]},{disease},{','.join(_cells(row, columns))}" for row in some)
            text = f"{told}{','.join(names)}\n" + "".join(f"{line}\n" for line in lines)
            yield Part(replace(about, text=text), columns, first)
            first += len(some)


def _told(tally: Tally, digest: str) -> str:
    """What the first lines tell of where the figures are from."""
    request = tally.request
    definition, layout = request.definition, request.layout
    lines = (
        f"tally: {Path(tally.lines.where).name}, SHA-256 {digest}",
        f"rows: {tally.rows}, of which {tally.cases} are cases, {tally.refused.total()} were refused",
        f"mapping: {layout.name}, SHA-256 {_hash(layout.written)}",
        f"definition: {definition.name}, version {definition.version}, SHA-256 {definition.digest}",
        *((f"as of: {request.as_of}",) if request.as_of else ()),
    )
    return "".join(f"# {line}\n" for line in lines)


def _hash(written: str) -> str:
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def _columns(indicators: Sequence[Indicator]) -> Iterator[tuple[int, ...]]:
    """The columns of each document, as many as its first lines can name."""
    some: list[int] = []
    size = 0
    for n, one in enumerate(indicators):
        size += len(str(one)) + 1
        if some and size > _HEADER:
            yield tuple(some)
            some, size = [], len(str(one)) + 1
        some.append(n)
    yield tuple(some)


def _cells(row: Sequence[Any], columns: Sequence[int]) -> Iterator[str]:
    return ("" if row[2 + n] is None else str(row[2 + n]) for n in columns)


# In bulk ----------------------------------------------------------------------------------------------------------


def write_parquet(tally: Tally, some: Sequence[Part], path: str) -> int:
    """Writes the figures of these documents as Parquet; how many there are."""
    each = " UNION ALL ".join(_figures(tally, number, part) for number, part in enumerate(some))
    found = tally.lines.base.execute(f"""
        COPY (SELECT * EXCLUDE (part, line, place) FROM ({each}) ORDER BY part, line, place)
        TO {sql.text(path)} (FORMAT parquet, COMPRESSION zstd)""").fetchone()
    return int(found[0]) if found else 0


def _figures(tally: Tally, number: int, part: Part) -> str:
    """SQL: a row a figure of the document, with the columns of the interchange format, in the order of its text.

    The engine makes the lines of the text once more, to know where in it each number stands.
    """
    document, disease = part.document, tally.request.definition.disease
    body = document.text.index("\n", document.text.index("\narea,") + 1) + 1
    past = part.first + document.text.count("\n", body)
    cells = [f"coalesce(c{column}::VARCHAR, '')" for column in part.columns]
    quote = f"concat_ws(',', area, day, {sql.text(disease)}, {', '.join(cells)})"
    ahead = f"length(area) + {len(f',2020-09-17,{disease},')}"
    fields = []
    for place, (column, cell) in enumerate(zip(part.columns, cells, strict=True)):
        one = tally.columns[column]
        start = {"total": "NULL", "current": "day", "new": "day - 6" if one.period == "7d" else "day"}[one.measure]
        fields.append(
            f"{{'place': {place}, 'event': '{one.event}', 'measure': '{one.measure}', "
            f"'definition': '{one.definition}', 'group': '{one.group}', 'period': '{one.period}', "
            f"'start': ({start})::DATE, 'value': c{column}, "
            f"'ahead': {ahead}, 'size': length({cell})}}"
        )
        ahead = f"{ahead} + length({cell}) + 1"
    return f"""
        SELECT left(sha256(concat_ws('\x1f', document, '(' || "from" || ', ' || "to" || ')', disease, area, event,
                measure, definition, "group", coalesce(start::VARCHAR, 'None'), "end", value)), 16) AS id,
            document, disease, area, event, measure, definition, "group", period, start, "end", value,
            {_known(issued_text(document.issued))} AS issued, {_known(document.publisher)} AS publisher,
            NULL::VARCHAR AS attributed, {_known(document.url)} AS url, {_known(document.language)} AS language,
            quote, ["from"::INTEGER, "to"::INTEGER] AS span, 'table' AS rule, []::VARCHAR[] AS "of", 'stated' AS status,
            {number} AS part, line, place
        FROM (
            SELECT *, {_known(document.id)} AS document, {_known(disease)} AS disease, day AS "end",
                (begins + ahead)::BIGINT AS "from", (begins + ahead + size)::BIGINT AS "to"
            FROM (
                SELECT area, day, quote, line, begins, unnest([{", ".join(fields)}], recursive := true)
                FROM (
                    SELECT *, {body} + coalesce(sum(length(quote) + 1) OVER past, 0) AS begins
                    FROM (
                        SELECT *, {quote} AS quote, row_number() OVER (ORDER BY day, area) - 1 AS line
                        FROM {tally.request.table(TALLIED)})
                    WHERE line >= {part.first} AND line < {past}
                    WINDOW past AS (ORDER BY line ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)))
            WHERE value IS NOT NULL)"""


def _known(value: str | None) -> str:
    return "NULL::VARCHAR" if value is None else f"{sql.text(value)}::VARCHAR"


def days(tally: Tally) -> tuple[date, date] | None:
    """The first and the last day that are stated. Missing: None where nothing was counted."""
    found = tally.lines.base.execute(f"SELECT min(day), max(day) FROM {tally.request.table(TALLIED)}").fetchone()
    return None if not found or found[0] is None else (found[0], found[1])
