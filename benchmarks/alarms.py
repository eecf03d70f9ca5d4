"""False alarms: how much of clean real series a check concerns, and how much of planted slips it finds:
`python -m benchmarks.alarms [FOLDER]`

An area-day is one area on one day; it is concerned where a figure of it stands in a problem of that severity. What is
found in real series is not all false: a spike that comes back, a column of zeros, a day left out are errors that stood.
The site's looks at Kazakhstan's regions are shipped with Esep. The large series (JHU CSSE, WHO) are not: name the
folder that has them.

Slips: in a random series of the same ones, one total of a random day, far from either end, gets one digit that is
wrong, a zero too many, two digits swapped, or the value of the day before.
"""

import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import process_time

from rich.console import Console
from rich.table import Table

from esep.check import Findings, check
from esep.document import Document, Issued
from esep.figure import Claim, Figure
from esep.problem import Problem
from esep.read import read
from esep.sources import documents
from esep.sources.mapping import Layout, mapping
from esep.sources.series import mapped
from esep.terms import Measure, Severity

SHIPPED = Path("examples/kazakhstan/series")
SERIES = Path("../shared/data/series")
SETS: dict[str, tuple[str, str, date]] = {
    "JHU CSSE, Kazakhstan, 257 versions": ("csse-versions", "csse_kz_versions.csv", date(2020, 8, 19)),
    "JHU CSSE, the world by day": ("csse-wide", "csse_global_*.csv.gz", date(2023, 3, 10)),
    "WHO, the world by week": ("who-weekly", "who_global_weekly.csv.gz", date(2025, 11, 20)),
}
"""Name to mapping, files and day of issue."""
DAILY = """
publisher = "coronavirus2020.kz"
country = "KZ"
changes_only = false
missing = ["NaN"]
area = "iso_2022"
date = "local_date_utc6"
issued = "last_scrape_utc"
[claims]
confirmed_total = "case/total/confirmed"
recovered_total = "recovery/total/confirmed"
deaths_total = "death/total/confirmed"
"""
AreaDay = tuple[str, date | None]
PLANTED = 400


def figures(layout: Layout, paths: Iterable[Path], issued: Issued) -> list[Figure]:
    """What the tables state."""
    about = Document("", issued=issued)
    found = mapped(map(str, paths), layout, about, tell=lambda line: None)
    return [figure for _, document in found for figure in read(document).figures]


def concerned(problems: Iterable[Problem]) -> set[AreaDay]:
    """The area-days of the problems' figures."""
    return {_area_day(figure) for problem in problems for figure in problem.figures}


def _area_day(figure: Figure) -> AreaDay:
    return figure.claim.area, figure.claim.end


def kind(problem: Problem) -> tuple[str, str]:
    """Severity, and code with its reason."""
    reason = f", {problem.explanations[0].kind}" if problem.explanations else ""
    return str(problem.severity), f"{problem.code}{reason}"


def alarms(name: str, said: list[Figure], findings: Findings) -> Table:
    """The share of area-days concerned, by kind of problem; apart, of those that no later version changed."""
    days = {_area_day(figure) for figure in said}
    changed = concerned(p for p in findings.problems if p.code == "two-values" and p.severity != Severity.NOTE)
    by_kind: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in findings.problems:
        if problem.severity != Severity.NOTE:
            by_kind[kind(problem)].append(problem)
            by_kind[str(problem.severity), ""].append(problem)
    table = Table("", "", "problems", "area-days", "share", "never changed", title=f"{name}: {len(days):,} area-days")
    for (severity, code), problems in sorted(by_kind.items()):
        its = concerned(problems)
        share = len(its) / len(days)
        still = len(its - changed) / max(1, len(days - changed))
        cells = (f"{len(problems):,}", f"{len(its):,}", f"{share:.2%}", f"{still:.2%}")
        table.add_row(*(("", code) if code else (severity, "all")), *cells)
    return table


def _digit(value: int, before: int, chance: random.Random) -> int:
    digits = list(str(value))
    place = chance.randrange(len(digits))
    digits[place] = str((int(digits[place]) + chance.randrange(1, 10)) % 10)
    return int("".join(digits))


