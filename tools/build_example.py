"""Write the example's series of one site's revisions: examples/kazakhstan/series/coronavirus2020-kz.csv.

The input is a folder that holds series/kz_region_changes.csv: every change of the totals on coronavirus2020.kz, with
the moment (UTC) at which it was seen. Nothing is computed: a row stays a row, a value stays a value.

    python tools/build_example.py DATA_FOLDER
"""

import csv
import sys
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "examples" / "kazakhstan" / "series" / "coronavirus2020-kz.csv"

# Source: github.com/anuveyatsu/covid-19-kz, which looked at the official site every hour from 26 March to 1 July 2020.
HEAD = """\
# publisher: coronavirus2020.kz
# url: https://www.coronavirus2020.kz/
# area: KZ
# source: hourly looks at the official site, kept by anuveyatsu/covid-19-kz (https://github.com/anuveyatsu/covid-19-kz)
# licence: ODC-PDDL 1.0 (https://opendatacommons.org/licenses/pddl/1-0/)
"""
COLUMNS = ("issued", "area", "case/total/confirmed", "recovery/total/confirmed", "death/total/confirmed")
VALUES = ("confirmed_total", "recovered_total", "deaths_total")


def issued(scraped: str) -> str:
    """The moment of a look, to the second: '2020-03-26T15:03:56.619Z' gives '2020-03-26T15:03:56+00:00'."""
    return scraped.removesuffix("Z").split(".")[0] + "+00:00"


def value(cell: str) -> str:
    """A count as written, or nothing where the site showed none.

    **Missing**: an empty cell and 'NaN' are the same: not stated.
    """
    return "" if cell in ("", "NaN") else str(int(cell))


def revisions(changes: Path) -> list[tuple[str, ...]]:
    """Rows of COLUMNS from a file of changes.

    **Shape**: ordered by issued, then area; each pair occurs once.
    **Errors**: ValueError if a pair occurs twice or a count is not a whole number.
    """
    with changes.open(encoding="utf-8", newline="") as stream:
        rows = sorted(
            (issued(row["scrape_utc"]), row["iso_2022"], *(value(row[name]) for name in VALUES))
            for row in csv.DictReader(stream)
        )
    if len({row[:2] for row in rows}) != len(rows):
        raise ValueError(f"{changes}: an area is stated twice at one moment")
    return rows


def main(data: Path) -> None:
    OUT.parent.mkdir(parents=True, exist_ok=True)
    with OUT.open("w", encoding="utf-8", newline="") as stream:
        stream.write(HEAD)
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(revisions(data / "series" / "kz_region_changes.csv"))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python tools/build_example.py DATA_FOLDER")
    main(Path(sys.argv[1]))
