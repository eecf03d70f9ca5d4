"""What it costs to publish a country's whole record, and one day more: `python -m benchmarks.publishing [DAYS]`

1,100 days of the country and its 17 regions where no other number is given, in three languages, with everything that
is counted of each of them. The country's confirmed cases, deaths and recoveries are real (JHU CSSE, see SOURCES.md
beside them); how they fall on the regions, by population, and all the rest is made up. Each publish is a process of its
own, as it is every day; its memory is that of the whole family of processes at its highest.
"""

import csv
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from filecmp import cmp
from pathlib import Path
from threading import Event, Thread
from time import perf_counter
from typing import NamedTuple

import psutil
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from esep import area, ledger
from esep.document import Document
from esep.figure import Figure
from esep.project import start
from esep.read import read

SERIES = Path(__file__).parent / "series/csse_kz_final.csv"
FIRST = date(2020, 3, 13)
COUNTED = ("confirmed", "recovered", "deaths")
"""Columns of the series."""
PATIENTS = {"": 100, "hospital": 32, "home": 68, "severe": 6, "critical": 2, "ventilated": 1, "children": 9}
"""Groups of those under treatment, of a hundred."""


class Cost(NamedTuple):
    """Of one publish."""

    wall: float
    cpu: float
    """Seconds of all its processes."""
    memory: int
    """Bytes; what processes share is counted once."""
    files: int
    size: int


def main() -> None:
    days = int(sys.argv[1]) if len(sys.argv) > 1 else 1100
    shown = Table("publish", "wall s", "CPU s", "MB", "files", "MB of files", box=SIMPLE_HEAD)
    with tempfile.TemporaryDirectory(prefix="esep-") as name:
        folder = Path(name)
        start(f"{folder / 'ledger.sqlite3'}")
        said = documents(days + 1)
        figures = _record(next(said) for _ in range(days))
        _row(shown, f"{days} days, {figures:,} figures", _publish(folder, "site"))
        figures = _record(said)
        _row(shown, f"one day more, {figures:,} figures", _publish(folder, "site"))
        _row(shown, f"all {days + 1} days anew", _publish(folder, "again"))
        _row(shown, "nothing new", _publish(folder, "site"))
        unlike = list(_unlike(folder / "site", folder / "again"))
    Console().print(shown)
    if unlike:
        sys.exit(f"{len(unlike)} files are not those of a whole build, such as {unlike[0]}")


def _row(shown: Table, name: str, cost: Cost) -> None:
    figures = (f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{cost.memory / 1e6:,.0f}")
    shown.add_row(name, *figures, f"{cost.files:,}", f"{cost.size / 1e6:,.0f}")


def documents(days: int) -> Iterator[Document]:
    """A table of each day, of the country and its regions."""
    with SERIES.open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if date.fromisoformat(row["date"]) >= FIRST]
    people = {part.code: area.population(part.code, 2020) or 0 for part in area.parts("KZ", FIRST)}
    before = {code: dict.fromkeys(COUNTED, 0) for code in people}
    for number in range(days):
        row, past = rows[number % len(rows)], number // len(rows)
        grown = {name: _shares(int(row[name]) + past * int(rows[-1][name]), people) for name in COUNTED}
        now = {
            code: {name: max(grown[name][code], earlier[name]) for name in COUNTED} for code, earlier in before.items()
        }
        lines = {code: _line(now[code], before[code]) for code in people}
        whole = [sum(values) for values in zip(*lines.values(), strict=True)]
        day, before = FIRST + timedelta(number), now
        said = [["area", "date", "disease", *_columns()]]
        said += [[code, f"{day}", "COVID-19", *map(str, line)] for code, line in [("KZ", whole), *lines.items()]]
        text = "".join(f"{','.join(cells)}\n" for cells in said)
        issued = datetime(day.year, day.month, day.day, 14, tzinfo=UTC)
        yield Document(text, "Ministry of Health", issued=issued, language="en", area="KZ", title=f"Figures of {day}")


def _columns() -> Sequence[str]:
    events = ("case", "recovery", "death")
    return [
        *(f"{event}/{measure}/confirmed" for event in events for measure in ("new", "total")),
        *("case/new/probable", "case/total/probable", "death/total/probable"),
        *(f"patient/current/confirmed/{group or '-'}" for group in PATIENTS),
    ]


def _line(now: Mapping[str, int], before: Mapping[str, int]) -> Sequence[int]:
    """What is stated of a region, in the order of the columns."""
    confirmed = [number for name in COUNTED for number in (now[name] - before[name], now[name])]
    probable, earlier = now["confirmed"] // 8, before["confirmed"] // 8
    ill = max(now["confirmed"] - now["recovered"] - now["deaths"], 0)
    groups = {group: ill * share // 100 for group, share in PATIENTS.items()}
    groups["home"] = ill - groups["hospital"]
    return [*confirmed, probable - earlier, probable, now["deaths"] // 8, *groups.values()]


def _shares(value: int, people: Mapping[str, int]) -> dict[str, int]:
    """The value by population, whole numbers that add up to it: the largest remainders get what is left."""
    whole = sum(people.values())
    found = {code: value * count // whole for code, count in people.items()}
    left = value - sum(found.values())
    for code in sorted(people, key=lambda code: (-(value * people[code] % whole), code))[:left]:
        found[code] += 1
    return found


def _record(some: Iterator[Document]) -> int:
    """How many figures were recorded."""
    count = 0

    def readings() -> Iterator[tuple[Document, Sequence[Figure]]]:
        nonlocal count
        for document in some:
            figures = read(document).figures
            count += len(figures)
            yield document, figures

    for _ in ledger.record_all(readings(), reader="benchmark"):
        pass
    return count


def _publish(folder: Path, name: str) -> Cost:
    """A process of `esep publish`."""
    site = folder / name
    command = [
        sys.executable,
        "-c",
        "import esep.cli; esep.cli.main()",
        "publish",
        str(site),
        "--ledger",
        str(folder / "ledger.sqlite3"),
    ]
    began = perf_counter()
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    stop, most = Event(), [0]
    watching = Thread(target=_watch, args=(psutil.Process(running.pid), stop, most))
    watching.start()
    _, status, used = os.wait4(running.pid, 0)
    wall = perf_counter() - began
    stop.set()
    watching.join()
    if status:
        sys.exit(f"esep publish failed: {status}")
    sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    return Cost(wall, used.ru_utime + used.ru_stime, most[0], len(sizes), sum(sizes))


def _watch(running: psutil.Process, stop: Event, most: list[int]) -> None:
    """Keeps the most memory of a process and its children: each one's share of what they have in common."""
    while not stop.wait(0.2):
        try:
            family = [running, *running.children(recursive=True)]
            most[0] = max(most[0], sum(one.memory_full_info().pss for one in family))
        except psutil.Error:
            continue


def _unlike(one: Path, other: Path) -> Iterator[str]:
    """The files that are not the same in both."""
    names = {str(path.relative_to(root)) for root in (one, other) for path in root.rglob("*") if path.is_file()}
    for name in sorted(names - {".esep-site", ".esep-parts"}):
        if not ((one / name).is_file() and (other / name).is_file() and cmp(one / name, other / name, shallow=False)):
            yield name


if __name__ == "__main__":
    main()
