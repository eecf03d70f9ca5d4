"""What the commands print: tables for people, JSON Lines and CSV for programs."""

import csv
import io
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import partial
from math import inf
from pathlib import Path
from time import monotonic
from typing import IO, Any, Protocol, TypeVar

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from esep import identity
from esep.check import Findings
from esep.cli.terminal import Terminal, plain, terminal, wrapped
from esep.document import issued_text
from esep.figure import FIELDS, Claim, Figure
from esep.ledger import Looked
from esep.problem import Problem
from esep.read import Reading
from esep.settle import Settlement
from esep.site.opendata import cell
from esep.terms import Severity
from esep.write import claim_text, problem_text, problem_texts, slip_text
from esep.write.phrase import phrase

T = TypeVar("T")

ORDER = {Severity.FAILS: 0, Severity.WARNS: 1, Severity.NOTE: 2}
COLOUR = {Severity.FAILS: "bold red", Severity.WARNS: "yellow", Severity.NOTE: "dim"}
_STATUS = {"proved": "green", "stated": "", "doubtful": "red"}


def progress(
    items: Iterable[T], total: int | None, label: str, *, done: Callable[[], int] | None = None, shown: bool = True
) -> Generator[T]:
    """The items, with a bar on the terminal if they take a while to pass; none where standard error is no terminal.

    `done` tells how much of the total is done; without it, each item is one of the total.
    """
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[passed]:,}  {task.fields[rate]:,.0f}/s"),
        TimeElapsedColumn(),
    )
    bar = Progress(*columns, console=console, transient=True, redirect_stdout=False)
    task = bar.add_task(label, total=total, passed=0, rate=0)
    began = monotonic()
    due = began + _A_WHILE if shown and console.is_terminal else inf
    with ExitStack() as drawn:
        for passed, item in enumerate(items, 1):
            yield item
            now = monotonic()
            if now > due:
                if not bar.live.is_started:
                    drawn.enter_context(bar)
                completed = done() if done and total else passed
                bar.update(task, completed=completed, passed=passed, rate=passed / (now - began))
                due = now + _STEP


_A_WHILE, _STEP = 2.0, 0.1
"""Seconds after which a bar is shown, and between its steps."""


@contextmanager
def whole_file(path: str) -> Iterator[IO[str]]:
    """A stream whose content appears under the path when it is complete, or not at all; '-' is standard output."""
    if path == "-":
        yield sys.stdout
        return
    with whole_bytes(path) as stream:
        text = io.TextIOWrapper(stream, "utf-8", newline="")
        yield text
        text.detach()


@contextmanager
def whole_bytes(path: str) -> Iterator[IO[bytes]]:
    """The same, of bytes."""
    if path == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(path)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as stream:
        try:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            Path(stream.name).replace(target)
        except BaseException:
            Path(stream.name).unlink(missing_ok=True)
            raise


@contextmanager
def whole_path(path: str) -> Iterator[str]:
    """The path of a file that others write; it appears under the path when it is complete, or not at all."""
    target = Path(path)
    with tempfile.TemporaryDirectory(dir=target.absolute().parent, prefix=".esep-") as folder:
        written = Path(folder) / target.name
        yield str(written)
        written.replace(target)


# Figures ----------------------------------------------------------------------------------------------------------


class FiguresWriter(Protocol):
    """Writes readings or single figures as they come; `close` ends the output."""

    @property
    def rows(self) -> Callable[[Reading], list[str]]:
        """Tells what is written of a reading, ready for `write`: the costly part, which another process may do."""

    def write(self, rows: Iterable[str]) -> None: ...
    def figure(self, figure: Figure) -> None: ...
    def close(self) -> None: ...


def figures_writer(form: str, stream: IO[str] | None = None) -> FiguresWriter:
    """A writer of figures as table, jsonl, json or csv. It keeps none of them."""
    writers: dict[str, Callable[[IO[str]], FiguresWriter]] = {"jsonl": _Lines, "json": _Array, "csv": _Csv}
    return writers.get(form, _Tables)(stream or sys.stdout)


