"""The commands as people and programs use them: what they print, their status, and what bad input leaves behind."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from esep.cli import main
from labelled import BULLETINS, EXAMPLE, labels

SEED = (BULLETINS / "022.txt").read_text("utf-8")
STATED = sum(len(list(labels(BULLETINS, name).elements())) for name in ("021", "022"))
DEATHS = "COVID-19/KZ/death/total/confirmed/-/onset@2020-09-17"


def esep(*arguments: object, stdin: str | bytes | None = None) -> Result:
    result = CliRunner().invoke(main, list(map(str, arguments)), input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two bulletins and what is known of them."""
    place = tmp_path / "bulletins"
    place.mkdir()
    for name in ("021", "022"):
        (place / f"{name}.txt").write_text((BULLETINS / f"{name}.txt").read_text("utf-8"), "utf-8")
    (place / "index.tsv").write_text((BULLETINS / "index.tsv").read_text("utf-8"), "utf-8")
    return place


@pytest.fixture
def recorded(ledger: str, folder: Path) -> str:
    """A ledger that holds them."""
    assert esep("record", folder, "--ledger", ledger).exit_code == 0
    return ledger


def content(ledger: str) -> str:
    return esep("export", "--ledger", ledger, "--format", "jsonl").stdout


# Reading ----------------------------------------------------------------------------------------------------------


def test_read_as_json_lines(folder: Path) -> None:
    result = esep("read", folder, "--format", "jsonl")
    assert result.exit_code == 0
    assert len(lines(result)) == STATED
    assert {line["issued"] for line in lines(result)} == {"2020-09-13", "2020-09-17"}
    assert [line["value"] for line in lines(result) if line["event"] == "death" and line["area"] == "KZ"] == [
        1634,
        1634,
        3,
        331,
        37,
        1671,
    ]


def test_read_as_json(folder: Path) -> None:
    assert json.loads(esep("read", folder, "--format", "json").stdout) == lines(
        esep("read", folder, "--format", "jsonl")
    )
    nothing = esep("read", "-", "--format", "json", stdin="Nothing happened.")
    assert json.loads(nothing.stdout) == []


def test_read_as_csv(folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(esep("read", folder, "--format", "csv").stdout)))
    assert [int(row["value"]) for row in rows] == [
        line["value"] for line in lines(esep("read", folder, "--format", "jsonl"))
    ]
    assert rows[0]["area"] == "KZ"


def test_csv_holds_no_formulas() -> None:
    text = "=A1! Over the past day, 65 new coronavirus cases were registered in Kazakhstan."
    [row] = csv.DictReader(io.StringIO(esep("read", "-", "--format", "csv", "--url", "=1+1", stdin=text).stdout))
    assert row["url"] == "'=1+1"
    assert not row["quote"].startswith("=")


def test_read_for_people(folder: Path) -> None:
    result = esep("read", folder)
    assert "1,671" in result.stdout
    assert "holds" in result.stdout
    assert "Coronavirus and pneumonia in Kazakhstan" in result.stdout


def test_read_is_told_what_the_text_does_not_say() -> None:
    text = "65 new coronavirus cases were registered in the country."
    about = (
        "--issued",
        "2020-09-17T23:00+00:00",
        "--area",
        "KZ",
        "--language",
        "en",
        "--publisher",
        "kt.kz",
        "--url",
        "u",
    )
    [figure] = lines(esep("read", "-", *about, "--format", "jsonl", stdin=text))
    assert (figure["end"], figure["area"], figure["language"], figure["publisher"], figure["url"]) == (
        "2020-09-18",
        "KZ",
        "en",
        "kt.kz",
        "u",
    )


def test_documents_in_and_figures_out() -> None:
    """As the scorer of labelled bulletins calls it."""
    documents = [
        {"id": "a", "text": SEED, "language": None, "issued": "2020-09-17", "area": "KZ"},
        {"id": "b", "text": "Nothing happened.", "language": None, "issued": None, "area": None},
        {"id": "c", "text": "Помощь от коронавируса: 4 500 подарков.", "issued": None, "area": "KZ"},
    ]
    given = "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)
    result = esep("read", "--from", "jsonl", "--format", "jsonl", "-", stdin=given)
    figures = [line for line in lines(result) if "value" in line]
    assert {line["document"] for line in figures} == {"a"}
    assert len(figures) == 42
    [problem] = [line for line in lines(result) if "code" in line]
    assert (problem["code"], problem["document"], set(problem["text"])) == ("unread", "c", {"en", "ru", "kk"})
    assert result.exit_code == 0


