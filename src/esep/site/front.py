"""The front page: the last day's national numbers, the chart, the regions, what is in dispute, the bulletins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from esep import area
from esep.figure import Claim
from esep.site.chart import chart, new_on, series
from esep.site.html import Html, Node, clip, el
from esep.site.page import Place, page, site_name
from esep.site.parts import days, kind, linked, name, publisher, table
from esep.site.record import Record, day_path

_EVENTS = ("case", "recovery", "death")
_LOOK_BACK_DAYS = 400
_PER = 100_000
_NEWEST = 6


@dataclass(frozen=True, slots=True)
class Stat:
    """One number of a card."""

    label: str
    claim: Claim
    value: int
    computed: bool = False


def front(place: Place) -> tuple[str, bytes]:
    """The front page of a language."""
    day = place.record.front_day
    say = place.words
    title = site_name(place)
    if day is None:
        return page(
            place, title, el("div", el("h1", title), el("p", say("nothing-yet")), class_="wide"), section="front"
        )
    main = headline(place.record, day)
    summary = f"{say.day(day)}. " + "; ".join(
        f"{stat.label}: {say.number(stat.value)}" for stat in _headline_stats(place, day, main)
    )
    hero = el(
        "div",
        el(
            "div",
            el("p", say("latest"), class_="eyebrow"),
            el("h1", title),
            el(
                "p",
                el("a", el("time", say.weekday(day), datetime=day.isoformat()), href=place.to(day_path(day))),
                class_="lead",
            ),
            class_="wide",
        ),
        class_="hero",
    )
    sections = (
        _cards(place, day, main),
        *_other_tracks(place, day),
        _chart(place, day),
        _regions(place, day),
        _news(place, day),
    )
    return page(place, title, hero, el("div", *sections, class_="wide"), section="front", description=summary)


def headline(record: Record, day: date) -> tuple[Claim, ...]:
    """The national claims of the disease on a day that are settled, in their order."""
    claims = record.by_day.get(day, {}).get(record.area, ())
    return tuple(claim for claim in claims if claim in record.settled and claim.disease == record.disease)


def main_stat(place: Place) -> Stat | None:
    """The one number that stands for the site: new cases of the last day, else the total, else whatever comes first."""
    day = place.record.front_day
    return next(iter(_headline_stats(place, day, headline(place.record, day))), None) if day else None


def _headline_stats(place: Place, day: date, main: Sequence[Claim]) -> list[Stat]:
    confirmed = [claim for claim in main if claim.definition in ("confirmed", "-")] or list(main)
    found = [stats[0] for event in (*_EVENTS, "patient") if (stats := _stats(place, confirmed, event, day))]
    return found or [_stat(place, claim) for claim in main[:1]]


def _stat(place: Place, claim: Claim) -> Stat:
    return Stat(kind(place.words, claim, place.record.disease), claim, place.record.settled[claim].figure.value)


def _stats(place: Place, claims: Iterable[Claim], event: str, day: date | None) -> list[Stat]:
    """The numbers of one event, new before total; a day's new number is computed where none is stated."""
    chosen = [claim for claim in claims if claim.event == event]
    stats = [_stat(place, claim) for claim in chosen]
    if day and event in _EVENTS and not any(c.measure == "new" and c.start == c.end and c.group == "-" for c in chosen):
        value, claim, computed = new_on(place.record, place.record.area, event, day)
        if claim and value is not None and computed:
            stats.insert(0, Stat(place.words(f"kind-{event}-new"), claim, value, computed=True))
    return stats


def _number(place: Place, stat: Stat) -> Html:
    return linked(place, stat.claim, stat.value, computed=stat.computed)


def _card(place: Place, title: str, stats: Sequence[Stat], class_: str) -> Html | None:
    """A card: the first numbers large, those of a group of people in a list below."""
    if not stats:
        return None
    large = [stat for stat in stats if stat.claim.group == "-"] or list(stats[:1])
    small = [stat for stat in stats if stat not in large]
    figures = [el("div", el("dt", stat.label), el("dd", _number(place, stat)), class_="stat") for stat in large]
    rows = [el("div", el("dt", _trait(place, stat)), el("dd", _number(place, stat))) for stat in small]
    return el(
        "section",
        el("h2", title),
        el("dl", *figures, class_="figures"),
        el("dl", *rows, class_="traits") if rows else None,
        class_=f"card {class_}",
    )


