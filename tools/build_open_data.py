"""Write the example of a repository of open data: examples/open-data/kazakhstan-2020-05.csv.

The totals of May 2020 by region, one row a region and day: the last look of each day (UTC+6) at the official site,
from examples/kazakhstan/series. Nothing is computed.

    python tools/build_open_data.py
"""

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from esep import area

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
SERIES = EXAMPLES / "kazakhstan" / "series" / "coronavirus2020-kz.csv"
OUT = EXAMPLES / "open-data" / "kazakhstan-2020-05.csv"
ZONE = timezone(timedelta(hours=6))
FIRST, LAST = date(2020, 5, 1), date(2020, 5, 31)


def rows(series: Path = SERIES) -> Iterator[tuple[str, ...]]:
    """(day, region, cases, recovered, deaths), in the order of days, the country first."""
    lines = [line for line in series.read_text("utf-8").splitlines() if not line.startswith("#")]
    looks = [
        (datetime.fromisoformat(issued).astimezone(ZONE).date(), code, values)
        for issued, code, *values in list(csv.reader(lines))[1:]
    ]
    last: dict[str, list[str]] = {}
    for day in (FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)):
        last |= {code: values for seen, code, values in looks if seen <= day}
        for code in sorted(last):
            yield day.isoformat(), area.name(code, "en", day).name, *last[code]


def main() -> None:
    with OUT.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("day", "region", "cases", "recovered", "deaths"))
        writer.writerows(rows())


if __name__ == "__main__":
    main()