def _swapped(value: int, before: int, chance: random.Random) -> int:
    digits = list(str(value))
    places = [n for n in range(len(digits) - 1) if digits[n] != digits[n + 1]]
    if places:
        place = chance.choice(places)
        digits[place : place + 2] = digits[place + 1], digits[place]
    return int("".join(digits))


SLIPS: dict[str, Callable[[int, int, random.Random], int]] = {
    "one digit wrong": _digit,
    "a zero too many": lambda value, before, chance: value * 10,
    "two digits swapped": _swapped,
    "the day before repeated": lambda value, before, chance: before,
}


def found(said: Iterable[Figure]) -> Table:
    """How many of the slips that were planted in totals are noticed: `named` where the first explanation of a problem
    is that figure, or the problem is of it alone."""
    series: dict[Claim, list[Figure]] = defaultdict(list)
    for figure in said:
        if figure.claim.measure == Measure.TOTAL:
            series[figure.claim._replace(end=None)].append(figure)
    chance = random.Random(2021)
    choices = [sorted(its, key=lambda f: f.claim.end or date.min) for its in series.values() if len(its) > 60]
    table = Table(
        "slip", "planted", "by 10 or more", "noticed", "by a `fails`", "named", title="Planted in those series"
    )
    for name, slip in SLIPS.items():
        tally: Counter[str] = Counter()
        while tally["planted"] < PLANTED:
            its = chance.choice(choices)
            place = chance.randrange(20, len(its) - 20)
            part = its[place - 20 : place + 21]
            value = slip(part[20].value, part[19].value, chance)
            if part[20].value < 100 or value == part[20].value or part[19].value == part[20].value:
                continue
            tally["planted"] += 1
            tally["large"] += abs(value - part[20].value) >= 10
            wrong = replace(part[20], value=value)
            before = {_key(p) for p in check(part).problems}
            new = [p for p in check([*part[:20], wrong, *part[21:]]).problems if _key(p) not in before]
            tally["noticed"] += bool(new)
            tally["fails"] += any(p.severity == Severity.FAILS for p in new)
            tally["named"] += any([f.claim for f in _accused(p)] == [wrong.claim] for p in new)
        table.add_row(name, *(f"{tally[name]}" for name in ("planted", "large", "noticed", "fails", "named")))
    return table


def _key(problem: Problem) -> object:
    return problem.code, problem.severity, tuple((figure.claim, figure.value) for figure in problem.figures)


def _accused(problem: Problem) -> tuple[Figure, ...]:
    if problem.explanations:
        return problem.explanations[0].figures if problem.explanations[0].kind == "out-of-line" else ()
    return problem.figures if len(problem.figures) == 1 else ()


def main(folder: str | None = None) -> None:
    """Prints a table a series, and one of planted slips."""
    console = Console()
    shipped = [f for document in documents(str(SHIPPED), Document("", area="KZ")) for f in read(document).figures]
    _show(console, "coronavirus2020.kz, every look (shipped)", shipped)
    where = Path(folder) if folder else SERIES
    daily = where / "kz_region_daily.csv"
    if daily.exists():
        layout = _daily()
        _show(console, "coronavirus2020.kz, each day's last look", figures(layout, [daily], None))
    for name, (of, pattern, issued) in SETS.items():
        paths = sorted(where.glob(pattern))
        if not paths:
            console.print(f"{name}: no data in {where}")
            continue
        said = figures(mapping(of), paths, issued)
        _show(console, name, said)
        if of == "csse-wide":
            console.print(found(said))


def _daily() -> Layout:
    """The layout of a table that holds the last look of each day."""
    with tempfile.NamedTemporaryFile("w", suffix=".toml") as file:
        file.write(DAILY)
        file.flush()
        return mapping(file.name)


def _show(console: Console, name: str, said: list[Figure]) -> None:
    started = process_time()
    findings = check(said)
    spent = process_time() - started
    console.print(alarms(name, said, findings))
    console.print(f"{len(said):,} figures checked in {spent:.1f} s\n")


if __name__ == "__main__":
    main(*sys.argv[1:2])
