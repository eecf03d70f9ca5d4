"""Where the figures of a table stand in its file, which is read once more for it: the reader sees our own table, people
see theirs."""

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from esep.document import Document, Issued
from esep.figure import Figure
from esep.read import table
from esep.sources.mapped import Table
from esep.sources.mapping import Layout
from esep.sources.naming import Areas
from esep.sources.written import Numbers


class Cell(NamedTuple):
    """A cell of a file: of CSV the number of its line, the line, and where it begins and ends there."""

    line: int
    text: str = ""
    start: int = 0
    stop: int = 0
    name: str = ""
    """Of XLSX, 'B7'."""


def cells(file: Path, layout: Layout, about: Document, figures: Iterable[Figure]) -> tuple[Cell, dict[str, Cell]]:
    """The first cell of the row of names, and by figure id the cell that states it; of one that was added up the first.

    Errors: Unreadable, OSError.
    """
    about = layout.filled(about)
    row: tuple[int, list[str]] = (0, [])

    def seen(number: int, lines: list[str]) -> None:
        nonlocal row
        row = number, lines

    found: dict[str, Cell] = {}
    with file.open("rb") as stream:
        one = Table(stream, file, layout, about, Areas(layout, about.area), Numbers(layout), lambda line: None, seen)
        names = _cell(*row, 0, layout.delimiter)
        columns = [table.column(claim) for claim in one.claims]
        wanted: dict[tuple[Issued, str], list[tuple[int, Figure]]] = defaultdict(list)
        for figure in figures:
            what = (*figure.claim[2:6], figure.period)
            if what in columns:
                said = figure.source.quote.rsplit(",", len(columns))[0]
                wanted[figure.source.issued, said].append((columns.index(what), figure))
        for issued, said, values in one.stated() if wanted else ():
            for n, figure in wanted.get((issued, said), ()):
                stands = values[n] and (layout.add_up or int(values[n]) == figure.value)
                if stands and figure.id not in found:
                    found[figure.id] = _cell(*row, one.holding(said, one.claims[n]), layout.delimiter)
    return names, found


def _cell(number: int, lines: list[str], place: int, delimiter: str) -> Cell:
    if not lines:
        return Cell(number, name=f"{_letters(place)}{number}")
    row = "".join(lines)
    start, stop = _span(row, place, delimiter)
    before = row.rfind("\n", 0, start) + 1
    line = row[before:].split("\n", 1)[0].rstrip("\r")
    return Cell(number + row.count("\n", 0, start), line, start - before, stop - before)


def _span(row: str, place: int, delimiter: str) -> tuple[int, int]:
    """Where the cell at that place begins and ends, without quotation marks and the spaces around it."""
    sign = re.escape(delimiter)
    pattern = re.compile(rf'"(?:[^"]|"")*+"[^{sign}\r\n]*|[^{sign}\r\n]*')
    start = stop = 0
    for _ in range(place + 1):
        found = pattern.match(row, start)
        if not found:
            break
        first, stop = found.span()
        start = stop + 1
    said = row[first:stop]
    inner = said.strip(' \t"')
    begin = first + (said.index(inner) if inner else 0)
    return begin, begin + len(inner)


def _letters(place: int) -> str:
    """A column as spreadsheets call it: A, B … Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
