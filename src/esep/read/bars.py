"""Tables whose cells are parted by bars, one row a line: the first line heads the columns, labels begin the others.

    Country | Case definition | Cumulative cases | Deaths
    Guinea  | Confirmed       | 2127             | 1262
            | Total           | 2416             | 1525 (63%)

A blank label is that of the row above. A column, a row and the line above the table together say what a cell counts.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from esep.period import DAY, NOW, ONSET, Period
from esep.read.frame import Counted, Frame, Uncounted
from esep.read.mentions import Mention, measure_of
from esep.read.territory import SEVERAL_COUNTRIES
from esep.read.tokens import LINES, Tokens

_LEAST_ROWS = 3
"""With the heading."""


class Said(NamedTuple):
    """What a cell says beside its number."""

    facets: dict[str, str]
    period: Period | None
    number: Mention | None
    names: tuple[str, ...]
    """Words that nobody taught us."""


_BLANK = Said({}, None, None, ())


class Bars(NamedTuple):
    """A table: what the line above it says, its heading, its rows, and the mentions it takes up."""

    caption: Said
    heading: tuple[Said, ...]
    rows: tuple[tuple[Said, ...], ...]
    first: int
    stop: int


def bars(found: Sequence[Mention], text: Tokens) -> Iterator[Bars]:
    """The tables of a text in order."""
    lines = _lines(found) if any(mention.mark == "|" for mention in found) else []
    n = 0
    while n < len(lines):
        last = n
        while last < len(lines) and any(mention.mark == "|" for mention in found[lines[last][0] + 1 : lines[last][1]]):
            last += 1
        if last - n >= _LEAST_ROWS:
            rows = [tuple(_cells(found, text, *line)) for line in lines[n:last]]
            if all(row[0] == _BLANK for row in rows):  # each line begins with a bar
                rows = [row[1:] for row in rows]
            caption = _caption(found, text, lines, n)
            if not any(cell.number for cell in rows[0]) and any(cell.number for row in rows[1:] for cell in row):
                yield Bars(caption, rows[0], tuple(rows[1:]), lines[n][0], lines[last - 1][1])
        n = max(last, n + 1)


def _lines(found: Sequence[Mention]) -> list[tuple[int, int]]:
    """The mentions of each line, first and stop; lines that mention nothing are left out."""
    ends = [place for place, mention in enumerate(found) if mention.mark in LINES]
    starts = [0, *(end + 1 for end in ends)]
    return [(start, stop) for start, stop in zip(starts, [*ends, len(found)], strict=True) if stop > start]


def _caption(found: Sequence[Mention], text: Tokens, lines: Sequence[tuple[int, int]], n: int) -> Said:
    """What the line above a table says, if it is no sentence."""
    first, stop = lines[n - 1] if n else (0, 0)
    if stop == first or found[stop - 1].mark == ".":
        return _BLANK
    return _said(found[first:stop], text, found[first].start, found[stop - 1].stop)


def _cells(found: Sequence[Mention], text: Tokens, first: int, stop: int) -> Iterator[Said]:
    """The cells of a line; a bar at its head has a blank one before it."""
    begin = found[first - 1].stop if first else 0
    end = found[stop].start if stop < len(found) else len(text.words)
    cell: list[Mention] = []
    for mention in (*found[first:stop], None):
        if mention is None or mention.mark == "|":
            yield _said(cell, text, begin, mention.start if mention else end)
            cell, begin = [], mention.stop if mention else end
        else:
            cell.append(mention)


def _said(mentions: Sequence[Mention], text: Tokens, first: int, stop: int) -> Said:
    facets: dict[str, str] = {}
    period, number = None, None
    names: list[str] = []
    reached = first
    for mention in mentions:
        names += text.names[reached : mention.start]
        reached = mention.stop
        for facet, value in mention.meaning.items():
            facets.setdefault(facet.lstrip("~"), value)
        if "period" in mention.meaning or mention.period:
            period = period or mention.period or Period.parse(mention.meaning["period"])
        if mention.kind == "number" and number is None and mention.value is not None:
            number = mention
    names += text.names[reached:stop]
    return Said(facets, period, number, tuple(filter(None, names)))


def cells(
    table: Bars, found: Sequence[Mention], disease: str, definition: str, home: str | None
) -> Iterator[Counted | Uncounted]:
    """A figure for every cell that the table tells to count people somewhere, and its other numbers."""
    span = (found[table.first].start, found[table.stop - 1].stop)
    counted: dict[int, Counted] = {}
    area: str | None = None
    countries: set[str] = set()
    for row in table.rows:
        labels = [cell for cell in row[1:] if cell.number is None]
        both = any(cell.facets.get("measure") == "total" for cell in labels)  # of the definitions of one area
        if row[0].facets or row[0].names:
            area = _area(row[0], table.heading[0], home)
            countries |= {area} if area and "-" not in area else set()
            if area is None and row[0].facets.get("measure") == "total":
                area = SEVERAL_COUNTRIES if countries - {home} else home
        for column, cell in zip(table.heading, row, strict=False):
            if cell.number is None or area is None or area == SEVERAL_COUNTRIES:
                continue
            told = (column, *labels, row[0], table.caption)
            frame = _frame(told, disease, "all" if both else definition, area)
            if frame:
                counted[cell.number.start] = Counted(cell.number, frame, span, "table", None)
    for mention in found[table.first : table.stop]:
        if mention.kind == "number":
            yield counted.get(mention.start) or Uncounted(mention, "column")


def _area(label: Said, heading: Said, home: str | None) -> str | None:
    """The area that a row begins with, known or by its name. Missing: None where it names none."""
    code = label.facets.get("area")
    if code:
        return {"HOME": home, "REGION": None}.get(code, code)
    of_places = heading.facets.keys() & {"kind", "area"} or heading.facets.get("not") == "place"
    named = of_places and label.names and all(name[:1].isupper() for name in label.names)
    return f"{home}/{' '.join(label.names)}" if named and home else None


def _frame(told: Sequence[Said], disease: str, definition: str, area: str) -> Frame | None:
    """What a cell counts by its column, its labels and the line above. Missing: None where they do not tell."""

    def first(facet: str) -> str | None:
        return next((said.facets[facet] for said in told if facet in said.facets), None)

    event = first("event")
    if event is None or any("no-code" in said.facets for said in told):
        return None
    period = next((said.period for said in told if said.period), None)
    measure = "new" if period and measure_of(period) == "new" else first("measure") or "total"
    period = NOW if measure == "current" else period or {"new": DAY}.get(measure, ONSET)
    return Frame(
        first("disease") or disease, event, measure, first("definition") or definition, first("group"), area, period
    )
