"""Which figures are wrong: the likeliest slips whose undoing makes every identity hold.

Fellegi and Holt, A Systematic Approach to Automatic Edit and Imputation (1976), with costs that know how people slip
(`slips`). A broken identity is mended by undoing a slip that touches it, so that it holds and no other one breaks; what
is broken still is mended next, the cheapest first. What one slip each explains is told apart.

      EC 45   FS 88   GP 782   total 951        the sum fails: 915
      undone: total 915 (transposed) before EC 81 (any other value)

Shape: the same figures give the same answer, whatever their order.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from heapq import heappop, heappush
from typing import NamedTuple

from esep import area, identity
from esep.check.neighbours import Neighbours
from esep.check.slips import COSTS, SLIP, Slip
from esep.figure import Claim, Figure
from esep.identity import Identity
from esep.problem import Explanation, Problem
from esep.terms import Severity

_MOST = 5
"""Explanations given of a problem."""
_WITHIN = 60
"""An explanation that costs so much more than the likeliest is not worth telling."""
_CLOSE = 10
"""Values of which one costs less than this more than the other are as likely."""
_TRIES = 10_000
"""So many choices of slips are tried."""
_STEPS = 60
"""So many times slips that hang together are looked for."""
_TANGLED = 8
"""More broken identities than these are explained by one slip each or not at all."""

UNFINISHED = "unfinished"
"""The parameter of a problem whose explanations are the best found when the search was given up."""


def explained(problems: Sequence[Problem], figures: Iterable[Figure]) -> list[Problem]:
    """The problems in their order; those that fail an identity have the likeliest slips as explanations."""
    failing = [one for one in problems if one.identity and one.severity == Severity.FAILS]
    if not failing:
        return list(problems)
    said = _Said(figures)
    found: dict[int, Problem] = {}
    for group in _joined(failing):
        for one, explanations, mended, is_whole in _Case(said, group).explained():
            parameters = one.parameters if is_whole else {**one.parameters, UNFINISHED: 1}
            found[id(one)] = replace(one, explanations=_after(one, explanations, mended), parameters=parameters)
    return [found.get(id(one), one) for one in problems]


def _after(problem: Problem, slips: tuple[Explanation, ...], mended: int) -> tuple[Explanation, ...]:
    """The slips, and what was known of the problem: before them where it speaks of other figures than the likeliest.
    That it is undecided counts only where the slips mend no other problem."""
    known = {figure.id for one in problem.explanations for figure in one.figures}
    if not known:
        return (*problem.explanations, *slips) if mended == 1 else slips
    agrees = bool(slips) and known.issuperset(figure.id for figure in slips[0].figures)
    return (*slips, *problem.explanations) if agrees else (*problem.explanations, *slips)


def _joined(problems: Sequence[Problem]) -> list[list[Problem]]:
    """Problems that one slip may have made: of the same kind of count and with a day in common, directly or through
    others."""
    groups: dict[object, list[Problem]] = {}
    for one in problems:
        marks = {_mark(figure) for figure in one.figures}
        joined = [one]
        for group in {id(groups[mark]): groups[mark] for mark in marks if mark in groups}.values():
            joined += group
        for mark in (_mark(figure) for other in joined for figure in other.figures):
            groups[mark] = joined
    each_once = {id(group): group for group in groups.values()}
    return sorted(each_once.values(), key=lambda group: min(str(f.comparable) for one in group for f in one.figures))


def _mark(figure: Figure) -> tuple[object, ...]:
    claim = figure.comparable
    return _realm(figure), claim.event, claim.definition, claim.end


def _realm(figure: Figure) -> tuple[str, ...]:
    """Figures that are compared: those of one disease and country; of an undated document, those in it."""
    return figure.claim.disease, area.country(figure.claim.area), "" if figure.claim.end else figure.source.document


class _Said:
    """What was said last of each claim, by disease and country, and by day."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._by_day: dict[tuple[str, ...], dict[str, dict[Claim, Figure]]] = defaultdict(lambda: defaultdict(dict))
        for figure in figures:
            claim = figure.comparable
            same = self._by_day[_realm(figure)][str(claim.end)]
            if claim not in same or _later(figure) > _later(same[claim]):
                same[claim] = figure
        self._days = {realm: sorted(days) for realm, days in self._by_day.items()}

    def near(self, figures: Iterable[Figure]) -> dict[Claim, Figure]:
        """What was said of the days of these figures, and of the day before and after each."""
        found: dict[Claim, Figure] = {}
        for realm, day in sorted({(_realm(figure), str(figure.comparable.end)) for figure in figures}):
            days = self._days[realm]
            at = days.index(day)
            for near in days[max(at - 1, 0) : at + 2]:
                found |= self._by_day[realm][near]
        return found


