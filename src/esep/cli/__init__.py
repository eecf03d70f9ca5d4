"""The command line: the whole road, a command a stage.

    sources -> read -> record (ledger) -> check -> settle -> write -> publish

Exit status: 0 nothing fails, 1 something fails, 2 usage or unreadable input.
"""

import os
import stat
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from esep import __version__, data, signed
from esep.cli import show
from esep.cli.checking import check_command
from esep.cli.ledger import ledger_group
from esep.cli.options import (
    as_of_then,
    command,
    in_form,
    instant,
    known_then,
    of_ledger,
    open_ledger,
    refuse,
)
from esep.cli.pool import Pool, cores
from esep.cli.publishing import publish, publish_command, stands
from esep.cli.reading import Form, by_jobs, documents, kept, lost, of_documents, of_paths, read_found, refuse_lost, tell
from esep.cli.releasing import delivered_command, echoes, release_command
from esep.cli.signing import correct_command, retract_command, signoff_command
from esep.cli.synthesising import synthesise_command
from esep.cli.tallying import tally_command
from esep.cli.vintages import COMMANDS as VINTAGES
from esep.cli.writing import write_command
from esep.document import Document, Issued
from esep.figure import CLAIM_NOTATION, Figure, claim_parts
from esep.read import Reading, version
from esep.sources import Found, Unreadable
from esep.write import LANGUAGES


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="esep")
def main() -> None:
    """Esep keeps a country's epidemic figures honest, from the report to the bulletin and back."""
    if data.OWN and not data.OWN.is_dir():
        refuse(f"ESEP_DATA names {data.OWN}, which is no folder")


# Reading and checking ---------------------------------------------------------------------------------------------


@main.command("read")
@of_paths
@of_documents
@in_form
@by_jobs
@command
def read_command(paths: tuple[str, ...], about: Document, form: Form, form_out: str, jobs: int | None) -> None:
    """Read bulletins into figures, each with its quote.

    PATH is a text, a web page, a table, an export of Telegram, a folder, a quoted pattern, or - for standard input.
    What cannot be read is told, and the rest is read; the exit status is then 2.
    """
    writer = show.figures_writer(form_out)
    unreadable: list[Unreadable] = []

    def pass_over(error: Unreadable) -> None:
        tell(str(error))
        unreadable.append(error)

    with Pool(jobs, lambda found: pass_over(Unreadable(f"{lost(found)}; it was left out"))) as pool:
        written = pool.map(partial(_rows, writer.rows), documents(paths, about, form, pass_over))
        size = _size_of_input() if paths == ("-",) else None
        bar = show.progress(written, size, "reading", done=_read_of_input, shown=not sys.stdout.isatty())
        with closing(bar) as passing:
            for rows in passing:
                if isinstance(rows, Unreadable):
                    pass_over(rows)
                else:
                    writer.write(rows)
    writer.close()
    sys.exit(2 if unreadable else 0)


def _size_of_input() -> int | None:
    """Bytes of standard input. Missing: None where it is no file."""
    told = os.fstat(0)
    return told.st_size if stat.S_ISREG(told.st_mode) else None


def _read_of_input() -> int:
    """Bytes of standard input that were read, where it is a file."""
    return os.lseek(0, 0, os.SEEK_CUR)


@main.command("explain")
@of_paths
@of_documents
@command
def explain_command(paths: tuple[str, ...], about: Document, form: Form) -> None:
    """Show which rule read which words of a bulletin, and what became of every number in it."""
    for found in documents(paths, about, form):
        show.explain(read_found(found))


def _unheard(line: str) -> None:
    """What was told already."""


def _rows(rows: Callable[[Reading], list[str]], found: Found) -> list[str] | Unreadable:
    """What is printed of a document, or why it cannot be read."""
    try:
        return rows(read_found(found))
    except Unreadable as error:
        return error


# The ledger -------------------------------------------------------------------------------------------------------


@main.command("record")
@of_paths
@of_documents
@of_ledger
@by_jobs
@command
def record_command(paths: tuple[str, ...], about: Document, form: Form, ledger: str | None, jobs: int | None) -> None:
    """Read documents and record them in the ledger. Recording the same document twice changes nothing."""
    with kept(paths) as files, Pool(jobs, refuse_lost) as pool:
        # everything is readable, or nothing is recorded
        total = sum(1 for _ in pool.map(read_found, documents(files, about, form)))
        open_ledger(ledger)
        new, figures = _record(pool.map(read_found, documents(files, about, form, tell=_unheard)), total)
    click.echo(f"{new} of {total} documents recorded, {figures} figures; {total - new} were known already")


def _record(readings: Iterable[Reading], total: int) -> tuple[int, int]:
    """How many documents and figures were new. What was there of each publisher is kept as a look at it; of what we
    released ourselves no figure is kept, for nobody is his own witness."""
    from esep import ledger

    under_way: deque[tuple[Document, int]] = deque()
    seen, fresh = Counter[str](), Counter[str]()
    new = figures = 0
    is_echo = echoes()

    def own() -> Iterator[tuple[Document, list[Figure]]]:
        for reading in readings:
            document = replace(reading.document, given_id=None)
            read = [] if is_echo(document) else reading.figures
            under_way.append((reading.document, len(read)))
            yield document, [replace(f, source=replace(f.source, document=document.id)) for f in read]

    try:
        for recorded in show.progress(ledger.record_all(own(), reader=version()), total, "recording"):
            document, count = under_way.popleft()
            new, figures = new + recorded, figures + recorded * count
            if document.publisher:
                seen[document.publisher] += 1
                fresh[document.publisher] += recorded
    except Unreadable:
        raise
    except ValueError as error:
        raise Unreadable(f"{under_way[0][0].title or under_way[0][0].id}: {error}") from None
    for publisher, count in seen.items():
        ledger.look(publisher, seen=count, new=fresh[publisher], at=datetime.now(UTC))
    return new, figures


