"""How long it takes to name the wrong figures in a week of a country's tables, twenty areas and ten indicators, beside
a solver that is given the same; and in eight months of them where next to nothing holds.

python -m benchmarks.localising

Right: the figures that slipped, and no others, are named first. The solver knows slips of one figure only and gives one
answer; where it looks for the fewest figures it does not know how people slip.
"""

import random
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain
from statistics import median
from time import process_time
from typing import TypeVar

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks.solver import localised
from esep import area
from esep.check import check
from esep.check.localise import UNFINISHED, explained
from esep.check.slips import of_digits
from esep.figure import Claim, Figure, Source
from esep.period import DAY, ONSET
from esep.problem import Problem
from esep.terms import Severity

COUNTED = {
    ("case", "confirmed"): 100_000,
    ("case", "probable"): 9_000,
    ("death", "confirmed"): 1_000,
    ("recovery", "confirmed"): 50_000,
    ("test", "all"): 500_000,
}
"""What is counted, new and in total, and about how many in an area."""
FIRST = date(2022, 9, 12)
WEEK, MONTHS = 7, 240
RUNS = 10
_T = TypeVar("_T")


def tables(seed: int, days: int = WEEK) -> list[Figure]:
    """Ten indicators of the country and its parts, day by day: consistent."""
    draw = random.Random(seed)
    parts = [part.code for part in area.parts("KZ", FIRST)]
    values: dict[Claim, int] = {}
    for (event, definition), about in COUNTED.items():
        totals = {code: draw.randint(about, about + about // 5) for code in parts}
        for day in (FIRST + timedelta(n) for n in range(days)):
            new = {code: draw.randint(0, about // 100) for code in parts}
            totals = {code: totals[code] + new[code] for code in parts}
            for kind, of, start in (("new", new, day), ("total", totals, None)):
                for code, value in (*of.items(), ("KZ", sum(of.values()))):
                    values[Claim("COVID-19", code, event, kind, definition, "-", start, day)] = value
    return figures(values)


def figures(values: Mapping[Claim, int]) -> list[Figure]:
    """They were stated day by day."""
    return [
        Figure(c, v, DAY if c.measure == "new" else ONSET, Source(f"d{c.end}", "m", issued=c.end), given_id=str(c))
        for c, v in values.items()
    ]


def slipped(right: list[Figure], seed: int, count: int) -> list[Figure]:
    """With so many slips of one digit, each in a figure of its own."""
    draw = random.Random(seed)
    wrong = draw.sample(range(len(right)), count)
    meant = {at: draw.choice([value for _, value in of_digits(right[at].value)]) for at in wrong}
    return [replace(figure, value=meant.get(at, figure.value)) for at, figure in enumerate(right)]


def found(problems: Sequence[Problem]) -> frozenset[str]:
    """Ids of the figures that are named first."""
    return frozenset(f.id for one in problems for said in one.explanations[:1] for f in said.figures)


def timed(work: Callable[[], _T]) -> tuple[float, _T]:
    """Milliseconds of CPU, and what came of it."""
    began = process_time()
    result = work()
    return 1000 * (process_time() - began), result


def with_slips(count: int) -> list[str]:
    """The row of so many slips: middle and most of what localising takes, what the solver takes, how often right."""
    times: dict[str, list[float]] = {"ours": [], "by cost": [], "fewest": []}
    right = dict.fromkeys(times, 0)
    for seed in range(RUNS):
        sound = tables(seed)
        wrong = slipped(sound, seed, count)
        planted = {f.id for f, g in zip(wrong, sound, strict=True) if f.value != g.value}
        plain = [replace(one, explanations=()) for one in check(wrong).problems]
        ways: dict[str, Callable[[], frozenset[str] | None]] = {
            "ours": lambda plain=plain, wrong=wrong: found(explained(plain, wrong)),
            "by cost": lambda wrong=wrong: localised(wrong, by_slips=True),
            "fewest": lambda wrong=wrong: localised(wrong, by_slips=False),
        }
        for name, way in ways.items():
            spent, named = timed(way)
            times[name].append(spent)
            right[name] += named == planted
    cells = ((f"{median(its):.0f}", f"{max(its):.0f}", f"{right[name]}") for name, its in times.items())
    return [f"{count}", *chain.from_iterable(cells), f"{median(times['by cost']) / median(times['ours']):.1f}"]


def hopeless() -> str:
    """What a search that cannot come to its end costs, and says."""
    draw = random.Random(3)
    wrong = [replace(figure, value=draw.randint(0, 100_000)) for figure in tables(1, MONTHS)]
    plain = [replace(one, explanations=()) for one in check(wrong).problems]
    spent, told = timed(lambda: explained(plain, wrong))
    broken = [one for one in told if one.identity and one.severity == Severity.FAILS]
    left = sum(UNFINISHED in one.parameters for one in broken)
    return (
        f"{len(wrong):,} figures of random values, {len(broken):,} broken identities: {spent / 1000:.0f} s of CPU; "
        f"{sum(bool(one.explanations) for one in broken):,} have an explanation, {left:,} say that the search took too "
        "long"
    )


def main() -> None:
    """Prints the table and the hopeless case."""
    title = f"A week of tables, {len(tables(0)):,} figures: ms of CPU, {RUNS} runs"
    solver = [head for name in ("by cost", "fewest") for head in (f"CP-SAT\n{name}", "most", "right")]
    table = Table("slips", "Esep", "most", "right", *solver, "by cost\n/ Esep", title=title, box=SIMPLE_HEAD)
    for count in (1, 2, 5, 10):
        table.add_row(*with_slips(count))
    console = Console()
    console.print(table)
    console.print(hopeless())


if __name__ == "__main__":
    sys.exit(main())