def _later(figure: Figure) -> tuple[object, ...]:
    return figure.said_at, figure.source.document, figure.source.span or (0, 0), figure.value


class _Undone(NamedTuple):
    """A slip that was undone, and what its figures should be then."""

    slip: Slip
    values: Mapping[Claim, int | None]
    """Missing: None where no identity fixes it."""
    cost: int
    mended: frozenset[int]
    """The numbers of the broken identities that hold then."""

    @property
    def rank(self) -> tuple[object, ...]:
        """Sorts the likeliest first."""
        return self.cost, self.slip.kind, str(sorted(self.values, key=str)), str(self.values)


class _Case:
    """Problems that belong together, and the figures near them."""

    def __init__(self, said: _Said, problems: Sequence[Problem]) -> None:
        concerned = [figure for one in problems for figure in one.figures]
        self._figures = said.near(concerned) | {figure.comparable: figure for figure in concerned}
        values = {claim: figure.value for claim, figure in self._figures.items()}
        declared = {one.identity for one in problems if one.identity}
        every = list(identity.spread(sorted(self._figures, key=str), declared=declared))
        by_claims = {(one.name, frozenset(one.claims)): one for one in every}
        names = [(one.identity, frozenset(figure.comparable for figure in one.figures)) for one in problems]
        self._problems = [one for one, name in zip(problems, names, strict=True) if name in by_claims]
        self._broken = [by_claims[name] for name in names if name in by_claims]
        near = {claim for one in self._broken for claim in one.claims}
        near |= {claim for one in every if near & set(one.claims) for claim in one.claims}
        sound = [one for one in every if near & set(one.claims) and one.holds(values) is not False]
        self._near = Neighbours(values, sound + self._broken)

    def explained(self) -> Iterator[tuple[Problem, tuple[Explanation, ...], int, bool]]:
        """Each problem with its explanations, how many problems they mend, and whether the search came to its end."""
        alone = list(_mending(self._near, self._broken, self._broken))
        chosen = _cover(len(self._broken), alone)
        is_whole = True
        if (chosen is None or len(chosen) > 2) and 1 < len(self._broken) <= _TANGLED:
            tangled, is_whole = _tangled(self._near, self._broken, _cost(chosen or ()))
            chosen = tangled or chosen
        if chosen is None:  # nothing of it is worth telling
            yield from ((one, (), 1, False) for one in self._problems)
        for mended, group in _hanging_together(chosen or (), self._broken):
            others = [(one,) for one in sorted(alone, key=lambda one: one.rank) if one.mended == mended]
            told = self._told(others if len(group) == 1 and others else [group])
            for number in sorted(mended):
                yield self._problems[number], told, len(mended), is_whole

    def _told(self, likely: Sequence[Sequence[_Undone]]) -> tuple[Explanation, ...]:
        """The likeliest for each choice of figures; a value is told where no other is as likely for the same ones."""
        least = _cost(likely[0])
        found: dict[frozenset[Claim], tuple[int, Explanation]] = {}
        for undone in likely:
            cost = _cost(undone)
            claims = frozenset(claim for one in undone for claim in one.values)
            if claims not in found and len(found) < _MOST and cost <= least + _WITHIN:
                found[claims] = cost, self._explanation(undone)
            elif claims in found and cost < found[claims][0] + _CLOSE:
                first, explanation = found[claims]
                found[claims] = first, replace(explanation, values=_agreed(explanation, self._explanation(undone)))
        return tuple(explanation for _, explanation in found.values())

    def _explanation(self, undone: Sequence[_Undone]) -> Explanation:
        values = {claim: value for one in undone for claim, value in one.values.items()}
        figures = {claim: self._figures[claim] for claim in sorted(values, key=str)}
        known = {figures[claim].id: value for claim in figures if (value := values[claim]) is not None}
        kinds = {one.slip.kind for one in undone}
        kind = kinds.pop() if len(kinds) == 1 else "several"
        return Explanation(kind, tuple(figures.values()), known, cost=_cost(undone))


