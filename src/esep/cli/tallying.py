"""`esep tally`: a line list of cases into the figures of each day."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

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
@click.argument("lists", metavar="LINELIST...", nargs=-1, required=True)
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
    lists: tuple[str, ...],
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

    LINELIST is a CSV, Parquet or XLSX file, 'FILE.duckdb#TABLE' or 'postgresql://...#TABLE'. Of several, each is the
    list as it was on the day in its name, or before it: 2020-09-17=LINELIST. Each is counted as of its day; --as-of
    takes the one that was known then. Nothing of a person is handed on: the figures are counts.
    """
    from esep.sources import linelists  # here: most commands do without what they load
    from esep.tally.documents import documents

    extracts = _extracts(lists, _day(as_of))
    _is_possible(extracts, definitions, out=out, record=record, rejects=rejects)
    mapped = linelists.layout(layout) if layout else None
    written: list[Document] = []
    lasts: list[_Last] = []
    for day, address in extracts:
        with linelists.opened(address, mapped) as (lines, digest):
            given = linelists.named(linelists.fitting(lines, mapped), publisher)
            if lacking := [tag for tag in (mapped.columns if mapped else ()) if tag not in given.columns]:
                tell(f"{lines.where}: no column for {', '.join(lacking)}")
            chosen = [linelists.definition(name) for name in definitions or (given.definition or "covid-19",)]
            days = (day or _day(as_of), _day(first), _day(last), day)
            asked = _Asked(lines, given, home or given.country or "KZ", by, counts, *days)
            about = Document("", publisher=given.publisher, language="en", area=asked.home)
            for definition in chosen:
                tally = asked.tally(definition)
                if definition is chosen[0]:
                    _tell(tally, rejects)
                if strict and tally.refused:
                    raise Unreadable(f"{lines.where}: rows were refused, and --strict refuses the whole list with them")
                issued = day or as_of or asked.today
                told = replace(about, title=f"Tally by {definition.title}", issued=issued)
                if out and _form(out) == "parquet":
                    _write_parquet(tally, told, digest, out)
                elif out or record:
                    written += documents(tally, told, digest)
                else:
                    lasts.append(_last(tally, str(day or definition.name)))
    if record:
        open_ledger(ledger)
        _record(written)
    elif out:
        _write(written, out)
    else:
        _show(lasts)


# Lists as they were ------------------------------------------------------------------------------------------------

_DATED = re.compile(r"(\d{4}-\d\d-\d\d)=(.+)", re.DOTALL)
_IN_NAME = re.compile(r"(?<!\d)(\d{4})(-?)(\d\d)\2(\d\d)(?!\d)")


def _extracts(lists: tuple[str, ...], as_of: date | None) -> list[tuple[date | None, str]]:
    """(day, address) of each list that is counted, in the order of days. Of several only the last by `as_of`.

    Missing: None for the day of a list that is not said to be of one. Errors: Unreadable.
    """
    if len(lists) == 1 and not _DATED.fullmatch(lists[0]):
        return [(None, lists[0])]
    found: dict[date, str] = {}
    for name in lists:
        day, address = _dated(name)
        if day in found:
            raise click.UsageError(f"two lists are of {day}; give one of them, or say which day the other is of")
        found[day] = address
    days = sorted(day for day in found if as_of is None or day <= as_of)
    if not days:
        raise Unreadable(f"no list is of {as_of} or before; the first is of {min(found)}")
    return [(day, found[day]) for day in (days if as_of is None else days[-1:])]


def _dated(name: str) -> tuple[date, str]:
    """The day that a list is of, by what stands before it or in its name, and where it is. Errors: UsageError."""
    said = _DATED.fullmatch(name)
    file = Path(name.partition("#")[0]).name
    days = {said[1]} if said else {"-".join(one[:1] + one[2:]) for one in _IN_NAME.findall(file)}
    try:
        (day,) = map(date.fromisoformat, days)
    except ValueError:
        raise click.UsageError(f"{name}: which day is this list of? Write 2020-09-17={file}") from None
    return day, said[2] if said else name


