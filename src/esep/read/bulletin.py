"""A document into its figures: the reader's one public verb."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from esep import area, identity, publisher, terms
from esep.document import Document
from esep.figure import Claim, Figure, default_definition, stated
from esep.problem import Problem
from esep.read import table
from esep.read.agree import agree
from esep.read.frames import Context, Counted, Sentence, Text, frames, ladder, topic, without_datelines
from esep.read.grid import Grid, counted, grids
from esep.read.language import detect, language, lexicon
from esep.read.mentions import Calendar, Mention, mentions
from esep.read.tokens import Token, tokens

_QUOTE = 240
"""The longest quote, in characters; a longer sentence is cut around its number."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader made of one document."""

    document: Document
    """With the language found out."""
    figures: tuple[Figure, ...]
    """In the order of the text; the same claim with the same value once."""
    problems: tuple[Problem, ...]
    """What could not be read."""
    proofs: tuple[identity.Identity, ...]
    """The identities that hold between its figures."""
    passed: tuple[tuple[tuple[int, int], str], ...]
    """Numbers that are no figures: span and why."""


def read(given: Document) -> Reading:
    """The figures that a document states.

    Errors: ValueError for a language or an area that is not known.
    """
    if given.area:
        area.find(given.area)
    if table.is_table(given.text):
        figures = tuple(table.figures(given))
        return Reading(given, figures, (), tuple(_proofs(figures)), ())
    found = tokens(given.text)
    code = given.language or detect(token.text for token in found if token.kind == "word")
    given = replace(given, language=code, given_id=given.id)  # its id is a hash of the text: worked out once
    names = [given.text[token.start : token.stop] for token in found]
    heard = without_datelines(ladder(_mentions(found, given, code)), names)
    context = Context(home=given.area, topic=topic(heard, given.area))
    if not any("disease" in mention.meaning for mention in heard):
        return Reading(given, (), (), (), ())
    context.disease = next((m.meaning["disease"] for m in heard if "disease" in m.meaning), None)
    figures_found: list[Figure] = []
    problems: list[Problem] = []
    passed: list[tuple[tuple[int, int], str]] = []
    words = [token.text for token in found]
    text = Text(words, [name[:1].isupper() for name in names], names, language(code).conjunctions)
    tables = list(grids(heard))
    cells = [cell for grid in tables for cell in counted(grid, heard, context.disease or "", context.topic, None)]
    prose = _without(heard, tables)
    cut = list(_sentences(prose, found, words, language(code).abbreviations))
    numbers = [*cells, *frames(prose, text, cut, context)]
    numbers.sort(key=lambda number: number.mention.start)
    for one in agree([number for number in numbers if isinstance(number, Counted)]):
        figures_found.append(_figure(given, one, found, _span(one.mention, found)))
    for number in numbers:
        if isinstance(number, Counted):
            continue
        span = _span(number.mention, found)
        if number.why:
            passed.append((span, number.why))
        else:
            said = {"text": given.text[slice(*span)]}
            problems.append(Problem("unread", terms.Severity.NOTE, parameters=said, document=given.id, span=span))
    figures, proofs = _prove(_once(figures_found))
    problems += (
        Problem("doubtful", terms.Severity.NOTE, (f,), document=given.id, span=f.source.span)
        for f in figures
        if f.status == "doubtful"
    )
    return Reading(given, figures, tuple(problems), proofs, tuple(passed))


def _mentions(found: list[Token], given: Document, code: str) -> list[Mention]:
    known = language(code)
    years = [
        int(t.text)
        for t in found
        if t.kind == "number" and len(t.text) == 4 and t.text.isdigit() and 1990 <= int(t.text) <= 2100
    ]
    calendar = Calendar(publisher.reporting_day(given, given.area), years[0] if years else None, _beginnings())
    countries: tuple[str, ...] = (area.country(given.area),) if given.area else ()
    heard = mentions(found, known, lexicon(code, countries), calendar)
    if not countries:
        named = [m.meaning["area"] for m in heard if len(m.meaning.get("area", "")) == 2]
        countries = tuple(sorted(dict.fromkeys(named)))[:4]
        if countries:
            heard = mentions(found, known, lexicon(code, countries), calendar)
    return heard


@cache
def _beginnings() -> Mapping[tuple[int, int], int]:
    """Days on which a count is known to have begun: (month, day) to year."""
    days: dict[tuple[int, int], int] = {}
    for file in (files("esep.data") / "diseases").iterdir():
        if file.name.endswith(".toml"):
            for entry in tomllib.loads(file.read_text("utf-8")).values():
                days |= {(day.month, day.day): day.year for day in entry.get("counted_since", ())}
    return days


def _without(heard: Sequence[Mention], tables: Sequence[Grid]) -> list[Mention]:
    """The mentions outside the tables, with an empty line for each table."""
    prose = list(heard)
    for grid in reversed(tables):
        prose[grid.first : grid.stop] = [
            Mention("mark", prose[grid.first].start, prose[grid.stop - 1].stop, mark="\n\n")
        ]
    return prose


