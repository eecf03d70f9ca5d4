"""One claim, two values: which of them is out of date, and how we know.

Looked for, the surest first:
  correction  a person signed a new value
  definition  the value is that of another case definition, or of another group of people, on the same day
  hour        the count of one publisher grew during the day of issue
  revision    the same publisher gave another value later; those who speak officially for an area are as one
  stale       the lower total plus what was new in a period is the higher: it is the total before that period;
              or the lower total is the one stated for an earlier day
  ahead       whoever says the lower total gives the higher one for a later day
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from esep import area, document, terms
from esep.figure import Claim, Figure
from esep.problem import Explanation, Problem
from esep.publisher import is_official
from esep.signed import is_correction
from esep.terms import Definition, Measure, Severity

FEW = 10
"""A difference of fewer people equals some other count by chance."""
_TRACKS = frozenset({Definition.CONFIRMED, Definition.PROBABLE})
"""The two that add up to all."""


def contradictions(figures: Iterable[Figure]) -> Iterator[Problem]:
    """A problem for every claim that was stated with more than one value, in the order of the figures."""
    by_claim: dict[tuple[Claim, str], list[Figure]] = defaultdict(list)
    by_series: dict[Claim, list[Figure]] = defaultdict(list)
    by_count: dict[tuple[Claim, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        alone = "" if figure.claim.end else figure.source.document
        claim = figure.comparable
        by_claim[claim, alone].append(figure)
        by_series[_series(claim)].append(figure)
        by_count[_count(claim), alone].append(figure)
    for (claim, alone), statements in by_claim.items():
        if len({figure.value for figure in statements}) > 1:
            others = [f for f in by_series[_series(claim)] if f.source.document == alone or not alone]
            yield contradiction(statements, others + by_count[_count(claim), alone])


def _series(claim: Claim) -> Claim:
    """What a total and the new ones that feed it share."""
    return claim._replace(measure="", start=None, end=None)


def _count(claim: Claim) -> Claim:
    """What the counts of one day share, whoever they are of; totals of each definition began on days of their own."""
    start = None if claim.measure == Measure.TOTAL else claim.start
    return claim._replace(definition="", group="", start=start)


def contradiction(statements: Sequence[Figure], others: Sequence[Figure]) -> Problem:
    """The statements of a claim, the one that stands first, with the reason for each value that differs from it;
    `others` may be evidence: those of the same series, and those of other definitions and groups on the same day."""
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
    """The statement that explains most of the others; of several the one against which another is of another
    definition or, said no later, stale (whoever repeats an old total later does not revise it), then the latest."""
    signed = [figure for figure in statements if is_correction(figure)]
    if signed:
        return max(signed, key=lambda figure: figure.said_at)

    def explained(candidate: Figure) -> tuple[int, int, datetime]:
        found = (_explain(f, candidate, statements, others) for f in distinct if f.value != candidate.value)
        reasons = [reason for reason in found if reason]
        not_revised = sum(
            r.kind == "definition" or (r.kind == "stale" and r.figures[0].said_at <= candidate.said_at) for r in reasons
        )
        return len(reasons), not_revised, candidate.said_at

    return max(distinct, key=explained)


def _explain(
    figure: Figure, standing: Figure, statements: Sequence[Figure], others: Sequence[Figure]
) -> Explanation | None:
    """Why the figure differs from the one that stands. Missing: None where no innocent reason is found."""
    if is_correction(standing):
        return _superseded("correction", figure, standing)
    if evidence := _otherwise_defined(figure, standing, statements, others):
        return _superseded("definition", figure, standing, evidence)
    for earlier, later in _pairs(figure, standing, statements):
        if earlier.said_at < later.said_at:
            same_day = _local_day(earlier) == _local_day(later)
            grew = later.value > earlier.value and figure.claim.measure != Measure.CURRENT
            return _superseded("hour" if same_day and grew else "revision", figure, standing)
    total = figure.claim.measure == Measure.TOTAL
    if total and figure.value < standing.value and (evidence := _stale(figure, standing, others)):
        return _superseded("stale", figure, standing, evidence)
    another = figure.source.publisher != standing.source.publisher
    if total and another and figure.value > standing.value and (evidence := _ahead(figure, standing, others)):
        return _superseded("ahead", figure, standing, evidence)
    return None


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


def _otherwise_defined(
    figure: Figure, standing: Figure, statements: Sequence[Figure], others: Sequence[Figure]
) -> Figure | None:
    """What shows that the figure counts otherwise on that day: another definition or group of the same value, or the
    track by which it differs: probable ones counted in with the confirmed, say, or left out of all.

    A document that states the value of both says that they are equal, and so does one that states the other value of
    both: neither shows anything.
    """
    gap, claim = figure.value - standing.value, figure.comparable
    if abs(gap) < FEW:
        return None
    both = {one.source.document for one in statements if one.value == figure.value}
    by_value: dict[int, list[Figure]] = defaultdict(list)
    for other in others:
        if other.value in (figure.value, standing.value, abs(gap)) and _count(other.comparable) == _count(claim):
            by_value[other.value].append(other)
    equal = {_of_whom(other.claim) for other in by_value[standing.value]}
    stated = [
        other
        for other in by_value[figure.value]
        if _may_be(other.claim, claim, more=gap > 0)
        and other.source.document not in both
        and _of_whom(other.claim) not in equal
    ]
    tracks = [other for other in by_value[abs(gap)] if _is_track(other.claim, claim, more=gap > 0)]
    return min(stated or tracks, key=lambda other: _nearest(other, figure), default=None)


def _of_whom(claim: Claim) -> tuple[str, str]:
    return claim.definition, claim.group


def _may_be(other: Claim, claim: Claim, *, more: bool) -> bool:
    """Whether a value with that many more, or less, may be the other one's: a part is not larger than its whole."""
    if other.group == claim.group:
        if other.definition == claim.definition:
            return False
        wider, narrower = other.definition == Definition.ALL, claim.definition == Definition.ALL
    elif other.definition == claim.definition:
        theirs, own = (set(terms.traits(group)) - {terms.EVERYONE} for group in (other.group, claim.group))
        wider, narrower = theirs < own, own < theirs
    else:
        return False
    return more if wider else not more if narrower else True