def _cost(undone: Sequence[_Undone]) -> int:
    return sum(SLIP + one.cost for one in undone)


def _agreed(one: Explanation, other: Explanation) -> dict[str, int]:
    return {name: value for name, value in one.values.items() if other.values.get(name) == value}


# Undoing ------------------------------------------------------------------------------------------------------------


def _mending(
    near: Neighbours, aim: Sequence[Identity], broken: Sequence[Identity], may_stay: Collection[int] = ()
) -> Iterator[_Undone]:
    """Slips whose undoing makes an identity of the aim hold, and leaves none broken of those it touches: each by
    itself, and with its error carried into a whole. `broken` are numbered; those of the numbers `may_stay` broken."""
    numbers = {id(one): number for number, one in enumerate(broken)}
    limits: dict[tuple[Claim, ...], _Limits | None] = {}
    for slip in near.slips(aim):
        if len(slip.meant) > 1:
            yield from _undone(near, slip, numbers, may_stay)
            continue
        [(claim, meant)] = slip.meant
        for tied in ((claim,), *((claim, whole) for whole in near.wholes_of(claim))):
            if tied not in limits:
                limits[tied] = _limits(near, tied, numbers, may_stay)
            within = limits[tied]
            change = None if meant is None else meant - near.values[claim]
            if within is None or not (change is None or within.least <= change <= within.most):
                continue
            if change is None and within.least == within.most:
                change = within.least
            if change != 0:
                values = {one: None if change is None else near.values[one] + change for one in tied}
                cost = near.cost(slip, values) + COSTS["carried"] * (len(tied) - 1)
                yield _Undone(slip, values, cost, within.mended)


class _Limits(NamedTuple):
    """By how much figures may change, and the broken identities that hold then."""

    least: int
    most: int
    mended: frozenset[int]


def _limits(
    near: Neighbours, tied: Sequence[Claim], numbers: Mapping[int, int], may_stay: Collection[int]
) -> _Limits | None:
    """For figures that change by the same. Missing: None where no change mends anything."""
    weights: dict[int, tuple[Identity, int]] = {}
    for claim in tied:
        for one in near.of(claim):
            weights[id(one)] = one, weights.get(id(one), (one, 0))[1] + (1 if claim == one.whole else -1)
    bounds = -min(near.values[claim] for claim in tied), 10 * near.most
    mended: set[int] = set()
    for key, (one, weight) in weights.items():
        if numbers.get(key) in may_stay:
            continue
        rest = near.residual(one)
        if weight:
            bounds = _bounded(bounds, rest, weight, one)
            if key in numbers:
                mended.add(numbers[key])
        elif not _is_met(one, rest):
            return None
    return _Limits(*bounds, frozenset(mended)) if mended and bounds[0] <= bounds[1] else None


def _undone(near: Neighbours, slip: Slip, numbers: Mapping[int, int], may_stay: Collection[int]) -> Iterator[_Undone]:
    """What is changed by undoing a slip of many figures, if all identities they are in hold then."""
    rests: dict[int, tuple[Identity, int, dict[Claim, int]]] = {}
    for claim, meant in slip.meant:
        for one in near.of(claim):
            _, rest, unknown = rests.get(id(one)) or (one, near.residual(one), {})
            weight = 1 if claim == one.whole else -1
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
            if numbers.get(key) not in may_stay:
                return
            mended.discard(numbers[key])
    if not mended or any(low > high for low, high in bounds.values()):
        return
    for one, rest, unknown in rests.values():
        if len(unknown) > 1:
            ends = [sorted((weight * bounds[claim][0], weight * bounds[claim][1])) for claim, weight in unknown.items()]
            if rest + sum(high for _, high in ends) < 0 or (_is_sum(one) and rest + sum(low for low, _ in ends) > 0):
                return
    values = dict(slip.meant) | {
        claim: near.values[claim] + low for claim, (low, high) in bounds.items() if low == high
    }
    if any(value != near.values[claim] for claim, value in values.items()):
        yield _Undone(slip, values, near.cost(slip, values), frozenset(mended))


