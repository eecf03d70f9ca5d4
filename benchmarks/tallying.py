"""What it costs to count a line list, beside DuckDB by hand, Polars and pandas.

`python -m benchmarks.tallying [CASES...]`: a made-up list (`esep synthesise`) of about so many cases (1,000,000 where
none is given; several may be), 17 areas, 3 years, in Parquet. Each peer reads it cold, in a process of its own with two
threads, refuses the rows with the same slips of days and areas, and writes a table of 18 indicators for each area and
day. All tables must be equal. Ours looks at the words and ages too, and hashes the file. Duplicate ids are looked for
in a run apart, by ours and by DuckDB. pandas is left out above 2,000,000.
"""

import json
import multiprocessing
import os
import resource
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

import duckdb
from rich.console import Console
from rich.table import Table

AREAS = [f"KZ-{n}" for n in (11, 15, 19, 23, 27, 31, 35, 39, 43, 47, 55, 59, 61, 63, 71, 75, 79)]
TODAY, EARLIEST, TRACKS = date(2023, 6, 1), date(2019, 11, 1), date(2020, 8, 1)
DAYS = 1096
_EVENTS = ("case", "death", "recovery")
COUNTS = (
    *(
        f"{event}/{measure}/{track}"
        for event in _EVENTS
        for track in ("confirmed", "probable")
        for measure in ("new", "total")
    ),
    *(f"patient/current/all{group}" for group in ("", "/hospital", "/home", "/severe", "/critical", "/children")),
)
THREADS = 2
_PANDAS = 2_000_000


class Cost(NamedTuple):
    """Of one run."""

    cpu: float
    wall: float
    memory: int
    """The most bytes that the process held."""


