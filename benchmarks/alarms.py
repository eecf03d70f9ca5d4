"""False alarms: how much of clean real series a check concerns, and how much of planted slips it finds:
`python -m benchmarks.alarms [FOLDER]`

An area-day is one area on one day; it is concerned where a figure of it stands in a problem of that severity. It was
changed where the publisher stated another value on a later day, or a lower one on the same day. Series with versions
are checked twice: as they stand in the end, and on each day as they were known by then, when nothing followed yet.

What is found in real series is not all false: a spike that comes back, a column of zeros, a day left out are errors
that stood. Falls in JHU's totals that fail are held against WHO's, which come by another road. The site's looks at
Kazakhstan's regions are shipped with Esep. The large series (JHU CSSE, WHO) are not: name the folder that has them.

Slips: in a random series of the same ones, one total of a random day, far from either end, gets one digit that is
wrong, a zero too many, two digits swapped, or the value of the day before.
"""

import random
import sys
import tempfile
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import process_time

from rich.console import Console
from rich.table import Table

from esep import area, document
from esep.check import check, confronted
from esep.document import Document, Issued
from esep.figure import Claim, Figure
from esep.problem import Problem
from esep.read import read
from esep.sources import documents
from esep.sources.mapping import Layout, mapping
from esep.sources.series import mapped
from esep.terms import Measure, Severity

SHIPPED = Path(__file__).parents[1] / "examples/kazakhstan/series"
SERIES = Path("../shared/data/series")
SETS: dict[str, tuple[str, str, date]] = {
    "csse-versions": ("JHU CSSE, Kazakhstan, 257 versions", "csse_kz_versions.csv", date(2020, 8, 19)),
    "csse-wide": ("JHU CSSE, the world by day", "csse_global_*.csv.gz", date(2023, 3, 10)),
    "who-weekly": ("WHO, the world by week", "who_global_weekly.csv.gz", date(2025, 11, 20)),
}
"""Mapping to name, files and day of issue."""
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
Series = dict[tuple[str, str], dict[date, int]]
"""Area and event to the totals."""
PLANTED = 400
_LOOKED_BACK = timedelta(days=16)
"""A figure's neighbours, and a day more."""


def figures(layout: Layout, paths: Iterable[Path], issued: Issued) -> list[Figure]:
    """What the tables state."""
    about = Document("", issued=issued)
    found = mapped(map(str, paths), layout, about, tell=lambda line: None)
    return [figure for _, document in found for figure in read(document).figures]


def area_days(said: Iterable[Figure]) -> set[AreaDay]:
    """Those of the figures."""
    return {(figure.claim.area, figure.claim.end) for figure in said}


def concerned(problems: Iterable[Problem]) -> set[AreaDay]:
    """The area-days of the problems' figures."""
    return area_days(figure for problem in problems for figure in problem.figures)


def changed(said: Iterable[Figure]) -> set[AreaDay]:
    """The area-days of which another value was stated on a later day, or a lower one on the same day: a count may grow
    while its day lasts."""
    statements: dict[Claim, list[Figure]] = defaultdict(list)
    for figure in sorted(said, key=lambda figure: figure.said_at):
        statements[figure.claim].append(figure)
    return area_days(
        before
        for its in statements.values()
        for before, after in pairwise(its)
        if after.value < before.value or (after.value > before.value and _day_of_issue(after) > _day_of_issue(before))
    )


def as_known(said: Iterable[Figure], every: int = 1) -> list[Problem]:
    """What was found on each day of issue (or every so many) in what was known by then of the days before it."""
    dated = [(_day_of_issue(figure), figure) for figure in said]
    found: dict[object, Problem] = {}
    for today in sorted({day for day, _ in dated})[::every]:
        since = today - _LOOKED_BACK
        known = [figure for day, figure in dated if day <= today and figure.claim.end and figure.claim.end > since]
        found |= {_key(problem): problem for problem in confronted(known).problems}
    return list(found.values())


def _day_of_issue(figure: Figure) -> date:
    return document.local_day(figure.source.issued, area.zone(figure.claim.area)) or date.min


