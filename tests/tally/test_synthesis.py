"""Made-up lists: their counts are those of the series, their rows can be so, the same arguments give the same list."""

import csv
import hashlib
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from esep import data
from esep.cli import main
from esep.tally.synthesis import Series, Synthesis
from tally.counted import requested, tallied, values

FIRST, LAST = date(2020, 3, 28), date(2020, 6, 30)
TOTALS = ("case/total/confirmed", "recovery/total/confirmed", "death/total/confirmed")


def made(path: Path, *options: str) -> Path:
    main(["synthesise", str(path), *options], standalone_mode=False)
    return path


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("made") / "list.csv")


def shown() -> dict[tuple[str, date, str], int]:
    """The totals as the site showed them, by area, day and claim, but for zeros."""
    return {
        (row["area"], date.fromisoformat(row["day"]), f"{claim}/-/onset"): int(row[column])
        for row in data.rows("synthesis/KZ.csv")
        for claim, column in zip(TOTALS, ("cases", "recoveries", "deaths"), strict=True)
        if int(row[column])
    }


def test_its_counts_are_those_of_the_series(usual: Path) -> None:
    with requested(usual, TOTALS, today=LAST) as found:
        assert not found.refused
        ours = {key: value for key, value in values(found).items() if value and key[0] != "KZ"}
    theirs = shown()
    wrong = {key for key in ours.keys() | theirs.keys() if ours.get(key, 0) != theirs.get(key, 0)}
    # one total of deaths fell the next day; on one day more had recovered than were ill
    assert {(area, claim) for area, _, claim in wrong} == {
        ("KZ-63", "death/total/confirmed/-/onset"),
        ("KZ-43", "recovery/total/confirmed/-/onset"),
    }
    assert len(wrong) == 2


def test_the_same_arguments_give_the_same_list(tmp_path: Path, usual: Path) -> None:
    again, other = made(tmp_path / "again.csv"), made(tmp_path / "other.csv", "--seed", "2")
    assert again.read_bytes() == usual.read_bytes() != other.read_bytes()
    # kept from release to release, or said in the changelog
    assert hashlib.sha256(usual.read_bytes()).hexdigest().startswith("c2d9081d3ddd8884")
    found = tallied(other, TOTALS, today=LAST)
    assert found == tallied(usual, TOTALS, today=LAST)


def test_what_is_drawn_looks_like_chance(usual: Path) -> None:
    with usual.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["id"] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
    share = {name: Counter(row[name] for row in rows) for name in ("gender", "setting", "hcw", "test_result")}
    assert 0.48 < share["gender"]["male"] / len(rows) < 0.52
    assert 0.38 < share["setting"]["hospital"] / len(rows) < 0.43
    assert 0.025 < share["hcw"]["yes"] / len(rows) < 0.042
    assert 0.19 < share["test_result"]["negative"] / len(rows) < 0.21
    both = Counter((row["gender"], row["hcw"], row["age"]) for row in rows)
    assert len(both) > 2 * 2 * 80


@pytest.mark.parametrize(("cases", "days"), [(5_000, 40), (60_000, 400), (300, 95), (1, 1)])
def test_a_list_of_another_size_can_be_so_too(tmp_path: Path, cases: int, days: int) -> None:
    path = made(tmp_path / "list.parquet", "--cases", str(cases), "--days", str(days))
    last = FIRST + timedelta(days - 1)
    claims = ["case/total/confirmed", "patient/current/all"]
    with requested(path, claims, today=last, definition="icd-10") as found:
        assert not found.refused
        assert cases - 17 <= sum(v for (a, d, c), v in values(found).items() if a == "KZ" and d == last and "case" in c)
        assert all(value >= 0 for value in values(found).values())


def test_slips_are_refused(tmp_path: Path) -> None:
    path = made(tmp_path / "list.parquet", "--cases", "60000", "--slips")
    with requested(path, TOTALS, today=LAST) as found:
        assert found.refused.keys() == {"future", "unknown-area", "order"}
        assert all(5 <= count <= 50 for count in found.refused.values())


def test_a_series_as_it_can_be() -> None:
    def row(day: int, cases: int, recoveries: int, deaths: int) -> dict[str, str]:
        told = {"cases": cases, "recoveries": recoveries, "deaths": deaths}
        return {"day": f"2020-04-0{day}", "area": "KZ-75"} | {key: str(value) for key, value in told.items()}

    (one,) = Series.from_rows([row(1, 5, 0, 3), row(2, 9, 8, 2), row(3, 8, 5, 2)]).totals
    assert (one.cases, one.deaths, one.recoveries) == ((5, 8, 8), (2, 2, 2), (0, 5, 5))
    with pytest.raises(ValueError, match="without rows"):
        Series.from_rows([])
    series = Series(date(2020, 4, 1), (one,))
    assert [
        (s.reported.day, s.track, s.outcome, s.ended and s.ended.day, s.size) for s in Synthesis(series).stretches()
    ] == [
        *((1, 1, "death", 1, 2), (1, 1, "recovered", 2, 3)),
        *((1, 2, "recovered", 2, 1),),
        *((2, 1, "recovered", 2, 2), (2, 1, None, None, 1), (2, 2, None, None, 1)),
    ]


def test_where_it_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["synthesise", str(tmp_path / "none" / "list.csv")], standalone_mode=False)
    assert "No such file or directory" in capsys.readouterr().err


def test_parquet_and_csv_hold_the_same(tmp_path: Path, usual: Path) -> None:
    path = made(tmp_path / "list.parquet")
    ours, theirs = (duckdb.sql(f"SELECT * EXCLUDE hcw FROM '{one}' ORDER BY id").fetchall() for one in (path, usual))
    assert ours == theirs
