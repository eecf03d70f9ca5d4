"""The checks over columns: millions of statements, and a Figure only for what may be wrong.

NumPy looks over all of it and passes over what surely holds. What is left, a page of a document, a few days of a series
or a claim with several values, is made into Figures and goes to the checks themselves. So there is one set of rules,
and nothing is found here that they do not find. What is passed over must be sure; what is handed on may be innocent.

A page is what one document states of one last day: no sum inside a document reaches beyond it. An undated page, and one
that states a claim with two values, is always handed on.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from esep import area, terms
from esep.check import Findings, ranked, with_slips
from esep.check.contradictions import contradiction, contradictions
from esep.check.extremes import LEAST, extremes
from esep.check.history import Point, fall, jump
from esep.check.sums import Outcome, across_days, stated, within_documents
from esep.data import tables
from esep.figure import Claim, Figure
from esep.problem import Problem
from esep.publisher import declared
from esep.terms import Event, Measure, Severity

Ints = NDArray[Any]
"""Whole numbers; of 32 bits where they are places, days or numbers of series, for memory's sake."""
Marks = NDArray[np.bool_]
Words = tuple[str, ...]
Fetch = Callable[[Ints], Sequence[Figure]]
"""Rows to their figures, in the same order."""

_WORDS = Claim._fields[:6]
_DAY_BITS = 22
"""Enough for every day until 9999."""


@dataclass(frozen=True)
class Statements:
    """What is checked, as columns: what was not withdrawn and is not doubtful, one a row. Days are proleptic Gregorian
    ordinals, and 0 where none is known."""

    series: Sequence[Words]
    """Disease, area, event, measure, definition, group."""
    claim_series: Ints
    claim_start: Ints
    claim_end: Ints
    """Claims, each once, in the order of series, start and end."""
    claim: Ints
    """Of each row, its claim."""
    value: Ints
    document: Ints
    publisher: Ints
    """Of each row, the place of its document's publisher among those."""
    publishers: Sequence[str | None]

    def only_stated(self) -> "Statements":
        """The same, with the claims that a row states."""
        there = np.zeros(len(self.claim_series), bool)
        there[self.claim] = True
        claim = (np.cumsum(there, dtype=np.int32) - 1)[self.claim]
        return replace(
            self,
            claim_series=self.claim_series[there],
            claim_start=self.claim_start[there],
            claim_end=self.claim_end[there],
            claim=claim,
        )

    @cached_property
    def keys(self) -> Ints:
        """The claims, as one number each; they rise."""
        return self.packed(self.claim_series, self.claim_start, self.claim_end)

    def packed(self, series: Ints, start: Ints, end: Ints) -> Ints:
        """Claims of those series and days as numbers; -1 for a series that is -1."""
        keys = series.astype(np.int64) << 2 * _DAY_BITS
        keys |= start.astype(np.int64) << _DAY_BITS
        keys |= end
        keys[series < 0] = -1
        return keys

    def places(self, series: Ints, start: Ints, end: Ints) -> Ints:
        """The claims of those series and days; -1 where nothing states one."""
        return _found(self.keys, self.packed(series, start, end))

    @cached_property
    def number(self) -> Mapping[Words, int]:
        """Series to its number."""
        return {words: number for number, words in enumerate(self.series)}

    @cached_property
    def extremes(self) -> tuple[Ints, Ints]:
        """Of each claim, the least and the greatest value."""
        least = np.full(len(self.claim_series), np.iinfo(np.int64).max)
        most = np.full(len(self.claim_series), np.iinfo(np.int64).min)
        np.minimum.at(least, self.claim, self.value)
        np.maximum.at(most, self.claim, self.value)
        return least, most

    @cached_property
    def _by_claim(self) -> tuple[Ints, Ints]:
        order = np.argsort(self.claim, kind="stable")
        return order, np.searchsorted(self.claim[order], np.arange(len(self.claim_series) + 1))

    def rows(self, claims: Ints) -> Ints:
        """The rows of those claims."""
        parts = [rows for _, rows in self.rows_of_each(claims)]
        return np.concatenate(parts) if parts else np.empty(0, np.int64)

    def rows_of_each(self, claims: Ints) -> Iterator[tuple[int, Ints]]:
        """Each of those claims with its rows."""
        order, begins = self._by_claim
        for claim in claims.tolist():
            yield claim, order[begins[claim] : begins[claim + 1]]

    @cached_property
    def undated(self) -> Ints:
        """The rows of documents that state something of an unknown day."""
        return np.flatnonzero(np.isin(self.document, np.unique(self.document[self.claim_end[self.claim] == 0])))

    def of_measure(self, measure: str) -> Marks:
        """Which series are of that measure."""
        return np.array([words[3] == measure for words in self.series], bool)