def _is_track(other: Claim, claim: Claim, *, more: bool) -> bool:
    """Whether that many more, or less, may come of taking the other track in, or of leaving it out."""
    if other.group != claim.group:
        return False
    if claim.definition == Definition.ALL:
        return not more and other.definition in _TRACKS
    return more and other.definition in {*_TRACKS, Definition.SUSPECTED} - {claim.definition}


def _nearest(evidence: Figure, figure: Figure) -> tuple[object, ...]:
    """Sorts the figure's own document first, then its publisher's, then the oldest."""
    one, own = evidence.source, figure.source
    claim = evidence.claim
    words = (claim.definition != figure.claim.definition, claim.definition, claim.group, str(claim.start or ""))
    return one.document != own.document, one.publisher != own.publisher, *place(evidence), *words


def _stale(figure: Figure, standing: Figure, others: Sequence[Figure]) -> Figure | None:
    """What shows that the lower total is an older one: the new ones that lead from it to the higher, the document's own
    first and the latest period first, or the same total stated for an earlier day, the latest first, and none as low
    for a later one."""
    gap = standing.value - figure.value
    claim = figure.comparable
    end = claim.end
    if end is None:
        return None

    def said(measure: Measure) -> list[Figure]:
        alike = (
            other for other in others if other.claim.measure == measure and _of_whom(other.claim) == _of_whom(claim)
        )
        return [other for other in alike if other.comparable.end]

    def last_day(other: Figure) -> date:
        return other.comparable.end or end

    own = figure.source.document
    new = [other for other in said(Measure.NEW) if other.value == gap and last_day(other) <= end]
    if new:
        return max(new, key=lambda f: (f.source.document == own, last_day(f), f.id))
    totals = [other for other in said(Measure.TOTAL) if other.claim.end and other.value <= figure.value]
    if any(last_day(other) > end for other in totals):
        return None
    older = [other for other in totals if other.value == figure.value and last_day(other) < end]
    latest = max(map(last_day, older), default=end)
    return min((f for f in older if last_day(f) == latest), key=lambda f: _nearest(f, figure), default=None)


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


def place(figure: Figure) -> tuple[datetime, str, tuple[int, int], int]:
    """Sorts the oldest first, the same whatever the order of the input."""
    return figure.said_at, figure.source.document, figure.source.span or (0, 0), figure.value


def _local_day(figure: Figure) -> object:
    return document.local_day(figure.source.issued, area.zone(figure.claim.area))
