"""Why a number is what it is: for an area and a day, every claim with all who stated it, their words, and the rule."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from esep.document import Document
from esep.figure import Claim, Figure
from esep.problem import Problem
from esep.settle import Settlement
from esep.site.html import Html, Shape, clip, el, hole, join
from esep.site.language import Words
from esep.site.page import crumbs, page
from esep.site.parts import badge, explanation, in_full, kind, language_name, language_tag, name, publisher, withdrawal
from esep.site.place import Place
from esep.site.record import Record, anchor, area_slug, day_path, document_path
from esep.write import slip_text

_CONTEXT = 240
"""Code points shown on each side of a number."""
_EVIDENCE = 8
"""Figures of other claims that are quoted with a problem; of more, the day's page has them all."""


class Evidence(NamedTuple):
    """What there is to a claim, in whatever language it is told."""

    claim: Claim
    anchor: str
    settlement: Settlement | None
    """Missing: None where nothing stands."""
    problems: Sequence[Problem]
    disputed: bool
    statements: Sequence[tuple[Figure, Html | None]]
    """Each statement, and its words."""


def evidence(record: Record, claims: Iterable[Claim]) -> Sequence[Evidence]:
    """What there is to each of those claims."""
    found = []
    for claim in claims:
        statements = [
            (one, quotation(one, record.documents.get(one.source.document))) for one in record.statements[claim]
        ]
        settlement, problems = record.settled.get(claim), record.explained(claim)
        found.append(Evidence(claim, anchor(claim), settlement, problems, record.is_disputed(claim), statements))
    return found


def why_page(place: Place, day: date, code: str, told: Sequence[Evidence]) -> tuple[str, bytes]:
    """The statements of every claim of an area on a day."""
    say = place.words
    where = name(place.language, code, day)
    heading = el("h1", where, el("small", el("time", say.day(day), datetime=day.isoformat())))
    body = el(
        "div",
        crumbs(place, (say.day(day), f"{day_path(day)}#{area_slug(code)}")),
        el("p", say("why-eyebrow"), class_="eyebrow"),
        heading,
        _contents(place, told) if len(told) > 2 else None,
        *(_claim(place, one) for one in told),
        class_="wide narrow",
    )
    return page(place, f"{where}, {say.day(day)}", body, listed=False, lasting=True)


def _contents(place: Place, told: Iterable[Evidence]) -> Html:
    usual = place.record.disease
    links = [_ITEM(text=kind(place.words, one.claim, usual), to=f"#{one.anchor}") for one in told]
    return el("nav", el("ul", *links), class_="contents", aria_label=place.words("contents"))


def _claim(place: Place, told: Evidence) -> Html:
    say, record = place.words, place.record
    claim, _, settlement, problems, disputed, _ = told
    stands = settlement.figure if settlement else None
    alone = settlement is not None and settlement.rule == "latest" and len(told.statements) == 1
    rule = "only" if alone else settlement.rule if settlement else ""
    statements = [
        _statement(
            place,
            figure,
            words,
            _settled_on(say) if figure is stands else None,
            note=slip_text(figure, problems, place.language) if problems else "",
            class_="chosen" if figure is stands else None,
        )
        for figure, words in told.statements
    ]
    said = [node for one in problems for node in (explanation(place, one), _evidence(place, claim, one))]
    return _claim_shape(say, claim._replace(area=""), record.disease, rule_text(place, rule) if settlement else None)(
        anchor=told.anchor,
        mark=badge(say("disputed"), "disputed") if disputed else None,
        value=say.number(stands.value) if stands else say("not-settled"),
        problems=join(said) if said else None,
        count=say("statements-count", count=len(statements)),
        statements=join(statements),
    )


@lru_cache(maxsize=8)
def _settled_on(say: Words) -> Html:
    return badge(say("settled-on"), "chosen")


