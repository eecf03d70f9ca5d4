"""A record whose figures stay in the ledger: its days, series and disputes are told from columns, and what a page shows
is fetched when it is made. It shows what a record that holds all of its figures shows.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from esep import signed, terms
from esep.document import Document, local_day
from esep.figure import Claim, Figure
from esep.ledger.said import Said
from esep.problem import Problem
from esep.publisher import is_official
from esep.settle import Settlement, settle
from esep.site.build import parts
from esep.site.keys import Keys
from esep.site.part import Part
from esep.site.record import Kind, Record, by_claim, rank

_DAYS = 64
"""Days whose figures are kept at a time: a bulletin looks back three weeks."""
_K = TypeVar("_K")
_V = TypeVar("_V")
Ints = NDArray[Any]


def kept(said: Said, area: str, documents: Mapping[str, Document], problems: Sequence[Problem], **more: Any) -> "Kept":
    """The record of what the ledger holds; `more` are fields of `Record`."""
    by_person = [name for name, document in documents.items() if document.by]
    figures = said.figures(np.flatnonzero(np.isin(said.document, [said.documents.index(name) for name in by_person])))
    days = Days(said, problems, figures)
    return Kept(area, days.settled, figures, documents, problems, columns=said, days_kept=days, **more)


def kept_parts(record: "Kept") -> Iterator[Part]:
    """Every part of its site, with keys that are told from columns."""
    return parts(record, _Keys(record))


class Day(NamedTuple):
    """What was said, and what stands, of the claims that end on a day."""

    statements: Mapping[Claim, tuple[Figure, ...]]
    settled: Mapping[Claim, Settlement]


class _Lazy(Mapping[_K, _V], Generic[_K, _V]):
    """Values that are made when they are asked for, of keys that are known."""

    def __init__(self, keys: Callable[[], Iterable[_K]], has: Callable[[Any], bool], make: Callable[[_K], _V]) -> None:
        self._keys, self._has, self._make = keys, has, make

    def __contains__(self, key: object) -> bool:
        return self._has(key)

    def __getitem__(self, key: _K) -> _V:
        if not self._has(key):
            raise KeyError(key)
        return self._make(key)

    def __iter__(self) -> Iterator[_K]:
        return iter(self._keys())

    def __len__(self) -> int:
        return sum(1 for _ in self._keys())


class Days:
    """The statements by the day that they end on, fetched day by day."""

    def __init__(self, said: Said, problems: Sequence[Problem], by_person: Sequence[Figure]) -> None:
        self.said = said
        self._retractions = [figure for figure in by_person if signed.is_retraction(figure)]
        self._gone = signed.withdrawn(self._retractions)
        self._problems = _by_day(problems)
        ends = said.claim_end[said.claim]
        self._in_order = np.argsort(ends, kind="stable")
        self._ends = ends[self._in_order]
        self._kept: dict[date | None, Day] = {}
        self.is_stated = _marked(said, said.states)
        """Of each claim, whether anything was ever said of it."""
        self.is_settled = _marked(said, said.sound) & (said.claim_end > 0)
        """Of each claim, whether something stands for it."""
        self.settled = self._mapping(self.is_settled, lambda day: day.settled)
        self.statements = self._mapping(self.is_stated, lambda day: day.statements)

    def rows(self, day: date | None) -> Ints:
        """The statements that end on that day, in their order."""
        end = day.toordinal() if day else 0
        return self._in_order[self._ends.searchsorted(end) : self._ends.searchsorted(end, "right")]

    def on(self, day: date | None) -> Day:
        """What was said, and what stands, of the claims that end on that day."""
        if day not in self._kept:
            if len(self._kept) == _DAYS:
                self._kept.pop(next(iter(self._kept)))
            self._kept[day] = self._made(day)
        return self._kept[day]

    def _made(self, day: date | None) -> Day:
        figures = [one for one in self.said.figures(self.rows(day)) if not signed.is_retraction(one)]
        settled = settle([*figures, *self._retractions], self._problems.get(day, ()), official=is_official)
        return Day(by_claim(figures, settled, lambda figure: signed.withdrawal(figure, self._gone)), settled)

    def _mapping(self, chosen: Ints, part: Callable[[Day], Mapping[Claim, _V]]) -> Mapping[Claim, _V]:
        def has(claim: object) -> bool:
            if not isinstance(claim, Claim):
                return False
            if claim.end in self._kept:
                return claim in part(self._kept[claim.end])
            place = self.said.place(claim)
            return place is not None and bool(chosen[place])

        def claims() -> Iterable[Claim]:
            return self.said.claims(np.flatnonzero(chosen))

        return _Lazy(claims, has, lambda claim: part(self.on(claim.end))[claim])


def _marked(said: Said, statements: Ints) -> Ints:
    """Which claims any of those statements is of."""
    found = np.zeros(len(said.claim_end), bool)
    found[said.claim[statements]] = True
    return found


def _by_day(problems: Iterable[Problem]) -> Mapping[date | None, list[Problem]]:
    """The problems that say anything of a figure of each day."""
    found: dict[date | None, list[Problem]] = defaultdict(list)
    for problem in problems:
        for day in dict.fromkeys(figure.claim.end for figure in (*problem.concerned, *problem.evidence)):
            found[day].append(problem)
    return found


@dataclass(frozen=True)
class Kept(Record):
    """A record whose figures stay in the ledger."""

    columns: Said = field(kw_only=True)
    days_kept: Days = field(kw_only=True)

    @property
    def statements(self) -> Mapping[Claim, tuple[Figure, ...]]:
        return self.days_kept.statements

    @cached_property
    def stated(self) -> Mapping[str, Sequence[Figure]]:
        rows = self.rows_in
        return _Lazy(lambda: rows, rows.__contains__, lambda name: self.columns.figures(rows[name]))

    @cached_property
    def rows_in(self) -> Mapping[str, Ints]:
        """The statements of each document, by its id."""
        order = np.argsort(self.columns.document, kind="stable")
        numbers, firsts = np.unique(self.columns.document[order], return_index=True)
        ids = (self.columns.documents[number] for number in numbers.tolist())
        return dict(zip(ids, np.split(order, firsts[1:]), strict=False))

    @cached_property
    def by_day(self) -> Mapping[date, Mapping[str, tuple[Claim, ...]]]:
        places = _by_end(self.columns, self.days_kept.is_stated)

        @lru_cache(_DAYS)
        def on(day: date) -> Mapping[str, tuple[Claim, ...]]:
            found: dict[str, list[Claim]] = defaultdict(list)
            for claim in self.columns.claims(places[day]):
                found[claim.area].append(claim)
            return {code: tuple(sorted(found[code], key=rank)) for code in self.in_order(found, day)}

        return _Lazy(lambda: places, places.__contains__, on)

    @cached_property
    def settled_by_day(self) -> Mapping[date, Sequence[Claim]]:
        days = _by_end(self.columns, self.days_kept.is_settled)
        return _Lazy(lambda: days, days.__contains__, lambda day: [*self.days_kept.on(day).settled])

    @cached_property
    def by_kind(self) -> Mapping[Kind, Mapping[date, Claim]]:
        made = lru_cache(None)(self._of_kind)
        return _Lazy(lambda: self._series, self._series.__contains__, made)

    @cached_property
    def _series(self) -> Mapping[Kind, tuple[int, Ints]]:
        """The number of each series with settled days that `by_kind` has, and the places of its claims."""
        said = self.columns
        is_new = np.array([words.measure == terms.Measure.NEW for words in said.series], bool)
        ours = np.array([words.disease == self.disease for words in said.series], bool)
        chosen = self.days_kept.is_settled & ours[said.claim_series]
        chosen &= ~is_new[said.claim_series] | (said.claim_start == said.claim_end)
        places = np.flatnonzero(chosen)
        numbers, firsts = np.unique(said.claim_series[places], return_index=True)
        found = {}
        for number, its in zip(numbers.tolist(), np.split(places, firsts[1:]), strict=False):
            words = said.series[number]
            kind = Kind(words.area, words.event, words.measure, words.definition, words.group)
            found[kind] = number, its
        return found

    def _of_kind(self, kind: Kind) -> Mapping[date, Claim]:
        _, places = self._series[kind]
        # Of several that end on a day, the one of the longest time.
        places = places[np.lexsort((self.columns.claim_start[places], self.columns.claim_end[places]))]
        _, firsts = np.unique(self.columns.claim_end[places], return_index=True)
        places = places[firsts]
        found = {}
        least, most = self._extremes
        for claim, low, high in zip(
            self.columns.claims(places), least[places].tolist(), most[places].tolist(), strict=True
        ):
            assert claim.end  # noqa: S101 - what is settled has a last day
            found[claim.end] = claim
            if low == high:
                self._values[claim] = low
        return found

    @cached_property
    def last_of_kind(self) -> Mapping[Kind, date]:
        ends = self.columns.claim_end
        return {kind: date.fromordinal(int(ends[places].max())) for kind, (_, places) in self._series.items()}

    @cached_property
    def _days_of(self) -> Mapping[tuple[str, str, str], set[date]]:
        said = self.columns
        found: dict[tuple[str, str, str], set[date]] = defaultdict(set)
        settled = np.flatnonzero(self.days_kept.is_settled)
        numbers, firsts = np.unique(said.claim_series[settled], return_index=True)
        for number, places in zip(numbers.tolist(), np.split(settled, firsts[1:]), strict=False):
            words = said.series[number]
            if words.disease == self.disease:
                days = np.unique(said.claim_end[places]).tolist()
                found[words.area, words.event, words.definition].update(map(date.fromordinal, days))
        return found

    @cached_property
    def moment(self) -> str:
        home = np.array([words.area == self.area for words in self.columns.series], bool)
        ends = self.columns.claim_end[self.days_kept.is_settled & home[self.columns.claim_series]]
        return self.as_of or (str(date.fromordinal(int(ends.max()))) if len(ends) else "")

    @cached_property
    def front_day(self) -> date | None:
        days = [day for (code, *_), days in self._days_of.items() if code == self.area for day in days]
        return max(days, default=None)

    @cached_property
    def documents_by_day(self) -> Mapping[date, tuple[str, ...]]:
        said = self.columns
        ends = said.claim_end[said.claim]
        chosen = said.states & (ends > 0)
        pairs = np.unique(np.stack((ends[chosen], said.document[chosen])), axis=1)
        found: dict[date, list[str]] = defaultdict(list)
        for end, number in pairs.T.tolist():
            found[date.fromordinal(end)].append(said.documents[number])
        return {day: self.known(names) for day, names in found.items()}

    @cached_property
    def documents_by_issue(self) -> Mapping[str, Sequence[str]]:
        numbers, firsts = np.unique(self.columns.document[self.columns.stands], return_index=True)
        found: dict[str, list[str]] = defaultdict(list)
        for number in numbers[np.argsort(firsts)].tolist():
            name = self.columns.documents[number]
            found[str(local_day(self.documents[name].issued, self.zone) or "undated")].append(name)
        return {day: tuple(found[day]) for day in sorted(found)}

    @property
    def disputed(self) -> Iterable[Claim]:
        least, most = self._extremes
        return self.columns.claims(np.flatnonzero(self.days_kept.is_settled & (least < most)))

    @cached_property
    def _extremes(self) -> tuple[Ints, Ints]:
        """Of each claim the least and the greatest value of what stands and is not doubtful."""
        said = self.columns
        least = np.full(len(said.claim_end), np.iinfo(np.int64).max)
        most = np.full(len(said.claim_end), np.iinfo(np.int64).min)
        np.minimum.at(least, said.claim[said.sound], said.value[said.sound])
        np.maximum.at(most, said.claim[said.sound], said.value[said.sound])
        return least, most

    def value(self, claim: Claim) -> int | None:
        known = self._values.get(claim)
        if known is not None:
            return known
        kind = Kind(claim.area, claim.event, claim.measure, claim.definition, claim.group)
        if claim.disease == self.disease and self.by_kind.get(kind, {}).get(claim.end) == claim:  # type: ignore[arg-type]
            known = self._values.get(claim)
        return super().value(claim) if known is None else known

    @cached_property
    def _values(self) -> dict[Claim, int]:
        """The value of each claim of the series that were looked at, where all that stands has the same."""
        return {}


def _by_end(said: Said, chosen: Ints) -> Mapping[date, Ints]:
    """The places of the claims so marked by their last day, days in order; undated ones are left out."""
    places = np.flatnonzero(chosen & (said.claim_end > 0))
    places = places[np.argsort(said.claim_end[places], kind="stable")]
    ends, firsts = np.unique(said.claim_end[places], return_index=True)
    days = map(date.fromordinal, ends.tolist())
    return dict(zip(days, np.split(places, firsts[1:]), strict=False))


class _Keys(Keys):
    """The same promises, told from columns: a figure is known by its entry in the ledger, which never changes, and its
    place in it."""

    def __init__(self, record: Kept) -> None:
        super().__init__(record)
        self._of, self._said = record, record.columns

    def said_on(self, day: date) -> Iterator[str]:
        return self._statements(self._of.days_kept.rows(day))

    def said_in(self, name: str) -> Iterator[str]:
        return self._statements(self._of.rows_in.get(name, np.empty(0, np.intp)))

    def _statements(self, rows: Ints) -> Iterator[str]:
        said = self._said
        readings, which = np.unique(said.reading[rows], return_inverse=True)
        for reading in readings.tolist():
            yield said.digests[reading]
        for number in np.unique(said.document[rows]).tolist():
            name = said.documents[number]
            yield self._document(name) if name in self._of.documents else name
        for told in (which.astype(np.int32), said.order[rows], said.stands[rows], said.sound[rows]):
            yield told.tobytes().hex()
        withdrawn = rows[said.states[rows] & ~said.stands[rows]]
        yield from map(self.figure, said.figures(withdrawn))
        least, most = self._of._extremes
        places = np.unique(said.claim[rows])
        contested = places[self._of.days_kept.is_settled[places] & (least[places] < most[places])]
        for claim in said.claims(contested):
            yield f"{claim} {self._of.disputes.get(claim)}"