def check_columns(said: Statements, fetch: Fetch) -> Findings:
    """What `check` finds in the figures of those statements."""
    known = Known(fetch)
    found = _confronted(said, known)
    known.figures(_near(said, found.problems))
    return with_slips(found, known.all())


class Known:
    """Figures that were made, each once."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._made: dict[int, Figure] = {}

    def make(self, parts: Iterable[Ints]) -> None:
        """Makes the figures of all those rows at once."""
        new = np.array(sorted({row for rows in parts for row in rows.tolist()} - self._made.keys()), np.int64)
        if len(new):
            self._made.update(zip(new.tolist(), self._fetch(new), strict=True))

    def figures(self, rows: Ints) -> list[Figure]:
        """The figures of those rows."""
        numbers = rows.tolist()
        if any(row not in self._made for row in numbers):
            self.make((rows,))
        return [self._made[row] for row in numbers]

    def all(self) -> list[Figure]:
        """All that were made, in the order of rows."""
        return [self._made[row] for row in sorted(self._made)]


def _confronted(said: Statements, known: Known) -> Findings:
    problems: list[Problem] = []
    held: Counter[str] = Counter()
    unsaid: Counter[str] = Counter()
    for part in (_documents, _growth, _history, _extremes, _contradictions):
        for found in part(said, known, held, unsaid):
            if isinstance(found, Problem):
                problems.append(found)
            else:
                (held if found.holds else unsaid)[found.name] += 1
    return Findings(ranked(problems), held, unsaid)


def _near(said: Statements, problems: Iterable[Problem]) -> Ints:
    """The rows that slips are looked for in: what is said of a failing identity's country and disease on its days and
    on the day before and after each; see `localise`. Undated ones were handed on."""
    realm = _numbered((words[0], area.country(words[1])) for words in said.series)
    wanted = {
        int(realm[said.number[figure.claim[:6]]]) << _DAY_BITS | figure.claim.end.toordinal()
        for problem in problems
        if problem.identity and problem.severity == Severity.FAILS
        for figure in problem.figures
        if figure.claim.end
    }
    if not wanted:
        return np.empty(0, np.int64)
    days = (realm[said.claim_series] << _DAY_BITS | said.claim_end)[said.claim]
    each = np.unique(days[said.claim_end[said.claim] > 0])
    at = np.searchsorted(each, np.array(sorted(wanted), np.int64))
    near = each[np.unique(np.clip(np.concatenate((at - 1, at, at + 1)), 0, len(each) - 1))]
    return np.flatnonzero(_found(near, days) >= 0)


def _numbered(names: Iterable[Hashable]) -> Ints:
    """A number for each name, the same for the same."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], np.int64)


def _found(sorted_keys: Ints, wanted: Ints) -> Ints:
    """The place of each wanted key among those; -1 where it is not there."""
    if not len(sorted_keys):
        return np.full(len(wanted), -1)
    place = np.minimum(np.searchsorted(sorted_keys, wanted), len(sorted_keys) - 1)
    return np.where(sorted_keys[place] == wanted, place, -1)


# Inside each document ---------------------------------------------------------------------------------------------


