"""Small pieces that several pages show: names of areas and publishers, a claim's days, links, badges, tables."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from esep import area
from esep.figure import Claim, Figure
from esep.site.html import Html, Node, Shape, clip, el, hole, safe
from esep.site.language import Words
from esep.site.place import Place
from esep.site.record import document_path
from esep.write import problem_text

if TYPE_CHECKING:
    from esep.problem import Problem


@lru_cache(maxsize=16384)
def name(language: str, code: str, day: date | None) -> str:
    """What an area is called on a day; its code where it is unknown."""
    try:
        return clip(area.name(code, language, day).name)
    except area.UnknownArea:
        return clip(code)


@lru_cache(maxsize=1024)
def within(language: str, code: str, day: date | None) -> str:
    """Where something happens: 'in Kazakhstan'; the bare code where the area is unknown."""
    try:
        return clip(area.name(code, language, day).within)
    except area.UnknownArea:
        return clip(code)


def withdrawal(place: Place, figure: Figure) -> list[Html]:
    """That the statement was withdrawn, by whom and when, with a link to the words. Shape: empty where it stands."""
    say, by = place.words, place.record.withdrawal(figure)
    if by is None:
        return []
    who, when = say("signed", by=clip(by.source.publisher or "")), say.issued(by.source.issued, place.record.zone)
    link = el("a", who, href=place.root + document_path(by.source.document))
    return [el("p", badge(say("withdrawn"), "disputed"), " ", link, " ", when, class_="meta")]


@lru_cache(maxsize=4096)
def publisher(say: Words, known_as: str | None) -> Html:
    """Who said it, kept from running into the words around it."""
    if not known_as:
        return el("span", say("publisher-unknown"), class_="missing")
    short = known_as if known_as.isascii() and known_as.isalpha() else "other"
    return el("bdi", say.or_else(f"publisher-{short}", clip(known_as)))


def language_name(say: Words, language: str | None) -> str:
    """The language of a text, in the page's language; its code where we have no name for it."""
    if not language:
        return say("language-unknown")
    return say.or_else(f"language-{language}", clip(language)) if language.isalpha() else clip(language)


def language_tag(language: str | None) -> str | None:
    """The language of a text as markup names it. Missing: None where it is not known, or no such name."""
    return language if language and re.fullmatch("[A-Za-z]{2,3}", language) else None


def days(say: Words, claim: Claim) -> str | None:
    """The days a claim counts, where its kind alone does not say them."""
    if claim.measure == "current" or claim.end is None:
        return None
    if claim.measure == "total":
        return say("since", day=say.day(claim.start)) if claim.start else None
    if claim.start is None or claim.start == claim.end:
        return None
    return say.interval(claim.start, claim.end)


def kind(say: Words, claim: Claim, usual_disease: str) -> str:
    """What a claim counts, as a row label; the disease only where it is not the usual one."""
    parts = [say.kind(claim.event, claim.measure, claim.definition, claim.group), days(say, claim)]
    if claim.disease != usual_disease:
        parts.append(clip(claim.disease))
    return ", ".join(part for part in parts if part)


def in_full(say: Words, claim: Claim) -> str:
    """The case definition and the days that a claim counts, which its short label leaves to the reader."""
    end = say.day(claim.end) if claim.end else say("undated")
    if claim.measure == "total":
        start = say("since", day=say.day(claim.start)) if claim.start else say("since-onset")
        period = say("as-at", start=start, day=end)
    else:
        period = days(say, claim) or end
    defined = claim.definition != "-" and claim.event != "test"
    parts = [say(f"definition-{claim.definition}") if defined else "", period]
    text = "; ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]


def linked(place: Place, claim: Claim, value: int | None, *, computed: bool = False) -> Html:
    """A number that leads to its statements, marked where it is disputed or computed by us."""
    say = place.words
    if value is None:
        return unstated(say)
    link = (_COMPUTED if computed else _STATED)(value=say.number(value), to=place.why(claim))
    if computed:
        return Html(f"{link} {badge(say('computed'), 'computed')}")
    return Html(f"{link} {badge(say('disputed'), 'disputed')}") if place.record.is_disputed(claim) else link


_STATED, _COMPUTED = (Shape(el("a", hole("value"), class_=class_, href=hole("to"))) for class_ in ("n", "n computed"))


@lru_cache(maxsize=8)
def unstated(say: Words) -> Html:
    """A dash for the eye and words for the ear where nobody states a number."""
    dash = el("span", "–", aria_hidden="true")
    return el("span", dash, el("span", say("not-stated"), class_="hidden"), class_="missing")


@lru_cache(maxsize=1024)
def badge(text: str, class_: str) -> Html:
    """A small label beside a number."""
    return el("span", text, class_=f"badge {class_}")


def table(caption: str, heads: Iterable[Node], rows: Iterable[Html], class_: str = "") -> Html:
    """A table that scrolls sideways on a narrow screen; the first column is of words, the others of numbers."""
    head = el("tr", *(el("th", text, scope="col") for text in heads))
    inner = el("table", el("caption", caption), el("thead", head), el("tbody", *rows), class_=class_ or None)
    return el("div", inner, class_="scroll", tabindex="0", role="region", aria_label=caption)


LISTED = 500
"""Rows of a list at most: with more a page would be too heavy for a phone."""


def all_listed(place: Place, count: int, path: str) -> Html | None:
    """That a list is cut, and where all of it is. Missing: None where it is whole."""
    if count <= LISTED:
        return None
    say = place.words
    text = say("listed", listed=say.number(LISTED), count=say.number(count))
    return el("p", el("a", text, href=place.root + path), class_="more")


def row(head: Node, *cells: Node) -> Html:
    """A row of a table, its first cell the head."""
    return Html(f'<tr><th scope="row">{safe(head)}</th>{"".join(f"<td>{safe(cell)}</td>" for cell in cells)}</tr>')


def explanation(place: Place, problem: "Problem") -> Html:
    """What is wrong and why, in words."""
    severity = str(problem.severity)
    said = place.record.said
    # A problem's identity will do for a key: the record holds it as long as the text is kept.
    key = (id(problem), place.language)
    if key not in said:
        said[key] = problem_text(problem, place.language).strip()
    return el(
        "div",
        badge(place.words(f"severity-{severity}"), severity),
        el("p", said[key], class_="said"),
        class_="problem",
    )
