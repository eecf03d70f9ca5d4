"""What was known when, and how it changed: `esep series`, `esep revisions`, `esep lag`."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from difflib import get_close_matches
from functools import wraps
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import click
from rich import box
from rich.bar import Bar
from rich.console import Console
from rich.table import Table
from rich.text import Text

from esep import area, terms
from esep.check import Findings, check
from esep.cli import show
from esep.cli.options import as_of_then, command, in_form, instant, known_then, of_ledger
from esep.cli.terminal import terminal
from esep.document import Issued
from esep.figure import Claim, claim_parts
from esep.period import Period
from esep.read import languages
from esep.sources import Unreadable

if TYPE_CHECKING:
    from esep.ledger.opened import Ledger, Revision

Row = Mapping[str, Any]
_WORDS = Claim._fields[:6]


# Which claims -----------------------------------------------------------------------------------------------------


class Asked(NamedTuple):
    """The claims that somebody asks for, in a ledger that is open."""

    ledger: "Ledger"
    words: dict[str, str]
    """By field of a series; what is left out fits anything."""
    end: date | None
    """The last day counted. Missing: None: any."""
    period: Period | None
    """Missing: None: any."""

    def fits(self, start: date | None, end: date | None) -> bool:
        """Whether the days counted are of those asked for."""
        return self.end in (None, end) and (self.period is None or self.period.resolve(end) == (start, end))


def _one_of(vocabulary: Iterable[str]) -> click.Choice[str]:
    return click.Choice([str(word) for word in vocabulary])


def _asking(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which claims of which ledger, and in which form they are told."""

    @click.argument("what", required=False)
    @click.option("--disease", help="Only of this disease, such as COVID-19.")
    @click.option("--area", help="Only of this area: ISO 3166, such as KZ or KZ-75.")
    @click.option("--event", type=_one_of(terms.Event), help="Only of this event.")
    @click.option("--measure", type=_one_of(terms.Measure), help="Only new, total or current counts.")
    @click.option("--definition", type=_one_of(terms.Definition), help="Only of this case definition.")
    @click.option("--group", help="Only of this group, such as children; - is everybody.")
    @click.option("--publisher", help="Only what this publisher said.")
    @of_ledger
    @in_form
    @command
    @wraps(function)
    def run(*args: Any, what: str | None, ledger: str | None, publisher: str | None, **kwargs: Any) -> Any:
        given = {name: kwargs.pop(name) for name in _WORDS}
        parts = _parts(what, {name: str(word) for name, word in given.items() if word is not None})
        asked = Asked(
            _opened(ledger),
            {name: parts[name] for name in _WORDS if name in parts},
            date.fromisoformat(parts["date"]) if "date" in parts else None,
            Period.parse(parts["period"]) if "period" in parts else None,
        )
        _be_there(asked, publisher)
        return function(*args, asked=asked, publisher=publisher, **kwargs)

    return run


def _parts(what: str | None, words: dict[str, str]) -> dict[str, str]:
    """What a claim's notation and the options say together. Errors: click.UsageError."""
    try:
        if "group" in words:
            words["group"] = terms.group(words["group"])
        parts = claim_parts(what) if what else {}
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    for name, word in words.items():
        if parts.get(name, word) != word:
            raise click.UsageError(f"{what} is of {name} {parts[name]}, and --{name} says {word}")
    return parts | words


def ledger_findings(ledger: str | None, as_of: Issued, known_at: Issued) -> Findings:
    """What cannot all be true of what the ledger holds; over its columns where NumPy is, else by its figures."""
    try:
        opened = _opened(ledger)
    except Unreadable:
        from esep import ledger as book

        return check(book.figures(as_of=as_of, known_at=instant(known_at)))
    return opened.check(as_of, instant(known_at))


def _opened(ledger: str | None) -> "Ledger":
    from esep.project import opened

    try:
        return opened(ledger)
    except ImportError:
        raise Unreadable("this needs NumPy and PyArrow: pip install 'esep[frame]'") from None


