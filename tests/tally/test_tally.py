"""A line list into figures: the same as by hand, whatever the order and the parts; and nothing of a person."""

import json
import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from esep.check import check
from esep.cli import main
from esep.document import Document
from esep.read import read
from esep.tally.documents import documents, parts, write_parquet
from tally.counted import COLUMNS, Row, Values, reference, requested, tallied, values, written

FIRST, LAST = date(2020, 7, 27), date(2020, 8, 16)
COUNTS = (
    *(
        f"{event}/{measure}"
        for event in ("case/new", "case/total", "death/new", "death/total", "recovery/total")
        for measure in ("confirmed", "probable", "all")
    ),
    *(
        "case/new/all/male",
        "case/new/all/female",
        "case/total/all/age:0-17",
        "case/new/confirmed/-/7d",
        "death/new/all/age:60+",
    ),
    *("patient/current/all", "patient/current/all/hospital", "patient/current/all/home", "patient/current/confirmed"),
    *("patient/current/all/critical", "patient/current/all/children", "patient/current/all/children+hospital"),
)
SPAN = {"first": FIRST, "last": LAST}


@st.composite
def cases(draw: DrawFn) -> dict[str, str]:
    """A case that can be so."""
    report = draw(st.integers(0, 20))
    outcome = draw(st.sampled_from(("", "death", "recovered")))
    ended = report + draw(st.integers(0, 12)) if outcome else None
    admitted = draw(st.one_of(st.none(), st.integers(report - 2, ended if ended is not None else report + 3)))
    left = draw(st.one_of(st.none(), st.integers(admitted, admitted + 9))) if admitted is not None else None
    return {
        "date_reporting": _day(report),
        "date_onset": _day(draw(st.one_of(st.none(), st.integers(report - 5, report)))),
        "location": draw(st.sampled_from(("KZ-75", "KZ-11", "KZ-71"))),
        "outcome": outcome,
        "date_outcome": _day(ended),
        "date_admission": _day(admitted),
        "date_discharge": _day(left),
        "setting": draw(st.sampled_from(("", "hospital", "home")))
        if admitted is not None
        else draw(st.sampled_from(("", "home"))),
        "gravity": draw(st.sampled_from(("", "severe", "critical", "ventilated"))),
        "gender": draw(st.sampled_from(("", "male", "female"))),
        "age": draw(st.one_of(st.just(""), st.integers(0, 99).map(str))),
        "test_result": draw(st.sampled_from(("positive", "negative", ""))),
        "code": draw(st.sampled_from(("U07.1", "U07.2", ""))),
    }


def _day(n: int | None) -> str:
    return "" if n is None else (FIRST + timedelta(n)).isoformat()


LISTS = st.lists(cases(), min_size=1, max_size=30).map(
    lambda rows: [{"id": f"PERSON-{n:04}", **row} for n, row in enumerate(rows)]
)


def stated(found: Values, whole: Values) -> Values:
    """What a part states of what the whole states; what it does not state is 0 there."""
    return {key: found.get(key, 0) for key in whole}


@settings(max_examples=12, deadline=None)
@given(LISTS, st.randoms(use_true_random=False))
def test_the_tally_is_that_by_hand_in_any_order_and_parts(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Row], chance: random.Random
) -> None:
    folder = tmp_path_factory.mktemp("list")
    whole = tallied(written(rows, folder / "whole.csv"), COUNTS, **SPAN)
    if not any(whole.values()):
        return
    by_hand = reference(rows, COUNTS, FIRST, LAST)
    assert {key: value for key, value in whole.items() if value} == {
        key: value for key, value in by_hand.items() if value
    }
    assert whole.keys() <= by_hand.keys()

    shuffled = chance.sample(rows, len(rows))
    assert tallied(written(shuffled, folder / "shuffled.csv"), COUNTS, **SPAN) == whole

    cut = chance.randint(0, len(rows))
    some = [tallied(written(part, folder / "part.csv"), COUNTS, **SPAN) for part in (rows[:cut], rows[cut:])]
    added = {key: sum(one.get(key, 0) for one in some) for key in whole}
    assert added == whole


