"""A draft against what is known already: what the ledger holds that can concern it.

Documents are checked by themselves, and from day to day; here the two are as one, so a whole in the draft is compared
with its parts in the ledger too. Only what concerns the draft is told.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, product

from esep import identity
from esep.check import Findings, confronted, with_slips
from esep.figure import Claim, Figure
from esep.identity import Identity
from esep.problem import Problem
from esep.terms import Severity, Status

_COMBINATIONS = 256
"""So many combinations of values that contradict one another are tried."""


def against(drafts: Iterable[Figure], known: Iterable[Figure]) -> Findings:
    """What holds between the drafts' figures, and between them and those that are known and stand."""
    own = list(drafts)
    said = {(figure.claim, figure.value) for figure in own}
    rest = [figure for figure in known if (figure.claim, figure.value) not in said]
    of_drafts = {figure.source.document for figure in own}
    without, found = confronted(rest), confronted([*own, *rest])
    concerning = [p for p in found.problems if any(figure.source.document in of_drafts for figure in p.figures)]
    held, unsaid = found.held - without.held, found.unsaid - without.unsaid
    for one, problem in _between(own, rest):
        if problem:
            concerning.append(problem)
        else:
            held[one.name] += 1
    return with_slips(Findings(tuple(concerning), held, unsaid), [*own, *rest])


def _between(own: Sequence[Figure], rest: Sequence[Figure]) -> Iterator[tuple[Identity, Problem | None]]:
    """The sums of one day that take figures of a draft and others, and what is wrong with each; those of which these
    figures cannot say are left out."""
    of_drafts: dict[Claim, list[Figure]] = defaultdict(list)
    for figure in own:
        if figure.claim.end and figure.status != Status.DOUBTFUL:
            of_drafts[figure.claim].append(figure)
    stated = {claim: list(figures) for claim, figures in of_drafts.items()}
    for figure in rest:
        stated.setdefault(figure.claim, []).append(figure)
    for one in identity.spread(stated):
        within = [{figure.source.document for figure in of_drafts.get(claim, ())} for claim in one.claims]
        of_one_day = len({claim.end for claim in one.claims}) == 1
        if of_one_day and any(within) and not set.intersection(*within):
            yield from _confront(one, [stated[claim] for claim in one.claims])


def _confront(one: Identity, choices: Sequence[Sequence[Figure]]) -> Iterator[tuple[Identity, Problem | None]]:
    """It holds if one of the values that were stated makes it hold: which of two is right is another question."""
    combinations = list(islice(product(*choices), _COMBINATIONS))
    outcomes = [one.holds({figure.claim: figure.value for figure in said}) for said in combinations]
    if True in outcomes:
        yield one, None
    elif None not in outcomes:
        yield one, _problem(one, combinations[0])


def _problem(one: Identity, said: Sequence[Figure]) -> Problem:
    """Two publishers may count at two hours, so only one who contradicts itself fails."""
    whole, *parts = said
    total = sum(part.value for part in parts)
    single = len({figure.source.publisher for figure in said}) == 1
    parameters: Mapping[str, int] = {"sum": total, "expected": total, "difference": whole.value - total}
    return Problem(
        code="parts-differ" if one.relation == "zero" else "part-exceeds",
        severity=Severity.FAILS if single else Severity.WARNS,
        figures=tuple(said),
        identity=one.name,
        parameters=parameters,
    )