def _be_there(asked: Asked, publisher: str | None) -> None:
    """Errors: Unreadable where the ledger never heard of such a thing, with what comes near to it."""
    columns = asked.ledger.vintage.columns
    if not columns.series:
        raise Unreadable("the ledger holds no figures: record documents first (esep record PATH...)")
    if publisher is not None and publisher not in columns.publishers:
        near = _near(publisher, {name: (name,) for name in columns.publishers if name})
        raise Unreadable(f"the ledger has nothing that {publisher!r} published{near}")
    code = asked.words.get("area")
    codes = {one.area for one in columns.series}
    if code is not None and code not in codes:
        near = _near(code, {_called(known): (known, *_names(known)) for known in sorted(codes)})
        raise Unreadable(f"the ledger has nothing of the area {code!r}{near}")
    fitting = [all(one[_WORDS.index(name)] == word for name, word in asked.words.items()) for one in columns.series]
    if not any(fitting):
        said = "/".join(asked.words.get(name, "*") for name in _WORDS)
        own = {str(one): (str(one),) for one in columns.series if code in (None, one.area)}
        raise Unreadable(f"the ledger has no such series: {said}{_near(said, own)}")


_FEW = 5
"""So many near matches are named."""


def _near(word: str, choices: Mapping[str, Sequence[str]]) -> str:
    """'; near it: KZ-75 (Almaty city)': those choices one of whose names holds the word or is spelt much like it; else
    what there is."""
    spelt = {name.casefold(): choice for choice, names in choices.items() for name in names}
    word = word.casefold()
    holding = [choice for name, choice in spelt.items() if word in name]
    alike = [spelt[name] for name in get_close_matches(word, spelt, _FEW, 0.6)]
    near = list(dict.fromkeys((*holding, *alike)))
    found = ", ".join((near or list(choices))[:_FEW])
    return f"; near it: {found}" if near else f"; it has {found}{', …' if len(choices) > _FEW else ''}"


def _names(code: str) -> Iterator[str]:
    """What the area is called, in every language that we have names in."""
    with suppress(area.UnknownArea):
        yield from (area.name(code, language).name for language in languages())


def _called(code: str) -> str:
    return f"{code} ({name})" if (name := next(_names(code), "")) else code


# Series -----------------------------------------------------------------------------------------------------------


@click.command("series")
@_asking
@as_of_then
@known_then
def series_command(asked: Asked, publisher: str | None, as_of: Issued, known_at: Issued, form_out: str) -> None:
    """A series as it was known on any day: of each day counted, what was said last by then.

    WHAT is disease/area/event/measure/definition/group/period@date, each part optional from the right.
    """
    table = asked.ledger.frame(as_of, instant(known_at), publisher, **asked.words)
    rows = [row for row in table.to_pylist() if asked.fits(row["start"], row["end"])]
    if form_out != "table":
        show.records(table.column_names, rows, form_out)
        return
    if not rows:
        click.echo("nothing was known of it then")
    console = terminal()
    for _, its in groupby(sorted(rows, key=_block), _block):
        _series(console, list(its))


def _block(row: Row) -> tuple[str, ...]:
    """What is shown together: a series and the length of its periods."""
    return (*(row[name] for name in _WORDS), _length(row["measure"], row["start"], row["end"]))


def _length(measure: str, start: date | None, end: date | None) -> str:
    if measure == terms.Measure.TOTAL:
        return f"since:{start}" if start else "onset"
    if measure == terms.Measure.CURRENT:
        return "now"
    return f"{(end - start).days + 1}d" if start and end else ""


