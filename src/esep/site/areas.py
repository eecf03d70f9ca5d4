"""An area's page: today, the trend, every chart of it, both case definitions apart and together."""

from collections.abc import Iterable
from datetime import date

from esep import terms
from esep.site.bars import bars, weeks
from esep.site.cards import cards, tracks
from esep.site.changes import changes
from esep.site.html import Html, el
from esep.site.lines import Line, lines, point_cell
from esep.site.page import crumbs, page
from esep.site.parts import name, row, table
from esep.site.picture import shared
from esep.site.place import Place
from esep.site.record import Kind, area_path, day_path
from esep.site.series import stated, together
from esep.site.trend import trend

_SETTINGS = ("hospital", "home")
_GRAVITY = ("severe", "critical", "ventilated")
_DOSES = ("dose1", "dose2", "dose")


def area_page(place: Place, code: str) -> tuple[str, bytes]:
    """Everything of an area of the site: the country, or one of its regions."""
    say, record = place.words, place.record
    day = record.last_day(code)
    where = name(place.language, code, day)
    link = el("a", el("time", say.weekday(day), datetime=day.isoformat()), href=place.to(day_path(day)))
    body = el(
        "div",
        crumbs(place, (say("regions-heading"), "index.html#regions")),
        el("p", record.disease, class_="eyebrow"),
        el("h1", where),
        el("p", link, class_="lead"),
        cards(place, day, code, trend(place, day, code)),
        *tracks(place, day, code),
        section(
            say("chart-heading"),
            bars(place, Kind(code, "case", "new"), day),
            weeks(place, Kind(code, "case", "new"), day),
            note=say("chart-note"),
        ),
        definitions(place, code, day),
        *(_outcome(place, code, event, day) for event in ("death", "recovery")),
        patients(place, code, day),
        section(say("tests-heading"), *tests(place, code, day)),
        _others(place, code, day),
        class_="wide",
    )  # fmt: skip
    return page(place, where, body, description=f"{where}. {record.disease}", picture=shared(place, code))


def section(heading: str, *charts: Html | None, note: str = "") -> Html | None:
    """A heading and what stands below it. Missing: None where nothing does."""
    if not any(charts):
        return None
    return el("section", el("h2", heading), el("p", note, class_="note") if note else None, *charts)


def definitions(place: Place, code: str, day: date, event: str = "case") -> Html | None:
    """The totals of confirmed and of probable cases apart, and together, where they are stated or can be added."""
    say, record = place.words, place.record
    kinds = [Kind(code, event, "total", definition) for definition in ("confirmed", "probable", "all")]
    confirmed, probable, both = (stated(record, kind, day) for kind in kinds)
    both = {**together(confirmed, probable), **both}
    labels = [say(f"definition-{name}") for name in ("confirmed", "probable", "all")]
    several = [
        Line(f"{label[:1].upper()}{label[1:]}", points)
        for label, points in zip(labels, (confirmed, probable, both), strict=True)
        if points
    ]
    title = say.kind(event, "total", "confirmed", "-")
    marks = changes(record.area, record.disease, event, "confirmed", *(("probable", "all") if probable or both else ()))
    return section(
        say("totals-heading", kind=title),
        _side_by_side(place, code, day) if event == "case" and (probable or both) else None,
        lines(place, f"total-{event}", title, several, marks),
        note=say("totals-note") if probable or both else "",
    )


def _side_by_side(place: Place, code: str, day: date) -> Html | None:
    """Confirmed, probable and both, of the last day on which an event is told of the probable."""
    say, record = place.words, place.record
    rows = []
    for event in ("case", "recovery", "death"):
        kinds = [Kind(code, event, "total", definition) for definition in ("confirmed", "probable", "all")]
        confirmed, probable, both = (stated(record, kind, day) for kind in kinds)
        both = {**together(confirmed, probable), **both}
        if known := max(both or probable, default=None):
            found = [points.get(known) for points in (confirmed, probable, both)]
            cells = (point_cell(place, point) for point in found)
            rows.append(row(say.kind(event, "total", "confirmed", "-"), *cells, say.day(known)))
    heads = [say("what"), *(say(f"definition-{name}") for name in ("confirmed", "probable", "all")), say("date")]
    return el("div", table(say("definitions-caption"), heads, rows, "numbers"), class_="card") if rows else None


def _outcome(place: Place, code: str, event: str, day: date) -> Html | None:
    """The deaths, new by day and in total; the recoveries in total."""
    new = bars(place, Kind(code, event, "new"), day, event) if event == "death" else None
    return section(place.words(f"event-{event}"), new, in_total(place, Kind(code, event, "total"), day))


def in_total(place: Place, kind: Kind, day: date) -> Html | None:
    """The line of a total."""
    label = place.words.kind(kind.event, kind.measure, kind.definition, kind.group)
    return lines(place, f"total-{kind.event}", label, [Line(label, stated(place.record, kind, day))])


def patients(place: Place, code: str, day: date) -> Html | None:
    """People under treatment: where they are treated, and how grave their state is."""
    say = place.words
    return section(
        say("event-patient"),
        _groups(place, "setting", code, day, (terms.EVERYONE, *_SETTINGS)),
        _groups(place, "gravity", code, day, _GRAVITY),
    )


def _groups(place: Place, key: str, code: str, day: date, groups: Iterable[str]) -> Html | None:
    say = place.words
    several = []
    for group in groups:
        label = say("everyone") if group == terms.EVERYONE else say(f"group-{group}")
        points = stated(place.record, Kind(code, "patient", "current", "confirmed", group), day)
        several.append(Line(f"{label[:1].upper()}{label[1:]}", points))
    return lines(place, key, say(f"patients-{key}"), several)


def tests(place: Place, code: str, day: date) -> list[Html | None]:
    """Tests and doses, new by day and in total, where they are known."""
    say, record = place.words, place.record
    found: list[Html | None] = []
    for event, definition in (("test", "all"), ("test", "-"), *((dose, "-") for dose in _DOSES)):
        key = event if definition == "all" else f"{event}s"
        found.append(bars(place, Kind(code, event, "new", definition), day, f"{key}-new"))
        label = say.kind(event, "total", definition, "-")
        total = Line(label, stated(record, Kind(code, event, "total", definition), day))
        found.append(lines(place, f"{key}-total", label, [total]))
    return found


def _others(place: Place, code: str, day: date) -> Html:
    """The way to the other areas."""
    say = place.words
    links = [
        el(
            "li",
            el(
                "a",
                name(place.language, other, day),
                href=place.to(area_path(other)),
                aria_current="page" if other == code else None,
            ),
        )
        for other in place.record.areas
    ]
    return el("nav", el("h2", say("other-areas")), el("ul", *links), class_="contents", aria_label=say("other-areas"))
