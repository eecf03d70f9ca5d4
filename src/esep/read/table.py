"""A document that is a table of figures: a CSV whose columns name claims.

    issued,area,date,case/total/confirmed,death/total/confirmed
    2020-03-28T17:04:00+00:00,KZ-11,2020-03-27,6,0

A column is `event/measure[/definition[/group[/period]]]`; `area` is a code; `date` is the last day counted, where that
is not the reporting day; `issued`, `date` and `disease` may be left out.
Lines that begin with '#' say where the table is from. An empty cell states nothing.

Rows are cut at their commas by hand, not by `csv`: a cell's place in the text is its span.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from esep import area, publisher, terms
from esep.document import Document, parse_issued
from esep.figure import Claim, Figure, default_definition, default_period, stated
from esep.period import Period

_COLUMN = re.compile(r"[a-z0-9]+/(new|total|current)(/[^,]*)?")


class Column(NamedTuple):
    """What a column counts."""

    event: str
    measure: str
    definition: str
    group: str
    period: Period


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


def column(name: str) -> Column:
    """What a column of that name counts. Errors: ValueError says what is wrong with it."""
    if not _COLUMN.fullmatch(name):
        raise ValueError(f"{name!r} is no claim: write event/measure/definition/group/period, as case/total/confirmed")
    event, measure, *rest = name.split("/")
    definition, group, period = [*rest, *[""] * 3][:3]
    return Column(
        terms.Event(event),
        terms.Measure(measure),
        terms.Definition(definition or default_definition(event)),
        terms.group(group or terms.EVERYONE),
        Period.parse(period or default_period(measure)),
    )


def figures(given: Document) -> Iterator[Figure]:
    """Every cell that holds a number, in order; the quote is its row.

    Errors: ValueError names the line and what is wrong with it.
    """
    given = replace(given, given_id=given.id)  # a hash of the text: worked out once
    table = _Table(given, header(given.text))
    start, seen = 0, False
    for number, line in enumerate(given.text.splitlines(keepends=True), 1):
        if not line.startswith("#") and line.strip():
            if seen:
                yield from table.row(line.rstrip("\r\n"), start, number)
            seen = True
        start += len(line)


class _Table:
    """A table that is being read: what its columns are, and what its areas and days turned out to be."""

    def __init__(self, given: Document, names: Sequence[str]) -> None:
        self.given = given
        self.names = names
        self.columns = [(n, name, column(name)) for n, name in enumerate(names) if _COLUMN.fullmatch(name)]
        self.place = {name: names.index(name) for name in ("area", "date", "disease") if name in names}
        self.areas: dict[str, tuple[str, date | None]] = {}
        self.days: dict[str, date] = {}

    def row(self, quote: str, start: int, line: int) -> Iterator[Figure]:
        cells = quote.split(",")
        if len(cells) != len(self.names):
            raise ValueError(f"line {line}: {len(cells)} cells where the header has {len(self.names)}")
        code, day = self.areas.get(cells[self.place["area"]]) or self._area(cells[self.place["area"]])
        if "date" in self.place and (said := cells[self.place["date"]].strip()):
            day = self.days.get(said) or self._day(said, line)
        disease = (cells[self.place["disease"]] if "disease" in self.place else "") or "COVID-19"
        starts = [start]
        for cell in cells:
            starts.append(starts[-1] + len(cell) + 1)
        for n, name, (event, measure, definition, group, period) in self.columns:
            cell = cells[n]
            if not cell.strip():
                continue
            if not cell.strip().isdecimal():
                raise ValueError(f"line {line}: {cell!r} in column {name} is no whole number")
            claim = Claim(disease, code, event, measure, definition, group, *period.resolve(day))
            span = (starts[n], starts[n] + len(cell))
            yield stated(self.given, claim, int(cell), period, span=span, quote=quote, rule="table")

    def _area(self, said: str) -> tuple[str, date | None]:
        """The area's code and its reporting day."""
        code = area.find(said).code
        self.areas[said] = code, publisher.reporting_day(self.given, code)
        return self.areas[said]

    def _day(self, said: str, line: int) -> date:
        try:
            found = parse_issued(said)
        except ValueError:
            found = None
        if not isinstance(found, date) or isinstance(found, datetime):
            raise ValueError(f"line {line}: {said!r} in column date is no day: write 2020-09-17")
        self.days[said] = found
        return found