def made(path: str, cases: int) -> None:
    """A list of about so many cases, a fifth of them probable, one in a thousand with a slip."""
    from esep import data
    from esep.tally.synthesis import PROBABLE, Series, Synthesis, write

    series = Series.from_rows(data.rows("synthesis/KZ.csv"))
    write(_engine(), Synthesis(series, cases * PROBABLE // (PROBABLE + 1), DAYS, slips=True), path)


def _engine() -> duckdb.DuckDBPyConnection:
    base = duckdb.connect(config={"threads": THREADS})
    base.execute("SET enable_progress_bar = false")
    return base


# The peers --------------------------------------------------------------------------------------------------------


def ours(path: str, out: str, *, ids: bool = False) -> None:
    """`esep.tally`."""
    from dataclasses import replace

    from esep.sources import linelists
    from esep.tally import Indicator, Request, tally
    from esep.tally.counting import TALLIED

    with linelists.opened(path, None) as (lines, _):
        lines.base.execute(f"SET threads = {THREADS}")
        layout = linelists.fitting(lines, None)
        if not ids:
            layout = replace(layout, columns={tag: of for tag, of in layout.columns.items() if tag != "id"})
        asked = tuple(map(Indicator.parse, COUNTS))
        request = Request(
            layout, linelists.definition("covid-19"), asked, "KZ", linelists.areas(lines, layout, "KZ"), TODAY
        )
        tally(lines, request)
        lines.base.execute(
            f"COPY (SELECT * FROM {request.table(TALLIED)} ORDER BY day, area) TO '{out}' (FORMAT parquet)"
        )


_SOUND = f"""
    location IN ({", ".join(map(repr, AREAS))}) AND date_reporting IS NOT NULL
    AND date_reporting BETWEEN DATE '{EARLIEST}' AND DATE '{TODAY}'
    AND (date_onset IS NULL OR date_onset BETWEEN DATE '{EARLIEST}' AND DATE '{TODAY}')
    AND (date_outcome IS NULL OR (date_outcome BETWEEN DATE '{EARLIEST}' AND DATE '{TODAY}'
        AND date_outcome >= date_reporting AND (date_onset IS NULL OR date_outcome >= date_onset)
        AND (date_admission IS NULL OR date_outcome >= date_admission)))
    AND (date_admission IS NULL OR date_admission BETWEEN DATE '{EARLIEST}' AND DATE '{TODAY}')
    AND (date_discharge IS NULL OR (date_discharge BETWEEN DATE '{EARLIEST}' AND DATE '{TODAY}'
        AND date_discharge >= date_admission))"""


def by_hand(path: str, out: str, *, ids: bool = False) -> None:
    """DuckDB, as one writes it: a query for each kind of day, running sums over a grid of areas and days."""
    base = _engine()
    if ids:
        base.execute(f"SELECT id FROM '{path}' GROUP BY id HAVING count(*) > 1").fetchall()
    new = ", ".join(
        f"sum(n) FILTER (kind = '{kind}' AND class = '{track}') AS {event}_{track}"
        for event, kind in zip(_EVENTS, ("case", "death", "recovered"), strict=True)
        for track in ("confirmed", "probable")
    )
    groups = {
        "everyone": "true",
        "hospital": "setting = 'hospital'",
        "home": "setting = 'home'",
        "severe": "gravity = 'severe'",
        "critical": "gravity = 'critical'",
        "children": "child",
    }
    stays = ", ".join(
        f"coalesce(sum(n) FILTER (kind = 'in' AND {holds}), 0)"
        f" - coalesce(sum(n) FILTER (kind = 'out' AND {holds}), 0) AS {name}"
        for name, holds in groups.items()
    )
    columns = ", ".join(
        [
            f"coalesce({event}_{track}, 0)::BIGINT, coalesce(sum({event}_{track}) OVER past, 0)::BIGINT"
            for event in _EVENTS
            for track in ("confirmed", "probable")
        ]
        + [f"coalesce(sum({name}) OVER past, 0)::BIGINT" for name in groups]
    )
    base.execute(f"""
        COPY (
            WITH cases AS (
                SELECT *, age < 18 AS child, CASE WHEN test_result = 'positive' THEN 'confirmed'
                    WHEN test_result = 'negative' AND code = 'U07.2' AND date_reporting >= DATE '{TRACKS}'
                    THEN 'probable' END AS class,
                    CASE WHEN setting = 'home' THEN coalesce(date_admission, date_reporting)
                    ELSE date_admission END AS came,
                    least(date_discharge, date_outcome) AS went
                FROM '{path}' WHERE {_SOUND}),
            counted AS (
                SELECT 'case' AS kind, location, class, date_reporting AS day, NULL AS setting, NULL AS gravity,
                    NULL AS child, count(*) AS n FROM cases WHERE class IS NOT NULL GROUP BY ALL
                UNION ALL SELECT outcome, location, class, date_outcome, NULL, NULL, NULL, count(*) FROM cases
                    WHERE class IS NOT NULL AND outcome IS NOT NULL GROUP BY ALL
                UNION ALL SELECT 'in', location, class, came, setting, gravity, child, count(*) FROM cases
                    WHERE class IS NOT NULL AND came IS NOT NULL GROUP BY ALL
                UNION ALL SELECT 'out', location, class, went, setting, gravity, child, count(*) FROM cases
                    WHERE class IS NOT NULL AND came IS NOT NULL AND went IS NOT NULL GROUP BY ALL),
            each AS (SELECT location AS area, day, {new}, {stays} FROM counted GROUP BY ALL),
            daily AS (
                SELECT * FROM each UNION ALL
                SELECT 'KZ', day, sum(COLUMNS(* EXCLUDE (area, day))) FROM each GROUP BY day),
            grid AS (SELECT area, unnest(generate_series(first, last, INTERVAL 1 DAY))::DATE AS day
                FROM (SELECT DISTINCT area FROM daily), (SELECT min(day) AS first, max(day) AS last FROM each))
            SELECT area, day, {columns} FROM grid LEFT JOIN daily USING (area, day)
            WINDOW past AS (PARTITION BY area ORDER BY day) ORDER BY day, area)
        TO '{out}' (FORMAT parquet)""")


def in_polars(path: str, out: str) -> None:
    """Polars, streaming."""
    import polars as pl

    c = pl.col

    def within(name: str) -> Any:
        return c(name).is_null() | c(name).is_between(EARLIEST, TODAY)

    def not_before(later: str, sooner: str) -> Any:
        return c(later).is_null() | c(sooner).is_null() | (c(later) >= c(sooner))

    days = ("date_reporting", "date_onset", "date_outcome", "date_admission", "date_discharge")
    sound = c("location").is_in(AREAS) & c("date_reporting").is_not_null()
    for name in days:
        sound &= within(name)
    for later, sooner in (
        ("outcome", "reporting"),
        ("outcome", "onset"),
        ("outcome", "admission"),
        ("discharge", "admission"),
    ):
        sound &= not_before(f"date_{later}", f"date_{sooner}")
    probable = (c("test_result") == "negative") & (c("code") == "U07.2") & (c("date_reporting") >= TRACKS)
    cases = (
        pl.scan_parquet(path)
        .filter(sound)
        .with_columns(
            pl.when(c("test_result") == "positive")
            .then(pl.lit("confirmed"))
            .when(probable)
            .then(pl.lit("probable"))
            .alias("class"),
            (c("age") < 18).alias("children"),
            pl.when(c("setting") == "home")
            .then(pl.coalesce("date_admission", "date_reporting"))
            .otherwise(c("date_admission"))
            .alias("came"),
            pl.min_horizontal("date_discharge", "date_outcome").alias("went"),
        )
        .filter(c("class").is_not_null())
    )
    stays = ["location", "setting", "gravity", "children"]
    counted = pl.collect_all(
        [
            cases.group_by("location", "class", day="date_reporting").len(),
            cases.filter(c("outcome").is_not_null()).group_by("location", "class", "outcome", day="date_outcome").len(),
            cases.filter(c("came").is_not_null()).group_by(*stays, day="came").len(),
            cases.filter(c("came").is_not_null() & c("went").is_not_null()).group_by(*stays, day="went").len(),
        ],
        engine="streaming",
    )
    case, outcome, came, went = (one.with_columns(c("len").cast(pl.Int64)) for one in counted)

    def summed(frame: Any, holds: Any, name: str) -> Any:
        return frame.filter(holds).group_by("location", "day").agg(c("len").sum().alias(name))

    parts, measures = [], []
    for event, frame, holds in (
        (
            ("case", case, pl.lit(value=True)),
            ("death", outcome, c("outcome") == "death"),
            ("recovery", outcome, c("outcome") == "recovered"),
        )
        if case.height
        else ()
    ):
        for track in ("confirmed", "probable"):
            parts.append(summed(frame, (c("class") == track) & holds, f"{event}_{track}"))
            measures += [
                c(f"{event}_{track}").alias(f"new {event}_{track}"),
                c(f"{event}_{track}").cum_sum().over("area"),
            ]
    moves = pl.concat([came, went.with_columns(-c("len"))])
    for name, holds in (
        ("everyone", pl.lit(value=True)),
        ("hospital", c("setting") == "hospital"),
        ("home", c("setting") == "home"),
        ("severe", c("gravity") == "severe"),
        ("critical", c("gravity") == "critical"),
        ("children", c("children")),
    ):
        parts.append(summed(moves, holds, name))
        measures.append(c(name).cum_sum().over("area"))
    wide = parts[0]
    for part in parts[1:]:
        wide = wide.join(part, on=["location", "day"], how="full", coalesce=True)
    wide = wide.rename({"location": "area"})
    wide = pl.concat(
        [wide, wide.drop("area").group_by("day").sum().with_columns(area=pl.lit("KZ")).select(wide.columns)]
    )
    grid = (
        wide.select("area")
        .unique()
        .join(pl.DataFrame({"day": pl.date_range(wide["day"].min(), wide["day"].max(), eager=True)}), how="cross")
    )
    wide = grid.join(wide, on=["area", "day"], how="left").fill_null(0).sort("day", "area")
    wide.select("area", "day", *measures).write_parquet(out)


def in_pandas(path: str, out: str) -> None:
    """pandas, all in memory."""
    import pandas as pd

    frame = pd.read_parquet(path)
    days = ("date_reporting", "date_onset", "date_outcome", "date_admission", "date_discharge")
    for name in days:
        frame[name] = pd.to_datetime(frame[name])
    sound = frame["location"].isin(AREAS) & frame["date_reporting"].notna()
    for name in days:
        sound &= frame[name].isna() | frame[name].between(pd.Timestamp(EARLIEST), pd.Timestamp(TODAY))
    for later, sooner in (
        ("outcome", "reporting"),
        ("outcome", "onset"),
        ("outcome", "admission"),
        ("discharge", "admission"),
    ):
        one, other = frame[f"date_{later}"], frame[f"date_{sooner}"]
        sound &= one.isna() | other.isna() | (one >= other)
    frame = frame[sound].copy()
    frame["class"] = None
    probable = (frame["test_result"] == "negative") & (frame["code"] == "U07.2")
    frame.loc[probable & (frame["date_reporting"] >= pd.Timestamp(TRACKS)), "class"] = "probable"
    frame.loc[frame["test_result"] == "positive", "class"] = "confirmed"
    frame = frame[frame["class"].notna()]
    came = frame["date_admission"].where(
        frame["date_admission"].notna() | (frame["setting"] != "home"), frame["date_reporting"]
    )
    frame = frame.assign(
        came=came, went=frame[["date_discharge", "date_outcome"]].min(axis=1), children=frame["age"] < 18
    )

    def summed(some: Any, day: str) -> Any:
        return some.groupby(["location", day]).size().rename_axis(["area", "day"])

    columns: dict[str, Any] = {}
    for event in _EVENTS:
        for track in ("confirmed", "probable"):
            some = frame[frame["class"] == track]
            if event != "case":
                some = some[some["outcome"] == {"death": "death", "recovery": "recovered"}[event]]
            columns[f"{event}_{track}"] = summed(some, "date_reporting" if event == "case" else "date_outcome")
    everyone = frame[frame["came"].notna()]
    groups = {
        "everyone": everyone,
        "hospital": everyone[everyone["setting"] == "hospital"],
        "home": everyone[everyone["setting"] == "home"],
        "severe": everyone[everyone["gravity"] == "severe"],
        "critical": everyone[everyone["gravity"] == "critical"],
        "children": everyone[everyone["children"]],
    }
    for name, some in groups.items():
        columns[name] = summed(some, "came").sub(summed(some[some["went"].notna()], "went"), fill_value=0)
    wide = pd.DataFrame(columns).fillna(0)
    whole = pd.concat({"KZ": wide.groupby("day").sum()}, names=["area"])
    wide = pd.concat([wide, whole])
    span = pd.date_range(wide.index.get_level_values("day").min(), wide.index.get_level_values("day").max())
    grid = pd.MultiIndex.from_product([wide.index.get_level_values("area").unique(), span], names=["area", "day"])
    wide = wide.reindex(grid, fill_value=0)
    running = wide.groupby(level="area").cumsum()
    found = {}
    for name in columns:
        if "_" in name:
            found[f"new {name}"] = wide[name]
        found[name] = running[name]
    table = pd.DataFrame(found).astype("int64").reset_index().sort_values(["day", "area"])
    table["day"] = table["day"].dt.date
    table.to_parquet(out, index=False)


# Measuring --------------------------------------------------------------------------------------------------------


def run(peer: Callable[..., None], path: str, out: str, options: dict[str, bool]) -> Cost:
    """One run, in this process, of a list that is no longer in the system's memory."""
    with Path(path).open("rb") as stream:
        os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    wall, before = monotonic(), resource.getrusage(resource.RUSAGE_SELF)
    peer(path, out, **options)
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, monotonic() - wall, after.ru_maxrss * 1024)


def measured(cases: int, folder: Path) -> tuple[Table, bool]:
    """A row a peer, and whether all gave the same table."""
    path = str(folder / "list.parquet")
    alone = multiprocessing.get_context("spawn")
    with alone.Pool(1, maxtasksperchild=1) as one:
        one.apply(made, (path, cases))
    peers: list[tuple[str, Callable[..., None], dict[str, bool]]] = [
        ("esep", ours, {}),
        ("DuckDB by hand", by_hand, {}),
        ("Polars, streaming", in_polars, {}),
        *([("pandas", in_pandas, {})] if cases <= _PANDAS else []),
        ("esep, and duplicate ids", ours, {"ids": True}),
        ("DuckDB, and duplicate ids", by_hand, {"ids": True}),
    ]
    size = Path(path).stat().st_size
    table = Table(
        "", "CPU seconds", "", "wall", "MB at most", title=f"{cases:,} cases, {size / 2**20:,.0f} MB of Parquet"
    )
    tables: list[list[tuple[Any, ...]]] = []
    hand = 0.0
    rows = []
    for name, peer, options in peers:
        out = str(folder / "out.parquet")
        with alone.Pool(1, maxtasksperchild=1) as one:
            cost = one.apply(run, (peer, path, out, options))
        if cases <= 20_000_000:  # once more: the lesser of two, for others use the machine too
            with alone.Pool(1, maxtasksperchild=1) as one:
                cost = min(cost, one.apply(run, (peer, path, out, options)))
        tables.append(duckdb.sql(f"SELECT * FROM '{out}'").fetchall())
        rows.append((name, cost))
        print(json.dumps({"cases": cases, "peer": name, **cost._asdict()}), file=sys.stderr, flush=True)
    hand = next(cost.cpu for name, cost in rows if name == "DuckDB by hand")
    for name, cost in rows:
        table.add_row(
            name, f"{cost.cpu:.2f}", f"{cost.cpu / hand:.2f}x", f"{cost.wall:.2f}", f"{cost.memory / 2**20:,.0f}"
        )
    return table, all(one == tables[0] for one in tables)


def main(sizes: list[int]) -> None:
    """Prints a table a size."""
    console = Console()
    for cases in sizes:
        with tempfile.TemporaryDirectory() as folder:
            table, same = measured(cases, Path(folder))
        console.print(table)
        console.print("All give the same figures." if same else "[red]The figures differ.[/red]")


if __name__ == "__main__":
    os.environ["POLARS_MAX_THREADS"] = str(THREADS)  # the package holds it to one
    main([int(one) for one in sys.argv[1:]] or [1_000_000])
