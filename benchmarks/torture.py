"""What the ledger bears: `make torture`. Processes are killed and disks are filled while they record, dump and restore.

Each trial is a child process that is ended by SIGKILL at a random moment, or by a full disk, or by the end of its
database server. After each, the chain must be whole, no document half there and none doubled; and who runs it again to
its end must find everything. A fault is counted and the table still comes; the exit status is 1 where there was one.

    python -m benchmarks.torture [TRIALS [SEED]]
"""

import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random, randrange
from threading import Timer
from time import monotonic
from typing import Any, NamedTuple

import numpy as np
from django.db import DatabaseError, connections
from rich.console import Console
from rich.table import Table

from benchmarks.server import Server
from esep import ledger
from esep.cli import main as cli
from esep.document import Document
from esep.figure import Claim, Figure, stated
from esep.period import DAY
from esep.project import start

TRIALS = 200
SIZE = 200
"""Documents of a trial."""
_FIGURES = 5
_SLICE = 20
"""Documents recorded together."""
_STOPPED = 3
"""The status of a process that its database or its disk let down, which it said."""
_FORK = multiprocessing.get_context("fork")  # which starts at once, so that most kills hit the work
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esep.project.settings")

Make = Callable[[], str]
"""Gives the address of a new ledger."""


@dataclass(slots=True)
class Trials:
    """What became of some trials of a kind."""

    what: str
    ledger: str
    times: int = 0
    cut: int = 0
    """Trials that were ended in the midst of their work."""
    broken: int = 0
    """Chains that were not whole, or files that were not."""
    half: int = 0
    """Documents that were there in part."""
    lost: int = 0
    doubled: int = 0
    errors: int = 0
    """Processes that ended otherwise than they should."""

    @property
    def faults(self) -> int:
        """How much was wrong."""
        return self.broken + self.half + self.lost + self.doubled + self.errors

    def inspect(self, address: str, documents: Sequence["Said"], *, complete: bool = False) -> None:
        """Looks at what is there now, of which these documents are known to have been meant."""
        start(address)
        from esep.ledger import models

        *_, reached = ledger.verify()
        self.broken += reached.broken is not None
        expected = {document.hash: [figure.value for figure in figures] for document, figures in documents}
        rows = models.Reading.objects.order_by("pk", "figures__order").values_list("document", "figures__value")
        found: dict[str, list[int]] = {}
        for hash, value in rows:
            found.setdefault(hash, []).append(value)
        self.half += sum(len(found[hash]) < len(expected[hash]) for hash in found)
        self.doubled += sum(len(found[hash]) > len(expected[hash]) for hash in found)
        self.broken += sum(sorted(found[hash]) != sorted(expected[hash]) for hash in found)
        self.broken += reached.entries != len(found) or models.Document.objects.count() != len(found)
        self.lost += len(expected) - len(found) if complete else 0
        connections.close_all()


class Said(NamedTuple):
    """A document and what it states."""

    document: Document
    figures: list[Figure]


@cache
def said(number: int, each: int = _FIGURES) -> list[Said]:
    """So many documents, with so many figures each."""
    day = date(2020, 9, 9)
    claims = [Claim("COVID-19", f"KZ-{area}", "case", "new", "confirmed", "-", day, day) for area in range(each)]
    found = []
    for n in range(number):
        issued = datetime(2020, 9, 10, 10, tzinfo=UTC) + timedelta(minutes=n)
        document = Document(f"Сводка {n}. " * 20, f"publisher {n % 7}", None, issued, "ru", "KZ")
        found.append(Said(document, [stated(document, claim, n * each + i, DAY) for i, claim in enumerate(claims)]))
    return found


# Processes --------------------------------------------------------------------------------------------------------


def _ready(path: Path) -> None:
    """Loads here what trials need, so that no process spends its time with that."""
    start(str(path))
    from esep.ledger import archive, mirror, writing

    assert archive and mirror and writing
    connections.close_all()