def kind(problem: Problem) -> tuple[str, str]:
    """Severity, and identity or code with the reason; which slip it was does not matter here."""
    reasons = [one.kind for one in problem.explanations if not one.cost]
    return str(problem.severity), ", ".join([problem.identity or problem.code, *reasons[:1]])


def alarms(name: str, said: Iterable[Figure], problems: Iterable[Problem], revised: set[AreaDay]) -> Table:
    """The share of area-days concerned, by kind of problem; apart, of those that no later version changed."""
    days = area_days(said)
    by_kind: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.severity != Severity.NOTE:
            by_kind[kind(problem)].append(problem)
            by_kind[str(problem.severity), ""].append(problem)
    title = f"{name}: {len(days):,} area-days, {len(days & revised):,} changed"
    table = Table("", "", "problems", "area-days", "share", "never changed", title=title)
    for (severity, code), its in sorted(by_kind.items()):
        struck = concerned(its)
        still = len(struck - revised) / max(1, len(days - revised))
        cells = (f"{len(its):,}", f"{len(struck):,}", f"{len(struck) / len(days):.2%}", f"{still:.2%}")
        table.add_row(*(("", code) if code else (severity, "all")), *cells)
    return table


# Against another source --------------------------------------------------------------------------------------------


def witnessed(problems: Iterable[Problem], daily: Series, weekly: Series) -> Table:
    """What the totals of another source say of falls that fail: that the figures named are out of line by more than
    half the fall and more than half of how far the two sources drift apart around that day; or nothing."""
    tally: Counter[str] = Counter()
    for problem in problems:
        if problem.code == "fell" and problem.severity == Severity.FAILS:
            tally[_verdict(problem, daily, weekly)] += 1
    table = Table("what WHO's totals say of it", "falls that fail", title="JHU's falls beside WHO's totals")
    for verdict, count in sorted(tally.items()):
        table.add_row(verdict, f"{count:,}")
    return table


def _verdict(problem: Problem, daily: Series, weekly: Series) -> str:
    after = problem.figures[0].claim
    key = after.area, str(after.event)
    if key not in weekly or after.end is None:
        return f"nothing: {after.event} of {'a part of a country' if '-' in after.area else 'a country'}"
    named = {figure.claim.end for figure in _named(problem)}
    apart = _apart(daily[key], weekly[key])
    near = [after.end + timedelta(days) for days in range(-5, 6)]
    others = [apart[day] for day in near if day in apart and day not in named]
    out = max((abs(apart[day] - median(others)) for day in named if day in apart and others), default=0)
    drift = (max(others) - min(others)) / 2 if others else 0
    depth = problem.figures[1].value - problem.figures[0].value
    return "out of line there" if out >= depth / 2 and out > drift else "unclear: the two are further apart than that"


def _apart(daily: Mapping[date, int], weekly: Mapping[date, int]) -> dict[date, float]:
    """Each day's total less the weekly ones, which grow evenly between their days."""
    days = sorted(weekly)
    found = {}
    for day, value in daily.items():
        at = bisect(days, day)
        if 0 < at < len(days):
            before, after = days[at - 1], days[at]
            grown = (weekly[after] - weekly[before]) * ((day - before) / (after - before))
            found[day] = value - weekly[before] - grown
    return found


def _totals(said: Iterable[Figure]) -> Series:
    found: Series = defaultdict(dict)
    for figure in said:
        if figure.claim.measure == Measure.TOTAL and figure.claim.end:
            found[figure.claim.area, str(figure.claim.event)][figure.claim.end] = figure.value
    return found


