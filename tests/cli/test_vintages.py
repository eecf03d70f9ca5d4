"""`esep series`, `revisions` and `lag`: what was known when, as people and programs are told it."""

import csv
import io
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from esep.cli import main, vintages

pytest.importorskip("pyarrow", reason="no tables: pyarrow is missing (pip install 'esep[frame]')")

DAILY = "COVID-19/KZ/case/new/confirmed/-/1d"
TOTAL = "COVID-19/KZ/case/total"


def esep(*arguments: object, status: int = 0) -> Result:
    result = CliRunner().invoke(main, list(map(str, arguments)))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    assert result.exit_code == status, result.output
    return result


def rows(*arguments: object) -> list[dict[str, Any]]:
    return [json.loads(line) for line in esep(*arguments, "--format", "jsonl").stdout.splitlines()]


@pytest.fixture(autouse=True)
def recorded(ledger: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """New cases of 1, 2, 3 and 6 September, the day after; the 2nd was revised on the 8th. Totals of the 1st and 2nd,
    which another publisher says a day later. ESEP_LEDGER names the ledger."""
    monkeypatch.setenv("ESEP_LEDGER", ledger)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "80")
    said = [(2, 1, 40, 1040), (3, 2, 30, 1070), (4, 3, 0, None), (7, 6, 20, None), (8, 2, 33, None)]
    for issued, day, new, total in said:
        table(tmp_path, "Ministry", issued, day, new, total)
    table(tmp_path, "Tengrinews", 4, 2, None, 1070)
    table(tmp_path, "Ministry", 4, 3, 7, None, area="KZ-75")
    return ledger


