"""A document that is a table of figures: a CSV whose columns name claims.

    issued,area,case/total/confirmed,death/total/confirmed
    2020-03-28T17:04:00+00:00,KZ-11,6,0

A column is `event/measure[/definition[/group[/period]]]`; `area` is a code; `issued` and `disease` may be left out.
Lines that begin with '#' say where the table is from. An empty cell states nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from esep import area, publisher, terms
from esep.document import Document
from esep.figure import Claim, Figure, default_definition, default_period, stated
from esep.period import Period

_COLUMN = re.compile(r"[a-z0-9]+/(new|total|current)(/[^,]*)?")


def is_table(text: str) -> bool:
    """Whether the text is such a table: its first line names an area column and a claim column."""
    return bool(header(text))


def header(text: str) -> list[str]:
    """The column names. Shape: empty where the text is no such table."""
    for line in text[:10_000].splitlines():
        if not line.startswith("#"):
            names = [name.strip() for name in line.split(",")]
            return names if "area" in names and any(map(_COLUMN.fullmatch, names)) else []
    return []


def figures(given: Document) -> Iterator[Figure]:
    """Every cell that holds a number, in order; the quote is its row.

    Errors: ValueError names the line and what is wrong with it.
    """
    given = replace(given, given_id=given.id)  # a hash of the text: worked out once
    names = header(given.text)
    columns = {n: _column(name) for n, name in enumerate(names) if _COLUMN.fullmatch(name)}
    start, seen = 0, False
    for number, line in enumerate(given.text.splitlines(keepends=True), 1):
        cells = line.rstrip("\r\n").split(",")
        if not line.startswith("#") and line.strip():
            if seen:
                yield from _row(given, names, columns, cells, start, number)
            seen = True
        start += len(line)


def _column(name: str) -> tuple[str, str, str, str, Period]:
    event, measure, *rest = name.split("/")
    definition, group, period = [*rest, *[""] * 3][:3]
    return (
        terms.Event(event),
        terms.Measure(measure),
        terms.Definition(definition or default_definition(event)),
        terms.group(group or terms.EVERYONE),
        Period.parse(period or default_period(measure)),
    )


def _row(
    given: Document,
    names: list[str],
    columns: dict[int, tuple[str, str, str, str, Period]],
    cells: list[str],
    start: int,
    line: int,
) -> Iterator[Figure]:
    if len(cells) != len(names):
        raise ValueError(f"line {line}: {len(cells)} cells where the header has {len(names)}")
    row = dict(zip(names, cells, strict=True))
    code = area.find(row["area"]).code
    day = publisher.reporting_day(given, code)
    quote = ",".join(cells)
    for n, cell in enumerate(cells):
        if n in columns and cell.strip():
            if not cell.strip().isdigit():
                raise ValueError(f"line {line}: {cell!r} in column {names[n]} is no whole number")
            event, measure, definition, group, period = columns[n]
            claim = Claim(
                row.get("disease") or "COVID-19", code, event, measure, definition, group, *period.resolve(day)
            )
            yield stated(given, claim, int(cell), period, span=(start, start + len(cell)), quote=quote, rule="table")
        start += len(cell) + 1
