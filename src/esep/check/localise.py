"""Which figures are wrong: the likeliest slips whose undoing makes every identity hold.

Fellegi and Holt, A Systematic Approach to Automatic Edit and Imputation (1976), with costs that know how people slip
(`slips`). A broken identity is mended by undoing a slip that touches it, so that it holds and no other one breaks; what
is broken still is mended next, the cheapest first. What one slip each explains is told apart.

      EC 45   FS 88   GP 782   total 951        the sum fails: 915
      undone: total 915 (transposed) before EC 81 (any other value)

Shape: the same figures give the same answer, whatever their order.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from heapq import heappop, heappush

from esep import area, identity
from esep.check.neighbours import Neighbours
from esep.check.slips import COSTS, SLIP
from esep.check.undoing import Undoing, Undone, Work
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
_UNEXPLAINED = 1000
"""A broken identity that nothing mends costs more than three slips."""
_TRIES = 10_000
"""So many choices of slips are tried for what hangs together."""
_LOOKS = 60
"""So many times slips are looked for of which one leaves what another mends."""
_TANGLED = 8
"""Among more broken identities than these none such are looked for."""
STEPS = 250_000
"""The work of one check: figures whose slips are weighed, and as much again for choosing among them."""

UNFINISHED = "unfinished"
"""The parameter of a problem whose explanations are the best found when the search was given up."""


def explained(problems: Sequence[Problem], figures: Iterable[Figure], steps: int = STEPS) -> list[Problem]:
    """The problems in their order; those that fail an identity have the likeliest slips as explanations. What is left
    when so many steps are done has the best found so far, and the parameter `unfinished`."""
    failing: dict[_Realm, list[Problem]] = defaultdict(list)
    for one in problems:
        if one.identity and one.severity == Severity.FAILS:
            failing[_realm(one.figures[0])].append(one)
    said, looking, choosing = _Said(figures, failing), Work(steps), Work(steps)
    found: dict[int, Problem] = {}
    for realm in sorted(failing, key=lambda realm: (len(failing[realm]), realm)):
        case = _Case(said.near(realm, failing[realm]), failing[realm], looking, choosing)
        for one, explanations, mended, is_whole in case.explained():
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


_Realm = tuple[str, str, str]


def _realm(figure: Figure) -> _Realm:
    """Figures that are compared: those of one disease and country; of an undated document, those in it."""
    return figure.claim.disease, area.country(figure.claim.area), "" if figure.claim.end else figure.source.document


class _Said:
    """What was said last of each claim, by realm and by day."""

    def __init__(self, figures: Iterable[Figure], realms: Collection[_Realm]) -> None:
        self._by_day: dict[_Realm, dict[str, dict[Claim, Figure]]] = {realm: defaultdict(dict) for realm in realms}
        for figure in figures if realms else ():
            by_day = self._by_day.get(_realm(figure))
            if by_day is not None:
                claim = figure.comparable
                same = by_day[str(claim.end)]
                if claim not in same or _later(figure) > _later(same[claim]):
                    same[claim] = figure

    def near(self, realm: _Realm, problems: Iterable[Problem]) -> dict[Claim, Figure]:
        """What was said of the days of these problems, and of the day before and after each; of their own claims, what
        they say."""
        by_day = self._by_day[realm]
        days = sorted(by_day)
        concerned = {figure.comparable: figure for one in problems for figure in one.figures}
        at = {bisect_left(days, day) for day in {str(claim.end) for claim in concerned}}
        near = sorted({n for place in at for n in (place - 1, place, place + 1) if 0 <= n < len(days)})
        found: dict[Claim, Figure] = {}
        for n in near:
            found |= by_day[days[n]]
        return found | concerned


def _later(figure: Figure) -> tuple[object, ...]:
    return figure.said_at, figure.source.document, figure.source.span or (0, 0), figure.value


class _Case:
    """Problems of one realm, and the figures near them."""

    def __init__(
        self, figures: Mapping[Claim, Figure], problems: Sequence[Problem], looking: Work, choosing: Work
    ) -> None:
        self._figures = figures
        self._looking = looking
        self._choosing = choosing
        self._problems: dict[int, list[Problem]] = defaultdict(list)
        self._broken: list[Identity] = []
        told: dict[tuple[str, frozenset[Claim]], list[Problem]] = defaultdict(list)
        for one in problems:
            told[one.identity or "", frozenset(figure.comparable for figure in one.figures)].append(one)
        wholes = {(one.identity, figure.comparable) for one in problems for figure in one.figures}
        values = {claim: figure.value for claim, figure in figures.items()}
        sound = []
        for rule in identity.spread(sorted(figures, key=str), declared={name for name, _ in told}):
            its = told.get((rule.name, frozenset(rule.claims))) if (rule.name, rule.whole) in wholes else None
            if its:
                self._problems[len(self._broken)] = its
                self._broken.append(rule)
            elif rule.holds(values) is not False:
                sound.append(rule)
        self._near = Neighbours(figures, sound + self._broken)
        self._numbers = {id(one): number for number, one in enumerate(self._broken)}

    def explained(self) -> Iterator[tuple[Problem, tuple[Explanation, ...], int, bool]]:
        """Each problem with its explanations, how many problems they mend, and whether the search came to its end."""
        alone = sorted(Undoing(self._near, self._broken, self._looking).options(self._problems), key=_rank)
        saw_all = not self._looking.is_spent
        by_mended: dict[frozenset[int], list[Undone]] = defaultdict(list)
        for one in alone:
            by_mended[one.mended].append(one)
        covers = {min(part): _cover(part, best, self._choosing) for part, best in self._parts(by_mended)}
        for group in sorted(self._hanging_together(by_mended), key=lambda group: (len(group), group)):
            chosen, is_whole = self._chosen(group, [covers[number] for number in group if number in covers])
            left = set(group)
            for mended, undone in self._apart(chosen):
                others = by_mended.get(frozenset(mended), [])
                told = self._told([(one,) for one in others] if len(undone) == 1 and others else [undone])
                left -= mended
                yield from ((problem, told, len(mended), is_whole and saw_all) for problem in self._of(mended))
            yield from ((problem, (), 1, is_whole and saw_all) for problem in self._of(left))

    def _of(self, numbers: Iterable[int]) -> list[Problem]:
        return [one for number in sorted(numbers) for one in self._problems[number]]

    def _parts(self, by_mended: Mapping[frozenset[int], Sequence[Undone]]) -> Iterator[tuple[list[int], list[Undone]]]:
        """The broken identities that one slip each may mend together, directly or through others; with the likeliest
        slip for each of its sets of them."""
        parts = _linked(self._problems, by_mended)
        place = {number: at for at, part in enumerate(parts) for number in part}
        best: list[list[Undone]] = [[] for _ in parts]
        for mended, options in by_mended.items():
            best[place[min(mended)]].append(options[0])
        return zip(parts, best, strict=True)

    def _hanging_together(self, by_mended: Iterable[frozenset[int]]) -> list[list[int]]:
        """The broken identities in groups: those that have a figure in common, or that one slip may have broken,
        directly or through others."""
        of_claim: dict[Claim, list[int]] = defaultdict(list)
        for number, one in enumerate(self._broken):
            for claim in one.claims:
                of_claim[claim].append(number)
        return _linked(self._problems, [*by_mended, *of_claim.values()])

    def _chosen(self, group: Sequence[int], covers: Sequence[tuple[list[Undone], bool]]) -> tuple[list[Undone], bool]:
        """The likeliest slips behind a group, and whether the search came to its end."""
        chosen = [one for undone, _ in covers for one in undone]
        is_whole = all(is_whole for _, is_whole in covers)
        within = frozenset(group)
        mends_all = within == frozenset().union(*(one.mended for one in chosen))
        if (len(chosen) > 2 or not mends_all) and len(group) > 1:
            if len(group) > _TANGLED:
                return chosen, is_whole and mends_all
            tangled, is_whole = self._tangled(within, _cost(chosen) if mends_all else None)
            chosen = tangled or chosen
        return chosen, is_whole

    def _tangled(self, group: frozenset[int], bound: int | None) -> tuple[list[Undone] | None, bool]:
        """The cheapest slips of which one may leave what another mends, and whether the search came to its end.
        Missing: None where there are none that cost less than the bound, if one is given."""
        others = frozenset(self._problems) - group
        waiting: list[tuple[int, int, frozenset[int], list[Undone]]] = [(0, 0, group, [])]
        count = 0
        for _ in range(_LOOKS):
            if not waiting:
                return None, not self._looking.is_spent
            cost, _, left, chosen = heappop(waiting)
            if bound is not None and cost >= bound:
                return None, True
            if not left:
                return chosen, True
            aim = min(left, key=lambda number: (len(self._broken[number].claims), number))
            for one, rest in self._next(chosen, aim, left, others):
                count += 1
                so_far = _cost((*chosen, one))
                ahead = SLIP + min(COSTS.values()) if rest else 0
                heappush(waiting, (so_far + ahead, count, rest, [*chosen, one]))
        return None, False

    def _next(
        self, chosen: Sequence[Undone], aim: int, left: frozenset[int], others: frozenset[int]
    ) -> list[tuple[Undone, frozenset[int]]]:
        """Slips that mend the aim after those that were chosen, and what is left broken then."""
        near = self._near
        changed = {claim for one in chosen for claim in one.values}
        with near.changed(_known(chosen)):
            undoing = Undoing(near, self._broken, self._looking, left - {aim} | others)
            options = [one for one in undoing.options([aim]) if changed.isdisjoint(one.values)]
            options.sort(key=_rank)
            return [(one, self._left(one, left)) for one in options]

    def _left(self, one: Undone, left: frozenset[int]) -> frozenset[int]:
        with self._near.changed(_known([one])):
            hold = {n for n in self._touched(one) & left if self._broken[n].holds(self._near.values) is not False}
        return left - one.mended - hold

    def _touched(self, one: Undone) -> set[int]:
        """The numbers of the broken identities that it changes figures of."""
        near = self._near
        return {self._numbers[id(its)] for claim in one.values for its in near.of(claim) if id(its) in self._numbers}

    def _apart(self, chosen: Sequence[Undone]) -> Iterator[tuple[set[int], list[Undone]]]:
        """Slips in groups with the numbers of the broken identities that they mend: those that change figures of one of
        them, directly or through others."""
        touched = [self._touched(one) for one in chosen]
        for group in _linked({number for its in touched for number in its}, touched):
            yield set(group), [one for one, its in zip(chosen, touched, strict=True) if not its.isdisjoint(group)]

    def _told(self, likely: Sequence[Sequence[Undone]]) -> tuple[Explanation, ...]:
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

    def _explanation(self, undone: Sequence[Undone]) -> Explanation:
        values = {claim: value for one in undone for claim, value in one.values.items()}
        figures = {claim: self._figures[claim] for claim in sorted(values, key=str)}
        known = {figures[claim].id: value for claim in figures if (value := values[claim]) is not None}
        kinds = {one.slip.kind for one in undone}
        kind = kinds.pop() if len(kinds) == 1 else "several"
        return Explanation(kind, tuple(figures.values()), known, cost=_cost(undone))


def _cost(undone: Iterable[Undone]) -> int:
    return sum(SLIP + one.cost for one in undone)


def _rank(one: Undone) -> tuple[object, ...]:
    return one.rank


def _known(undone: Iterable[Undone]) -> dict[Claim, int]:
    return {claim: value for one in undone for claim, value in one.values.items() if value is not None}


def _agreed(one: Explanation, other: Explanation) -> dict[str, int]:
    return {name: value for name, value in one.values.items() if other.values.get(name) == value}


def _linked(members: Iterable[int], links: Iterable[Collection[int]]) -> list[list[int]]:
    """The members in groups: those that a link has together, directly or through others."""
    groups = {number: [number] for number in members}
    for link in links:
        first, *rest = link
        for number in rest:
            small, large = sorted((groups[first], groups[number]), key=len)
            if small is not large:
                large += small
                groups.update(dict.fromkeys(small, large))
    return [sorted(group) for group in {id(group): group for group in groups.values()}.values()]


def _cover(numbers: Collection[int], options: Iterable[Undone], work: Work) -> tuple[list[Undone], bool]:
    """The cheapest choice of slips that mends each of these identities once, or as many as can be; and whether the
    search came to its end."""
    everything = frozenset(numbers)
    best: tuple[int, list[Undone]] = _UNEXPLAINED * len(everything), []
    fitting: dict[int, list[Undone]] = defaultdict(list)
    for one in sorted(options, key=lambda one: ((SLIP + one.cost) / len(one.mended), one.rank)):
        if one.mended == everything:
            best = _cost([one]), [one]
        for number in one.mended:
            fitting[number].append(one)
    waiting: list[tuple[int, frozenset[int], list[Undone]]] = [(0, everything, [])]
    for _ in range(_TRIES):
        if not waiting or not work.spend(len(waiting[-1][1])):
            break
        cost, left, chosen = waiting.pop()
        if cost + _UNEXPLAINED * len(left) < best[0]:
            best = cost + _UNEXPLAINED * len(left), chosen
        if not left or cost + SLIP >= best[0]:
            continue
        scarce = min(left, key=lambda number: (len(fitting[number]), number))
        waiting.append((cost + _UNEXPLAINED, left - {scarce}, chosen))
        for one in reversed(fitting[scarce]):
            if one.mended <= left:
                waiting.append((cost + SLIP + one.cost, left - one.mended, [*chosen, one]))
    return best[1], not waiting