def test_explain(folder: Path) -> None:
    result = esep("explain", folder / "022.txt")
    assert result.exit_code == 0
    assert "106,920" in result.stdout
    assert "sentence before" in result.stdout or "own words" in result.stdout
    text = "From 7 to 13 September 2020, 37 people died of COVID-19 in Kazakhstan: of 37, 7 in Almaty. 4,500 families."
    said = esep("explain", "-", "--area", "KZ", stdin=text).stdout
    assert "repeated" in said
    assert "unread" in said


# Checking ---------------------------------------------------------------------------------------------------------


def test_check_says_why(folder: Path) -> None:
    result = esep("check", folder / "022.txt", "--issued", "2020-09-17", "--area", "KZ")
    assert result.exit_code == 0
    assert "They differ by 37" in result.stdout.replace("\n", " ")
    assert "0 problems fail" in result.stdout.replace("\n", " ")


def test_check_fails_with_status_1() -> None:
    text = "4,489 patients are under treatment for COVID-19 in Kazakhstan: 2,420 are in hospital and 2,096 are at home."
    result = esep("check", "-", "--area", "KZ", stdin=text)
    assert result.exit_code == 1
    assert "27 more" in result.stdout.replace("\n", " ")


@pytest.mark.parametrize(("tongue", "words"), [("en", "They differ by"), ("ru", "Разница"), ("kk", "Айырмасы")])
def test_check_in_three_languages(tongue: str, words: str, folder: Path) -> None:
    assert words in esep("check", folder, "--in", tongue).stdout


def test_check_answers_with_the_ids_that_were_given() -> None:
    figures = [
        {"id": "one", "area": "KZ", "event": "death", "measure": "total", "value": 1671, "end": "2020-09-17"},
        {"id": "two", "area": "KZ", "event": "death", "measure": "total", "value": 1634, "end": "2020-09-17"},
        {"code": "unread", "severity": "note"},  # problems in the stream are passed over
    ]
    given = "".join(json.dumps(figure) + "\n" for figure in figures)
    result = esep("check", "--from", "jsonl", "--format", "jsonl", "-", stdin=given)
    [problem] = lines(result)
    assert (problem["code"], problem["severity"], set(problem["figures"])) == ("two-values", "fails", {"one", "two"})
    assert result.exit_code == 1


def test_what_read_prints_check_takes(folder: Path) -> None:
    read = esep("read", folder, "--format", "jsonl").stdout
    piped = esep("check", "--from", "jsonl", "--format", "jsonl", "-", stdin=read)
    assert lines(piped) == lines(esep("check", folder, "--format", "jsonl"))
    assert [problem["explanations"][0]["kind"] for problem in lines(piped)] == ["stale"]
    assert json.loads(esep("check", folder, "--format", "json").stdout) == lines(piped)


# The ledger -------------------------------------------------------------------------------------------------------


def test_recording_twice_changes_nothing(recorded: str, folder: Path) -> None:
    before = content(recorded)
    again = esep("record", folder, "--ledger", recorded)
    assert again.stdout == "0 of 2 documents recorded, 0 figures; 2 were known already\n"
    assert content(recorded) == before
    assert len(before.splitlines()) == STATED


def test_record_from_standard_input(ledger: str) -> None:
    result = esep("record", "-", "--ledger", ledger, "--area", "KZ", "--issued", "2020-09-17", stdin=SEED)
    assert result.stdout == "1 of 1 documents recorded, 42 figures; 0 were known already\n"


VERSIONS = Path(__file__).parents[1] / "sources" / "series" / "csse_kz_versions.csv"


