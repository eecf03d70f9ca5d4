"""A document into its figures: the reader's one public verb."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from esep import area, identity, publisher, terms
from esep.data import tables
from esep.document import Document
from esep.figure import Claim, Figure, Source, default_definition
from esep.problem import Problem
from esep.read import table
from esep.read.agree import agree
from esep.read.bars import Bars, bars
from esep.read.bars import cells as barred_cells
from esep.read.frame import Context, Counted
from esep.read.frames import frames
from esep.read.grid import Grid, counted, grids, labelled
from esep.read.joined import joined
from esep.read.language import language, lexicon, passages
from esep.read.mentions import Calendar, Mention, mentions
from esep.read.places import bracketed, located, without_most
from esep.read.sentences import sentences
from esep.read.tokens import Tokens, tokens
from esep.read.whole import ladder, precise, topic, without_datelines

_UNSURE = frozenset({"context", "shared verb", "contradiction", "as elsewhere"})
"""Rules that, on labelled texts, are wrong oftener than right where no sum proves the figure."""
_QUOTE = 240
"""The longest quote, in characters; a longer sentence is cut around its number."""

Span = tuple[int, int]


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
    passed: tuple[tuple[Span, str], ...]
    """Numbers that are no figures: span and why."""


def read(given: Document) -> Reading:
    """The figures that a document states.

    Errors: ValueError for a language or an area that is not known, or for a table with a cell that is no number.
    """
    if given.area:
        area.find(given.area)
    if table.is_table(given.text):
        figures = tuple(table.figures(given))
        return Reading(given, figures, (), tuple(_proofs(figures, [f.comparable for f in figures])), ())
    given = replace(given, given_id=given.id)  # its id is a hash of the text: worked out once
    text = tokens(given.text)
    written = passages(given.text, text)
    if len(written) == 1 or given.language not in (None, *dict(written)):
        return _read(replace(given, language=given.language or written[0][0]), text)
    parts = [_read(replace(given, language=code, text=part), tokens(part)) for code, part in written]
    return _joined(replace(given, language=given.language or written[0][0]), parts)


def _joined(given: Document, parts: Sequence[Reading]) -> Reading:
    """The readings of a text's two languages as one: what the second one says again is said already."""
    once, again = _once(sorted((f for part in parts for f in part.figures), key=lambda f: f.source.span or (0, 0)))
    passed = {told for part in parts for told in part.passed}
    passed |= {(figure.source.span, "stated already") for figure in again if figure.source.span}
    kept = {figure.id for figure in once}
    problems = tuple(p for part in parts for p in part.problems if all(f.id in kept for f in p.figures))
    figures, proofs = _prove(once)
    return Reading(given, figures, problems, proofs, tuple(sorted(passed)))


