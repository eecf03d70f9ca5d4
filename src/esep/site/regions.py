"""The table by region: new cases, total, per 100,000 people, population; in the official order."""

from collections.abc import Sequence
from datetime import date

from esep import area
from esep.figure import Claim
from esep.site.chart import new_on
from esep.site.html import Html, Node, el
from esep.site.parts import linked, name, table, unstated
from esep.site.place import Place
from esep.site.record import Record, area_slug, day_path

_PER = 100_000
_Found = tuple[int | None, Claim | None, bool]


def regions(place: Place, day: date) -> Html | None:
    """The table. Each column is of the last day on which most regions have that number (any, if most never do), and
    names its day where that is not the page's. Missing: None where no region has either."""
    record, say = place.record, place.words
    codes = [part.code for part in area.parts(record.area, day)]
    columns = {measure: _column(record, codes, measure, day) for measure in ("new", "total")}
    if not any(known for known, _ in columns.values()):
        return None
    year = _population_year(codes, day.year)
    rates = {code: _rate(code, columns["total"][1][code][0], year) for code in codes}
    highest = max((rate for rate in rates.values() if rate is not None), default=0)
    dates = [day, *(known for known, _ in columns.values() if known)]
    rows = [
        el(
            "tr",
            el("th", _region(place, code, dates), scope="row"),
            el("td", _cell(place, *columns["new"][1][code])),
            el("td", _cell(place, *columns["total"][1][code])),
            el("td", *_rate_cell(place, rates[code], highest), class_="rate"),
            el("td", _people(place, code, year), class_="people"),
        )
        for code in codes
    ]
    heads = (
        say("region"),
        _head(place, "kind-case-new", *columns["new"], day),
        _head(place, "kind-case-total", *columns["total"], day),
        say("per-100k"),
        say("population", year=str(year)) if year else say("population-unknown"),
    )
    return el(
        "section",
        el("h2", say("regions-heading")),
        el("p", say("regions-note", year=str(year)), class_="note") if year else None,
        el("div", table(say("regions-caption", day=say.day(day)), heads, rows, "numbers regions"), class_="card"),
    )


def _column(record: Record, codes: Sequence[str], measure: str, day: date) -> tuple[date | None, dict[str, _Found]]:
    """The day of a column, and its value for each area."""
    some: tuple[date | None, dict[str, _Found]] = (None, dict.fromkeys(codes, (None, None, False)))
    for known in reversed(record.days):
        if known > day:
            continue
        found = {code: _value(record, code, measure, known) for code in codes}
        count = sum(value is not None for value, _, _ in found.values())
        if 2 * count >= len(codes):
            return known, found
        if count and some[0] is None:
            some = known, found
    return some


def _value(record: Record, code: str, measure: str, day: date) -> _Found:
    if measure == "new":
        return new_on(record, code, "case", day)
    claim = Claim(record.disease, code, "case", "total", "confirmed", "-", None, day)
    return record.value(claim), claim, False


def _region(place: Place, code: str, dates: Sequence[date]) -> Node:
    """The region's name, leading to the first of these days that has figures of it."""
    text = name(place.language, code, dates[0])
    known = next((day for day in dates if code in place.record.by_day.get(day, {})), None)
    return el("a", text, href=place.to(f"{day_path(known)}#{area_slug(code)}")) if known else text


def _cell(place: Place, value: int | None, claim: Claim | None, computed: bool) -> Html:
    return unstated(place.words) if claim is None else linked(place, claim, value, computed=computed)


def _people(place: Place, code: str, year: int | None) -> Node:
    people = area.population(code, year) if year else None
    return place.words.number(people) if people else unstated(place.words)


def _head(place: Place, message: str, known: date | None, found: dict[str, _Found], day: date) -> Html:
    """The column's head, with its day where that is not the page's, and whether we computed its numbers."""
    say = place.words
    of = el("small", say("on-day", day=say.day(known))) if known and known != day else None
    computed = any(computed for _, _, computed in found.values())
    return el(
        "span", say(message), of, el("small", say("computed-from-totals"), class_="computed") if computed else None
    )


def _population_year(codes: Sequence[str], year: int) -> int | None:
    """The latest year, not after this one, whose population is known for most of the areas."""
    for earlier in range(year, year - 6, -1):
        if 2 * sum(area.population(code, earlier) is not None for code in codes) > len(codes):
            return earlier
    return None


def _rate(code: str, value: int | None, year: int | None) -> int | None:
    """Cumulative incidence per 100,000 in tenths. Missing: None where the count or the population is."""
    people = area.population(code, year) if year else None
    return None if value is None or not people else (value * _PER * 20 + people) // (2 * people)


def _rate_cell(place: Place, rate: int | None, highest: int) -> tuple[Node, ...]:
    if rate is None:
        return (unstated(place.words),)
    width = max(0, 100 * rate // highest) if highest else 0
    bar = el(
        "svg", el("rect", width=width, height="8"), viewBox="0 0 100 8", preserveAspectRatio="none",
        class_="meter", aria_hidden="true", width="100", height="8",
    )  # fmt: skip
    return bar, el("span", place.words.rate(rate))
