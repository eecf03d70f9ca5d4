"""The list as it was on several days: the tally of each, and of a day what it would have been then."""

import json
from datetime import date
from pathlib import Path

import pytest

from esep.cli import main
from tally.counted import Row, written


def case(**cells: str) -> dict[str, str]:
    usual = {"id": "A", "date_reporting": "2020-09-01", "location": "KZ-75", "test_result": "positive"}
    return usual | cells


FIRST: list[Row] = [case(), case(id="B"), case(id="C", outcome="recovered", date_outcome="2020-09-02")]
SECOND: list[Row] = [  # B was no case after all, D was reported late, E is new, F is of a day to come
    case(),
    case(id="B", test_result="negative"),
    case(id="C", outcome="recovered", date_outcome="2020-09-02"),
    case(id="D"),
    case(id="E", date_reporting="2020-09-03"),
    case(id="F", date_reporting="2020-09-04"),
]
COUNT = ["--count", "case/new/confirmed", "--count", "case/total/confirmed", "--count", "recovery/total/confirmed"]


@pytest.fixture
def lists(tmp_path: Path) -> tuple[str, str]:
    return (
        str(written(FIRST, tmp_path / "cases-2020-09-02.csv")),
        str(written(SECOND, tmp_path / "cases 20200903.csv")),
    )


def figures(path: Path) -> dict[tuple[str, str, str, str], int]:
    """By the day of issue, the day, the event and the measure, of the whole."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return {
        (row["issued"][:10], row["end"], row["event"], row["measure"]): row["value"]
        for row in rows
        if row.get("area") == "KZ"
    }


def run(*arguments: str) -> None:
    main(["tally", *arguments], standalone_mode=False)


def test_each_list_is_counted_as_of_its_day(
    tmp_path: Path, lists: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(*lists[::-1], *COUNT, "--out", str(tmp_path / "out.jsonl"))
    found = figures(tmp_path / "out.jsonl")
    totals = {key[:2]: value for key, value in found.items() if key[2:] == ("case", "total")}
    assert totals == {
        ("2020-09-02", "2020-09-01"): 3,
        ("2020-09-02", "2020-09-02"): 3,
        ("2020-09-03", "2020-09-01"): 3,
        ("2020-09-03", "2020-09-02"): 3,
        ("2020-09-03", "2020-09-03"): 4,
    }
    assert found["2020-09-03", "2020-09-02", "recovery", "total"] == 1
    assert "6 rows: 4 cases by the definition covid-19, 1 no cases, 1 refused" in capsys.readouterr().err
    run(*lists, *COUNT)
    assert "2020-09-02 ┃ 2020-09-03" in capsys.readouterr().out


@pytest.mark.parametrize(("day", "issued"), [("2020-09-02", "2020-09-02"), ("2020-09-30", "2020-09-03")])
def test_of_a_day_the_list_that_was_known_then_is_counted(
    tmp_path: Path, lists: tuple[str, str], day: str, issued: str
) -> None:
    out = tmp_path / "out.jsonl"
    run(*lists, *COUNT, "--as-of", day, "--out", str(out))
    assert {(key[0], max(one[1] for one in figures(out))) for key in figures(out)} == {(issued, issued)}


def test_the_ledger_has_the_figures_of_each_day(
    tmp_path: Path, lists: tuple[str, str], ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(*lists, *COUNT, "--publisher", "Ministry", "--record", "--ledger", ledger)
    assert "2 of 2 documents recorded" in capsys.readouterr().out
    run(*lists, *COUNT, "--publisher", "Ministry", "--record", "--ledger", ledger)
    assert "0 of 2 documents recorded" in capsys.readouterr().out


def test_a_day_may_stand_before_the_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(SECOND, tmp_path / "list.csv")
    run(f"2020-09-03={path}", *COUNT, "--out", str(tmp_path / "out.jsonl"))
    assert max(day for _, day, *_ in figures(tmp_path / "out.jsonl")) == date(2020, 9, 3).isoformat()


@pytest.mark.parametrize(
    ("names", "options", "told"),
    [
        (("list.csv", "2020-09-03.csv"), (), "which day is this list of? Write 2020-09-17=list.csv"),
        (("2020-09-03.csv", "2020-09-03-20200904.csv"), (), "which day is this list of?"),
        (("2020-09-03.csv", "2020-09-03=list.csv"), (), "two lists are of 2020-09-03"),
        (("2020-02-31.csv", "2020-09-03.csv"), (), "which day is this list of?"),
        (("2020-09-03.csv", "2020-09-04.csv"), ("--rejects", "r.csv"), "--rejects takes one list at a time"),
        (("2020-09-03.csv", "2020-09-04.csv"), ("--out", "o.parquet"), "Parquet takes one list at a time"),
        (("2020-09-03.csv", "2020-09-04.csv"), ("--as-of", "2020-09-02"), "the first is of 2020-09-03"),
        (
            ("2020-09-03.csv", "2020-09-04.csv"),
            ("--definition", "icd-10", "--definition", "covid-19"),
            "give one of them, or --out",
        ),
    ],
)
def test_what_cannot_be_asked_of_several_lists_is_told(
    names: tuple[str, ...], options: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exit:
        main(["tally", *names, *options])
    assert exit.value.code == 2
    assert told in " ".join(capsys.readouterr().err.split())
