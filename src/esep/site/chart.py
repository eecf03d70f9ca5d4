"""What every chart is drawn in: title, grid, dates, marks where a definition changed, legend, table. No script.

What is drawn stands in an inner drawing that is stretched to the width at hand, one unit a day; words stand outside it
and keep their size, so a chart reads on a phone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from esep.site.changes import Change
from esep.site.html import Html, Node, el
from esep.site.language import Words
from esep.site.place import Place

SCALE = 1000
"""Height of the inner drawing, in its own units."""
_FOOT = 304
"""Where the bars stand."""
_STEPS = (1, 2, 3, 4, 5, 6, 8)


@dataclass(frozen=True, slots=True)
class Frame:
    """The days and the height of a chart."""

    key: str
    """What its ids begin with on the page."""
    title: str
    description: str
    first: date
    last: date
    top: int
    """The number that the upper line stands for."""
    step: int = 1
    """How many days a bar stands for."""

    def left(self, day: date) -> str:
        """Where the bar that ends on that day begins in the inner drawing."""
        return f"{(day - self.first).days + 1 - self.step + self.step / 10:g}"

    @property
    def days(self) -> int:
        """How many days wide it is."""
        return (self.last - self.first).days + 1

    def up(self, tenths: int) -> int:
        """Height in the inner drawing of a value in tenths."""
        return min(max(0, tenths) * SCALE // (10 * self.top), SCALE)

    def across(self, day: date, half: int = 0) -> str:
        """A place along the drawing in per cent, to one tenth: the day's beginning, or its middle by `half` 1."""
        tenths = (2000 * (day - self.first).days + 1000 * half) // (2 * self.days)
        return f"{tenths // 10}.{tenths % 10}%"


def chart(
    place: Place,
    frame: Frame,
    inside: Iterable[Html],
    outside: Iterable[Html],
    legend: Sequence[Html],
    table: Html,
    changes: Iterable[Change] = (),
) -> Html:
    """The figure: drawing, legend, what changed, table."""
    say, key = place.words, frame.key
    marks = [change for change in changes if frame.first <= change.day <= frame.last]
    drawing = el(
        "svg",
        el("title", frame.title, id=f"{key}-title"),
        el("desc", frame.description, id=f"{key}-desc"),
        *_grid(),
        el("svg", *inside, viewBox=f"0 0 {frame.days} {SCALE}", preserveAspectRatio="none",
           x="0", y="24", width="100%", height="280", class_="plot"),
        *_heights(say, frame.top),
        *outside,
        *(_mark(frame, number, change) for number, change in enumerate(marks, 1)),
        *_dates(say, frame),
        data_first=frame.first.isoformat(), data_last=frame.last.isoformat(), class_="chart", role="img",
        aria_labelledby=f"{key}-title {key}-desc", width="100%", height="336",
    )  # fmt: skip
    keys = el("ul", *legend) if legend else None
    caption = el("figcaption", keys, told(place, marks), class_="legend")
    return el("figure", drawing, caption, table, class_="card chart-card")


def ceiling(highest: int) -> int:
    """A round number not below the highest value, which quarters evenly."""
    step = 4
    while True:
        for factor in _STEPS:
            if step * factor >= highest:
                return step * factor
        step *= 10


def legend_key(class_: str, text: str) -> Html:
    """A line of the legend: the sign, and what it stands for."""
    return el("li", el("span", "", class_=f"key {class_}", aria_hidden="true"), text)


def as_table(place: Place, table: Html) -> Html:
    """The numbers of a chart, folded away."""
    return el("details", el("summary", place.words("as-table")), table)


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


def ticks(first: date, count: int) -> list[date]:
    """The days that are named under a chart of so many: the first of a month, of as many months as there is room for;
    of a few weeks every seventh day, the last among them."""
    days = [date.fromordinal(first.toordinal() + step) for step in range(count)]
    firsts = [day for day in days if day.day == 1]
    if count < 45:
        return days[::-7][::-1]
    if len(firsts) <= 12:
        return firsts
    apart = next(months for months in (2, 3, 6, 12) if len(firsts) <= 12 * months or months == 12)
    return [day for day in firsts if day.month % apart == 1 % apart]


def _dates(say: Words, frame: Frame) -> list[Html]:
    """Those days by name where there is room; on a phone every second one."""
    marks: list[Html] = []
    for count, day in enumerate(ticks(frame.first, frame.days)):
        across = frame.across(day)
        marks.append(el("line", x1=across, x2=across, y1="304", y2="310", class_="axis"))
        if (day - frame.first).days < frame.days * 93 // 100:
            text = say.short_month(day) if frame.days > 500 else say.short_day(day)
            marks.append(el("text", text, x=across, y="328", class_="minor" if count % 2 else None))
    return marks


def _mark(frame: Frame, number: int, change: Change) -> Html:
    """A line across the drawing where the definition changed, with the number that tells which."""
    across = frame.across(change.day)
    return el(
        "g",
        el("line", x1=across, x2=across, y1="16", y2=_FOOT, class_="change"),
        el("text", str(number), x=across, y="12", text_anchor="middle", class_="change"),
    )


def told(place: Place, changes: Sequence[Change]) -> Html | None:
    """What changed, and when, numbered as in the drawing. Missing: None where nothing did."""
    if not changes:
        return None
    say = place.words
    items = [el("li", el("strong", say.day(change.day)), ": ", *_sourced(place, change)) for change in changes]
    return el("div", el("p", say("changes-heading"), class_="what"), el("ol", *items), class_="changes")


def _sourced(place: Place, change: Change) -> tuple[Node, ...]:
    link = el("a", place.words("change-source"), href=change.source, rel="noopener nofollow external")
    return change.said(place.language), " ", link