def _read(given: Document, text: Tokens) -> Reading:
    """The figures of a text in one language."""
    code = given.language or ""
    scripts = language(code).scripts
    if scripts:
        text = text._replace(words=scripts.read(text.words))
    heard = without_datelines(precise(ladder(_mentions(text, given, code))), text.names)
    disease = next((m.meaning["disease"] for m in heard if "disease" in m.meaning), None)
    disease = disease or next((m.meaning["unnamed"] for m in heard if "unnamed" in m.meaning), None)
    if disease is None:
        return Reading(given, (), (), (), tuple(_no_figures(heard, text, "no disease is named")))
    context = Context(
        home=given.area,
        topic=topic(heard, given.area, text.names),
        verb_last=language(code).verb_last,
        disease=disease,
        language=code,
        measure="new" if disease in _daily() and _tells_days(heard) else "total",
        daily=disease in _daily(),
        definition=_plain(disease, heard),
    )
    barred = list(bars(heard, text))
    cells = labelled(_without(heard, barred), text, context.topic)
    tables = list(grids(cells, text))
    prose = _without(cells, tables) if tables else _without(heard, barred)
    numbers = [
        *(cell for table in barred for cell in barred_cells(table, heard, disease, context.definition, context.topic)),
        *(cell for grid in tables for cell in counted(grid, cells, disease, context.topic)),
        *frames(prose, text, list(sentences(prose, text, language(code).abbreviations)), context),
    ]
    if tables or barred:
        numbers.sort(key=lambda number: number.mention.start)
    passed = list(_no_figures(heard, text, None))
    problems: list[Problem] = []
    for number in numbers:
        if not isinstance(number, Counted):
            span = text.span(number.mention.start, number.mention.stop)
            if number.why:
                passed.append((span, number.why))
            else:
                said = {"text": given.text[slice(*span)]}
                problems.append(Problem("unread", terms.Severity.NOTE, parameters=said, document=given.id, span=span))
    counts = agree([number for number in numbers if isinstance(number, Counted)], _daily())
    once, again = _once(_figures(given, counts, text))
    kept = {figure.source.span for figure in once}  # 'one each in A and B', where A's was told before
    passed += ((at, "stated already") for figure in again if (at := figure.source.span) and at not in kept)
    figures, proofs = _prove(once)
    problems += (
        Problem("doubtful", terms.Severity.NOTE, (f,), document=given.id, span=f.source.span)
        for f in figures
        if f.status == terms.Status.DOUBTFUL
    )
    return Reading(given, figures, tuple(problems), proofs, tuple(sorted(passed)))


def _mentions(text: Tokens, given: Document, code: str) -> list[Mention]:
    """What the text mentions, with the parts of its home country, or else of the countries it names."""
    calendar = Calendar(publisher.reporting_day(given, given.area), _latest_year(text, code), _beginnings())
    heard = _heard(text, given, code, calendar)
    yearless = any(m.kind == "date" and not m.period and "measure" in m.meaning for m in heard)
    earliest = _earliest(heard) if yearless and not (calendar.today or calendar.year) else None
    return _heard(text, given, code, calendar._replace(earliest=earliest)) if earliest else heard


def _latest_year(text: Tokens, code: str) -> int | None:
    """The latest year that a text names; '2071 cases' and 'Ghana (2071)' are none. Missing: None for no year."""
    words, terms_of = text.words, lexicon(code, ())
    years = [place for place, word in enumerate(words) if len(word) == len("2020") and word.isdecimal()]
    for place in sorted(years, key=words.__getitem__, reverse=True):
        if not _FIRST_YEAR <= int(words[place]) <= _LAST_YEAR:
            continue
        looks = terms_of.looks(words[place + 1 : place + _FEW])
        after = terms_of.longest(looks[0].begun, looks, 1) if looks and looks[0] else None
        counts = after and after[1].keys() & {"event", "people"}
        bracketed = words[place - 1 : place] == ["("] and words[place + 1 : place + 2] == [")"]
        if not counts and not bracketed:
            return int(words[place])
    return None


_FIRST_YEAR, _LAST_YEAR = 1990, 2040
_FEW = 5
"""So many words after a number tell whether it counts."""


def _earliest(heard: Sequence[Mention]) -> date | None:
    """The first day on which there were the disease and the areas that a text names.

    Missing: None where the day tells nothing, for a disease as old as mankind.
    """
    diseases = {mention.meaning["disease"] for mention in heard if "disease" in mention.meaning}
    known = [one["known_since"] for one in tables("diseases").values() if one["name"] in diseases & _daily()]
    areas = {code for mention in heard if "-" in (code := mention.meaning.get("area", ""))}
    began = (area.find(code).valid_from for code in areas) if known else ()
    return max((*known, *filter(None, began)), default=None)


