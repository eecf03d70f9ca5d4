"""Corrections that a person signed, problems that a person signed off, and every dispute: open, or explained."""

from collections import defaultdict
from collections.abc import Sequence

from esep.document import Document
from esep.figure import Claim, Figure
from esep.problem import Problem
from esep.signed import RULES, is_retraction, signed_off
from esep.site.html import Html, clip, el
from esep.site.page import crumbs, page
from esep.site.parts import LISTED, all_listed, badge, explanation, kind, linked, name, table, withdrawal
from esep.site.place import Place
from esep.site.record import Record, day_path, document_path
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
        _signed_off(place),
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
    rows = [_row(place, claim, *_explained(place, claim)) for claim in claims[:LISTED]]
    body = table(say(f"disputes-{state}"), heads, rows, "list disputes-table")
    empty = el("p", say("none"), class_="note")
    inner = el("div", body, class_="card") if rows else empty
    whole = all_listed(place, len(claims), "data/settled.csv")
    return el("section", el("h2", say(f"disputes-{state}"), id=state), inner, whole)


def _explained(place: Place, claim: Claim) -> tuple[Html, ...]:
    rule = rule_text(place, place.record.settled[claim].rule)
    said = [explanation(place, problem) for problem in place.record.explained(claim)]
    return el("td", rule), el("td", *said)


def _noted(place: Place, claims: Sequence[Claim]) -> Html:
    """The many that are but notes, folded away and without their texts, which stand on the pages they lead to."""
    say = place.words
    heads = (say("date"), say("what"), say("settled-on"), say("also-stated"))
    inner = table(say("disputes-noted"), heads, [_row(place, claim) for claim in claims[:LISTED]], "list")
    summary = el("summary", f"{say('disputes-noted')} ({say.number(len(claims))})")
    whole = all_listed(place, len(claims), "data/settled.csv")
    return el("section", el("details", summary, inner, whole, class_="card"), id="noted")


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
    items = [_correction(place, document, figures) for document, figures in corrections(record)]
    body = el("div", *items) if items else el("p", say("no-corrections"), class_="note")
    return el("section", el("h2", say("signed-corrections"), id="signed"), body)


def corrections(record: Record) -> list[tuple[Document, list[Figure]]]:
    """The documents that a person signed, the latest issued first, each with what it corrects and withdraws."""
    return record.once("corrections", lambda: _corrections(record))


def _corrections(record: Record) -> list[tuple[Document, list[Figure]]]:
    stated: dict[str, list[Figure]] = defaultdict(list)
    for figure in record.figures:
        if figure.source.rule in RULES:
            stated[figure.source.document].append(figure)
    signed = [document for document in record.documents.values() if document.by and document.id in stated]
    signed.sort(key=_latest, reverse=True)
    return [(document, stated[document.id]) for document in signed]


def sign_offs(record: Record) -> list[Document]:
    """The documents by which a person let a release go out in spite of a problem, the latest issued first."""
    signed = [record.documents[name] for name in record.sign_offs if name in record.documents]
    return sorted(signed, key=_latest, reverse=True)


def signed_problem(record: Record, document: Document) -> Problem | None:
    """The problem that a sign-off is for. Missing: None where it stands there no longer."""
    by_id = record.once("problems by id", lambda: {problem.id: problem for problem in record.problems})
    return by_id.get(signed_off(document))


def _latest(document: Document) -> tuple[str, str]:
    return str(document.issued or ""), document.id


def _signed_off(place: Place) -> Html | None:
    """Known problems with which figures were released all the same, and who took that upon them. Missing: None where
    there are none."""
    say = place.words
    found = sign_offs(place.record)
    if not found:
        return None
    items = [_sign_off(place, document, signed_problem(place.record, document)) for document in found]
    note = el("p", say("signed-off-note"), class_="note")
    return el("section", el("h2", say("signed-off"), id="signed-off"), note, el("div", *items))


def _sign_off(place: Place, document: Document, problem: Problem | None) -> Html:
    say = place.words
    return _card(place, document, explanation(place, problem) if problem else el("p", say("signed-off-gone")))


def effect(place: Place, figure: Figure) -> str | None:
    """What a signed figure does: it takes the place of other values, withdraws its value, or lets it stand again.
    Missing: None where nobody stated another value."""
    say, record = place.words, place.record
    if is_retraction(figure):
        return say("stands-again" if _restores(record, figure) else "withdrawn")
    before = sorted({other.value for other in record.statements[figure.claim]} - {figure.value})
    return say("instead-of", values="; ".join(map(say.number, before))) if before else None


def _restores(record: Record, retraction: Figure) -> bool:
    """Whether it withdraws a retraction, so that what that withdrew stands again."""
    return any(name in record.retractions for name in retraction.source.of)


def _does(place: Place, figure: Figure) -> Html | None:
    text = effect(place, figure)
    if text is None or not is_retraction(figure):
        return el("small", text) if text else None
    return badge(text, "stated" if _restores(place.record, figure) else "disputed")


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
    return _card(place, document, el("ul", *rows) if rows else None)


def _card(place: Place, document: Document, what: Html | None) -> Html:
    """Who signed what, when and why."""
    say = place.words
    return el(
        "article",
        el("h3", el("bdi", clip(document.by or ""))),
        el("p", say.issued(document.issued, place.record.zone), class_="meta"),
        el("p", say("reason", reason=clip(document.reason or say("no-reason"), 1000))),
        what,
        el("p", el("a", say("whole-document"), href=place.root + document_path(document.id)), class_="links"),
        class_="card",
    )