def test_record_a_table_by_a_mapping(ledger: str) -> None:
    """What a mapping tells is told once, though everything is read twice; a version is known from its time of issue."""
    result = esep("record", "--mapping", "csse-versions", VERSIONS, "--ledger", ledger)
    assert result.stdout == "7 of 7 documents recorded, 24 figures; 0 were known already\n"
    assert result.stderr.count("a cell of the one before is gone") == len(result.stderr.splitlines()) == 1
    again = esep("record", "--mapping", "csse-versions", VERSIONS, "--ledger", ledger)
    assert again.stdout == "0 of 7 documents recorded, 0 figures; 7 were known already\n"
    for moment, value in (("2020-07-03T00:00:00Z", None), ("2020-07-03T12:00:00Z", "42574"), ("2020-07-05", "41065")):
        told = esep("export", "--settled", "--as-of", moment, "--ledger", ledger, "--format", "jsonl")
        known = [line["value"] for line in lines(told) if (line["event"], line["end"]) == ("case", "2020-07-01")]
        assert [str(one) for one in known] == ([value] if value else [])


def test_a_table_by_a_mapping_is_read_checked_and_explained(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text('area = "a"\ndate = "d"\non_error = "skip"\n[claims]\nn = "case/total"\n')
    (tmp_path / "t.csv").write_text("a,d,n\nKZ,2020-09-16,7\nKZ,2020-09-17,5\nKZ,2020-09-18,x\n")
    of_it = ("--mapping", tmp_path / "m.toml", tmp_path / "t.csv", "--issued", "2020-09-19")
    read = esep("read", *of_it, "--format", "jsonl")
    assert [(line["end"], line["value"]) for line in lines(read)] == [("2020-09-16", 7), ("2020-09-17", 5)]
    assert read.exit_code == 0
    assert read.stderr == f"esep: {tmp_path}/t.csv: left out: row 4, column 'n': found 'x', which is no whole number\n"
    assert esep("check", *of_it).exit_code == 1
    assert esep("explain", *of_it).exit_code == 0
    assert wrong(esep("read", "--mapping", "none", tmp_path / "t.csv")).startswith("none: no mapping is called so")
    assert esep("read", "--mapping", "rki", "--from", "jsonl", "-").exit_code == 2


def test_ids_of_ones_own_do_not_enter_the_ledger(ledger: str) -> None:
    given = json.dumps({"id": "mine", "text": SEED, "area": "KZ", "issued": "2020-09-17"})
    assert esep("record", "--from", "jsonl", "-", "--ledger", ledger, stdin=given).exit_code == 0
    assert "mine" not in content(ledger)


def test_why(recorded: str) -> None:
    said = esep("why", DEATHS, "--ledger", recorded).stdout
    assert said.startswith("1,671")
    assert "1,634 is the total before that period" in said.replace("\n", " ")
    assert "37  new deaths from COVID-19, Kazakhstan, 7–13 September 2020" in said
    *figures, problem = lines(esep("why", DEATHS, "--ledger", recorded, "--format", "jsonl"))
    assert [figure["value"] for figure in figures] == [1671, 1634, 37]
    assert problem["explanations"][0]["evidence"] == [figures[2]["id"]]
    by_id = esep("why", figures[1]["id"], "--ledger", recorded).stdout
    assert by_id == said
    for tongue, told in {"ru": ("Разница", "официальный"), "kk": ("Айырмасы", "ресми")}.items():
        said = esep("why", DEATHS, "--ledger", recorded, "--in", tongue).stdout
        assert all(word in said for word in told) and "figure" not in said and "settled" not in said


def test_why_tells_the_slip_that_makes_a_figure_wrong(ledger: str) -> None:
    text = "4,489 patients are under treatment for COVID-19 in Kazakhstan: 2,420 are in hospital and 2,096 are at home."
    said = {"text": text, "area": "KZ", "issued": "2020-11-02"}
    esep("record", "--from", "jsonl", "-", "--ledger", ledger, stdin=json.dumps(said))
    told = esep("why", "COVID-19/KZ/patient/current/confirmed/home", "--ledger", ledger).stdout
    assert "Possibly two digits changed places: then it should be 2,069." in told
    assert "4,489  patients under treatment" in told.partition("What shows it:")[2]
    told = esep("why", "COVID-19/KZ/patient/current/confirmed/hospital", "--ledger", ledger).stdout
    assert "Possibly" not in told and "2,096 instead of 2,069" in told


def test_why_of_many_lists_them(recorded: str) -> None:
    said = esep("why", "COVID-19/KZ", "--ledger", recorded).stdout
    assert "disputed" in said


def test_a_correction_is_a_statement_of_a_person(recorded: str) -> None:
    claim = "COVID-19/KZ-23/case/new@2020-09-17"
    result = esep("correct", claim, "8", "--by", "A. Kim", "--reason", "a typing error", "--ledger", recorded)
    assert result.exit_code == 0
    assert "= 8, by A. Kim" in result.stdout
    [first, second, problem] = lines(esep("why", claim, "--ledger", recorded, "--format", "jsonl"))
    assert (first["value"], first["rule"], first["publisher"]) == (8, "correction", "A. Kim")
    assert second["value"] == 9
    assert [one["kind"] for one in problem["explanations"]] == ["correction"]


def settled(ledger: str, *clocks: str) -> dict[str, str]:
    rows = csv.DictReader(io.StringIO(esep("export", "--settled", "--ledger", ledger, *clocks).stdout))
    return {
        f"{row['area']} {row['event']} {row['measure']} {row['definition']} {row['end']}": row["value"] for row in rows
    }


def test_export_as_of_before_and_after_a_correction(recorded: str) -> None:
    key = "KZ-23 case new confirmed 2020-09-17"
    correction = ("correct", "COVID-19/KZ-23/case/new@2020-09-17", "8", "--by", "A. Kim", "--reason", "slip")
    esep(*correction, "--issued", "2020-09-20", "--ledger", recorded)
    assert settled(recorded)[key] == "8"
    assert settled(recorded, "--as-of", "2020-09-20")[key] == "8"
    assert settled(recorded, "--as-of", "2020-09-19")[key] == "9"
    assert key not in settled(recorded, "--as-of", "2020-09-16")
    assert settled(recorded, "--known-at", "2020-09-20") == {}  # the ledger knew nothing then
    assert settled(recorded, "--known-at", "2999-01-01") == settled(recorded)


def test_what_was_known_before_a_correction_stays_known(recorded: str) -> None:
    from datetime import UTC, datetime

    before = datetime.now(UTC).isoformat()
    correction = ("correct", "COVID-19/KZ-23/case/new@2020-09-17", "8", "--by", "A", "--reason", "slip")
    esep(*correction, "--issued", "2020-09-18", "--ledger", recorded)
    key = "KZ-23 case new confirmed 2020-09-17"
    assert settled(recorded, "--known-at", before)[key] == "9"
    assert settled(recorded)[key] == "8"


def test_export_in_every_form(recorded: str, tmp_path: Path) -> None:
    figures = lines(esep("export", "--ledger", recorded, "--format", "jsonl"))
    assert json.loads(esep("export", "--ledger", recorded, "--format", "json").stdout) == figures
    rows = list(csv.DictReader(io.StringIO(esep("export", "--ledger", recorded).stdout)))
    assert [row["id"] for row in rows] == [figure["id"] for figure in figures]
    assert "1,671" in esep("export", "--ledger", recorded, "--format", "table").stdout
    out = tmp_path / "out.csv"
    assert esep("export", "--ledger", recorded, "--out", out).stdout == ""
    assert out.read_text("utf-8") == esep("export", "--ledger", recorded).stdout


def test_export_as_parquet(recorded: str, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="no Parquet: pyarrow is missing")
    out = tmp_path / "out.parquet"
    esep("export", "--ledger", recorded, "--format", "parquet", "--out", out)
    rows = parquet.read_table(out).to_pylist()
    figures = lines(esep("export", "--ledger", recorded, "--format", "jsonl"))
    dated = [row | {day: row[day] and row[day].isoformat() for day in ("start", "end")} for row in rows]
    assert dated == figures


def test_an_empty_ledger_exports_nothing(ledger: str) -> None:
    result = esep("export", "--ledger", ledger, "--format", "jsonl")
    assert (result.exit_code, result.stdout) == (0, "")


# Writing and publishing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tongue", "words"), [("en", "1,671 people have died"), ("ru", "умер 1\u00a0671"), ("kk", "1\u00a0671 адам")]
)
def test_write(tongue: str, words: str, recorded: str) -> None:
    result = esep("write", "daily", "--date", "2020-09-17", "--in", tongue, "--ledger", recorded)
    assert result.exit_code == 0
    assert words in result.stdout
    assert "1,634" not in result.stdout


