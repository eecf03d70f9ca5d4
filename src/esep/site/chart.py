"""New cases by day: bars, the average of seven days, and the same as a table. SVG without script or inline style.

The bars stand in an inner drawing that is stretched to the width at hand, one unit a day; words stand outside it and
keep their size, so the chart reads on a phone. A day whose bulletin states no new cases gets the difference of two
consecutive totals, marked as computed wherever it shows; it is never stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from esep.figure import Claim
from esep.site.html import Html, el
from esep.site.language import Words
from esep.site.parts import linked, row, table, unstated
from esep.site.place import Place
from esep.site.record import Record, day_path

LONGEST = 400
"""Days shown at most: beyond it a bar is thinner than a pixel."""
_WEEK = 7
_SCALE = 1000
_FAR = 3
"""How many times the usual highest value a bar may be before it is cut."""
_FOOT = 304
"""Where the bars stand."""
_ONE_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Bar:
    """The new cases of one day. Missing: `value` and `claim` None where neither stated nor computable."""

    day: date
    value: int | None
    claim: Claim | None
    """The claim that the number leads to: the new cases, or the total they were computed from."""
    computed: bool
    average: int | None
    """Of the seven days that end here, in tenths. Missing: None where one of the seven is missing."""


def new_on(record: Record, code: str, event: str, day: date) -> tuple[int | None, Claim | None, bool]:
    """The new confirmed events of a day: value, the claim to lead to, and whether we computed it from two totals."""
    new = Claim(record.disease, code, event, "new", "confirmed", "-", day, day)
    value = record.value(new)
    if value is not None:
        return value, new, False
    total = new._replace(measure="total", start=None)
    today, before = record.value(total), record.value(total._replace(end=day - _ONE_DAY))
    return (None, None, False) if today is None or before is None else (today - before, total, True)


def series(record: Record, last: date) -> list[Bar]:
    """The national days up to `last`, without gaps, from the first that has a value. Shape: at most LONGEST days."""
    days = [last - _ONE_DAY * back for back in range(LONGEST + _WEEK - 2, -1, -1)]
    found = [new_on(record, record.area, "case", day) for day in days]
    values = [value for value, _, _ in found]
    bars = [
        Bar(day, *found[place], average(values[max(0, place - _WEEK + 1) : place + 1]))
        for place, day in enumerate(days)
    ][-LONGEST:]
    first = next((place for place, bar in enumerate(bars) if bar.value is not None), len(bars))
    return bars[first:]


def average(values: Sequence[int | None]) -> int | None:
    """The mean of seven values in tenths, half away from zero upwards. Missing: None where one of them is missing."""
    known = [value for value in values if value is not None]
    return (sum(known) * 20 + _WEEK) // (2 * _WEEK) if len(known) == _WEEK else None


def chart(place: Place, bars: Sequence[Bar]) -> Html:
    """The figure: drawing, legend, table."""
    say = place.words
    top = _ceiling(_usual([bar.value or 0 for bar in bars]))
    first, last = bars[0].day, bars[-1].day
    title = say("chart-title", first=say.day(first), last=say.day(last))
    drawing = el(
        "svg",
        el("title", title, id="chart-title"),
        el("desc", _summary(say, bars), id="chart-desc"),
        *_grid(),
        el("svg", *_bars(say, bars, top), _line(bars, top), viewBox=f"0 0 {len(bars)} {_SCALE}",
           preserveAspectRatio="none", x="0", y="24", width="100%", height="280", class_="plot"),
        *_heights(say, top),
        *_cut(say, bars, top),
        *_dates(say, bars),
        class_="chart", role="img", aria_labelledby="chart-title chart-desc", width="100%", height="336",
    )  # fmt: skip
    return el("figure", drawing, _legend(say, bars), _table(place, bars), class_="card chart-card")


def _summary(say: Words, bars: Sequence[Bar]) -> str:
    known = [bar for bar in bars if bar.value is not None]
    peak = max(known, key=lambda bar: bar.value or 0)
    ends = known[-1]
    return say(
        "chart-desc",
        peak=say.number(peak.value or 0),
        peakday=say.day(peak.day),
        last=say.number(ends.value or 0),
        lastday=say.day(ends.day),
    )


def _usual(values: Sequence[int]) -> int:
    """The highest value that the drawing has room for: a rare one far above all others would flatten the rest."""
    highest = sorted(values, reverse=True)
    usual = highest[len(highest) // 50 + 1] if len(highest) > _WEEK else highest[0]
    return highest[0] if highest[0] <= _FAR * usual or not usual else max(v for v in highest if v <= _FAR * usual)


def _cut(say: Words, bars: Sequence[Bar], top: int) -> list[Html]:
    """Bars too high for the drawing: a gap across each, and its number beside it."""
    marks: list[Html] = []
    for place, bar in enumerate(bars):
        if bar.value is None or bar.value <= top:
            continue
        across = _across(place, len(bars))
        early = 2 * place < len(bars)
        marks.append(el("line", x1=across, x2=_across(place + 1, len(bars)), y1="42", y2="38", class_="gap"))
        text = say("chart-cut", value=say.number(bar.value), day=say.short_day(bar.day))
        marks.append(
            el(
                "text",
                text,
                x=across,
                dx="14" if early else "-6",
                y="18",
                text_anchor=None if early else "end",
                class_="cut",
            )
        )
    return marks


def _across(place: int, count: int) -> str:
    """A place along the drawing in per cent, to one tenth."""
    tenths = 1000 * place // count
    return f"{tenths // 10}.{tenths % 10}%"


def _ceiling(highest: int) -> int:
    """A round number above the highest bar, which quarters evenly."""
    step = 4
    while True:
        for factor in (1, 2, 3, 4, 5, 6, 8):
            if step * factor >= highest:
                return step * factor
        step *= 10


def _grid() -> list[Html]:
    return [
        el("line", x1="0", x2="100%", y1=y, y2=y, class_="grid" if y < _FOOT else "axis")
        for y in range(24, _FOOT + 1, 70)
    ]


def _heights(say: Words, top: int) -> list[Html]:
    """What the lines of the grid stand for; over the bars, so that none hides it."""
    return [
        el("text", say.number(top * quarter // 4), x="0", y=_FOOT - 70 * quarter - 5, class_="height")
        for quarter in range(1, 5)
    ]


def _bars(say: Words, bars: Sequence[Bar], top: int) -> list[Html]:
    drawn: list[Html] = []
    for place, bar in enumerate(bars):
        if not bar.value or bar.value < 0:
            continue
        height = _up(bar.value * 10, top)
        note = f" ({say('computed')})" if bar.computed else ""
        drawn.append(
            el("rect", el("title", f"{say.short_day(bar.day)}: {say.number(bar.value)}{note}"),
               class_="computed" if bar.computed else "stated",
               x=f"{place}.1", y=_SCALE - height, width=".8", height=height)
        )  # fmt: skip
    return drawn


def _line(bars: Sequence[Bar], top: int) -> Html:
    steps: list[str] = []
    before: int | None = None
    for place, bar in enumerate(bars):
        if bar.average is not None:
            steps.append(f"{'M' if before is None else 'L'}{place}.5 {_SCALE - _up(bar.average, top)}")
        before = bar.average
    return el("path", d="".join(steps), class_="average")


def _up(tenths: int, top: int) -> int:
    """Height in the drawing of a value in tenths."""
    return min(max(0, tenths) * _SCALE // (10 * top), _SCALE)


def _dates(say: Words, bars: Sequence[Bar]) -> list[Html]:
    """The first of each month under its bar; on a phone every second one is left out."""
    months = [place for place, bar in enumerate(bars) if bar.day.day == 1]
    if len(bars) < 45:
        months = list(range(len(bars) - 1, -1, -max(1, _WEEK)))[::-1]
    marks: list[Html] = []
    for count, place in enumerate(months):
        across = _across(place, len(bars))
        marks.append(el("line", x1=across, x2=across, y1="304", y2="310", class_="axis"))
        if place < len(bars) * 93 // 100:
            marks.append(
                el("text", say.short_day(bars[place].day), x=across, y="328", class_="minor" if count % 2 else None)
            )
    return marks


def _legend(say: Words, bars: Sequence[Bar]) -> Html:
    keys = [("average", "legend-average")] if any(bar.average is not None for bar in bars) else []
    if any(bar.computed for bar in bars):
        keys.insert(0, ("computed", "legend-computed"))
    if any(bar.value is not None and not bar.computed for bar in bars):
        keys.insert(0, ("stated", "legend-stated"))
    items = [el("li", el("span", "", class_=f"key {name}", aria_hidden="true"), say(message)) for name, message in keys]
    return el("figcaption", el("ul", *items), class_="legend")


def _table(place: Place, bars: Sequence[Bar]) -> Html:
    say = place.words
    rows = [
        row(
            el("a", say.day(bar.day), href=place.to(day_path(bar.day))),
            linked(place, bar.claim, bar.value, computed=bar.computed),
            say("computed-from-totals") if bar.computed else say("as-stated"),
            say.rate(bar.average) if bar.average is not None else unstated(say),
        )
        for bar in reversed(bars)
        if bar.claim
    ]
    heads = (say("date"), say("kind-case-new"), say("how"), say("average"))
    return el("details", el("summary", say("as-table")), table(say("chart-table"), heads, rows, "numbers"))