def _is_possible(
    extracts: Sequence[tuple[date | None, str]],
    definitions: Sequence[str],
    *,
    out: str | None,
    record: bool,
    rejects: str | None,
) -> None:
    """Errors: UsageError for what cannot be asked together."""
    if record and len(definitions) > 1:
        raise click.UsageError("--record takes one case definition; two would contradict each other")
    if out and _form(out) == "parquet" and len(definitions) > 1:
        raise click.UsageError("Parquet takes one case definition at a time")
    if len(extracts) > 1 and ((out and _form(out) == "parquet") or rejects):
        raise click.UsageError(f"{'--rejects' if rejects else 'Parquet'} takes one list at a time")
    if len(extracts) > 1 and len(definitions) > 1 and not out:
        raise click.UsageError("the table shows several lists or several case definitions; give one of them, or --out")


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
        today: date | None,
    ) -> None:
        from esep.sources import linelists

        self.lines, self.layout, self.home = lines, layout, home
        self.groups, self.counts = _groups(by), tuple(counts)
        self.as_of, self.first, self.last = as_of, first, last
        self.today = today or datetime.now(area.zone(home)).date()
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


class _Last(NamedTuple):
    """The last day of the whole, as a tally states it."""

    name: str
    home: str
    day: date | None
    """Missing: None where nothing was counted."""
    values: Mapping[str, int]
    """By claim, what is not 0."""


def _last(tally: "Tally", name: str) -> _Last:
    from esep.tally.documents import days

    home, span = tally.request.home, days(tally)
    values: dict[str, int] = {}
    for row in tally.table():
        if span and row[0] == home and row[1] == span[1]:
            values = {str(one): value for one, value in zip(tally.columns, row[2:], strict=True) if value}
    return _Last(name, home, span[1] if span else None, values)


def _show(lasts: list[_Last]) -> None:
    """What is not 0 on the last day of the whole, definitions or lists side by side."""
    if not any(one.day for one in lasts):
        click.echo("nothing was counted")
        return
    when = {str(one.day) for one in lasts if one.day and one.name != str(one.day)}
    shown = Table("claim", *(one.name for one in lasts), title=", ".join([lasts[0].home, *sorted(when)]))
    for column in shown.columns[1:]:
        column.justify = "right"
    for claim in dict.fromkeys(claim for one in lasts for claim in one.values):
        shown.add_row(claim, *(f"{one.values[claim]:,}" if claim in one.values else "" for one in lasts))
    Console().print(shown)


# Where it goes -----------------------------------------------------------------------------------------------------


def _record(written: Iterable[Document]) -> None:
    from esep import ledger
    from esep.read import read, version

    sizes: list[int] = []

    def readings() -> Iterator[tuple[Document, Sequence[Figure]]]:
        for document in written:
            figures = read(document).figures
            sizes.append(len(figures))
            yield document, figures

    recorded = list(ledger.record_all(readings(), reader=version()))
    new, figures = sum(recorded), sum(size for size, is_new in zip(sizes, recorded, strict=True) if is_new)
    click.echo(
        f"{new} of {len(recorded)} documents recorded, {figures} figures; {len(recorded) - new} were known already"
    )


def _form(out: str) -> str:
    return {".parquet": "parquet", ".csv": "csv"}.get(Path(out).suffix.lower(), "jsonl")


def _write_parquet(tally: "Tally", about: Document, digest: str, out: str) -> None:
    from esep.tally.documents import parts, write_parquet

    with show.whole_path(out) as path:
        write_parquet(tally, list(parts(tally, about, digest)), path)


def _write(written: Iterable[Document], out: str) -> None:
    from esep.read import read

    with show.whole_file(out) as stream:
        writer = show.figures_writer(_form(out), stream)
        for document in written:
            for figure in read(document).figures:
                writer.figure(figure)
        writer.close()
