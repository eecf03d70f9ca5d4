"""Write what made-up line lists follow: src/esep/data/synthesis/KZ.csv.

The totals of each region of Kazakhstan on each day: the last look of the day (UTC+6) at the official site, from
examples/kazakhstan/series. It ends before 1 July 2020, when people without symptoms were taken into the total. Nothing
is computed.

    python tools/build_synthesis.py
"""

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SERIES = ROOT / "examples" / "kazakhstan" / "series" / "coronavirus2020-kz.csv"
OUT = ROOT / "src" / "esep" / "data" / "synthesis" / "KZ.csv"
ZONE = timezone(timedelta(hours=6))
FIRST, LAST = date(2020, 3, 28), date(2020, 6, 30)
HEADER = """\
# What made-up line lists follow: the totals of each region of Kazakhstan at the end of each day (UTC+6), as the site
# coronavirus2020.kz showed them. A total that falls, or is less than its parts, stands as it was shown.
# Source: anuveyatsu/covid-19-kz (https://github.com/anuveyatsu/covid-19-kz), licence ODC-PDDL 1.0. Date: 2026-11-24.
# Written by tools/build_synthesis.py: do not edit.
"""


def rows(series: Path = SERIES) -> Iterator[tuple[str, ...]]:
    """(day, region, cases, recovered, deaths), in the order of days, then regions."""
    lines = [line for line in series.read_text("utf-8").splitlines() if not line.startswith("#")]
    looks = [
        (datetime.fromisoformat(issued).astimezone(ZONE).date(), code, values)
        for issued, code, *values in list(csv.reader(lines))[1:]
    ]
    last: dict[str, list[str]] = {}
    for day in (FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)):
        last |= {code: values for seen, code, values in looks if seen <= day and code != "KZ"}
        for code in sorted(last):
            yield day.isoformat(), code, *last[code]


def main() -> None:
    with OUT.open("w", encoding="utf-8", newline="") as stream:
        stream.write(HEADER)
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("day", "area", "cases", "recoveries", "deaths"))
        writer.writerows(rows())


if __name__ == "__main__":
    main()
