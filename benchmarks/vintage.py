"""How fast the ledger's columns answer 'as of then', beside polars, DuckDB, pandas and SQLite on the same rows:
`python -m benchmarks.vintage [ROWS]`

200 series of daily counts, each day revised 25 times: 2,000,000 statements where no other number is given. Every peer
gets the rows as suits it best: sorted, typed, partitioned or indexed before the clock starts. All answers are compared.
CPU seconds of this process and its threads, which are held to one.
"""

import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

import duckdb
import numpy as np
import pandas as pd
import polars as pl
from rich.console import Console
from rich.table import Table

from esep import ledger, project
from esep.document import Document
from esep.figure import Claim, stated
from esep.ledger.vintage import Columns, Series, Vintage, micros, packed
from esep.period import DAY

SERIES, REVISIONS = 200, 25
FIRST = date(2020, 3, 1)
_DAY = 86_400_000_000


class Rows(NamedTuple):
    """Statements in the order of issue."""

    series: np.ndarray[Any, Any]
    day: np.ndarray[Any, Any]
    issued: np.ndarray[Any, Any]
    value: np.ndarray[Any, Any]


def rows_of(count: int) -> Rows:
    """So many statements: each day of each series is said 25 times, on the days after it, a little more each time."""
    days = count // SERIES // REVISIONS
    chance = np.random.default_rng(2020)
    series, day, revision = (part.ravel() for part in np.indices((SERIES, days, REVISIONS)))
    issued = micros(datetime(2020, 3, 2, tzinfo=UTC)) + (day + revision) * _DAY + series * 1_000_000
    value = chance.integers(0, 1000, len(series)) + revision
    order = np.argsort(issued, kind="stable")
    return Rows(series[order], day[order], issued[order], value[order])


def vintage_of(rows: Rows) -> Vintage:
    """The rows as the ledger's columns, each statement a document of its own."""
    each, claim = np.unique(
        packed(rows.series, rows.day + FIRST.toordinal(), rows.day + FIRST.toordinal()), return_inverse=True
    )
    readings = np.arange(len(rows.value), dtype=np.int32)
    return Vintage(
        Columns(
            [Series("COVID-19", f"XX-{number}", "case", "new", "confirmed", "-") for number in range(SERIES)],
            each,
            claim.astype(np.int32),
            rows.value,
            readings,
            rows.issued,
            (rows.issued // _DAY + date(1970, 1, 1).toordinal()).astype(np.int32),
            rows.issued,
            readings,
            np.zeros(len(readings), np.int32),
            ["benchmark"],
        )
    )


Answer = Callable[[int, int], tuple[int, int]]
"""Series (or -1 for all) and moment to how many claims are known, and the sum of their values."""


def ours(rows: Rows) -> Answer:
    """The ledger's columns."""
    vintage = vintage_of(rows)
    names = vintage.columns.series
    moments = {
        int(moment): datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(moment)) for moment in _moments(rows)
    }

    def answer(series: int, moment: int) -> tuple[int, int]:
        then = moments[moment]
        values = (vintage.snapshot(then) if series < 0 else vintage.series(names[series], then)).values
        return len(values), int(values.sum())

    return answer


def in_polars(rows: Rows) -> Answer:
    """polars: one frame a series, sorted by day and issue; of those issued, each that is the last of its day."""
    frame = pl.DataFrame({"series": rows.series, "day": rows.day, "issued": rows.issued, "value": rows.value})
    frame = frame.sort("series", "day", "issued")
    parts = frame.partition_by("series", as_dict=True)
    each = {int(key[0]): part for key, part in parts.items()}

    def answer(series: int, moment: int) -> tuple[int, int]:
        said = (frame if series < 0 else each[series]).filter(pl.col("issued") <= moment)
        another = said["day"] != said["day"].shift(-1)
        if series < 0:
            another |= said["series"] != said["series"].shift(-1)
        last = said.filter(another.fill_null(value=True))
        return last.height, int(last["value"].sum())

    return answer


def in_pandas(rows: Rows) -> Answer:
    """pandas: one frame a series, sorted; duplicates of a day dropped but for the last."""
    frame = pd.DataFrame({"series": rows.series, "day": rows.day, "issued": rows.issued, "value": rows.value})
    frame = frame.sort_values(["series", "day", "issued"], ignore_index=True)
    each = dict(iter(frame.groupby("series")))

    def answer(series: int, moment: int) -> tuple[int, int]:
        part, by = (frame, ["series", "day"]) if series < 0 else (each[series], ["day"])
        last = part[part["issued"] <= moment].drop_duplicates(by, keep="last")
        return len(last), int(last["value"].sum())

    return answer


_LAST = (
    "SELECT COUNT(*), SUM(value) FROM (SELECT value, ROW_NUMBER() OVER "
    "(PARTITION BY series, day ORDER BY issued DESC) AS n FROM said WHERE {} issued <= ?) AS last WHERE n = 1"
)


def in_duckdb(rows: Rows) -> Answer:
    """DuckDB: arg_max by day over a sorted table, on one thread."""
    base = duckdb.connect(config={"threads": 1})
    frame = pl.DataFrame({"series": rows.series, "day": rows.day, "issued": rows.issued, "value": rows.value})  # noqa: F841
    base.execute("CREATE TABLE said AS SELECT * FROM frame ORDER BY series, day, issued")
    last = "SELECT arg_max(value, issued) AS v FROM said WHERE {} issued <= ? GROUP BY series, day"
    sql = f"SELECT COUNT(*), SUM(v) FROM ({last})"

    def answer(series: int, moment: int) -> tuple[int, int]:
        if series < 0:
            found = base.execute(sql.format(""), [moment]).fetchone()
        else:
            found = base.execute(sql.format("series = ? AND"), [series, moment]).fetchone()
        assert found
        return int(found[0]), int(found[1])

    return answer


