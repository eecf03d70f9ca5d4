"""What was known on any day, at the speed of the machine: the ledger as columns.

A statement is a row: which claim, which value, of which reading. A question 'as of then' is answered from the rows in
the order of issue. Of those up to the moment asked for, the last one of each claim counts: the rows' numbers are
written into one array in that order, each at its claim's place, so that a later one overwrites an earlier one. The
array is kept as it stands every so many rows, so an answer costs one copy and a few thousand writes however long the
history is.

Rows are in the order of recording and are only ever added. All the rest is worked out from them when it is first asked
for. Nothing here knows a database.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from esep.figure import Claim
from esep.ledger import instant

Ints = NDArray[np.int64]
Numbers = NDArray[np.int32]
Claims = NDArray[np.uint64]

NEVER = np.iinfo(np.int64).max
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LEAST = 1024
"""So many rows at least lie between two states that are kept."""


class Series(NamedTuple):
    """What a claim counts, whatever the days."""

    disease: str
    area: str
    event: str
    measure: str
    definition: str
    group: str

    def __str__(self) -> str:
        """Its notation: that of a claim without the days."""
        return "/".join(self)


class Withdrawal(NamedTuple):
    """A retraction, and what it withdraws."""

    row: int
    of: tuple[int, ...]
    """Rows of statements, or of retractions."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The ledger's figures as columns, in the order of recording. Moments are microseconds since 1970 UTC; days are
    proleptic Gregorian ordinals (1 is 1 January of year 1), and 0 where none is known."""

    series: Sequence[Series]
    claim: Claims
    """Claims, each once: see `packed`."""
    row_claim: Numbers
    """Of each statement, its claim."""
    row_value: Ints
    row_reading: Numbers
    """Of each statement, the reading it is of."""
    reading_issued: Ints
    """When its document was issued, or was recorded where that is not known."""
    reading_day: Numbers
    """The day of issue, where the document is from."""
    reading_recorded: Ints
    reading_document: Numbers
    reading_publisher: Numbers
    publishers: Sequence[str | None]
    withdrawals: Sequence[Withdrawal] = ()
    """Few, the last said first: of several that withdraw one another the first one counts."""
    row_doubtful: NDArray[np.bool_] | None = None
    """Missing: None where no reading is in doubt."""


_DAY_BITS = 22
"""Enough for every day until 9999."""
_DAY = np.uint64(2**_DAY_BITS - 1)
MOST_SERIES = 2 ** (64 - 2 * _DAY_BITS)


def packed(series: NDArray[Any], start: NDArray[Any], end: NDArray[Any]) -> Claims:
    """Claims as one number each, which sort by series, then first and last day."""
    days = start.astype(np.uint64) << np.uint64(_DAY_BITS) | end.astype(np.uint64)
    return series.astype(np.uint64) << np.uint64(2 * _DAY_BITS) | days


def packed_one(series: int, start: int, end: int) -> np.uint64:
    """The same of one claim."""
    return np.uint64(series << 2 * _DAY_BITS | start << _DAY_BITS | end)


class Answer(NamedTuple):
    """Claims and what was said of each last, in the order of series, then first and last day."""

    claims: Numbers
    rows: Numbers
    values: Ints


@dataclass(slots=True)
class _Log:
    """Statements in the order of issue, and the claims they are of, which are numbered from 0."""

    moments: Ints
    claims: Numbers
    rows: Numbers
    count: int
    """Of claims."""
    contested: Numbers | None = None
    """Places of the statements of claims of which one was ever withdrawn. Missing: None until they were looked for."""
    _kept: list[Numbers] = field(default_factory=list)

    def last(self, until: int) -> Numbers:
        """Of each claim, the row of its last statement of those before that place in the log; -1 for none."""
        apart = max(self.count, _LEAST)
        known = self._kept or [np.full(self.count, -1, np.int32)]
        self._kept = known
        while len(known) <= until // apart:
            first = (len(known) - 1) * apart
            known.append(self._after(known[-1], first, first + apart))
        nearest = until // apart
        return self._after(known[nearest], nearest * apart, until)

    def _after(self, state: Numbers, first: int, until: int) -> Numbers:
        """The state after those statements too. Of several of one claim the last one stands (NumPy, 'Assigning values
        to indexed arrays')."""
        state = state.copy()
        state[self.claims[first:until]] = self.rows[first:until]
        return state

    def only(self, chosen: NDArray[np.bool_]) -> "_Log":
        """The statements so marked."""
        return _Log(self.moments[chosen], self.claims[chosen], self.rows[chosen], self.count)

    def last_of(self, chosen: NDArray[np.intp]) -> Numbers:
        """The same, of the statements at those places in the log."""
        state = np.full(self.count, -1, np.int32)
        state[self.claims[chosen]] = self.rows[chosen]
        return state


class _Order:
    """Statements in the order of one clock of issue, all together and series by series."""

    def __init__(self, vintage: "Vintage", moments: Ints | Numbers, rows: Numbers, *, by_day: bool) -> None:
        self._vintage = vintage
        self.by_day = by_day
        claims = vintage.place[vintage.columns.row_claim[rows]]
        self.whole = _Log(moments[rows].astype(np.int64, copy=False), claims, rows, len(vintage.place))
        self._by_series: dict[int, _Log] = {}

    @cached_property
    def _sorted(self) -> tuple[_Log, Ints]:
        """The log with each series by itself, and where each begins."""
        series = self._vintage.series_of_place[self.whole.claims]
        kind = np.uint16 if len(self._vintage.columns.series) < 2**16 else np.uint32  # of 16 bits it is a radix sort
        order = np.argsort(series.astype(kind), kind="stable")
        log = _Log(self.whole.moments[order], self.whole.claims[order], self.whole.rows[order], self.whole.count)
        sizes = np.bincount(series, minlength=len(self._vintage.columns.series))
        return log, np.concatenate(([0], np.cumsum(sizes)))

    def of(self, series: int) -> _Log:
        """The log of one series, whose claims are numbered from 0."""
        log = self._by_series.get(series)
        if log is None:
            whole, begins = self._sorted
            its = slice(begins[series], begins[series + 1])
            first, last = self._vintage.places_of(series)
            claims = whole.claims[its] - np.int32(first)
            log = self._by_series[series] = _Log(whole.moments[its], claims, whole.rows[its], last - first)
        return log


class Vintage:
    """What was known on any day. Make another when rows were added: it takes over nothing and costs little."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.order = np.argsort(columns.claim, kind="stable").astype(np.int32)
        """Claims in the order of answers."""
        self.place = np.empty_like(self.order)
        """Of each claim, its place in that order."""
        self.place[self.order] = np.arange(len(self.order), dtype=np.int32)
        self.series_of_place = (columns.claim[self.order] >> np.uint64(2 * _DAY_BITS)).astype(np.int32)
        self._numbers = {series: number for number, series in enumerate(columns.series)}
        self._firsts = np.searchsorted(self.series_of_place, np.arange(len(columns.series) + 1))
        self._orders: dict[tuple[bool, bool], _Order] = {}
        self._issued = columns.reading_issued[columns.row_reading]

    @cached_property
    def superseded(self) -> Ints:
        """Of each reading, when a later reading of its document was recorded; NEVER where none was."""
        until = np.full(len(self.columns.reading_document), NEVER)
        order = np.argsort(self.columns.reading_document, kind="stable")
        documents = self.columns.reading_document[order]
        again = np.flatnonzero(documents[1:] == documents[:-1])
        until[order[again]] = self.columns.reading_recorded[order[again + 1]]
        return until

    def places_of(self, series: int) -> tuple[int, int]:
        """The places that the claims of a series have, from the first to before the last."""
        return int(self._firsts[series]), int(self._firsts[series + 1])

    def number(self, series: Series) -> int | None:
        """The number of a series. Missing: None where nothing was ever said of it."""
        return self._numbers.get(series)

    def snapshot(
        self,
        as_of: date | datetime | None = None,
        known_at: datetime | None = None,
        publisher: str | None = None,
    ) -> Answer:
        """Of every claim, what was last said of it: issued by `as_of`, recorded by `known_at`, by that publisher.

        A date means all of that day by the calendar of each document's own area; None: so far, and any publisher.

        Errors: ValueError for a moment without a zone.
        """
        order, moment = self._asked(as_of, known_at)
        return self._answer(order.whole, moment, 0, known_at, publisher, by_day=order.by_day)

    def counted(self, as_of: date | datetime | None = None, known_at: datetime | None = None) -> Numbers:
        """The rows of all that was issued by `as_of` and known at `known_at`, as in `snapshot`, but every statement of
        every claim: also what is doubtful or withdrawn, and the retractions."""
        order, moment = self._asked(as_of, known_at)
        rows = order.whole.rows
        if moment != NEVER:
            rows = rows[: order.whole.moments.searchsorted(moment, "right")]
        if known_at is None:
            return rows
        readings = self.columns.row_reading[rows]
        then = micros(instant(known_at, "known_at"))
        return rows[(self.columns.reading_recorded[readings] <= then) & (self.superseded[readings] > then)]

    def stand(self, rows: Numbers) -> NDArray[np.bool_]:
        """Which of these rows state what none of these rows withdraws."""
        said = {one.row for one in self.columns.withdrawals} & set(rows.tolist()) if self.columns.withdrawals else set()
        gone: set[int] = set()
        for one in self.columns.withdrawals:
            if one.row in said and one.row not in gone:
                gone.update(one.of)
        stands: NDArray[np.bool_] = ~np.isin(rows, [*gone, *said])
        return stands

    def series(
        self,
        series: Series,
        as_of: date | datetime | None = None,
        known_at: datetime | None = None,
        publisher: str | None = None,
    ) -> Answer:
        """Of every claim of a series, what was last said of it, as in `snapshot`. Shape: empty for one unheard of."""
        number = self._numbers.get(series)
        if number is None:
            none = np.empty(0, np.int32)
            return Answer(none, none, np.empty(0, np.int64))
        order, moment = self._asked(as_of, known_at)
        first = int(self._firsts[number])
        return self._answer(order.of(number), moment, first, known_at, publisher, by_day=order.by_day)

    def revisions(self, claim: Claim) -> Numbers:
        """The rows of every statement of a claim, readings that were superseded included, in the order of issue."""
        number = self._numbers.get(Series(*claim[:6]))
        if number is None:
            return np.empty(0, np.int32)
        log = self._order(by_day=False, live=False).of(number)
        key = packed(*map(np.array, (number, ordinal(claim.start), ordinal(claim.end))))
        first, last = self.places_of(number)
        its: Numbers = log.rows[self.columns.claim[self.order[first:last]][log.claims] == key]
        return its

    def statements(self, series: int) -> Numbers:
        """The rows of every statement of a series, in the order of its claims, then of issue."""
        log = self._order(by_day=False, live=False).of(series)
        return log.rows[np.argsort(log.claims, kind="stable")]

    def publishers(self, series: int) -> list[int]:
        """The numbers of those who said anything of a series that was not superseded."""
        rows = self._order(by_day=False, live=True).of(series).rows
        found: list[int] = np.unique(self.columns.reading_publisher[self.columns.row_reading[rows]]).tolist()
        return found

    def lag(
        self, series: int, days: Sequence[int], today: int, publisher: int | None = None
    ) -> tuple[int | float | None, ...]:
        """How late a series comes: how many claims; median, ninth decile and most of the days until each was first
        stated; how many were revised; and for each of `days` the share of what stands now that was known so long after
        the last day counted, of the claims that were so old on the day of that ordinal.

        Of what the publisher of that number says; None: of what anybody says."""
        log = self._order(by_day=False, live=True).of(series)
        if self.columns.withdrawals:
            log = log.only(~np.isin(log.rows, self._gone(NEVER, None, by_day=False)))
        if publisher is not None:
            log = log.only(self.columns.reading_publisher[self.columns.row_reading[log.rows]] == publisher)
        first, last = self.places_of(series)
        _, _, end = self.unpacked(self.order[first:last])
        late = self.columns.reading_day[self.columns.row_reading[log.rows]] - end[log.claims]
        values = np.append(self.columns.row_value, 0)  # the last is of a claim without a statement
        stated = log.last(len(log.rows))
        now = values[stated]
        dated = end > 0
        firsts = np.full(log.count, -1)
        firsts[log.claims[::-1]] = late[::-1]
        told = firsts[dated & (stated >= 0)]
        changed = np.unique(log.claims[self.columns.row_value[log.rows] != now[log.claims]])
        shares: list[float | None] = []
        for after in days:
            old = dated & (end + after <= today)
            chosen = np.flatnonzero((late <= after) & old[log.claims])
            stands = int(now[old].sum())
            shares.append(int(values[log.last_of(chosen)][old].sum()) / stands if stands else None)
        count = int((stated >= 0).sum())
        if not len(told):
            return (count, None, None, None, len(changed), *shares)
        median, decile = np.percentile(told, (50, 90), method="inverted_cdf").tolist()
        return (count, int(median), int(decile), int(told.max()), len(changed), *shares)

    def claims(self, numbers: Numbers) -> list[Claim]:
        """Those claims, as nouns."""
        series, starts, ends = self.unpacked(numbers)
        return [
            Claim(*self.columns.series[int(number)], day_of(start), day_of(end))
            for number, start, end in zip(series.tolist(), starts.tolist(), ends.tolist(), strict=True)
        ]

    def unpacked(self, numbers: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """Of those claims the series, the first and the last day."""
        claims = self.columns.claim[numbers]
        parts = claims >> np.uint64(2 * _DAY_BITS), claims >> np.uint64(_DAY_BITS) & _DAY, claims & _DAY
        series, start, end = (part.astype(np.int32) for part in parts)
        return series, start, end

    def _asked(self, as_of: date | datetime | None, known_at: datetime | None) -> tuple[_Order, int]:
        """The order to look in, and the last moment in it."""
        live = known_at is None
        if as_of is None or isinstance(as_of, datetime):
            return self._order(by_day=False, live=live), NEVER if as_of is None else micros(instant(as_of, "as_of"))
        return self._order(by_day=True, live=live), ordinal(as_of)

    def _order(self, *, by_day: bool, live: bool) -> _Order:
        """Rows in the order of issue, of which those not superseded are `live`; by the day of issue before all else,
        where a day is asked for."""
        order = self._orders.get((by_day, live))
        if order is None:
            rows = np.argsort(self._issued, kind="stable").astype(np.int32)
            if live and (self.superseded != NEVER).any():
                rows = rows[self.superseded[self.columns.row_reading[rows]] == NEVER]
            moments: Ints | Numbers = self._issued
            if by_day:
                moments = self.columns.reading_day[self.columns.row_reading]
                rows = rows[np.argsort(moments[rows], kind="stable")]
            order = self._orders[by_day, live] = _Order(self, moments, rows, by_day=by_day)
        return order

    def _answer(
        self, log: _Log, moment: int, first: int, known_at: datetime | None, publisher: str | None, *, by_day: bool
    ) -> Answer:
        until = len(log.moments) if moment == NEVER else int(log.moments.searchsorted(moment, "right"))
        chosen = None
        if known_at is None and publisher is None:
            state = log.last(until)
        else:
            readings = self.columns.row_reading[log.rows[:until]]
            chosen = np.ones(until, bool)
            if known_at is not None:
                then = micros(instant(known_at, "known_at"))
                chosen &= (self.columns.reading_recorded[readings] <= then) & (self.superseded[readings] > then)
            if publisher is not None:
                wanted = [n for n, name in enumerate(self.columns.publishers) if name == publisher]
                chosen &= np.isin(self.columns.reading_publisher[readings], wanted)
            state = log.last_of(np.flatnonzero(chosen))
        if self.columns.withdrawals:
            places = self._contested(log)
            state[log.claims[places]] = -1
            places = places[: places.searchsorted(until)]
            stands = ~np.isin(log.rows[places], self._gone(moment, known_at, by_day=by_day))
            places = places[stands if chosen is None else stands & chosen[places]]
            state[log.claims[places]] = log.rows[places]
        said = (state >= 0).nonzero()[0]
        rows = state[said]
        return Answer(self.order[first : first + log.count][said], rows, self.columns.row_value[rows])

    def _contested(self, log: _Log) -> Numbers:
        if log.contested is None:
            rows = [row for one in self.columns.withdrawals for row in one.of]
            claims = self.columns.row_claim
            log.contested = np.flatnonzero(np.isin(claims[log.rows], claims[rows])).astype(np.int32)
        return log.contested

    def _gone(self, moment: int, known_at: datetime | None, *, by_day: bool) -> list[int]:
        """The rows that were withdrawn by that moment, as known then, and the retractions."""
        columns = self.columns
        issued = columns.reading_day if by_day else columns.reading_issued
        known = NEVER - 1 if known_at is None else micros(known_at)
        gone: set[int] = set()
        for one in columns.withdrawals:
            reading = columns.row_reading[one.row]
            was_said = issued[reading] <= moment and columns.reading_recorded[reading] <= known
            if was_said and self.superseded[reading] > known and one.row not in gone:
                gone.update(one.of)
        return [*gone, *(one.row for one in columns.withdrawals)]


def micros(moment: datetime) -> int:
    """A moment as microseconds since 1970 UTC."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment_of(number: int) -> datetime:
    """The moment of that number."""
    return _EPOCH + timedelta(microseconds=number)


def ordinal(day: date | None) -> int:
    """A day's number; 0 for None."""
    return day.toordinal() if day else 0


@lru_cache(maxsize=65536)
def day_of(number: int) -> date | None:
    """The day of that number. Missing: None for 0."""
    return date.fromordinal(number) if number else None
