"""Django's settings, and the only place that reads the environment (but for `esep.data`: which data there are).

    ESEP_LEDGER        the ledger: a path of an SQLite file, or postgresql://user@host/name
    ESEP_SECRET_KEY    the key that signs sessions; without it every process makes its own

Which ledger is open is not said here but by `esep.project.start`, for an argument wins over the environment.
"""

import os
import secrets
from pathlib import Path
from typing import Any

SECRET_KEY = os.environ.get("ESEP_SECRET_KEY") or secrets.token_urlsafe(48)
INSTALLED_APPS = ["esep.ledger"]
DATABASES: dict[str, dict[str, Any]] = {}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
LOGGING_CONFIG = None


def ledger() -> str:
    """The address of the ledger where none is given: ESEP_LEDGER, else a file in the person's data folder.

    Source: XDG Base Directory Specification 0.8: an XDG_DATA_HOME that is empty or relative is as none.
    """
    named = os.environ.get("ESEP_LEDGER")
    if named:
        return named
    home = Path(os.environ.get("XDG_DATA_HOME", ""))
    folder = home if home.is_absolute() else Path("~/.local/share").expanduser()
    return str(folder / "esep" / "ledger.sqlite3")


def cache() -> Path:
    """The folder for what can be made again. Source: as for `ledger`."""
    home = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (home if home.is_absolute() else Path("~/.cache").expanduser()) / "esep"
