"""Why a number is what it is: for an area and a day, every claim with all who stated it, their words, and the rule."""

import re
from datetime import date

from esep.document import Document
from esep.figure import Claim, Figure
from esep.problem import Problem
from esep.site.html import Html, clip, el
from esep.site.page import crumbs, page
from esep.site.parts import badge, explanation, in_full, kind, language_name, language_tag, name, publisher, withdrawal
from esep.site.place import Place
from esep.site.record import anchor, area_slug, day_path, document_path
from esep.write import slip_text

_CONTEXT = 240
"""Code points shown on each side of a number."""
_EVIDENCE = 8
"""Figures of other claims that are quoted with a problem; of more, the day's page has them all."""


def why_page(place: Place, day: date, code: str) -> tuple[str, bytes]:
    """The statements of every claim of an area on a day."""
    say = place.words
    where = name(place.language, code, day)
    claims = place.record.by_day[day][code]
    heading = el("h1", where, el("small", el("time", say.day(day), datetime=day.isoformat())))
    body = el(
        "div",
        crumbs(place, (say.day(day), f"{day_path(day)}#{area_slug(code)}")),
        el("p", say("why-eyebrow"), class_="eyebrow"),
        heading,
        _contents(place, claims) if len(claims) > 2 else None,
        *(_claim(place, claim) for claim in claims),
        class_="wide narrow",
    )
    return page(place, f"{where}, {say.day(day)}", body, lasting=True)


def _contents(place: Place, claims: tuple[Claim, ...]) -> Html:
    links = [
        el("li", el("a", kind(place.words, claim, place.record.disease), href=f"#{anchor(claim)}")) for claim in claims
    ]
    return el("nav", el("ul", *links), class_="contents", aria_label=place.words("contents"))


def _claim(place: Place, claim: Claim) -> Html:
    say, record = place.words, place.record
    settlement = record.settled.get(claim)
    problems = record.explained(claim)
    alone = settlement is not None and settlement.rule == "latest" and len(record.statements[claim]) == 1
    rule = "only" if alone else settlement.rule if settlement else ""
    mark = badge(say("disputed"), "disputed") if record.is_disputed(claim) else None
    value = say.number(settlement.figure.value) if settlement else say("not-settled")
    stands = settlement.figure if settlement else None
    statements = [
        _statement(
            place,
            figure,
            badge(say("settled-on"), "chosen") if figure is stands else None,
            note=slip_text(figure, problems, place.language),
            class_="chosen" if figure is stands else None,
        )
        for figure in record.statements[claim]
    ]
    return el(
        "article",
        el("h2", kind(say, claim, record.disease), mark),
        el("p", in_full(say, claim), class_="note"),
        el("p", value, class_="value"),
        el("p", say("rule", rule=rule_text(place, rule)), class_="rule") if settlement else None,
        *(node for problem in problems for node in (explanation(place, problem), _evidence(place, claim, problem))),
        el("h3", say("statements-count", count=len(statements))),
        el("ol", *statements, class_="said-by"),
        class_="card claim",
        id=anchor(claim),
    )


def rule_text(place: Place, rule: str) -> str:
    """The rule that settled a claim, in words; its name where we have none."""
    return place.words.or_else(f"rule-{rule}", clip(rule)) if re.fullmatch("[a-z-]+", rule) else clip(rule)


def _evidence(place: Place, claim: Claim, problem: Problem) -> Html | None:
    """The figures of other claims that show a problem, the likeliest reason's first, with their words."""
    say = place.words
    figures = [figure for figure in problem.evidence if figure.claim != claim]
    if not figures:
        return None
    items = [_statement(place, figure, _leading_to(place, figure.claim)) for figure in figures[:_EVIDENCE]]
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


def _statement(place: Place, figure: Figure, beside: Html | None, *, note: str = "", class_: str | None = None) -> Html:
    """A number, what stands beside it, who said it and when, its words, and a note on it."""
    say, record, source = place.words, place.record, figure.source
    document = record.documents.get(source.document)
    by = document.by if document else None
    meta = [
        publisher(say, source.publisher),
        el("span", say("credits"), " ", publisher(say, source.attributed)) if source.attributed else None,
        el("span", say("signed", by=clip(by)), class_="signed") if by else None,
        el("span", say("issued-on", when=say.issued(source.issued, record.zone))),
        el("span", language_name(say, source.language)),
    ]
    link = el("a", say("whole-document"), href=place.root + document_path(source.document)) if document else None
    return el(
        "li",
        el("p", el("strong", say.number(figure.value)), beside),
        el("p", *meta, class_="meta"),
        quotation(figure, document),
        el("p", note, class_="slip") if note else None,
        *withdrawal(place, figure),
        el("p", link, " ", outward(say("original"), source.url), class_="links"),
        class_="withdrawn" if record.withdrawal(figure) else class_,
    )


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
    return el(
        "blockquote", before, el("mark", number) if number else None, after, lang=language_tag(figure.source.language)
    )


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
