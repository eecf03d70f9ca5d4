"""A draft with what is wrong in it written below each line, as a good compiler does.

    draft.txt
     1 | 4,489 patients are under treatment: 2,420 are in hospital and 2,096 at home.
       | ^^^^^1                              -----1                    -----1
       1 fails: draft.txt:1:1
         Patients under treatment …: 4,489 is stated, but its 2 parts add up to 4,516, 27 more.

What a problem is told at is underlined with ^, what else it takes with -, and its number stands behind. A line that is
wider than the terminal goes on in the next; of a long text only the rows about a mark are shown.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from esep.cli import show
from esep.cli.places import Mark, Page, Places
from esep.cli.terminal import plain, terminal, wrapped
from esep.figure import Figure
from esep.problem import Problem
from esep.write import problem_text
from esep.write.phrase import phrase
from esep.write.problems import place_text

_WHOLE = 150
"""So many rows of a text are shown whole."""
_NEAR = 2
"""Of a longer one, so many rows before and after each mark."""
_LEAST = 20
"""Columns of text on the narrowest terminal."""
_INDENT = 2
REST = 3
"""So many statements of a problem that stand elsewhere are told; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Told:
    """A problem, and what of it stands on a page."""

    problem: Problem
    at: Mark
    """The figure that it is told at."""
    marks: Sequence[Mark]
    """Of this page."""
    elsewhere: Sequence[Figure]


def told(problem: Problem, places: Places) -> Told | None:
    """The problem at the figure that its first explanation accuses, else at the first of the documents given. Missing:
    None where no line holds any of its figures."""
    accused = [figure for one in problem.explanations[:1] for figure in one.figures]
    at = next((mark for figure in (*accused, *problem.figures) if (mark := places.mark(figure))), None)
    if at is None:
        return None
    marked = [(figure, places.mark(figure)) for figure in problem.figures]
    here = [mark for _, mark in marked if mark and mark.page is at.page]
    return Told(problem, at, here, [figure for figure, mark in marked if not mark or mark.page is not at.page])


def print_annotated(problems: Iterable[Problem], places: Places, tongue: str) -> None:
    """The pages that something is wrong on, then the problems that no page shows."""
    console = terminal()
    by_page: dict[int, list[Told]] = defaultdict(list)
    rest: list[Problem] = []
    for problem in problems:
        if one := told(problem, places):
            by_page[id(one.at.page)].append(one)
        else:
            rest.append(problem)
    number = 0
    for several in by_page.values():
        several.sort(key=lambda one: one.at[1:])
        _Sheet(console, several, number + 1, places, tongue).show()
        number += len(several)
    for problem in rest:
        show.problem(console, places.named(problem), tongue, words=places.words)


