"""What the site is made from, and the same by day, area and claim."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from esep import area, publisher, signed, terms
from esep.document import Document, local_day
from esep.figure import Claim, Figure
from esep.problem import Problem
from esep.settle import Settlement
from esep.write import LANGUAGES, NothingToWrite, Shelf, compose

_ORDER: Mapping[str, int] = {word: place for place, word in enumerate((*terms.Event, *terms.Definition, *terms.Group))}
_MEASURES: Mapping[str, int] = {terms.Measure.NEW: 0, terms.Measure.TOTAL: 1, terms.Measure.CURRENT: 2}


_RECENT = 60
"""Days after which no count grows any more in the way of a recent day's."""
_T = TypeVar("_T")


class Kind(NamedTuple):
    """What a series counts, where, and in whom: a claim of the front page's disease without its days."""

    area: str
    event: str
    measure: str
    definition: str = terms.Definition.CONFIRMED.value
    group: str = terms.EVERYONE


Indicator = tuple[str, str]
"""What is counted, wherever: an event and a case definition."""


@dataclass(frozen=True)
class Record:
    """What was said, what was settled and what is wrong, as of one moment."""

    area: str
    """The country whose site it is."""
    settled: Mapping[Claim, Settlement]
    figures: Sequence[Figure]
    """Every statement; a second witness is a second figure. Of a record whose figures stay in the ledger only those
    that a person signed."""
    documents: Mapping[str, Document]
    """By id."""
    problems: Sequence[Problem] = ()
    bulletins: Mapping[tuple[str, date, str], str] = field(default_factory=dict)
    """Text of each released bulletin by kind, day and language."""
    as_of: str = ""
    """The moment as of which the record stands, as it should be shown. Missing: '' for the last day that is told."""
    disease: str = "COVID-19"
    """The disease of the front page."""
    head: tuple[int, str] | None = None
    """Number and head of the ledger's last entry, which stand for all that was recorded. Missing: None for a record
    that is no ledger's."""

    sign_offs: Sequence[str] = ()
    """Ids of the documents by which a person let a release go out in spite of a problem, in order."""
    pictures: bool = False
    """Whether each area has a picture to be shared, which takes the extra `pictures`."""
    parquet: bool = False
    """Whether the open data stands as Parquet too, which takes the extra `frame`."""
    kinds: Sequence[str] = ()
    """Kinds of bulletins that are written of each day of which none was released."""
    released: Mapping[tuple[str, date, str], tuple[datetime, datetime]] = field(default_factory=dict)
    """When each bulletin was released, and when its last edition was, by kind, day and language. Missing: no entry for
    one that was composed and never released."""
    address: str | None = None
    """Where the site is to be found on the web, with a slash at the end. Missing: None where nobody said."""

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone its days are counted in."""
        return area.zone(self.area)

    @cached_property
    def statements(self) -> Mapping[Claim, tuple[Figure, ...]]:
        """Every statement of each claim: the settled one, then the others as given, then what was withdrawn."""
        return by_claim(self.figures, self.settled, self.withdrawal)

    @cached_property
    def stated(self) -> Mapping[str, Sequence[Figure]]:
        """What each document states, by its id."""
        found: dict[str, list[Figure]] = defaultdict(list)
        for figure in self.figures:
            found[figure.source.document].append(figure)
        return found

    def standing(self, claim: Claim) -> tuple[Figure, ...]:
        """The statements of a claim that nobody withdrew."""
        return tuple(figure for figure in self.statements[claim] if self.withdrawal(figure) is None)

    def withdrawal(self, figure: Figure) -> Figure | None:
        """The retraction of a statement. Missing: None where it stands."""
        return signed.withdrawal(figure, self._withdrawn) if self._withdrawn else None

    @cached_property
    def retractions(self) -> frozenset[str]:
        """The ids of the retractions, those that were taken back too."""
        return frozenset(figure.id for figure in self.figures if signed.is_retraction(figure))

    @cached_property
    def _withdrawn(self) -> Mapping[str, Figure]:
        return signed.withdrawn(self.figures)

    @cached_property
    def by_day(self) -> Mapping[date, Mapping[str, tuple[Claim, ...]]]:
        """The claims of each day by area: days in order, the country first, its parts in the official order."""
        found: dict[date, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
        for claim in self.statements:
            if claim.end:
                found[claim.end][claim.area].append(claim)
        return {
            day: {code: tuple(sorted(found[day][code], key=rank)) for code in self.in_order(found[day], day)}
            for day in sorted(found)
        }

    @cached_property
    def settled_by_day(self) -> Mapping[date, Sequence[Claim]]:
        """The claims that something stands for, by their last day, days in order; claims in the order of notation."""
        found: dict[date, list[Claim]] = defaultdict(list)
        for claim in self.settled:
            if claim.end:
                found[claim.end].append(claim)
        return {day: sorted(found[day], key=str) for day in sorted(found)}

    def last_day(self, code: str) -> date:
        """The last day with a settled figure of the area. Errors: ValueError where there is none."""
        return max(day for kind, day in self.last_of_kind.items() if kind.area == code)

    @cached_property
    def last_of_kind(self) -> Mapping[Kind, date]:
        """The last day of each series of `by_kind`."""
        return {kind: max(days) for kind, days in self.by_kind.items()}

    def days_of(self, code: str, event: str | None, definition: str) -> Sequence[date]:
        """The days of which something is settled of the event in an area, in order; None: of any event."""
        known: set[date] = set()
        for (where, what, defined), days in self._days_of.items():
            if where == code and event in (None, what) and defined == definition:
                known |= days
        return sorted(known)

    @cached_property
    def _days_of(self) -> Mapping[tuple[str, str, str], set[date]]:
        """The days of what is settled of the disease, by area, event and definition."""
        found: dict[tuple[str, str, str], set[date]] = defaultdict(set)
        for claim in self.settled:
            if claim.end and claim.disease == self.disease:
                found[claim.area, claim.event, claim.definition].add(claim.end)
        return found

    def in_order(self, codes: Mapping[str, object], day: date) -> list[str]:
        """The areas: the country, its parts in the official order, whatever else by code."""
        official = [self.area, *(part.code for part in area.parts(self.area, day))]
        places = {code: place for place, code in enumerate(official)}
        return sorted(codes, key=lambda code: (places.get(code, len(places)), code))

    @cached_property
    def by_kind(self) -> Mapping[Kind, Mapping[date, Claim]]:
        """What is settled of the disease, by kind and day, days in order. Of what is new, days one by one; of totals
        with several starts on a day, the one of the longest time."""
        found: dict[Kind, dict[date, Claim]] = defaultdict(dict)
        for claim in self.settled:
            if not claim.end or claim.disease != self.disease:
                continue
            if claim.measure == terms.Measure.NEW and claim.start != claim.end:
                continue
            kind = Kind(claim.area, claim.event, claim.measure, claim.definition, claim.group)
            known = found[kind].setdefault(claim.end, claim)
            if (claim.start or date.min) < (known.start or date.min):
                found[kind][claim.end] = claim
        return {kind: dict(sorted(days.items())) for kind, days in found.items()}

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """The country, and each of its first-level parts that ever had figures of the disease, in the official order
        of the last day; those that existed no longer come after."""
        known = {kind.area for kind in self.by_kind}
        parts = [code for code in known if code == self.area or (area.parent(code) == self.area and "/" not in code)]
        return tuple(self.in_order(dict.fromkeys(parts), self.days[-1])) if parts else ()

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """What is counted of the areas of the site, in the order of the vocabulary."""
        known = set(self.areas)
        found = {
            (kind.event, kind.definition)
            for kind in self.by_kind
            if kind.area in known
            and kind.event in _ORDER
            and kind.definition in _ORDER
            and kind.event != terms.Event.OTHER
        }
        return tuple(sorted(found, key=lambda one: (_ORDER[one[0]], _ORDER[one[1]])))

    def is_unfinished(self, claim: Claim | None) -> bool:
        """Whether the count of a recent day may still grow, by what is known of its publisher."""
        if claim is None or claim.end is None or claim.end <= self._finished:
            return False
        age = (self.days[-1] - claim.end).days
        return claim in self.settled and age < publisher.grows_days(self.settled[claim].figure)

    @cached_property
    def _finished(self) -> date:
        """The last day that grows no more, whoever publishes it."""
        return self.days[-1] - timedelta(_RECENT)

    def once(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """What `make` makes, kept while the site is built: the languages show the same numbers."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]  # type: ignore[no-any-return]

    @cached_property
    def _kept(self) -> dict[Hashable, Any]:
        return {}

    @cached_property
    def frame(self) -> str:
        """What stands around every page and hangs on the record: the country's name as of its last day, by the words
        of it that each language has."""
        names = [area.name(self.area, language, self.front_day) for language in LANGUAGES]
        return " ".join(f"{name.name} {name.within} {name.of}" for name in names)

    def bulletins_on(self, day: date, language: str) -> Mapping[str, str]:
        """The texts of a day's bulletins by kind, in the order of kinds: as released, or else as the record has it."""
        found = {kind: text for kind, tongue, text in self.texts_on(day) if tongue == language}
        for kind in self.kinds:
            if kind not in found and self.area in self.by_day.get(day, ()):
                with suppress(NothingToWrite):
                    found[kind] = compose(kind, day, self._shelf, language).text
        return dict(sorted(found.items()))

    def latest_bulletins(self, language: str) -> Iterator[tuple[date, str, str]]:
        """Day, kind and text of each bulletin, the last first."""
        for day in sorted({*self.days, *self._texts}, reverse=True):
            for kind, text in reversed([*self.bulletins_on(day, language).items()]):
                yield day, kind, text

    @cached_property
    def _shelf(self) -> Shelf:
        return Shelf(self.settled, self.area, self.disease, self.settled_by_day, self.value)

    def texts_on(self, day: date) -> Sequence[tuple[str, str, str]]:
        """Kind, language and text of each bulletin about a day that is kept."""
        return self._texts.get(day, ())

    @cached_property
    def _texts(self) -> Mapping[date, Sequence[tuple[str, str, str]]]:
        found: dict[date, list[tuple[str, str, str]]] = defaultdict(list)
        for (kind, day, language), text in sorted(self.bulletins.items()):
            found[day].append((kind, language, text))
        return found

    @cached_property
    def place_of(self) -> Mapping[date, int]:
        """The place of each day among the days."""
        return {day: place for place, day in enumerate(self.days)}

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Every day with figures, in order."""
        return tuple(self.by_day)

    @cached_property
    def moment(self) -> str:
        """The moment as of which it stands, or else the last day of which something of the country is settled. Missing:
        '' where nothing is."""
        ends = (claim.end for claim in self.settled if claim.end and claim.area == self.area)
        return self.as_of or str(max(ends, default=""))

    @cached_property
    def front_day(self) -> date | None:
        """The last day with a settled national figure of the disease. Missing: None where there is none."""
        days = [
            claim.end
            for claim in self.settled
            if claim.end and claim.area == self.area and claim.disease == self.disease
        ]
        return max(days, default=None)

    @cached_property
    def problems_of(self) -> Mapping[str, tuple[Problem, ...]]:
        """The problems that concern a figure, by its id."""
        found: dict[str, list[Problem]] = defaultdict(list)
        for problem in self.problems:
            for name in dict.fromkeys(figure.id for figure in problem.concerned):
                found[name].append(problem)
        return {name: tuple(problems) for name, problems in found.items()}

    def explained(self, claim: Claim) -> tuple[Problem, ...]:
        """The problems that concern a claim, each once."""
        found = list(self.settled[claim].problems) if claim in self.settled else []
        for figure in self.statements.get(claim, ()) if self.problems_of else ():
            found += self.problems_of.get(figure.id, ())
        return _once(found)

    def problems_on(self, day: date) -> tuple[Problem, ...]:
        """The problems that concern a figure of that day, each once."""
        return self._problems_by_day.get(day, ())

    @cached_property
    def _problems_by_day(self) -> Mapping[date, tuple[Problem, ...]]:
        found: dict[date, list[Problem]] = defaultdict(list)
        for problem in self.problems:
            for day in dict.fromkeys(figure.claim.end for figure in problem.figures):
                if day:
                    found[day].append(problem)
        return {day: tuple(problems) for day, problems in found.items()}

    @cached_property
    def documents_by_day(self) -> Mapping[date, tuple[str, ...]]:
        """Ids of the documents that state figures of each day, in the order of documents."""
        found: dict[date, set[str]] = defaultdict(set)
        for claim, figures in self.statements.items():
            if claim.end:
                found[claim.end].update(figure.source.document for figure in figures)
        return {day: self.known(names) for day, names in found.items()}

    def known(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of the documents that are shown, in the order of documents."""
        places = self._place_of_document
        return tuple(sorted((name for name in names if name in places), key=lambda name: places[name]))

    @cached_property
    def _place_of_document(self) -> Mapping[str, int]:
        return {name: place for place, name in enumerate(self.documents)}

    @cached_property
    def documents_by_issue(self) -> Mapping[str, Sequence[str]]:
        """Ids of the documents with statements that stand, by the day of issue; those of an unknown day last, as
        'undated'."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for figure in signed.standing(self.figures):
            day = str(local_day(figure.source.issued, self.zone) or "undated")
            found[day][figure.source.document] = None
        return {day: tuple(found[day]) for day in sorted(found)}

    @cached_property
    def disputes(self) -> Mapping[Claim, str]:
        """The claims that somebody states otherwise, the last day first, and how each stands: 'open'; 'explained',
        where there is an innocent reason or a person signed for it; 'noted', where all that was found are notes."""
        claims = sorted(self.disputed, key=lambda claim: (str(claim.end or ""), str(claim)), reverse=True)
        return {claim: self._state(claim) for claim in claims}

    @property
    def disputed(self) -> Iterable[Claim]:
        """The claims of which several values are stated."""
        return (claim for claim, settlement in self.settled.items() if settlement.disputed)

    @cached_property
    def disputed_days(self) -> Set[date]:
        """The last days of the claims at which a reader should be told so."""
        return {claim.end for claim in self.disputes if claim.end and self.is_disputed(claim)}

    def _state(self, claim: Claim) -> str:
        document = self.documents.get(self.settled[claim].figure.source.document)
        if document and document.by:
            return "explained"
        found = {problem.severity for problem in self.explained(claim)}
        if not found or terms.Severity.FAILS in found:
            return "open"
        return "noted" if found == {terms.Severity.NOTE} else "explained"

    def is_disputed(self, claim: Claim) -> bool:
        """Whether a reader should be told at the number that others state another; a mere note stands on its page."""
        return self.disputes.get(claim, "noted") != "noted"

    @cached_property
    def said(self) -> dict[tuple[int, str], str]:
        """The text of each problem by language, kept while the site is built: it shows on three pages and is dear."""
        return {}

    def value(self, claim: Claim) -> int | None:
        """The settled value. Missing: None where nothing was settled."""
        settlement = self.settled.get(claim)
        return settlement.figure.value if settlement else None


def by_claim(
    figures: Iterable[Figure],
    settled: Mapping[Claim, Settlement],
    withdrawal: Callable[[Figure], Figure | None],
) -> dict[Claim, tuple[Figure, ...]]:
    """Every statement of each claim: see `Record.statements`."""
    found: dict[Claim, list[Figure]] = defaultdict(list)
    for figure in sorted(figures, key=lambda figure: withdrawal(figure) is not None):
        if not signed.is_retraction(figure):
            found[figure.claim].append(figure)
    for claim, settlement in settled.items():
        # The settled figure comes first, also where the caller did not repeat it among the statements.
        others = [figure for figure in found[claim] if figure.source != settlement.figure.source]
        found[claim] = [settlement.figure, *others]
    return {claim: tuple(figures) for claim, figures in found.items()}


def _once(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(problem for place, problem in enumerate(problems) if problem not in problems[:place])


def rank(claim: Claim) -> tuple[object, ...]:
    """Where a claim stands among those of its day and area: by disease, definition, event, group, measure, days."""
    traits = terms.traits(claim.group) if claim.group != terms.EVERYONE else []
    return (
        claim.disease,
        len(traits) if claim.event == "patient" else len(traits) > 0,
        _ORDER.get(claim.definition, 99) if claim.definition != "-" else 0,
        _ORDER.get(claim.event, 99),
        _ORDER.get(traits[0] if traits else terms.EVERYONE, 99),
        claim.group,
        _MEASURES.get(claim.measure, 9),
        claim.start or date.min,
    )


# Addresses
#
# A page's address and a claim's anchor are promises: they hang on the claim alone, so they stay when more is said.

_PLAIN_AREA = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
_PLAIN_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


def day_path(day: date) -> str:
    """Address of a day's page below its language."""
    return f"day/{day}.html"


