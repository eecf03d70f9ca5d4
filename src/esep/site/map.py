"""The map: cases of several days per 100,000 people by region, in the borders of the time. SVG, each region a link.

The shades are fixed numbers, so maps of different days compare. Data: `maps/<country>.toml`.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby, pairwise

from esep import area, data
from esep.figure import Claim
from esep.site.chart import as_table
from esep.site.html import Html, Node, el
from esep.site.page import crumbs, page
from esep.site.parts import name, row, table, unstated
from esep.site.place import Place
from esep.site.record import area_path, day_path
from esep.site.regions import rate_link, region_link, week_rates
from esep.site.series import WEEK

_STEPS = (10, 25, 50, 100, 200)
"""Cases per 100,000 people in seven days at which a darker shade begins."""

Rates = Mapping[str, tuple[Claim, int]]


@dataclass(frozen=True, slots=True)
class Borders:
    """Where the regions lay in a time."""

    width: int
    height: int
    paths: tuple[tuple[str, str, tuple[int, int]], ...]
    """Code, outline in SVG's notation, and where its sign stands."""


def borders(country: str, day: date) -> Borders | None:
    """The borders of that day. Missing: None where no map of the country is known."""
    return next((shape for first, last, shape in _times(country) if first <= day <= last), None)


@cache
def _times(country: str) -> Sequence[tuple[date, date, Borders]]:
    """Every set of borders of a country, and the days between which it stood."""
    found = []
    for fields in data.toml(f"maps/{country}.toml").get("borders", ()):
        outlines = tuple((code, one["path"], tuple(one["label"])) for code, one in fields["areas"].items())
        shape = Borders(fields["width"], fields["height"], outlines)
        found.append((fields.get("from", date.min), fields.get("until", date.max), shape))
    return found


def map_page(place: Place) -> tuple[str, bytes]:
    """The map of the last day over seven and over fourteen days, and of each month before it."""
    say, day = place.words, place.record.front_day
    body = el(
        "div",
        crumbs(place),
        el("h1", say("map-heading")),
        *(_maps(place, day) if day else ()),
        class_="wide",
    )
    return page(place, say("map-heading"), body, section="map")


def _maps(place: Place, day: date) -> list[Html | None]:
    return [region_map(place, day, 7), region_map(place, day, 14), _rates(place, day), _months(place, day)]


def region_map(place: Place, day: date, days: int = WEEK, *, of_day: bool = False) -> Html | None:
    """The map of the last day, up to that one, on which most regions have the numbers; `of_day`: of that day only, and
    with a table, where most have them. Missing: None where there is no such day, or no map."""
    say, record = place.words, place.record
    known, rates = week_rates(record, day, days, since=day if of_day else date.min)
    shape = borders(record.area, known) if known else None
    if known is None or shape is None or (of_day and 2 * len(rates) < len(shape.paths)):
        return None
    key = f"map{days}"
    title = say("map-title", days=days, day=say.day(known))
    drawing = el(
        "svg",
        el("title", title, id=f"{key}-title"),
        _hatch(key),
        *_regions(place, shape, rates, known, days, key),
        viewBox=f"0 0 {shape.width} {shape.height}", class_="map", role="group", aria_labelledby=f"{key}-title",
    )  # fmt: skip
    note = el("p", title, class_="map-title")
    legend = _legend(place, days, len(rates) < len(shape.paths))
    numbers = as_table(place, _of_day(place, known, days, rates)) if of_day else None
    return el("figure", note, drawing, legend, numbers, class_="card map-card")


def _of_day(place: Place, day: date, days: int, rates: Rates) -> Html:
    """The numbers of a map that no other table of its page has."""
    say = place.words
    parts = area.parts(place.record.area, day)
    rows = [row(region_link(place, part.code, day), _cell(place, rates.get(part.code))) for part in parts]
    return table(say("map-caption"), (say("region"), say("map-days", days=days)), rows, "numbers")


def _regions(place: Place, shape: Borders, rates: Rates, day: date, days: int, key: str) -> list[Html]:
    """Each region as a link with its number. A city is too small to be seen, so it has a disc on top of all."""
    drawn: list[Html] = []
    discs: list[Html] = []
    for code, path, (x, y) in shape.paths:
        rate = rates.get(code)
        look = _look(rate, days, key)
        said = _said(place, code, day, rate)
        city = area.find(code).level == "city"
        outline = (
            el("circle", el("title", said), cx=x, cy=y, r="13", **look)
            if city
            else el("path", el("title", said), d=path, **look)
        )
        linked = (
            el("a", outline, href=place.to(area_path(code)), aria_label=said) if code in place.record.areas else outline
        )
        (discs if city else drawn).append(linked)
    return drawn + discs


