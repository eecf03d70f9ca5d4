"""The table by region: new events, of seven days per 100,000 people, totals, population; in the official order."""

from collections.abc import Mapping, Sequence
from datetime import date

from esep import area
from esep.figure import Claim
from esep.site.html import Html, Node, el
from esep.site.parts import linked, name, table, unstated
from esep.site.place import Place
from esep.site.record import Kind, Record, area_path
from esep.site.series import NOTHING, WEEK, Column, Found, latest, new_on, over, population_year, rate


def regions(place: Place, day: date, event: str = "case", definition: str = "confirmed") -> Html | None:
    """The table. Each column is of the last day on which most regions have that number (any, if most never do), and
    names its day where that is not the page's. Missing: None where no region has any."""
    record, say = place.record, place.words
    codes, columns = _columns(record, day, event, definition)
    if not any(known for known, _ in columns.values()):
        return None
    year = population_year(codes, day.year)
    whole = columns.get("total") or columns["current"]
    rates = {code: rate(code, whole[1][code][0], year) for code in codes}
    highest = max((rate for rate in rates.values() if rate is not None), default=0)
    rows = [
        el(
            "tr",
            el("th", region_link(place, code, day), scope="row"),
            *(el("td", _cell(place, measure, code, column[1][code], year)) for measure, column in columns.items()),
            el("td", *_rate_cell(place, rates[code], highest), class_="rate"),
            el("td", _people(place, code, year), class_="people"),
        )
        for code in codes
    ]
    heads = (
        say("region"),
        *(_head(place, measure, event, definition, column, day) for measure, column in columns.items()),
        say("per-100k"),
        say("population", year=str(year)) if year else say("population-unknown"),
    )
    caption = say("regions-caption", kind=say.kind(event, next(iter(columns)), definition, "-"), day=say.day(day))
    return el(
        "section",
        el("h2", say("regions-heading"), id="regions"),
        el("p", say("regions-note", year=str(year)), class_="note") if year else None,
        el("div", table(caption, heads, rows, "numbers regions"), class_="card"),
    )


def _columns(record: Record, day: date, event: str, definition: str) -> tuple[Sequence[str], dict[str, Column]]:
    """The regions of that day and the table's columns by measure: 'week' is of seven days."""
    codes = tuple(part.code for part in area.parts(record.area, day))

    def column(measure: str) -> Column:
        def found(code: str, known: date) -> Found:
            kind = Kind(code, event, "new" if measure == "week" else measure, definition)
            if measure == "new":
                return new_on(record, code, event, known, definition)
            if measure == "week":
                return over(record, kind, known)
            claim = record.by_kind.get(kind, {}).get(known)
            return (record.value(claim), claim, False) if claim else NOTHING

        return record.once((codes, day, event, definition, measure), lambda: latest(record, codes, day, found))

    measures = ("current",) if event == "patient" else ("new", "week", "total")
    return codes, {measure: column(measure) for measure in measures}


def region_link(place: Place, code: str, day: date) -> Node:
    """The region's name, leading to its page where it has one."""
    text = name(place.language, code, day)
    return el("a", text, href=place.to(area_path(code))) if code in place.record.areas else text


def _cell(place: Place, measure: str, code: str, found: Found, year: int | None) -> Html:
    value, claim, computed = found
    if claim is None:
        return unstated(place.words)
    if measure != "week":
        return linked(place, claim, value, computed=computed)
    return rate_link(place, claim, rate(code, value, year))


def rate_link(place: Place, claim: Claim, tenths: int | None) -> Html:
    """A rate that leads to the statements it was computed from."""
    if tenths is None:
        return unstated(place.words)
    return el("a", place.words.rate(tenths), class_="n computed", href=place.why(claim))


def _people(place: Place, code: str, year: int | None) -> Node:
    people = area.population(code, year) if year else None
    return place.words.number(people) if people else unstated(place.words)


def _head(place: Place, measure: str, event: str, definition: str, column: Column, day: date) -> Html:
    """The column's head, with its day where that is not the page's, and whether we computed its numbers."""
    say = place.words
    known, found = column
    label = say("week-per-100k") if measure == "week" else say.kind(event, measure, definition, "-")
    of = el("small", say("on-day", day=say.day(known))) if known and known != day else None
    computed = measure != "week" and any(computed for _, _, computed in found.values())
    return el("span", label, of, el("small", say("how-computed"), class_="computed") if computed else None)


def _rate_cell(place: Place, rate: int | None, highest: int) -> tuple[Node, ...]:
    if rate is None:
        return (unstated(place.words),)
    width = max(0, 100 * rate // highest) if highest else 0
    bar = el(
        "svg", el("rect", width=width, height="8"), viewBox="0 0 100 8", preserveAspectRatio="none",
        class_="meter", aria_hidden="true", width="100", height="8",
    )  # fmt: skip
    return bar, el("span", place.words.rate(rate))


def week_rates(
    record: Record, day: date, days: int = WEEK, since: date = date.min
) -> tuple[date | None, Mapping[str, tuple[Claim, int]]]:
    """The last day from `since` to that one on which most regions have the cases of the last `days` days, and those
    per 100,000 people, in tenths, with the claim that each leads to. Missing: a region without it is left out."""
    codes = tuple(part.code for part in area.parts(record.area, day))

    def made() -> tuple[date | None, Mapping[str, tuple[Claim, int]]]:
        def found(code: str, known: date) -> Found:
            return over(record, Kind(code, "case", "new"), known, days)

        known, column = latest(record, codes, day, found, since)
        year = population_year(codes, day.year)
        rates = {code: (claim, rate(code, value, year)) for code, (value, claim, _) in column.items() if claim}
        return known, {code: (claim, tenths) for code, (claim, tenths) in rates.items() if tenths is not None}

    return record.once(("rates", day, days, since), made)