@settings(max_examples=10, deadline=None)
@given(LISTS)
def test_its_figures_hold_every_identity(tmp_path_factory: pytest.TempPathFactory, rows: list[Row]) -> None:
    path = written(rows, tmp_path_factory.mktemp("list") / "list.csv")
    with requested(path, COUNTS, **SPAN) as found:
        about = Document("", "Ministry", issued=LAST, area="KZ")
        figures = [one for document in documents(found, about, "0" * 64) for one in read(document).figures]
        assert len(figures) == len(values(found))
    findings = check(figures)
    assert [problem.code for problem in findings.problems if problem.severity == "fails"] == []


def case(**cells: str) -> dict[str, str]:
    """A case of nothing much."""
    usual = {"id": "A", "date_reporting": "2020-08-03", "location": "KZ-75", "test_result": "positive"}
    return usual | cells


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"date_reporting": "2020-02-30"}, "no-date"),
        ({"date_reporting": ""}, "no-report"),
        ({"location": "Atlantis"}, "unknown-area"),
        ({"location": ""}, "unknown-area"),
        ({"location": "KZ"}, "unknown-area"),
        ({"location": "RU-MOW"}, "unknown-area"),
        ({"gender": "xyz"}, "unknown-word"),
        ({"age": "-3"}, "no-age"),
        ({"age": "old"}, "no-age"),
        ({"date_reporting": "2120-08-03"}, "future"),
        ({"date_onset": "1920-08-03"}, "too-early"),
        ({"date_onset": "2020-08-02", "outcome": "death", "date_outcome": "2020-08-01"}, "order"),
        ({"outcome": "recovered", "date_outcome": "2020-08-01"}, "order"),
        ({"date_admission": "2020-08-05", "date_discharge": "2020-08-04"}, "order"),
        ({"outcome": "death"}, "no-outcome-date"),
        ({"id": ""}, "no-id"),
    ],
)
def test_what_cannot_be_is_refused_with_its_row_column_and_reason(
    tmp_path: Path, cells: dict[str, str], code: str
) -> None:
    path = written([case(), case(**{"id": "B", **cells})], tmp_path / "list.csv")
    with requested(path, ["case/total/confirmed"]) as found:
        assert (found.rows, found.cases, dict(found.refused)) == (2, 1, {code: 1})
        ((row, column, told, reason),) = found.reasons()
    assert (row, told) == (3, code)
    assert column in COLUMNS
    assert reason


def test_a_row_of_another_length_is_refused_and_the_others_keep_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = [
        "A,2020-08-03,KZ-75",
        "B,2020-08-03",
        "C,2020-08-03,KZ-75,x",
        "",
        "D,2020-08-03,Atlantis",
        '"E,2020-08-03,KZ',
    ]
    path.write_text("code,date_reporting,location\n" + "\n".join(rows), "utf-8")
    with requested(path, ["case/new/confirmed"], definition="icd-10") as found:
        assert list(found.reasons()) == [
            (3, "", "cells", "2 cells where there are 3 columns"),
            (4, "", "cells", "4 cells where there are 3 columns"),
            (6, "location", "unknown-area", "Atlantis is no area that is known"),
            (7, "", "cells", "1 cells where there are 3 columns"),
        ]
        assert (found.rows, found.refused.total()) == (5, 4)


def test_of_one_id_the_row_reported_first_counts_wherever_it_stands(tmp_path: Path) -> None:
    rows = [case(date_reporting="2020-08-04"), case(), case(gender="male"), case(id="B")]
    for order in (rows, rows[::-1]):
        path = written(order, tmp_path / "list.csv")
        with requested(path, ["case/new/confirmed"], last=date(2020, 8, 4)) as found:
            assert (found.cases, found.refused["duplicate"]) == (2, 2)
            assert values(found)["KZ", date(2020, 8, 3), "case/new/confirmed/-/1d"] == 2
            assert values(found)["KZ", date(2020, 8, 4), "case/new/confirmed/-/1d"] == 0


def test_a_refused_row_is_no_reason_to_refuse_another_of_its_id(tmp_path: Path) -> None:
    path = written([case(location="Atlantis"), case()], tmp_path / "list.csv")
    with requested(path, ["case/total/confirmed"]) as found:
        assert (found.cases, dict(found.refused)) == (1, {"unknown-area": 1})