def test_write_weekly_and_as_of(recorded: str) -> None:
    weekly = ("write", "weekly", "--date", "2020-09-17", "--ledger", recorded)
    assert "Shymkent city – 4" in esep(*weekly).stdout
    assert esep(*weekly, "--as-of", "2020-09-13").exit_code == 2


def test_publish_twice(recorded: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    first = esep("publish", site, "--ledger", recorded)
    assert first.exit_code == 0
    assert (site / "index.html").is_file()
    pages = {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert esep("publish", site, "--ledger", recorded).stdout == first.stdout
    assert {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()} == pages


def test_publish_with_an_address(recorded: str, tmp_path: Path) -> None:
    site, command = tmp_path / "site", ("publish", tmp_path / "site", "--ledger", recorded)
    assert esep(*command).exit_code == 0
    assert not (site / "sitemap.xml").exists()
    # The record is the same, and yet it is another site.
    assert esep(*command, "--address", "https://example.org/figures").exit_code == 0
    assert "<loc>https://example.org/figures/en/index.html</loc>" in (site / "sitemap.xml").read_text("utf-8")
    assert "Sitemap: https://example.org/figures/sitemap.xml" in (site / "robots.txt").read_text("utf-8")
    said = wrong(esep(*command, "--address", "example.org"))
    assert "'example.org' is not the address of a site; write one such as https://example.org/figures/" in said
    assert (site / "sitemap.xml").exists()


def test_demo(tmp_path: Path, folder: Path) -> None:
    example = tmp_path / "example"
    (example / "series").mkdir(parents=True)
    folder.rename(example / "bulletins")
    table = "issued,area,case/total\n2020-09-17,KZ,106920\n"
    (example / "series" / "a.csv").write_text("# publisher: coronavirus2020.kz\n# area: KZ\n" + table, "utf-8")
    result = esep("demo", example, "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert "3" in result.stdout.split()
    assert (tmp_path / "out" / "site" / "index.html").is_file()
    assert "seconds" in result.stdout


# What goes wrong --------------------------------------------------------------------------------------------------


def wrong(result: Result) -> str:
    """The one line that says what is wrong."""
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    said = result.stderr.splitlines()
    if said[0].startswith("Usage: "):
        assert said[-1].startswith("Error: ")
        return said[-1].removeprefix("Error: ")
    assert len(said) == 1, said
    assert said[0].startswith("esep: ")
    return said[0].removeprefix("esep: ")


READERS = ("read", "explain", "check", "record")
BAD_INPUT: dict[str, Callable[[Path], list[object]]] = {
    "missing": lambda place: [place / "missing.txt"],
    "binary": lambda place: [place / "binary.txt"],
    "empty": lambda place: [place / "empty.txt"],
    "no encoding": lambda place: [place / "cut.txt"],
    "folder without texts": lambda place: [place / "nothing"],
    "bad cell": lambda place: [place / "cell.csv"],
    "bad column": lambda place: [place / "column.csv"],
    "malformed line": lambda place: ["--from", "jsonl", place / "malformed.jsonl"],
    "unknown area": lambda place: ["--from", "jsonl", place / "area.jsonl"],
    "good, then bad": lambda place: [BULLETINS / "022.txt", place / "missing.txt"],
}


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    place = tmp_path / "bad"
    (place / "nothing").mkdir(parents=True)
    (place / "binary.txt").write_bytes(b"a\0b")
    (place / "empty.txt").write_bytes(b"")
    (place / "cut.txt").write_bytes("Сводка".encode("utf-16")[:-1])
    (place / "cell.csv").write_text("area,case/new\nKZ-11,6\nKZ-11,six\n")
    (place / "column.csv").write_text("area,fall/new\nKZ-11,6\n")
    (place / "malformed.jsonl").write_text(json.dumps({"text": SEED}) + "\n{\n")
    (place / "area.jsonl").write_text(json.dumps({"text": SEED}) + "\n" + '{"text": "x", "area": "XX"}\n')
    return place


@pytest.mark.parametrize("command", READERS)
@pytest.mark.parametrize("what", BAD_INPUT)
def test_bad_input_is_said_in_one_line(command: str, what: str, bad: Path, ledger: str) -> None:
    options = ("--ledger", ledger) if command == "record" else ()
    said = wrong(esep(command, *options, *BAD_INPUT[what](bad)))
    assert str(bad) in said
    assert content(ledger) == ""


def test_reading_goes_on_past_what_cannot_be_read(bad: Path) -> None:
    (bad / "good.txt").write_text("65 new coronavirus cases were registered.")
    result = esep("read", bad, "--format", "csv")
    assert result.exit_code == 2
    assert len(result.stdout.splitlines()) >= 2
    assert len(result.stderr.splitlines()) == 7
    assert all(line.startswith(f"esep: {bad}/") for line in result.stderr.splitlines())


def test_nothing_is_recorded_where_one_document_cannot_be_read(bad: Path, ledger: str) -> None:
    (bad / "a good one.txt").write_text("65 new coronavirus cases were registered.")
    assert wrong(esep("record", "--ledger", ledger, bad))
    assert content(ledger) == ""


@pytest.mark.parametrize("command", READERS)
@pytest.mark.parametrize(
    ("options", "why"),
    [
        ([], "Missing argument"),
        (["x.txt", "--issued", "soon"], "'soon' is not a date: write 2020-09-17"),
        (["x.txt", "--area", "XX"], "unknown area 'XX'"),
        (["x.txt", "--language", "xx"], "'xx' is not one of 'en', 'es', 'fr', 'kk', 'pt', 'ru'"),
        (["x.txt", "--from", "pdf"], "'pdf' is not one of 'text', 'jsonl'"),
        (["x.txt", "--nonsense"], "No such option"),
    ],
)
def test_bad_options(command: str, options: list[str], why: str) -> None:
    assert why in wrong(esep(command, *options))


def test_bad_figures_for_check(tmp_path: Path) -> None:
    assert "unknown event 'fall'" in wrong(
        esep("check", "--from", "jsonl", "-", stdin='{"area": "KZ", "event": "fall", "measure": "new", "value": 1}')
    )
    assert wrong(esep("check", "--from", "jsonl", "-", stdin='{"area": "KZ"}')) == (
        "standard input, line 1: a figure needs 'event', 'measure', 'value'"
    )


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["COVID-19/KZ/case/new@2020-09-17", "-1"], "-1"),
        (["COVID-19/KZ/case/new@2020-09-17", "many"], "'many' is not a valid integer"),
        (["COVID-19/KZ/case/new", "5"], "it lacks date"),
        (["COVID-19/KZ/fall/new@2020-09-17", "5"], "unknown event 'fall'"),
        (["COVID-19/XX/case/new@2020-09-17", "5"], "unknown area 'XX'"),
        (["COVID-19/KZ/case/new@2020-09-17", "5", "--reason", " "], "a person and a reason are needed"),
        (["COVID-19/KZ/case/new@2020-09-17", "5", "--issued", "soon"], "'soon' is not a date"),
        (["COVID-19/KZ/case/new@2020-09-17", str(2**63)], ""),
    ],
)
def test_bad_corrections_leave_the_ledger_as_it_was(arguments: list[str], why: str, recorded: str) -> None:
    before = content(recorded)
    named = ("--by", "A", "--reason", "r", "--ledger", recorded)
    result = esep("correct", *named, *arguments[2:], "--", *arguments[:2])
    assert why in wrong(result)
    assert content(recorded) == before