class _Pages:
    """What each document states of each claim, once, in the order of documents and claims; and its page."""

    def __init__(self, said: Statements) -> None:
        self.said = said
        keys = said.document * np.int64(len(said.claim_series)) + said.claim
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])) if len(keys) else np.empty(0, np.int64)
        self.keys = keys[first]
        self.claim = said.claim[order][first]
        self.document = said.document[order][first]
        self.value = said.value[order][first]
        self.publisher = said.publisher[order][first]
        end = said.claim_end[self.claim]
        _, page = np.unique(self.document.astype(np.int64) << _DAY_BITS | end, return_inverse=True)
        self.page = page.astype(np.int32)
        values = said.value[order]
        several = np.maximum.reduceat(values, first) != np.minimum.reduceat(values, first) if len(first) else end > 0
        self.handed_on = np.zeros(int(self.page.max(initial=-1)) + 1, bool)
        self.handed_on[self.page[several | (end == 0)]] = True
        self.page_of_row = np.empty(len(order), np.int32)
        self.page_of_row[order] = np.repeat(self.page, np.diff(np.append(first, len(order))))
        self.outcomes: list[tuple[str, Ints, bool]] = []

    def with_series(self, to: Ints, of: Ints) -> Ints:
        """Of the entries `of`, that of the same document and days whose series is the one in `to`; -1 for none."""
        said = self.said
        claims = self.claim[of]
        others = said.places(to[said.claim_series[claims]], said.claim_start[claims], said.claim_end[claims])
        keys = self.document[of] * np.int64(len(said.claim_series)) + others
        return np.where(others < 0, -1, _found(self.keys, keys))

    def of_series(self, chosen: Marks) -> Ints:
        """The entries of those series."""
        return np.flatnonzero(chosen[self.said.claim_series[self.claim]])

    def declaring(self, name: str, entries: Ints) -> Ints:
        """Those of publishers by whose word the identity holds."""
        theirs = np.array([name in declared(publisher) for publisher in self.said.publishers], bool)
        declaring: Ints = entries[theirs[self.publisher[entries]]]
        return declaring

    def told(self, name: str, entries: Ints, holds: Marks, fails: Marks) -> None:
        """Keeps what an identity says of each of these entries."""
        pages = self.page[entries]
        self.handed_on[pages[fails]] = True
        self.outcomes.append((name, pages[holds], True))
        self.outcomes.append((name, pages[~holds & ~fails], False))


def _documents(said: Statements, known: Known, held: Counter[str], unsaid: Counter[str]) -> Iterator[Problem | Outcome]:
    """Sums inside each document."""
    pages = _Pages(said)
    for name, rule in tables("identities").items():
        spread = _SPREADS.get(rule.get("over", "parts"))
        if spread:
            spread(name, rule, pages)
    for name, its, holds in pages.outcomes:
        count = int((~pages.handed_on[its]).sum())
        if count:
            (held if holds else unsaid)[name] += count
    rows = np.flatnonzero(pages.handed_on[pages.page_of_row])
    rows = rows[np.argsort(pages.page_of_row[rows], kind="stable")]
    begins = np.flatnonzero(np.diff(pages.page_of_row[rows], prepend=-1))
    known.make((rows,))
    for its in np.split(rows, begins[1:]) if len(rows) else ():
        yield from within_documents(known.figures(its))


def _parts(name: str, rule: Mapping[str, Any], pages: _Pages) -> None:
    """Wholes and the parts that the rule writes out; see `identity.spread`."""
    said = pages.said
    places = [_WORDS.index(field) for field in rule.get("where", {})]
    wanted = list(rule.get("where", {}).values())
    parts = np.full((len(rule["parts"]), len(said.series)), -1)
    for number, words in enumerate(said.series):
        if [words[place] for place in places] == wanted:
            for change, own in enumerate(_parts_of(words, rule["parts"])):
                parts[change, number] = said.number.get(own, -1)
    adds_up = rule["relation"] == "zero"
    wholes = pages.of_series(np.all(parts >= 0, axis=0) if adds_up else np.any(parts >= 0, axis=0))
    if rule.get("declared"):
        wholes = pages.declaring(name, wholes)
    if rule.get("any_start"):
        _hand_on_other_starts(parts, wholes, pages)
    found = [pages.with_series(part, wholes) for part in parts]
    if not adds_up:
        for one in found:
            there = one >= 0
            holds = pages.value[wholes[there]] >= pages.value[one[there]]
            pages.told(name, wholes[there], holds, ~holds)
        return
    there = np.logical_and.reduce([one >= 0 for one in found])
    residual = pages.value[wholes[there]] - sum(pages.value[one[there]] for one in found)
    is_open = np.full(int(there.sum()), bool(rule.get("open", False)))
    pages.told(name, wholes[there], residual == 0, (residual < 0) | ((residual > 0) & ~is_open))


