"""Numbers by day: what is new, totals, sums of several days. Nothing computed here is ever stored or settled.

A day whose bulletin states no new number gets the difference of two consecutive totals, marked as computed wherever it
shows. No difference, average or sum reaches across a change of what is counted.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from esep import area
from esep.figure import Claim
from esep.site.changes import Change, changes
from esep.site.record import Kind, Record

LONGEST = 200
"""Days shown one by one: of more a bar would be too thin for a phone."""
WEEK = 7
PER = 100_000
ONE_DAY = timedelta(1)

Found = tuple[int | None, Claim | None, bool]
"""A value, the claim that it leads to, and whether we computed it. Missing: None where nobody states it."""
NOTHING: Found = (None, None, False)


@dataclass(frozen=True, slots=True)
class Point:
    """One day of a series. Missing: `value` and `claim` None where neither stated nor computable."""

    day: date
    value: int | None
    claim: Claim | None
    """The claim that the number leads to: its own, or the total it was computed from."""
    computed: bool = False
    average: int | None = None
    """Of the seven days that end here, in tenths. Missing: None where one of the seven is missing."""
    unfinished: bool = False
    """Whether the day's count may still grow."""


def new_on(record: Record, code: str, event: str, day: date, definition: str = "confirmed") -> Found:
    """The new events of a day."""
    claim = record.by_kind.get(Kind(code, event, "new", definition), {}).get(day)
    if claim:
        return record.value(claim), claim, False
    return difference(record, Kind(code, event, "total", definition), day, 1)


def difference(record: Record, kind: Kind, day: date, days: int) -> Found:
    """How much a total grew in the days that end on that one."""
    totals = record.by_kind.get(kind, {})
    today, before = totals.get(day), totals.get(day - ONE_DAY * days)
    if not today or not before or today.start != before.start:
        return NOTHING
    if any(change.restated and before.end < change.day <= day for change in changed(record, kind) if before.end):
        return NOTHING
    return (record.value(today) or 0) - (record.value(before) or 0), today, True


def changed(record: Record, kind: Kind) -> tuple[Change, ...]:
    """Where what is counted changed in a series."""
    return changes(area.country(kind.area), record.disease, kind.event, kind.definition)


def over(record: Record, kind: Kind, day: date, days: int = WEEK) -> Found:
    """The new events of several days that end on that one."""
    first = day - ONE_DAY * (days - 1)
    if any(first < change.day <= day for change in changed(record, kind)):
        return NOTHING
    grown = difference(record, kind._replace(measure="total"), day, days)
    if grown[1]:
        return grown
    found = [new_on(record, kind.area, kind.event, first + ONE_DAY * step, kind.definition) for step in range(days)]
    values = [value for value, _, _ in found if value is not None]
    return (sum(values), found[-1][1], True) if len(values) == days else NOTHING


def daily(record: Record, kind: Kind, last: date) -> Sequence[Point]:
    """The days up to `last`, without gaps, from the first that has a new value to the last that has one. Shape: at
    most LONGEST days."""
    return record.once(("daily", kind, last), lambda: _daily(record, kind, last))


def _daily(record: Record, kind: Kind, last: date) -> list[Point]:
    days = [last - ONE_DAY * back for back in range(LONGEST + WEEK - 2, -1, -1)]
    found = [new_on(record, kind.area, kind.event, day, kind.definition) for day in days]
    values = [value for value, _, _ in found]
    starts = [change.day for change in changed(record, kind)]
    points = []
    for place, (day, one) in enumerate(zip(days, found, strict=True)):
        across = any(day - ONE_DAY * (WEEK - 1) < start <= day for start in starts)
        mean = None if across else average(values[max(0, place - WEEK + 1) : place + 1])
        points.append(Point(day, *one, mean, record.is_unfinished(one[1])))
    points = points[-LONGEST:]
    first = next((place for place, point in enumerate(points) if point.value is not None), len(points))
    return points[first:]


def weekly(record: Record, kind: Kind, last: date) -> Sequence[Point]:
    """The weeks that end on that day of the week, from the first that has a value, each by its last day: computed."""
    return record.once(("weekly", kind, last), lambda: _weekly(record, kind, last))


def _weekly(record: Record, kind: Kind, last: date) -> list[Point]:
    days = [last - ONE_DAY * back for back in range((last - record.days[0]).days // WEEK * WEEK, -1, -WEEK)]
    points = [Point(day, *over(record, kind, day)) for day in days]
    first = next((place for place, point in enumerate(points) if point.value is not None), len(points))
    return points[first:]


def average(values: Sequence[int | None]) -> int | None:
    """The mean of seven values in tenths, half away from zero upwards. Missing: None where one of them is missing."""
    known = [value for value in values if value is not None]
    return (sum(known) * 20 + WEEK) // (2 * WEEK) if len(known) == WEEK else None


def stated(record: Record, kind: Kind, last: date) -> Mapping[date, Point]:
    """What was settled of a series, by day, up to `last`."""

    def made() -> Mapping[date, Point]:
        return {
            day: Point(day, record.value(claim), claim, unfinished=record.is_unfinished(claim))
            for day, claim in record.by_kind.get(kind, {}).items()
            if day <= last
        }

    return record.once(("stated", kind, last), made)


def together(confirmed: Mapping[date, Point], probable: Mapping[date, Point]) -> dict[date, Point]:
    """Both definitions added, on the days on which both are known: computed, and to be marked so."""
    return {
        day: Point(day, (one.value or 0) + (other.value or 0), other.claim, computed=True)
        for day, one in confirmed.items()
        if (other := probable.get(day))
    }


def rate(code: str, value: int | None, year: int | None) -> int | None:
    """Per 100,000 people, in tenths. Missing: None where the count or the population is."""
    people = area.population(code, year) if year else None
    return None if value is None or not people else (value * PER * 20 + people) // (2 * people)


def population_year(codes: Sequence[str], year: int) -> int | None:
    """The latest year, not after this one, whose population is known for most of the areas."""
    for earlier in range(year, year - 6, -1):
        if 2 * sum(area.population(code, earlier) is not None for code in codes) > len(codes):
            return earlier
    return None


def latest(
    record: Record, codes: Sequence[str], day: date, value: Callable[[str, date], Found], since: date = date.min
) -> "Column":
    """The last day from `since` to that one on which at least half of the areas have the value (any, if half never
    have)."""
    some: Column = (None, dict.fromkeys(codes, NOTHING))
    for known in reversed(record.days):
        if known > day:
            continue
        if known < since:
            break
        found = {code: value(code, known) for code in codes}
        count = sum(number is not None for number, _, _ in found.values())
        if count and 2 * count >= len(codes):
            return known, found
        if count and some[0] is None:
            some = known, found
    return some


Column = tuple[date | None, Mapping[str, Found]]
"""A day, and what each area has of it. Missing: None where no day has any."""
