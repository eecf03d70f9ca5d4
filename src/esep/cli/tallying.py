"""`esep tally`: a line list of cases into the figures of each day."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from esep import area
from esep.cli import show
from esep.cli.options import AREA, MOMENT, command, of_ledger, open_ledger
from esep.cli.reading import tell
from esep.document import Document, Issued, local_day
from esep.figure import Figure
from esep.sources import Unreadable

if TYPE_CHECKING:
    from esep.tally import Definition, Indicator, Layout, Lines, Tally


@click.command("tally")
@click.argument("linelist", metavar="LINELIST")
@click.option(
    "--mapping",
    "layout",
    help="What the columns of the list mean: a file of yours (.toml), or a ready one such as sormas.",
)
@click.option(
    "--definition",
    "definitions",
    multiple=True,
    help="A case definition: a file of yours (.toml), or a ready one. Twice: both side by side.",
)
@click.option("--area", "home", type=AREA, help="The area that the list is of, the whole. ISO 3166, such as KZ.")
@click.option("--as-of", type=MOMENT, help="As it was known on that day.")
@click.option("--by", multiple=True, help="Groups too: sex, hcw, or age:0-17,18-59,60+.")
@click.option("--count", "counts", multiple=True, help="Only this: such as case/new/confirmed. Several may be given.")
@click.option("--first", type=MOMENT, help="The first day that is stated.")
@click.option("--last", type=MOMENT, help="The last day that is stated.")
@click.option("--publisher", help="Who issues the figures.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False),
    help="Write the figures: .parquet, .csv, .jsonl, or - for JSON Lines here.",
)
@click.option("--record", is_flag=True, help="Record the figures in the ledger.")
@click.option("--strict", is_flag=True, help="Refuse the whole list if a row is refused.")
@click.option(
    "--rejects", type=click.Path(dir_okay=False), help="Write the rows that were refused: row, column, problem, reason."
)
@of_ledger
@command
def tally_command(
    linelist: str,
    layout: str | None,
    definitions: tuple[str, ...],
    home: str | None,
    as_of: Issued,
    by: tuple[str, ...],
    counts: tuple[str, ...],
    first: Issued,
    last: Issued,
    publisher: str | None,
    out: str | None,
    record: bool,
    strict: bool,
    rejects: str | None,
    ledger: str | None,
) -> None:
    """Count a line list of cases: new cases, deaths and recoveries of each day and ISO week, totals, and who is under
    treatment at each day's end, by area and case definition.

    LINELIST is a CSV, Parquet or XLSX file, 'FILE.duckdb#TABLE' or 'postgresql://...#TABLE'.
    Nothing of a person is handed on: the figures are counts.
    """
    from esep.sources import linelists  # here: most commands do without what it loads

    mapped = linelists.layout(layout) if layout else None
    with linelists.opened(linelist, mapped) as (lines, digest):
        given = linelists.named(linelists.fitting(lines, mapped), publisher)
        if lacking := [tag for tag in (mapped.columns if mapped else ()) if tag not in given.columns]:
            tell(f"{lines.where}: no column for {', '.join(lacking)}")
        chosen = [linelists.definition(name) for name in definitions or (given.definition or "covid-19",)]
        if record and len(chosen) > 1:
            raise click.UsageError("--record takes one case definition; two would contradict each other")
        asked = _Asked(lines, given, home or given.country or "KZ", by, counts, _day(as_of), _day(first), _day(last))
        tallies = [asked.tally(definition) for definition in chosen]
        _tell(tallies[0], rejects)
        if strict and tallies[0].refused:
            raise Unreadable(f"{lines.where}: rows were refused, and --strict refuses the whole list with them")
        about = Document("", publisher=given.publisher, issued=as_of or asked.today, language="en", area=asked.home)
        abouts = [replace(about, title=f"Tally by {one.request.definition.title}") for one in tallies]
        if record:
            open_ledger(ledger)
            _record(tallies[0], abouts[0], digest)
        elif out:
            _write(tallies, abouts, digest, out)
        else:
            _show(tallies)


class _Asked:
    """What is asked of the list, for whatever definition."""

    def __init__(
        self,
        lines: "Lines",
        layout: "Layout",
        home: str,
        by: Iterable[str],
        counts: Iterable[str],
        as_of: date | None,
        first: date | None,
        last: date | None,
    ) -> None:
        from esep.sources import linelists

        self.lines, self.layout, self.home = lines, layout, home
        self.groups, self.counts = _groups(by), tuple(counts)
        self.as_of, self.first, self.last = as_of, first, last
        self.today = datetime.now(area.zone(home)).date()
        self.areas: Mapping[tuple[str, ...], str | None] = linelists.areas(lines, layout, home)

    def tally(self, definition: "Definition") -> "Tally":
        """Errors: Unreadable."""
        from esep.tally import Request, tally

        request = Request(
            *(self.layout, definition, self._indicators(definition), self.home, self.areas, self.today),
            *(self.as_of, self.first, self.last),
        )
        try:
            return tally(self.lines, request)
        except ValueError as error:
            raise Unreadable(str(error)) from None

    def _indicators(self, definition: "Definition") -> tuple["Indicator", ...]:
        from esep.tally.indicator import Indicator, usual

        if not self.counts:
            return usual(definition.counted(self.layout.tags), self.layout.tags, self.groups)
        try:
            return tuple(dict.fromkeys(map(Indicator.parse, self.counts)))
        except ValueError as error:
            raise click.UsageError(str(error)) from None


def _groups(by: Iterable[str]) -> tuple[str, ...]:
    """'sex', 'hcw' and 'age:0-17,18+' as groups of a claim."""
    from esep import terms
    from esep.tally.indicator import Band

    found: list[str] = []
    for one in by:
        if one.startswith("age:"):
            found += [f"age:{band}" for band in one.removeprefix("age:").split(",")]
        elif one in ("sex", "hcw"):
            found += {"sex": ["male", "female"], "hcw": ["health_worker"]}[one]
        else:
            raise click.UsageError(f"--by {one}: write sex, hcw, or age bands as age:0-17,18-59,60+")
    try:
        for group in found:
            Band.parse(terms.group(group))
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    return tuple(dict.fromkeys(found))


def _day(moment: Issued) -> date | None:
    return local_day(moment, area.zone(None))


# What is told ------------------------------------------------------------------------------------------------------


def _tell(tally: "Tally", rejects: str | None) -> None:
    """The summary, and the rows that were refused into their file."""
    parts = [f"{tally.cases:,} cases by the definition {tally.request.definition.name}"]
    parts += [f"{tally.others:,} no cases"] if tally.others else []
    parts += [f"{tally.changes:,} changes of them"] if tally.changes else []
    parts += [f"{tally.later:,} reported later"] if tally.later else []
    parts += [f"{tally.unrelated:,} of other diseases"] if tally.unrelated else []
    parts.append(f"{tally.refused.total():,} refused")
    tell(f"{tally.lines.where}: {tally.rows:,} rows: {', '.join(parts)}")
    for code, count in sorted(tally.refused.items(), key=lambda one: (-one[1], one[0])):
        tell(f"  {code}: {count:,}")
    if rejects:
        with show.whole_file(rejects) as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(("row", "column", "problem", "reason"))
            writer.writerows(tally.reasons())
    elif tally.refused:
        tell("  which rows and why: --rejects FILE")


def _show(tallies: list["Tally"]) -> None:
    """What is not 0 on the last day of the whole, the definitions side by side."""
    from esep.tally.documents import days

    span = days(tallies[0])
    if span is None:
        click.echo("nothing was counted")
        return
    shown = Table(
        "claim", *(one.request.definition.name for one in tallies), title=f"{tallies[0].request.home}, {span[1]}"
    )
    for column in shown.columns[1:]:
        column.justify = "right"
    values: dict[str, list[str]] = {}
    for n, one in enumerate(tallies):
        for name, value in _last(one, span[1]):
            values.setdefault(name, [""] * len(tallies))[n] = f"{value:,}"
    for name, row in values.items():
        shown.add_row(name, *row)
    Console().print(shown)


def _last(tally: "Tally", day: date) -> Iterator[tuple[str, int]]:
    for row in tally.table():
        if row[0] == tally.request.home and row[1] == day:
            yield from ((str(one), value) for one, value in zip(tally.columns, row[2:], strict=True) if value)


# Where it goes -----------------------------------------------------------------------------------------------------


def _record(tally: "Tally", about: Document, digest: str) -> None:
    from esep import ledger
    from esep.read import read, version
    from esep.tally.documents import documents

    sizes: list[int] = []

    def readings() -> Iterator[tuple[Document, Sequence[Figure]]]:
        for document in documents(tally, about, digest):
            figures = read(document).figures
            sizes.append(len(figures))
            yield document, figures

    recorded = list(ledger.record_all(readings(), reader=version()))
    new, figures = sum(recorded), sum(size for size, is_new in zip(sizes, recorded, strict=True) if is_new)
    click.echo(
        f"{new} of {len(recorded)} documents recorded, {figures} figures; {len(recorded) - new} were known already"
    )


def _write(tallies: list["Tally"], abouts: list[Document], digest: str, out: str) -> None:
    from esep.read import read
    from esep.tally.documents import documents, parts, write_parquet

    form = {".parquet": "parquet", ".csv": "csv"}.get(Path(out).suffix.lower(), "jsonl")
    if form == "parquet":
        if len(tallies) > 1:
            raise click.UsageError("Parquet takes one case definition at a time")
        with show.whole_path(out) as path:
            write_parquet(tallies[0], list(parts(tallies[0], abouts[0], digest)), path)
        return
    with show.whole_file(out) as stream:
        writer = show.figures_writer(form, stream)
        for tally, about in zip(tallies, abouts, strict=True):
            for document in documents(tally, about, digest):
                for figure in read(document).figures:
                    writer.figure(figure)
        writer.close()