def _parts_of(words: Words, changes: Iterable[Mapping[str, str]]) -> Iterator[Words]:
    """The series of each part; none from the first on that the whole itself is."""
    disease, code, event, measure, definition, group = words
    whole = Claim(disease, code, event, measure, definition, group, None, None)
    for change in changes:
        if "group" in change and change["group"] in terms.traits(whole.group):
            return
        fields: dict[str, Any] = dict(change)
        if "group" in fields:
            fields["group"] = terms.group(whole.group, fields["group"])
        yield tuple(map(str, whole._replace(**fields)[:6]))


def _hand_on_other_starts(parts: NDArray[np.int64], wholes: Ints, pages: _Pages) -> None:
    """Pages with a part that began on another day than its whole are left to the check itself."""
    said = pages.said
    for part in parts:
        own = pages.of_series(np.isin(np.arange(len(said.series)), part[part >= 0]))
        if not (len(own) and len(wholes)):
            continue
        series = said.claim_series[pages.claim[own]]
        many = np.int64(len(said.series))
        stated_there = np.unique(pages.page[own] * many + series)
        other = pages.page[wholes] * many + part[said.claim_series[pages.claim[wholes]]]
        missing = pages.with_series(part, wholes) < 0
        pages.handed_on[pages.page[wholes[missing & (_found(stated_there, other) >= 0)]]] = True


def _areas(name: str, rule: Mapping[str, Any], pages: _Pages) -> None:
    """An area and those below it that are stated; see `identity.spread`."""
    said = pages.said
    above = np.full(len(said.series), -1)
    for number, (disease, code, *rest) in enumerate(said.series):
        parent = area.parent(code)
        if parent:
            above[number] = said.number.get((disease, parent, *rest), -1)
    own = pages.of_series(above >= 0)
    whole = pages.with_series(above, own)
    own, whole = own[whole >= 0], whole[whole >= 0]
    wholes, of = np.unique(whole, return_inverse=True)
    total, listed = np.zeros(len(wholes), np.int64), np.zeros(len(wholes), np.int64)
    np.add.at(total, of, pages.value[own])
    count = _number_of_parts(pages, wholes)
    np.add.at(listed, of, np.where(count[of] > 0, _existing(pages, own), _left_over(pages, own)))
    short = listed != np.maximum(count, 1)
    residual = pages.value[wholes] - total
    is_open = short & rule["open"]
    pages.told(name, wholes, residual == 0, (residual < 0) | ((residual > 0) & ~is_open))


def _existing(pages: _Pages, entries: Ints) -> Marks:
    """Which are of a first-level part that existed on its last day."""
    said = pages.said
    lives = np.array([_lifetime(words[1]) for words in said.series], np.int32).reshape(-1, 2)
    claims = pages.claim[entries]
    series, end = said.claim_series[claims], said.claim_end[claims]
    exist: Marks = (lives[series, 0] <= end) & (end <= lives[series, 1])
    return exist


def _left_over(pages: _Pages, entries: Ints) -> Marks:
    """Which say how many lie in none of an area's parts."""
    remainders = np.array(
        [words[1] == area.remainder(area.parent(words[1]) or "") for words in pages.said.series], bool
    )
    return remainders[pages.said.claim_series[pages.claim[entries]]]


@lru_cache(maxsize=100_000)
def _lifetime(code: str) -> tuple[int, int]:
    """First and last day of a first-level part, as ordinals; of another area a first day after the last."""
    try:
        found = area.find(code)
    except area.UnknownArea:
        return 1, 0
    if found.level == "place" or found.parent is None:
        return 1, 0
    return (found.valid_from or date.min).toordinal(), (found.valid_to or date.max).toordinal()