def _heard(text: Tokens, given: Document, code: str, calendar: Calendar) -> list[Mention]:
    """What the text mentions, by that calendar."""
    day = calendar.today or (date(calendar.year, 1, 1) if calendar.year else None)
    if given.area:
        heard = joined(mentions(text.words, lexicon(code, (area.country(given.area),)), calendar))
        return located(heard, text.names, code, day)
    heard = joined(mentions(text.words, lexicon(code, ()), calendar))
    places = [mention for mention in heard if len(mention.meaning.get("area", "")) == 2]
    named = [mention.meaning["area"] for mention in places]
    title = next((place for place, word in enumerate(text.words) if word[:1] == "\n"), 0)
    if not places or places[0].start > title:
        titled = _country_of_parts(text, code, calendar, title)
        named = (titled or ([] if places else _country_of_parts(text, code, calendar, len(text.words)))) + named
    countries = tuple(sorted(list(dict.fromkeys(named))[:_COUNTRIES]))
    if not countries:
        return heard
    heard = located(joined(mentions(text.words, lexicon(code, countries), calendar)), text.names, code, day)
    return without_most(bracketed(heard, text.names))


_COUNTRIES = 4
"""So many of the countries that a text names are known with their parts."""
_FIRST = 3
"""What the first part named counts: it stands in the title."""
_A_NAME = 5
"""Letters of the shortest name of a part that tells a country by itself."""


def _country_of_parts(text: Tokens, code: str, calendar: Calendar, stop: int) -> list[str]:
    """The country most of whose parts and places are named before that token, where no country is: 'Kerala', 'Semey'.

    Shape: empty, or that country.
    """
    found: Counter[str] = Counter()
    for mention in mentions(text.words[:stop], lexicon(code, area.countries()), calendar):
        part, names = mention.meaning.get("area", ""), text.names[mention.start : mention.stop]
        town, _, _ = mention.meaning.get("place", "").partition(":")
        named = names[0][:1].isupper() or names[0] == "("  # 'Campinas (SP)'
        if ("-" in part or town) and named and len(" ".join(names)) >= _A_NAME:
            found[area.country(part) if "-" in part else town] += 1 if found else _FIRST
    return [country for country, _ in found.most_common(1)]


@cache
def _beginnings() -> Mapping[tuple[int, int], tuple[int, str]]:
    """Days on which a count is known to have begun: (month, day) to year and definition."""
    days: dict[tuple[int, int], tuple[int, str]] = {}
    for disease in tables("diseases").values():
        for told, definition in disease.get("counted_since", {}).items():
            day = date.fromisoformat(told)
            days[day.month, day.day] = day.year, definition
    return days


@cache
def _daily() -> frozenset[str]:
    """The diseases whose new cases are reported every day."""
    return frozenset(one["name"] for one in tables("diseases").values() if one.get("reported") == "daily")


def _plain(disease: str, heard: Sequence[Mention]) -> str:
    """Which cases a plain 'cases' speaks of: all, in a text that tells confirmed ones from others."""
    if disease in _daily():
        return "confirmed"
    stated = [mention.meaning for mention in heard if "measure" not in mention.meaning]  # not those awaited
    told = {meaning.get(facet) for meaning in stated for facet in ("definition", "~definition")}
    return "all" if "confirmed" in told and told & {"probable", "suspected"} else "confirmed"


def _tells_days(heard: Sequence[Mention]) -> bool:
    """Whether new counts can be meant: a list of areas without a word for new ones or totals is hardly of a day."""
    areas = {mention.meaning["area"] for mention in heard if "-" in mention.meaning.get("area", "")}
    return len(areas) < _LIST or any(mention.meaning.get("measure") in ("new", "total") for mention in heard)


_LIST = 5
"""So many areas are a list."""


def _no_figures(heard: Sequence[Mention], text: Tokens, why: str | None) -> Iterator[tuple[Span, str]]:
    """Numbers inside dates and phrases, which count nothing by themselves; with `why`, all other numbers too."""
    for mention in heard:
        if mention.kind == "number" and why:
            yield text.span(mention.start, mention.stop), why
        elif mention.kind == "date" or mention.stop - mention.start > 1:
            aside = mention.meaning.get("aside")
            told = aside or ("date" if mention.kind == "date" else "part of a phrase")
            for token in range(mention.start, mention.stop) if aside or mention.kind in _TELLING else ():
                if text.words[token][:1].isdigit():
                    yield text.span(token, token + 1), told