def test_a_statement_is_withdrawn_and_that_is_taken_back(recorded: str) -> None:
    def values() -> list[int]:
        said = lines(esep("why", DEATHS, "--ledger", recorded, "--format", "jsonl"))
        return [figure["value"] for figure in said if figure.get("event") == "death" and figure["measure"] == "total"]

    def sign(verb: str, *words: str) -> str:
        return esep(verb, *words, "--by", "A. Kim", "--reason", "r", "--ledger", recorded).stdout

    old = lines(esep("why", DEATHS, "--ledger", recorded, "--format", "jsonl"))[1]
    assert "Withdrawn: " + DEATHS.partition("@")[0] in sign("retract", old["id"])
    assert values() == [1671, 1634, 1634]  # the last two: what was withdrawn, and its retraction
    said = esep("why", DEATHS, "--ledger", recorded).stdout
    assert "withdrawn by A. Kim" in said and "two-values" not in said
    assert "is withdrawn already, by A. Kim" in wrong(
        esep("retract", old["id"], "--by", "B", "--reason", "r", "--ledger", recorded)
    )
    back = said.partition("esep retract ")[2].split()[0]
    assert "Taken back: the retraction of" in sign("retract", back)
    assert values() == [1671, 1634]


def test_a_document_is_withdrawn_with_all_that_it_states(recorded: str) -> None:
    figures = lines(esep("export", "--format", "jsonl", "--ledger", recorded))
    name = figures[0]["document"]
    its = sum(figure["document"] == name for figure in figures)
    said = esep("retract", name, "--by", "A. Kim", "--reason", "r", "--ledger", recorded).stdout
    assert f"Withdrawn: {its} figures of {name}" in said
    left = lines(esep("export", "--format", "jsonl", "--ledger", recorded))
    assert len(left) == len(figures) - its
    claim = figures[0]["id"]
    assert "nothing stands" in esep("why", claim, "--ledger", recorded).stdout


