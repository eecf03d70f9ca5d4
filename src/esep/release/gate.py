"""The gate: what fails holds a release, until it is put right or a person signs it off."""

from collections.abc import Collection, Iterable

from esep.figure import Claim
from esep.problem import Problem
from esep.terms import Severity


def held(problems: Iterable[Problem], claims: Iterable[Claim], signed_off: Collection[str]) -> tuple[Problem, ...]:
    """The problems for which a release that says these claims may not go out; `signed_off` are ids of problems.

    A problem concerns it where one of its statements, published or not, is of a claim that is said.
    """
    said = set(claims)
    return tuple(
        problem
        for problem in problems
        if problem.severity == Severity.FAILS
        and problem.id not in signed_off
        and any(figure.claim in said for figure in problem.figures)
    )
