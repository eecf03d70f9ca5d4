"""Counts at an extreme: below nothing, and as many deaths as cases.

A total or a census below nothing is a code for 'missing' that was published (-1). What is new may be below nothing, for
a publisher takes people back so. As many deaths as cases is cases in the column of deaths, more often than not: in the
daily and weekly series of JHU CSSE and WHO no country ever had ten cases and as many deaths.
"""

from collections.abc import Iterable, Iterator

from esep.figure import Figure
from esep.problem import Explanation, Problem
from esep.terms import Event, Measure, Severity

LEAST = 100
"""Fewer may all have died: rabies, the first weeks of an outbreak of Ebola."""


def extremes(figures: Iterable[Figure]) -> Iterator[Problem]:
    """A problem for each count below nothing, and for each count of deaths that its document gives for cases too."""
    cases: dict[tuple[object, ...], Figure] = {}
    deaths: list[Figure] = []
    for figure in figures:
        if figure.value < 0:
            yield _negative(figure)
        elif figure.value >= LEAST and figure.claim.event == Event.CASE:
            cases[_key(figure)] = figure
        elif figure.value >= LEAST and figure.claim.event == Event.DEATH:
            deaths.append(figure)
    for figure in deaths:
        if case := cases.get(_key(figure)):
            yield _alike(figure, case)


def _key(figure: Figure) -> tuple[object, ...]:
    return figure.source.document, figure.comparable._replace(event=Event.CASE), figure.value


def _negative(figure: Figure) -> Problem:
    taken_back = figure.claim.measure == Measure.NEW
    return Problem(
        code="negative",
        severity=Severity.WARNS if taken_back else Severity.FAILS,
        figures=(figure,),
        explanations=() if taken_back else (Explanation("blank", (figure,)),),
        document=figure.source.document,
        span=figure.source.span,
    )


def _alike(death: Figure, case: Figure) -> Problem:
    return Problem(
        code="alike",
        severity=Severity.WARNS,
        figures=(death, case),
        explanations=(Explanation("other-event", (death,)),),
        document=death.source.document,
        span=death.source.span,
    )
