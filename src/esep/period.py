"""The days a figure counts: as its text says them, and resolved to dates.

Notation, read and written by `Period`:

    1d, 14d                      the past day, the past n days
    2020-09-07..2020-09-13       from the first day to the last, both counted
    since:2020-08-01             from that day to the reporting day
    onset                        from the beginning of the epidemic to the reporting day
    now                          a census at a moment of the reporting day
    month:2020-09, year:2020     a calendar month or year
    week:2020-W38                an ISO 8601 week, Monday to Sunday

Weeks are ISO weeks; the American MMWR week begins on a Sunday and is not one.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

Days = tuple[date | None, date | None]


class Kind(StrEnum):
    """The way a period is said."""

    DAYS = "days"
    RANGE = "range"
    SINCE = "since"
    ONSET = "onset"
    NOW = "now"
    MONTH = "month"
    YEAR = "year"
    WEEK = "week"


_NOTATION = re.compile(
    r"(?P<days>\d{1,4})d"
    r"|(?P<first>\d{4}-\d\d-\d\d)\.\.(?P<last>\d{4}-\d\d-\d\d)"
    r"|since:(?P<since>\d{4}-\d\d-\d\d)"
    r"|month:(?P<month>\d{4}-\d\d)"
    r"|year:(?P<year>\d{4})"
    r"|week:(?P<week>\d{4}-W\d\d)"
    r"|(?P<word>onset|now)"
)


@dataclass(frozen=True, slots=True)
class Period:
    """The days counted, as they were said. `first` and `last` are both counted.

    Missing: `first` and `last` are None where the notation leaves them to the reporting day.
    """

    kind: Kind
    first: date | None = None
    last: date | None = None
    count: int = 0
    """Number of days; 0 for every kind but `days`."""

    @staticmethod
    @lru_cache(maxsize=4096)
    def parse(text: str) -> "Period":
        """The period that a notation names. Errors: ValueError says what is wrong with it."""
        found = _NOTATION.fullmatch(text)
        if not found:
            raise ValueError(
                f"unknown period {text!r}: write 1d, 7d, 2020-09-07..2020-09-13, since:2020-08-01, onset, now, "
                "month:2020-09, year:2020 or week:2020-W38"
            )
        part = found.groupdict()
        if part["days"]:
            return Period.past(int(part["days"]))
        if part["first"]:
            return Period.between(date.fromisoformat(part["first"]), date.fromisoformat(part["last"]))
        if part["since"]:
            return Period.since(date.fromisoformat(part["since"]))
        if part["month"]:
            year, month = map(int, part["month"].split("-"))
            return Period.of_month(year, month)
        if part["year"]:
            return Period.of_year(int(part["year"]))
        if part["week"]:
            try:
                monday = date.fromisoformat(part["week"] + "-1")
            except ValueError:
                raise ValueError(f"there is no week {part['week']}") from None
            return Period(Kind.WEEK, monday, monday + timedelta(6))
        return ONSET if part["word"] == "onset" else NOW

    @staticmethod
    def past(days: int) -> "Period":
        """The `days` days that end on the reporting day."""
        if not 1 <= days <= 9999:
            raise ValueError("a period has at least one day, and no more than 9,999")
        return Period(Kind.DAYS, count=days)

    @staticmethod
    def between(first: date, last: date) -> "Period":
        """From `first` to `last`, both counted. Errors: ValueError where they are the wrong way round."""
        if last < first:
            raise ValueError(f"the period {first}..{last} ends before it begins")
        return Period(Kind.RANGE, first, last)

    @staticmethod
    def since(first: date) -> "Period":
        """From `first` to the reporting day."""
        return Period(Kind.SINCE, first)

    @staticmethod
    def of_month(year: int, month: int) -> "Period":
        """A calendar month."""
        first = date(year, month, 1)
        return Period(Kind.MONTH, first, first.replace(day=calendar.monthrange(year, month)[1]))

    @staticmethod
    def of_year(year: int) -> "Period":
        """A calendar year."""
        return Period(Kind.YEAR, date(year, 1, 1), date(year, 12, 31))

    def is_before(self, other: "Period | None") -> bool:
        """Whether it was over when the other began: the year before, to this year."""
        return bool(self.last and other and other.first and self.last < other.first)

    def in_year(self, year: int) -> "Period":
        """The same days of that year; of a week or of a stretch of weeks, the weeks of the same number."""
        if not self.first:
            return Period.of_year(year)
        years = year - (self.last or self.first).year
        if self.last and ((self.last - self.first).days + 1) % _WEEK == 0:
            first = _same_week(self.first, year - (self.last - _MIDWEEK).year)
            return Period(self.kind, first, first + (self.last - self.first))
        return Period(self.kind, _same_day(self.first, years), self.last and _same_day(self.last, years))

    def __str__(self) -> str:
        match self.kind:
            case Kind.DAYS:
                return f"{self.count}d"
            case Kind.RANGE:
                return f"{self.first}..{self.last}"
            case Kind.SINCE:
                return f"since:{self.first}"
            case Kind.MONTH:
                return f"month:{self.first:%Y-%m}"
            case Kind.YEAR:
                return f"year:{self.first:%Y}"
            case Kind.WEEK:
                assert self.first  # noqa: S101 - a week is always made with its Monday
                year, week, _ = self.first.isocalendar()
                return f"week:{year}-W{week:02}"
        return self.kind.value

    def resolve(self, reporting_day: date | None) -> Days:
        """First and last day, given the day the figure reports.

        A month, week or year still running on the reporting day ends on it: 'this year' said in September
        counts to September.

        Missing: `(None, …)` for a count since the onset; `(None, None)` or `(first, None)` where the days
        hang on an unknown reporting day.
        """
        match self.kind:
            case Kind.RANGE:
                return self.first, self.last
            case Kind.SINCE:
                return self.first, reporting_day
            case Kind.ONSET:
                return None, reporting_day
            case Kind.NOW:
                return reporting_day, reporting_day
            case Kind.DAYS:
                return reporting_day and reporting_day - timedelta(self.count - 1), reporting_day
        if reporting_day and self.first and self.last and self.first <= reporting_day < self.last:
            return self.first, reporting_day
        return self.first, self.last


def _same_day(day: date, years: int) -> date:
    """That day so many years later; of 29 February, the 28th."""
    return day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)


def _same_week(day: date, years: int) -> date:
    """The first day of the week of the same number so many years later; it is a Monday or a Sunday as that day is."""
    sundays = day.weekday() == calendar.SUNDAY

    def first_week(year: int) -> date:
        january = date(year, 1, 4)  # always in the first week
        return january - timedelta((january.weekday() + sundays) % _WEEK)

    year = (day + _MIDWEEK).year
    return first_week(year + years) + (day - first_week(year))


_WEEK = 7
_MIDWEEK = timedelta(3)
DAY = Period.past(1)
ONSET = Period(Kind.ONSET)
NOW = Period(Kind.NOW)
