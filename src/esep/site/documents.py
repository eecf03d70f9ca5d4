"""All documents, and the whole text of each with every figure marked."""

import re
from collections.abc import Iterator, Sequence

from esep.document import Document
from esep.figure import Figure
from esep.site.day import document_heads, document_row
from esep.site.html import Html, Node, clip, el
from esep.site.language import LANGUAGES
from esep.site.page import crumbs, page
from esep.site.parts import LISTED, all_listed, kind, language_name, linked, name, publisher, row, table, withdrawal
from esep.site.place import Place
from esep.site.record import Record, document_path
from esep.site.why import outward


def documents_page(place: Place) -> tuple[str, bytes]:
    """The documents, the last issued first, the undated at the end; of very many the earlier stand with their days."""
    say, documents = place.words, place.record.documents
    names = sorted(documents, key=lambda known: (str(documents[known].issued or ""), known), reverse=True)
    rows = [document_row(place, known) for known in names[:LISTED]]
    inner = table(say("documents-caption", count=len(names)), document_heads(place), rows, "list")
    body = el(
        "div",
        crumbs(place),
        el("h1", say("nav-documents")),
        el("p", say("documents-note"), class_="note"),
        el("div", inner, class_="card") if rows else el("p", say("none")),
        all_listed(place, len(names), f"{place.language}/days.html"),
        class_="wide",
    )
    return page(place, say("nav-documents"), body, section="documents")


def document_page(record: Record, known: str, figures: Sequence[Figure]) -> tuple[str, bytes]:
    """The page of a document, with the figures that it states, in the document's own language where the site speaks
    it."""
    document = record.documents[known]
    language = document.language if document.language in LANGUAGES else "en"
    place = Place(record, language, document_path(known), one_language=True)
    return _document(place, document, sorted(figures, key=lambda one: (one.source.span or (1 << 60, 0), one.id)))


def _document(place: Place, document: Document, figures: Sequence[Figure]) -> tuple[str, bytes]:
    say = place.words
    title = clip(document.title or " ".join(document.text[:300].split()) or document.id, 120)
    meta = [
        publisher(say, document.publisher),
        el("span", say("issued-on", when=say.issued(document.issued, place.record.zone))),
        el("span", language_name(say, document.language)),
        el("span", say("signed", by=clip(document.by)), class_="signed") if document.by else None,
        outward(say("original"), document.url),
    ]
    body = el(
        "div",
        crumbs(place, (say("nav-documents"), "documents.html")),
        el("h1", title, class_="title"),
        el("p", *meta, class_="meta"),
        el("p", say("reason", reason=clip(document.reason, 1000))) if document.reason else None,
        el("div", *_marked(place, document.text, figures), class_="card said text", lang=place.language),
        _figures(place, figures),
        class_="wide narrow",
    )
    return page(place, title, body, section="documents", lasting=True)


_GAP = re.compile(r"\n[ \t\xa0]*\n(?:[ \t\xa0]*\n)+")


def _marked(place: Place, text: str, figures: Sequence[Figure]) -> Iterator[Node]:
    """The text with each figure's number marked; of numbers that overlap, the first."""
    at = 0
    for figure in figures:
        if not figure.source.span:
            continue
        start, stop = figure.source.span
        if not at <= start < stop <= len(text):
            continue
        yield _closed(text[at:start])
        label = _label(place, figure)
        number = text[start:stop]
        mark = el("a", number, href=place.why(figure.claim), title=label) if figure.claim.end else number
        yield el("mark", mark)
        at = stop
    yield _closed(text[at:])


def _closed(text: str) -> str:
    """The text with runs of empty lines shown as one."""
    return _GAP.sub("\n\n", text)


def _label(place: Place, figure: Figure) -> str:
    claim = figure.claim
    return f"{name(place.language, claim.area, claim.end)}: {kind(place.words, claim, place.record.disease)}"


def _figures(place: Place, figures: Sequence[Figure]) -> Html | None:
    say = place.words
    if not figures:
        return el("p", say("no-figures"), class_="note")
    rows = [
        row(
            el("span", _label(place, figure), *withdrawal(place, figure)),
            linked(place, figure.claim, figure.value) if figure.claim.end else say.number(figure.value),
            say.day(figure.claim.end) if figure.claim.end else say("undated"),
        )
        for figure in figures
    ]
    inner = table(
        say("figures-caption", count=len(rows)), (say("what"), say("value"), say("date")), rows, "numbers list"
    )
    return el("section", el("h2", say("figures-heading")), el("div", inner, class_="card"))