def _number_of_parts(pages: _Pages, entries: Ints) -> Ints:
    """How many parts each area had on its last day; undated pages are handed on in any case."""
    said = pages.said
    names = list(dict.fromkeys(words[1] for words in said.series))
    number = _numbered(words[1] for words in said.series)
    claims = pages.claim[entries]
    pairs = number[said.claim_series[claims]] << _DAY_BITS | said.claim_end[claims]
    each, which = np.unique(pairs, return_inverse=True)
    told = [
        len(area.parts(names[pair >> _DAY_BITS], date.fromordinal(pair & (2**_DAY_BITS - 1) or 1)))
        for pair in each.tolist()
    ]
    return np.array(told, np.int64)[which]


def _groups(name: str, rule: Mapping[str, Any], pages: _Pages) -> None:
    """Each group of people within all people."""
    said = pages.said
    everyone = np.array(
        [
            -1 if words[5] == terms.EVERYONE else said.number.get((*words[:5], terms.EVERYONE), -1)
            for words in said.series
        ],
        np.int64,
    )
    part = pages.of_series(everyone >= 0)
    whole = pages.with_series(everyone, part)
    part, whole = part[whole >= 0], whole[whole >= 0]
    holds = pages.value[whole] >= pages.value[part]
    pages.told(name, part, holds, ~holds)


_SPREADS: Mapping[str, Callable[[str, Mapping[str, Any], _Pages], None]] = {
    "parts": _parts,
    "areas": _areas,
    "groups": _groups,
}


# From day to day --------------------------------------------------------------------------------------------------


def _growth(said: Statements, known: Known, held: Counter[str], unsaid: Counter[str]) -> Iterator[Problem | Outcome]:
    """Totals that do not grow by what was new."""
    new, after, before = (np.concatenate(part) for part in zip(*_growing(said), strict=True))
    least, most = said.extremes
    one_value = least == most
    sure = one_value[new] & one_value[after] & one_value[before] & (least[after] == least[before] + least[new])
    claims = np.unique(np.concatenate([part[~sure] for part in (new, after, before)]))
    handed_on = np.zeros(len(said.claim_series), bool)
    handed_on[claims] = True
    count = int((~(handed_on[new] & handed_on[after] & handed_on[before])).sum())
    if count:
        held["growth"] += count
    yield from across_days(known.figures(said.rows(claims)))


def _growing(said: Statements) -> Iterator[tuple[Ints, Ints, Ints]]:
    """(new, total, total of the day before the period), claim by claim, for the totals of each start."""
    none = np.empty(0, np.int64)
    yield none, none, none
    totals: dict[int, set[int]] = {}
    is_total, is_new = said.of_measure(Measure.TOTAL), said.of_measure(Measure.NEW)
    of_totals = is_total[said.claim_series]
    begun = said.claim_series[of_totals].astype(np.int64) << _DAY_BITS | said.claim_start[of_totals]
    for one in np.unique(begun).tolist():
        totals.setdefault(one >> _DAY_BITS, set()).add(one & (2**_DAY_BITS - 1))
    total_of = np.full(len(said.series), -1)
    for number, words in enumerate(said.series):
        if is_new[number]:
            total_of[number] = said.number.get((*words[:3], str(Measure.TOTAL), *words[4:]), -1)
    dated = (said.claim_start > 1) & (said.claim_end > 0)
    new = np.flatnonzero((total_of[said.claim_series] >= 0) & dated)
    total = total_of[said.claim_series[new]]
    starts = [sorted(totals[series]) if series in totals else [] for series in range(len(said.series))]
    for turn in range(max(map(len, starts), default=0)):
        start_of = np.array([its[turn] if turn < len(its) else -1 for its in starts], np.int64)
        start = start_of[total]
        series = np.where(start < 0, -1, total)
        after = said.places(series, np.maximum(start, 0), said.claim_end[new])
        before = said.places(series, np.maximum(start, 0), said.claim_start[new] - 1)
        both = (after >= 0) & (before >= 0)
        yield new[both], after[both], before[both]


