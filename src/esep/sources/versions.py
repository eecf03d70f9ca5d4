"""What each version of a table says that the one before it did not.

A publisher who issues a whole series every day repeats last year's days in each. The ledger needs each statement once,
with the day on which it was first made, and once more when it is revised.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from esep.document import Issued, moment
from esep.sources.unreadable import Unreadable

Line = tuple[str, list[str]]
"""What a row is about ('KZ,2020-03-14'), and its cells; an empty one states nothing."""

_MOST = 5_000_000
"""Cells of one version: what is remembered of them takes memory."""


class Versions:
    """What the last version said of these claims."""

    def __init__(self, claims: tuple[str, ...], zone: ZoneInfo, tell: Callable[[str], object]) -> None:
        self.claims = claims
        self.zone = zone
        self.tell = tell
        self.known: list[dict[str, tuple[str, int]]] = [{} for _ in claims]
        """By claim and row: the cell, and the number of the version that last had it."""
        self.size = 0
        self.number = 0
        self.issued: Issued = None
        self.where = ""

    def changes(self, issued: date | datetime, lines: Iterable[Line], where: str) -> Iterator[Line]:
        """The lines with the cells that are new or changed, in order; the others are empty, and a line of none is left
        out. A version may come in several parts.

        Errors: Unreadable for a version that was issued before the one above it, or is too large.
        """
        if self.issued is None or self._instant(issued) > self._instant(self.issued):
            self.close()
            self.number += 1
        elif issued != self.issued:
            raise Unreadable(
                f"{where}: the version of {issued} comes after that of {self.issued}; put the oldest first, "
                "or say changes_only = false in the mapping"
            )
        self.issued, self.where = issued, where
        for about, cells in lines:
            new = [self._new(known, about, cell) for known, cell in zip(self.known, cells, strict=True)]
            if any(new):
                yield about, new
            if self.size > _MOST:
                raise Unreadable(f"{where}: more than {_MOST:,} cells in a version; say changes_only = false")

    def _instant(self, issued: date | datetime) -> datetime:
        return moment(issued, self.zone)

    def _new(self, known: dict[str, tuple[str, int]], about: str, cell: str) -> str:
        """The cell, if it is new or changed; else empty."""
        if not cell:
            return ""
        before = known.get(about)
        known[about] = cell, self.number
        self.size += before is None
        return "" if before and before[0] == cell else cell

    def close(self) -> None:
        """The version is whole: tells which cells are gone, and forgets them."""
        for claim, known in zip(self.claims, self.known, strict=True):
            gone = [about for about, (_, number) in known.items() if number != self.number]
            if gone:
                count = f"{len(gone):,} cells of the one before are" if gone[1:] else "a cell of the one before is"
                what = f"{gone[0].replace(',', ' ')} {claim}{', …' if gone[1:] else ''}"
                self.tell(f"{self.where}: version of {self.issued}: {count} gone: {what}")
            for about in gone:
                del known[about]
            self.size -= len(gone)
