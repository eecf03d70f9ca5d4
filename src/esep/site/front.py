"""The front page: the last day's national numbers, the chart, the regions, what is in dispute, the bulletins."""

from datetime import date
from itertools import islice

from esep.figure import Claim
from esep.site.areas import section
from esep.site.bars import bars
from esep.site.cards import cards, main_stats, tracks
from esep.site.html import Html, clip, el
from esep.site.indicator import indicators
from esep.site.map import region_map
from esep.site.page import page, site_name
from esep.site.parts import kind, linked, name, publisher
from esep.site.picture import shared
from esep.site.place import Place
from esep.site.record import Kind, day_path
from esep.site.regions import regions
from esep.site.trend import trend

_NEWEST = 4
_MOST_DISPUTES = 8


def front(place: Place) -> tuple[str, bytes]:
    """The front page of a language."""
    record, say = place.record, place.words
    day = record.front_day
    title = site_name(place)
    if day is None:
        empty = el("div", el("h1", title), el("p", say("nothing-yet")), class_="wide hero")
        return page(place, title, empty, section="front", picture=shared(place, record.area))
    by_region = regions(place, day)
    body = el(
        "div",
        cards(place, day, record.area, trend(place, day, record.area)),
        *tracks(place, day, record.area),
        section(say("chart-heading"), bars(place, Kind(record.area, "case", "new"), day), note=say("chart-note")),
        section(say("map-heading"), region_map(place, day), more(place, "all-maps", "map.html")),
        by_region,
        indicators(place),
        el("div", _disputes(place, day), _bulletins(place), class_="columns"),
        class_="wide",
    )
    numbers = "; ".join(f"{stat.label}: {say.number(stat.value)}" for stat in main_stats(place))
    return page(
        place,
        title,
        _hero(place, day, title, by_region is not None),
        body,
        section="front",
        description=f"{say.day(day)}. {numbers}",
        picture=shared(place, record.area),
    )


def more(place: Place, message: str, path: str) -> Html:
    """A link to where there is more."""
    return el("p", el("a", place.words(message), href=place.to(path)), class_="more")


def _hero(place: Place, day: date, title: str, by_region: bool) -> Html:
    say = place.words
    when = el("a", el("time", say.weekday(day), datetime=day.isoformat()), href=place.to(day_path(day)))
    ways = [("nav-map", place.to("map.html")), ("nav-compare", place.to("compare.html"))]
    if by_region:
        ways.insert(0, ("my-region", "#regions"))
    links = el("ul", *(el("li", el("a", say(message), href=to)) for message, to in ways), class_="ways")
    inner = (el("p", say("latest"), class_="eyebrow"), el("h1", title), el("p", when, class_="lead"), links)
    return el("div", el("div", *inner, class_="wide"), class_="hero")


def _disputes(place: Place, day: date) -> Html:
    """What is in dispute on the day, the first of many; the rest is a page away."""
    record, say = place.record, place.words
    disputed = [claim for claims in record.by_day[day].values() for claim in claims if record.is_disputed(claim)]
    items = [el("li", _dispute(place, claim)) for claim in disputed[:_MOST_DISPUTES]]
    body = el("ul", *items, class_="disputes") if items else el("p", say("no-disputes"))
    link = more(place, "all-disputes", "corrections.html")
    return el("section", el("h2", say("disputes-heading")), body, link, class_="card")


def _dispute(place: Place, claim: Claim) -> Html:
    """One claim in dispute: what it counts, the value settled on, and who says otherwise."""
    say, record = place.words, place.record
    settled = record.settled[claim].figure
    others = {figure.value: figure.source for figure in record.statements[claim] if figure.value != settled.value}
    said = [
        el("li", el("strong", say.number(value)), " ", publisher(say, source.attributed or source.publisher))
        for value, source in others.items()
    ]
    return el(
        "div",
        el("p", f"{name(place.language, claim.area, claim.end)}: {kind(say, claim, record.disease)}", class_="what"),
        el("p", linked(place, claim, settled.value), class_="value"),
        el("p", say("also-stated"), class_="note"),
        el("ul", *said),
    )


def _bulletins(place: Place) -> Html:
    say, items = place.words, []
    for day, kind_, text in islice(place.record.latest_bulletins(place.language), _NEWEST):
        link = el("a", bulletin_name(place, kind_), href=place.to(f"{day_path(day)}#bulletins"))
        head = el("p", link, " ", el("small", say.day(day)), class_="what")
        items.append(el("li", head, el("p", _opening(text), class_="said")))
    body = el("ul", *items, class_="bulletins") if items else el("p", say("no-bulletins"))
    link = more(place, "all-days", "days.html")
    return el("section", el("h2", say("bulletins-heading")), body, link, class_="card")


def _opening(text: str) -> str:
    """The first words after a bulletin's head."""
    _, _, after = text.strip().partition("\n\n")
    return clip(" ".join((after or text)[:400].split()), 200)


def bulletin_name(place: Place, kind_: str) -> str:
    """What a kind of bulletin is called; the kind itself where we have no name for it."""
    return place.words.or_else(f"bulletin-{kind_}", clip(kind_)) if kind_.isalpha() else clip(kind_)