def test_what_cannot_be_withdrawn_is_refused(recorded: str) -> None:
    before = content(recorded)
    named = ("--by", "A", "--reason", "r", "--ledger", recorded)
    figure = lines(esep("why", DEATHS, "--ledger", recorded, "--format", "jsonl"))[0]
    assert "no figure and no document" in wrong(esep("retract", "0123", *named))
    assert "write a later --issued" in wrong(esep("retract", figure["id"], *named, "--issued", "2020-09-01"))
    assert content(recorded) == before


def test_a_correction_needs_a_person_and_a_reason(recorded: str) -> None:
    claim = ("correct", "COVID-19/KZ/case/new@2020-09-17", "5", "--ledger", recorded)
    assert "--by" in wrong(esep(*claim, "--reason", "r"))
    assert "--reason" in wrong(esep(*claim, "--by", "A"))


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("0123456789abcdef", "no such figure in the ledger|is no claim|0123456789abcdef"),
        ("COVID-19/KZ/case/new@1999-01-01", "no such figure in the ledger"),
        ("COVID-19/KZ/fall", "unknown event 'fall'"),
        ("COVID-19/KZ@soon", "'soon' is not a date"),
    ],
)
def test_why_of_nothing(what: str, why: str, recorded: str) -> None:
    said = wrong(esep("why", what, "--ledger", recorded))
    assert any(words in said for words in why.split("|"))


