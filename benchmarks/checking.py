"""What checking a whole ledger costs as it grows, beside the same rules in plain pandas:
`python -m benchmarks.checking [FIGURES]`

Countries with their first-level parts: new and total cases, deaths and recoveries of every day, a document a country
and day, 2,000,000 figures in the end where no other number is given. Of a hundred documents one has a digit that is
wrong, and ten give another total for the day before. Each checker is a process of its own, so that its most memory is
known. Ours reads the suspect figures from SQLite and looks for the slips behind what fails; pandas gets its columns in
memory, typed, and makes no figure and gives no reason: it counts what breaks, and both must count alike. Of jumps it
counts those near a fall too.
"""

import multiprocessing
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

import esep
from esep import area, ledger
from esep.document import Document
from esep.figure import Claim, Figure, stated
from esep.period import DAY, Period
from esep.project import start

FIRST = date(2020, 3, 1)
EVENTS = ("case", "death", "recovery")
COUNTRIES = ("KZ", "ZA", "DE", "IT", "BR", "IN", "US", "FR", "ES", "PL", "UA", "MX", "AR", "CA", "JP", "TR", "NG", "ID")
WRONG, RESTATED = 0.01, 0.1
"""Of all documents."""
ONSET = Period.parse("onset")


class Cost(NamedTuple):
    """Of one check."""

    seconds: float
    """CPU seconds of the process."""
    memory: int
    """The most bytes that it held."""
    found: Counter[str]
    """Problems by their code."""


def documents() -> Iterator[tuple[Document, list[Figure]]]:
    """Day by day, without an end."""
    chance = random.Random(2020)
    parts = {code: [part.code for part in area.parts(code, FIRST)] for code in COUNTRIES}
    totals: Counter[tuple[str, str]] = Counter()
    for day in (FIRST + timedelta(number) for number in count()):
        for country, codes in parts.items():
            claims = _day(country, codes, day, totals, chance)
            said = Document(
                f"{country} {day}",
                f"Ministry of {country}",
                issued=datetime(day.year, day.month, day.day, 20, tzinfo=UTC),
            )
            if chance.random() < RESTATED:
                again = Claim("COVID-19", codes[0], "case", "total", "confirmed", "-", None, day - timedelta(1))
                claims[again] = totals[codes[0], "case"] - 1
            if chance.random() < WRONG:
                slip = chance.choice(list(claims))
                claims[slip] += 10 ** chance.randrange(len(str(claims[slip])))
            its = [
                stated(
                    said, claim, value, DAY if claim.start else ONSET, span=(n * 9, n * 9 + 7), quote="…", rule="cell"
                )
                for n, (claim, value) in enumerate(claims.items())
            ]
            yield said, its


def first(figures: int, said: Iterator[tuple[Document, list[Figure]]]) -> Iterator[tuple[Document, list[Figure]]]:
    """The first documents of these that hold so many figures together."""
    while figures > 0:
        one, its = next(said)
        yield one, its
        figures -= len(its)


def _day(
    country: str, codes: list[str], day: date, totals: Counter[tuple[str, str]], chance: random.Random
) -> dict[Claim, int]:
    """What a country and its parts state that day."""
    claims: dict[Claim, int] = {}
    for event, least in zip(EVENTS, (400, 2, 150), strict=True):
        new = {code: least + chance.randrange(least) for code in codes}
        new[country] = sum(new.values())
        for code, value in new.items():
            totals[code, event] += value
            claim = Claim("COVID-19", code, event, "new", "confirmed", "-", day, day)
            claims[claim] = value
            claims[claim._replace(measure="total", start=None)] = totals[code, event]
    return claims


def ours(address: str, answers: "multiprocessing.Queue[Cost]") -> None:
    """`Ledger.check` of a mirror that is up to date."""
    opened = esep.open(address)
    began = process_time()
    findings = opened.check()
    found = Counter(problem.code for problem in findings.problems)
    answers.put(Cost(process_time() - began, _memory(), found))


def in_pandas(columns: str, answers: "multiprocessing.Queue[Cost]") -> None:
    """The same rules as a data scientist writes them."""
    rows = pd.read_parquet(columns)
    began = process_time()
    answers.put(Cost(0, 0, _by_pandas(rows))._replace(seconds=process_time() - began, memory=_memory()))


