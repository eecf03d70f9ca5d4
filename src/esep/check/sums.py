"""Identities confronted with what was said: inside each document, and from day to day between documents."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from typing import NamedTuple

from esep import identity
from esep.check.contradictions import place
from esep.figure import Claim, Figure
from esep.identity import Identity
from esep.problem import Explanation, Problem
from esep.publisher import declared, is_by_the_minute
from esep.terms import Severity

_COMBINATIONS = 256
"""How many combinations of contradicting statements are tried before the latest ones alone are taken."""

_RUN_AHEAD = 20
"""Parts that are counted by the minute are ahead of their whole by a twentieth at most: a day's growth (the looks of
coronavirus2020.kz since May 2020)."""

_BETWEEN_DAYS = frozenset({"growth", "fall"})

Stated = Mapping[Claim, Sequence[Figure]]
"""Claim to the statements of it, oldest first, one for each value."""


class Outcome(NamedTuple):
    """An identity that holds, or of which these figures cannot say."""

    name: str
    holds: bool


def within_documents(figures: Iterable[Figure]) -> Iterator[Problem | Outcome]:
    """Every identity between the figures of one document; from day to day see `across_days` and `along_days`."""
    by_document: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_document[figure.source.document].append(figure)
    for document, own in by_document.items():
        said = stated(own, dated=False)
        for one in identity.spread(said, declared=declared(own[0].source.publisher)):
            if one.name not in _BETWEEN_DAYS:
                yield _confront(one, said, document)


def across_days(figures: Iterable[Figure]) -> Iterator[Problem | Outcome]:
    """Totals from day to day: each grows by what was new. Whether they fall: see `along_days`."""
    said = stated(figures, dated=True)
    for one in identity.spread(said):
        if one.name == "growth":
            yield _confront(one, said, None)


def stated(figures: Iterable[Figure], *, dated: bool) -> dict[Claim, list[Figure]]:
    """Claim to the statements of it, oldest first, one for each value; `dated`: those whose days are known."""
    found: dict[Claim, list[Figure]] = {}
    for figure in sorted(figures, key=place):
        if dated and figure.claim.end is None:
            continue
        before = found.setdefault(figure.comparable, [])
        if all(other.value != figure.value for other in before):
            before.append(figure)
    return found


def is_one_voice(figures: Iterable[Figure]) -> bool:
    """Whether one publisher states them all."""
    return len({figure.source.publisher for figure in figures}) == 1


def _confront(one: Identity, said: Stated, document: str | None) -> Problem | Outcome:
    """The identity against every combination of what was stated: it holds if one of them makes it hold."""
    choices = [said[claim] for claim in one.claims]
    combinations = islice(product(*map(reversed, choices)), _COMBINATIONS)
    first: tuple[Figure, ...] | None = None
    unsaid = False
    for combination in combinations:
        values = {claim: figure.value for claim, figure in zip(one.claims, combination, strict=True)}
        holds = one.holds(values)
        if holds:
            return Outcome(one.name, True)
        unsaid = unsaid or holds is None
        first = first or combination
    if unsaid or first is None:
        return Outcome(one.name, False)
    return _problem(one, first, choices, document)


def _problem(
    one: Identity, said: tuple[Figure, ...], choices: Sequence[Sequence[Figure]], document: str | None
) -> Problem:
    whole, *parts = said
    total = sum(part.value for part in parts)
    single = all(len(choice) == 1 for choice in choices) and is_one_voice(said)
    running = total > whole.value >= (total - whole.value) * _RUN_AHEAD and all(map(is_by_the_minute, said))
    return Problem(
        code="growth" if one.name == "growth" else "parts-differ" if one.relation == "zero" else "part-exceeds",
        severity=Severity.FAILS if (document or single) and not running else Severity.WARNS,
        figures=said,
        identity=one.name,
        parameters={"sum": total, "expected": total, "difference": whole.value - total},
        explanations=(Explanation("hour"),) if running else (),
        document=document,
        span=whole.source.span if document else None,
    )