def _is_met(one: Identity, rest: int) -> bool:
    return rest == 0 or (rest > 0 and not _is_sum(one))


def _is_sum(one: Identity) -> bool:
    return one.relation == "zero" and not one.short


def _bounded(bounds: tuple[int, int], rest: int, weight: int, one: Identity) -> tuple[int, int]:
    """The bounds of a change that the identity leaves: rest + weight * change is zero, or not negative."""
    low, high = bounds
    if _is_sum(one):
        change, odd = divmod(-rest, weight)
        return (1, 0) if odd else (max(low, change), min(high, change))
    return (max(low, -(rest // weight)), high) if weight > 0 else (low, min(high, rest // -weight))


# Choosing -----------------------------------------------------------------------------------------------------------


def _cover(count: int, options: Iterable[_Undone]) -> list[_Undone] | None:
    """The cheapest choice that mends each of so many identities once. Missing: None where there is none, or where it
    takes too long to find."""
    best_of: dict[frozenset[int], _Undone] = {}
    for one in sorted(options, key=lambda one: one.rank):
        best_of.setdefault(one.mended, one)
    by_number = {
        number: sorted((one for mended, one in best_of.items() if number in mended), key=lambda one: one.rank)
        for number in range(count)
    }
    best: tuple[int, list[_Undone]] | None = None
    waiting: list[tuple[int, frozenset[int], list[_Undone]]] = [(0, frozenset(range(count)), [])]
    for _ in range(_TRIES):
        if not waiting:
            break
        cost, left, chosen = waiting.pop()
        if best and cost >= best[0]:
            continue
        if not left:
            best = cost, chosen
            continue
        scarce = min(left, key=lambda number: (len(by_number[number]), number))
        fitting = [one for one in by_number[scarce] if one.mended <= left]
        waiting += [(cost + SLIP + one.cost, left - one.mended, [*chosen, one]) for one in reversed(fitting)]
    return best[1] if best else None


def _tangled(near: Neighbours, broken: Sequence[Identity], bound: int) -> tuple[list[_Undone] | None, bool]:
    """The cheapest slips of which one may leave what another mends, and whether the search came to its end. Missing:
    None where there are none that cost less than the bound, which is 0 for none."""
    everything = frozenset(range(len(broken)))
    waiting: list[tuple[int, int, Neighbours, frozenset[int], list[_Undone]]] = [(0, 0, near, everything, [])]
    count = 0
    for _ in range(_STEPS):
        if not waiting:
            return None, True
        cost, _, now, left, chosen = heappop(waiting)
        if bound and cost >= bound:
            return None, True
        if not left:
            return chosen, True
        aim = min(left, key=lambda number: (len(broken[number].claims), number))
        changed = {claim for one in chosen for claim in one.values}
        for one in sorted(_mending(now, [broken[aim]], broken, left - {aim}), key=lambda one: one.rank):
            if changed.isdisjoint(one.values):
                count += 1
                values = {claim: value for claim, value in one.values.items() if value is not None}
                rest = frozenset(n for n in left if not _holds(broken[n], {**now.values, **values}, one.mended, n))
                so_far = _cost((*chosen, one))
                ahead = SLIP + min(COSTS.values()) if rest else 0
                heappush(waiting, (so_far + ahead, count, now.with_values(values), rest, [*chosen, one]))
    return None, False


def _holds(one: Identity, values: Mapping[Claim, int], mended: frozenset[int], number: int) -> bool:
    return number in mended or one.holds(values) is not False


def _hanging_together(
    chosen: Sequence[_Undone], broken: Sequence[Identity]
) -> list[tuple[set[int], tuple[_Undone, ...]]]:
    """Slips in groups with the numbers of the broken identities that they mend: those that change figures of one of
    them, directly or through others."""
    groups: list[tuple[set[int], tuple[_Undone, ...]]] = []
    for one in chosen:
        touched = {number for number, its in enumerate(broken) if any(claim in one.values for claim in its.claims)}
        linked = [group for group in groups if touched & group[0]]
        groups = [group for group in groups if not touched & group[0]]
        groups.append((touched.union(*(its for its, _ in linked)), (*(u for _, us in linked for u in us), one)))
    return groups
