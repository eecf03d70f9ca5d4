"""Figures said in one line, for tests of what is made of them, and everything that was found in them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from esep.check import Findings
from esep.document import Issued
from esep.figure import Claim, Figure, Source
from esep.period import Period
from esep.terms import Status

ON = date(2020, 9, 17)
_LATEST: Any = object()


def say(
    what: str,
    value: int,
    *,
    day: date | None = ON,
    document: str = "d1",
    publisher: str | None = "inform.kz",
    issued: Issued = _LATEST,
    rule: str = "own words",
    status: Status = Status.STATED,
    quote: str = "",
    span: tuple[int, int] | None = None,
) -> Figure:
    """'KZ-75 case new 1d' said on that day; a definition and a group may follow: 'KZ patient current now all home'.

    The document is issued on the day it reports, if nothing else is said.
    """
    area, event, measure, notation, *rest = what.split()
    definition, group = [*rest, *("confirmed", "-")[len(rest) :]]
    period = Period.parse(notation)
    claim = Claim("COVID-19", area, event, measure, definition, group, *period.resolve(day))
    said = day if issued is _LATEST else issued
    source = Source(document, publisher, issued=said, language="en", span=span, rule=rule, quote=quote)
    return Figure(claim, value, period, source, status)


def told(findings: Findings) -> tuple[Any, ...]:
    """Everything that findings say, in their order."""
    problems = [
        (
            one.code,
            one.severity,
            one.identity,
            one.document,
            one.span,
            _ids(one.figures),
            tuple(one.parameters.items()),
            tuple(
                (why.kind, why.cost, *map(_ids, (why.figures, why.evidence)), tuple(why.values.items()))
                for why in one.explanations
            ),
        )
        for one in findings.problems
    ]
    return problems, findings.held, findings.unsaid


def _ids(figures: Iterable[Figure]) -> tuple[str, ...]:
    return tuple(figure.id for figure in figures)