def _span(mention: Mention, found: Sequence[Token]) -> tuple[int, int]:
    return found[mention.start].start, found[mention.stop - 1].stop


def _sentences(
    heard: Sequence[Mention], found: Sequence[Token], words: Sequence[str], abbreviations: frozenset[str]
) -> Iterator[Sentence]:
    """The sentences in order. A heading and the items of its list are one sentence."""
    first, after = 0, "\n\n"
    for place, mention in enumerate(heard):
        if not _ends(place, heard, found, words, abbreviations):
            continue
        if place > first:
            yield Sentence(first, place, after)
            after = ""
        if mention.mark in ("\n", "\n\n"):
            after = max(after, mention.mark)
        first = place + 1
    if first < len(heard):
        yield Sentence(first, len(heard), after)


def _ends(
    place: int, heard: Sequence[Mention], found: Sequence[Token], words: Sequence[str], abbreviations: frozenset[str]
) -> bool:
    """Whether a sentence ends at that mention."""
    mention = heard[place]
    if mention.mark in ("\n", "\n\n"):
        before = heard[place - 1] if place else None
        return not (before and before.mark in (":", ";", ",")) and not _is_item(heard, place + 1)
    if mention.mark in ("!", "?", "…"):
        return True
    if mention.mark != ".":
        return False
    after = found[mention.stop] if mention.stop < len(found) else None
    if after is None or after.kind == "line":
        return not _is_item(heard, place + 2)
    stands_apart = after.start > found[mention.start].stop
    return stands_apart and words[mention.start - 1] not in abbreviations


def _is_item(heard: Sequence[Mention], place: int) -> bool:
    """Whether the line that begins there is an item of a list: an area, a number, and nothing that says more."""
    areas = numbers = others = 0
    while place < len(heard) and heard[place].mark not in ("\n", "\n\n"):
        mention = heard[place]
        areas += "area" in mention.meaning and mention.meaning["area"] not in ("HOME",)
        numbers += mention.kind == "number"
        others += mention.kind in ("word", "date") or "measure" in mention.meaning
        if "event" in mention.meaning:
            return False
        place += 1
    return areas >= 1 and 1 <= numbers <= 3 and others <= 1


def _figure(given: Document, number: Counted, found: Sequence[Token], span: tuple[int, int]) -> Figure:
    frame = number.frame
    event, measure = frame.event or "", frame.measure or ""
    definition = frame.definition or "confirmed"
    if default_definition(event) == "-":
        definition = "-"
    reporting = publisher.reporting_day(given, frame.area)
    period = frame.period
    if period is None:
        raise ValueError("a counted number has a period")
    start, end = period.resolve(reporting)
    claim = Claim(
        frame.disease or "", frame.area or "", event, measure, definition, frame.group or terms.EVERYONE, start, end
    )
    figure = stated(
        given,
        claim,
        number.mention.value or 0,
        period,
        span=span,
        quote=_quote(given.text, found[number.sentence[0]].start, found[number.sentence[1] - 1].stop, span),
        rule=number.rule,
        attributed=number.publisher,
    )
    return figure.with_status(terms.Status.DOUBTFUL) if number.doubt else figure


def _quote(text: str, first: int, last: int, span: tuple[int, int]) -> str:
    """The sentence in one line; a long one cut around the number."""
    if last - first > _QUOTE:
        half = _QUOTE // 2
        if span[0] - half > first:
            first = text.find(" ", span[0] - half, span[0]) + 1 or span[0] - half
        if span[1] + half < last:
            space = text.rfind(" ", span[1], span[1] + half)
            last = space if space > 0 else span[1] + half
    return " ".join(text[first:last].split())


def _once(figures: Iterable[Figure]) -> list[Figure]:
    """Each claim with each value once: a headline repeats its text."""
    seen: dict[tuple[Claim, int], Figure] = {}
    for figure in figures:
        seen.setdefault((figure.comparable, figure.value), figure)
    return list(seen.values())


def _prove(figures: Sequence[Figure]) -> tuple[tuple[Figure, ...], tuple[identity.Identity, ...]]:
    """The figures with those marked as proved that stand in an identity which holds."""
    proofs = tuple(_proofs(figures))
    proved = {claim for proof in proofs for claim in proof.claims}
    marked = (f.with_status(terms.Status.PROVED) if f.comparable in proved else f for f in figures)
    return tuple(marked), proofs


def _proofs(figures: Iterable[Figure]) -> Iterator[identity.Identity]:
    """The sums that hold. A claim stated with two values proves nothing."""
    values: dict[Claim, int] = {}
    double: set[Claim] = set()
    for figure in figures:
        if values.setdefault(figure.comparable, figure.value) != figure.value:
            double.add(figure.comparable)
    for one in identity.spread(values):
        if one.relation == "zero" and len(one.parts) > 1 and double.isdisjoint(one.claims) and one.holds(values):
            yield one
