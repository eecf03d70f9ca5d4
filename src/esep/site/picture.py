"""A picture of an area for a post or a link: its name, the day, the main numbers, the chart of what is new by day.

All its numbers are those of the pages: the cards', the trend's and the bar chart's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from esep.site.bars import cuts, known_how, usual
from esep.site.canvas import Canvas, wide
from esep.site.cards import Stat, latest
from esep.site.chart import ceiling, ticks
from esep.site.html import clip
from esep.site.parts import name
from esep.site.place import Place
from esep.site.record import Kind, Record, area_slug
from esep.site.series import ONE_DAY, WEEK, Point, changed, daily, weekly
from esep.site.trend import change, two_weeks

WIDTH, HEIGHT = 1200, 630
"""In pixels. Source: https://ogp.me names the properties; the sizes are those that readers of links show whole."""
_MARGIN = 56
_HEAD = 156
"""Height of the band with the name."""
_GAP = 36
_EVENTS = ("case", "death", "recovery", "patient")


class Shared(NamedTuple):
    """The picture that stands for a page where a link to it is shown."""

    address: str
    """Below the root."""
    alt: str
    """The same in words."""
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class _Number:
    label: str
    value: int | None
    """Missing: None where nobody states it."""
    way: str = ""
    """Which way it goes, as the trend tells it. Missing: empty where that is not told."""
    percent: int = 0


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a picture shows. Missing: no numbers or no points where none are known."""

    title: str
    about: str
    """The disease and the day."""
    numbers: Sequence[_Number] = ()
    note: str = ""
    """What stands in the place of numbers."""
    kind: Kind | None = None
    points: Sequence[Point] = ()
    step: int = 1
    """How many days a bar stands for."""


def shared(place: Place, code: str) -> Shared | None:
    """The picture of an area's page. Missing: None where the site has no pictures."""
    if not place.record.pictures:
        return None
    say, shown = place.words, _shown(place, code)
    said = [shown.note] if shown.note else []
    for one in shown.numbers:
        said.append(f"{one.label}: {_said(place, one)}")
        if one.way:
            said.append(say(f"trend-{one.way}", percent=str(one.percent)))
    return Shared(f"{place.language}/{picture_path(code)}", f"{shown.title} · {shown.about}: {'; '.join(said)}")


def _said(place: Place, one: _Number) -> str:
    return place.words("not-stated") if one.value is None else place.words.number(one.value)


def pictured(record: Record) -> Sequence[str]:
    """The areas with a picture: the country, and each that has a page. Shape: empty for a site without pictures."""
    return tuple(dict.fromkeys((record.area, *record.areas))) if record.pictures else ()


def picture_path(code: str) -> str:
    """Address of an area's picture below its language."""
    return f"share/{area_slug(code)}.png"


def picture_file(place: Place, code: str) -> tuple[str, bytes]:
    """The picture of an area: its address and its bytes."""
    return place.address, picture(place, code)


def picture(place: Place, code: str) -> bytes:
    """The picture of an area as a PNG. Errors: ImportError where the extra `pictures` is not installed."""
    shown = _shown(place, code)
    canvas = Canvas(WIDTH, HEIGHT, "card")
    _head(canvas, shown)
    if shown.note:
        canvas.text((_MARGIN, 400), shown.note, 60, "ink", room=WIDTH - 2 * _MARGIN, bold=True)
    _numbers(canvas, place, shown.numbers, *((284, 84) if shown.points else (450, 150)))
    if shown.kind and shown.points:
        _chart(canvas, place, shown, shown.kind)
    return canvas.png()


# What is shown ----------------------------------------------------------------------------------------------------


def _shown(place: Place, code: str) -> _Shown:
    return place.record.once(("picture", place.language, code), lambda: _looked_up(place, code))