def test_as_known_on_a_past_day(tmp_path: Path) -> None:
    rows = [
        case(outcome="death", date_outcome="2020-08-09"),
        case(id="B", date_reporting="2020-08-07"),
        case(id="C", date_reporting="2020-08-08"),
    ]
    path = written(rows, tmp_path / "list.csv")
    counts = ["case/total/confirmed", "death/total/confirmed"]
    with requested(path, counts, as_of=date(2020, 8, 7)) as found:
        assert (found.cases, found.later, found.refused.total()) == (2, 1, 0)
        then = values(found)
    now = tallied(path, counts)
    assert max(day for _, day, _ in then) == date(2020, 8, 7)
    assert then == {key: now[key] for key in then}
    assert now["KZ", date(2020, 8, 9), "death/total/confirmed/-/onset"] == 1


def test_of_the_versions_of_a_row_that_of_the_day_counts(tmp_path: Path) -> None:
    rows = [
        case(date_recorded="2020-08-03", test_result="negative"),
        case(date_recorded="2020-08-05"),
        case(id="B", date_recorded="2020-08-04"),
    ]
    path = written(rows, tmp_path / "list.csv", (*COLUMNS, "date_recorded"))
    for day, expected in ((3, 0), (4, 1), (5, 2)):
        with requested(path, ["case/total/confirmed"], as_of=date(2020, 8, day)) as found:
            assert (found.cases, found.refused.total()) == (expected, 0), day


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        (("date_reporting", "location", "test_result", "date_recorded"), "needs a column for id"),
        (("id", "location", "test_result"), "no column date_reporting"),
    ],
)
def test_a_list_that_lacks_what_it_needs_is_told_so(
    tmp_path: Path, columns: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {key: value for key, value in case(date_recorded="2020-08-03").items() if key in columns}
    path = written([row], tmp_path / "list.csv", columns)
    with pytest.raises(SystemExit) as exit:
        main(["tally", str(path)], standalone_mode=False)
    assert exit.value.code == 2
    assert told in capsys.readouterr().err


def test_a_row_that_is_no_case_is_no_duplicate(tmp_path: Path) -> None:
    rows = [
        case(test_result="negative"),
        case(date_reporting="2020-08-05"),
        case(date_reporting="2020-08-07", test_result="negative"),
        case(date_reporting="2020-08-09"),
    ]
    for order in (rows, rows[::-1]):
        with requested(written(order, tmp_path / "list.csv"), ["case/new/confirmed"]) as found:
            assert (found.cases, found.others, dict(found.refused)) == (1, 2, {"duplicate": 1})
            assert values(found)["KZ", date(2020, 8, 5), "case/new/confirmed/-/1d"] == 1


def test_the_days_end_where_the_list_ends_or_on_the_day_that_is_asked_about(tmp_path: Path) -> None:
    rows = [case(), case(id="B", date_reporting="2020-08-06", test_result="negative")]
    path, claim = written(rows, tmp_path / "list.csv"), "case/new/confirmed/-/1d"
    found = tallied(path, ["case/new/confirmed"])
    assert [day.day for area, day, _ in sorted(found) if area == "KZ"] == [3, 4, 5, 6]
    found = tallied(path, ["case/new/confirmed"], as_of=date(2020, 8, 9))
    assert found["KZ", date(2020, 8, 9), claim] == 0
    assert max(day for _, day, _ in found) == date(2020, 8, 9)
    found = tallied(path, ["case/new/confirmed"], as_of=date(2020, 8, 9), last=date(2020, 8, 4))
    assert max(day for _, day, _ in found) == date(2020, 8, 4)


def test_nobody_was_at_home_who_had_left_before_the_report(tmp_path: Path) -> None:
    rows = [case(setting="home", date_discharge="2020-08-01"), case(id="B", setting="home")]
    found = tallied(written(rows, tmp_path / "list.csv"), ["patient/current/all"], first=date(2020, 7, 30))
    assert {day.day: value for (area, day, _), value in found.items() if area == "KZ"} == {
        30: 0,
        31: 0,
        1: 0,
        2: 0,
        3: 1,
    }


# Changes within a stay ---------------------------------------------------------------------------------------------

CHANGES = (*COLUMNS, "date_change")


def test_a_stay_is_cut_where_setting_or_gravity_change(tmp_path: Path) -> None:
    end = {"outcome": "recovered", "date_outcome": "2020-08-12", "date_discharge": "2020-08-12"}
    rows = [
        case(setting="home", date_change="2020-08-03"),
        case(setting="hospital", date_admission="2020-08-05", date_change="2020-08-05"),
        case(setting="hospital", gravity="critical", date_admission="2020-08-05", date_change="2020-08-07"),
        case(setting="hospital", date_admission="2020-08-05", date_change="2020-08-10", **end),
        case(id="B", setting="home", date_reporting="2020-08-06"),
    ]
    counts = [
        *("case/total/all", "recovery/total/all", "patient/current/all"),
        *(f"patient/current/all/{group}" for group in ("home", "hospital", "critical")),
    ]
    expected = {
        3: (1, 0, 1, 1, 0, 0),
        4: (1, 0, 1, 1, 0, 0),
        5: (1, 0, 1, 0, 1, 0),
        6: (2, 0, 2, 1, 1, 0),
        7: (2, 0, 2, 1, 1, 1),
        9: (2, 0, 2, 1, 1, 1),
        10: (2, 0, 2, 1, 1, 0),
        11: (2, 0, 2, 1, 1, 0),
        12: (2, 1, 1, 1, 0, 0),
    }
    for order in (rows, rows[::-1]):
        path = written(order, tmp_path / "list.csv", CHANGES)
        with requested(path, counts) as found:
            assert (found.rows, found.cases, found.changes, found.refused.total()) == (5, 2, 3, 0)
            ours = values(found)
        for day, row in expected.items():
            assert tuple(ours["KZ", date(2020, 8, day), str(one)] for one in found.columns) == row, day
    with requested(path, counts, as_of=date(2020, 8, 7)) as found:
        then = values(found)
    assert then == {key: value for key, value in ours.items() if key[1] <= date(2020, 8, 7)}


def test_a_change_into_a_case_counts_from_then_on(tmp_path: Path) -> None:
    rows = [
        case(test_result="", date_admission="2020-08-03", date_change="2020-08-03"),
        case(date_admission="2020-08-03", date_change="2020-08-06"),
        case(date_admission="2020-08-03", date_change="2020-08-06", test_result=""),
        case(id="", date_change="2020-08-06"),
    ]
    path = written(rows, tmp_path / "list.csv", CHANGES)
    counts = ["case/total/confirmed", "patient/current/confirmed"]
    with requested(path, counts, first=date(2020, 8, 3), last=date(2020, 8, 7)) as found:
        assert found.refused == {"duplicate": 1, "no-id": 1}
        assert {(row, code) for row, _, code, _ in found.reasons()} == {(3, "duplicate"), (5, "no-id")}


@st.composite
def changing(draw: DrawFn) -> list[dict[str, str]]:
    """The rows of a case that changes."""
    one = draw(cases())
    first = draw(st.integers(0, 8))
    days = sorted(draw(st.sets(st.integers(first, first + 9), min_size=1, max_size=4)))
    settings_, gravities = st.sampled_from(("", "home", "hospital")), st.sampled_from(("", "severe", "critical"))
    return [one | {"date_change": _day(day), "setting": draw(settings_), "gravity": draw(gravities)} for day in days]


def piece(row: Row, until: str) -> tuple[str, str, str]:
    """Where, from when and until when, as the row of a change tells it, by hand."""
    where = row["setting"] or ("hospital" if row["date_admission"] else "")
    since = row["date_admission"] or (row["date_reporting"] if row["setting"] == "home" else "")
    ends = (row["date_discharge"], row["date_outcome"], until)
    return where, max(since, row["date_change"]), min(filter(None, ends), default="9999")


@settings(max_examples=12, deadline=None)
@given(st.lists(changing(), min_size=1, max_size=12))
def test_changes_count_as_by_hand(tmp_path_factory: pytest.TempPathFactory, several: list[list[Row]]) -> None:
    rows = [{"id": f"P{n}", **row} for n, some in enumerate(several) for row in some]
    path = written(rows[::-1], tmp_path_factory.mktemp("list") / "list.csv", CHANGES)
    groups = ("", "home", "hospital", "severe", "critical")
    counts = ["case/total/confirmed", *(f"patient/current/confirmed/{group}" for group in groups)]
    ours = tallied(path, counts, **SPAN)
    for n in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(n)
        said = day.isoformat()
        expected = dict.fromkeys(groups, 0)
        for some in several:
            for row, after in zip(some, [*some[1:], {"date_change": ""}], strict=True):
                where, since, until = piece(row, after["date_change"])
                if row["test_result"] == "positive" and where and since <= said < until:
                    for group in {"", where, row["gravity"]}:
                        expected[group] += 1
        assert {g: ours.get(("KZ", day, f"patient/current/confirmed/{g or '-'}/now"), 0) for g in groups} == expected
        total = sum(some[-1]["test_result"] == "positive" and some[-1]["date_reporting"] <= said for some in several)
        assert ours.get(("KZ", day, "case/total/confirmed/-/onset"), 0) == total


def test_two_definitions_side_by_side(tmp_path: Path) -> None:
    rows = [
        case(),
        case(id="B", test_result="negative", code="U07.2"),
        case(id="C", test_result="negative", code="U07.2", date_reporting="2020-07-31"),
    ]
    path = written(rows, tmp_path / "list.csv")
    last, counts = date(2020, 8, 3), ["case/total/confirmed", "case/total/probable"]
    both = tallied(path, counts)
    assert [both["KZ", last, f"case/total/{one}/-/onset"] for one in ("confirmed", "probable")] == [1, 1]
    codes = tallied(path, counts, definition="icd-10")
    assert [codes["KZ", last, f"case/total/{one}/-/onset"] for one in ("confirmed", "probable")] == [0, 2]


def test_in_bulk_the_figures_are_the_same(tmp_path: Path) -> None:
    import duckdb

    rows = [
        case(outcome="death", date_outcome="2020-08-30"),
        case(id="B", location="KZ-11"),
        case(id="C", gender="male"),
    ]
    with requested(written(rows, tmp_path / "list.csv"), COUNTS) as found:
        about = Document("", "Ministry's", issued=LAST, area="KZ", language="en")
        some = list(parts(found, about, "0" * 64))
        figures = [one.to_json() for part in some for one in read(part.document).figures]
        assert write_parquet(found, some, str(tmp_path / "figures.parquet")) == len(figures)
    table = duckdb.sql(f"SELECT * FROM '{tmp_path / 'figures.parquet'}'")
    for row, figure in zip(table.fetchall(), figures, strict=True):
        found_row = dict(zip(table.columns, row, strict=True))
        days = {key: found_row[key] and str(found_row[key]) for key in ("start", "end")}
        assert found_row | days == figure


def test_no_identifier_leaves(tmp_path: Path, ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        case(id="PERSON-1", outcome="death", date_outcome="2020-08-09"),
        case(id="PERSON-1"),
        case(id="PERSON-2", location="Atlantis"),
        case(id="PERSON-3", date_reporting="soon"),
    ]
    path = written(rows, tmp_path / "list.csv")
    for ending in ("jsonl", "csv", "parquet"):
        main(["tally", str(path), "--out", str(tmp_path / f"out.{ending}")], standalone_mode=False)
    main(
        ["tally", str(path), "--record", "--ledger", ledger, "--rejects", str(tmp_path / "rejects.csv")],
        standalone_mode=False,
    )
    main(["tally", str(path)], standalone_mode=False)
    told = capsys.readouterr()
    assert "4 rows: 1 cases" in told.err
    assert "documents recorded" in told.out
    for text in (
        told.out,
        told.err,
        *(file.read_bytes().decode("latin-1") for file in tmp_path.iterdir() if file != path),
    ):
        assert "PERSON" not in text


def test_strict_refuses_the_whole_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written([case(), case(id="B", location="Atlantis")], tmp_path / "list.csv")
    with pytest.raises(SystemExit) as exit:
        main(["tally", str(path), "--strict", "--out", str(tmp_path / "out.jsonl")], standalone_mode=False)
    assert exit.value.code == 2
    assert "--strict" in capsys.readouterr().err
    assert not (tmp_path / "out.jsonl").exists()


def test_a_document_tells_where_its_figures_are_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written([case()], tmp_path / "list.csv")
    with requested(path, ["case/total/confirmed"]) as found:
        (document,) = documents(found, Document("", "Ministry", issued=LAST), "ab" * 32)
    assert f"# tally: list.csv, SHA-256 {'ab' * 32}" in document.text
    assert "# definition: covid-19, version 2020-08-01" in document.text
    (figure, *_) = read(document).figures
    assert json.loads(json.dumps(figure.to_json()))["quote"] == "KZ,2020-08-03,COVID-19,1"
