"""Totals and counts of a moment: a line for each, and the same as a table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from esep.site.changes import Change
from esep.site.chart import SCALE, Frame, as_table, ceiling, chart, legend_key
from esep.site.html import Html, el
from esep.site.parts import linked, row, table, unstated
from esep.site.place import Place
from esep.site.record import day_path
from esep.site.series import Point

_MOST = 120
"""Days drawn at most."""
_FAR = 15
"""Days without a number over which a line is not drawn: what was between nobody said."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it counts, and its points by day."""

    label: str
    points: Mapping[date, Point]


def lines(place: Place, key: str, title: str, several: Sequence[Line], changes: Iterable[Change] = ()) -> Html | None:
    """The chart. Of more days than can be told apart every so manyth is drawn. Missing: None
    where there are fewer than two days."""
    known = [line for line in several if line.points]
    days = _thinned(sorted({day for line in known for day in line.points}))
    if len(days) < 2:
        return None
    say = place.words
    highest = max(line.points[day].value or 0 for line in known for day in days if day in line.points)
    named = say("chart-span", title=title, first=say.day(days[0]), last=say.day(days[-1]))
    ends = [(line.label, line.points[max(line.points)]) for line in known]
    told = "; ".join(f"{label}: {say.number(point.value or 0)} ({say.day(point.day)})" for label, point in ends)
    frame = Frame(key, named, told, days[0], days[-1], ceiling(highest))
    inside: list[Html] = []
    dots: list[Html] = []
    for number, line in enumerate(known):
        path, alone = _drawn(frame, [line.points[day] for day in days if day in line.points])
        inside.append(el("path", d=path, class_=f"line line{number}"))
        dots += (_dot(place, frame, number, line.label, point) for point in alone)
    legend = [legend_key(f"line{number}", line.label) for number, line in enumerate(known)]
    return chart(place, frame, inside, dots, legend, as_table(place, _table(place, title, known, days)), changes)


def _thinned(days: Sequence[date]) -> list[date]:
    """All days, or the last of every so many where they are too many."""
    if len(days) <= _MOST:
        return list(days)
    apart = -(-(days[-1] - days[0]).days // _MOST)
    return list({(days[-1] - day).days // apart: day for day in days}.values())


def _drawn(frame: Frame, points: Sequence[Point]) -> tuple[str, list[Point]]:
    """The line, broken where nothing was said for long, and the points that stand alone."""
    steps: list[str] = []
    alone: list[Point] = []
    for at, point in enumerate(points):
        joined = at > 0 and (point.day - points[at - 1].day).days <= _FAR
        joins = at + 1 < len(points) and (points[at + 1].day - point.day).days <= _FAR
        up = SCALE - frame.up(10 * (point.value or 0))
        steps.append(f"{'L' if joined else 'M'}{(point.day - frame.first).days}.5 {up}")
        if not joined and not joins:
            alone.append(point)
    return "".join(steps), alone


def _dot(place: Place, frame: Frame, number: int, label: str, point: Point) -> Html:
    say = place.words
    height = 24 + 280 * (SCALE - frame.up(10 * (point.value or 0))) // SCALE
    said = el("title", f"{label}, {say.short_day(point.day)}: {say.number(point.value or 0)}")
    return el("circle", said, cx=frame.across(point.day, 1), cy=height, r="4", class_=f"dot line{number}")


def point_cell(place: Place, point: Point | None) -> Html:
    """The number of a point, leading to its statements."""
    if point is None or point.claim is None:
        return unstated(place.words)
    return linked(place, point.claim, point.value, computed=point.computed)


def _table(place: Place, title: str, several: Sequence[Line], days: Sequence[date]) -> Html:
    say = place.words
    rows = [
        row(
            el("a", say.day(day), href=place.to(day_path(day))),
            *(point_cell(place, line.points.get(day)) for line in several),
        )
        for day in reversed(days)
    ]
    return table(say("lines-table", title=title), (say("date"), *(line.label for line in several)), rows, "numbers")
