"""Esep keeps a country's epidemic figures honest, from the report to the bulletin and back."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from esep.ledger.opened import Ledger

__all__ = ["__version__", "open"]
__version__ = "0.1.0"


def open(ledger: str | None = None) -> "Ledger":
    """The ledger at that address, a path or a PostgreSQL URL, open for analysis; None: what the environment says.

    Errors: LedgerUnusable where it cannot be opened; ImportError without NumPy and PyArrow (`pip install esep[frame]`).
    """
    made: Ledger = import_module("esep.project").opened(ledger)  # above every layer, so imported when it is called
    return made