def _series(console: Console, rows: list[Row]) -> None:
    """A day a line. What is missing between two days is said to be; a total shows what it grew by."""
    alone = _heading(console, "/".join(_block(rows[0])), {row["publisher"] for row in rows})
    is_total = rows[0]["measure"] == terms.Measure.TOTAL
    step = _cadence([row["end"] for row in rows])
    lines = [_Line(row, before, step) for before, row in zip((None, *rows), rows, strict=False)]
    drawn = [line.change if is_total else line.row["value"] for line in lines]
    bars = console.is_terminal and console.width >= _ROOM and len({*drawn} - {None}) > 1
    most = max((number for number in drawn if number is not None), default=0)

    table = _table("day", ">value", *([">change"] if is_total else []), "issued", *([] if alone else ["publisher"]))
    if bars:
        table.add_column("", ratio=1, min_width=8)
    for line, number in zip(lines, drawn, strict=True):
        if line.missing:
            table.add_row(line.missing, Text("missing", "dim"))
        cells: list[Any] = [str(line.row["end"] or "unknown"), f"{line.row['value']:,}"]
        cells += [_signed(line.change)] if is_total else []
        cells += [str(line.row["issued_day"])] + ([] if alone else [line.row["publisher"] or ""])
        table.add_row(*cells, *([Bar(max(most, 1), 0, max(number or 0, 0))] if bars else []))
    console.print(table)


def _heading(console: Console, what: str, publishers: set[str | None]) -> bool:
    """Names what is shown, and its publisher where there is one: then no column needs to."""
    alone = len(publishers) == 1
    heading = Text(what, "bold")
    if alone and (name := next(iter(publishers))):
        heading.append(f"  {name}", "not bold")
    console.print(heading, soft_wrap=True)
    return alone


_ROOM = 60
"""Columns from which a table has room for more than the least: bars, where it was said, every share."""


class _Line:
    """A row beside the one before it in a series that has a value every `step` days."""

    def __init__(self, row: Row, before: Row | None, step: int | None) -> None:
        self.row = row
        self.change: int | None = None
        """Since the value before. Missing: None where that is not of one step earlier."""
        self.missing = ""
        """The days between that should have a value."""
        if before and before["end"] and step:
            first, last = before["end"] + timedelta(step), row["end"] - timedelta(step)
            if first <= last:
                self.missing = str(first) if first == last else f"{first}..{last}"
            elif row["end"] == first:
                self.change = row["value"] - before["value"]


def _cadence(days: Sequence[date | None]) -> int | None:
    """The days from one value to the next, as a rule. Missing: None for fewer than two days."""
    known = [day for day in days if day]
    steps = Counter(sorted((later - day).days for day, later in pairwise(known) if later > day))
    return steps.most_common(1)[0][0] if steps else None


def _signed(change: int | None) -> Text:
    return Text("" if change is None else f"{change:+,}", "red" if (change or 0) < 0 else "")


# Revisions --------------------------------------------------------------------------------------------------------


@click.command("revisions")
@_asking
def revisions_command(asked: Asked, publisher: str | None, form_out: str) -> None:
    """Every value a claim ever had: when it was said and by whom, when we learnt it, and in which document.

    WHAT is disease/area/event/measure/definition/group/period@date, each part optional from the right; without a date
    it is every day of the series.
    """
    words: dict[str, Any] = asked.words | ({"end": asked.end} if asked.end else {})
    found = [
        one
        for one in asked.ledger.revisions(**words)
        if publisher in (None, one.publisher) and asked.fits(one.claim.start, one.claim.end)
    ]
    if not found:
        raise Unreadable("the ledger has the series, and nothing of that day, period or publisher in it")
    if form_out != "table":
        rows = ({**one.claim._asdict(), **one._asdict()} for one in found)
        fields = (*Claim._fields, *_FIELDS)
        show.records(fields, ({name: row[name] for name in fields} for row in rows), form_out)
        return
    console = terminal()
    for claim, its in groupby(found, lambda one: one.claim):
        _revisions(console, claim, list(its))


_FIELDS = (
    *("value", "issued", "recorded", "superseded", "publisher"),
    *("attributed", "by", "reason", "document", "figure", "withdrawn"),
)


def _revisions(console: Console, claim: Claim, found: list["Revision"]) -> None:
    """A value a line, with what it changed by."""
    alone = _heading(console, str(claim), {one.publisher for one in found})
    said = [_said(one, alone=alone) for one in found]
    room = console.width >= _ROOM
    table = _table(">value", ">change", "issued", *(["recorded", "document"] if room else []), "said by" * any(said))
    before: int | None = None
    for one, by in zip(found, said, strict=True):
        change = None if before is None or before == one.value else one.value - before
        where = [str(one.recorded.date()), one.document[:_ID]] if room else []
        gone = one.superseded or one.withdrawn
        table.add_row(f"{one.value:,}", _signed(change), _moment(one.issued), *where, by, style="dim" if gone else "")
        before = before if gone else one.value
    console.print(table)


