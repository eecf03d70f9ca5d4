"""A ledger's address, as a person writes it, turned into what Django needs to open it.

Not dj-database-url: it knows a dozen engines of which we want two, and none of the words to refuse the rest with.
"""

import re
from pathlib import Path
from typing import Any

from esep.ledger import LedgerUnusable

CHOOSE = "Name another with --ledger or ESEP_LEDGER."
BUSY_SECONDS = 30
CONNECT_SECONDS = 10

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_PASSWORD = re.compile(r"(?<=://)([^/?#@]*?):[^/?#]*@|(?<=[?&]password=)[^&#]*")


def database(address: str) -> dict[str, Any]:
    """Django's settings of the database at that address.

    Errors: LedgerUnusable for an address that is neither a path nor a PostgreSQL URL.
    """
    scheme = _SCHEME.match(address)
    if scheme is None:
        return _sqlite(Path(address))
    if scheme[1].lower() not in ("postgresql", "postgres"):
        raise LedgerUnusable(
            f"A ledger is an SQLite file or a PostgreSQL database, not {scheme[1]}: {shown(address)}\n"
            "Write a path such as esep.sqlite3, or postgresql://user@host/name."
        )
    return _postgresql(address)


def shown(address: str) -> str:
    """The address as it may be printed: without its password."""
    return _PASSWORD.sub(lambda found: f"{found[1]}:***@" if found[1] is not None else "***", address)


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path.expanduser().absolute()),
        # A write that began as a read cannot wait its turn in SQLite; one that begins as a write can.
        "OPTIONS": {"timeout": BUSY_SECONDS, "transaction_mode": "IMMEDIATE", "init_command": _ROOM},
    }


_ROOM = "PRAGMA cache_size = -196608; PRAGMA wal_autocheckpoint = 30000"
"""At most 192 MB of pages in memory, and 120 MB written ahead before they go into the file: the indexes of
hashes are written all over, and each of their pages then goes to the disk once for many documents."""


def _postgresql(address: str) -> dict[str, Any]:
    try:
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict
    except ImportError:
        raise LedgerUnusable(
            f"The ledger {shown(address)} is a PostgreSQL database, and its driver is not installed.\n"
            "Install it with: pip install 'esep[postgres]'"
        ) from None
    try:
        parts = conninfo_to_dict(address)
    except ProgrammingError:
        raise LedgerUnusable(
            f"The address of the ledger cannot be understood: {shown(address)}\n"
            "Write postgresql://user:password@host:5432/name."
        ) from None
    named = {name.upper(): str(parts.pop(name, None) or "") for name in ("user", "password", "host", "port")}
    options = {"connect_timeout": CONNECT_SECONDS, **parts}
    return {"ENGINE": "django.db.backends.postgresql", "NAME": options.pop("dbname", None), **named, "OPTIONS": options}