main.add_command(tally_command)
main.add_command(synthesise_command)
main.add_command(check_command)
main.add_command(correct_command)
main.add_command(retract_command)
main.add_command(signoff_command)


@main.command("why")
@click.argument("what")
@of_ledger
@as_of_then
@known_then
@click.option("--in", "tongue", type=click.Choice(LANGUAGES), default="en", help="Language of the answer.")
@click.option(
    "--format", "form_out", type=click.Choice(["table", "jsonl"]), default="table", help="Form of the output."
)
@command
def why_command(what: str, ledger: str | None, as_of: Issued, known_at: Issued, tongue: str, form_out: str) -> None:
    """Why a figure is what it is: every statement of it, with quotes and dates, and why they differ.

    WHAT is a figure's id, or disease/area/event/measure/definition/group/period@date, each part optional from
    the right.
    """
    open_ledger(ledger)
    from esep import ledger as book

    one = book.figure(what) if "/" not in what else None
    try:
        parts = claim_parts(str(one.claim) if one else what)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    figures, _, settled, *_ = stands(as_of, known_at)
    gone = signed.withdrawn(figures)
    withdrawals = [
        (figure, by)
        for figure in figures
        if not signed.is_retraction(figure) and (by := signed.withdrawal(figure, gone)) and show.fits(figure, parts)
    ]
    wanted = {claim: s for claim, s in settled.items() if show.fits(s.figure, parts)}
    if not (wanted or withdrawals):
        raise Unreadable(f"{what}: no such figure in the ledger; write an id or {CLAIM_NOTATION}")
    show.why(wanted, withdrawals, tongue, form_out)


@main.command("export")
@of_ledger
@as_of_then
@known_then
@click.option("--settled/--all", "only_settled", default=False, help="One figure per claim, or every statement.")
@click.option("--out", type=click.Path(dir_okay=False), default="-", help="File to write; - for standard output.")
@click.option(
    "--format",
    "form_out",
    type=click.Choice(["csv", "jsonl", "json", "table", "parquet"]),
    default="csv",
    help="Form of the output.",
)
@command
def export_command(
    ledger: str | None, as_of: Issued, known_at: Issued, only_settled: bool, out: str, form_out: str
) -> None:
    """The record as a table: as issued by a day (--as-of), as the ledger knew it at a time (--known-at)."""
    open_ledger(ledger)
    from esep import ledger as book

    figures: Iterable[Figure]
    if only_settled:
        figures = (settlement.figure for settlement in stands(as_of, known_at).settled.values())
    else:
        figures = book.figures(as_of=as_of, known_at=instant(known_at))
    if form_out == "parquet":
        _parquet(figures, out)
        return
    with show.whole_file(out) as stream:
        writer = show.figures_writer(form_out, stream)
        for figure in figures:
            writer.figure(figure)
        writer.close()


def _parquet(figures: Iterable[Figure], out: str) -> None:
    try:
        from esep.cli import parquet
    except ImportError:
        raise Unreadable("Parquet needs PyArrow: pip install 'esep[frame]'") from None
    if out == "-" and sys.stdout.isatty():
        raise click.UsageError("Parquet is not for the eye: name a file with --out")
    with show.whole_bytes(out) as stream:
        parquet.write(figures, stream)


for _command in (*VINTAGES, ledger_group):
    main.add_command(_command)


# Writing and publishing -------------------------------------------------------------------------------------------


main.add_command(write_command)
main.add_command(publish_command)
main.add_command(release_command)
main.add_command(delivered_command)


@main.command("serve")
@click.argument("folder", type=click.Path(file_okay=False))
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@command
def serve_command(folder: str, port: int) -> None:
    """Show a published site on this machine."""
    from esep import site

    if not Path(folder).is_dir():
        raise Unreadable(f"{folder}: no such folder; publish a site first (esep publish {folder})")
    click.echo(f"http://127.0.0.1:{port}/  (Ctrl-C stops it)")
    try:
        site.serve(Path(folder), port)
    except KeyboardInterrupt:
        click.echo()


@main.command("demo")
@click.argument("example", default="examples/kazakhstan", type=click.Path())
@click.option("--out", default="build/demo", show_default=True, type=click.Path(file_okay=False))
@command
def demo_command(example: str, out: str) -> None:
    """The whole road on the shipped example: real figures of Kazakhstan, 2020."""
    started = os.times()
    about = Document("", area="KZ")
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    paths = [str(path) for path in (Path(example) / "bulletins", Path(example) / "series")]
    total = sum(1 for _ in documents(paths, about, "text"))
    open_ledger(str(folder / "ledger.sqlite3"))
    new, _ = _record(map(read_found, documents(paths, about, "text")), total)
    published = publish(str(folder / "site"), "KZ", jobs=cores())
    seconds = os.times().elapsed - started.elapsed
    show.demo(folder, total, new, stands().findings, (published.files, published.is_new), seconds)