def _history(said: Statements, known: Known, held: Counter[str], unsaid: Counter[str]) -> Iterator[Problem | Outcome]:
    """Falls and jumps of each series."""
    rules = tables("series")
    wide = max(rules["fall"]["around"], rules["jump"]["around"]) + rules["fall"]["back"] + 2
    lines = _Lines(said)
    fell, unlike = lines.fell(), lines.unlike(rules["jump"])
    held["fall"] += int(lines.pairs.sum() - len(fell))
    if not held["fall"]:
        del held["fall"]
    suspects = [(place, judge) for places, judge in ((fell, fall), (unlike, jump)) for place in places.tolist()]
    windows = [lines.around(place, wide) for place, _ in suspects]
    rows_of = [said.rows(claims) for _, claims in windows]
    known.make(rows_of)
    for (_, judge), (at, _), rows in zip(suspects, windows, rows_of, strict=True):
        points = sorted(stated(known.figures(rows), dated=True).values(), key=_last_day)
        found = judge(points, at)
        if found:
            yield found


def _last_day(point: Point) -> date:
    return point[0].claim.end or date.max


class _Lines:
    """Claims series by series in the order of days: totals of one start, others of one length; see `history`."""

    def __init__(self, said: Statements) -> None:
        self.is_total = said.of_measure(Measure.TOTAL)[said.claim_series]
        length = np.where(said.claim_start > 0, said.claim_end - said.claim_start, -1)
        kind = np.where(self.is_total, said.claim_start, length)
        order = np.lexsort((said.claim_end, kind, said.claim_series))
        self.claims = order[said.claim_end[order] > 0]
        self.is_total = self.is_total[self.claims]
        series, kind = said.claim_series[self.claims], kind[self.claims]
        anew = np.append(True, (series[1:] != series[:-1]) | (kind[1:] != kind[:-1]))[: len(series)]
        begins = np.flatnonzero(anew)
        sizes = np.diff(np.append(begins, len(series)))
        self.begin = np.repeat(begins, sizes)
        self.stop = np.repeat(begins + sizes, sizes)
        self.pairs = self.is_total & ~anew
        self.least, self.most = (values[self.claims] for values in said.extremes)

    def around(self, place: int, wide: int) -> tuple[int, Ints]:
        """So many claims on either side of a place, as far as its line goes, and its place among them."""
        begin = max(int(self.begin[place]), place - wide)
        return place - begin, self.claims[begin : min(int(self.stop[place]), place + wide + 1)]

    def fell(self) -> Ints:
        """The places of totals of which every value is less than every value of the one before."""
        before = np.roll(self.least, 1)
        return np.flatnonzero(self.pairs & (self.most < before))

    def unlike(self, rule: Mapping[str, Any]) -> Ints:
        """The places whose count may be unlike all around it: no value said of them tells that it is not."""
        around, times, least = rule["around"], rule["times"], rule["least"]
        low = np.where(self.is_total, self.least - np.roll(self.most, 1), self.least)
        high = np.where(self.is_total, self.most - np.roll(self.least, 1), self.most)
        place = np.arange(len(low))
        enough = place - self.begin >= around + self.is_total
        last = self.stop - 1 == place
        enough &= last | (self.stop - place > around)
        most, fewest = (_extreme(values, around, last, of) for values, of in ((low, np.maximum), (high, np.minimum)))
        much = (high >= least) & (high >= times * most)
        little = (fewest >= least) & (times * low <= fewest)
        return np.flatnonzero(enough & (much | little))


def _extreme(values: Ints, around: int, last: Marks, of: np.ufunc) -> Ints:
    """The extreme of so many values before and after each, of the last one before alone; of no meaning nearer to the
    ends than that."""
    found, after = np.roll(values, 1), np.roll(values, -1)
    for step in range(2, around + 1):
        of(found, np.roll(values, step), out=found)
        of(after, np.roll(values, -step), out=after)
    of(found, after, out=found, where=~last)
    return found


# Extremes ---------------------------------------------------------------------------------------------------------