def _json_rows(reading: Reading) -> list[str]:
    """Each figure, then the problems of its document."""
    figures = (figure.to_json() for figure in reading.figures)
    problems = (problem.to_json(problem_texts(problem)) for problem in reading.problems)
    return [json.dumps(fields, ensure_ascii=False) for fields in (*figures, *problems)]


class _Lines:
    """JSON Lines, as soon as they are known."""

    rows = staticmethod(_json_rows)

    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream

    def write(self, rows: Iterable[str]) -> None:
        self.stream.writelines(f"{row}\n" for row in rows)
        self.stream.flush()

    def figure(self, figure: Figure) -> None:
        self.stream.write(json.dumps(figure.to_json(), ensure_ascii=False) + "\n")

    def close(self) -> None:
        self.stream.flush()


class _Array:
    """One JSON array."""

    rows = staticmethod(_json_rows)

    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream
        self.before = "["

    def write(self, rows: Iterable[str]) -> None:
        for row in rows:
            self.stream.write(f"{self.before}\n{row}")
            self.before = ","

    def figure(self, figure: Figure) -> None:
        self.write((json.dumps(figure.to_json(), ensure_ascii=False),))

    def close(self) -> None:
        self.stream.write("[]\n" if self.before == "[" else "\n]\n")
        self.stream.flush()


def _csv_rows(reading: Reading) -> list[str]:
    return [_csv_row(figure) for figure in reading.figures]


def _csv_row(figure: Figure) -> str:
    return _csv_text(cell(_flat(value)) for value in figure.to_json().values())


def _csv_text(cells: Iterable[object]) -> str:
    row = io.StringIO()
    csv.writer(row, lineterminator="\n").writerow(cells)
    return row.getvalue()


def records(fields: Sequence[str], rows: Iterable[Mapping[str, Any]], form: str) -> None:
    """Rows of any kind as jsonl, json or csv on standard output; days and moments in ISO 8601."""
    if form == "csv":
        sys.stdout.write(_csv_text(fields))
        sys.stdout.writelines(_csv_text(cell(_flat(_plain(value))) for value in row.values()) for row in rows)
        return
    writer = figures_writer(form)
    writer.write(json.dumps(row, ensure_ascii=False, default=_plain) for row in rows)
    writer.close()


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _flat(value: object) -> object:
    return " ".join(map(str, value)) if isinstance(value, list) else "" if value is None else value


class _Csv:
    """CSV, one row a figure, safe to open in a spreadsheet."""

    rows = staticmethod(_csv_rows)

    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream
        self.stream.write(_csv_text(FIELDS))

    def write(self, rows: Iterable[str]) -> None:
        self.stream.writelines(rows)

    def figure(self, figure: Figure) -> None:
        self.stream.write(_csv_row(figure))

    def close(self) -> None:
        self.stream.flush()


class _Tables:
    """A table a document, for people; single figures in tables of so many."""

    _FIGURES = 1000

    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream
        self.console = terminal(stream)
        self.rows = partial(_page, self.console.width, self.console.color_system)
        self.loose: list[Figure] = []

    def write(self, rows: Iterable[str]) -> None:
        self.stream.writelines(rows)
        self.stream.flush()

    def figure(self, figure: Figure) -> None:
        self.loose.append(figure)
        if len(self.loose) == self._FIGURES:
            self.close()

    def close(self) -> None:
        if self.loose:
            _table(self.console, self.loose)
            self.loose = []


def _page(width: int, colours: Any, reading: Reading) -> list[str]:
    """One document on a page of that width."""
    console = Terminal(width=width, color_system=colours, force_terminal=colours is not None, highlight=False)
    document = reading.document
    said = ", ".join(filter(None, (document.publisher, issued_text(document.issued), document.language)))
    with console.capture() as page:
        console.print(f"[bold]{escape(document.title or document.id)}[/]  {escape(said)}")
        _table(console, reading.figures)
        for proof in reading.proofs:
            console.print(f"  [green]holds[/]  {escape(_proof(proof, reading.figures))}")
        for problem in reading.problems:
            console.print(f"  [yellow]{problem.code}[/]  {escape(problem_text(problem, 'en'))}")
        console.print()
    return [page.get()]