def test_write_of_nothing(recorded: str) -> None:
    bulletin = ("write", "daily", "--ledger", recorded)
    assert wrong(esep(*bulletin, "--date", "1999-01-01")) == "nothing is settled for a daily bulletin of KZ, 1999-01-01"
    assert "--date is a day" in wrong(esep(*bulletin, "--date", "2020-09-17T10:00"))
    assert "Missing option '--date'" in wrong(esep(*bulletin))
    assert "unknown kind of bulletin 'monthly': use daily, cases" in wrong(
        esep("write", "monthly", "--date", "2020-09-17", "--ledger", recorded)
    )


def test_templates_that_are_there_stay(tmp_path: Path) -> None:
    esep("write", "--copy-templates", tmp_path)
    (tmp_path / "kk.ftl").write_text("# mine\n", "utf-8")
    assert f"{tmp_path / 'kk.ftl'} is there already and stays" in esep("write", "--copy-templates", tmp_path).stdout
    assert (tmp_path / "kk.ftl").read_text("utf-8") == "# mine\n"


def test_posts_that_go_on_have_files_of_their_own(recorded: str, tmp_path: Path) -> None:
    layout = '[long]\ntitle = "daily-title"\nparagraphs = [{ say = "total" }, { say = "words", message = "long" }]\n'
    (tmp_path / "bulletins.toml").write_text(layout, "utf-8")
    (tmp_path / "en.ftl").write_text(f"long = {'Keep well. ' * 360}\n", "utf-8")
    options = ("--date", "2020-09-17", "--templates", tmp_path, "--form", "telegram", "--ledger", recorded)
    first, second = tmp_path / "post.html", tmp_path / "post-2.html"
    assert esep("write", "long", *options, "--out", first).stdout == f"{first}\n{second}\n"
    assert "(continued)" in second.read_text("utf-8")
    assert esep("write", "long", *options).stdout == f"{first.read_text('utf-8')}\n-----\n\n{second.read_text('utf-8')}"


