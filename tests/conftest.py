"""Ledgers for tests. No test may touch the ledger of the person who runs it, so none is left to be found."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from esep.project import start


@pytest.fixture(scope="session", autouse=True)
def no_ledger_of_ones_own(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """An environment that names no ledger and an empty data folder. The ledger needs none of pytest-django's own
    databases: it is emptied by beginning another, for it cannot be emptied otherwise."""
    with pytest.MonkeyPatch.context() as environment, django_db_blocker.unblock():
        environment.delenv("ESEP_LEDGER", raising=False)
        environment.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(scope="session")
def empty_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite ledger with nothing in it, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "ledger.sqlite3"
    start(str(path))
    connections.close_all()
    return path


@pytest.fixture
def ledger(empty_ledger: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh SQLite ledger, opened."""
    path = shutil.copy(empty_ledger, tmp_path / "ledger.sqlite3")
    start(str(path))
    yield str(path)
    connections.close_all()
