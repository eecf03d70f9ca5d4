"""A period is read and written in one notation, and resolves to the days that were counted."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from esep.period import DAY, NOW, ONSET, Kind, Period

THURSDAY = date(2020, 9, 17)
DATES = st.dates(date(1900, 1, 1), date(2100, 12, 31))
PERIODS = st.one_of(
    st.integers(1, 9999).map(Period.past),
    st.tuples(DATES, DATES).map(lambda days: Period.between(min(days), max(days))),
    DATES.map(Period.since),
    st.just(ONSET),
    st.just(NOW),
    st.builds(Period.of_month, st.integers(1900, 2100), st.integers(1, 12)),
    st.integers(1900, 2100).map(Period.of_year),
    DATES.map(lambda day: Period.parse(f"week:{day.isocalendar()[0]}-W{day.isocalendar()[1]:02}")),
)


@settings(max_examples=200, deadline=None)
@given(PERIODS)
def test_notation_is_read_as_it_was_written(period: Period) -> None:
    assert Period.parse(str(period)) == period


@settings(max_examples=200, deadline=None)
@given(PERIODS, st.none() | DATES)
def test_no_period_ends_before_it_begins(period: Period, reporting_day: date | None) -> None:
    first, last = period.resolve(reporting_day)
    if first and last and period.kind != Kind.SINCE:
        assert first <= last
    if reporting_day and period.kind in (Kind.DAYS, Kind.ONSET, Kind.NOW, Kind.SINCE):
        assert last == reporting_day


@pytest.mark.parametrize(
    ("notation", "first", "last"),
    [
        ("1d", THURSDAY, THURSDAY),
        ("7d", date(2020, 9, 11), THURSDAY),
        ("14d", date(2020, 9, 4), THURSDAY),
        ("2020-09-07..2020-09-13", date(2020, 9, 7), date(2020, 9, 13)),
        ("2020-09-07..2020-09-07", date(2020, 9, 7), date(2020, 9, 7)),
        ("since:2020-08-01", date(2020, 8, 1), THURSDAY),
        ("onset", None, THURSDAY),
        ("now", THURSDAY, THURSDAY),
        ("month:2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("month:2020-09", date(2020, 9, 1), THURSDAY),  # still running
        ("month:2020-12", date(2020, 12, 1), date(2020, 12, 31)),
        ("year:2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("year:2020", date(2020, 1, 1), THURSDAY),  # still running
        ("week:2020-W37", date(2020, 9, 7), date(2020, 9, 13)),
        ("week:2020-W38", date(2020, 9, 14), THURSDAY),  # still running
        ("week:2020-W53", date(2020, 12, 28), date(2021, 1, 3)),
    ],
)
def test_days_counted(notation: str, first: date | None, last: date) -> None:
    assert Period.parse(notation).resolve(THURSDAY) == (first, last)


@pytest.mark.parametrize(
    ("notation", "first", "last"),
    [
        ("1d", None, None),
        ("7d", None, None),
        ("now", None, None),
        ("onset", None, None),
        ("since:2020-08-01", date(2020, 8, 1), None),
        ("2020-09-07..2020-09-13", date(2020, 9, 7), date(2020, 9, 13)),
        ("month:2020-09", date(2020, 9, 1), date(2020, 9, 30)),
        ("year:2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("week:2020-W38", date(2020, 9, 14), date(2020, 9, 20)),
    ],
)
def test_days_counted_where_the_reporting_day_is_not_known(
    notation: str, first: date | None, last: date | None
) -> None:
    assert Period.parse(notation).resolve(None) == (first, last)


def test_a_month_that_ends_on_the_reporting_day_is_whole() -> None:
    assert Period.of_month(2020, 9).resolve(date(2020, 9, 30)) == (date(2020, 9, 1), date(2020, 9, 30))


@pytest.mark.parametrize(
    "notation", ["", "d", "day", "12345d", "7 d", "since", "since:august", "week:38", "NOW", "1d\n"]
)
def test_unknown_notation(notation: str) -> None:
    with pytest.raises(ValueError, match=r"^unknown period .*: write 1d, 7d, 2020-09-07\.\.2020-09-13, since:"):
        Period.parse(notation)


@pytest.mark.parametrize(
    ("notation", "words"),
    [
        ("0d", "a period has at least one day"),
        ("2020-09-13..2020-09-07", r"the period 2020-09-13\.\.2020-09-07 ends before it begins"),
        ("2020-09-31..2020-10-01", "day is out of range for month"),
        ("month:2020-13", "month must be in"),
        ("week:2020-W54", "there is no week 2020-W54"),
        ("week:2020-W00", "there is no week 2020-W00"),
    ],
)
def test_days_that_there_are_not(notation: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Period.parse(notation)


def test_same_period_compares_equal_however_it_was_made() -> None:
    assert Period.past(1) == Period.parse("1d") == DAY
    assert Period.past(2) != DAY
    assert Period.since(THURSDAY) != Period.between(THURSDAY, THURSDAY)
