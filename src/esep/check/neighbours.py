"""The figures near a broken identity, how they stand to one another, and which slips may have been made among them."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from functools import cached_property
from math import log

from esep import area
from esep.check import slips
from esep.check.slips import COSTS, Slip
from esep.figure import Claim
from esep.identity import Identity
from esep.terms import Measure


class Neighbours:
    """Values of claims, and the identities between them."""

    def __init__(self, values: Mapping[Claim, int], identities: Sequence[Identity]) -> None:
        self.values = dict(values)
        self.identities = identities
        self._residuals: dict[int, int] = {}
        self.cells = sorted({claim for one in identities for claim in one.claims}, key=str)

    def with_values(self, values: Mapping[Claim, int]) -> "Neighbours":
        """The same claims with some values changed."""
        other = copy(self)
        other.values = {**self.values, **values}
        other._residuals = {}
        return other

    def residual(self, one: Identity) -> int:
        """The whole less its parts."""
        found = self._residuals.get(id(one))
        if found is None:
            found = self.values[one.whole] - sum(self.values[part] for part in one.parts)
            self._residuals[id(one)] = found
        return found

    def of(self, claim: Claim) -> Sequence[Identity]:
        """The identities that the claim is in."""
        return self._of_claim.get(claim, ())

    def wholes_of(self, part: Claim) -> Sequence[Claim]:
        """The sums of which it is a part, and into which its error may be carried."""
        return self._wholes.get(part, ())

    @cached_property
    def most(self) -> int:
        """The greatest value."""
        return max([1, *map(abs, self.values.values())])

    # Slips ----------------------------------------------------------------------------------------------------------

    def slips(self, broken: Collection[Identity]) -> Iterator[Slip]:
        """Those that may have broken one of these identities."""
        suspects = {claim for one in broken for claim in one.claims}
        for claim in sorted(suspects, key=str):
            yield from self._of_cell(claim)
        for row in self._rows:
            if suspects & set(row):
                for slip in (*slips.of_row(row, self.values), *self._of_whole_row(row, broken)):
                    if any(claim in suspects for claim, _ in slip.meant):
                        yield slip

    def cost(self, slip: Slip, values: Mapping[Claim, int | None]) -> int:
        """That of the slip where it is, if these are the right values."""
        unlikely = sum(self._unlikely(claim, value) for claim, value in values.items() if value is not None)
        return slip.cost + max(self._handicap(claim) for claim, _ in slip.meant) + unlikely

    def _of_cell(self, claim: Claim) -> Iterator[Slip]:
        """Slips that made this one figure wrong; each value by its least costly one."""
        value = self.values[claim]
        found: dict[int | None, tuple[int, str]] = {}
        for kind, meant in (*slips.of_digits(value), *self._from_others(claim), ("value", None)):
            if meant is None or (meant >= 0 and meant != value):
                found[meant] = min(found.get(meant, (COSTS[kind], kind)), (COSTS[kind], kind))
        for meant, (cost, kind) in found.items():
            yield Slip(kind, cost, ((claim, meant),))

    def _from_others(self, claim: Claim) -> Iterator[tuple[str, int | None]]:
        """Slips of one figure that other figures tell of."""
        value = self.values[claim]
        before, new = self.before(claim), self.values.get(claim._replace(measure=Measure.NEW, start=claim.end))
        if claim.measure == Measure.TOTAL and before is not None:
            yield "unchanged", before
            if value == before:
                yield "repeated", None
            if new is not None:
                yield ("new-for-total", before + new) if value == new else ("twice", value - new)
        if claim.measure == Measure.NEW and value == self.values.get(_since_onset(claim)):
            yield "total-for-new", None
        if value == 0:
            yield "blank", None
        elif any(value == self.values[other] for other in self._beside(claim)):
            yield "copied", None
        for event in {"case", "death", "recovery"} - {claim.event}:
            other = self.values.get(claim._replace(event=event))
            if other is not None:
                yield "other-event", None if other == value else value - other
        for definition in {"confirmed", "probable"} - {claim.definition}:
            other = self.values.get(claim._replace(definition=definition))
            if other is not None:
                yield "other-track", value - other
                yield "other-track", value + other

    def _of_whole_row(self, row: Sequence[Claim], broken: Collection[Identity]) -> Iterator[Slip]:
        """All of a day's figures are of another day: those that are not what stands before and after them."""
        astray = {claim for one in broken if one.name in ("fall", "growth") for claim in one.claims}
        if len(astray & set(row)) > max(2, len(row) // 2):
            moved = [one for one in row if {self.values[one]} != {self.before(one), self.after(one)} - {None}]
            yield Slip("row", COSTS["row"], tuple((claim, None) for claim in moved))

    def _unlikely(self, claim: Claim, value: int) -> int:
        """How far a value is from those of the days beside it, as a cost: nothing for what lies between them."""
        known = [one for one in (self.before(claim), self.after(claim)) if one is not None]
        if not known or min(known) <= value <= max(known):
            return 0
        return min(90, round(150 * min(abs(log((value + 1) / (abs(one) + 1))) for one in known)))

    def _handicap(self, claim: Claim) -> int:
        """What tells between equals: a whole goes wrong more readily than any one of its parts, a figure between two
        that agree more readily than either, and of two days the later."""
        before, after = self.before(claim), self.after(claim)
        is_between = before is not None and after is not None and before <= after
        return (0 if claim in self._parts else 5) + (0 if is_between else 8 if after is None else 12)

    # Who stands where -----------------------------------------------------------------------------------------------

    @cached_property
    def _of_claim(self) -> Mapping[Claim, list[Identity]]:
        found: dict[Claim, list[Identity]] = defaultdict(list)
        for one in self.identities:
            for claim in one.claims:
                found[claim].append(one)
        return found

    @cached_property
    def _parts(self) -> Mapping[Claim, tuple[Claim, ...]]:
        """The parts of each sum."""
        return {one.whole: one.parts for one in self.identities if one.relation == "zero" and one.name != "growth"}

    @cached_property
    def _wholes(self) -> Mapping[Claim, list[Claim]]:
        found: dict[Claim, list[Claim]] = defaultdict(list)
        for whole, parts in self._parts.items():
            for part in parts:
                found[part].append(whole)
        return found

    @cached_property
    def _rows(self) -> list[tuple[Claim, ...]]:
        """Figures of the same kind and days in the order of a table: the parts, what is left over, the country."""
        rows: dict[Claim, list[Claim]] = defaultdict(list)
        for claim in self.cells:
            rows[claim._replace(area=area.country(claim.area))].append(claim)
        return [tuple(sorted(row, key=_column)) for row in rows.values()]

    @cached_property
    def _places(self) -> Mapping[Claim, tuple[tuple[Claim, ...], int]]:
        return {claim: (row, at) for row in self._rows for at, claim in enumerate(row)}

    def _beside(self, claim: Claim) -> list[Claim]:
        """Those next to it in its row."""
        row, at = self._places.get(claim, ((), 0))
        return [*row[max(at - 1, 0) : at], *row[at + 1 : at + 2]]

    @cached_property
    def _around(self) -> Mapping[Claim, tuple[Claim | None, Claim | None]]:
        """Of each claim the one before it and the one after it in its series."""
        series: dict[Claim, list[Claim]] = defaultdict(list)
        for claim in sorted(self.values, key=lambda claim: str(claim.end)):
            series[_name(claim)].append(claim)
        return {
            claim: (claims[at - 1] if at else None, claims[at + 1] if at + 1 < len(claims) else None)
            for claims in series.values()
            for at, claim in enumerate(claims)
        }

    def before(self, claim: Claim) -> int | None:
        """The value before it in its series. Missing: None where none is known."""
        return self.values.get(before) if (before := self._around[claim][0]) else None

    def after(self, claim: Claim) -> int | None:
        """The value after it in its series. Missing: None where none is known."""
        return self.values.get(after) if (after := self._around[claim][1]) else None


def _since_onset(claim: Claim) -> Claim:
    return claim._replace(measure=Measure.TOTAL, start=None)


def _name(claim: Claim) -> Claim:
    """What the claims of a series share."""
    return claim._replace(start=claim.start if claim.measure == Measure.TOTAL else None, end=None)


def _column(claim: Claim) -> tuple[bool, bool, str]:
    return claim.area == area.country(claim.area), "/" in claim.area, claim.area