def _by_pandas(rows: pd.DataFrame) -> Counter[str]:
    found: Counter[str] = Counter()
    claim = ["area", "event", "measure", "end"]
    distinct = rows.groupby(claim, observed=True)["value"].agg(["min", "max", "nunique"]).reset_index()
    found["two-values"] = int((distinct["nunique"] > 1).sum())
    rows = rows.assign(country=rows["area"].astype(str).str[:2])
    whole = rows[rows["area"].astype(str) == rows["country"]]
    parts = rows[rows["area"].astype(str) != rows["country"]]
    page = ["document", "country", "event", "measure", "end"]
    sums = parts.groupby(page, observed=True)["value"].agg(["sum", "count"]).reset_index()
    known = parts.groupby("country")["area"].nunique().rename("all")
    joined = whole.merge(sums, on=page).merge(known, left_on="country", right_index=True)
    off = joined["value"] - joined["sum"]
    found["parts-differ"] = int(((off < 0) | ((off > 0) & (joined["count"] == joined["all"]))).sum())
    totals = rows[rows["measure"] == "total"]
    cases = totals[totals["event"] == "case"][["document", "area", "end", "value"]]
    others = totals[totals["event"] != "case"]
    outcome = others.merge(cases, on=["document", "area", "end"], suffixes=("", "_case"))
    found["part-exceeds"] = int((outcome["value"] > outcome["value_case"]).sum())
    line = distinct[distinct["measure"] == "total"].sort_values(["area", "event", "end"])
    same = (line["area"] == line["area"].shift()) & (line["event"] == line["event"].shift())
    found["fell"] = int((same & (line["max"] < line["min"].shift())).sum())
    each = rows.drop_duplicates([*claim, "value"])[[*claim, "value"]]
    total = each[each["measure"] == "total"]
    before = total.assign(end=total["end"] + pd.Timedelta(days=1))
    new = each[each["measure"] == "new"]
    key = ["area", "event", "end"]
    grown = new.merge(total, on=key, suffixes=("", "_after")).merge(before, on=key, suffixes=("", "_before"))
    holds = grown["value_after"] == grown["value_before"] + grown["value"]
    found["growth"] = int((~holds.groupby([grown[name] for name in key], observed=True).any()).sum())
    found["jump"] = _jumps(distinct)
    return +found


def _jumps(distinct: pd.DataFrame) -> int:
    """Counts ten times as large, or as small, as the seven before and the seven after: how many there are at most."""
    counts = distinct.sort_values(["area", "event", "measure", "end"])
    by = ["area", "event", "measure"]
    step = counts["max"].where(counts["measure"] == "new", counts.groupby(by, observed=True)["max"].diff())
    series = step.groupby([counts[name] for name in by], observed=True)
    around = pd.concat([series.shift(n) for n in (*range(-7, 0), *range(1, 8))], axis=1)
    most, least = around.max(axis=1), around.min(axis=1)
    whole = around.notna().all(axis=1)
    return int((whole & (((step >= 100) & (step >= 10 * most)) | ((least >= 100) & (10 * step <= least)))).sum())


def _memory() -> int:
    """The most bytes that this process held; not that of the one it came from, which `getrusage` counts in."""
    told = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(told.split()[1]) * 1024


def measured(work: Any, argument: str) -> Cost:
    """The work in a process of its own."""
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    process = context.Process(target=work, args=(argument, answers))
    process.start()
    answer: Cost = answers.get()
    process.join()
    return answer


def main(figures: int = 2_000_000) -> None:
    """Prints a row a size and checker, as one ledger grows."""
    table = Table("", "figures", "seconds", "memory", "problems", box=SIMPLE_HEAD, title="A whole ledger checked")
    alike = True
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        address, columns = str(Path(folder) / "ledger.sqlite3"), str(Path(folder) / "columns.parquet")
        start(address)
        said, known = documents(), 0
        for size in (figures // 8, figures // 4, figures // 2, figures):
            for _ in ledger.record_all(first(size - known, said), reader="1", at=datetime(2026, 1, 1, tzinfo=UTC)):
                pass
            frame = esep.open(address).history()
            known = frame.num_rows
            _typed(frame.to_pandas()).to_parquet(columns)
            costs = {"esep": measured(ours, address), "pandas": measured(in_pandas, columns)}
            one, other = ({**cost.found, "jump": 0} for cost in costs.values())
            alike &= one == other
            for name, cost in costs.items():
                memory = f"{cost.memory / 2**20:,.0f} MB"
                table.add_row(name, f"{known:,}", f"{cost.seconds:.1f}", memory, f"{cost.found.total():,}")
    console = Console()
    console.print(table)
    by_code = Table("", *costs, box=SIMPLE_HEAD, title="What was found in the largest")
    for code in sorted(costs["esep"].found | costs["pandas"].found):
        by_code.add_row(code, *(f"{cost.found[code]:,}" for cost in costs.values()))
    console.print(by_code)
    console.print("Both count alike, kind by kind." if alike else "They count differently.")


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[["area", "event", "measure", "end", "value", "document"]].assign(end=pd.to_datetime(rows["end"]))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
