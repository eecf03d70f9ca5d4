"""The regions side by side: the cases of seven days per 100,000 people, all on one scale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from esep.figure import Claim
from esep.site.chart import SCALE, ceiling, told
from esep.site.html import Html, Node, el
from esep.site.page import crumbs, page
from esep.site.parts import row, table, unstated
from esep.site.place import Place
from esep.site.record import Kind, Record
from esep.site.regions import rate_link, region_link, week_rates
from esep.site.series import LONGEST, ONE_DAY, WEEK, changed, over, population_year, rate

Known = tuple[Claim, int] | None
"""A rate in tenths and the claim that it leads to. Missing: None."""


@dataclass(frozen=True, slots=True)
class _Rates:
    """The rates of each area, the country first, day by day."""

    first: date
    last: date
    by_area: Mapping[str, Sequence[Known]]

    @property
    def top(self) -> int:
        """A round number above them all."""
        return ceiling(max(-(-one[1] // 10) for rates in self.by_area.values() for one in rates if one))


def compare_page(place: Place) -> tuple[str, bytes]:
    """A small chart for each region, and a table of all."""
    say, record = place.words, place.record
    last = week_rates(record, record.front_day)[0] if record.front_day else None
    found = record.once(("compare", last), lambda: _rates(record, last)) if last else None
    body = el(
        "div",
        crumbs(place),
        el("h1", say("compare-heading")),
        *(_compared(place, found) if found else (el("p", say("nothing-yet")),)),
        class_="wide",
    )
    return page(place, say("compare-heading"), body, section="compare")


def _rates(record: Record, last: date) -> _Rates:
    days = [last - ONE_DAY * back for back in range(LONGEST - 1, -1, -1)]
    year = population_year(record.areas, last.year)
    by_area = {code: [_rate(record, code, day, year) for day in days] for code in record.areas}
    known = [at for rates in by_area.values() for at, one in enumerate(rates) if one]
    start = min(known, default=0)
    return _Rates(days[start], last, {code: rates[start:] for code, rates in by_area.items() if any(rates)})


def _rate(record: Record, code: str, day: date, year: int | None) -> Known:
    value, claim, _ = over(record, Kind(code, "case", "new"), day)
    tenths = rate(code, value, year)
    return (claim, tenths) if claim and tenths is not None else None


def _compared(place: Place, found: _Rates) -> list[Html]:
    say, country = place.words, place.record.area
    top = found.top
    note = say("compare-note", top=say.number(top), first=say.day(found.first), last=say.day(found.last))
    width = (found.last - found.first).days + 1
    outline = el("path", d=_path(found.by_area[country], top), id="country") if country in found.by_area else None
    marks = [
        change
        for change in changed(place.record, Kind(country, "case", "new"))
        if found.first <= change.day <= found.last
    ]
    store = el("svg", el("defs", outline), width="0", height="0", class_="hidden", aria_hidden="true")
    charts = [
        el(
            "li",
            el("p", region_link(place, code, found.last), class_="what"),
            _small(rates, top, width, outline is not None),
        )
        for code, rates in found.by_area.items()
        if code != country
    ]
    return [
        el("p", note, class_="note"),
        store,
        el("div", el("ul", *charts, class_="small-charts"), told(place, marks), class_="card"),
        el("h2", say("compare-table")),
        el("div", _table(place, found), class_="card"),
    ]


def _small(rates: Sequence[Known], top: int, width: int, with_country: bool) -> Html:
    """A drawing for the eye; the table tells the same."""
    return el(
        "svg",
        el("line", x1="0", x2=width, y1=SCALE, y2=SCALE, class_="axis"),
        el("line", x1="0", x2=width, y1=SCALE // 2, y2=SCALE // 2, class_="grid"),
        el("line", x1="0", x2=width, y1="0", y2="0", class_="grid"),
        el("use", href="#country", class_="country") if with_country else None,
        el("path", d=_path(rates, top), class_="line line0"),
        viewBox=f"0 0 {width} {SCALE}", preserveAspectRatio="none", class_="small", aria_hidden="true",
    )  # fmt: skip


def _path(rates: Sequence[Known], top: int) -> str:
    steps: list[str] = []
    for at, one in enumerate(rates):
        if one:
            joined = at and rates[at - 1]
            steps.append(f"{'L' if joined else 'M'}{at} {SCALE - min(SCALE, max(0, one[1]) * SCALE // (10 * top))}")
    return "".join(steps)


def _table(place: Place, found: _Rates) -> Html:
    say = place.words
    heads = (
        say("region"),
        say("week-per-100k"),
        say("compare-before"),
        say("compare-highest"),
        say("compare-highest-day"),
    )
    rows = [row(region_link(place, code, found.last), *_cells(place, found, code)) for code in found.by_area]
    return table(say("compare-caption", day=say.day(found.last)), heads, rows, "numbers")


def _cells(place: Place, found: _Rates, code: str) -> list[Node]:
    """The last week, the week before, the highest and when it was."""
    rates = found.by_area[code]
    at = max((at for at, one in enumerate(rates) if one), key=lambda at: (rates[at] or (None, 0))[1])
    before = rates[-1 - WEEK] if len(rates) > WEEK else None
    cells: list[Node] = [
        rate_link(place, *one) if one else unstated(place.words) for one in (rates[-1], before, rates[at])
    ]
    return [*cells, place.words.day(found.first + ONE_DAY * at)]
