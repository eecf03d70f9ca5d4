"""What is new by day: bars, the average of seven days, and the same as a table."""

from collections.abc import Sequence
from datetime import date

from esep.site.chart import SCALE, Frame, as_table, ceiling, chart, legend_key
from esep.site.html import Html, el
from esep.site.language import Words
from esep.site.parts import badge, linked, row, table, unstated
from esep.site.place import Place
from esep.site.record import Kind, day_path
from esep.site.series import ONE_DAY, WEEK, Point, changed, daily, weekly

_FAR = 3
"""How many times the usual highest value a bar may be before it is cut."""

_ROOM = 4
"""Two numbers nearer to one another than this part of the width would run into each other."""


def bars(place: Place, kind: Kind, last: date, key: str = "new") -> Html | None:
    """The chart of a kind's new numbers by day. Missing: None where fewer than two days have one."""
    return _bar_chart(place, kind, daily(place.record, kind, last), key)


def weeks(place: Place, kind: Kind, last: date, key: str = "weeks") -> Html | None:
    """The same by week, of all time. Missing: None where the days show it all."""
    shown, points = daily(place.record, kind, last), weekly(place.record, kind, last)
    if not points or (shown and points[0].day >= shown[0].day):
        return None
    return _bar_chart(place, kind, points, key, WEEK)


def _bar_chart(place: Place, kind: Kind, points: Sequence[Point], key: str, step: int = 1) -> Html | None:
    """Bars of so many days each."""
    if sum(point.value is not None for point in points) < 2:
        return None
    say = place.words
    label = say.kind(kind.event, "new", kind.definition, kind.group)
    first, end = points[0].day - (step - 1) * ONE_DAY, points[-1].day
    by = say("by-week" if step == WEEK else "by-day")
    title = say("chart-title", kind=label, by=by, first=say.day(first), last=say.day(end))
    top = ceiling(usual([point.value or 0 for point in points]))
    frame = Frame(key, title, _summary(say, points), first, end, top, step)
    inside = [*_bars(say, frame, points), _line(frame, points)]
    numbers = as_table(place, _table(place, label, by, points))
    marks = changed(place.record, kind)
    return chart(place, frame, inside, _cut(say, frame, points), _legend(say, points), numbers, marks)


def _summary(say: Words, points: Sequence[Point]) -> str:
    known = [point for point in points if point.value is not None]
    peak = max(known, key=lambda point: point.value or 0)
    ends = known[-1]
    return say(
        "chart-desc",
        peak=say.number(peak.value or 0),
        peakday=say.day(peak.day),
        last=say.number(ends.value or 0),
        lastday=say.day(ends.day),
    )


def usual(values: Sequence[int]) -> int:
    """The highest value that the drawing has room for: a rare one far above all others would flatten the rest."""
    highest = sorted(values, reverse=True)
    usual = highest[len(highest) // 50 + 1] if len(highest) > WEEK else highest[0]
    return highest[0] if highest[0] <= _FAR * usual or not usual else max(v for v in highest if v <= _FAR * usual)


def _cut(say: Words, frame: Frame, points: Sequence[Point]) -> list[Html]:
    """Bars too high for the drawing: a gap across each, and beside the highest of those near to one another its
    number."""
    marks: list[Html] = []
    for at, noted in cuts(points, frame.top).items():
        point = points[at]
        across = frame.across(point.day)
        early = 2 * at < len(points)
        marks.append(el("line", x1=across, x2=frame.across(point.day, 2 * frame.step), y1="42", y2="38", class_="gap"))
        if not noted:
            continue
        text = say("chart-cut", value=say.number(point.value or 0), day=say.short_day(point.day))
        anchor = None if early else "end"
        marks.append(el("text", text, x=across, dx="14" if early else "-6", y="18", text_anchor=anchor, class_="cut"))
    return marks


def cuts(points: Sequence[Point], top: int) -> dict[int, bool]:
    """The places of the bars that are too high, and whether each is the highest of those near to it."""
    found = [at for at, point in enumerate(points) if (point.value or 0) > top]

    def noted(at: int) -> bool:
        near = (other for other in found if other != at and abs(other - at) * _ROOM < len(points))
        return not any(_higher(points, other, at) for other in near)

    return {at: noted(at) for at in found}


def _higher(points: Sequence[Point], one: int, other: int) -> bool:
    return (points[one].value or 0, one) > (points[other].value or 0, other)


def known_how(point: Point) -> str:
    """How the number of a day is known: 'stated', 'computed' or 'unfinished'."""
    return "unfinished" if point.unfinished else "computed" if point.computed else "stated"


def _bars(say: Words, frame: Frame, points: Sequence[Point]) -> list[Html]:
    drawn: list[Html] = []
    thin = f"{frame.step * 8 / 10:g}"
    for point in points:
        if not point.value or point.value < 0:
            continue
        height, how = frame.up(point.value * 10), known_how(point)
        note = "" if how == "stated" else f" ({say(how)})"
        drawn.append(
            el("rect", el("title", f"{say.short_day(point.day)}: {say.number(point.value)}{note}"),
               class_=how, x=frame.left(point.day), y=SCALE - height, width=thin, height=height)
        )  # fmt: skip
    return drawn


def _line(frame: Frame, points: Sequence[Point]) -> Html:
    steps: list[str] = []
    before: int | None = None
    for at, point in enumerate(points):
        if point.average is not None:
            steps.append(f"{'M' if before is None else 'L'}{at}.5 {SCALE - frame.up(point.average)}")
        before = point.average
    return el("path", d="".join(steps), class_="average")


def _legend(say: Words, points: Sequence[Point]) -> list[Html]:
    known = {known_how(point) for point in points if point.value is not None}
    keys: list[str] = [how for how in ("stated", "computed", "unfinished") if how in known]
    if any(point.average is not None for point in points):
        keys.append("average")
    return [legend_key(key, say(f"legend-{key}")) for key in keys]


def _table(place: Place, label: str, by: str, points: Sequence[Point]) -> Html:
    say = place.words
    averaged = any(point.average is not None for point in points)
    rows = [
        row(
            el("a", say.day(point.day), href=place.to(day_path(point.day))),
            linked(place, point.claim, point.value, computed=point.computed),
            badge(say("unfinished"), "unfinished") if point.unfinished else say(f"how-{known_how(point)}"),
            *((say.rate(point.average) if point.average is not None else unstated(say),) if averaged else ()),
        )
        for point in reversed(points)
        if point.claim
    ]
    heads = (say("date"), label, say("how"), *((say("average"),) if averaged else ()))
    return table(say("chart-table", kind=label, by=by), heads, rows, "numbers")
