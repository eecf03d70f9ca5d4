"""The gate: what fails holds a release, until it is put right or a person signs it off."""

from collections.abc import Collection, Iterable

from esep.problem import Problem
from esep.released import Release
from esep.terms import Severity


def held(
    release: Release, before: Release | None, problems: Iterable[Problem], signed_off: Collection[str]
) -> list[Problem]:
    """The problems for which the release may not go out; `signed_off` are ids of problems.

    A problem concerns it where one of its statements, published or not, is of a claim that is said, and none is of a
    later day: those hold the release about that day. What the edition before says likewise is out already and holds
    nothing, so a correction never waits for figures that it leaves as they are.
    """
    out = {(one.claim, one.value) for one in before.said} if before else set()
    said = {one.claim for one in release.said if (one.claim, one.value) not in out}
    return [
        problem
        for problem in problems
        if problem.severity == Severity.FAILS
        and problem.id not in signed_off
        and any(figure.claim in said for figure in problem.figures)
        and all((figure.claim.end or release.day) <= release.day for figure in problem.figures)
    ]