def _looked_up(place: Place, code: str) -> _Shown:
    record, say, disease = place.record, place.words, clip(place.record.disease)
    if code not in record.areas:
        return _Shown(name(place.language, code, None), disease, note=say("nothing-yet"))
    last = record.last_day(code)
    day, stats = last, list[Stat]()
    for event in _EVENTS:
        known, stats = latest(place, event, last, code)
        stats = [stat for stat in stats if stat.claim.group == "-"][:2]
        if known and stats:
            day = known
            break
    numbers = [_Number(_label(place, stat), stat.value) for stat in stats]
    title, about = name(place.language, code, day), f"{disease} · {say.day(day)}"
    if not stats:
        return _Shown(title, about, [_Number(say("kind-case-new"), None)])
    kind = Kind(code, stats[0].claim.event, "new")
    points, step = _points(record, kind, day)
    return _Shown(title, about, [*numbers, *_week(place, kind, day)], "", kind, points, step)


def _label(place: Place, stat: Stat) -> str:
    return f"{stat.label} ({place.words('computed')})" if stat.computed else stat.label


def _week(place: Place, kind: Kind, day: date) -> Iterator[_Number]:
    """The cases of the last week that is known with the week before it, if that is not long ago."""
    say = place.words
    known, (week, _, _), (before, _, _) = two_weeks(place.record, kind, day)
    if kind.event != "case" or known is None or week is None or before is None:
        return
    on = "" if known == day else f", {say('on-day', day=say.short_day(known))}"
    yield _Number(f"{say('trend-week')}{on}", week, *change(week, before))


def _points(record: Record, kind: Kind, day: date) -> tuple[Sequence[Point], int]:
    """The days, or the weeks where fewer than two days are known. Shape: empty where fewer than two weeks are, too."""
    for points, step in ((daily(record, kind, day), 1), (weekly(record, kind, day), WEEK)):
        if sum(point.value is not None for point in points) > 1:
            return points, step
    return (), 1


# How it is drawn --------------------------------------------------------------------------------------------------


def _head(canvas: Canvas, shown: _Shown) -> None:
    """The band with the name, and our sign."""
    canvas.rectangle(0, 0, WIDTH, _HEAD, "brand")
    room = WIDTH - 3 * _MARGIN - 84
    canvas.text((_MARGIN, 82), shown.title, 66, "brand-ink", room=room, bold=True)
    canvas.text((_MARGIN, 130), shown.about, 36, "brand-ink", room=room)
    for bar, height in enumerate((38, 59, 84)):
        left = WIDTH - _MARGIN - 84 + 32 * bar
        canvas.rectangle(left, 120 - height, left + 20, 120, "gold" if bar == 2 else "brand-ink")