def in_sqlite(rows: Rows) -> Answer:
    """SQLite: a window over a table kept in the order of series, day and issue."""
    base = sqlite3.connect(":memory:")
    base.execute(
        "CREATE TABLE said (series INTEGER, day INTEGER, issued INTEGER, value INTEGER, "
        "PRIMARY KEY (series, day, issued)) WITHOUT ROWID"
    )
    columns = (column.tolist() for column in (rows.series, rows.day, rows.issued, rows.value))
    base.executemany("INSERT INTO said VALUES (?, ?, ?, ?)", zip(*columns, strict=True))

    def answer(series: int, moment: int) -> tuple[int, int]:
        if series < 0:
            found = base.execute(_LAST.format(""), [moment]).fetchone()
        else:
            found = base.execute(_LAST.format("series = ? AND"), [series, moment]).fetchone()
        return int(found[0]), int(found[1])

    return answer


def _moments(rows: Rows) -> list[int]:
    """Moments to ask for, from the second month of issue to the end."""
    chance = np.random.default_rng(1)
    return [int(moment) for moment in chance.choice(rows.issued[len(rows.issued) // 10 :], 200)]


def rate(answer: Answer, questions: Iterator[tuple[int, int]], seconds: float) -> tuple[float, list[tuple[int, int]]]:
    """Answers a CPU second, and the answers."""
    answers = []
    started = process_time()
    for question in questions:
        answers.append(answer(*question))
        if process_time() - started > seconds:
            break
    return len(answers) / (process_time() - started), answers


def main(count: int = 2_000_000) -> None:
    """Prints a row a peer."""
    rows = rows_of(count)
    moments = _moments(rows)
    by_series = [(number, moment) for moment in moments for number in range(SERIES)]
    whole = [(-1, moment) for moment in moments]
    table = Table("", "series/s", "", "snapshots/s", "", title=f"As of a moment, {len(rows.value):,} statements")
    first: tuple[float, float] | None = None
    answers: list[list[tuple[int, int]]] = []
    for name, make in (
        ("esep", ours),
        ("polars", in_polars),
        ("DuckDB", in_duckdb),
        ("pandas", in_pandas),
        ("SQLite", in_sqlite),
    ):
        answer = make(rows)
        for question in (*by_series[:SERIES], *whole[:1]):
            answer(*question)  # what is worked out once is worked out
        series, its = rate(answer, iter(by_series), 2)
        snapshots, more = rate(answer, iter(whole), 2)
        answers.append([*its[:20], *more[:1]])
        first = first or (series, snapshots)
        table.add_row(
            name, f"{series:,.0f}", f"{first[0] / series:,.0f}x", f"{snapshots:,.1f}", f"{first[1] / snapshots:,.0f}x"
        )
    shortest = min(map(len, answers))
    same = all(one[: shortest - 1] == answers[0][: shortest - 1] and one[-1] == answers[0][-1] for one in answers)
    console = Console()
    console.print(table)
    console.print("All give the same answers." if same else "[red]The answers differ.[/red]")
    building(rows, console)


def building(rows: Rows, console: Console) -> None:
    """What it costs to make the columns from a ledger on SQLite, and to add a day."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        project.start(str(Path(folder) / "ledger.sqlite3"))
        from esep.ledger.mirror import Mirror  # needs Django to be set up

        days = rows.issued // _DAY
        last = int(days[-1])
        for _ in ledger.record_all(_documents(rows, days < last), reader="1", at=datetime(2026, 1, 1, tzinfo=UTC)):
            pass
        started = process_time()
        mirror = Mirror(Path(folder) / "mirror")
        built = process_time() - started
        for _ in ledger.record_all(_documents(rows, days == last), reader="1", at=datetime(2026, 1, 2, tzinfo=UTC)):
            pass
        started = process_time()
        mirror.refresh()
        mirror.vintage.snapshot()
        grown = process_time() - started
        started = process_time()
        Mirror(Path(folder) / "mirror").vintage.snapshot()
        console.print(
            f"Columns of {len(rows.value):,} statements: made in {built:.1f} s, a day of "
            f"{int((days == last).sum()):,} more in {grown:.2f} s, opened in {process_time() - started:.2f} s"
        )


def _documents(rows: Rows, chosen: np.ndarray[Any, Any]) -> Iterator[tuple[Document, list[Any]]]:
    """The rows chosen, as documents of 40 figures."""
    places = np.flatnonzero(chosen)
    for first in range(0, len(places), 40):
        part = places[first : first + 40]
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(rows.issued[part[-1]]))
        said = Document(f"Table {part[0]}", publisher="benchmark", issued=moment, language="en", area="KZ")
        figures = []
        for place in part.tolist():
            day = FIRST + timedelta(int(rows.day[place]))
            claim = Claim("COVID-19", f"XX-{rows.series[place]}", "case", "new", "confirmed", "-", day, day)
            figures.append(stated(said, claim, int(rows.value[place]), DAY, span=(0, 5)))
        yield said, figures


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
