"""An indicator's page: what is counted, for the country as charts and by region as a table."""

from datetime import date

from esep.site.areas import definitions, in_total, patients, section
from esep.site.bars import bars, weeks
from esep.site.html import Html, el
from esep.site.language import Words
from esep.site.page import crumbs, page
from esep.site.place import Place
from esep.site.record import Indicator, Kind, day_path, indicator_path
from esep.site.regions import regions


def indicator_page(place: Place, indicator: Indicator) -> tuple[str, bytes]:
    """The country's charts of an indicator, and its table of regions."""
    say, record = place.words, place.record
    event, definition = indicator
    day = max(day for kind, day in record.last_of_kind.items() if (kind.event, kind.definition) == indicator)
    link = el("a", el("time", say.weekday(day), datetime=day.isoformat()), href=place.to(day_path(day)))
    title, note = indicator_name(say, indicator), say.or_else(f"track-{definition}-note", "")
    body = el(
        "div",
        crumbs(place),
        el("p", say("indicator"), class_="eyebrow"),
        el("h1", title),
        el("p", link, class_="lead"),
        el("p", note, class_="note") if note else None,
        *_charts(place, indicator, day),
        regions(place, day, event, definition),
        indicators(place, indicator),
        class_="wide",
    )  # fmt: skip
    return page(place, title, body)


def _charts(place: Place, indicator: Indicator, day: date) -> list[Html | None]:
    """New by day, new by week, totals; of patients where and how gravely ill they are."""
    say, (event, definition) = place.words, indicator
    new = Kind(place.record.area, event, "new", definition)
    if event == "patient":
        return [patients(place, new.area, day)]
    kind = say.kind(event, "new", definition, "-")
    if (event, definition) == ("case", "confirmed"):
        total = definitions(place, new.area, day)
    else:
        total = section(say.kind(event, "total", definition, "-"), in_total(place, new._replace(measure="total"), day))
    return [section(kind, bars(place, new, day), weeks(place, new, day), note=say("chart-note")), total]


def indicator_name(say: Words, indicator: Indicator) -> str:
    """What an indicator is called: 'Deaths', 'Cases, probable'."""
    event, definition = indicator
    several = say.or_else(f"indicator-{event}", event)
    return (
        several
        if definition in ("confirmed", "-") or event == "test"
        else f"{several}, {say(f'definition-{definition}')}"
    )


def indicators(place: Place, here: Indicator | None = None) -> Html:
    """The way to each indicator."""
    say = place.words
    links = [
        el(
            "li",
            el(
                "a",
                indicator_name(say, one),
                href=place.to(indicator_path(one)),
                aria_current="page" if one == here else None,
            ),
        )
        for one in place.record.indicators
    ]
    return el("nav", el("h2", say("indicators")), el("ul", *links), class_="contents", aria_label=say("indicators"))
