"""What was said in the tests of the ledger, and processes that record it."""

import sys
from datetime import UTC, date, datetime
from multiprocessing.synchronize import Barrier
from typing import Any

from esep import ledger
from esep.document import Document, Issued
from esep.figure import Claim, Figure, stated
from esep.period import DAY
from esep.project import start


def at(day: int, hour: int = 0) -> datetime:
    """A moment of September 2020, when the ledger learns something."""
    return datetime(2020, 9, day, hour, tzinfo=UTC)


def bulletin(text: str = "За сутки 45 случаев", issued: Issued = date(2020, 9, 10), **fields: Any) -> Document:
    """A bulletin of Kazakhstan."""
    return Document(text, **{"publisher": "inform.kz", "issued": issued, "language": "ru", "area": "KZ", **fields})


def cases(document: Document, *values: int, area: str = "KZ") -> list[Figure]:
    """Daily cases that the bulletin states."""
    day = date(2020, 9, 9)
    claim = Claim("COVID-19", area, "case", "new", "confirmed", "-", day, day)
    return [stated(document, claim, value, DAY, span=(n, n + 2)) for n, value in enumerate(values)]


def values(**clocks: Any) -> list[int]:
    """The values of the figures that the ledger answers with."""
    return [figure.value for figure in ledger.figures(**clocks)]


def record_at_once(address: str, together: Barrier, documents: int) -> None:
    """Opens a ledger and records documents in it at the same moment as other processes do."""
    together.wait()
    start(address)
    together.wait()
    for number in range(documents):
        said = bulletin(f"Сводка {number}")
        ledger.record(said, cases(said, number, number + 1), reader="1", at=at(11))
    sys.exit(0)