def _trait(place: Place, stat: Stat) -> str:
    """The group alone where the card already says what is counted."""
    say = place.words
    if stat.claim.measure != "current":
        return stat.label
    whole = say.kind(stat.claim.event, stat.claim.measure, "confirmed", "-")
    text = stat.label.removeprefix(f"{whole}, ")
    return text[:1].upper() + text[1:]


def _cards(place: Place, day: date, main: Sequence[Claim]) -> Html:
    say = place.words
    confirmed = [claim for claim in main if claim.definition == "confirmed"]
    cards = [_card(place, say(f"event-{event}"), _stats(place, confirmed, event, day), event) for event in _EVENTS]
    cards.append(_card(place, say("event-patient"), _stats(place, confirmed, "patient", None), "patient"))
    rest = [claim for claim in main if claim.definition == "-" or claim.event == "other"]
    cards.append(_card(place, say("event-other"), [_stat(place, claim) for claim in rest], "other"))
    return el("section", *cards, class_="cards", aria_label=say("headline"))


def _other_tracks(place: Place, day: date) -> list[Html]:
    """Probable cases and the like, each definition on a card of its own: they are never added to the confirmed."""
    say = place.words
    found = []
    for definition in ("probable", "suspected", "all"):
        claims = [claim for claim in headline(place.record, day) if claim.definition == definition]
        if not claims:
            continue
        items = [
            el(
                "div",
                el("dt", _without_definition(place, claim)),
                el("dd", _number(place, _stat(place, claim))),
                class_="stat",
            )
            for claim in claims
        ]
        heading = el(
            "div", el("h2", say(f"track-{definition}")), el("p", say(f"track-{definition}-note")), class_="track-head"
        )
        found.append(el("section", heading, el("dl", *items, class_="figures"), class_=f"card track {definition}"))
    return found


def _without_definition(place: Place, claim: Claim) -> Node:
    say = place.words
    label = say.kind(claim.event, claim.measure, "confirmed", claim.group)
    span = days(say, claim)
    return Html(el("span", label) + el("small", span)) if span else label


def _chart(place: Place, day: date) -> Html | None:
    bars = series(place.record, day)
    known = [bar for bar in bars if bar.value is not None]
    if len(known) < 2:
        return None
    say = place.words
    return el("section", el("h2", say("chart-heading")), el("p", say("chart-note"), class_="note"), chart(place, bars))


def _regions(place: Place, day: date) -> Html | None:
    """The table by region. Each column is of the last day on which any region has that number, and says so."""
    record, say = place.record, place.words
    codes = [part.code for part in area.parts(record.area, day)]
    new_day = _last_day(record, codes, "new", day)
    total_day = _last_day(record, codes, "total", day)
    if new_day is None and total_day is None:
        return None
    year = _population_year(codes, day.year)
    totals = {code: _total(record, code, total_day) for code in codes} if total_day else {}
    rates = {code: _rate(code, value, year) for code, (value, _) in totals.items()}
    highest = max((rate for rate in rates.values() if rate is not None), default=0)
    rows = []
    for code in codes:
        new, new_claim, computed = new_on(record, code, "case", new_day) if new_day else (None, None, False)
        total, total_claim = totals.get(code, (None, None))
        people = area.population(code, year) if year else None
        cells = (
            el("td", _cell(place, new_claim, new, computed=computed)),
            el("td", _cell(place, total_claim, total)),
            el("td", *_rate_cell(place, rates.get(code), highest), class_="rate"),
            el("td", say.number(people) if people else _cell(place, None, None), class_="people"),
        )
        rows.append(el("tr", el("th", _region(place, code, day), scope="row"), *cells))
    heads = (
        say("region"),
        _head(place, "kind-case-new", new_day, day),
        _head(place, "kind-case-total", total_day, day),
        say("per-100k"),
        say("population", year=str(year)) if year else say("population-unknown"),
    )
    note = say("regions-note", year=str(year)) if year else None
    return el(
        "section",
        el("h2", say("regions-heading")),
        el("p", note, class_="note") if note else None,
        el("div", table(say("regions-caption", day=say.day(day)), heads, rows, "numbers regions"), class_="card"),
    )


def _region(place: Place, code: str, day: date) -> Node:
    text = name(place.language, code, day)
    return el("a", text, href=place.to(f"{day_path(day)}#{code}")) if code in place.record.by_day[day] else text


