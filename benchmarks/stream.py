"""What a long stream of documents costs: `python -m benchmarks.stream 200000`.

Made posts, each with words and numbers of its own, go through `esep read --from jsonl -`. Memory is the most that the
first process, and any other, held in each quarter of the run: a stream of any length needs no more than a short one.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from random import Random
from threading import Thread

import psutil
from rich.console import Console
from rich.table import Table

POSTS = 4_000
QUARTERS = 4
COMMAND = (sys.executable, "-c", "from esep.cli import main; main()", "read", "--from", "jsonl", "--format", "jsonl")
TEXTS = (
    "Over the past day, {0} new coronavirus cases were registered in Kazakhstan, {1} of them in Almaty. {2}",
    "За сутки в Казахстане зарегистрировано {0} новых случаев коронавируса, из них {1} в Алматы. {2}",
    "Өткен тәулікте Қазақстанда {0} адамнан коронавирус анықталды, оның ішінде Алматыда {1}. {2}",
)
_EVERY = 0.2
"""Seconds between two looks at the processes."""


def posts(number: int) -> Iterator[bytes]:
    """So many posts as JSON Lines; no two share their last words."""
    random = Random(1)
    for post in range(number):
        words = " ".join(f"сөз{random.randrange(10**9)}abc" for _ in range(10))
        text = TEXTS[post % len(TEXTS)].format(random.randrange(1000), random.randrange(1000), words)
        yield json.dumps({"id": str(post), "text": text, "issued": "2020-09-17", "area": "KZ"}).encode() + b"\n"


class Run:
    """`esep read` over so many posts by so many processes: CPU seconds, and memory by quarter."""

    def __init__(self, number: int, jobs: int) -> None:
        self.first = [0] * QUARTERS
        """Bytes that the first process held at most."""
        self.others = [0] * QUARTERS
        """Bytes that any other process held at most."""
        self.seconds = 0.0
        self._spent: dict[int, float] = {}
        with subprocess.Popen(
            [*COMMAND, "--jobs", str(jobs), "-"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
        ) as process:
            lines = posts(number)
            for quarter in range(QUARTERS):
                feeder = Thread(target=process.stdin.writelines, args=(islice(lines, number // QUARTERS),))
                feeder.start()
                while feeder.is_alive():
                    feeder.join(_EVERY)
                    self._look(psutil.Process(process.pid), quarter)
            process.stdin.close()
            while process.poll() is None:
                with suppress(psutil.NoSuchProcess, subprocess.TimeoutExpired):
                    self._look(psutil.Process(process.pid), QUARTERS - 1)
                    process.wait(_EVERY)
        if process.returncode:
            raise SystemExit(f"esep read ended with status {process.returncode}")
        self.seconds = sum(self._spent.values())

    def _look(self, first: psutil.Process, quarter: int) -> None:
        for process in (first, *first.children()):
            with suppress(psutil.NoSuchProcess):
                held = self.first if process == first else self.others
                held[quarter] = max(held[quarter], process.memory_info().rss)
                times = process.cpu_times()
                self._spent[process.pid] = times.user + times.system


def table(number: int) -> Table:
    """A row for one process, and one for two."""
    columns = ("processes", "documents per CPU second", "MB of the first, by quarter", "MB of another, by quarter")
    shown = Table(*columns, title=f"a stream of {number:,} documents")
    for jobs in (1, 2):
        run = Run(number, jobs)
        memory = (", ".join(f"{held / 2**20:.0f}" for held in part) for part in (run.first, run.others))
        shown.add_row(str(jobs), f"{number / run.seconds:,.0f}", *memory)
    return shown


if __name__ == "__main__":
    Console().print(table(int(sys.argv[1]) if len(sys.argv) > 1 else POSTS))
