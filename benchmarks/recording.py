"""What recording costs: `python -m benchmarks.recording 1000000` records so many figures in a new ledger of each kind.

Documents of 2,500 characters with 40 figures each, as the bulletins of a country's regions are, go through
`ledger.record_all`. Each ledger is filled by a process of its own, so that the most memory it held is known. Making the
documents is no part of recording: it is timed alone and taken off. What the PostgreSQL server spends is told beside
what we spend.
"""

import multiprocessing
import resource
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import monotonic, process_time
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from benchmarks.server import Server
from esep import ledger
from esep.document import Document
from esep.figure import Claim, Figure, stated
from esep.period import DAY
from esep.project import start

FIGURES = 100_000
EACH = 40
_WORDS = "За минувшие сутки в области зарегистрировано новых случаев коронавирусной инфекции, подтвержденных анализом. "


class Cost(NamedTuple):
    """Of one run."""

    cpu: float
    """Seconds of the process that records."""
    server: float
    """Seconds of the database server."""
    wall: float
    memory: int
    """The most bytes that the process held."""


def documents(number: int) -> Iterator[tuple[Document, list[Figure]]]:
    """So many documents, no two alike, with their figures."""
    first = datetime(2020, 3, 13, 10, tzinfo=UTC)
    for n in range(number):
        issued = first + timedelta(minutes=10 * n)
        day = date(2020, 3, 13) + timedelta(n // 144)
        document = Document(f"{n} {_WORDS * 23}", f"publisher {n % 20}", f"https://x/{n}", issued, "ru", "KZ")
        claims = (Claim("COVID-19", f"KZ-{area:02}", "case", "new", "confirmed", "-", day, day) for area in range(EACH))
        yield (
            document,
            [
                stated(document, claim, (n + i) % 997, DAY, span=(i * 50, i * 50 + 3), quote=_WORDS, rule="list")
                for i, claim in enumerate(claims)
            ],
        )


def fill(address: str, number: int) -> Cost:
    """What it costs to record so many documents in that ledger."""
    began = process_time()
    for _ in documents(number):
        pass
    making = process_time() - began
    start(address)
    wall, cpu = monotonic(), process_time()
    new = sum(ledger.record_all(documents(number), reader="1"))
    wall, cpu = monotonic() - wall, process_time() - cpu
    if new != number:
        raise SystemExit(f"{new} of {number} documents were recorded")
    return Cost(cpu - making, 0, wall - making, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


def table(figures: int) -> Table:
    """A row for each kind of ledger."""
    number = figures // EACH
    shown = Table(
        *("ledger", "CPU seconds", "of the server", "wall seconds", "figures/s", "MB at most"),
        title=f"recording {figures:,} figures in {number:,} documents",
    )
    with (
        tempfile.TemporaryDirectory() as folder,
        multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as one,
    ):
        rows = [("SQLite", one.apply(fill, (str(Path(folder) / "ledger.sqlite3"), number)))]
        with Server(Path(folder) / "data") as server:
            address = server.database()
            before = server.cpu()
            cost = one.apply(fill, (address, number))
            rows.append(("PostgreSQL", cost._replace(server=server.cpu() - before)))
    for name, cost in rows:
        spent = (f"{seconds:.1f}" for seconds in (cost.cpu, cost.server, cost.wall))
        shown.add_row(name, *spent, f"{figures / cost.wall:,.0f}", f"{cost.memory / 2**20:.0f}")
    return shown


if __name__ == "__main__":
    Console().print(table(int(sys.argv[1]) if len(sys.argv) > 1 else FIGURES))
