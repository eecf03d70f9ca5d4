"""Tables of any layout into documents, by a mapping: one for each time of issue.

    rows of the file -> what each states, as lines of a table of ours -> added up, if asked -> what changed, if asked
    -> documents, whose text is that table (see `esep.read.table`)

Rows pass one at a time. What is kept is one document, and where versions are compared what the last one said.
"""

import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path

from esep import area
from esep.document import Document, Issued
from esep.sources.files import files
from esep.sources.mapped import Table, Tell
from esep.sources.mapping import Layout
from esep.sources.naming import Areas
from esep.sources.told import checked
from esep.sources.unreadable import Refuse, Unreadable, reason, stop
from esep.sources.versions import Line, Versions
from esep.sources.written import Numbers

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".gz")
"""Of the files in a folder that are read."""
_ROWS = 5000
"""Lines of one document: a larger version is several documents of one time of issue."""
_MOST = 2_000_000
"""Lines of one time of issue that are added up."""


def mapped(
    paths: Iterable[str], layout: Layout, about: Document, *, refuse: Refuse = stop, tell: Tell = lambda line: None
) -> Iterator[tuple[str, Document]]:
    """The documents of all these tables, each with where it was found, in the order of the files and their rows.

    Errors: `refuse` is called with an Unreadable for each file that cannot be read, at the row where it ends.
    """
    about = layout.filled(about)
    areas, numbers = Areas(layout, about.area), Numbers(layout)
    versions: dict[tuple[str, ...], Versions] = {}
    added: set[Issued] = set()
    for path in paths:
        for file in [Path("standard input")] if path == "-" else files(path, refuse, ENDINGS):
            try:
                with nullcontext(sys.stdin.buffer) if path == "-" else file.open("rb") as stream:
                    table = Table(stream, file, layout, about, areas, numbers, tell)  # type: ignore[arg-type]
                    yield from _documents(table, versions, added)
            except Unreadable as error:
                refuse(error)
            except OSError as error:
                refuse(Unreadable(f"{file}: {reason(error)}"))
    for one in versions.values():
        one.close()


def _documents(
    table: Table, versions: dict[tuple[str, ...], Versions], added: set[Issued]
) -> Iterator[tuple[str, Document]]:
    layout, where = table.layout, table.where
    licence = f"# licence: {layout.licence}\n" if layout.licence else ""
    for issued, run in groupby(table.stated(), key=itemgetter(0)):
        lines: Iterator[Line] = ((about, cells) for _, about, cells in run)
        if layout.add_up:
            if issued in added:
                raise Unreadable(
                    f"{where}: rows of {issued} stand in two places, so their sums would be of some of them only; "
                    "give one file with all rows of a time of issue, sorted by it"
                )
            added.add(issued)
            lines = _added(lines, where)
        if layout.changes_only:
            one = versions.setdefault(table.claims, Versions(table.claims, area.zone(table.about.area), table.tell))
            lines = one.changes(issued, lines, where)
        while part := list(islice(lines, _ROWS)):
            said = "\n".join(f"{about},{','.join(cells)}" for about, cells in part)
            yield where, checked(replace(table.about, text=f"{licence}{table.header}\n{said}\n", issued=issued), where)
    table.count()


def _added(lines: Iterable[Line], where: str) -> Iterator[Line]:
    """The lines with those about the same thing added up, in the order in which each first came."""
    sums: dict[str, list[int | None]] = {}
    for about, cells in lines:
        known = sums.setdefault(about, [None] * len(cells))
        for n, cell in enumerate(cells):
            if cell:
                known[n] = (known[n] or 0) + int(cell)
        if len(sums) > _MOST:
            raise Unreadable(f"{where}: more than {_MOST:,} areas and days to add up; give it in parts")
    for about, values in sums.items():
        yield about, ["" if value is None else str(value) for value in values]
