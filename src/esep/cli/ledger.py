"""`esep ledger`: the ledger as a whole. Is it what was recorded; out into a file, back, and into another database."""

import gzip
import io
import json
import os
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import repeat
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from esep.cli import show
from esep.cli.options import MOMENT, command, instant, of_ledger, open_ledger
from esep.document import Issued
from esep.ledger import Unsound
from esep.sources import Unreadable

if TYPE_CHECKING:
    from esep.ledger.chain import Chain

_GZIP = b"\x1f\x8b"
_form = click.option(
    "--format", "form_out", type=click.Choice(["table", "json"]), default="table", help="Form of the output."
)


@click.group("ledger")
def ledger_group() -> None:
    """The ledger as a whole: verify it, back it up, move it, and see when a publisher was looked at."""


# Verifying --------------------------------------------------------------------------------------------------------


class _Head(click.ParamType[str]):
    """A head, as it was published."""

    name = "hex"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        head = str(value).strip().lower()
        if len(head) != 64 or set(head) - set("0123456789abcdef"):
            self.fail("a head is 64 hex digits, as esep ledger verify prints it", param, ctx)
        return head


@ledger_group.command("verify")
@click.option("--head", "published", type=_Head(), help="A head that was published: say which entry has it.")
@of_ledger
@_form
@command
def verify_command(published: str | None, ledger: str | None, form_out: str) -> None:
    """See that every entry is what was recorded, and that none was taken out or slipped in.

    Exit status 1 names the first entry that is not, or says that no entry has the head.
    """
    open_ledger(_there(ledger))
    from esep import ledger as book

    reached = _to_the_end(book.verify(), book.head().entries, "verifying")
    entry = book.entry_of(published) if published else None
    if form_out == "json":
        click.echo(json.dumps(_verdict(reached, published, entry), indent=2))
    else:
        click.echo(_state(reached) if reached.broken is None else f"broken: {reached.broken}\n{_unbroken(reached)}")
        if published:
            click.echo(_place_of(published, entry, reached))
    sys.exit(1 if reached.broken or (published and not _stands(entry, reached)) else 0)


def _to_the_end(chains: Iterable["Chain"], total: int | None, label: str) -> "Chain":
    """How the chain stands at its end, with a bar that counts entries."""
    from esep.ledger.chain import GENESIS, Chain

    reached = Chain(0, GENESIS, None)

    def entries() -> Iterator[None]:
        nonlocal reached
        for one in chains:
            before, reached = reached, one
            yield from repeat(None, one.entries - before.entries)

    for _ in show.progress(entries(), total, label):
        pass
    return reached


def _state(reached: "Chain") -> str:
    return f"whole: {_counted(reached)}, head {reached.head}, {_last(reached)}"


def _counted(reached: "Chain") -> str:
    return "1 entry" if reached.entries == 1 else f"{reached.entries:,} entries"


def _last(reached: "Chain") -> str:
    return f"last recorded {_moment(reached.recorded_at)}" if reached.recorded_at else "nothing recorded yet"


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}Z"


def _unbroken(reached: "Chain") -> str:
    if not reached.entries:
        return "No entry before it stands."
    return f"What stands before it: {_counted(reached)}, head {reached.head}, {_last(reached)}."


def _stands(entry: int | None, reached: "Chain") -> bool:
    return entry is not None and entry <= reached.entries


def _place_of(head: str, entry: int | None, reached: "Chain") -> str:
    if entry is None:
        return (
            f"no entry has the head {head}: what was recorded up to it was cut off or changed since, "
            "or it is the head of another ledger"
        )
    if not _stands(entry, reached):
        return f"head {head} is said to be entry {entry:,}, which stands behind the break and proves nothing"
    return f"head {head} is entry {entry:,}: what was recorded up to it is here as it was"


def _verdict(reached: "Chain", published: str | None, entry: int | None) -> dict[str, Any]:
    asked = {"published": published, "entry": entry if _stands(entry, reached) else None} if published else {}
    return {
        "whole": reached.broken is None,
        "entries": reached.entries,
        "head": reached.head,
        "recorded_at": reached.recorded_at and reached.recorded_at.isoformat(),
        "broken": reached.broken,
        **asked,
    }


# Out and back -----------------------------------------------------------------------------------------------------


@ledger_group.command("dump")
@click.argument("file", type=click.Path(dir_okay=False))
@of_ledger
@command
def dump_command(file: str, ledger: str | None) -> None:
    """Write the whole history into FILE, to be kept elsewhere; - is standard output. A name in .gz is packed.

    Every entry is verified on its way. The file appears when it is complete.
    """
    open_ledger(_there(ledger))
    from esep import ledger as book
    from esep.ledger import archive

    until = book.head()
    with _sound("the ledger"), _packed(file) as stream:
        for line in show.progress(archive.dump(), until.entries, "dumping", shown=file != "-"):
            stream.write(line.encode())
    if file != "-":
        click.echo(f"{file}: {_counted(until)}, head {until.head}")