def _table(console: Console, figures: Sequence[Figure]) -> None:
    """Value, claim and status; the quote too where the terminal is wide enough for it."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("what")
    table.add_column("status", no_wrap=True)
    wide = console.width >= _WIDE
    if wide:
        table.add_column("quote", no_wrap=True, overflow="ellipsis", max_width=console.width // 2)
    for figure in figures:
        cells = (f"{figure.value:,}", claim_text(figure.claim, "en"), Text(str(figure.status), _STATUS[figure.status]))
        table.add_row(*cells, *([marked(figure)] if wide else []))
    console.print(table if figures else "  no figures\n")


_WIDE = 110
"""Columns from which a table shows quotes."""
_BEFORE = 30
"""Characters of a quote shown before its number."""
_AFTER = 200
"""And after it, at most."""


def marked(figure: Figure) -> Text:
    """The quote from a little before its number, the number in bold."""
    quote = plain(figure.source.quote)
    found = re.search(r"(?<!\d)" + r"\D?".join(str(figure.value)) + r"(?!\d)", quote)
    if not found:
        return Text(quote[:_AFTER])
    first = quote.rfind(" ", 0, max(0, found.start() - _BEFORE)) + 1
    text = Text("…" * (first > 0) + quote[first : found.end() + _AFTER])
    shift = first - (first > 0)
    text.stylize("bold", found.start() - shift, found.end() - shift)
    return text


_FEW = 4
"""So many parts of a sum are written out; more are counted."""


def _proof(proof: identity.Identity, figures: Sequence[Figure]) -> str:
    """'regions add up to the country: 13 parts, 154, new confirmed cases, Kazakhstan'."""
    values = {figure.comparable: figure for figure in figures}
    whole = values[proof.whole]
    parts = [f"{values[part].value:,}" for part in proof.parts]
    added = " + ".join(parts) if len(parts) <= _FEW else f"{len(parts)} parts"
    return f"{identity.sentence(proof.name, 'en')}: {added} = {whole.value:,} {claim_text(whole.claim, 'en')}"


def explain(reading: Reading) -> None:
    """The text with its numbers marked, and what became of each."""
    console = terminal()
    text = Text(reading.document.text)
    rows: list[tuple[int, str, str, str]] = []
    for figure in reading.figures:
        if figure.source.span:
            text.stylize("bold green", *figure.source.span)
            rows.append((figure.source.span[0], f"{figure.value:,}", figure.source.rule, str(figure.claim)))
    for span, why in reading.passed:
        text.stylize("dim", *span)
        rows.append((span[0], reading.document.text[slice(*span)], "no figure", why))
    for problem in reading.problems:
        if problem.span:
            text.stylize("bold red", *problem.span)
            rows.append((problem.span[0], reading.document.text[slice(*problem.span)], problem.code, ""))
    console.print(text)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("number", justify="right", no_wrap=True)
    table.add_column("rule", no_wrap=True)
    table.add_column("what it counts, or why it is no figure", overflow="fold")
    for _, *cells in sorted(rows):
        table.add_row(*map(escape, cells))
    console.print(table)


# Findings ---------------------------------------------------------------------------------------------------------


def findings(found: Findings, tongue: str, *, words: Callable[[Figure], Text]) -> None:
    """The problems, the gravest first, each with the words of its figures."""
    console = terminal()
    for one in found.problems:
        problem(console, one, tongue, words=words)


def summary(found: Findings, tongue: str, unread: int) -> None:
    """How many identities hold, fail, and cannot be said, and how many numbers nobody checked."""
    console = terminal()
    held, unsaid, failed = (sum(counter.values()) for counter in (found.held, found.unsaid, found.failed))
    console.print(phrase(tongue, "findings", held=held, failed=failed, unsaid=unsaid))
    if unread:
        console.print(phrase(tongue, "unchecked", count=unread))


def problems_as_json(problems: Iterable[Problem], form: str) -> None:
    """The problems as jsonl or json on standard output, each with its text in all languages."""
    objects = [problem.to_json(problem_texts(problem)) for problem in problems]
    if form == "json":
        sys.stdout.write(json.dumps(objects, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in objects)


_QUOTES = 6
"""So many statements of a problem are quoted."""


def problem(console: Console, found: Problem, tongue: str, *, words: Callable[[Figure], Text] | None = None) -> None:
    """Its severity, its text, and `words` of its figures."""
    console.print(Text(str(found.severity), COLOUR[found.severity]), found.code)
    text = plain(problem_text(found, tongue))
    for start, stop in wrapped(text, console.width):
        console.print(Text(text[start:stop].rstrip()), no_wrap=True, overflow="ignore", crop=False)
    for figure in _told(found):
        if said := words(figure) if words else None:
            line = Text(f"  {figure.value:>10,}  ").append_text(said)
            console.print(line, overflow="ellipsis", no_wrap=True)
    console.print()


def _told(found: Problem) -> Sequence[Figure]:
    """Those of its figures that are quoted; of many, what is likeliest wrong and then the first."""
    if len(found.figures) <= _QUOTES:
        return found.figures
    accused = {figure.id for one in found.explanations[:1] for figure in one.figures}
    return sorted(found.figures, key=lambda figure: figure.id not in accused)[:_QUOTES]


def fits(figure: Figure, parts: Mapping[str, str]) -> bool:
    """Whether a figure is of the claim that the parts name; parts that are left out fit anything."""
    claim = figure.claim
    own = claim._asdict() | {"period": str(figure.period), "date": claim.end.isoformat() if claim.end else ""}
    return all(
        own[name] == value or (name == "period" and value == str(claim).split("/")[-1].split("@")[0])
        for name, value in parts.items()
    )


_MANY = 12
"""More claims than this are listed, not told one by one."""


def why(
    settled: Mapping[Claim, Settlement], withdrawals: Sequence[tuple[Figure, Figure]], tongue: str, form: str
) -> None:
    """Every statement of each claim, the one that stands and why, what explains the rest and the figures that show it;
    then what was withdrawn, each with its retraction."""
    if form == "jsonl":
        _why_as_lines(settled.values(), withdrawals)
        return
    console = terminal()
    if len(settled) > _MANY:
        _list(console, settled)
        return
    told: list[Problem] = []
    for claim in dict.fromkeys((*settled, *(figure.claim for figure, _ in withdrawals))):
        _why(console, claim, settled.get(claim), tongue, told)
        for figure, retraction in withdrawals:
            if figure.claim == claim:
                _said(console, figure, tongue)
                _withdrawn(console, retraction, tongue)


def _why_as_lines(settlements: Iterable[Settlement], withdrawals: Iterable[tuple[Figure, Figure]]) -> None:
    """The statements and what withdraws them, the problems, and the other figures that show these."""
    stated = [figure for one in settlements for figure in (one.figure, *one.others)]
    stated += [one for withdrawal in withdrawals for one in withdrawal]
    problems = list({id(problem): problem for one in settlements for problem in one.problems}.values())
    figures = {figure.id: figure for figure in (*stated, *(f for problem in problems for f in problem.evidence))}
    writer = figures_writer("jsonl")
    for figure in figures.values():
        writer.figure(figure)
    problems_as_json(problems, "jsonl")


def _why(console: Console, claim: Claim, settlement: Settlement | None, tongue: str, told: list[Problem]) -> None:
    """What stands for a claim, and the problems that were not `told` yet."""
    value = f"{settlement.figure.value:,}" if settlement else phrase(tongue, "nothing-stands")
    rule = phrase(tongue, "settled-by", rule=settlement.rule if settlement else "none")
    console.print(f"[bold]{value}[/]  {escape(claim_text(claim, tongue))}")
    console.print(f"[dim]{escape(str(claim))}[/]   {rule}", soft_wrap=True)
    if settlement:
        for figure in (settlement.figure, *settlement.others):
            _said(console, figure, tongue)
            if slip := slip_text(figure, settlement.problems, tongue):
                console.print(Text(f"{_INDENT}{plain(slip)}", "yellow"), soft_wrap=True)
        for one in settlement.problems:
            if one not in told:
                told.append(one)
                problem(console, one, tongue)
                _evidence(console, one, claim, tongue)


_INDENT = " " * 14


def _evidence(console: Console, found: Problem, claim: Claim, tongue: str) -> None:
    """The figures of other claims that show a problem, with their words."""
    others = [figure for figure in found.evidence if figure.claim != claim]
    if others:
        console.print(Text(plain(phrase(tongue, "evidence")), "dim"))
        for figure in others[:_QUOTES]:
            _said(console, figure, tongue, of=claim_text(figure.claim, tongue))
        if len(others) > _QUOTES:
            console.print(Text(plain(phrase(tongue, "evidence-more", count=len(others) - _QUOTES)), "dim"))
        console.print()


def _said(console: Console, figure: Figure, tongue: str, *, of: str = "") -> None:
    """Its value, what it counts where that was not told, who said it and when, its id and its words."""
    source = figure.source
    said = dict.fromkeys((source.publisher, source.attributed, issued_text(source.issued), source.url))
    lines = [of, ", ".join(filter(None, said))]
    value = f"{figure.value:,}"
    for line in filter(None, lines):
        console.print(Text(f"  {value:>10}  {plain(line)}"), soft_wrap=True)
        value = ""
    label = plain(phrase(tongue, "figure", id=figure.id))
    words = Text(f"{_INDENT}{label}  «").append_text(marked(figure)).append("»")
    console.print(words, soft_wrap=True)


def _withdrawn(console: Console, retraction: Figure, tongue: str) -> None:
    source = retraction.source
    when = f"{retraction.said_at:%Y-%m-%d %H:%M} UTC"
    note = phrase(tongue, "withdrawn", by=source.publisher or "", when=when, document=source.document)
    console.print(Text(f"{_INDENT}{plain(note)}", "yellow"), soft_wrap=True)


def _list(console: Console, settled: Mapping[Claim, Settlement]) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("settled", justify="right", no_wrap=True)
    table.add_column("date", no_wrap=True)
    table.add_column("claim", overflow="fold")
    table.add_column("said", justify="right")
    table.add_column("")
    for claim, settlement in settled.items():
        disputed = "disputed" if settlement.disputed else ""
        path, _, day = str(claim).partition("@")
        table.add_row(f"{settlement.figure.value:,}", day, path, str(1 + len(settlement.others)), disputed)
    console.print(table)


def looks(looks: Sequence[Looked]) -> None:
    """When a publisher was looked at, and what was there."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("looked at (UTC)", no_wrap=True)
    table.add_column("documents there", justify="right")
    table.add_column("of these new", justify="right")
    for look in looks:
        table.add_row(f"{look.at:%Y-%m-%d %H:%M:%S}", f"{look.seen:,}", f"{look.new:,}")
    terminal().print(table)