def _numbers(canvas: Canvas, place: Place, numbers: Sequence[_Number], foot: int, size: int) -> None:
    """The numbers side by side, as large as that, each below what it counts."""
    say = place.words
    room = (WIDTH - 2 * _MARGIN - 2 * _GAP) // 3
    for column, one in enumerate(numbers):
        left = _MARGIN + column * (room + _GAP)
        canvas.text((left, foot - size * 14 // 15), one.label, size * 3 // 8, "soft", room=room)
        way = say("percent", percent=str(one.percent)) if one.percent and one.way != "level" else ""
        beside = wide(way, 44, bold=True) + 70 if one.way else 0
        width = canvas.text((left, foot), _said(place, one), size, "ink", room=room - beside, bold=True, whole=True)
        if one.way:
            colour = _WAYS[one.way]
            _arrow(canvas, left + width + 22, foot, one.way, colour)
            canvas.text((left + width + 66, foot), way, 44, colour, room=room, bold=True)


_WAYS = {"up": "average", "new": "average", "down": "stated", "level": "soft"}
_ARROW = {
    "up": (((0, 0), (30, -30)), ((8, -30), (30, -30), (30, -8))),
    "down": (((0, -30), (30, 0)), ((8, 0), (30, 0), (30, -22))),
    "level": (((0, -15), (32, -15)), ((17, -30), (32, -15), (17, 0))),
}
"""The shaft and the head of each, from its left lower corner."""


def _arrow(canvas: Canvas, left: int, foot: int, way: str, colour: str) -> None:
    for points in _ARROW["up" if way == "new" else way]:
        canvas.line([(left + x, foot + y) for x, y in points], 6, colour)


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where the bars stand. Units: pixels."""

    left: int
    top: int
    foot: int
    slot: int
    """From one bar to the next."""
    highest: int
    """The number that the upper line stands for."""

    def x(self, place: int) -> int:
        """Where the slot of a bar begins."""
        return self.left + place * self.slot

    @property
    def thick(self) -> int:
        """How wide a bar is."""
        return self.slot - max(1, self.slot // 5)

    def y(self, tenths: int) -> int:
        """The height of a value in tenths."""
        return self.foot - min(max(0, tenths) * (self.foot - self.top) // (10 * self.highest), self.foot - self.top)


_FOOT, _TEXT, _SMALL = 570, 26, 24
_WIDEST, _THIN = 120, 12
"""A slot at most; and one so thin that a pixel counts, where rather the oldest days are left out."""


def _chart(canvas: Canvas, place: Place, shown: _Shown, kind: Kind) -> None:
    """What is new by day, and its average, with the days on which the definition changed."""
    highest = ceiling(usual([point.value or 0 for point in shown.points]))
    gutter = min(wide(place.words.number(highest), _TEXT) + 18, 200)
    room = WIDTH - 2 * _MARGIN - gutter
    slot = min(room // len(shown.points), _WIDEST)
    if slot < _THIN:
        slot = round(room / len(shown.points))
    points = shown.points[-(room // slot) :]
    left = _MARGIN + gutter if slot == _WIDEST else WIDTH - _MARGIN - slot * len(points)
    marks = [_place(points, change.day, shown.step) for change in changed(place.record, kind)]
    marks = [mark for mark in marks if 0 <= mark < len(points)]
    top = _legend(canvas, place, shown, kind, changes=bool(marks)) + 24
    plot = _Plot(left, top, _FOOT, slot, highest)
    _grid(canvas, place, plot)
    _bars(canvas, plot, points)
    for mark in marks:
        _dashes(canvas, plot.x(mark), plot.top, plot.foot)
    _average(canvas, plot, points)
    _cut(canvas, place, plot, points)
    _dates(canvas, place, plot, points, shown.step)


def _place(points: Sequence[Point], day: date, step: int) -> int:
    """Which bar a day is in. Shape: negative before the first."""
    return ((day - points[0].day).days + step - 1) // step


def _legend(canvas: Canvas, place: Place, shown: _Shown, kind: Kind, *, changes: bool) -> int:
    """What the chart shows, and a line below it where that takes more room. Where it ends."""
    say = place.words
    by = say("by-week" if shown.step == WEEK else "by-day")
    heading = say("chart-heading") if (kind.event, shown.step) == ("case", 1) else (
        f"{say.kind(kind.event, 'new', 'confirmed', '-')} {by}"
    )  # fmt: skip
    known = {known_how(point) for point in shown.points if point.value is not None}
    keys: list[str] = [how for how in ("computed", "unfinished") if how in known]
    if any(point.average is not None for point in shown.points):
        keys.append("average")
    if changes:
        keys.append("legend-change")
    foot, end = 338, WIDTH - _MARGIN // 2
    left = _MARGIN + canvas.text((_MARGIN, foot), heading, _TEXT, "ink", room=end - _MARGIN, bold=True) + _KEYS
    for key in keys:
        text = say(key)[:1].upper() + say(key)[1:]
        if left + _SIGN + wide(text, _SMALL) > end:
            left, foot = _MARGIN, foot + 36
        _key(canvas, key, left, foot)
        left += _SIGN + canvas.text((left + _SIGN, foot), text, _SMALL, "soft", room=end - left - _SIGN) + _KEYS
    return foot


_KEYS, _SIGN = 22, 38
"""Between the keys of the legend, and from a key to what it means."""


def _key(canvas: Canvas, key: str, left: int, foot: int) -> None:
    if key == "average":
        canvas.line([(left, foot - 9), (left + 32, foot - 9)], 6, "average")
    elif key == "legend-change":
        _dashes(canvas, left + 16, foot - 22, foot + 4)
    else:
        _bar(canvas, left + 6, foot - 20, left + 28, foot, key)


def _grid(canvas: Canvas, place: Place, plot: _Plot) -> None:
    """Lines for the quarters of the height, the half and the whole with their numbers."""
    say = place.words
    for quarter in range(5):
        y = plot.foot - (plot.foot - plot.top) * quarter // 4
        canvas.rectangle(plot.left, y - 1, WIDTH - _MARGIN, y + 1, "line" if quarter else "soft")
        if quarter in (2, 4):
            number = say.number(plot.highest * quarter // 4)
            at = (plot.left - 14, y + 9)
            canvas.text(at, number, _TEXT, "soft", room=plot.left - 14 - _MARGIN // 2, anchor="rs", whole=True)


def _bars(canvas: Canvas, plot: _Plot, points: Sequence[Point]) -> None:
    for place, point in enumerate(points):
        if point.value and point.value > 0:
            left, top = plot.x(place), min(plot.y(10 * point.value), plot.foot - 2)
            _bar(canvas, left, top, left + plot.thick, plot.foot, known_how(point))


def _bar(canvas: Canvas, left: int, top: int, right: int, foot: int, how: str) -> None:
    """A bar; a count that may still grow is hollow."""
    canvas.rectangle(left, top, right, foot, "computed" if how == "computed" else "stated")
    if how == "unfinished":
        canvas.rectangle(left + 2, top + 2, right - 2, foot, "card")


def _average(canvas: Canvas, plot: _Plot, points: Sequence[Point]) -> None:
    """The line of the average, broken where it is not known."""
    for known, run in groupby(enumerate(points), lambda one: one[1].average is not None):
        line = [(plot.x(place) + plot.thick // 2, plot.y(point.average or 0)) for place, point in run]
        if known:
            only = [(x + side * plot.thick // 2, y) for x, y in line for side in (-1, 1)]
            canvas.line(line if len(line) > 1 else only, 5, "average")


def _dashes(canvas: Canvas, x: int, top: int, foot: int) -> None:
    for y in range(top, foot, 14):
        canvas.rectangle(x - 1, y, x + 2, min(y + 8, foot), "ink")


def _cut(canvas: Canvas, place: Place, plot: _Plot, points: Sequence[Point]) -> None:
    """A gap across each bar that is too high, and beside the highest of those near to one another its number."""
    say = place.words
    for at, noted in cuts(points, plot.highest).items():
        point, left = points[at], plot.x(at)
        canvas.rectangle(left, plot.top + 14, left + plot.slot, plot.top + 20, "card")
        if not noted:
            continue
        text = say("chart-cut", value=say.number(point.value or 0), day=say.short_day(point.day))
        room = wide(text, 24, bold=True)
        start = left + plot.slot + 10 if 2 * at < len(points) else left - room - 10
        canvas.rectangle(start - 6, plot.top - 14, start + room + 6, plot.top + 14, "card")
        canvas.text((start, plot.top + 8), text, 24, "ink", room=room, bold=True)


def _dates(canvas: Canvas, place: Place, plot: _Plot, points: Sequence[Point], step: int) -> None:
    """The first of the months by name, of as many as there is room for."""
    say, free = place.words, 0
    first = points[0].day - (step - 1) * ONE_DAY
    for day in ticks(first, len(points) * step):
        x = plot.x(_place(points, day, step))
        text = say.short_month(day) if len(points) * step > 500 else say.short_day(day)
        canvas.rectangle(x - 1, plot.foot, x + 1, plot.foot + 8, "soft")
        if x >= free and x + wide(text, _TEXT) <= WIDTH - _MARGIN // 2:
            free = x + canvas.text((x, plot.foot + 38), text, _TEXT, "soft", room=WIDTH) + 24