_TELLING = ("date", "term")


def _without(heard: Sequence[Mention], tables: Sequence[Grid | Bars]) -> list[Mention]:
    """The mentions outside the tables, with an empty line for each table."""
    prose = list(heard)
    for grid in reversed(tables):
        first, last = prose[grid.first], prose[grid.stop - 1]
        prose[grid.first : grid.stop] = [Mention("mark", first.start, last.stop, mark="\n\n", strength=6)]
    return [mention for mention in prose if "label" not in mention.meaning]


# Figures ----------------------------------------------------------------------------------------------------------


def _figures(given: Document, counts: Iterable[Counted], text: Tokens) -> Iterator[Figure]:
    days: dict[str, date | None] = {}
    for number in counts:
        frame = number.frame
        if not (frame.event and frame.area and frame.disease and frame.period):
            continue  # never happens: such a number is unread
        country = area.country(frame.area)
        if country not in days:
            days[country] = publisher.reporting_day(given, country)
        usual = default_definition(frame.event)
        definition = frame.definition or usual if usual == "confirmed" else usual
        claim = Claim(
            frame.disease,
            frame.area,
            frame.event,
            frame.measure or "new",
            definition,
            frame.group or terms.EVERYONE,
            *frame.period.resolve(days[country]),
        )
        span = text.span(number.mention.start, number.mention.stop)
        source = Source(
            given.id,
            given.publisher,
            number.publisher,
            given.url,
            given.language,
            given.issued,
            span,
            _quote(given.text, text.span(*number.sentence), span),
            number.rule,
        )
        status = terms.Status.DOUBTFUL if number.rule in _UNSURE else terms.Status.STATED
        yield Figure(claim, number.mention.value or 0, frame.period, source, status)


def _quote(text: str, sentence: Span, span: Span) -> str:
    """The sentence in one line; a long one cut around the number, between words where it can be."""
    first, last = sentence
    if last - first > _QUOTE:
        half = _QUOTE // 2
        if span[0] - half > first:
            first = text.find(" ", span[0] - half, span[0]) + 1 or span[0] - half
        if span[1] + half < last:
            space = text.rfind(" ", span[1], span[1] + half)
            last = space if space > 0 else span[1] + half
    return " ".join(text[first:last].split())


def _once(figures: Iterable[Figure]) -> tuple[list[Figure], list[Figure]]:
    """Each claim with each value once, and the rest: a headline repeats its text."""
    seen: dict[tuple[Claim, int], Figure] = {}
    again: list[Figure] = []
    for figure in figures:
        if seen.setdefault((figure.comparable, figure.value), figure) is not figure:
            again.append(figure)
    return list(seen.values()), again


def _prove(figures: Sequence[Figure]) -> tuple[tuple[Figure, ...], tuple[identity.Identity, ...]]:
    """The figures with those marked as proved that stand in an identity which holds."""
    claims = [figure.comparable for figure in figures]
    proofs = tuple(_proofs(figures, claims))
    proved = {claim for proof in proofs for claim in proof.claims}
    marked = (
        f.with_status(terms.Status.PROVED) if claim in proved else f for f, claim in zip(figures, claims, strict=True)
    )
    return tuple(marked), proofs


def _proofs(figures: Iterable[Figure], claims: Iterable[Claim]) -> Iterator[identity.Identity]:
    """The sums that hold between figures of those claims. A claim stated with two values proves nothing."""
    values: dict[Claim, int] = {}
    double: set[Claim] = set()
    for figure, claim in zip(figures, claims, strict=True):
        if values.setdefault(claim, figure.value) != figure.value:
            double.add(claim)
    if len(values) < _A_SUM:
        return
    for one in identity.spread(values, sums_only=True):
        if len(one.parts) > 1 and one.holds(values) and double.isdisjoint(one.claims):
            yield one


_A_SUM = 3
"""Claims of the smallest sum that proves anything: a whole and two parts."""