_ID = 12
"""So much of a document's id is shown; it is enough to find it by."""


def _said(one: "Revision", *, alone: bool) -> str:
    """By whom, whom the text credits, why it was corrected, when it was read anew, and when withdrawn."""
    again = f"read anew {one.superseded.date()}" if one.superseded else ""
    gone = f"withdrawn {one.withdrawn.date()}" if one.withdrawn else ""
    return "; ".join(filter(None, ("" if alone else one.publisher, one.attributed, one.reason, again, gone)))


def _moment(moment: Issued) -> str:
    """A day as it is, a moment in UTC."""
    if isinstance(moment, datetime):
        return f"{moment.astimezone(UTC):%Y-%m-%d %H:%MZ}"
    return str(moment or "")


# Lag --------------------------------------------------------------------------------------------------------------


@click.command("lag")
@_asking
@click.option("--by-publisher", is_flag=True, help="A line for each publisher, from its own statements alone.")
def lag_command(asked: Asked, publisher: str | None, by_publisher: bool, form_out: str) -> None:
    """How late figures come and how much they change later: the percentage of today's value that was known 0, 1, 3, 7,
    14 and 28 days after the last day counted.

    WHAT is disease/area/event/measure/definition/group, each part optional from the right.
    """
    if asked.end or asked.period:
        raise click.UsageError("how late a series comes is told of all its days: leave out period and date")
    table = asked.ledger.lag(by_publisher=by_publisher or publisher is not None, **asked.words)
    rows = [row for row in table.to_pylist() if publisher in (None, row["publisher"])]
    if form_out != "table":
        show.records(table.column_names, rows, form_out)
        return
    console = terminal()
    for what, its in groupby(sorted(rows, key=_counted), _counted):
        _lag(console, " ".join(word for word in what if word != terms.EVERYONE), list(its))
    console.print(
        "first: days from the last day counted until it is first stated, the median and nine of ten; "
        "then the percentage of today's value that was known so many days after"
    )


def _counted(row: Row) -> tuple[str, ...]:
    return tuple(row[name] for name in _WORDS if name != "area")


def _lag(console: Console, what: str, rows: list[Row]) -> None:
    """An area a line, or an area and publisher."""
    alone = _heading(console, what, {row["publisher"] for row in rows})
    numbers = {"claims": "claims", "first": "first_median", "9/10": "first_p90", "revised": "revised"}
    shares = [name for name in rows[0] if name.startswith("known_")]
    if console.width < _ROOM:
        del numbers["9/10"], shares[1::2]
    days = [f">{name.removeprefix('known_')} d" for name in shares]
    table = _table("area", *([] if alone else ["publisher"]), *(f">{name}" for name in numbers), *days)
    for row in rows:
        who = [] if alone else [row["publisher"] or ""]
        cells = [_number(row[name]) for name in numbers.values()] + [_percentage(row[name]) for name in shares]
        table.add_row(row["area"], *who, *cells)
    console.print(table)


def _number(number: int | None) -> str:
    return "–" if number is None else f"{number:,}"


def _percentage(share: float | None) -> str:
    """With a tenth, but where it is just 100: 99.97 is not all that was to come."""
    if share is None:
        return "–"
    tenths = int(share * 1000) if share < 1 else round(share * 1000)
    return "100" if share == 1 else f"{tenths / 10:.1f}"


def _table(*columns: str) -> Table:
    """A table of those columns; numbers, which stand to the right, have '>' before their name."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for column in columns:
        name = column.removeprefix(">")
        whole = name in ("day", "issued", "recorded", "document")
        table.add_column(name, justify="right" if name != column else "left", overflow="fold", no_wrap=whole)
    return table


COMMANDS = (series_command, revisions_command, lag_command)
