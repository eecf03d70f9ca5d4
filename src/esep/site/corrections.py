"""Corrections that a person signed, and every dispute: open, or explained."""

from esep.document import Document
from esep.figure import Figure
from esep.site.html import Html, clip, el
from esep.site.page import Place, crumbs, page
from esep.site.parts import kind, linked, name, table
from esep.site.record import document_path
from esep.site.why import dispute_row, is_explained


def corrections_page(place: Place) -> tuple[str, bytes]:
    """The signed corrections, latest first, then the disputes of every day, latest first."""
    say, record = place.words, place.record
    disputed = sorted(
        (claim for claim, settlement in record.settled.items() if settlement.disputed),
        key=lambda claim: (str(claim.end or ""), str(claim)),
        reverse=True,
    )
    explained = {claim: is_explained(record, claim) for claim in disputed}
    heads = (say("date"), say("what"), say("settled-on"), say("also-stated"), say("rule-head"), say("explanation"))
    sections = []
    for state in ("open", "explained"):
        rows = [dispute_row(place, claim) for claim in disputed if explained[claim] == (state == "explained")]
        body = (
            el("div", table(say(f"disputes-{state}"), heads, rows, "list disputes-table"), class_="card")
            if rows
            else el("p", say("none"), class_="note")
        )
        sections.append(el("section", el("h2", say(f"disputes-{state}"), id=state), body))
    body = el(
        "div",
        crumbs(place),
        el("h1", say("nav-corrections")),
        el("p", say("corrections-note"), class_="note"),
        _signed(place),
        *sections,
        class_="wide",
    )
    return page(place, say("nav-corrections"), body, section="corrections")


def _signed(place: Place) -> Html:
    say, record = place.words, place.record
    signed = [document for document in record.documents.values() if document.by]
    signed.sort(key=lambda document: (str(document.issued or ""), document.id), reverse=True)
    stated: dict[str, list[Figure]] = {document.id: [] for document in signed}
    for figures in record.statements.values():
        for figure in figures:
            if figure.source.document in stated:
                stated[figure.source.document].append(figure)
    items = [_correction(place, document, stated[document.id]) for document in signed]
    body = el("div", *items) if items else el("p", say("no-corrections"), class_="note")
    return el("section", el("h2", say("signed-corrections"), id="signed"), body)


def _correction(place: Place, document: Document, figures: list[Figure]) -> Html:
    say, record = place.words, place.record
    rows = []
    for figure in figures:
        claim = figure.claim
        label = f"{name(place.language, claim.area, claim.end)}: {kind(say, claim, record.disease)}"
        before = sorted({other.value for other in record.statements[claim]} - {figure.value})
        value = linked(place, claim, figure.value) if claim.end else say.number(figure.value)
        was = [el("small", say("instead-of", values="; ".join(map(say.number, before))))] if before else []
        rows.append(el("li", label, " ", value, " ", *was, el("small", say.day(claim.end) if claim.end else None)))
    return el(
        "article",
        el("h3", el("bdi", clip(document.by or ""))),
        el("p", say.issued(document.issued, record.zone), class_="meta"),
        el("p", say("reason", reason=clip(document.reason or say("no-reason"), 1000))),
        el("ul", *rows) if rows else None,
        el("p", el("a", say("whole-document"), href=place.root + document_path(document.id)), class_="links"),
        class_="card",
    )
