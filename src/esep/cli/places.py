"""Where the figures of a problem stand: in which line and column of which file, and what is written there.

Problems are few and documents may be many, so nothing is kept while all is read: what is concerned is read again. Only
standard input, which cannot be, is kept.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from rich.text import Text

from esep.cli import show
from esep.cli.reading import Form
from esep.cli.terminal import plain
from esep.document import Document
from esep.figure import Figure
from esep.problem import Explanation, Problem
from esep.read import table
from esep.sources import Found, Unreadable, located
from esep.sources.encodings import text

STANDARD_INPUT = "standard input"
_LINE = re.compile(r"(.*), line (\d+)")


@dataclass(slots=True)
class Page:
    """What a person has before the eyes: a text, or the rows of a table that are concerned."""

    name: str
    file: str
    lines: dict[int, str] = field(default_factory=dict)
    """By number, from 1."""
    whole: bool = True
    """Whether all lines are there."""
    names: int = 0
    """The line of a table that names its columns. Missing: 0 for a text."""
    is_file: bool = True
    """Whether the lines are those of the file: not so of a web page, whose article is shown."""
    line: int = 0
    """The line of the file that holds all of it. Missing: 0 where the file has no such lines."""


class Mark(NamedTuple):
    """The place of a number: characters of a line, from 0."""

    page: Page
    line: int
    start: int
    stop: int

    def __str__(self) -> str:
        """As compilers say it: file:line:column, from 1."""
        return f"{self.page.name}:{self.line}:{self.start + 1}"


class Places:
    """Where the documents that pass are from, and later where their figures stand."""

    def __init__(self, about: Document, form: Form) -> None:
        self.about, self.form = about, form
        self.where: dict[str, str] = {}
        """By document id."""
        self.of_ledger: frozenset[str] = frozenset()
        """The ids of the figures that are known from the ledger."""
        self._kept: dict[str, Document] = {}
        self._marks: dict[str, Mark] = {}
        self._names: dict[str, str] = {}

    def passing(self, documents: Iterable[Found]) -> Iterator[Found]:
        """The documents, with those parts of a table that were issued at one time as one to the checks."""
        last: tuple[str, Document] | None = None
        for where, document in documents:
            if not isinstance(self.form, str):
                if last and last[0] == where and last[1].issued == document.issued:
                    document = replace(document, given_id=last[1].id)
                else:
                    last = where, document
            id = document.id
            self.where.setdefault(id, where)
            if where == STANDARD_INPUT:
                self._kept[id] = document
            yield where, document

    def look_up(self, problems: Iterable[Problem]) -> None:
        """Finds the places of the figures of these problems."""
        by_place: dict[str, dict[str, Figure]] = defaultdict(dict)
        for problem in problems:
            for figure in problem.figures:
                if where := self.where.get(figure.source.document):
                    by_place[where][figure.id] = figure
        for where, figures in by_place.items():
            if isinstance(self.form, str):
                self._of_texts(where, figures.values())
            elif where != STANDARD_INPUT:
                self._of_cells(where, figures.values(), self.form)

    def mark(self, figure: Figure) -> Mark | None:
        """Where it stands. Missing: None for a figure of another document, or of a file without lines."""
        return self._marks.get(figure.id)

    def name(self, figure: Figure) -> str | None:
        """Its place in words: file:line:column, or less. Missing: None for a figure of no document given."""
        mark = self.mark(figure)
        return str(mark) if mark else self._names.get(figure.id) or self.where.get(figure.source.document)

    def words(self, figure: Figure) -> Text:
        """What states it: its quote, with its id where the ledger holds it, or its row of a table with the place."""
        mark = self.mark(figure)
        if figure.id in self.of_ledger:
            return Text.assemble((f"ledger {figure.id}  ", "cyan"), show.marked(figure))
        if isinstance(self.form, str) or not (mark or figure.id in self._names):
            return show.marked(figure)
        if mark is None:
            return Text(self._names[figure.id])
        row = Text(f"{mark}  ", "bold")
        return row.append(plain(mark.page.lines[mark.line]), "not bold")

    def named(self, problem: Problem) -> Problem:
        """The problem, with documents that nobody is known to have issued called by where they were found."""
        return replace(
            problem,
            figures=tuple(map(self._named, problem.figures)),
            explanations=tuple(map(self._explained, problem.explanations)),
        )

    def _explained(self, one: Explanation) -> Explanation:
        return replace(
            one, figures=tuple(map(self._named, one.figures)), evidence=tuple(map(self._named, one.evidence))
        )

    def _named(self, figure: Figure) -> Figure:
        where = self.where.get(figure.source.document)
        if figure.source.publisher or not where:
            return figure
        return replace(figure, given_id=figure.id, source=replace(figure.source, document=where))

    # Texts ----------------------------------------------------------------------------------------------------

    def _of_texts(self, where: str, figures: Iterable[Figure]) -> None:
        wanted: dict[str, list[Figure]] = defaultdict(list)
        for figure in figures:
            if figure.source.span:
                wanted[figure.source.document].append(figure)
        written = _written(where)
        rows = Page(where, where, _lines(written or ""), whole=False)
        rows.names = next((number for number, line in rows.lines.items() if not line.startswith("#")), 0)
        numbers = {line: number for number, line in reversed(rows.lines.items())}
        for document in self._again(where, set(wanted)):
            is_file = where == STANDARD_INPUT or written == document.text
            of_rows = not is_file and written is not None and table.is_table(document.text)
            page = rows if of_rows else _page(where, document, is_file=is_file)
            starts = [0, *(found.end() for found in re.finditer("\n", document.text))]
            lines = _lines(document.text)
            for figure in wanted[document.id]:
                start, stop = figure.source.span or (0, 0)
                line = bisect_right(starts, start)
                number = numbers.get(lines[line]) if of_rows else line
                if number:
                    first = start - starts[line - 1]
                    self._marks[figure.id] = Mark(page, number, first, min(first + stop - start, len(lines[line])))

    def _again(self, where: str, wanted: set[str]) -> Iterator[Document]:
        """The documents of these ids, read once more from where they were."""
        if where == STANDARD_INPUT:
            yield from (self._kept[id] for id in wanted)
            return
        found = _LINE.fullmatch(where)
        path = found[1] if found and not Path(where).exists() else where
        for _, document in located(path, self.about, jsonl=self.form == "jsonl"):
            if document.id in wanted:
                wanted.discard(document.id)
                yield document
            if not wanted:
                return

    # Tables by a mapping --------------------------------------------------------------------------------------

    def _of_cells(self, where: str, figures: Iterable[Figure], layout: Form) -> None:
        from esep.sources.cells import cells  # here: most commands do without what tables load

        names, found = cells(Path(where), layout, self.about, figures)  # type: ignore[arg-type]
        page = Page(where, where, {names.line: names.text}, whole=False, names=names.line)
        for id, cell in found.items():
            if cell.name:
                self._names[id] = f"{where}:{cell.name}"
            else:
                page.lines[cell.line] = cell.text
                self._marks[id] = Mark(page, cell.line, cell.start, cell.stop)


def _page(where: str, document: Document, *, is_file: bool) -> Page:
    """What is shown of a document."""
    lines = _lines(document.text)
    if is_file:
        return Page(where, where, lines)
    found = _LINE.fullmatch(where)
    if found:
        return Page(where, found[1], lines, is_file=False, line=int(found[2]))
    return Page(f"{where}: {document.title or document.id}", where, lines, is_file=False)


def _lines(said: str) -> dict[int, str]:
    """By number, from 1."""
    return {number: line.rstrip("\r") for number, line in enumerate(said.removesuffix("\n").split("\n"), 1)}


def _written(where: str) -> str | None:
    """The text of a file. Missing: None where it is none."""
    try:
        return text(Path(where).read_bytes(), where)
    except (OSError, Unreadable):
        return None
