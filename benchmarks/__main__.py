"""What the road costs on the shipped example, stage by stage, in CPU seconds of this process: `make bench`.

Machines differ and are shared, so reading is also given as a ratio to two yardsticks of the same run, which cut the
same texts into words and understand none of them: Python's own regular expressions, and razdel, a tokeniser that is
also written in Python and made for Russian.
"""

import re
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

import razdel
from rich.console import Console
from rich.table import Table

from benchmarks.accuracy import SETS, score
from benchmarks.accuracy import table as accuracy
from esep import ledger, project, site
from esep.check import check
from esep.document import Document
from esep.publisher import is_official
from esep.read import Reading, read, version
from esep.settle import settle
from esep.sources import documents

EXAMPLE = Path("examples/kazakhstan")
ROUNDS = 5


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The least CPU seconds of several rounds."""

    def once() -> float:
        started = process_time()
        work()
        return process_time() - started

    return min(once() for _ in range(rounds))


def main() -> None:
    """Prints a row a stage."""
    about = Document("", area="KZ")
    bulletins = list(documents(str(EXAMPLE / "bulletins"), about))
    tables = list(documents(str(EXAMPLE / "series"), about))
    size = sum(len(document.text) for document in bulletins)
    word = re.compile(r"\w+")
    yardstick = seconds(lambda: [word.findall(document.text.lower()) for document in bulletins]) / size
    rows: list[tuple[str, str, float, float | None]] = []
    peer = seconds(lambda: [list(razdel.tokenize(document.text)) for document in bulletins])
    rows.append(("razdel, the same bulletins into words", "bulletins/s", size / 2500 / peer, peer / size / yardstick))

    readings: list[Reading] = [read(document) for document in bulletins]
    spent = seconds(lambda: [read(document) for document in bulletins])
    rows.append(("read, bulletins of 2,500 characters", "bulletins/s", size / 2500 / spent, spent / size / yardstick))
    against = spent / peer
    spent = seconds(lambda: [read(document) for document in tables], 1)
    rows.append(("read, tables", "tables/s", len(tables) / spent, None))
    readings += [read(document) for document in tables]

    with tempfile.TemporaryDirectory() as folder:
        project.start(str(Path(folder) / "ledger.sqlite3"))

        def record() -> None:
            for reading in readings:
                own = replace(reading.document, given_id=None)
                ledger.record(own, reading.figures, reader=version(), at=datetime.now(UTC))

        figures = [figure for reading in readings for figure in reading.figures]
        spent = seconds(record, 1)
        rows.append(("record", "figures/s", len(figures) / spent, None))
        spent = seconds(lambda: list(ledger.figures()))
        rows.append(("ledger, all figures", "figures/s", len(figures) / spent, None))
        known = {document.id: document for document in ledger.documents()}
    spent = seconds(lambda: check(figures), 2)
    rows.append(("check", "figures/s", len(figures) / spent, None))
    problems = check(figures).problems
    spent = seconds(lambda: settle(figures, problems, official=is_official), 2)
    rows.append(("settle", "figures/s", len(figures) / spent, None))
    record_of_all = site.Record("KZ", settle(figures, problems, official=is_official), figures, known, problems)
    pages = 0

    def build() -> None:
        nonlocal pages
        pages = sum(1 for _ in site.build(record_of_all))

    spent = seconds(build, 1)
    rows.append(("site", "pages/s", pages / spent, None))

    table = Table(
        "stage", "unit", "rate", "times Python's words", title=f"{len(bulletins)} bulletins, {len(figures)} figures"
    )
    for stage, unit, rate, ratio in rows:
        table.add_row(stage, unit, f"{rate:,.0f}", f"{ratio:,.0f}" if ratio else "")
    console = Console()
    console.print(table)
    console.print(f"Reading a bulletin takes {against:.1f} times as long as razdel takes to cut it into words.\n")
    console.print(accuracy({folder.name: score(folder) for folder in SETS}))


if __name__ == "__main__":
    main()
