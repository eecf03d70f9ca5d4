"""Tables that lost their lines: a heading of columns, then an area and its numbers, again and again.

    Infected  Recovered  Deaths   Nur-Sultan 178 15 1   Almaty 82 7   Akmola 10 1   TOTAL 340 22 2

Cells may stand on one line or on a line each. Blank cells leave no trace, so a row that is short is read from the left,
and then so that the columns add up to the row of totals, where they can.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from esep import terms
from esep.period import DAY, NOW, ONSET
from esep.read.frame import Counted, Frame, Uncounted
from esep.read.language import Meaning
from esep.read.mentions import Mention
from esep.read.territory import SEVERAL_COUNTRIES
from esep.read.tokens import Tokens

_CELL = ("\n", "\n\n", "|")
"""Marks between the cells of a row, and between rows."""
_LEAST_ROWS = 4
_LEAST_WITH_LINES = 2
_MOST_STATES = 5_000
"""So many sums are kept in mind while trying; with more of them all rows are read from the left."""
_MOST_OPEN = 12
"""Short rows that are tried in every way; with more of them all are read from the left."""


class Row(NamedTuple):
    """An area (None: the row of totals) and its numbers."""

    area: str | None
    numbers: tuple[Mention, ...]

    @property
    def values(self) -> list[int]:
        """The values of its numbers."""
        return [number.value or 0 for number in self.numbers]


class Grid(NamedTuple):
    """A table: its columns' meanings, its rows, and the mentions it takes up."""

    columns: tuple[Meaning, ...]
    rows: tuple[Row, ...]
    first: int
    stop: int


def labelled(found: Sequence[Mention], text: Tokens, region: str | None) -> list[Mention]:
    """The mentions, with one for each name that nobody taught us where the label of a row would stand: a place of the
    region."""
    if not region:
        return list(found)
    named: list[Mention] = []
    reached, line = 0, True
    for mention in found:
        names = text.names[reached : mention.start] if line else ()
        if names and _in_row(mention) and all(name[:1].isupper() for name in names):
            meaning = {"area": f"{region}/{' '.join(names)}", "label": "yes"}
            named.append(Mention("term", reached, mention.start, meaning))
        named.append(mention)
        reached, line = mention.stop, mention.mark in _CELL
    return named


def grids(found: Sequence[Mention], text: Tokens) -> Iterator[Grid]:
    """The tables of a text in order."""
    starts = [place for place, mention in enumerate(found[:-1]) if _begins_row(mention, found[place + 1])]
    after = 0
    least = _LEAST_ROWS if all(mention.mark != "|" for mention in found) else _LEAST_WITH_LINES
    for place in starts if len(starts) >= least else ():
        if place < after:
            continue
        rows, after = _rows(found, place)
        widest = max((len(row.numbers) for row in rows), default=0)
        if len(rows) >= least and widest > 1:
            first, columns = _columns(found, place, widest)
            if len(columns) == widest:
                yield Grid(tuple(columns), tuple(_parted(rows, widest, text)), first, after)


def _begins_row(mention: Mention, after: Mention) -> bool:
    """Whether an area is followed at once by what a row goes on with."""
    return "area" in mention.meaning and after.start == mention.stop and _in_row(after)


def _rows(found: Sequence[Mention], place: int) -> tuple[list[Row], int]:
    """The rows that begin at that place, and where they end."""
    rows: list[Row] = []
    while place < len(found):
        head = found[place].meaning
        total = head.get("measure") == "total" and "event" not in head
        if not ("area" in head or (total and rows)):
            break
        at, numbers = place + 1, list[Mention]()
        while at < len(found) and found[at].start == found[at - 1].stop:
            after_note = _after_note(found, at)
            if after_note == at and not _in_row(found[at]):
                break
            rate = at + 1 < len(found) and found[at + 1].mark == "%"
            if found[at].value is not None and not rate:
                numbers.append(found[at])
            at = max(after_note, at + 1)
        if not numbers and not rows:
            break
        if not numbers and "area" not in head:
            break
        rows.append(Row(None if total else head["area"], tuple(numbers)))
        place = at
        if total:
            break  # the row of totals is the last
    while rows and not rows[-1].numbers:
        rows.pop()
    return rows, place


def _parted(rows: Sequence[Row], width: int, text: Tokens) -> Iterator[Row]:
    """The rows; cells that were taken for the thousands of one number, larger than the total, parted: '245 153 6'."""
    largest = max((value for row in rows if row.area is None for value in row.values), default=None)
    for row in rows:
        if largest is None or max(row.values, default=0) <= largest or len(row.numbers) >= width:
            yield row
            continue
        groups = [(number, digits) for number in row.numbers for digits in re.findall(r"\d+", text.names[number.start])]
        parted = _numbers(groups, width, largest)
        yield row._replace(numbers=tuple(parted)) if parted else row


def _numbers(groups: Sequence[tuple[Mention, str]], width: int, largest: int) -> list[Mention]:
    """Groups of digits joined into at most so many numbers, none of them too large, the first of each as long as can
    be. Shape: empty where they cannot be joined so."""
    if not groups:
        return []
    for stop in range(len(groups), 0, -1):
        number = groups[0][0]
        value = int("".join(digits for _, digits in groups[:stop]))
        whole = all(owner is number and len(digits) == _THOUSANDS for owner, digits in groups[1:stop])
        if whole and value <= largest and width > 0:
            rest = _numbers(groups[stop:], width - 1, largest)
            if rest or stop == len(groups):
                return [number._replace(value=value), *rest]
    return []


