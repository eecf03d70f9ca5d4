"""What is settled, laid out by day, so that bulletins of many days are written from one look at the record."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from esep import area as areas
from esep.figure import Claim, Figure


class Settled(Protocol):
    """What stands for a claim; `settle` makes them."""

    @property
    def figure(self) -> Figure: ...


class Shelf:
    """What is settled for a disease in an area and its parts, by the day that it ends on."""

    def __init__(self, settled: Mapping[Claim, Settled], area: str, disease: str) -> None:
        self.area, self.disease = area, disease
        self._settled = {
            claim: settlement
            for claim, settlement in settled.items()
            if claim.disease == disease and area in (claim.area, areas.parent(claim.area))
        }
        self._days: dict[date | None, list[Claim]] = defaultdict(list)
        for claim in self._settled:
            self._days[claim.end].append(claim)

    def __contains__(self, claim: object) -> bool:
        return claim in self._settled

    def __getitem__(self, claim: Claim) -> Settled:
        return self._settled[claim]

    def on(self, day: date) -> Sequence[Claim]:
        """The claims that end on that day."""
        return self._days.get(day, ())