def test_publish_of_nothing(ledger: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert "the ledger holds no figures" in wrong(esep("publish", site, "--ledger", ledger))
    assert not site.exists()


def test_publish_never_touches_what_is_not_its_own(recorded: str, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.txt").write_text("mine")
    assert "was not made by esep" in wrong(esep("publish", tmp_path / "site", "--ledger", recorded))
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["thesis.txt"]


def test_serve_of_nothing(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    assert wrong(esep("serve", missing)) == f"{missing}: no such folder; publish a site first (esep publish {missing})"
    assert "--port" in wrong(esep("serve", tmp_path, "--port", "0"))


def test_demo_of_nothing(tmp_path: Path) -> None:
    said = wrong(esep("demo", tmp_path / "missing", "--out", tmp_path / "out"))
    assert said == f"{tmp_path}/missing/bulletins: no such file or folder"


@pytest.mark.parametrize("command", ["export", "why", "write", "publish", "correct", "record"])
def test_a_ledger_that_is_none(command: str, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a ledger, but long enough to be taken for something " * 20)
    more: dict[str, list[object]] = {
        "export": [],
        "why": [DEATHS],
        "write": ["daily", "--date", "2020-09-17"],
        "publish": [tmp_path / "site"],
        "correct": ["COVID-19/KZ/case/new@2020-09-17", 5, "--by", "A", "--reason", "r"],
        "record": [BULLETINS / "022.txt"],
    }
    result = esep(command, *more[command], "--ledger", tmp_path / "notes.txt")
    assert result.exit_code == 2
    assert result.stderr.startswith("esep: The file ")
    assert "is not a ledger" in result.stderr
    assert (tmp_path / "notes.txt").read_text().startswith("not a ledger")
    assert not (tmp_path / "site").exists()


def test_an_export_that_fails_leaves_no_file(recorded: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.csv"
    out.write_text("the last one")

    def broken(self: object, figure: object) -> None:
        raise OSError(28, "No space left on device", str(out))

    monkeypatch.setattr("esep.cli.show._Csv.figure", broken)
    assert wrong(esep("export", "--ledger", recorded, "--out", out)) == f"{out}: No space left on device"
    assert out.read_text() == "the last one"
    assert [path.name for path in tmp_path.glob("*out.csv*")] == ["out.csv"]


def test_an_export_to_a_folder_that_is_not_there(recorded: str, tmp_path: Path) -> None:
    said = wrong(esep("export", "--ledger", recorded, "--out", tmp_path / "missing" / "out.csv"))
    assert "No such file or directory" in said


def test_unknown_command() -> None:
    assert "No such command 'reed'" in wrong(esep("reed"))


def test_help_and_version() -> None:
    assert esep("--version").stdout.startswith("esep")
    for command in main.commands:
        assert esep(command, "-h").stdout.startswith("Usage: ")


# As a process -----------------------------------------------------------------------------------------------------


def process(*arguments: object, **options: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from esep.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, timeout=60, check=False, **options)


def test_no_escape_codes_in_a_pipe(folder: Path) -> None:
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "200"}
    for told in (environment, {**os.environ, "TERM": "xterm-256color"}):
        result = process("check", folder, env=told)
        assert result.returncode == 0
        assert b"\x1b" not in result.stdout + result.stderr
        assert "1,671" in result.stdout.decode()


def test_a_reader_who_has_read_enough(folder: Path) -> None:
    """`esep read ... | head -1` says nothing on standard error."""
    command = [
        sys.executable,
        "-c",
        "from esep.cli import main; main()",
        "read",
        str(EXAMPLE / "series"),
        "--format",
        "jsonl",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(30) == 0


def test_the_date_of_the_record_is_given_and_not_todays(recorded: str) -> None:
    """A bulletin never depends on the clock."""
    said = esep("write", "daily", "--date", "2020-09-17", "--ledger", recorded).stdout
    assert str(date.today().year) not in said  # noqa: DTZ011