@contextmanager
def _packed(file: str) -> Iterator[IO[bytes] | gzip.GzipFile]:
    with show.whole_bytes(file) as stream:
        if file.endswith(".gz"):
            with gzip.GzipFile("", "wb", 6, stream, mtime=0) as packed:
                yield packed
        else:
            yield stream


@contextmanager
def _sound(name: str) -> Iterator[None]:
    """What is wrong with the lines of a dump, as a matter of the input that has that name."""
    try:
        yield
    except Unsound as error:
        raise Unreadable(f"{name}: {error}") from None
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise Unreadable(f"{name}: damaged or cut off ({error}); nothing was restored") from None


@ledger_group.command("restore")
@click.argument("file", type=click.Path(dir_okay=False))
@of_ledger
@command
def restore_command(file: str, ledger: str | None) -> None:
    """Make a new ledger from FILE, which esep ledger dump wrote; - is standard input. The ledger must be empty.

    Every entry is verified on its way; where one is wrong, nothing is restored.
    """
    name = "standard input" if file == "-" else file
    with _sound(name), click.open_file(file, "rb") as stream:
        reached = _restored(_unpacked(stream), ledger)
    click.echo(f"restored, {_state(reached)}")


def _unpacked(stream: Any) -> Iterator[bytes]:
    """The lines of a stream that may be packed."""
    begun = stream if hasattr(stream, "peek") else io.BufferedReader(stream)
    return iter(gzip.GzipFile(fileobj=begun) if begun.peek(2).startswith(_GZIP) else begun)


def _restored(lines: Iterator[bytes], ledger: str | None) -> "Chain":
    """Makes the ledger from the lines."""
    open_ledger(ledger)
    from esep.ledger import archive

    until = archive.promised(next(lines, b""))
    return _to_the_end(archive.restore(until, lines), until.entries, "restoring")


@ledger_group.command("migrate")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@command
def migrate_command(source: str, target: str) -> None:
    """Bring the whole history of the ledger FROM into the empty ledger TO: from a file to PostgreSQL, or back.

    As dump and restore do it, without a file in between: every entry is verified, and TO holds all or nothing.
    """
    _there(source)
    with _dumping(source) as lines, _sound(source):
        reached = _restored(lines, target)
    click.echo(f"moved, {_state(reached)}")


@contextmanager
def _dumping(address: str) -> Iterator[Iterator[bytes]]:
    """The lines of a ledger's dump, made by another process: this one has the other ledger open.

    Errors: Unreadable in the words of that process, where it fails.
    """
    dump = [sys.executable, "-P", "-c", "from esep.cli import main; main()", "ledger", "dump", "-"]
    named = {**os.environ, "ESEP_LEDGER": address}  # not as an argument: all may read those, and it may hold a password
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as said,
        subprocess.Popen(  # noqa: S603 - this program
            dump, env=named, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said
        ) as process,
    ):
        try:
            yield iter(process.stdout or ())
        except BaseException as error:
            if isinstance(error, Unreadable) and process.wait():
                said.seek(0)
                raise Unreadable(said.read().strip().removeprefix("esep: ")) from None
            process.kill()
            raise


def _there(address: str | None) -> str:
    """The address of a ledger that is there: none is made here. Errors: Unreadable."""
    from esep.project import settings

    named = address or settings.ledger()
    if "://" not in named and not Path(named).expanduser().exists():
        raise Unreadable(f"{named}: no such ledger; name one that is there")
    return named


# Looks ------------------------------------------------------------------------------------------------------------


@ledger_group.command("looked")
@click.argument("publisher")
@click.option("--from", "start", type=MOMENT, help="No earlier than this; a date is its beginning in UTC.")
@click.option("--to", "end", type=MOMENT, help="No later than this; a date is its end in UTC.")
@of_ledger
@_form
@command
def looked_command(publisher: str, start: Issued, end: Issued, ledger: str | None, form_out: str) -> None:
    """When somebody looked at what PUBLISHER had issued, and what was new then.

    Tells 'we looked and nothing was new' from 'nobody looked'.
    """
    open_ledger(_there(ledger))
    from esep import ledger as book

    looks = book.looked(publisher, _beginning(start) or _FIRST, instant(end) or _LAST)
    if form_out == "json":
        click.echo(
            json.dumps([{"at": one.at.isoformat(), "seen": one.seen, "new": one.new} for one in looks], indent=2)
        )
    elif not looks:
        click.echo(f"nobody looked at {publisher}{' then' if start or end else ''}")
    else:
        show.looks(looks)


_FIRST, _LAST = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)


def _beginning(moment: Issued) -> datetime | None:
    """A bare date is its beginning in UTC."""
    if isinstance(moment, date) and not isinstance(moment, datetime):
        return datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    return moment
