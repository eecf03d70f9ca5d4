"""Slips undone: which of them make a broken identity hold and break no other one, and what should stand there then."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from esep.check.neighbours import Key, Neighbours, page_of, row_of
from esep.check.slips import COSTS, Fits, Slip
from esep.figure import Claim
from esep.identity import Identity

PlaceOf = Callable[[Claim], Key]
"""Names the row or the page that a figure stands in."""


_A_ROW = 50
"""To look through a row is as much work as to weigh slips of so many figures."""


class Undone(NamedTuple):
    """A slip that was undone, and what its figures should be then."""

    slip: Slip
    values: Mapping[Claim, int | None]
    """Missing: None where no identity fixes it."""
    cost: int
    mended: frozenset[int]
    """The numbers of the broken identities that hold then."""
    rank: tuple[object, ...]
    """Sorts the likeliest first."""


class Work:
    """How much may still be tried: counted in steps and not in seconds, so that the same figures give the same answer
    on any machine."""

    def __init__(self, steps: int) -> None:
        self._left = steps

    def spend(self, steps: int = 1) -> bool:
        """Whether there was so much left."""
        self._left -= steps
        return not self.is_spent

    @property
    def is_spent(self) -> bool:
        """Whether more was asked for than there was."""
        return self._left < 0


class Limits(NamedTuple):
    """By how much figures may change, and the broken identities that hold then."""

    least: int
    most: int
    mended: frozenset[int]


class Undoing:
    """Of these broken identities, in their order; those of the numbers `may_stay` may stay broken."""

    def __init__(
        self, near: Neighbours, broken: Sequence[Identity], work: Work, may_stay: Collection[int] = ()
    ) -> None:
        self._near = near
        self._broken = broken
        self._numbers = {id(one): number for number, one in enumerate(broken)}
        self._work = work
        self._may_stay = may_stay

    def options(self, aim: Collection[int]) -> Iterator[Undone]:
        """Slips whose undoing makes an identity of the aim hold, and leaves none broken of those it touches: of one
        figure by itself, of one with its error carried into a whole, of many."""
        near = self._near
        broken = [self._broken[number] for number in sorted(aim)]
        for claim in sorted({claim for one in broken for claim in one.claims}, key=near.order.__getitem__):
            if not self._work.spend():
                return
            yield from self._of_figure(claim)
        for slips in near.of_many(broken, self._fits(row_of), self._fits(page_of)):
            if not self._work.spend(_A_ROW + sum(len(slip.meant) for slip in slips)):
                return
            for slip in slips:
                yield from self._of_many(slip)

    # One figure ------------------------------------------------------------------------------------------------------

    def _of_figure(self, claim: Claim) -> Iterator[Undone]:
        near = self._near
        meant: Mapping[int | None, tuple[int, str]] = {}
        for tied in ((claim,), *((claim, whole) for whole in near.wholes_of(claim))):
            within = self._limits(tied)
            if within is None:
                continue
            meant = meant or near.meant(claim)
            for change, value, cost, kind in _changes(meant, near.values[claim], within):
                values = {one: None if change is None else near.values[one] + change for one in tied}
                slip = Slip(kind, cost + COSTS["carried"] * (len(tied) - 1), ((claim, value),))
                yield self._undone(slip, values, within.mended)

    def _limits(self, tied: Sequence[Claim]) -> Limits | None:
        """For figures that change by the same. Missing: None where no change mends anything."""
        near = self._near
        weights: dict[int, tuple[Identity, int]] = {}
        for claim in tied:
            for one in near.of(claim):
                weights[id(one)] = one, weights.get(id(one), (one, 0))[1] + _weight(claim, one)
        bounds = -min(near.values[claim] for claim in tied), 10 * near.most
        mended: set[int] = set()
        for key, (one, weight) in weights.items():
            if self._numbers.get(key) in self._may_stay:
                continue
            rest = near.residual(one)
            if weight:
                bounds = _bounded(bounds, rest, weight, one)
                if key in self._numbers:
                    mended.add(self._numbers[key])
            elif not _is_met(one, rest):
                return None
            if bounds[0] > bounds[1]:
                return None
        return Limits(*bounds, frozenset(mended)) if mended else None

    # Many figures ----------------------------------------------------------------------------------------------------

    def _fits(self, place_of: PlaceOf) -> Fits:
        """Whether a figure may have a value, by the identities that take no other one of its place."""
        rooms: dict[Claim, tuple[int, int]] = {}

        def fits(claim: Claim, value: int) -> bool:
            stated = self._near.values[claim]
            if value == stated:
                return True
            if claim not in rooms:
                rooms[claim] = self._room(claim, place_of)
            low, high = rooms[claim]
            return low <= value - stated <= high

        return fits

    def _room(self, claim: Claim, place_of: PlaceOf) -> tuple[int, int]:
        near, place = self._near, place_of(claim)
        bounds = -near.values[claim], 10 * near.most
        for one in near.of(claim):
            is_alone = not any(other != claim and place_of(other) == place for other in one.claims)
            if is_alone and self._numbers.get(id(one)) not in self._may_stay:
                bounds = _bounded(bounds, near.residual(one), _weight(claim, one), one)
        return bounds

    def _of_many(self, slip: Slip) -> Iterator[Undone]:
        """What is changed, if all identities they are in hold then."""
        near, numbers = self._near, self._numbers
        rests: dict[int, tuple[Identity, int, dict[Claim, int]]] = {}
        for claim, meant in slip.meant:
            for one in near.of(claim):
                _, rest, unknown = rests.get(id(one)) or (one, near.residual(one), {})
                weight = _weight(claim, one)
                if meant is None:
                    unknown[claim] = weight
                else:
                    rest += weight * (meant - near.values[claim])
                rests[id(one)] = one, rest, unknown
        bounds = {claim: (-near.values[claim], 10 * near.most) for claim, meant in slip.meant if meant is None}
        mended = {numbers[key] for key in rests if key in numbers}
        for key, (one, rest, unknown) in rests.items():
            if len(unknown) == 1:
                [(claim, weight)] = unknown.items()
                bounds[claim] = _bounded(bounds[claim], rest, weight, one)
            elif not unknown and not _is_met(one, rest):
                if numbers.get(key) not in self._may_stay:
                    return
                mended.discard(numbers[key])
        if not mended or any(low > high for low, high in bounds.values()):
            return
        if any(
            len(unknown) > 1 and not _can_be_met(one, rest, unknown, bounds) for one, rest, unknown in rests.values()
        ):
            return
        fixed = {claim: near.values[claim] + low for claim, (low, high) in bounds.items() if low == high}
        values = {claim: value for claim, value in (dict(slip.meant) | fixed).items() if value != near.values[claim]}
        if values:
            yield self._undone(slip, values, frozenset(mended))

    def _undone(self, slip: Slip, values: Mapping[Claim, int | None], mended: frozenset[int]) -> Undone:
        cost = self._near.cost(slip, values)
        known = sorted((self._near.order[claim], -1 if value is None else value) for claim, value in values.items())
        return Undone(slip, values, cost, mended, (cost, slip.kind, *known))


def _changes(
    meant: Mapping[int | None, tuple[int, str]], stated: int, within: Limits
) -> Iterator[tuple[int | None, int | None, int, str]]:
    """By how much the figure should change, to what, and the cost and kind of the slip that made it wrong."""
    if within.least == within.most:
        value = stated + within.least
        if value != stated:
            cost, kind = min(meant[None], meant.get(value, meant[None]))
            yield within.least, value, cost, kind
        return
    for possible, (cost, kind) in meant.items():
        if possible is None:
            yield None, None, cost, kind
        elif within.least <= possible - stated <= within.most:
            yield possible - stated, possible, cost, kind


def _weight(claim: Claim, one: Identity) -> int:
    return 1 if claim == one.whole else -1


def _is_met(one: Identity, rest: int) -> bool:
    return rest == 0 or (rest > 0 and not _is_sum(one))


def _can_be_met(
    one: Identity, rest: int, unknown: Mapping[Claim, int], bounds: Mapping[Claim, tuple[int, int]]
) -> bool:
    """Whether unknown changes within these bounds, each with its weight, can make the identity hold."""
    ends = [sorted((weight * bounds[claim][0], weight * bounds[claim][1])) for claim, weight in unknown.items()]
    least, most = (rest + sum(end[at] for end in ends) for at in (0, 1))
    return most >= 0 and (least <= 0 or not _is_sum(one))


def _is_sum(one: Identity) -> bool:
    return one.relation == "zero" and not one.short


def _bounded(bounds: tuple[int, int], rest: int, weight: int, one: Identity) -> tuple[int, int]:
    """The bounds of a change that the identity leaves: rest + weight * change is zero, or not negative."""
    low, high = bounds
    if _is_sum(one):
        change, odd = divmod(-rest, weight)
        return (1, 0) if odd else (max(low, change), min(high, change))
    return (max(low, -(rest // weight)), high) if weight > 0 else (low, min(high, rest // -weight))