@lru_cache(maxsize=4096)
def _claim_shape(say: Words, claim: Claim, usual_disease: str, rule: str | None) -> Shape:
    """What the claims of all areas have in common that are of a kind and of the same days, and settled by one rule."""
    return _CLAIM.filled(
        kind=kind(say, claim, usual_disease),
        full=in_full(say, claim),
        rule=_RULE(rule=say("rule", rule=rule)) if rule is not None else None,
    )


_RULE = Shape(el("p", hole("rule"), class_="rule"))
_CLAIM = Shape(
    el(
        "article",
        el("h2", hole("kind"), hole("mark")),
        el("p", hole("full"), class_="note"),
        el("p", hole("value"), class_="value"),
        hole("rule"),
        hole("problems"),
        el("h3", hole("count")),
        el("ol", hole("statements"), class_="said-by"),
        class_="card claim",
        id=hole("anchor"),
    )
)


def rule_text(place: Place, rule: str) -> str:
    """The rule that settled a claim, in words; its name where we have none."""
    return place.words.or_else(f"rule-{rule}", clip(rule)) if re.fullmatch("[a-z-]+", rule) else clip(rule)


def _evidence(place: Place, claim: Claim, problem: Problem) -> Html | None:
    """The figures of other claims that show a problem, the likeliest reason's first, with their words."""
    say, record = place.words, place.record
    figures = [figure for figure in problem.evidence if figure.claim != claim]
    if not figures:
        return None
    items = [
        _statement(place, one, quotation(one, record.documents.get(one.source.document)), _leading_to(place, one.claim))
        for one in figures[:_EVIDENCE]
    ]
    rest = len(figures) - len(items)
    day = next((figure.claim.end for figure in figures if figure.claim.end), None)
    more = el("a", say("evidence-more", count=rest), href=place.to(day_path(day))) if rest and day else None
    return el(
        "details",
        el("summary", say("evidence", count=len(figures))),
        el("ol", *items, class_="said-by"),
        el("p", more) if more else None,
        class_="evidence",
        open=True,
    )


def _leading_to(place: Place, claim: Claim) -> Html:
    """What a figure counts, where and when; a link to its statements where they have a page."""
    say = place.words
    parts = (kind(say, claim, place.record.disease), name(place.language, claim.area, claim.end))
    text = ", ".join((*parts, say.day(claim.end) if claim.end else say("undated")))
    return el("a", text, href=place.why(claim)) if claim.end and claim in place.record.statements else el("span", text)


def _statement(
    place: Place, figure: Figure, words: Html | None, beside: Html | None, *, note: str = "", class_: str | None = None
) -> Html:
    """A number, what stands beside it, who said it and when, its words, and a note on it."""
    record = place.record
    gone = record.withdrawal(figure)
    source = figure.source
    told = (source.document, "withdrawn" if gone else class_, source.attributed, source.url, source.language)
    shape = record.once((place.language, place.root, *told), lambda: _shape_of(place, figure, told[1]))
    return shape(
        value=place.words.number(figure.value),
        beside=beside,
        quotation=words,
        note=el("p", note, class_="slip") if note else None,
        withdrawal=join(withdrawal(place, figure)) if gone else None,
    )


def _shape_of(place: Place, figure: Figure, class_: str | None) -> Shape:
    """What all statements of a document have in common, as far as they credit the same and are of one language."""
    say, record, source = place.words, place.record, figure.source
    document = record.documents.get(source.document)
    by = document.by if document else None
    return _STATEMENTS[class_].filled(
        publisher=publisher(say, source.publisher),
        credits=el("span", say("credits"), " ", publisher(say, source.attributed)) if source.attributed else None,
        signed=el("span", say("signed", by=clip(by)), class_="signed") if by else None,
        issued=say("issued-on", when=say.issued(source.issued, record.zone)),
        language=language_name(say, source.language),
        whole=_LINK(text=say("whole-document"), to=place.root + document_path(source.document)) if document else None,
        original=outward(say("original"), source.url),
    )