def demo(folder: Path, total: int, new: int, found: Findings, files: tuple[int, bool], seconds: float) -> None:
    """What the whole road made, and where to look. `files` is how many there are, and whether any was made now."""
    kinds = {severity: sum(problem.severity == severity for problem in found.problems) for severity in Severity}
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    table.add_column()
    rows = [
        (total, f"documents read, {new} of them new to the ledger"),
        (sum(found.held.values()), "identities hold: regions add up, totals grow by what is new"),
        (kinds[Severity.FAILS], "problems fail: figures that cannot all be true"),
        (kinds[Severity.WARNS], "problems explained: stale totals, revisions, changed definitions"),
        (kinds[Severity.NOTE], "figures that grew during their day"),
    ]
    stands = "" if files[1] else ", which stands: nothing is new"
    rows.append((files[0], f"files of the site, in Kazakh, Russian and English{stands}"))
    for number, text in rows:
        table.add_row(f"[bold]{number:,}[/]", text)
    table.add_row(f"[bold]{seconds:.1f}[/]", "seconds")
    console = terminal()
    console.print(table)
    console.print(f"\nLook:  {folder / 'site' / 'index.html'}", style="bold")
    ask = "COVID-19/KZ/death/total/confirmed/-/onset@2020-09-17"
    console.print(f"Ask:   esep why --ledger {folder / 'ledger.sqlite3'} {ask}", soft_wrap=True)
    console.print(f"Show:  esep serve {folder / 'site'}")