class _Sheet:
    """A page that is being printed."""

    def __init__(self, console: Console, several: Sequence[Told], first: int, places: Places, tongue: str) -> None:
        self.console, self.places, self.tongue = console, places, tongue
        self.page: Page = several[0].at.page
        self.numbered = list(enumerate(several, first))
        self.by_line: dict[int, list[tuple[Mark, int, Told]]] = defaultdict(list)
        for number, one in self.numbered:
            for mark in dict.fromkeys(_span(mark) for mark in one.marks):
                self.by_line[mark[0]].append((Mark(self.page, *mark), number, one))
        self.by_row: dict[tuple[int, int], list[tuple[Mark, int, Told]]] = defaultdict(list)
        self.gutter = len(str(max(self.by_line))) + 1
        if self.page.whole:
            self.gutter = len(str(len(self.page.lines))) + 1
        self.width = max(console.width - self.gutter - 3, _LEAST)
        self.lines = {line: plain(said).replace("\t", " ") for line, said in self.page.lines.items()}

    def show(self) -> None:
        self.console.print(Text(self.page.name, "bold"))
        gap = False
        for line, start, stop, near in self._rows():
            if near:
                self._row(line, start, stop)
            elif not gap:
                self.console.print(Text(f"{'…':>{self.gutter}} |", "dim"))
            gap = not near
        self.console.print()

    def _rows(self) -> Iterator[tuple[int, int, int, bool]]:
        """(line, where the row begins and ends in it, whether it is shown)."""
        wanted = self.page.lines if self.page.whole else sorted({*self.by_line, self.page.names} - {0})
        rows = [(line, *row) for line in wanted for row in self._of_line(line)]
        hit = [n for n, (line, start, _) in enumerate(rows) if (line, start) in self.by_row]
        near = {n + by for n in hit for by in range(-_NEAR, _NEAR + 1)}
        before = 0
        for n, (line, start, stop) in enumerate(rows):
            if line > before + 1:
                yield line, 0, 0, False
            before = line
            yield line, start, stop, len(rows) <= _WHOLE or n in near or not self.page.whole

    def _of_line(self, line: int) -> list[tuple[int, int]]:
        """The rows that a line fills; notes which marks stand in each."""
        rows = list(wrapped(self.lines[line], self.width))
        starts = [start for start, _ in rows]
        for mark, number, one in self.by_line.get(line, ()):
            first, last = bisect_right(starts, mark.start) - 1, bisect_left(starts, mark.stop)
            for start in starts[first:last]:
                self.by_row[line, start].append((mark, number, one))
        return rows

    def _row(self, line: int, start: int, stop: int) -> None:
        """A row, its marks, and the problems told at what ends in it."""
        said = self.lines[line][start:stop]
        text = Text.assemble((f"{line if start == 0 else '':>{self.gutter}} | ", "dim"), said.rstrip())
        marks = self.by_row.get((line, start), [])
        under: dict[tuple[int, int], list[tuple[int, Told, bool]]] = defaultdict(list)
        for mark, number, one in marks:
            first, last = max(mark.start, start) - start, min(mark.stop, stop) - start
            is_at = _span(mark) == _span(one.at)
            style = f"bold {show.COLOUR[one.problem.severity]}" if is_at else "bold"
            text.stylize(style, self.gutter + 3 + first, self.gutter + 3 + last)
            under[cell_len(said[:first]), max(cell_len(said[first:last]), 1)].append((number, one, is_at))
        self._print(text)
        for row in _underlined(under):
            self._print(Text.assemble((f"{'':>{self.gutter}} | ", "dim"), row))
        for mark, number, one in marks:
            if _span(mark) == _span(one.at) and mark.stop <= stop:
                self._message(number, one)

    def _message(self, number: int, one: Told) -> None:
        kind = phrase(self.tongue, "severity", severity=str(one.problem.severity))
        head = Text.assemble((f"{number} {kind}: ", show.COLOUR[one.problem.severity]), plain(str(one.at)))
        self._below(head, self.gutter + 1)
        self._below(Text(problem_text(self.places.named(one.problem), self.tongue)), self.gutter + 1 + _INDENT)
        for figure in one.elsewhere[:REST]:
            place, words = elsewhere(figure, self.places, self.tongue)
            self._below(Text(place, "cyan"), self.gutter + 1 + _INDENT)
            if words:
                words.truncate(max(self.console.width - self.gutter - 1 - 2 * _INDENT, _LEAST), overflow="ellipsis")
                self._below(words, self.gutter + 1 + 2 * _INDENT)
        if more := one.elsewhere[REST:]:
            self._below(Text(phrase(self.tongue, "more-places", count=len(more))), self.gutter + 1 + _INDENT)

    def _below(self, said: Text, indent: int) -> None:
        for start, stop in wrapped(said.plain, max(self.console.width - indent, _LEAST)):
            row = Text(" " * indent).append_text(said[start:stop])
            row.rstrip()
            self._print(row)

    def _print(self, row: Text) -> None:
        self.console.print(row, no_wrap=True, crop=False, overflow="ignore")


def elsewhere(figure: Figure, places: Places, tongue: str) -> tuple[str, Text]:
    """A statement that stands in the ledger or in another document: its place, and its words."""
    source = place_text(figure, tongue)
    if figure.id in places.of_ledger:
        place = phrase(tongue, "in-ledger", value=figure.value, place=source, id=figure.id)
    else:
        place = f"{places.name(figure) or source}: {phrase(tongue, 'number', value=figure.value)}"
    return place, show.marked(figure)


def _span(mark: Mark) -> tuple[int, int, int]:
    return mark[1:]


def _underlined(under: dict[tuple[int, int], list[tuple[int, Told, bool]]]) -> Iterator[Text]:
    """The marks of a row, with the numbers of their problems behind them, or in rows below where there is no room."""
    spans = sorted(under)
    rows = [Text()]
    for n, (column, width) in enumerate(spans):
        of_span = under[column, width]
        is_at = any(at for _, _, at in of_span)
        gravest = min((one for _, one, at in of_span if at == is_at), key=lambda one: show.ORDER[one.problem.severity])
        style = show.COLOUR[gravest.problem.severity]
        label = ",".join(str(number) for number, _, _ in of_span)
        _put(rows[0], column, ("^" if is_at else "-") * width, style)
        room = spans[n + 1][0] - 1 if n + 1 < len(spans) else None
        if room is None or column + width + len(label) <= room:
            _put(rows[0], column + width, label, style)
            continue
        row = next((row for row in rows[1:] if row.cell_len < column), None)
        if row is None:
            rows.append(row := Text())
        _put(row, column, label, style)
    yield from rows if spans else ()


def _put(row: Text, column: int, sign: str, style: str) -> None:
    row.append(" " * (column - len(row)))
    row.append(sign[max(len(row) - column, 0) :], style)
