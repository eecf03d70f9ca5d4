"""Corrections that a person signed, and every dispute: open, or explained."""

from collections.abc import Sequence

from esep.document import Document
from esep.figure import Claim, Figure
from esep.signed import is_retraction
from esep.site.html import Html, clip, el
from esep.site.page import crumbs, page
from esep.site.parts import badge, explanation, kind, linked, name, table, withdrawal
from esep.site.place import Place
from esep.site.record import day_path, document_path
from esep.site.why import rule_text


def corrections_page(place: Place) -> tuple[str, bytes]:
    """The signed corrections, latest first, then the disputes of every day, latest first."""
    say = place.words
    noted = [claim for claim, state in place.record.disputes.items() if state == "noted"]
    body = el(
        "div",
        crumbs(place),
        el("h1", say("nav-corrections")),
        el("p", say("corrections-note"), class_="note"),
        _signed(place),
        _disputes(place, "open"),
        _disputes(place, "explained"),
        _noted(place, noted) if noted else None,
        class_="wide",
    )
    return page(place, say("nav-corrections"), body, section="corrections")


def _disputes(place: Place, state: str) -> Html:
    say = place.words
    claims = [claim for claim, found in place.record.disputes.items() if found == state]
    heads = (say("date"), say("what"), say("settled-on"), say("also-stated"), say("rule-head"), say("explanation"))
    rows = [_row(place, claim, *_explained(place, claim)) for claim in claims]
    body = table(say(f"disputes-{state}"), heads, rows, "list disputes-table")
    empty = el("p", say("none"), class_="note")
    return el(
        "section", el("h2", say(f"disputes-{state}"), id=state), el("div", body, class_="card") if rows else empty
    )


def _explained(place: Place, claim: Claim) -> tuple[Html, ...]:
    rule = rule_text(place, place.record.settled[claim].rule)
    said = [explanation(place, problem) for problem in place.record.explained(claim)]
    return el("td", rule), el("td", *said)


def _noted(place: Place, claims: Sequence[Claim]) -> Html:
    """The many that are but notes, folded away and without their texts, which stand on the pages they lead to."""
    say = place.words
    heads = (say("date"), say("what"), say("settled-on"), say("also-stated"))
    inner = table(say("disputes-noted"), heads, [_row(place, claim) for claim in claims], "list")
    summary = el("summary", f"{say('disputes-noted')} ({say.number(len(claims))})")
    return el("section", el("details", summary, inner, class_="card"), id="noted")


def _row(place: Place, claim: Claim, *more: Html) -> Html:
    say, record = place.words, place.record
    settled = record.settled[claim]
    others = sorted({figure.value for figure in record.standing(claim)} - {settled.figure.value})
    day = el("a", say.day(claim.end), href=place.to(day_path(claim.end))) if claim.end else say("undated")
    value = linked(place, claim, settled.figure.value) if claim.end else say.number(settled.figure.value)
    label = f"{name(place.language, claim.area, claim.end)}: {kind(say, claim, record.disease)}"
    cells = (el("td", day), el("th", label, scope="row"), el("td", value), el("td", "; ".join(map(say.number, others))))
    return el("tr", *cells, *more)


def _signed(place: Place) -> Html:
    say, record = place.words, place.record
    signed = [document for document in record.documents.values() if document.by]
    signed.sort(key=lambda document: (str(document.issued or ""), document.id), reverse=True)
    stated: dict[str, list[Figure]] = {document.id: [] for document in signed}
    for figure in record.figures:
        if figure.source.document in stated:
            stated[figure.source.document].append(figure)
    items = [_correction(place, document, stated[document.id]) for document in signed]
    body = el("div", *items) if items else el("p", say("no-corrections"), class_="note")
    return el("section", el("h2", say("signed-corrections"), id="signed"), body)


def _does(place: Place, figure: Figure) -> Html | None:
    """What a signed figure does: it takes the place of other values, withdraws its value, or lets it stand again."""
    say, record = place.words, place.record
    if is_retraction(figure):
        again = any(name in record.retractions for name in figure.source.of)
        return badge(say("stands-again"), "stated") if again else badge(say("withdrawn"), "disputed")
    before = sorted({other.value for other in record.statements[figure.claim]} - {figure.value})
    return el("small", say("instead-of", values="; ".join(map(say.number, before)))) if before else None


def _correction(place: Place, document: Document, figures: list[Figure]) -> Html:
    say, record = place.words, place.record
    rows = []
    for figure in figures:
        claim = figure.claim
        label = f"{name(place.language, claim.area, claim.end)}: {kind(say, claim, record.disease)}"
        value = linked(place, claim, figure.value) if claim.end else say.number(figure.value)
        day = el("small", say.day(claim.end) if claim.end else None)
        does = _does(place, figure)
        parts = (label, " ", value, " ", does, " " if does else None, day, *withdrawal(place, figure))
        rows.append(el("li", *parts))
    return el(
        "article",
        el("h3", el("bdi", clip(document.by or ""))),
        el("p", say.issued(document.issued, record.zone), class_="meta"),
        el("p", say("reason", reason=clip(document.reason or say("no-reason"), 1000))),
        el("ul", *rows) if rows else None,
        el("p", el("a", say("whole-document"), href=place.root + document_path(document.id)), class_="links"),
        class_="card",
    )