def _extremes(said: Statements, known: Known, held: Counter[str], unsaid: Counter[str]) -> Iterator[Problem | Outcome]:
    """Counts below nothing, and counts of deaths that somebody gives for cases too."""
    least, most = said.extremes
    case_of = np.array(
        [
            said.number.get((*words[:2], str(Event.CASE), *words[3:]), -1) if words[2] == Event.DEATH else -1
            for words in said.series
        ],
        np.int64,
    )
    deaths = np.flatnonzero((case_of[said.claim_series] >= 0) & (said.claim_end > 0))
    cases = said.places(case_of[said.claim_series[deaths]], said.claim_start[deaths], said.claim_end[deaths])
    alike = (cases >= 0) & (most[deaths] >= LEAST) & (least[deaths] <= most[cases]) & (least[cases] <= most[deaths])
    either = said.rows(np.concatenate((deaths[alike], cases[alike])))
    rows = np.concatenate((np.flatnonzero(said.value < 0), said.undated, either))
    yield from extremes(known.figures(np.unique(rows)))


# Two values -------------------------------------------------------------------------------------------------------


def _contradictions(
    said: Statements, known: Known, held: Counter[str], unsaid: Counter[str]
) -> Iterator[Problem | Outcome]:
    """Claims that were stated with more than one value."""
    yield from (p for p in contradictions(known.figures(said.undated)) if p.figures[0].claim.end is None)
    least, most = said.extremes
    contested = np.flatnonzero((least < most) & (said.claim_end > 0))
    evidence = _Evidence(said, contested)
    pairs = [(rows, evidence.of(claim, rows)) for claim, rows in said.rows_of_each(contested)]
    known.make(row for pair in pairs for row in pair)
    for rows, others in pairs:
        yield contradiction(known.figures(rows), known.figures(others))


class _Evidence:
    """Rows that may show why a claim has several values: for each kind of reason in `contradictions` those that it can
    rest on, and those that forbid it."""

    def __init__(self, said: Statements, contested: Ints) -> None:
        self._said = said
        self._count = _numbered(words[:4] for words in said.series)
        self._definition = _numbered(words[4] for words in said.series)
        self._group = _numbered(words[5] for words in said.series)
        self._new = np.full(len(said.series), -1)
        for number, words in enumerate(said.series):
            if words[3] == Measure.TOTAL:
                self._new[number] = said.number.get((*words[:3], str(Measure.NEW), *words[4:]), -1)
        self._is_total = said.of_measure(Measure.TOTAL)
        series = np.unique(said.claim_series[contested])
        counted = np.isin(self._count, self._count[series])
        totals = np.isin(np.arange(len(said.series)), series[self._is_total[series]])
        led = np.isin(np.arange(len(said.series)), self._new[totals])
        dated = (said.claim_end > 0)[said.claim]
        series_of = said.claim_series[said.claim]
        self._days = _Days(said, np.flatnonzero(dated & counted[series_of]), self._count)
        self._values = _Values(said, np.flatnonzero(dated & (totals | led)[series_of]))
        self._totals = _Totals(said, np.flatnonzero(dated & totals[series_of]))

    def of(self, claim: int, rows: Ints) -> Ints:
        """The rows that may explain one value of the claim by another."""
        said = self._said
        series, end = int(said.claim_series[claim]), int(said.claim_end[claim])
        values = np.unique(said.value[rows])
        gaps = np.unique(np.subtract.outer(values, values))
        gaps = gaps[gaps > 0]
        found = [self._otherwise_defined(claim, np.concatenate((values, gaps)))]
        if self._is_total[series]:
            for gap in gaps.tolist() if self._new[series] >= 0 else ():
                new = self._values.until(int(self._new[series]), gap, end)
                found += [_latest(said, new), new[np.isin(said.document[new], said.document[rows])]]
            found += [_latest(said, self._values.until(series, value, end - 1)) for value in values.tolist()]
            found += self._totals.after(claim, np.unique(said.publisher[rows]))
        return np.unique(np.concatenate(found))

    def _otherwise_defined(self, claim: int, values: Ints) -> Ints:
        """Rows of the same count and day with one of the values, of another definition or of another group."""
        said = self._said
        series = int(said.claim_series[claim])
        its = self._days.of(int(self._count[series]), int(said.claim_end[claim]))
        theirs = said.claim_series[said.claim[its]]
        fits = (self._definition[theirs] == self._definition[series]) != (self._group[theirs] == self._group[series])
        fits &= self._is_total[series] | (said.claim_start[said.claim[its]] == said.claim_start[claim])
        its = its[fits]
        otherwise: Ints = its[np.isin(said.value[its], values)] if len(its) else its
        return otherwise


