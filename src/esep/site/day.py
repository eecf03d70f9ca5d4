"""A day's page."""

from datetime import date
from itertools import groupby

from esep.figure import Claim
from esep.site.areas import section
from esep.site.front import bulletin_name
from esep.site.html import Html, clip, el
from esep.site.map import region_map
from esep.site.page import crumbs, page
from esep.site.parts import explanation, kind, language_name, language_tag, linked, name, publisher, row, table
from esep.site.place import Place
from esep.site.record import area_slug, day_path, document_path
from esep.terms import Severity


def day_page(place: Place, day: date) -> tuple[str, bytes]:
    """Everything of one day: figures by area and kind, bulletins, problems, documents."""
    say, record = place.words, place.record
    by_area = record.by_day[day]
    body = el(
        "div",
        crumbs(place, (say("nav-days"), "days.html")),
        el("p", say("figures-of"), class_="eyebrow"),
        el("h1", el("time", say.weekday(day), datetime=day.isoformat())),
        _neighbours(place, day),
        _national(place, by_area.get(record.area, ())),
        section(say("map-heading"), region_map(place, day, of_day=True)),
        *_matrices(place, day),
        _bulletins(place, day),
        _problems(place, day),
        _documents(place, day),
        class_="wide",
    )
    return page(place, say.day(day), body, section="days", lasting=True)


def _neighbours(place: Place, day: date) -> Html:
    say, known = place.words, place.record.days
    at = place.record.place_of[day]
    before = known[at - 1] if at else None
    after = known[at + 1] if at + 1 < len(known) else None
    links = [
        el("a", f"← {say.day(before)}", rel="prev", href=place.to(day_path(before))) if before else el("span", ""),
        el("a", f"{say.day(after)} →", rel="next", href=place.to(day_path(after))) if after else None,
    ]
    return el("nav", *links, class_="neighbours", aria_label=say("nav-neighbours"))


def _national(place: Place, claims: tuple[Claim, ...]) -> Html | None:
    if not claims:
        return None
    say, record = place.words, place.record
    rows = [
        el(
            "tr",
            el("th", kind(say, claim, record.disease), scope="row"),
            el("td", linked(place, claim, record.value(claim))),
            el("td", say.number(len(record.statements[claim]))),
        )
        for claim in claims
    ]
    where = name(place.language, record.area, claims[0].end)
    heads = (say("what"), say("value"), say("statements"))
    inner = table(say("day-caption", area=where), heads, rows, "numbers list")
    return el("section", el("h2", where, id=area_slug(record.area)), el("div", inner, class_="card"))


def _matrices(place: Place, day: date) -> list[Html]:
    """Areas by kinds: a table for each disease, so that none grows wider than it must."""
    say, record = place.words, place.record
    areas = [code for code in record.by_day[day] if code != record.area]
    columns = sorted({c._replace(area="") for code in areas for c in record.by_day[day][code]}, key=_column)
    found = []
    seen: set[str] = set()
    for (disease, definition), group in groupby(columns, key=lambda c: (c.disease, c.definition)):
        kinds = list(group)
        rows = []
        for code in areas:
            stated = [kind_._replace(area=code) for kind_ in kinds]
            if any(claim in record.statements for claim in stated):
                cells = [linked(place, claim, record.value(claim)) for claim in stated]
                anchor = None if code in seen else area_slug(code)
                seen.add(code)
                head = el("th", name(place.language, code, day), scope="row", id=anchor)
                rows.append(el("tr", head, *(el("td", cell) for cell in cells)))
        heads = (say("region"), *(kind(say, kind_, record.disease) for kind_ in kinds))
        told = [clip(disease), *([] if definition == "-" else [say(f"definition-{definition}")])]
        caption = f"{say('matrix-caption')}: {', '.join(told)}"
        found.append(el("div", table(caption, heads, rows, "numbers"), class_="card"))
    return [el("section", el("h2", say("regions-heading")), *found)] if found else []


def _column(claim: Claim) -> tuple[str, ...]:
    order = {"case": "0", "recovery": "1", "death": "2", "patient": "3"}
    start = claim.start.isoformat() if claim.start else ""
    return (claim.disease, claim.definition, order.get(claim.event, claim.event), claim.measure, claim.group, start)


def _bulletins(place: Place, day: date) -> Html | None:
    say = place.words
    items = [
        el("article", el("h3", bulletin_name(place, kind_)), el("div", text, class_="said bulletin"), class_="card")
        for kind_, text in place.record.bulletins_on(day, place.language).items()
    ]
    if not items:
        return None
    return el("section", el("h2", say("bulletins-of-day"), id="bulletins"), *items)


def _problems(place: Place, day: date) -> Html | None:
    problems = place.record.problems_on(day)
    if not problems:
        return None
    said = [explanation(place, problem) for problem in problems if problem.severity != Severity.NOTE]
    notes = [explanation(place, problem) for problem in problems if problem.severity == Severity.NOTE]
    if notes:
        summary = el("summary", f"{place.words('severity-note')} ({len(notes)})")
        said.append(el("details", summary, *notes))
    return el("section", el("h2", place.words("problems-heading"), id="problems"), el("div", *said, class_="card"))


def _documents(place: Place, day: date) -> Html | None:
    record = place.record
    names = record.documents_by_day.get(day, ())
    if not names:
        return None
    rows = [document_row(place, known) for known in names]
    heads = document_heads(place)
    inner = table(place.words("documents-of-day"), heads, rows, "list")
    return el("section", el("h2", place.words("documents-of-day"), id="documents"), el("div", inner, class_="card"))


def document_heads(place: Place) -> tuple[str, ...]:
    """Heads of a table of documents."""
    say = place.words
    return (say("document"), say("issued"), say("publisher"), say("language"))


def document_row(place: Place, known_as: str) -> Html:
    """A document in a table of documents."""
    say, document = place.words, place.record.documents[known_as]
    title = document.title or " ".join(document.text[:400].split()) or known_as
    link = el("a", clip(title, 90), href=place.root + document_path(known_as), lang=language_tag(document.language))
    issued = say.issued(document.issued, place.record.zone)
    return row(link, issued, publisher(say, document.publisher), language_name(say, document.language))
