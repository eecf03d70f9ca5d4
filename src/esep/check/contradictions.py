"""One claim, two values: which of them is out of date, and how we know.

Looked for, the surest first:
  correction  a person signed a new value
  hour        the count of one publisher grew during the day of issue
  revision    the same publisher gave another value later; those who speak officially for an area are as one
  stale       the lower total plus what was new in a period is the higher: it is the total before that period;
              or the lower total is the one stated for an earlier day
  ahead       whoever says the lower total gives the higher one for a later day
  definition  it is what somebody states of another case definition, or of two together
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from esep import area, document
from esep.figure import Claim, Figure
from esep.problem import Explanation, Problem
from esep.publisher import is_official
from esep.signed import is_correction
from esep.terms import Measure, Severity

_CHANCE = 10
"""Smaller counts are equal by chance too often to tell of a definition."""


def contradictions(figures: Iterable[Figure]) -> Iterator[Problem]:
    """A problem for every claim that was stated with more than one value, in the order of the figures."""
    by_claim: dict[tuple[Claim, str], list[Figure]] = defaultdict(list)
    by_series: dict[Claim, list[Figure]] = defaultdict(list)
    for figure in figures:
        alone = "" if figure.claim.end else figure.source.document
        by_claim[figure.comparable, alone].append(figure)
        by_series[_series(figure.claim)].append(figure)
    for (claim, alone), statements in by_claim.items():
        if len({figure.value for figure in statements}) > 1:
            others = by_series[_series(claim)]
            yield _problem(statements, [f for f in others if f.source.document == alone] if alone else others)


def _series(claim: Claim) -> Claim:
    """What a total and the new ones that feed it share, of whatever definition."""
    return claim._replace(measure="", definition="", start=None, end=None)


def _problem(statements: Sequence[Figure], others: Sequence[Figure]) -> Problem:
    """The statements, the one that stands first, with the reason for each value that differs from it."""
    witnesses: dict[int, list[Figure]] = defaultdict(list)
    for figure in sorted(statements, key=place):
        witnesses[figure.value].append(figure)
    distinct = [said[0] for said in witnesses.values()]
    standing = _standing(distinct, statements, others)
    explanations: list[Explanation] = []
    unexplained = False
    for value, said in witnesses.items():
        if value != standing.value:
            found = _explain(said[0], standing, statements, others)
            unexplained = unexplained or found is None
            explanations += [_of_all(found, said, standing)] if found else []
    kinds = {explanation.kind for explanation in explanations}
    severity = Severity.FAILS if unexplained else Severity.NOTE if kinds == {"hour"} else Severity.WARNS
    documents = {figure.source.document for figure in statements}
    rest = (figure for value, said in witnesses.items() if value != standing.value for figure in said)
    return Problem(
        code="two-values",
        severity=severity,
        figures=(*witnesses[standing.value], *rest),
        parameters={"difference": max(witnesses) - min(witnesses)},
        explanations=tuple(explanations),
        document=documents.pop() if len(documents) == 1 else None,
        span=standing.source.span if len(documents) == 1 else None,
    )


def _of_all(found: Explanation, said: Sequence[Figure], standing: Figure) -> Explanation:
    """The explanation of every witness of the value; a later figure answers only for its publisher's earlier ones."""
    everyones = found.kind not in ("hour", "revision")
    figures = [f for f in said if everyones or any(_one_voice(f, own) for own in found.figures)]
    return Explanation(found.kind, tuple(figures), {figure.id: standing.value for figure in figures}, found.evidence)


def _standing(distinct: Sequence[Figure], statements: Sequence[Figure], others: Sequence[Figure]) -> Figure:
    """The statement that explains most of the others; of several the one against which another, said no later, is
    stale (whoever repeats an old total later does not revise it), then the latest."""
    signed = [figure for figure in statements if is_correction(figure)]
    if signed:
        return max(signed, key=lambda figure: figure.said_at)

    def explained(candidate: Figure) -> tuple[int, int, datetime]:
        found = (_explain(f, candidate, statements, others) for f in distinct if f.value != candidate.value)
        reasons = [reason for reason in found if reason]
        stale = sum(r.kind == "stale" and r.figures[0].said_at <= candidate.said_at for r in reasons)
        return len(reasons), stale, candidate.said_at

    return max(distinct, key=explained)