_THOUSANDS = 3


def _after_note(found: Sequence[Mention], place: int) -> int:
    """The place after brackets that hold no number, or the place itself: '1634 (as of 6 September)'."""
    if found[place].mark != "(":
        return place
    for after in range(place + 1, min(place + _LONGEST_NOTE, len(found))):
        if found[after].kind == "number" or found[after].mark in _CELL:
            return place
        if found[after].mark == ")":
            return after + 1
    return place


_LONGEST_NOTE = 8


def _in_row(mention: Mention) -> bool:
    """A number, a line break, or a word that belongs to the area's name or says nothing: 'city', 'region'."""
    if mention.kind == "number" or mention.mark in _CELL or mention.mark == "%":
        return True
    return "light" in mention.meaning and not mention.meaning.keys() & {"event", "measure", "area"}


def _columns(found: Sequence[Mention], stop: int, width: int) -> tuple[int, list[Meaning]]:
    """What the headings right before the rows say of each column, and where they begin: one heading a cell, where
    marks part them, else one for each event named. Shape: `width` columns; a column that says no event is empty."""
    first = stop
    while first > 0 and found[first - 1].kind != "number" and found[first - 1].mark not in (".", ":", "!", "?", ";"):
        first -= 1
    cells: list[dict[str, str]] = [{}]
    events: list[dict[str, str]] = []
    waiting: dict[str, str] = {}
    reached = found[first].start
    for mention in found[first:stop]:
        told = {facet: value for facet, value in mention.meaning.items() if facet in _FACETS}
        if mention.mark in _CELL:
            cells.append({})
        elif mention.start > reached:
            cells[-1]["unknown"] = "yes"
        waiting |= told
        if "event" in told:
            events.append(waiting)
            waiting = {}
        cells[-1] |= told
        reached = mention.stop
    cells = [cell for cell in cells if cell.keys() - {"not"}]
    for columns in (cells[-width:], events):
        if len(columns) == width and "event" in columns[0]:
            return first, [{} if "unknown" in column or "event" not in column else column for column in columns]
    return first, []


_FACETS = ("event", "measure", "definition", "group", "period", "not")


def counted(grid: Grid, found: Sequence[Mention], disease: str, home: str | None) -> Iterator[Counted | Uncounted]:
    """A figure for every cell of the table that says what it counts, and then its other numbers."""
    span = (found[grid.first].start, found[grid.stop - 1].stop)
    done: set[int] = set()
    for row, chosen in zip(grid.rows, _assignment(grid), strict=True):
        where = row.area if row.area not in (None, "HOME") else home
        if where in (None, "REGION", SEVERAL_COUNTRIES):
            continue
        for number, column in zip(row.numbers, chosen, strict=True):
            if not grid.columns[column]:
                continue
            done.add(number.start)
            yield Counted(number, _frame(grid.columns[column], disease, where), span, "table", None)

    for mention in found[grid.first : grid.stop]:
        if mention.kind == "number" and mention.start not in done:
            yield Uncounted(mention, "column")


def _frame(column: Meaning, disease: str, where: str) -> Frame:
    event = column["event"]
    measure = "current" if event == terms.Event.PATIENT else column.get("measure", "total")
    period = {"new": DAY, "current": NOW}.get(measure, ONSET)
    return Frame(disease, event, measure, column.get("definition", "confirmed"), column.get("group"), where, period)


def _assignment(grid: Grid) -> list[tuple[int, ...]]:
    """For each row, the column of each of its numbers."""
    width = len(grid.columns)
    choice = [tuple(range(len(row.numbers))) for row in grid.rows]
    whole = next((row for row in grid.rows if row.area is None and len(row.numbers) == width), None)
    if whole is None:
        return choice
    missing = whole.values
    short = [n for n, row in enumerate(grid.rows) if row.area and 1 < len(row.numbers) < width]
    for n, row in enumerate(grid.rows):
        if row.area and n not in short:
            for value, column in zip(row.values, choice[n], strict=True):
                missing[column] -= value
    if len(short) <= _MOST_OPEN:
        best = _best(grid, short, missing, width)
        for n, columns in zip(short, best, strict=True):
            choice[n] = columns
    return choice


def _best(grid: Grid, short: Sequence[int], missing: Sequence[int], width: int) -> tuple[tuple[int, ...], ...]:
    """The columns of the short rows under which most columns add up; the leftmost of equals."""
    states: dict[tuple[int, ...], tuple[tuple[int, ...], ...]] = {tuple(missing): ()}
    for n in short:
        values = grid.rows[n].values
        grown: dict[tuple[int, ...], tuple[tuple[int, ...], ...]] = {}
        for left, chosen in states.items():
            for columns in combinations(range(width), len(values)):
                if columns[0] == 0:
                    rest = list(left)
                    for column, value in zip(columns, values, strict=True):
                        rest[column] -= value
                    grown.setdefault(tuple(rest), (*chosen, columns))
        states = grown
        if len(states) > _MOST_STATES:
            return tuple(tuple(range(len(grid.rows[n].numbers))) for n in short)
    return min(states.items(), key=lambda state: sum(left != 0 for left in state[0]))[1]
