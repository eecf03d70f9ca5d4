"""Django's settings, and the only place that reads the environment (but for `esep.data`: which data there are).

    ESEP_LEDGER           the ledger: a path of an SQLite file, or postgresql://user@host/name
    ESEP_TELEGRAM_TOKEN   the token of the bot that posts in Telegram; it is never printed
    ESEP_TELEGRAM_API     a server of the Bot API other than Telegram's own
    ESEP_SECRET_KEY       the key that signs sessions; without it every process makes its own

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


def telegram_token() -> str | None:
    """The token of the bot that posts in Telegram. Missing: None where there is none."""
    return os.environ.get("ESEP_TELEGRAM_TOKEN") or None


def telegram_api() -> str | None:
    """The server of the Bot API. Missing: None for Telegram's own."""
    return os.environ.get("ESEP_TELEGRAM_API") or None


def cache() -> Path:
    """The folder for what can be made again. Source: as for `ledger`."""
    home = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (home if home.is_absolute() else Path("~/.cache").expanduser()) / "esep"
