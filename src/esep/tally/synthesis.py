"""Line lists of people who do not exist, whose counts follow a real series: for trying, teaching and measuring.

    series (totals by area and day) -> stretches of cases of one area, day of report and outcome -> rows

The k-th case of an area takes the k-th outcome of that area, so new cases, deaths and recoveries of each area and day
are those of the series, scaled, and no outcome is before its report. Everything else of a person is drawn from the
row's number and the seed by integers alone: the same arguments give the same rows on every machine.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from esep.tally import sql

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PROBABLE = 4
"""To so many confirmed cases one more comes with a negative test and the clinical picture. Source: Kazakhstan's totals
of 2020-09-15, 29,666 beside some 107,000."""


@dataclass(frozen=True)
class Totals:
    """What a list follows: totals of an area at the end of each day, which never fall."""

    area: str
    cases: tuple[int, ...]
    deaths: tuple[int, ...]
    recoveries: tuple[int, ...]


@dataclass(frozen=True)
class Series:
    """Totals of several areas, over the same days."""

    first: date
    totals: tuple[Totals, ...]

    @property
    def days(self) -> int:
        """How many there are."""
        return len(self.totals[0].cases)

    @property
    def cases(self) -> int:
        """How many there are on the last day."""
        return sum(one.cases[-1] for one in self.totals)

    @staticmethod
    def from_rows(rows: Iterable[Mapping[str, str]]) -> "Series":
        """Of rows with 'day', 'area', 'cases', 'recoveries', 'deaths', in the order of days. A total that falls later
        was too high before; outcomes are no more than cases."""
        by_area: dict[str, list[tuple[int, int, int]]] = {}
        first = None
        for row in rows:
            first = first or date.fromisoformat(row["day"])
            by_area.setdefault(row["area"], []).append((int(row["cases"]), int(row["deaths"]), int(row["recoveries"])))
        if first is None:
            raise ValueError("a series without rows")
        totals = []
        for code, days in sorted(by_area.items()):
            cases, deaths = (_steady(one[n] for one in days) for n in (0, 1))
            recoveries = _steady(
                min(one[2], case - death) for one, case, death in zip(days, cases, deaths, strict=True)
            )
            totals.append(Totals(code, cases, deaths, recoveries))
        return Series(first, tuple(totals))


def _steady(totals: Iterable[int]) -> tuple[int, ...]:
    """The same totals where they do not fall later; before a fall what remained after it."""
    found = list(totals)
    for n in range(len(found) - 2, -1, -1):
        found[n] = min(found[n], found[n + 1])
    return tuple(found)


@dataclass(frozen=True)
class Synthesis:
    """What list is wanted."""

    series: Series
    cases: int | None = None
    """Confirmed ones, about. Missing: None for as many as in the series."""
    days: int | None = None
    """Over how many days the series is stretched. Missing: None for its own."""
    seed: int = 1
    slips: bool = False
    """Whether some rows have a slip: a day far ahead, an area that is none, an outcome or a discharge too early."""

    def stretches(self) -> list["Stretch"]:
        """Shape: in the order of days, then areas, confirmed cases first; none is empty."""
        found = [
            stretch
            for one in self.series.totals
            for track, share in ((1, 1), (2, PROBABLE))
            for stretch in _stretches(self._scaled(one, share), track, self.series.first)
        ]
        return sorted(found, key=lambda one: (one.reported, one.area, one.track))

    def _scaled(self, one: Totals, share: int) -> Totals:
        days, wanted = self.days or self.series.days, self.cases or self.series.cases
        scale = (wanted, self.series.cases * share)
        return Totals(one.area, *(_stretched(said, days, scale) for said in (one.cases, one.deaths, one.recoveries)))


@dataclass(frozen=True)
class Stretch:
    """Rows that differ only in what is drawn."""

    area: str
    track: int
    """1 confirmed, 2 probable."""
    reported: date
    outcome: str | None
    ended: date | None
    size: int


def _stretched(totals: Sequence[int], days: int, scale: tuple[int, int]) -> tuple[int, ...]:
    """Totals at the end of so many days, between those of the series in proportion, scaled, rounded down."""
    many, of = scale
    found = []
    for day in range(1, days + 1):
        whole, part = divmod(day * len(totals), days)
        before = totals[whole - 1] if whole else 0
        after = totals[whole] if part else before
        found.append((before * (days - part) + after * part) * many // (days * of))
    return tuple(found)


def _stretches(one: Totals, track: int, first: date) -> Iterator[Stretch]:
    """The cases of an area in the order of report, cut where the day or the outcome changes."""
    outcomes = _outcomes(one)
    outcome, ended, left = next(outcomes)
    for day, size in enumerate(_new(one.cases)):
        while size:
            some = min(size, left)
            then = None if ended is None else first + timedelta(ended)
            yield Stretch(one.area, track, first + timedelta(day), outcome, then, some)
            size, left = size - some, left - some
            if not left:
                outcome, ended, left = next(outcomes)


def _outcomes(one: Totals) -> Iterator[tuple[str | None, int | None, int]]:
    """(outcome, number of the day, how many), in the order of days; then those that have none yet."""
    for day, (died, recovered) in enumerate(zip(_new(one.deaths), _new(one.recoveries), strict=True)):
        if died:
            yield "death", day, died
        if recovered:
            yield "recovered", day, recovered
    yield None, None, one.cases[-1] + 1


def _new(totals: Sequence[int]) -> Iterator[int]:
    """What each day adds."""
    return (now - before for before, now in zip((0, *totals), totals, strict=False))


# Rows -------------------------------------------------------------------------------------------------------------


def write(base: "DuckDBPyConnection", wanted: Synthesis, path: str) -> int:
    """Writes the list as Parquet where the path ends so, else as CSV; how many rows it has."""
    stretches = wanted.stretches()
    columns = {
        "area": [one.area for one in stretches],
        "track": [one.track for one in stretches],
        "reported": [one.reported for one in stretches],
        "outcome": [one.outcome for one in stretches],
        "ended": [one.ended for one in stretches],
        "size": [one.size for one in stretches],
    }
    kinds = ("VARCHAR", "UTINYINT", "DATE", "VARCHAR", "DATE", "BIGINT")
    named = enumerate(zip(columns, kinds, strict=True), 1)
    cells = ", ".join(f"unnest(${n}::{kind}[]) AS {name}" for n, (name, kind) in named)
    base.execute("SET preserve_insertion_order = true")
    base.execute(f"CREATE OR REPLACE TEMP TABLE stretches AS SELECT {cells}", list(columns.values()))
    form = "FORMAT parquet" if path.lower().endswith(".parquet") else "FORMAT csv, HEADER"
    found = base.execute(f"COPY ({_rows(wanted)}) TO {sql.text(path)} ({form})").fetchone()
    return int(found[0]) if found else 0


def _rows(wanted: Synthesis) -> str:
    """SQL: a row a case, in the order of report. `a` and `b` are 32 bits drawn for it, each used by its remainders."""
    last = wanted.series.first + timedelta((wanted.days or wanted.series.days) - 1)
    slip = "b // 1009 % 4000" if wanted.slips else "-1"
    return f"""
        WITH numbered AS (
            SELECT *, unnest(range(before, before + size)) + 1 AS id
            FROM (SELECT *, (sum(size) OVER (ORDER BY rowid) - size)::BIGINT AS before FROM stretches ORDER BY rowid)),
        drawn AS (SELECT * EXCLUDE (size, before), {_mixed(wanted.seed * 2)} AS a, {_mixed(wanted.seed * 2 + 1)} AS b
            FROM numbered),
        treated AS (
            SELECT *, {slip} AS slip, outcome IS NOT DISTINCT FROM 'death' OR a // 35 % 5 < 2 AS is_in_hospital,
                least(reported + (a // 175 % 3)::INTEGER, ended, {sql.day(last)}) AS admitted FROM drawn)
        SELECT id,
            CASE WHEN a % 5 > 0 THEN reported - (a // 5 % 7)::INTEGER END AS date_onset,
            CASE slip WHEN 0 THEN DATE '2103-01-01' ELSE reported END AS date_reporting,
            CASE slip WHEN 1 THEN 'KZ-99' ELSE area END AS location,
            outcome,
            CASE WHEN ended IS NULL OR slip <> 2 THEN ended ELSE reported - 60 END AS date_outcome,
            CASE WHEN is_in_hospital THEN admitted END AS date_admission,
            CASE WHEN is_in_hospital AND outcome = 'recovered' THEN
                CASE slip WHEN 3 THEN admitted - 60 ELSE ended END END AS date_discharge,
            CASE WHEN is_in_hospital THEN 'hospital' ELSE 'home' END AS setting,
            CASE WHEN outcome = 'death' THEN CASE WHEN b % 3 = 0 THEN 'ventilated' ELSE 'critical' END
                WHEN is_in_hospital AND b % 20 = 0 THEN 'critical' WHEN is_in_hospital AND b % 7 = 0 THEN 'severe' END
                AS gravity,
            CASE track WHEN 1 THEN 'positive' ELSE 'negative' END AS test_result,
            CASE track WHEN 1 THEN 'U07.1' ELSE 'U07.2' END AS code,
            CASE WHEN a // 525 % 2 = 0 THEN 'male' ELSE 'female' END AS gender,
            CASE WHEN outcome = 'death' THEN 45 + b // 3 % 50 ELSE b // 3 % 45 + b // 135 % 45 END::UTINYINT AS age,
            CASE WHEN b // 6075 % 30 = 0 THEN 'yes' ELSE 'no' END AS hcw
        FROM treated"""


def _mixed(stream: int) -> str:
    """SQL: 32 bits that look like chance, of a row's number. Source: the last steps of MurmurHash3, by A. Appleby."""
    bits = f"((id + {stream * 2_654_435_761 % 2**32}) % 4294967296)::UBIGINT"
    for shift, factor in ((16, 2_246_822_507), (13, 3_266_489_909)):
        bits = f"(xor({bits}, {bits} >> {shift}) * {factor}::UBIGINT % 4294967296)"
    return f"xor({bits}, {bits} >> 16)::BIGINT"
