"""The Django project: opens the ledger for whoever needs it (the command line, later the desk and the API)."""

import os
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

import django
from django.apps import apps
from django.conf import settings as django_settings
from django.db import DatabaseError, connection, connections, transaction

from esep.document import Issued
from esep.ledger import LedgerUnusable, migrations
from esep.project import address, settings

if TYPE_CHECKING:
    from esep.ledger.opened import Ledger
    from esep.ledger.said import Said

_MIGRATING = 0x45736570
"""The PostgreSQL advisory lock that one process at a time holds while it prepares the tables."""


def start(ledger: str | None = None) -> None:
    """Opens the ledger: a path of an SQLite file or a PostgreSQL URL; None: what the environment says.

    Makes the file, its folder and its tables where they are missing. Called again it opens the ledger then named.

    Errors: LedgerUnusable says in plain words what is wrong with it and what to do.
    """
    named = ledger or settings.ledger()
    database = address.database(named)
    place = address.shown(named) if "://" in named else database["NAME"]
    _connect(database)
    try:
        if connection.vendor == "sqlite":
            _make_room(Path(place))
        if _is_behind(place):
            _migrate(place)
    except LedgerUnusable:
        connections.close_all()
        raise
    except (DatabaseError, OSError) as error:
        connections.close_all()
        raise LedgerUnusable(_explanation(error, place)) from error


def opened(ledger: str | None = None) -> "Ledger":
    """The ledger, opened as by `start`, with the columns that mirror it, which are kept in the person's cache folder.

    Errors: LedgerUnusable as for `start`; ImportError where NumPy or PyArrow is missing.
    """
    start(ledger)
    from esep.ledger.opened import Ledger  # models can be imported only now

    return Ledger(_mirror_of_it())


def said(as_of: Issued = None, known_at: datetime | None = None, until: date | None = None) -> "Said":
    """What the ledger that is open holds, over its columns: see `Said`.

    Errors: ValueError for a moment without a zone; ImportError where NumPy is missing.
    """
    from esep.ledger.mirror import Mirror
    from esep.ledger.said import Said

    return Said(Mirror(_mirror_of_it()), as_of, known_at, until)


def _mirror_of_it() -> Path:
    """The folder of the mirror of the ledger that is open."""
    where = connection.settings_dict
    name = "\0".join(str(where.get(key) or "") for key in ("ENGINE", "HOST", "PORT", "NAME"))
    return settings.cache() / "mirrors" / sha256(name.encode()).hexdigest()[:16]


def _connect(database: dict[str, Any]) -> None:
    """Points Django at the database; it is reached at the first query."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esep.project.settings")
    connections.close_all()
    django_settings.DATABASES = {"default": database}
    connections.settings = connections.configure_settings(django_settings.DATABASES)
    if connections.all(initialized_only=True):
        del connections["default"]
    if not apps.ready:
        django.setup()


def _make_room(path: Path) -> None:
    if path.is_dir():
        raise LedgerUnusable(f"The ledger {path} is a folder.\nName a file in it, such as {path / 'ledger.sqlite3'}.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerUnusable(
            f"The folder {path.parent} for the ledger cannot be made ({error.strerror}).\n{address.CHOOSE}"
        ) from error


def _is_behind(place: str) -> bool:
    """Whether tables are missing or old. Compares names only: Django's own way costs every call 100 ms.

    Errors: LedgerUnusable for a file of another program or of a newer Esep.
    """
    tables = connection.introspection.table_names()
    applied = _applied() if "django_migrations" in tables else set()
    if tables and not applied and connection.vendor == "sqlite":
        raise LedgerUnusable(
            f"The file {place} is an SQLite database of another program, not a ledger.\n{address.CHOOSE}"
        )
    known = {module.name for module in iter_modules(migrations.__path__)}
    if applied - known:
        raise LedgerUnusable(
            f"The ledger {place} was written by a newer Esep.\nUpgrade this one: pip install --upgrade esep"
        )
    return bool(known - applied)


def _applied() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM django_migrations WHERE app = 'ledger'")
        return {name for (name,) in cursor.fetchall()}


def _migrate(place: str) -> None:
    """Makes the tables, all or nothing; processes that start together wait for the first.

    Two things SQLite does before a transaction or not at all: take its foreign keys off, and begin to write ahead
    (WAL), which stays with the file and lets others read while one writes.
    """
    from django.core.management import call_command

    if connection.vendor == "sqlite":
        _execute("PRAGMA journal_mode = WAL")
    with connection.constraint_checks_disabled(), transaction.atomic():
        if connection.vendor == "postgresql":
            _execute(f"SELECT pg_advisory_xact_lock({_MIGRATING})")
        if _is_behind(place):
            call_command("migrate", verbosity=0, interactive=False)


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _explanation(error: Exception, place: str) -> str:
    """What the database's own words mean to a person."""
    said = str(error).strip()
    if connection.vendor == "postgresql":
        server = connection.settings_dict["HOST"] or "this machine"
        return (
            f"The PostgreSQL server on {server} does not open the ledger {place}:\n{said}\n"
            "See that the server runs, and that host, port, user and database in the address are right."
        )
    if "not a database" in said:
        return f"The file {place} is not a ledger: it is not an SQLite database.\n{address.CHOOSE}"
    if "locked" in said:
        waited = f"{address.BUSY_SECONDS} seconds"
        return f"The ledger {place} has been busy for {waited}: another process is writing.\nTry again."
    return (
        f"The ledger {place} cannot be opened or written ({said}).\nAsk for the right to write there. {address.CHOOSE}"
    )