def _cell(place: Place, claim: Claim | None, value: int | None, *, computed: bool = False) -> Html:
    if claim is None or value is None:
        say = place.words
        return el(
            "span",
            el("span", "–", aria_hidden="true"),
            el("span", say("not-stated"), class_="hidden"),
            class_="missing",
        )
    return linked(place, claim, value, computed=computed)


def _head(place: Place, message: str, column_day: date | None, day: date) -> Node:
    """The column's head, with its day where that is not the page's."""
    say = place.words
    if column_day is None or column_day == day:
        return say(message)
    return Html(el("span", say(message)) + el("small", say("on-day", day=say.day(column_day))))


def _last_day(record: Record, codes: Sequence[str], measure: str, day: date) -> date | None:
    """The last day, up to `day`, on which any of the areas has new cases (stated or computed) or a total."""
    for back in range(_LOOK_BACK_DAYS):
        earlier = day - timedelta(back)
        if earlier not in record.by_day:
            continue
        for code in codes:
            value = new_on(record, code, "case", earlier)[0] if measure == "new" else _total(record, code, earlier)[0]
            if value is not None:
                return earlier
    return None


def _total(record: Record, code: str, day: date) -> tuple[int | None, Claim]:
    claim = Claim(record.disease, code, "case", "total", "confirmed", "-", None, day)
    return record.value(claim), claim


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
        return (_cell(place, None, None),)
    width = 100 * rate // highest if highest else 0
    bar = el(
        "svg", el("rect", width=max(0, width), height="8"), viewBox="0 0 100 8", preserveAspectRatio="none",
        class_="meter", aria_hidden="true", width="100", height="8",
    )  # fmt: skip
    return bar, el("span", place.words.rate(rate))


def _news(place: Place, day: date) -> Html:
    return el("div", _disputes(place, day), _bulletins(place), class_="columns")


def _disputes(place: Place, day: date) -> Html:
    record, say = place.record, place.words
    claims = [claim for claims in record.by_day[day].values() for claim in claims]
    disputed = [claim for claim in claims if record.is_disputed(claim)]
    items = [el("li", dispute(place, claim)) for claim in disputed]
    body = el("ul", *items, class_="disputes") if items else el("p", say("no-disputes"))
    more = el("p", el("a", say("all-disputes"), href=place.to("corrections.html")), class_="more")
    return el("section", el("h2", say("disputes-heading")), body, more, class_="card")


def dispute(place: Place, claim: Claim) -> Html:
    """One claim in dispute: what it counts, the value settled on, and who says otherwise."""
    say, record = place.words, place.record
    settled = record.settled[claim].figure
    others = {figure.value: figure for figure in record.statements[claim] if figure.value != settled.value}
    where = name(place.language, claim.area, claim.end)
    label = f"{where}: {kind(say, claim, record.disease)}"
    value = linked(place, claim, settled.value) if claim.end else say.number(settled.value)
    said = [
        el(
            "li",
            el("strong", say.number(figure.value)),
            " ",
            publisher(say, figure.source.attributed or figure.source.publisher),
        )
        for figure in others.values()
    ]
    return el(
        "div",
        el("p", label, class_="what"),
        el("p", value, class_="value"),
        el("p", say("also-stated")),
        el("ul", *said),
    )


def _bulletins(place: Place) -> Html:
    say = place.words
    mine = [(day, kind_) for kind_, day, language in place.record.bulletins if language == place.language]
    newest = sorted(mine, reverse=True)[:_NEWEST]
    items = []
    for day, kind_ in newest:
        text = place.record.bulletins[kind_, day, place.language]
        link = el("a", bulletin_name(place, kind_), href=place.to(f"{day_path(day)}#bulletins"))
        items.append(
            el(
                "li",
                el("p", link, " ", el("small", say.day(day)), class_="what"),
                el("p", clip(text, 220), class_="said"),
            )
        )
    body = el("ul", *items, class_="bulletins") if items else el("p", say("no-bulletins"))
    more = el("p", el("a", say("all-days"), href=place.to("days.html")), class_="more")
    return el("section", el("h2", say("bulletins-heading")), body, more, class_="card")


def bulletin_name(place: Place, kind_: str) -> str:
    """What a kind of bulletin is called; the kind itself where we have no name for it."""
    return place.words.or_else(f"bulletin-{kind_}", clip(kind_)) if kind_.isalpha() else clip(kind_)
