"""How long it takes to name the wrong figures in a week of a country's tables: twenty areas, ten indicators.

python -m benchmarks.localising
"""

import random
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from time import process_time

from esep import area
from esep.check import check
from esep.check.localise import explained
from esep.check.slips import of_digits
from esep.figure import Claim, Figure, Source
from esep.period import DAY, ONSET
from esep.terms import Severity

COUNTED = {
    ("case", "confirmed"): 100_000,
    ("case", "probable"): 9_000,
    ("death", "confirmed"): 1_000,
    ("recovery", "confirmed"): 50_000,
    ("test", "all"): 500_000,
}
"""What is counted, new and in total, and about how many in an area."""
DAYS = [date(2022, 9, 12) + timedelta(n) for n in range(7)]


def tables(seed: int) -> list[Figure]:
    """Ten indicators of the country and its parts, for a week: consistent."""
    draw = random.Random(seed)
    parts = [part.code for part in area.parts("KZ", DAYS[0])]
    values: dict[Claim, int] = {}
    for (event, definition), about in COUNTED.items():
        totals = {code: draw.randint(about, about + about // 5) for code in parts}
        for day in DAYS:
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


def main() -> None:
    """Prints the table."""
    print("slips  figures  problems  check, ms  localising, ms  right first")
    for count in (1, 2, 5, 10):
        times, problems_found, right_first, spent = [], 0, 0, 0.0
        for seed in range(10):
            right = tables(seed)
            wrong = slipped(right, seed, count)
            began = process_time()
            found = check(wrong).problems
            spent += process_time() - began
            plain = [replace(p, explanations=()) for p in found]
            began = process_time()
            told = explained(plain, wrong)
            times.append(process_time() - began)
            problems_found += sum(p.severity == Severity.FAILS for p in told)
            named = {f.id for p in told for e in p.explanations[:1] for f in e.figures}
            planted = {f.id for f, g in zip(wrong, right, strict=True) if f.value != g.value}
            right_first += named == planted
        times.sort()
        print(
            f"{count:>5}  {len(wrong):>7}  {problems_found / 10:>8}  {100 * spent:>9.0f}"
            f"  {1000 * times[5]:>6.0f} (most {1000 * times[-1]:.0f})  {right_first} of 10"
        )


if __name__ == "__main__":
    sys.exit(main())
