"""What the ledger holds as of a moment, as columns; of its figures those that somebody asks for."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from esep.check import Findings
from esep.check.columns import Statements, check_columns
from esep.figure import Claim, Figure
from esep.ledger import models
from esep.ledger.mirror import Mirror
from esep.ledger.vintage import Numbers, Series, ordinal, packed_one

Marks = NDArray[np.bool_]
_KEPT = 20_000
"""Figures that are kept at most."""


class Said:
    """Every statement that counts, withdrawn or doubtful too, and the retractions: in the order of issue, then of
    documents, then of their texts. A statement is its place in that order, a claim its place among the claims."""

    def __init__(
        self,
        mirror: Mirror,
        as_of: date | datetime | None = None,
        known_at: datetime | None = None,
        until: date | None = None,
    ) -> None:
        """What was issued by `as_of` and known at `known_at`, the latest reading of each document known then. A
        document that states a figure of a day after `until` is left out whole.

        Errors: ValueError for a moment without a zone.
        """
        self._mirror, vintage = mirror, mirror.vintage
        self._made: dict[int, Figure] = {}
        columns = vintage.columns
        rows = vintage.counted(as_of, known_at)
        self.series, self.publishers = columns.series, columns.publishers
        self.claim_series, self.claim_start, self.claim_end = vintage.unpacked(vintage.order)
        """Of each claim its series, first and last day: see `Statements`."""
        documents = columns.reading_document[columns.row_reading[rows]]
        self.left_out: frozenset[str] = frozenset()
        """Ids of the documents that are left out for the day after which they tell."""
        if until:
            after = np.unique(documents[self.claim_end[vintage.place[columns.row_claim[rows]]] > until.toordinal()])
            self.left_out = frozenset(map(self._id, after.tolist()))
            kept = ~np.isin(documents, after)
            rows, documents = rows[kept], documents[kept]
        issued = columns.reading_issued[columns.row_reading[rows]]
        in_order = np.lexsort((rows, np.argsort(np.argsort(mirror.documents))[documents], issued))
        self._rows = rows[in_order]
        self.document: Numbers = documents[in_order]
        """Of each statement the number of its document."""
        self.reading: Numbers = columns.row_reading[self._rows]
        self.claim: Numbers = vintage.place[columns.row_claim[self._rows]]
        self.value = columns.row_value[self._rows]
        self.states: Marks = ~np.isin(self._rows, [one.row for one in columns.withdrawals])
        """Which are no retractions."""
        self.stands: Marks = vintage.stand(self._rows)
        """Which of them nobody withdrew."""
        doubtful = columns.row_doubtful
        self.sound: Marks = self.stands if doubtful is None else self.stands & ~doubtful[self._rows]
        """Which of them are not doubtful either."""

    def check(self) -> Findings:
        """What cannot all be true of it: what `esep.check.check` finds in its figures, of which only the suspect are
        made."""
        sound = np.flatnonzero(self.sound)
        said = Statements(
            series=self.series,
            claim_series=self.claim_series,
            claim_start=self.claim_start,
            claim_end=self.claim_end,
            claim=self.claim[sound],
            value=self.value[sound],
            document=self.document[sound],
            publisher=self._mirror.vintage.columns.reading_publisher[self.reading[sound]],
            publishers=self.publishers,
        )
        return check_columns(said.only_stated(), lambda chosen: self.figures(sound[chosen]))

    def figures(self, statements: NDArray[Any]) -> list[Figure]:
        """Those statements as figures, in the same order. Those made last are kept: a day and its documents state
        much the same."""
        wanted = statements.tolist()
        new = [number for number in wanted if number not in self._made]
        if len(self._made) + len(new) > _KEPT:
            self._made.clear()
            new = wanted
        if new:
            self._made.update(zip(new, self._mirror.figures(self._rows[new]), strict=True))
        return [self._made[number] for number in wanted]

    def claims(self, places: NDArray[Any]) -> list[Claim]:
        """The claims of those places."""
        vintage = self._mirror.vintage
        return vintage.claims(vintage.order[places])

    def place(self, claim: Claim) -> int | None:
        """The place of a claim. Missing: None where nothing was ever said of it."""
        number = self._mirror.vintage.number(Series(*claim[:6]))
        if number is None:
            return None
        key = packed_one(number, ordinal(claim.start), ordinal(claim.end))
        place = int(self._keys.searchsorted(key))
        return place if place < len(self._keys) and self._keys[place] == key else None

    @cached_property
    def _keys(self) -> NDArray[np.uint64]:
        vintage = self._mirror.vintage
        return vintage.columns.claim[vintage.order]

    @cached_property
    def documents(self) -> Sequence[str]:
        """The id of each document, by its number."""
        return [self._id(number) for number in range(len(self._mirror.documents))]

    def _id(self, number: int) -> str:
        return str(self._mirror.documents[number][:16].decode())

    @cached_property
    def order(self) -> Numbers:
        """Of each statement its place in its reading."""
        first: Numbers = self._rows - np.searchsorted(self._mirror.vintage.columns.row_reading, self.reading)
        return first

    @cached_property
    def digests(self) -> Sequence[str]:
        """Of each reading what stands for all that was entered with it: see `chain`."""
        found = models.Entry.objects.filter(look=None).order_by("number").values_list("digest", flat=True)
        return list(found.iterator(chunk_size=10_000))