# Planted slips -----------------------------------------------------------------------------------------------------


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
    """How many of the slips that were planted in totals are noticed, and what is said first of the gravest problem:
    `named` that figure alone, `put right` with the value that was there, `another` other figures."""
    series: dict[Claim, list[Figure]] = defaultdict(list)
    for figure in said:
        if figure.claim.measure == Measure.TOTAL:
            series[figure.claim._replace(end=None)].append(figure)
    chance = random.Random(2021)
    choices = [sorted(its, key=lambda f: f.claim.end or date.min) for its in series.values() if len(its) > 60]
    columns = ("planted", "by 10 or more", "noticed", "fails", "named", "put right", "put wrong", "another")
    table = Table("slip", *columns, title="Planted in those series")
    for name, slip in SLIPS.items():
        tally: Counter[str] = Counter()
        while tally["planted"] < PLANTED:
            its = chance.choice(choices)
            place = chance.randrange(20, len(its) - 20)
            part = its[place - 20 : place + 21]
            value = slip(part[20].value, part[19].value, chance)
            if part[20].value >= 100 and value != part[20].value != part[19].value:
                tally.update(("planted", *_noticed(part, 20, value)))
        table.add_row(name, *(f"{tally[column]}" for column in columns))
    return table


def _noticed(series: list[Figure], place: int, value: int) -> Iterable[str]:
    """The columns of the table that count this slip."""
    right, wrong = series[place], replace(series[place], value=value)
    if abs(value - right.value) >= 10:
        yield "by 10 or more"
    before = {_key(problem) for problem in check(series).problems}
    slipped = check([*series[:place], wrong, *series[place + 1 :]]).problems
    if new := [problem for problem in slipped if _key(problem) not in before]:
        yield "noticed"
        if new[0].severity == Severity.FAILS:
            yield "fails"
        named = [figure.claim for figure in _named(new[0])] == [wrong.claim]
        yield "named" if named else "another"
        values = new[0].explanations[0].values if new[0].explanations else {}
        if named and wrong.id in values:
            yield "put right" if values[wrong.id] == right.value else "put wrong"


def _named(problem: Problem) -> tuple[Figure, ...]:
    """Those that are likeliest wrong; where no reason is told, all of it."""
    return problem.explanations[0].figures if problem.explanations else problem.figures


def _key(problem: Problem) -> object:
    return problem.code, problem.severity, tuple((figure.claim, figure.value) for figure in problem.figures)


# The run ------------------------------------------------------------------------------------------------------------


def shipped() -> list[Figure]:
    """Every look at the regions of Kazakhstan."""
    return [f for one in documents(str(SHIPPED), Document("", area="KZ")) for f in read(one).figures]


def main(folder: str | None = None) -> None:
    """Prints a table a series, and one of planted slips."""
    console = Console()
    where = Path(folder) if folder else SERIES
    looks = shipped()
    _show(console, "coronavirus2020.kz, every look (shipped)", looks, changed(looks))
    _show_as_known(console, looks)
    if (daily := where / "kz_region_daily.csv").exists():
        _show(console, "coronavirus2020.kz, each day's last look", figures(_daily(), [daily], None), changed(looks))
    falls: tuple[Problem, ...] = ()
    totals: dict[str, Series] = {}
    for of, (name, pattern, issued) in SETS.items():
        paths = sorted(where.glob(pattern))
        if not paths:
            console.print(f"{name}: no data in {where}")
            continue
        said = figures(mapping(of), paths, issued)
        problems = _show(console, name, said, changed(said))
        totals[of] = _totals(said)
        if of == "csse-versions":
            _show_as_known(console, said)
        elif of == "csse-wide":
            falls = problems
            console.print(found(said))
    if {"csse-wide", "who-weekly"} <= set(totals):
        console.print(witnessed(falls, totals["csse-wide"], totals["who-weekly"]))


def _daily() -> Layout:
    """The layout of a table that holds the last look of each day."""
    with tempfile.NamedTemporaryFile("w", suffix=".toml") as file:
        file.write(DAILY)
        file.flush()
        return mapping(file.name)


def _show(console: Console, name: str, said: list[Figure], revised: set[AreaDay]) -> tuple[Problem, ...]:
    started = process_time()
    problems = check(said).problems
    spent = process_time() - started
    console.print(alarms(name, said, problems, revised))
    console.print(f"{len(said):,} figures checked in {spent:.1f} s\n")
    return problems


def _show_as_known(console: Console, said: list[Figure]) -> None:
    console.print(alarms("The same, as known on each day", said, as_known(said), changed(said)))


if __name__ == "__main__":
    main(*sys.argv[1:2])
