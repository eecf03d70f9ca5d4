"""Check: find the figures that cannot all be true, and say why.

Every check has one signature, figures in and findings out, and stands in the list below. No clock, no network, no
database. Three outcomes: an identity holds, fails, or these figures cannot say.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from esep.check.contradictions import contradictions, place
from esep.check.extremes import extremes
from esep.check.history import along_days
from esep.check.localise import explained
from esep.check.sums import across_days, within_documents
from esep.figure import Figure
from esep.problem import Problem
from esep.signed import standing
from esep.terms import Severity, Status

_ORDER = {Severity.FAILS: 0, Severity.WARNS: 1, Severity.NOTE: 2}


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check found."""

    problems: tuple[Problem, ...]
    """The gravest first, then in the order of documents and days."""
    held: Counter[str]
    """How often each identity holds, by name."""
    unsaid: Counter[str]
    """How often the figures could not say."""

    @property
    def failed(self) -> Counter[str]:
        """How often each identity fails, by name; contradictions stand under 'two-values'."""
        return Counter(p.identity or p.code for p in self.problems if p.severity == Severity.FAILS)


CHECKS = (within_documents, across_days, along_days, extremes, contradictions)


def check(figures: Iterable[Figure]) -> Findings:
    """What holds and what does not between the figures of one or many documents; doubtful and withdrawn ones are
    left out.

    Errors: none; everything found is a Problem (codes: docs/formats.md).
    """
    sure = _sure(figures)
    return with_slips(confronted(sure), sure)


def confronted(figures: Iterable[Figure]) -> Findings:
    """The same without a search for the slips behind it, which takes most of the time."""
    sure = _sure(figures)
    problems: list[Problem] = []
    held: Counter[str] = Counter()
    unsaid: Counter[str] = Counter()
    for one in CHECKS:
        for found in one(sure):
            if isinstance(found, Problem):
                problems.append(found)
            else:
                (held if found.holds else unsaid)[found.name] += 1
    return Findings(ranked(problems), held, unsaid)


def with_slips(found: Findings, figures: Iterable[Figure]) -> Findings:
    """The same with the slips that may be behind it, looked for in these figures."""
    return replace(found, problems=ranked(explained(found.problems, figures)))


def _sure(figures: Iterable[Figure]) -> list[Figure]:
    return [figure for figure in standing(figures) if figure.status != Status.DOUBTFUL]


def ranked(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The gravest first, then in the order of days, and the same whatever the order of the figures."""
    return tuple(sorted(problems, key=_rank))


def _rank(problem: Problem) -> tuple[object, ...]:
    first = problem.figures[0]
    what = problem.code, problem.identity or "", *(str(figure.claim) for figure in problem.figures)
    return _ORDER[problem.severity], str(first.claim.end or ""), problem.code, place(first), what
