"""The archive: every day with figures, by year and month, as a calendar."""

from datetime import date
from itertools import groupby

from esep.site.html import Html, el
from esep.site.page import crumbs, page
from esep.site.place import Place
from esep.site.record import day_path


def days_page(place: Place) -> tuple[str, bytes]:
    """Every day with figures, the last year and month first. Where scripts run, a day can be typed in as well."""
    say, known = place.words, place.record.days
    years = [(year, sorted(days)) for year, days in groupby(reversed(known), key=lambda day: day.year)]
    body = el(
        "div",
        crumbs(place),
        el("h1", say("nav-days")),
        el("p", say("days-note"), class_="note"),
        _jump(place) if known else None,
        _years(place, [year for year, _ in years]) if len(years) > 1 else None,
        *(_year(place, year, days) for year, days in years),
        class_="wide",
    )
    return page(place, say("nav-days"), body, section="days")


def _jump(place: Place) -> Html:
    """A field for a day: the page's own script shows it and leads to the day."""
    say, known = place.words, place.record.days
    return el(
        "p",
        el("label", say("jump"), for_="jump"),
        " ",
        el("input", type="date", id="jump", min=known[0].isoformat(), max=known[-1].isoformat()),
        " ",
        el("span", "", role="status", data_none=say("jump-none")),
        class_="jump",
        hidden=True,
    )


def _years(place: Place, years: list[int]) -> Html:
    links = [el("li", el("a", str(year), href=f"#y{year}")) for year in years]
    return el("nav", el("ul", *links), class_="contents", aria_label=place.words("years"))


def _year(place: Place, year: int, days: list[date]) -> Html:
    months = [_month(place, list(group)) for _, group in groupby(days, key=lambda day: day.month)]
    heading = el("h2", str(year), id=f"y{year}")
    return el("section", heading, el("div", *reversed(months), class_="months"))


def _month(place: Place, days: list[date]) -> Html:
    say = place.words
    links = [
        el(
            "li",
            el("a", str(day.day), href=place.to(day_path(day)), aria_label=say.day(day), class_=_mark(place, day)),
            class_=f"w{day.isoweekday()}",
        )
        for day in days
    ]
    names = el("p", *(el("span", weekday) for weekday in say.weekdays()), class_="calendar", aria_hidden="true")
    return el("section", el("h3", say.month(days[0])), names, el("ul", *links, class_="calendar"), class_="card month")


def _mark(place: Place, day: date) -> str | None:
    """A day on which something is in dispute is marked."""
    return "in-dispute" if day in place.record.disputed_days else None