def table(folder: Path, who: str, issued: int, day: int, new: int | None, total: int | None, area: str = "KZ") -> None:
    """Records a table of one row, issued by that publisher."""
    cells = {"case/new/confirmed": new, "case/total/confirmed": total}
    stated = {column: value for column, value in cells.items() if value is not None}
    file = folder / f"{who}-{area}-{issued}.csv"
    file.write_text(f"date,area,{','.join(stated)}\n2020-09-{day:02},{area},{','.join(map(str, stated.values()))}\n")
    esep("record", file, "--publisher", who, "--issued", f"2020-09-{issued:02}", "--area", "KZ")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is printed for people goes to a terminal."""
    monkeypatch.setattr(vintages, "terminal", lambda: Console(file=sys.stdout, force_terminal=True, no_color=True))


# Series -----------------------------------------------------------------------------------------------------------


def test_a_series_and_what_is_missing_in_it() -> None:
    said = esep("series", DAILY).stdout
    assert said.startswith(f"{DAILY}  Ministry\n")
    cells = [line.split() for line in said.splitlines()[2:] if line.strip()]
    assert cells == [
        ["day", "value", "issued"],
        ["─" * len(cells[1][0])],
        ["2020-09-01", "40", "2020-09-02"],
        ["2020-09-02", "33", "2020-09-08"],
        ["2020-09-03", "0", "2020-09-04"],
        ["2020-09-04..2020-09-05", "missing"],
        ["2020-09-06", "20", "2020-09-07"],
    ]


def test_a_series_as_of_a_day() -> None:
    asked = ("series", "--area", "KZ", "--measure", "new")
    assert [row["value"] for row in rows(*asked, "--as-of", "2020-09-07")] == [40, 30, 0, 20]
    assert [row["value"] for row in rows(*asked, "--as-of", "2020-09-08")] == [40, 33, 0, 20]
    assert rows(*asked, "--known-at", "2020-09-08") == []
    assert esep(*asked, "--as-of", "2020-09-01").stdout == "nothing was known of it then\n"
    assert [row["value"] for row in rows("series", f"{DAILY}@2020-09-02")] == [33]


def test_a_total_shows_what_it_grew_by_and_who_says_it() -> None:
    said = esep("series", TOTAL).stdout
    assert "1,070" in said
    assert "+30" in said
    assert "Tengrinews" in said
    assert "Tengrinews" not in esep("series", TOTAL, "--publisher", "Ministry").stdout


def test_a_series_in_every_form() -> None:
    lines = rows("series", DAILY)
    assert lines[1] | {"recorded": None, "document": None} == {
        **dict(zip(("disease", "area", "event", "measure", "definition", "group"), DAILY.split("/"), strict=False)),
        "start": "2020-09-02",
        "end": "2020-09-02",
        "value": 33,
        "issued": "2020-09-08T17:59:59+00:00",
        "issued_day": "2020-09-08",
        "recorded": None,
        "publisher": "Ministry",
        "document": None,
    }
    assert json.loads(esep("series", DAILY, "--format", "json").stdout) == lines
    table = list(csv.DictReader(io.StringIO(esep("series", DAILY, "--format", "csv").stdout)))
    assert table == [{name: "" if cell is None else str(cell) for name, cell in row.items()} for row in lines]


@pytest.mark.usefixtures("terminal")
def test_bars_are_for_terminals_with_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert "█" in esep("series", DAILY).stdout
    monkeypatch.setenv("COLUMNS", "50")
    assert "█" not in esep("series", DAILY).stdout


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.usefixtures("terminal")
def test_tables_fit_the_terminal(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for asked in (("series",), ("revisions",), ("lag", "--by-publisher")):
        plain = re.sub(r"\x1b\[[0-9;]*m", "", esep(*asked).stdout)
        assert max(len(line) for line in plain.splitlines() if "COVID-19" not in line) <= width


# Revisions --------------------------------------------------------------------------------------------------------


def test_every_value_a_claim_had() -> None:
    claim = f"{DAILY}@2020-09-02"
    heading, *said = esep("revisions", claim).stdout.splitlines()
    assert heading == f"{claim}  Ministry"
    values = [line.split() for line in said if "2020-09" in line]
    assert (values[0][:2], values[1][:3]) == (["30", "2020-09-03"], ["33", "+3", "2020-09-08"])
    first, second = rows("revisions", claim)
    assert (first["value"], first["issued"], first["publisher"]) == (30, "2020-09-03", "Ministry")
    assert (second["value"], second["issued"], second["superseded"]) == (33, "2020-09-08", None)


def test_every_value_of_every_day() -> None:
    assert [(row["end"][-2:], row["value"]) for row in rows("revisions", DAILY)] == [
        ("01", 40),
        ("02", 30),
        ("02", 33),
        ("03", 0),
        ("06", 20),
    ]
    assert [row["publisher"] for row in rows("revisions", f"{TOTAL}@2020-09-02")] == ["Ministry", "Tengrinews"]
    assert len(rows("revisions", TOTAL, "--publisher", "Tengrinews")) == 1


def test_a_correction_says_why() -> None:
    esep("correct", f"{DAILY}@2020-09-03", 4, "--by", "A. Person", "--reason", "a late report")
    said = esep("revisions", f"{DAILY}@2020-09-03").stdout
    assert "A. Person; a late" in said
    assert [row["by"] for row in rows("revisions", f"{DAILY}@2020-09-03")] == [None, "A. Person"]


def test_what_was_withdrawn_says_so_and_is_in_no_series() -> None:
    claim = f"{DAILY}@2020-09-02"
    figure = rows("revisions", claim)[1]["figure"]
    esep("retract", figure, "--by", "A. Person", "--reason", "counted twice")
    assert [bool(row["withdrawn"]) for row in rows("revisions", claim)] == [False, True]
    assert "withdrawn" in esep("revisions", claim).stdout
    assert [row["value"] for row in rows("series", DAILY) if row["end"] == "2020-09-02"] == [30]


# Lag --------------------------------------------------------------------------------------------------------------


def test_how_late_figures_come_and_how_much_they_change() -> None:
    said = esep("lag", DAILY.removesuffix("/1d")).stdout
    assert said.startswith("COVID-19 case new confirmed\n")
    assert next(line.split() for line in said.splitlines() if "KZ" in line) == [
        *("KZ", "4", "1", "1", "1", "0.0", "96.7", "95.8", "100", "–", "–"),
    ]


def test_how_late_each_publisher_is() -> None:
    by = {row["publisher"]: row for row in rows("lag", TOTAL, "--by-publisher")}
    assert {who: (row["claims"], row["first_median"]) for who, row in by.items()} == {
        "Ministry": (2, 1),
        "Tengrinews": (1, 2),
    }
    assert rows("lag", TOTAL, "--publisher", "Tengrinews") == [by["Tengrinews"]]
    assert [row["publisher"] for row in rows("lag", TOTAL)] == [None]


# What is not there ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["series", "revisions", "lag"])
@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (["--area", "Almaty"], "nothing of the area 'Almaty'; near it: KZ-75 (Almaty"),
        (["--area", "kz75"], "nothing of the area 'kz75'; near it: KZ-75 (Almaty"),
        (["--area", "Timbuktu"], "nothing of the area 'Timbuktu'; it has KZ (Kazakhstan), KZ-75 (Almaty"),
        (["--publisher", "ministri"], "nothing that 'ministri' published; near it: Ministry"),
        (["--event", "death"], "no such series: */*/death/*/*/*; it has COVID-19/KZ/case/new/confirmed/-, "),
        (["COVID-19/KZ", "--area", "KZ-75"], "COVID-19/KZ is of area KZ, and --area says KZ-75"),
        (["COVID-19/KZ/cases"], "unknown event 'cases'"),
        (["--group", "men"], "unknown group 'men'"),
    ],
)
def test_what_is_not_there_is_said_with_what_comes_near(command: str, asked: list[str], why: str) -> None:
    assert why in " ".join(esep(command, *asked, status=2).stderr.split())


def test_days_of_which_nothing_was_said() -> None:
    assert "nothing of that day" in esep("revisions", f"{DAILY}@2020-09-04", status=2).stderr
    assert "leave out period and date" in esep("lag", DAILY, status=2).stderr


def test_an_empty_ledger(empty_ledger: Path) -> None:
    assert "holds no figures" in esep("series", "--ledger", empty_ledger, status=2).stderr


def test_without_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "esep.ledger.opened", None)
    assert esep("lag", status=2).stderr == "esep: this needs NumPy and PyArrow: pip install 'esep[frame]'\n"
