"""A series confronted with its own history: totals that fall, and counts that no neighbour is like.

A total that falls was wrong before, or is wrong now, or the publisher took people back. What follows tells:

    100 104 108 500 112 116    it stood out and came back: the 500 is wrong          fails
    100 104 108  12 112 116    it sank and came back: the 12 is wrong                fails
    100 104 108 101 105 109    it goes on from the lower level: taken back           warns
    100 104 108 101            nothing follows: nobody knows                         fails

Its neighbours are statements, not days, so a weekly series is judged by its weeks.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from statistics import median_low
from typing import Any

from esep.check.sums import Outcome, is_one_voice, stated
from esep.data import tables
from esep.figure import Claim, Figure
from esep.problem import Explanation, Problem
from esep.terms import Measure, Severity

Point = Sequence[Figure]
"""What was stated of one claim, oldest first, one for each value: the last is its value now."""


def along_days(figures: Iterable[Figure]) -> Iterator[Problem | Outcome]:
    """Each series from day to day: falls of its totals, and jumps."""
    by_series: dict[tuple[object, ...], list[Point]] = defaultdict(list)
    for claim, said in stated(figures, dated=True).items():
        by_series[_series(claim)].append(said)
    for points in by_series.values():
        points.sort(key=_day)
        if points[0][0].claim.measure == Measure.TOTAL:
            yield from (fall(points, place) for place in range(1, len(points)))
        yield from filter(None, (jump(points, place) for place in _unlike_next(points)))


def _day(point: Point) -> date:
    return point[0].claim.end or date.max


def _series(claim: Claim) -> tuple[object, ...]:
    """What the claims of one series share: a total's start, the length of another's period."""
    if claim.measure == Measure.TOTAL:
        return claim._replace(end=None), None
    length = claim.end - claim.start if claim.end and claim.start else None
    return claim._replace(start=None, end=None), length


def fall(points: Sequence[Point], place: int) -> Problem | Outcome:
    """Whether the total at that place is no less than the one before it: any value said of either will do."""
    before, after = points[place - 1], points[place]
    if max(figure.value for figure in after) >= min(figure.value for figure in before):
        return Outcome("fall", True)
    last = (after[-1], before[-1])
    severity, explanations = Severity.WARNS, tuple[Explanation, ...]()
    if len(before) == len(after) == 1 and is_one_voice(last):
        severity, explanations = _judged(points, place, tables("series")["fall"])
    return Problem(
        code="fell",
        severity=severity,
        figures=last,
        identity="fall",
        parameters={"difference": after[-1].value - before[-1].value},
        explanations=explanations,
    )


def _judged(points: Sequence[Point], place: int, rule: Mapping[str, Any]) -> tuple[Severity, tuple[Explanation, ...]]:
    """How grave a fall is, and what came about, by what stands around it."""
    around, back = rule["around"], rule["back"]
    values = [point[-1].value for point in points[max(0, place - 2 - around) : place + 2 + around]]
    now = min(place, around + 2)
    before, after = values[now - 1], values[now]
    later = values[now + 1 :]
    if not later:
        return Severity.FAILS, (Explanation("undecided"),) if 2 * after >= before else ()
    steps = [abs(values[n] - values[n - 1]) for n in range(1, len(values)) if abs(n - now) > 1]
    known = len(steps) >= around
    much = max(rule["least"], rule["times"] * median_low(steps)) if known else None
    depth = before - after
    wrong = []
    rose = next((n for n in range(1, min(back, now - 1) + 1) if values[now - 1 - n] <= after), None)
    if rose and depth >= (much or rule["least"]):
        wrong.append(points[place - rose : place])
    sunk = next((n for n, value in enumerate(later[:back], 1) if value >= before), None)
    if sunk and depth >= (much or rule["least"]):
        wrong.append(points[place : place + sunk])
    if wrong:
        wrong.sort(key=len)
        return Severity.FAILS, tuple(map(_out_of_line, wrong)) if known else ()
    if before >= rule["least"] and 2 * after < before:
        return Severity.FAILS, ()
    return Severity.WARNS, (Explanation("taken-back", (points[place - 1][-1],), evidence=(points[place + 1][-1],)),)


def _out_of_line(points: Sequence[Point]) -> Explanation:
    return Explanation("out-of-line", tuple(point[-1] for point in points))


def jump(points: Sequence[Point], place: int) -> Problem | None:
    """The problem where the count at that place is unlike all those around it. Of a total, its step is the count.

    Missing: None where it is like them, and where these figures cannot say: too few stand around it, not all follow
    one another at one distance, the series mostly stands still, or a total falls there, which `fall` tells.
    """
    rule = tables("series")["jump"]
    around, times, least = rule["around"], rule["times"], rule["least"]
    step = points[place][-1].claim.measure == Measure.TOTAL
    first, last = place - around - step, place + around
    window = points[max(0, first) : last + 1]
    if first < 0 or (last >= len(points) > place + 1) or not _at_one_distance(window):
        return None
    counts = _counts(window)
    back = tables("series")["fall"]["back"]
    if min(counts[around - back : around + back + 1]) < 0:
        return None
    count = counts.pop(around)
    most, fewest = max(counts), min(counts)
    if count >= least and count >= times * most and 2 * sum(one > 0 for one in counts) > len(counts):
        bound, like = "most", most
    elif fewest >= least and times * count <= fewest:
        bound, like = "least", fewest
    else:
        return None
    return Problem(
        code="jump",
        severity=Severity.WARNS,
        figures=(points[place][-1],),
        parameters={"count": count, "bound": bound, "like": like, "neighbours": len(counts)},
    )


def _unlike_next(points: Sequence[Point]) -> Iterator[int]:
    """The places whose count is unlike the one before it and the one after it: most are left at once."""
    times = tables("series")["jump"]["times"]
    counts = _counts(points)
    for n, count in enumerate(counts):
        beside = counts[max(0, n - 1) : n] + counts[n + 1 : n + 2]
        high = all(count >= times * other for other in beside)
        if count >= 0 and (high or all(times * count <= other for other in beside)):
            yield n + len(points) - len(counts)


def _counts(points: Sequence[Point]) -> list[int]:
    """What was counted at each place; of totals how much each grew, from the second on."""
    values = [point[-1].value for point in points]
    if points[0][0].claim.measure != Measure.TOTAL:
        return values
    return [after - before for before, after in pairwise(values)]


def _at_one_distance(points: Sequence[Point]) -> bool:
    return len({(_day(after) - _day(before)).days for before, after in pairwise(points)}) == 1
