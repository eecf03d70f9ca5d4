"""What the ledger bears, in short; `make torture` is the long form."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from random import Random

import pytest
from benchmarks import torture
from django.db import connection, connections

from esep import ledger as its
from esep.project import start


@pytest.fixture(params=["sqlite", "postgresql"])
def new(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Gives the address of a new ledger of that kind."""
    numbers = count()
    made = request.getfixturevalue("postgresql") if request.param == "postgresql" else None
    yield made or (lambda: str(tmp_path / f"ledger{next(numbers)}.sqlite3"))
    connections.close_all()


def test_a_process_that_records_is_killed(new: Callable[[], str]) -> None:
    trials = torture.recording_killed("", new, 5, Random(2), 120)
    assert trials.faults == 0, trials
    assert trials.cut


def test_processes_that_record_the_same_at_once(new: Callable[[], str]) -> None:
    trials = torture.at_once("", new, 4, 300)
    assert trials.faults == 0, trials


def test_a_process_that_dumps_restores_or_mirrors_is_killed(new: Callable[[], str]) -> None:
    for kind in (torture.dumping_killed, torture.restoring_killed, torture.mirror_killed):
        trials = kind("", new, 2, Random(2), 60)
        assert trials.faults == 0, trials


def test_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def none(folder: Path, megabytes: int) -> Iterator[bool]:
        folder.mkdir()
        yield False

    monkeypatch.setattr(torture, "small_disk", none)
    trials = torture.disk_full_sqlite(tmp_path, 2, Random(1))
    assert trials.faults == 0, trials
    assert trials.cut == 2


def test_what_is_wrong_is_counted(ledger: str) -> None:
    """The trials would see it."""
    documents = torture.said(4)
    for document, figures in documents[:3]:
        its.record(document, figures, reader="1", at=torture.datetime.now(torture.UTC))
    trials = torture.Trials("", "")
    trials.inspect(ledger, documents, complete=True)
    assert (trials.lost, trials.faults) == (1, 1)
    start(ledger)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER ledger_figure_no_delete")
        else:
            cursor.execute("ALTER TABLE ledger_figure DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM ledger_figure WHERE value = 7")
        cursor.execute(
            'INSERT INTO ledger_figure (reading_id, "order", name, disease, area, event, measure, definition, "group", '
            'value, period, status, quote, rule, "of") SELECT reading_id, 9, name, disease, area, event, measure, '
            'definition, "group", value, period, status, quote, rule, "of" FROM ledger_figure WHERE value = 11'
        )
    trials = torture.Trials("", "")
    trials.inspect(ledger, documents)
    assert (trials.half, trials.doubled, trials.lost) == (1, 1, 0)
    assert trials.broken
