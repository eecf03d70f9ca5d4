"""What is settled, laid out by day, so that bulletins of many days are written from one look at the record."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol, TypeVar

from esep import area as areas
from esep.figure import Claim, Figure

_T = TypeVar("_T")


class Settled(Protocol):
    """What stands for a claim; `settle` makes them."""

    @property
    def figure(self) -> Figure: ...


class Shelf:
    """What is settled for a disease in an area and its parts, by the day that it ends on."""

    def __init__(
        self,
        settled: Mapping[Claim, Settled],
        area: str,
        disease: str,
        by_day: Mapping[date, Sequence[Claim]] | None = None,
        value: Callable[[Claim], int | None] | None = None,
    ) -> None:
        """`by_day` has the claims by their last day, and `value` tells what is settled of a claim. Missing: None: that
        is found here."""
        self.area, self.disease = area, disease
        self._settled = settled
        self._by_day = _laid_out(settled) if by_day is None else by_day
        self._value = value or (lambda claim: settled[claim].figure.value if claim in settled else None)
        self._days: dict[date, Sequence[Claim]] = {}
        self._kept: dict[Hashable, Any] = {}

    def __contains__(self, claim: object) -> bool:
        return isinstance(claim, Claim) and self._is_here(claim) and claim in self._settled

    def value(self, claim: Claim) -> int | None:
        """What is settled. Missing: None where nothing is."""
        return self._value(claim) if self._is_here(claim) else None

    def on(self, day: date) -> Sequence[Claim]:
        """The claims that end on that day."""
        if day not in self._days:
            self._days[day] = [claim for claim in self._by_day.get(day, ()) if self._is_here(claim)]
        return self._days[day]

    def once(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """What `make` makes, kept: a bulletin says the same in each language."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]  # type: ignore[no-any-return]

    def _is_here(self, claim: Claim) -> bool:
        return claim.disease == self.disease and self.area in (claim.area, areas.parent(claim.area))


def _laid_out(settled: Mapping[Claim, Settled]) -> Mapping[date, Sequence[Claim]]:
    found: dict[date, list[Claim]] = defaultdict(list)
    for claim in settled:
        if claim.end:
            found[claim.end].append(claim)
    return found
