"""Figures of many documents -> one figure per claim, chosen by a stated rule, the others kept beside it.

The rules, in order:

    correction   a signed correction stands, the latest issued of several
    official     then what a publisher says whose word counts first for the area
    latest       then what was issued last

Within a rule the latest issued wins; of those issued together, the proved before the stated, then the first document id
and the first figure id, so that the same figures always settle alike. A figure that a problem explains as out of date
(stale, revised, corrected), or as one of a later day or another definition, stands back while another stands; one that
a person withdrew is as if it was never said. Nothing is invented, averaged or padded.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from esep.figure import Claim, Figure
from esep.problem import Problem
from esep.signed import is_correction, standing
from esep.terms import Status

__all__ = ["Settlement", "settle"]

SUPERSEDING = frozenset({"ahead", "correction", "definition", "revision", "stale"})
"""Kinds of explanation that say of a figure: another has its place."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """The figure that stands for a claim, and why."""

    figure: Figure
    rule: str
    """correction | official | latest"""
    others: tuple[Figure, ...] = ()
    """Shape: every other figure of the claim, the next best first; those whose reading is doubtful are not there."""
    problems: tuple[Problem, ...] = ()
    """Shape: those that concern a figure of the claim, in a fixed order."""

    @property
    def disputed(self) -> bool:
        """Whether somebody states another value."""
        return any(other.value != self.figure.value for other in self.others)


def settle(
    figures: Iterable[Figure],
    problems: Iterable[Problem] = (),
    *,
    official: Callable[[Figure], bool] = lambda figure: False,
) -> dict[Claim, Settlement]:
    """The figure that stands for each claim.

    `official` says whether the figure's publisher, or whom its text credits, has the first word for the area.

    Shape: in the order of the claims' notation, whatever the order of the input.
    Missing: a claim without an end (its day of issue is unknown) and a doubtful reading are never settled.
    """
    problems = tuple(problems)
    candidates: dict[Claim, list[Figure]] = defaultdict(list)
    for figure in standing(figures):
        if figure.claim.end is not None and figure.status != Status.DOUBTFUL:
            candidates[figure.claim].append(figure)
    superseded = _superseded(problems)
    concerning = _concerning(problems)
    return {
        claim: _settlement(candidates[claim], superseded[claim], tuple(concerning.get(claim, ())), official)
        for claim in sorted(candidates, key=str)
    }


def _settlement(
    figures: Sequence[Figure], superseded: set[str], problems: tuple[Problem, ...], official: Callable[[Figure], bool]
) -> Settlement:
    ordered = sorted(figures, key=_place) if len(figures) > 1 else list(figures)
    left = [figure for figure in ordered if not (superseded and figure.id in superseded)] or ordered
    first_words = (("correction", is_correction), ("official", official))
    choices = ((rule, figure) for rule, has_first_word in first_words for figure in left if has_first_word(figure))
    rule, winner = next(choices, ("latest", left[0]))
    return Settlement(winner, rule, tuple(figure for figure in ordered if figure is not winner), problems)


def _place(figure: Figure) -> tuple[float, bool, str, str]:
    """Sorts the latest issued first, then the proved, then by document and figure id."""
    return -figure.said_at.timestamp(), figure.status != Status.PROVED, figure.source.document, figure.id


def _superseded(problems: Iterable[Problem]) -> defaultdict[Claim, set[str]]:
    """Ids of the figures that have been replaced, by claim."""
    ids: defaultdict[Claim, set[str]] = defaultdict(set)
    for problem in problems:
        for explanation in problem.explanations:
            if explanation.kind in SUPERSEDING:
                for figure in explanation.figures:
                    ids[figure.claim].add(figure.id)
    return ids


def _concerning(problems: Iterable[Problem]) -> dict[Claim, list[Problem]]:
    """The problems that concern each claim, in a fixed order."""
    by_claim: dict[Claim, list[Problem]] = defaultdict(list)
    for problem in sorted(problems, key=_problem_place):
        for claim in dict.fromkeys(figure.claim for figure in problem.concerned):
            by_claim[claim].append(problem)
    return by_claim


def _problem_place(problem: Problem) -> tuple[object, ...]:
    explanations = [(e.kind, *(figure.id for figure in e.figures)) for e in problem.explanations]
    ids = [figure.id for figure in problem.figures]
    span = problem.span or (0, 0)
    return problem.code, problem.identity or "", problem.document or "", ids, span, problem.severity, explanations