def _latest(said: Statements, rows: Ints) -> Ints:
    """Of rows in the order of days, those of the last."""
    if not len(rows):
        return rows
    days = said.claim_end[said.claim[rows]]
    return rows[days.searchsorted(days[-1]) :]


class _Days:
    """Rows by what is counted and the day."""

    def __init__(self, said: Statements, rows: Ints, count: Ints) -> None:
        claims = said.claim[rows]
        days = count[said.claim_series[claims]] << _DAY_BITS | said.claim_end[claims]
        order = np.argsort(days, kind="stable")
        self._rows, self._days = rows[order], days[order]

    def of(self, count: int, day: int) -> Ints:
        """Those of that count and day."""
        begin, end = self._days.searchsorted((count << _DAY_BITS | day, (count << _DAY_BITS | day) + 1))
        return self._rows[begin:end]


class _Values:
    """Rows by series and value, in the order of days."""

    def __init__(self, said: Statements, rows: Ints) -> None:
        claims = said.claim[rows]
        series = said.claim_series[claims]
        order = np.lexsort((said.claim_end[claims], said.value[rows], series))
        self._rows = rows[order]
        self._value = said.value[self._rows]
        self._end = said.claim_end[claims][order]
        self._begins = np.searchsorted(series[order], np.arange(len(said.series) + 1))

    def until(self, series: int, value: int, day: int) -> Ints:
        """Those of that series and value until that day."""
        begin, end = self._begins[series : series + 2].tolist()
        values = self._value[begin:end]
        first, last = begin + values.searchsorted(value), begin + values.searchsorted(value, "right")
        return self._rows[first : first + self._end[first:last].searchsorted(day, "right")]


class _Totals:
    """What was said of later days than a total's."""

    def __init__(self, said: Statements, rows: Ints) -> None:
        self._said = said
        claims = said.claim[rows]
        end = said.claim_end[claims]
        days = said.claim_series[claims].astype(np.int64) << _DAY_BITS | end
        by_day = np.argsort(days, kind="stable")
        self._rows, self._days = rows[by_day], days[by_day]
        parts = np.stack((said.claim_series, said.claim_start))
        self._line = np.cumsum(np.any(np.diff(parts, prepend=parts[:, :1]), axis=0))
        said_by = self._of(claims, said.publisher[rows]) << _DAY_BITS | end
        by_publisher = np.argsort(said_by, kind="stable")
        self._theirs, self._said_by = rows[by_publisher], said_by[by_publisher]

    def _of(self, claims: Ints | int, publishers: Ints) -> Ints:
        lines: Ints = self._line[claims] * np.int64(len(self._said.publishers)) + publishers
        return lines

    def after(self, claim: int, publishers: Ints) -> Iterator[Ints]:
        """The rows of the least of the series, and of the first that each publisher says of the same start."""
        said = self._said
        day = int(said.claim_series[claim]) << _DAY_BITS | int(said.claim_end[claim])
        begin, end = self._days.searchsorted(day, "right"), self._days.searchsorted((day >> _DAY_BITS) + 1 << _DAY_BITS)
        if begin < end:
            yield self._rows[begin + said.value[self._rows[begin:end]].argmin()][None]
        for line in self._of(claim, publishers).tolist():
            begin = self._said_by.searchsorted(line << _DAY_BITS | int(said.claim_end[claim]), "right")
            if begin < len(self._said_by) and self._said_by[begin] >> _DAY_BITS == line:
                yield self._theirs[begin : self._said_by.searchsorted(self._said_by[begin], "right")]