def area_path(code: str) -> str:
    """Address of an area's page below its language."""
    return f"area/{area_slug(code)}.html"


def indicator_path(indicator: Indicator) -> str:
    """Address of an indicator's page below its language."""
    event, definition = indicator
    return f"indicator/{event}.html" if definition == "-" else f"indicator/{event}-{definition}.html"


# The languages of a page lead to the same claims one after another.
@lru_cache(maxsize=8192)
def why_path(claim: Claim) -> str:
    """Address of a claim's statements below its language, with the anchor; only for a claim of a known day."""
    return f"why/{claim.end}/{area_slug(claim.area)}.html#{anchor(claim)}"


def anchor(claim: Claim) -> str:
    """The claim's anchor on its page: readable words, and six digits of its hash."""
    return f"{_kind_words(claim.measure, claim.definition, claim.event, claim.group)}-{_hash(str(claim))[:6]}"


# Kinds are few; claims are too many to keep from one language to the next.
@lru_cache(maxsize=4096)
def _kind_words(*kind: str) -> str:
    return re.sub("[^a-z0-9]+", "-", "-".join(kind).lower()).strip("-")


def area_slug(code: str) -> str:
    """A file name for an area: its code, or a hash for a place below the first level."""
    return code if _PLAIN_AREA.fullmatch(code) else f"place-{_hash(code)[:12]}"


def document_path(name: str) -> str:
    """Address of a document's page: its id, or a hash where the id would not do as a file name."""
    return f"documents/{name if _PLAIN_NAME.fullmatch(name) else _hash(name)[:16]}.html"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
