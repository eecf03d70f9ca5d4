"""The ledger as tables: esep.open."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from said import at, bulletin, cases

import esep
from esep import ledger as its
from esep.figure import Claim, stated
from esep.period import DAY

pytest.importorskip("pyarrow", reason="no tables: pyarrow is missing (pip install 'esep[frame]')")


@pytest.fixture
def opened(ledger: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "esep.ledger.opened.Ledger":
    """Three days of cases, the first of which was revised, and one reading that was superseded."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for issued, counted, value in ((10, 9, 45), (11, 10, 30), (12, 11, 20), (17, 9, 50)):
        said = bulletin(f"{issued}", date(2020, 9, issued))
        day = date(2020, 9, counted)
        claim = Claim("COVID-19", "KZ", "case", "new", "confirmed", "-", day, day)
        its.record(said, [stated(said, claim, value, DAY, span=(0, 2))], reader="1", at=at(issued))
    said = bulletin("12", date(2020, 9, 12))
    claim = claim._replace(start=date(2020, 9, 11), end=date(2020, 9, 11))
    its.record(said, [stated(said, claim, 21, DAY, span=(0, 2))], reader="2", at=at(20))
    return esep.open(ledger)


def test_a_table_as_of_a_day(opened) -> None:
    table = opened.frame(as_of=date(2020, 9, 12))
    assert table.column("value").to_pylist() == [45, 30, 21]
    assert table.column("end").to_pylist() == [date(2020, 9, day) for day in (9, 10, 11)]
    assert set(table.column("publisher").to_pylist()) == {"inform.kz"}
    assert table.column("area").to_pylist() == ["KZ"] * 3
    assert all(its.document(id) for id in table.column("document").to_pylist())
    assert opened.frame().column("value").to_pylist() == [50, 30, 21]
    assert opened.frame(as_of=date(2020, 9, 12), known_at=at(13)).column("value").to_pylist() == [45, 30, 20]
    assert opened.frame(area="KZ-75").num_rows == 0
    assert opened.frame(area="KZ", event="case").num_rows == 3
    assert opened.frame(publisher="tengrinews.kz").num_rows == 0


def test_a_series_by_its_notation(opened) -> None:
    table = opened.series("COVID-19/KZ/case/new", as_of=date(2020, 9, 11))
    assert table.column("value").to_pylist() == [45, 30]
    assert table.column("issued").to_pylist()[0] == datetime(2020, 9, 10, 17, 59, 59, tzinfo=UTC)
    with pytest.raises(ValueError, match="lacks event, measure"):
        opened.series("COVID-19/KZ")
    with pytest.raises(ValueError, match="time zone"):
        opened.series("COVID-19/KZ/case/new", as_of=datetime(2020, 9, 11))  # noqa: DTZ001
    for ask in (opened.frame, opened.history, opened.revisions, opened.lag):
        with pytest.raises(TypeError, match="no such column: country"):
            ask(country="KZ")


def test_every_value_a_claim_had_and_when_and_by_whom(opened) -> None:
    day = date(2020, 9, 11)
    claim = Claim("COVID-19", "KZ", "case", "new", "confirmed", "-", day, day)
    [old, new] = opened.revisions(claim)
    assert (old.value, old.recorded, old.superseded) == (20, at(12), at(20))
    assert (new.value, new.recorded, new.superseded, new.publisher) == (21, at(20), None, "inform.kz")
    assert its.figure(new.figure).value == 21
    assert opened.history().column("value").to_pylist() == [45, 50, 30, 20, 21]
    assert [one.value for one in opened.revisions(area="KZ")] == [45, 50, 30, 20, 21]
    assert [one.claim.end for one in opened.revisions(end=day)] == [day, day]


def test_how_late_and_how_much_revised(opened) -> None:
    [row] = opened.lag().to_pylist()
    assert (row["claims"], row["first_median"], row["first_most"], row["revised"]) == (3, 1, 1, 1)
    assert row["known_1"] == pytest.approx((45 + 30 + 21) / (50 + 30 + 21))
    assert row["known_7"] == pytest.approx((45 + 30) / (50 + 30))
    assert row["known_0"] == 0
    assert row["known_14"] is None


def test_how_late_each_publisher_is(opened) -> None:
    said = bulletin("12 September", date(2020, 9, 12), publisher="tengrinews.kz")
    its.record(said, cases(said, 46), reader="1", at=at(21))
    opened.refresh()
    rows = {row["publisher"]: row for row in opened.lag(by_publisher=True).to_pylist()}
    assert (rows["inform.kz"]["claims"], rows["inform.kz"]["first_median"]) == (3, 1)
    late = rows["tengrinews.kz"]
    assert (late["claims"], late["first_median"], late["known_1"], late["known_3"]) == (1, 3, 0, 1)
    assert [row["publisher"] for row in opened.lag().to_pylist()] == [None]
    assert opened.lag(area="KZ-75").num_rows == 0


def test_what_was_recorded_since_comes_with_refreshing(opened) -> None:
    assert not opened.refresh()
    said = bulletin("13", date(2020, 9, 13))
    its.record(said, cases(said, 7), reader="1", at=at(21))
    assert opened.frame().num_rows == 3
    assert opened.refresh()
    assert opened.frame(as_of=date(2020, 9, 13)).column("value").to_pylist() == [7, 30, 21]
