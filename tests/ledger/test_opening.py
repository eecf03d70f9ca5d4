"""Opening a ledger, and the words for one that cannot be opened."""

import os
import socket
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from said import at, bulletin, cases

from esep import ledger as its
from esep.project import start
from esep.project.address import shown

CHOOSE = "Name another with --ledger or ESEP_LEDGER."


@pytest.fixture
def ledger(own_ledger: str) -> str:
    """Here ledgers are broken."""
    return own_ledger


def refusal(address: object) -> str:
    """What is said of a ledger that cannot be opened."""
    with pytest.raises(its.LedgerUnusable) as refused:
        start(str(address))
    return str(refused.value)


def test_a_new_ledger_is_made_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "ledger"
    start(str(path))
    assert list(its.documents()) == []
    assert path.is_file()
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)


def test_opening_again_opens_the_ledger_then_named(tmp_path: Path) -> None:
    start(str(tmp_path / "one"))
    its.record(bulletin(), [], reader="1", at=at(11))
    start(str(tmp_path / "two"))
    assert list(its.documents()) == []
    start(str(tmp_path / "one"))
    assert list(its.documents()) == [bulletin()]


def test_an_opened_ledger_is_opened_without_preparing_it_again(ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("esep.project._migrate", lambda: pytest.fail("prepared again"))
    start(ledger)


def test_the_argument_then_the_environment_then_the_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ESEP_LEDGER", str(tmp_path / "environment"))
    start(str(tmp_path / "argument"))
    assert (tmp_path / "argument").is_file()
    assert not (tmp_path / "environment").exists()
    start()
    assert (tmp_path / "environment").is_file()
    monkeypatch.setenv("ESEP_LEDGER", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    start()
    assert (tmp_path / "data" / "esep" / "ledger.sqlite3").is_file()
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    start()
    assert (tmp_path / "home" / ".local" / "share" / "esep" / "ledger.sqlite3").is_file()


def test_a_ledger_of_an_older_esep_is_brought_up_to_date_and_loses_nothing(ledger: str) -> None:
    said = bulletin()
    its.record(said, cases(said, 45, 46), reader="1", at=at(11))
    before = its.head()
    call_command("migrate", "ledger", "0004", verbosity=0)
    start(ledger)
    assert list(its.figures()) == cases(said, 45, 46)
    assert its.figure(cases(said, 45, 46)[1].id) == cases(said, 45, 46)[1]
    assert list(its.verify())[-1] == before
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_figure SET value = 0")


def test_the_tables_are_as_the_models_say(ledger: str) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_a_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path) == (
        f"The ledger {tmp_path} is a folder.\nName a file in it, such as {tmp_path}/ledger.sqlite3."
    )


def test_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("За сутки 45 случаев\n" * 50)
    assert refusal(path) == f"The file {path} is not a ledger: it is not an SQLite database.\n{CHOOSE}"
    assert path.read_text() == "За сутки 45 случаев\n" * 50


def test_a_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite3"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE places (name TEXT)")
    before = path.read_bytes()
    assert refusal(path) == f"The file {path} is an SQLite database of another program, not a ledger.\n{CHOOSE}"
    assert path.read_bytes() == before


def test_a_ledger_of_a_newer_esep(ledger: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('ledger', '9999_x', '2030-01-01')")
    assert refusal(ledger) == (
        f"The ledger {shown(ledger)} was written by a newer Esep.\nUpgrade this one: pip install --upgrade esep"
    )


def test_a_file_in_the_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert refusal(tmp_path / "file" / "deep" / "ledger") == (
        f"The folder {tmp_path}/file/deep for the ledger cannot be made (Not a directory).\n{CHOOSE}"
    )


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """A folder that can be looked into and not written in; not under pytest's own, which only its maker may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        yield Path(folder)
        Path(folder).chmod(0o755)


@contextmanager
def unprivileged() -> Iterator[None]:
    """Root may write anywhere: be nobody for a while."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="no such rights on Windows")
@pytest.mark.parametrize("below", ["ledger", "new/ledger"])
def test_a_folder_one_may_not_write_in(below: str, closed_folder: Path) -> None:
    folder = closed_folder
    with unprivileged():
        said = refusal(folder / below)
    reasons = {
        "ledger": f"The ledger {folder}/ledger cannot be opened or written (unable to open database file).\n"
        f"Ask for the right to write there. {CHOOSE}",
        "new/ledger": f"The folder {folder}/new for the ledger cannot be made (Permission denied).\n{CHOOSE}",
    }
    assert said == reasons[below]


@pytest.mark.skipif(sys.platform == "win32", reason="no such rights on Windows")
def test_a_folder_one_may_not_look_into(closed_folder: Path) -> None:
    closed_folder.chmod(0o000)
    with unprivileged():
        assert "Permission denied" in refusal(closed_folder / "ledger")


def test_another_engine() -> None:
    assert refusal("mysql://me:secret@host/name") == (
        "A ledger is an SQLite file or a PostgreSQL database, not mysql: mysql://me:***@host/name\n"
        "Write a path such as esep.sqlite3, or postgresql://user@host/name."
    )


def test_a_server_that_does_not_answer() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    said = refusal(f"postgresql://me:secret@127.0.0.1:{port}/name")
    assert said.startswith(
        f"The PostgreSQL server on 127.0.0.1 does not open the ledger postgresql://me:***@127.0.0.1:{port}/name:\n"
    )
    assert "Connection refused" in said
    assert said.endswith("See that the server runs, and that host, port, user and database in the address are right.")
    assert "secret" not in said


def test_a_database_that_the_server_does_not_have(postgresql: Callable[[], str]) -> None:
    said = refusal(postgresql().replace("/ledger", "/missing"))
    assert 'database "missing' in said


def test_a_url_that_cannot_be_understood() -> None:
    assert refusal("postgresql://[::1/name") == (
        "The address of the ledger cannot be understood: postgresql://[::1/name\n"
        "Write postgresql://user:password@host:5432/name."
    )


def test_a_driver_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert refusal("postgresql://host/name") == (
        "The ledger postgresql://host/name is a PostgreSQL database, and its driver is not installed.\n"
        "Install it with: pip install 'esep[postgres]'"
    )


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        ("postgresql://me:a:b@host/name", "postgresql://me:***@host/name"),
        ("postgresql://me@host/name?password=secret&x=1", "postgresql://me@host/name?password=***&x=1"),
        ("/home/me:x@y/ledger", "/home/me:x@y/ledger"),
    ],
)
def test_a_password_is_never_printed(address: str, printed: str) -> None:
    assert shown(address) == printed