def begin(work: Callable[..., object], *arguments: Any) -> BaseProcess:
    """Starts a process. It shares no connection with this one."""
    connections.close_all()
    process = _FORK.Process(target=_child, args=(work, arguments))
    process.start()
    return process


def _child(work: Callable[..., object], arguments: Sequence[Any]) -> None:
    sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115 - until the process ends
    try:
        work(*arguments)
        connections.close_all()
    except (DatabaseError, OSError):
        os._exit(_STOPPED)
    os._exit(0)


def ended_at(seconds: float, process: BaseProcess) -> bool:
    """Whether the process was still at work after so long; then it is killed as by a failing machine."""
    process.join(seconds)
    if not process.is_alive():
        return False
    process.kill()
    process.join()
    return True


def record(address: str, number: int, one_by_one: bool) -> None:
    """Records the documents, each by itself or many together."""
    start(address)
    for first in range(0, number, _SLICE):
        some = said(number)[first : first + _SLICE]
        if one_by_one:
            for document, figures in some:
                ledger.record(document, figures, reader="1", at=datetime.now(UTC))
        else:
            for _ in ledger.record_all(some, reader="1"):
                pass


def timed(work: Callable[..., object], *arguments: Any) -> float:
    """Seconds that it takes when nothing happens."""
    began = monotonic()
    process = begin(work, *arguments)
    process.join()
    if process.exitcode:
        raise SystemExit(f"{work.__name__} fails by itself, with status {process.exitcode}")
    return monotonic() - began


def finish(trials: Trials, address: str, number: int) -> None:
    """Runs the recording to its end, and looks whether all is there once."""
    process = begin(record, address, number, False)
    process.join()
    trials.errors += process.exitcode != 0
    trials.inspect(address, said(number), complete=True)


# Trials -----------------------------------------------------------------------------------------------------------


def recording_killed(kind: str, new: Make, times: int, random: Random, number: int = SIZE) -> Trials:
    """A process that records is killed, again and again, until everything is there; then in the next ledger."""
    trials = Trials("killed while recording", kind)
    lasts = {one_by_one: timed(record, new(), number, one_by_one) for one_by_one in (False, True)}
    address = new()
    while trials.times < times:
        one_by_one = random.random() < 0.5
        process = begin(record, address, number, one_by_one)
        cut = ended_at(random.uniform(0, lasts[one_by_one]), process)
        trials.times, trials.cut = trials.times + 1, trials.cut + cut
        trials.errors += not cut and process.exitcode != 0
        trials.inspect(address, said(number), complete=not cut)
        if not cut:
            address = new()
    finish(trials, address, number)
    return trials


def at_once(kind: str, new: Make, processes: int, number: int) -> Trials:
    """Processes that record the same documents at the same moment."""
    trials = Trials(f"{processes} processes, the same {number:,} documents", kind, times=processes)
    address = new()
    workers = [begin(record, address, number, False) for _ in range(processes)]
    for worker in workers:
        worker.join()
        trials.errors += worker.exitcode != 0
    trials.inspect(address, said(number), complete=True)
    return trials


def _dump(address: str, file: Path) -> None:
    cli(["ledger", "dump", str(file), "--ledger", address], standalone_mode=False)


def dumping_killed(kind: str, new: Make, times: int, random: Random, number: int = SIZE) -> Trials:
    """A process that dumps is killed: the file is the old one or the new one."""
    trials = Trials("killed while dumping", kind)
    address = new()
    finish(trials, address, number)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "history.jsonl"
        lasts = timed(_dump, address, file)
        whole = file.read_bytes()
        for n in range(times):
            old = (b"", whole)[n % 2]  # nothing, or the dump of yesterday
            file.write_bytes(old)
            process = begin(_dump, address, file)
            cut = ended_at(random.uniform(0, lasts), process)
            trials.times, trials.cut = trials.times + 1, trials.cut + cut
            trials.errors += not cut and process.exitcode != 0
            trials.broken += file.read_bytes() not in ((old, whole) if cut else (whole,))
    trials.inspect(address, said(number), complete=True)
    return trials


