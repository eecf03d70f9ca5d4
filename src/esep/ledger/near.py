"""What the ledger holds that can concern a few claims: the same things counted, their parts and wholes, their totals
before and after. Rows are asked for, not the record: a draft has dozens of claims, a ledger millions.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import reduce
from itertools import islice
from operator import or_
from typing import TypeVar

from django.db.models import Max, Min, Q

from esep import area, signed
from esep.figure import Claim, Figure
from esep.ledger import _latest_readings, models, retractions

_T = TypeVar("_T")

_AROUND = timedelta(31)
"""Before and after a day, what is new in its week or its month may have been counted."""
_SERIES = ("disease", "area", "event", "definition", "group")
_TOGETHER = 200
"""Conditions of one query."""


def nearby(claims: Iterable[Claim]) -> Iterator[Figure]:
    """Every figure of the latest readings, not withdrawn, that can concern one of the claims; undated claims have
    none. Shape: in the order of recording."""
    dated = [claim for claim in claims if claim.end]
    if not dated:
        return
    days = sorted({claim.end for claim in dated if claim.end})
    wanted = [_of_those_days(dated, days), *_totals_outside(dated, days)]
    latest = set(_latest_readings(Q(), Q()))
    gone = signed.withdrawn(retractions())
    for conditions in _batches(wanted):
        rows = models.Figure.objects.filter(reduce(or_, conditions)).order_by("pk")
        found = [(reading, row) for reading, *row in rows.values_list("reading", *models.CELLS) if reading in latest]
        readings = models.Reading.objects.select_related("document").defer("document__text")
        facts = {
            key: models.facts(one.document)
            for keys in _batches({reading for reading, _ in found})
            for key, one in readings.in_bulk(keys).items()
        }
        for reading, row in found:
            figure = models.figure_of(tuple(row), facts[reading])
            if not signed.is_retraction(figure) and signed.withdrawal(figure, gone) is None:
                yield figure


def _of_those_days(claims: list[Claim], days: list[date]) -> Q:
    """Of the areas themselves what is counted about those days, and of their parts and wholes what is on them."""
    own = {claim.area for claim in claims}
    above = {found for code in own if (found := area.parent(code))}
    below = {part.code for code in own for day in days for part in area.parts(code, day)}
    places = [Q(area__startswith=f"{code}/") for code in own if "-" in code]
    kin = reduce(or_, places, Q(area__in=sorted(above | below)))
    around = Q(area__in=sorted(own), end__range=_around(days))
    return Q(disease__in=sorted({claim.disease for claim in claims})) & (around | (kin & Q(end__in=days)))


def _totals_outside(claims: list[Claim], days: list[date]) -> Iterator[Q]:
    """The last totals before that time and the first after it."""
    totals = models.Figure.objects.filter(
        measure="total",
        disease__in=sorted({claim.disease for claim in claims}),
        area__in=sorted({claim.area for claim in claims}),
    )
    first, last = _around(days)
    before = totals.filter(end__lt=first).values(*_SERIES).annotate(day=Max("end"))
    after = totals.filter(end__gt=last).values(*_SERIES).annotate(day=Min("end"))
    for row in (*before, *after):
        day = row.pop("day")
        yield Q(**row, measure="total", end=day)


def _around(days: list[date]) -> tuple[date, date]:
    """From a while before those days, which are in order, to a while after them."""
    first, last = days[0], days[-1]
    return first - min(_AROUND, first - date.min), last + min(_AROUND, date.max - last)


def _batches(items: Iterable[_T]) -> Iterator[list[_T]]:
    rest = iter(items)
    while batch := list(islice(rest, _TOGETHER)):
        yield batch