def _explain(
    figure: Figure, standing: Figure, statements: Sequence[Figure], others: Sequence[Figure]
) -> Explanation | None:
    """Why the figure differs from the one that stands. Missing: None where no innocent reason is found."""
    if is_correction(standing):
        return _superseded("correction", figure, standing)
    for earlier, later in _pairs(figure, standing, statements):
        if earlier.said_at < later.said_at:
            same_day = _local_day(earlier) == _local_day(later)
            grew = later.value > earlier.value and figure.claim.measure != Measure.CURRENT
            return _superseded("hour" if same_day and grew else "revision", figure, standing)
    total = figure.claim.measure == Measure.TOTAL
    if total and figure.value < standing.value and (evidence := _stale(figure, standing, others)):
        return _superseded("stale", figure, standing, evidence)
    if figure.source.publisher == standing.source.publisher:
        return None
    if total and figure.value > standing.value and (evidence := _ahead(figure, standing, others)):
        return _superseded("ahead", figure, standing, evidence)
    evidence = _of_definition(figure, standing, others)
    return _superseded("definition", figure, standing, evidence) if evidence else None


def _superseded(kind: str, figure: Figure, standing: Figure, evidence: Figure | None = None) -> Explanation:
    return Explanation(kind, (figure,), {figure.id: standing.value}, (evidence or standing,))


def _pairs(figure: Figure, standing: Figure, statements: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """(a statement of this value, a statement of the standing value) by one publisher, or by two official ones."""
    for one in statements:
        if one.value == figure.value:
            for other in statements:
                if other.value == standing.value and _one_voice(one, other):
                    yield one, other


def _one_voice(one: Figure, other: Figure) -> bool:
    return one.source.publisher == other.source.publisher or (is_official(one) and is_official(other))


def _stale(figure: Figure, standing: Figure, others: Sequence[Figure]) -> Figure | None:
    """What shows that the lower total is an older one: the new ones that lead from it to the higher, the document's own
    first and the latest period first, or the same total stated for an earlier day, and none as low for a later one."""
    gap = standing.value - figure.value
    end = figure.comparable.end
    others = [other for other in others if other.claim.definition == figure.claim.definition]
    new = [
        other
        for other in others
        if other.value == gap
        and other.claim.measure == Measure.NEW
        and other.comparable.end
        and end
        and other.comparable.end <= end
    ]
    own = figure.source.document
    if new:
        return max(new, key=lambda f: (f.source.document == own, f.comparable.end or end, f.id))
    totals = [other for other in others if other.claim.measure == Measure.TOTAL and other.claim.end]
    if not end or any(other.claim.end > end and other.value <= figure.value for other in totals if other.claim.end):
        return None
    early = (other for other in totals if other.value == figure.value and other.claim.end and other.claim.end < end)
    return next(early, None)


def _ahead(figure: Figure, standing: Figure, others: Sequence[Figure]) -> Figure | None:
    """The same total, said of the next day by the publisher of the one that stands."""
    claim = figure.claim
    later = [
        (other.claim.end, other.id, other)
        for other in others
        if other.source.publisher == standing.source.publisher
        and other.claim.end
        and claim.end
        and other.claim.end > claim.end
        and other.claim == claim._replace(end=other.claim.end)
    ]
    following = min(later)[-1] if later else None
    return following if following and following.value == figure.value else None


def _of_definition(figure: Figure, standing: Figure, others: Sequence[Figure]) -> Figure | None:
    """The count of another case definition that it is, or that was added to what stands."""
    claim = figure.comparable
    for other in others:
        track = other.comparable
        if other.value >= _CHANCE and track.definition != claim.definition:
            like = track == claim._replace(definition=track.definition, start=track.start)
            if like and other.value in (figure.value, figure.value - standing.value):
                return other
    return None


def place(figure: Figure) -> tuple[datetime, str, tuple[int, int], int]:
    """Sorts the oldest first, the same whatever the order of the input."""
    return figure.said_at, figure.source.document, figure.source.span or (0, 0), figure.value


def _local_day(figure: Figure) -> object:
    return document.local_day(figure.source.issued, area.zone(figure.claim.area))