def _of_class(class_: str | None) -> Shape:
    return Shape(
        el(
            "li",
            el("p", el("strong", hole("value")), hole("beside")),
            el(
                "p",
                *(hole("publisher"), hole("credits"), hole("signed")),
                *(el("span", hole("issued")), el("span", hole("language"))),
                class_="meta",
            ),
            *(hole("quotation"), hole("note"), hole("withdrawal")),
            el("p", hole("whole"), " ", hole("original"), class_="links"),
            class_=class_,
        )
    )


# Of statements there are some for each of very many numbers.
_STATEMENTS = {class_: _of_class(class_) for class_ in (None, "chosen", "withdrawn")}
_LINK = Shape(el("a", hole("text"), href=hole("to")))
_ITEM = Shape(el("li", el("a", hole("text"), href=hole("to"))))


def outward(text: str, url: str | None) -> Html | None:
    """A link out of the site, for an address of the web only. Missing: None for any other address."""
    if not url or not re.match(r"https?://[^\s/]", url, re.IGNORECASE) or len(url) > 2000:
        return None
    return el("a", text, href=url, rel="noopener nofollow external")


def quotation(figure: Figure, document: Document | None) -> Html | None:
    """The words that state a figure, its number marked. Missing: None where none are kept."""
    before, number, after = excerpt(figure, document)
    if not (before or number or after):
        return None
    language = language_tag(figure.source.language)
    if not number or not language:
        return el("blockquote", before, el("mark", number) if number else None, after, lang=language)
    return _QUOTATION(before=before, number=number, after=after, language=language)


_QUOTATION = Shape(el("blockquote", hole("before"), el("mark", hole("number")), hole("after"), lang=hole("language")))


def excerpt(figure: Figure, document: Document | None) -> tuple[str, str, str]:
    """The words before the number, the number, the words after it: of its sentence, at most _CONTEXT each side.

    Missing: no number where neither its place is known nor the quote writes it in digits.
    """
    source = figure.source
    if document and source.span and 0 <= source.span[0] < source.span[1] <= len(document.text):
        start, stop = source.span
        first, last = _sentence(document.text, start, stop, source.quote)
        return (
            _left(document.text[first:start]),
            clip(document.text[start:stop], _CONTEXT),
            _right(document.text[stop:last]),
        )
    written = _written(source.quote, figure.value)
    if not written:
        return clip(source.quote, 2 * _CONTEXT), "", ""
    start, stop = written
    return _left(source.quote[:start]), source.quote[start:stop], _right(source.quote[stop:])


def _sentence(text: str, start: int, stop: int, quote: str) -> tuple[int, int]:
    """Bounds of the quote around the number, or else of its line."""
    at = text.find(quote, max(0, start - len(quote)), stop + len(quote)) if quote else -1
    if 0 <= at <= start and stop <= at + len(quote):
        return at, at + len(quote)
    end = text.find("\n", stop)
    return text.rfind("\n", 0, start) + 1, len(text) if end < 0 else end


def _left(text: str) -> str:
    if len(text) <= _CONTEXT:
        return text.lstrip()
    cut = text[-_CONTEXT:]
    return "…" + (cut.partition(" ")[2] or cut)


def _right(text: str) -> str:
    return clip(text.rstrip(), _CONTEXT)


_APART = re.compile(r"[\s,.'’]?")
_GOES_ON = re.compile(r"\d|[.,]\d")


def _written(text: str, value: int) -> tuple[int, int] | None:
    """Where the text writes the number in digits, its thousands run together or set apart in any way.

    By hand, for a pattern of each number would be compiled once and used once. Missing: None where it does not.
    """
    first, *thousands = f"{abs(value):,}".split(",")
    start = text.find(first)
    while start >= 0:
        stop = start + len(first)
        for group in thousands:
            apart = _APART.match(text, stop)
            stop = apart.end() if apart else stop
            if not text.startswith(group, stop):
                break
            stop += len(group)
        else:
            before = text[start - 1] if start else ""
            if not before.isdecimal() and before not in (".", ",") and not _GOES_ON.match(text, stop):
                return start, stop
        start = text.find(first, start + 1)
    return None