def _look(rate: tuple[Claim, int] | None, days: int, key: str) -> dict[str, str]:
    return (
        {"fill": f"url(#{key}-none)", "class_": "none"} if rate is None else {"class_": f"shade{_shade(rate[1], days)}"}
    )


def _shade(tenths: int, days: int) -> int:
    return bisect_right(_STEPS, tenths * WEEK / (10 * days))


def _said(place: Place, code: str, day: date, rate: tuple[Claim, int] | None) -> str:
    say = place.words
    number = say.rate(rate[1]) if rate else say("not-stated")
    return f"{name(place.language, code, day)}: {number}"


def _hatch(key: str) -> Html:
    """The pattern of a region without numbers."""
    line = el("path", d="M0 12L12 0", class_="hatch")
    return el("pattern", line, id=f"{key}-none", width="12", height="12", patternUnits="userSpaceOnUse")


def _legend(place: Place, days: int, some_missing: bool) -> Html:
    say = place.words
    steps = [step * days // WEEK for step in _STEPS]
    texts = [
        *(f"{say.number(low)}–{say.number(high)}" for low, high in pairwise((0, *steps))),
        say("map-above", least=say.number(steps[-1])),
    ]
    items = [
        el("li", el("span", "", class_=f"key shade{shade}", aria_hidden="true"), text)
        for shade, text in enumerate(texts)
    ]
    if some_missing:
        items.append(el("li", el("span", "", class_="key none", aria_hidden="true"), say("not-stated")))
    return el("figcaption", el("p", say("map-legend", days=days)), el("ul", *items), class_="legend")


def _rates(place: Place, day: date) -> Html | None:
    """The numbers of both maps."""
    say, record = place.words, place.record
    columns = {days: week_rates(record, day, days) for days in (7, 14)}
    if not any(known for known, _ in columns.values()):
        return None
    rows = [
        row(region_link(place, part.code, day), *(_cell(place, rates.get(part.code)) for _, rates in columns.values()))
        for part in area.parts(record.area, day)
    ]
    heads = [el("span", say("map-days", days=days), _on(place, known)) for days, (known, _) in columns.items()]
    inner = table(say("map-caption"), (say("region"), *heads), rows, "numbers")
    return el("section", el("h2", say("map-table")), el("div", inner, class_="card"))


def _on(place: Place, known: date | None) -> Html | None:
    return el("small", place.words("on-day", day=place.words.day(known))) if known else None


def _cell(place: Place, rate: tuple[Claim, int] | None) -> Node:
    return rate_link(place, *rate) if rate else unstated(place.words)


def _months(place: Place, day: date) -> Html | None:
    """A small map of the last known day of each month, and the same as a table."""
    say, record = place.words, place.record
    found = []
    for _, group in groupby((known for known in record.days if known <= day), key=lambda one: (one.year, one.month)):
        month = list(group)
        known, rates = week_rates(record, month[-1], since=month[0])
        if known and (shape := borders(record.area, known)):
            found.append((known, shape, rates))
    if len(found) < 2:
        return None
    shapes = dict.fromkeys(shape for _, shape, _ in found)
    outlines = [
        el("path", id=f"o{number}-{code}", d=path) for number, one in enumerate(shapes) for code, path, _ in one.paths
    ]
    store = el("svg", el("defs", *outlines), width="0", height="0", class_="hidden", aria_hidden="true")
    small = [_small(place, known, shape, list(shapes).index(shape), rates) for known, shape, rates in reversed(found)]
    heads = (say("region"), *(el("a", say.short_month(known), href=place.to(day_path(known))) for known, _, _ in found))
    codes = record.areas[1:] if record.areas[:1] == (record.area,) else record.areas
    rows = [
        row(region_link(place, code, day), *(_cell(place, rates.get(code)) for _, _, rates in found)) for code in codes
    ]
    inner = table(say("map-months-caption"), heads, rows, "numbers months-table")
    details = as_table(place, inner)
    return el(
        "section",
        el("h2", say("map-months")),
        el("p", say("map-months-note"), class_="note"),
        store,
        el("div", el("ul", *small, class_="small-maps"), details, class_="card"),
    )


def _small(place: Place, day: date, shape: Borders, number: int, rates: Rates) -> Html:
    """A map of links only to its day; its numbers stand in the table."""
    say = place.words
    uses = [
        el("use", href=f"#o{number}-{code}", class_=f"shade{_shade(rates[code][1], WEEK)}" if code in rates else "none")
        for code, _, _ in shape.paths
    ]
    drawing = el("svg", *uses, viewBox=f"0 0 {shape.width} {shape.height}", class_="map", aria_hidden="true")
    return el("li", el("a", drawing, el("span", say.day(day)), href=place.to(day_path(day))))