def _restore(address: str, file: Path) -> None:
    cli(["ledger", "restore", str(file), "--ledger", address], standalone_mode=False)


def restoring_killed(kind: str, new: Make, times: int, random: Random, number: int = SIZE) -> Trials:
    """A process that restores is killed: the ledger is empty, or it has everything."""
    trials = Trials("killed while restoring", kind)
    source = new()
    finish(trials, source, number)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "history.jsonl.gz"
        timed(_dump, source, file)
        lasts = timed(_restore, new(), file)
        address = new()
        for _ in range(times):
            process = begin(_restore, address, file)
            cut = ended_at(random.uniform(0, lasts), process)
            trials.times, trials.cut = trials.times + 1, trials.cut + cut
            start(address)
            entries = ledger.head().entries
            trials.broken += entries not in (0, number)
            trials.errors += not cut and process.exitcode != 0
            trials.inspect(address, said(number), complete=entries > 0)
            address = new() if entries else address
    return trials


def _refresh(address: str, folder: Path) -> None:
    from esep.ledger.mirror import Mirror

    start(address)
    Mirror(folder)


def mirror_killed(kind: str, new: Make, times: int, random: Random, number: int = SIZE) -> Trials:
    """A process that brings a mirror up to date is killed; whoever opens the mirror then finds what the ledger has."""
    from esep.ledger.mirror import Mirror

    trials = Trials("killed while mirroring", kind)
    address, parts = new(), 4
    start(address)
    with tempfile.TemporaryDirectory() as folder:
        for n in range(times):
            part = number // parts * (n % parts)  # a mirror is begun, then brought up to date thrice
            if not part:
                address = new()
                mirror = Path(folder) / str(n)
                start(address)
            for _ in ledger.record_all(said(number)[part : part + number // parts], reader="1"):
                pass
            lasts = timed(_refresh, address, Path(folder) / f"other {n}")
            process = begin(_refresh, address, mirror)
            cut = ended_at(random.uniform(0, lasts), process)
            trials.times, trials.cut = trials.times + 1, trials.cut + cut
            trials.errors += not cut and process.exitcode != 0
            start(address)
            one, other = (Mirror(place).vintage for place in (mirror, Path(folder) / f"other {n}"))
            (claims, _, values), (expected, _, counts) = one.snapshot(), other.snapshot()
            same = one.claims(claims) == other.claims(expected) and np.array_equal(values, counts)
            trials.broken += not (same and len(values))
    connections.close_all()
    return trials


def server_killed(server: Server, times: int, random: Random, number: int = SIZE) -> Trials:
    """The database server is killed while a process records, and started again. The process says that it failed."""
    trials = Trials("server killed while recording", "PostgreSQL")
    lasts = timed(record, server.database(), number, True)
    for _ in range(times):
        address = server.database()
        process = begin(record, address, number, True)
        killer = Timer(random.uniform(0, lasts), server.kill)
        killer.start()
        killer.join()
        process.join()
        server.again()
        trials.times, trials.cut = trials.times + 1, trials.cut + (process.exitcode == _STOPPED)
        trials.errors += process.exitcode not in (0, _STOPPED)
        trials.inspect(address, said(number), complete=process.exitcode == 0)
        finish(trials, address, number)
    return trials


# A full disk ------------------------------------------------------------------------------------------------------


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[bool]:
    """Whether that folder now is a disk of its own of that size; only who may mount one can have it."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(mount, capture_output=True).returncode == 0
    except FileNotFoundError:
        mounted = False
    try:
        yield mounted
    finally:
        if mounted:
            connections.close_all()
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _all_but(folder: Path, room: int) -> Path:
    """Fills the disk up to so many bytes: the file that does."""
    ballast = folder / "ballast"
    free = os.statvfs(folder)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, free.f_bavail * free.f_frsize - room))
    return ballast


def _record_small(address: str, number: int, largest: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    record(address, number, False)


def disk_full_sqlite(folder: Path, times: int, random: Random, number: int = SIZE) -> Trials:
    """The disk of a file is full at some moment of recording, and then there is room again."""
    with small_disk(folder / "small", 64) as mounted:
        trials = Trials(f"disk full while recording ({'tmpfs' if mounted else 'file-size limit'})", "SQLite")
        for n in range(times):
            address = str(folder / "small" / f"ledger{n}.sqlite3")
            start(address)
            connections.close_all()
            room = random.randrange(40_000, 2_000_000)
            if mounted:
                ballast = _all_but(folder / "small", room)
                process = begin(record, address, number, False)
                process.join()
            else:
                process = begin(_record_small, address, number, room)
                process.join()
            trials.times, trials.cut = trials.times + 1, trials.cut + (process.exitcode == _STOPPED)
            trials.errors += process.exitcode not in (0, _STOPPED)
            if mounted:
                ballast.unlink()
            trials.inspect(address, said(number), complete=process.exitcode == 0)
            finish(trials, address, number)
            for file in (folder / "small").glob("ledger*"):
                file.unlink()
    return trials


def disk_full_postgresql(folder: Path, times: int, random: Random, number: int = SIZE) -> Trials:
    """The disk of a server is full at some moment of recording; when there is room again, it is started if it fell."""
    trials = Trials("disk full while recording (tmpfs)", "PostgreSQL")
    with small_disk(folder / "small", 400) as mounted:
        if not mounted:
            trials.what = "disk full: not tried, for this process may not mount a disk"
            return trials
        with Server(folder / "small" / "data") as server:
            for _ in range(times):
                address = server.database()
                start(address)
                connections.close_all()
                ballast = _all_but(folder / "small", random.randrange(1_000_000))
                process = begin(record, address, number, False)
                process.join()
                trials.times, trials.cut = trials.times + 1, trials.cut + (process.exitcode == _STOPPED)
                trials.errors += process.exitcode not in (0, _STOPPED)
                ballast.unlink()
                server.again()
                trials.inspect(address, said(number), complete=process.exitcode == 0)
                finish(trials, address, number)
    return trials


# The table --------------------------------------------------------------------------------------------------------


def every(times: int, seed: int) -> Iterator[Trials]:
    """Every kind of trial, on both databases."""
    few = max(2, times // 10)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        _ready(folder / "first.sqlite3")
        with Server(folder / "data") as server:
            numbers = iter(range(10**6))
            sqlite: Make = lambda: str(folder / f"ledger{next(numbers)}.sqlite3")  # noqa: E731
            for kind, new in (("SQLite", sqlite), ("PostgreSQL", server.database)):
                yield recording_killed(kind, new, times, Random(seed))
                yield at_once(kind, new, 8, 10_000)
                yield dumping_killed(kind, new, few * 2, Random(seed))
                yield restoring_killed(kind, new, few * 2, Random(seed))
                yield mirror_killed(kind, new, few * 2, Random(seed))
            yield server_killed(server, few, Random(seed))
        yield disk_full_sqlite(folder, few, Random(seed))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        yield disk_full_postgresql(Path(name), few, Random(seed))


def main(times: int = TRIALS, seed: int | None = None) -> None:
    """Prints a row for each kind of trial."""
    seed = randrange(10**6) if seed is None else seed
    names = ("what", "ledger", "trials", "cut short", "broken", "half there", "lost", "doubled", "errors")
    shown = Table(*names, title=f"torture, seed {seed}")
    console, faults = Console(width=None if sys.stdout.isatty() else 120), 0
    for trials in every(times, seed):
        cells = (trials.times, trials.cut, trials.broken, trials.half, trials.lost, trials.doubled, trials.errors)
        shown.add_row(trials.what, trials.ledger, *map(str, cells))
        faults += trials.faults
        console.print(f"{trials.what}, {trials.ledger}: {trials.times} trials, {trials.faults} faults", style="dim")
    console.print(shown)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
