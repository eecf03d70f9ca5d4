"""Work in many processes: as if there were one, whatever becomes of them."""

import io
import json
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from click.testing import CliRunner

from esep.cli import main, pool
from esep.cli.pool import Pool
from esep.cli.show import figures_writer
from esep.document import Document
from esep.read import read
from labelled import BULLETINS


def square(number: int) -> int:
    return number * number


def fatal(number: int) -> int:
    """As a text would do that makes a process run out of memory."""
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def slow(number: int) -> tuple[int, bytes]:
    time.sleep(0.004)
    return number, bytes(20_000)


def wrong(number: int) -> int:
    if number == 50:
        raise ValueError("fifty")
    return number


def never(item: Any) -> None:
    raise AssertionError(f"{item} was lost")


def children(pid: int | None = None) -> list[psutil.Process]:
    """The processes that this process, or that one, has started for work."""
    return [process for process in psutil.Process(pid).children() if "anyio.to_process" in process.cmdline()]


# The map ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def two() -> Iterator[Pool]:
    """Two processes that lose nothing."""
    with Pool(2, never) as started:
        yield started


def test_the_environment_is_as_before() -> None:
    before = dict(os.environ)
    with Pool(2, never) as shared:
        assert list(shared.map(square, range(10))) == [number**2 for number in range(10)]
    assert dict(os.environ) == before


def test_every_result_once_and_in_order(two: Pool) -> None:
    assert list(two.map(square, range(1000))) == list(map(square, range(1000)))
    assert list(two.map(square, ())) == []
    assert len(children()) == 2


def test_processes_may_be_killed_at_any_moment(two: Pool) -> None:
    for expected, (number, _) in enumerate(two.map(slow, range(400))):
        assert number == expected
        if number in (0, 100, 101, 399):
            for process in children()[:1]:
                process.kill()
    assert number == 399


def test_an_item_that_no_process_outlives_is_told_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_TRIES", 2)
    lost: list[int] = []
    with Pool(2, lost.append) as some:
        assert list(some.map(fatal, range(40))) == [n for n in range(40) if n != 13]
    assert lost == [13]


def test_an_error_of_the_work_comes_in_its_place(two: Pool) -> None:
    given = []
    with pytest.raises(ValueError, match="fifty"):
        for number in two.map(wrong, range(1000)):
            given.append(number)
    assert given == list(range(50))


def test_an_error_of_the_items_comes_in_its_place(two: Pool) -> None:
    def items() -> Iterator[int]:
        yield from range(70)
        raise OSError("the disk is gone")

    given = []
    with pytest.raises(OSError, match="gone"):
        for number in two.map(square, items()):
            given.append(number)
    assert given == list(map(square, range(70)))


def test_an_endless_input_is_taken_as_its_results_are(two: Pool) -> None:
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    for given, _ in enumerate(two.map(square, endless())):
        assert taken - given <= pool._ITEMS * (2 * pool._AHEAD + 1)
        if given == 2000:
            break


def test_a_slow_input_is_answered_before_more_of_it_is_taken(two: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_PATIENCE", -1)
    taken: list[int] = []
    for given, _ in enumerate(two.map(square, (taken.append(n) or n for n in range(5))), 1):
        assert len(taken) == given


def test_short_work_starts_no_process() -> None:
    before = children()
    with Pool(None, never) as some:
        assert list(some.map(square, range(100))) == list(map(square, range(100)))
        assert children() == before


def test_long_work_starts_processes_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_SOON", -1)
    monkeypatch.setattr(pool, "cores", lambda: 2)
    monkeypatch.setattr(pool, "monotonic", lambda: 0.0)
    before = children()
    with Pool(None, never) as some:
        assert list(some.map(square, range(300))) == list(map(square, range(300)))
        assert len(children()) == len(before) + 2


# The command ------------------------------------------------------------------------------------------------------

COMMAND = [sys.executable, "-c", "from esep.cli import main; main()", "read", "--from", "jsonl", "-"]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A thousand short posts, each its own."""
    path = tmp_path_factory.mktemp("archive") / "posts.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(1000):
            text = f"{number + 2} new coronavirus cases were registered, and {number} elephants."
            file.write(json.dumps({"id": str(number), "text": text, "issued": "2020-09-17", "area": "KZ"}) + "\n")
    return path


@pytest.fixture
def running(archive: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A run of two processes that has begun to print. Whoever started it may find its processes afterwards."""
    with (
        archive.open("rb") as documents,
        subprocess.Popen(
            [*COMMAND, "--format", "jsonl", "--jobs", "2"],
            stdin=documents,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        ) as process,
    ):
        yield process
        process.kill()


def test_a_killed_process_changes_nothing(running: subprocess.Popen[bytes], archive: Path) -> None:
    alone = CliRunner().invoke(main, ["read", "--from", "jsonl", "--format", "jsonl", "--jobs", "1", str(archive)])
    assert running.stdout
    first = running.stdout.readline()
    for process in children(running.pid):
        process.kill()
    assert first + running.stdout.read() == alone.stdout_bytes
    assert running.stderr
    assert running.stderr.read() == b""
    assert running.wait(30) == 0


def test_ctrl_c_ends_every_process_without_a_word(running: subprocess.Popen[bytes]) -> None:
    assert running.stdout
    running.stdout.readline()
    started = children(running.pid)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=30)
    assert said.strip() in (b"", b"Aborted!")
    assert running.returncode == 1
    assert len(started) == 2
    assert psutil.wait_procs(started, timeout=10)[1] == []


def test_a_reader_who_has_read_enough_ends_every_process(running: subprocess.Popen[bytes]) -> None:
    assert running.stdout
    assert running.stderr
    running.stdout.readline()
    started = children(running.pid)
    running.stdout.close()
    assert running.stderr.read() == b""
    assert running.wait(30) == 0
    assert psutil.wait_procs(started, timeout=10)[1] == []


def test_no_process_is_left_where_the_first_is_killed(running: subprocess.Popen[bytes]) -> None:
    assert running.stdout
    running.stdout.readline()
    started = children(running.pid)
    running.kill()
    assert psutil.wait_procs(started, timeout=10)[1] == []


def test_processes_load_nothing_from_the_folder_they_are_in(tmp_path: Path, archive: Path) -> None:
    for name in ("anyio", "pickle", "runpy", "json"):
        (tmp_path / f"{name}.py").write_text("open('taken', 'w')", "utf-8")
    said = subprocess.run(
        [Path(sys.executable).parent / "esep", "read", "--from", "jsonl", "--format", "csv", "--jobs", "2", archive],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert said.stdout
    assert not (tmp_path / "taken").exists()


@pytest.mark.parametrize("form", ["table", "jsonl", "json", "csv"])
def test_what_is_written_can_be_made_by_another_process(form: str) -> None:
    reading = read(Document((BULLETINS / "022.txt").read_text("utf-8"), area="KZ"))
    rows = figures_writer(form, io.StringIO()).rows
    assert pickle.loads(pickle.dumps(rows))(reading) == rows(reading) != []
