"""`esep check` as a linter: a draft, a table of open data, the ledger beside it, and what programs are told."""

import json
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from esep.cli import main
from esep.cli.terminal import plain, wrapped
from labelled import BULLETINS
from spreadsheet import xlsx

PATIENTS = "4,489 patients are under treatment for COVID-19 in Kazakhstan: 2,420 are in hospital and 2,096 are at home."
DEATHS = "In Kazakhstan, 1,{} people have died of COVID-19 in total."
OF = ("--area", "KZ", "--issued", "2020-09-17")
MAPPING = """\
country = "KZ"
delimiter = ";"
thousands = " "
area = "Регион"
date = "День"
issued = { unknown = true }
[claims]
"Случаев" = "case/total/confirmed"
[areas]
"Всего" = "KZ"
"""


@pytest.fixture(autouse=True)
def terminal_of_80_columns(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(tmp_path)


def esep(*arguments: object, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(main, list(map(str, arguments)), input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def draft(text: str, name: str = "draft.txt") -> str:
    Path(name).write_text(text, "utf-8")
    return name


# The draft with its mistakes marked -------------------------------------------------------------------------------


def test_what_is_wrong_is_written_below_its_line() -> None:
    result = esep("check", draft(f"Bulletin\n{PATIENTS}\n"), *OF, "--format", "text")
    assert result.exit_code == 1
    assert (
        result.stdout
        == """\
draft.txt
 1 | Bulletin
 2 | 4,489 patients are under treatment for COVID-19 in Kazakhstan: 2,420 are in
   | -----1                                                         -----1
   | hospital and 2,096 are at home.
   |              ^^^^^1
   1 fails: draft.txt:2:90
     Patients under treatment for COVID-19, Kazakhstan, 17 September 2020: 4,489
     is stated, but its 2 parts add up to 4,516, 27 more (document draft.txt, 17
     September 2020). The rule: in hospital and at home add up to all under
     treatment. The likeliest slip: two digits changed places: 2,096 instead of
     2,069 (patients under treatment for COVID-19, treated at home, Kazakhstan,
     17 September 2020). Check the whole and its parts against their documents:
     one of them is wrong or is missing.

2 identities hold, 1 problem fails, 0 could not be said for want of parts
"""
    )


@pytest.mark.parametrize(
    ("tongue", "words"),
    [
        ("en", "1 fails: draft.txt:1:90"),
        ("ru", "1 не сходится: draft.txt:1:90"),
        ("kk", "1 сәйкес келмейді: draft.txt:1:90"),
    ],
)
def test_in_three_languages(tongue: str, words: str) -> None:
    said = esep("check", draft(PATIENTS), *OF, "--format", "text", "--in", tongue).stdout
    assert words in said
    assert "draft.txt" in said


@pytest.mark.parametrize("form", ["table", "text"])
def test_numbers_are_not_broken_in_two(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for columns in range(40, 100, 7):
        monkeypatch.setenv("COLUMNS", str(columns))
        said = esep("check", draft(PATIENTS), *OF, "--in", "ru", "--format", form).stdout
        assert re.search("4\u00a0489.*4\u00a0516", said, re.DOTALL), columns


def test_several_problems_of_one_number_have_their_own_numbers() -> None:
    text = "5 patients are under treatment for COVID-19 in Kazakhstan: 20 are in hospital and 7 are at home."
    said = esep("check", draft(text), *OF, "--format", "text").stdout
    assert re.search(r"^   \| \^1,2,3", said, re.MULTILINE)
    assert re.search(r"^   1 fails: draft\.txt:1:1$.*^   2 fails.*^   3 fails", said, re.MULTILINE | re.DOTALL)


def test_of_a_long_text_only_what_is_near_is_shown() -> None:
    text = "Nothing to count.\n" * 300 + PATIENTS + "\n" + "Nothing here.\n" * 300
    said = esep("check", draft(text), *OF, "--format", "text").stdout
    assert len(said.splitlines()) < 25
    assert "   … |" in said
    assert "draft.txt:301:90" in said


def test_nothing_is_shown_of_a_draft_without_a_mistake() -> None:
    result = esep("check", draft(PATIENTS.replace("4,489", "4,516")), *OF, "--format", "text")
    assert result.stdout == "3 identities hold, 0 problems fail, 0 could not be said for want of parts\n"
    assert result.exit_code == 0


def test_what_was_not_checked_is_told() -> None:
    said = esep("check", draft(f"{PATIENTS} They are of 4,500 families."), *OF).stdout
    assert " ".join(said.split()).endswith(
        "want of parts 1 number was not understood, or is in doubt, and was not checked: see esep explain"
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_lines_and_columns_are_those_of_the_file(encoding: str) -> None:
    text = (
        "Сводка\r\n\tПо данным Минздрава, в Казахстане лечение от COVID-19 получают 4 489 пациентов, из них 2 420 "
        "находятся в стационарах, 2 096 – на дому.\r\n"
    )
    Path("d.txt").write_bytes(text.encode(encoding))
    said = esep("check", "d.txt", *OF, "--format", "text").stdout
    column = text.split("\n")[1].index("4 489") + 1
    assert f"d.txt:2:{column}\n" in said
    line, carets = next((a, b) for a, b in pairwise(said.splitlines()) if "^" in b)
    assert line[carets.index("^") : carets.rindex("^") + 1] == "4 489"


def test_a_draft_on_standard_input() -> None:
    said = esep("check", "-", *OF, "--format", "text", stdin=PATIENTS).stdout
    assert "standard input:1:90" in said
    assert "^^^^^1" in said


def test_a_page_is_shown_by_its_article(tmp_path: Path) -> None:
    Path("page.html").write_text(
        f"<html><head><title>Day</title></head><body><article><p>{PATIENTS}</p></article></body></html>"
    )
    said = esep("check", "page.html", *OF, "--format", "text").stdout
    assert said.startswith("page.html: Day\n")
    assert "^^^^^1" in said
    assert "file=page.html,title" in esep("check", "page.html", *OF, "--format", "github").stdout


def test_documents_of_json_lines_are_shown_by_their_line() -> None:
    Path("d.jsonl").write_text(json.dumps({"text": "x"}) + "\n" + json.dumps({"text": PATIENTS, "area": "KZ"}) + "\n")
    assert "d.jsonl, line 2:1:90" in esep("check", "d.jsonl", "--format", "text").stdout
    assert "file=d.jsonl,line=2,title" in esep("check", "d.jsonl", "--format", "github").stdout


def test_figures_without_a_text_are_told_as_a_table_tells_them() -> None:
    figures = esep("read", draft(PATIENTS), *OF, "--format", "jsonl").stdout
    said = esep("check", "--from", "jsonl", "-", "--format", "text", stdin=figures).stdout
    assert said == esep("check", "--from", "jsonl", "-", stdin=figures).stdout
    assert "In the ledger" not in esep("check", "--from", "jsonl", "-", "--format", "github", stdin=figures).stdout


@given(st.text(alphabet="ab 1,\u00a0é漢\u0301", max_size=60), st.integers(1, 30))
def test_rows_are_the_line_and_fit(line: str, width: int) -> None:
    rows = list(wrapped(line, width))
    assert "".join(line[start:stop] for start, stop in rows) == line
    for start, stop in rows:
        assert cell_len(line[start:stop].rstrip(" ")) <= width or len(line[start:stop].rstrip(" ")) == 1


# Drafts that nobody should send -----------------------------------------------------------------------------------

HOSTILE = PATIENTS.replace(" patients", "\x1b[31m patients\x1b]0;owned\x07 \x9b2J \u202edesrever\u202c \x08\r\x7f")
COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize(
    "arguments", [("check",), ("check", "--format", "text"), ("check", "--format", "github"), ("read",), ("explain",)]
)
def test_no_text_commands_the_terminal(arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    said = esep(*arguments, draft(HOSTILE), *OF).stdout
    assert COMMANDS.findall(said) == []
    assert "owned" in said or arguments[0] != "explain"


def test_colours_are_ours_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    said = esep("check", draft(HOSTILE), *OF, "--format", "text").stdout
    assert "\x1b[1;31m" in said
    assert "owned\x07" not in said
    assert "␛]0;owned␇" in said


def test_signs_keep_their_places() -> None:
    assert plain("a\x1b[0m\x9b\u202e\x7f\n\tb") == "a␛[0m��␡\n\tb"


@pytest.mark.parametrize("line", ["x" * 1_000_000, "é " * 500_000, "12 people came. " * 20_000, "\x1b[31m" * 100_000])
def test_a_line_of_a_megabyte_takes_seconds_and_prints_little(line: str) -> None:
    began = process_time()
    result = esep(
        "check",
        draft(f"{PATIENTS} {line} {PATIENTS.replace('4,489', '4,498')}"),
        *OF,
        "--language",
        "en",
        "--format",
        "text",
    )
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) < 100
    assert process_time() - began < 30


# The ledger -------------------------------------------------------------------------------------------------------


@pytest.fixture
def recorded(ledger: str) -> str:
    text = DEATHS.format("671")
    for day, value in (("2020-09-16", "669"), ("2020-09-17", "671"), ("2020-09-18", "680")):
        document = draft(DEATHS.format(value), f"{day}.txt")
        assert "1 figures" in esep("record", document, "--issued", day, "--area", "KZ", "--ledger", ledger).stdout, text
    return ledger


def ids(ledger: str) -> dict[int, str]:
    lines = esep("export", "--format", "jsonl", "--ledger", ledger).stdout.splitlines()
    return {one["value"]: one["id"] for one in map(json.loads, lines)}


def test_the_ledger_contradicts_the_draft_and_stays_as_it_is(recorded: str) -> None:
    before = esep("ledger", "verify", "--ledger", recorded).stdout
    result = esep("check", draft(DEATHS.format("676")), *OF, "--ledger", recorded, "--format", "text")
    assert result.exit_code == 1
    assert "1,676 (document draft.txt" in result.stdout.replace("\n     ", " ")
    assert "In the ledger: 1,671 (document" in result.stdout
    assert ids(recorded)[1671] in result.stdout
    assert ids(recorded)[1671] in esep("check", "draft.txt", *OF, "--ledger", recorded).stdout
    assert esep("ledger", "verify", "--ledger", recorded).stdout == before


def test_the_totals_before_and_after_count(recorded: str) -> None:
    low = esep("check", draft(DEATHS.format("650")), "--area", "KZ", "--issued", "2020-11-20", "--ledger", recorded)
    assert "the total fell by 30, from 1,680 to 1,650" in low.stdout.replace("\n", " ")
    high = esep("check", draft(DEATHS.format("690")), "--area", "KZ", "--issued", "2020-07-20", "--ledger", recorded)
    assert "the total fell by 21, from 1,690 to 1,669" in high.stdout.replace("\n", " ")
    assert esep("check", "draft.txt", "--area", "KZ", "--issued", "2020-11-20", "--ledger", recorded).exit_code == 0


def test_parts_that_the_ledger_holds(ledger: str) -> None:
    day = ("--issued", "2020-09-17", "--ledger", ledger)
    esep("record", draft("80 patients are in hospital with COVID-19 in Kazakhstan.", "h.txt"), *day, "--area", "KZ")
    esep("record", draft("30 COVID-19 patients are treated at home in Kazakhstan.", "o.txt"), *day, "--area", "KZ")
    text = "{} patients are under treatment for COVID-19 in Kazakhstan."
    result = esep("check", draft(text.format(120)), *day, "--area", "KZ")
    assert "120 is stated, but its 2 parts add up to 110" in result.stdout.replace("\n", " ")
    assert esep("check", draft(text.format(110)), *day, "--area", "KZ").stdout.startswith("3 identities hold, 0 prob")


def test_only_what_concerns_the_draft_is_told(recorded: str) -> None:
    other = draft(DEATHS.format("999"), "other.txt")  # contradicts the ledger's 1,669 of that day
    esep("record", other, "--issued", "2020-09-16", "--area", "KZ", "--publisher", "A", "--ledger", recorded)
    assert "0 problems" in esep("check", draft(DEATHS.format("671")), *OF, "--ledger", recorded).stdout
    assert esep("check", "draft.txt", *OF, "--ledger", recorded).exit_code == 0


def test_what_was_recorded_does_not_contradict_itself(recorded: str) -> None:
    assert esep("check", "2020-09-17.txt", *OF, "--ledger", recorded).exit_code == 0


def test_withdrawn_statements_contradict_nobody(recorded: str) -> None:
    esep("retract", ids(recorded)[1671], "--by", "A", "--reason", "wrong", "--ledger", recorded)
    assert "0 problems" in esep("check", draft(DEATHS.format("676")), *OF, "--ledger", recorded).stdout


def test_the_environment_names_the_ledger(recorded: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESEP_LEDGER", recorded)
    assert esep("check", draft(DEATHS.format("676")), *OF).exit_code == 1
    monkeypatch.setenv("ESEP_LEDGER", "still-to-come.sqlite3")
    assert esep("check", "draft.txt", *OF).exit_code == 0
    assert not Path("still-to-come.sqlite3").exists()


def test_a_ledger_that_is_not_there_is_not_made() -> None:
    result = esep("check", draft(PATIENTS), "--ledger", "none.sqlite3")
    assert result.exit_code == 2
    assert result.stderr.startswith("esep: none.sqlite3: there is no such ledger; record documents first")
    assert not Path("none.sqlite3").exists()


def test_an_undated_draft_is_told_of(recorded: str) -> None:
    result = esep("check", draft(DEATHS.format("676")), "--area", "KZ", "--ledger", recorded)
    assert result.exit_code == 0
    assert "their day is not known: figures: 1; say --issued" in result.stderr


# The whole ledger ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["table", "jsonl", "json", "github"])
def test_without_a_path_all_that_the_ledger_holds_is_checked(recorded: str, form: str) -> None:
    esep("record", draft(DEATHS.format("634"), "other.txt"), *OF, "--ledger", recorded)
    found = esep("check", "--ledger", recorded, "--format", form)
    assert found.exit_code == 1
    assert "two-values" in found.stdout


def test_the_whole_ledger_as_it_was_on_a_day(recorded: str) -> None:
    esep(
        "record",
        draft(DEATHS.format("634"), "other.txt"),
        "--area",
        "KZ",
        "--issued",
        "2020-09-18",
        "--ledger",
        recorded,
    )
    assert esep("check", "--ledger", recorded, "--as-of", "2020-09-17").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Missing argument"),
        (("--ledger", "none.sqlite3"), "there is no such ledger"),
        (("--ledger", "LEDGER", "--format", "text"), "marks a PATH"),
        (("--ledger", "LEDGER", "--format", "sarif"), "marks a PATH"),
        (("draft.txt", "--ledger", "LEDGER", "--as-of", "2020-09-17"), "leave out PATH"),
    ],
)
def test_what_cannot_be_asked_of_a_whole_ledger(arguments: tuple[str, ...], words: str, recorded: str) -> None:
    draft(PATIENTS)
    refused = esep("check", *(recorded if one == "LEDGER" else one for one in arguments))
    assert refused.exit_code == 2
    assert words in refused.stderr


# Status -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("least", "status"), [("fails", 0), ("warns", 1), ("note", 1)])
def test_what_the_status_tells_can_be_chosen(least: str, status: int) -> None:
    seed = BULLETINS / "022.txt"
    assert esep("check", seed, *OF, "--fail-on", least).exit_code == status
    assert esep("check", draft(PATIENTS), *OF, "--fail-on", least).exit_code == 1


# Programs ---------------------------------------------------------------------------------------------------------


def test_workflow_commands() -> None:
    [line] = esep("check", draft(f"\n{PATIENTS}"), *OF, "--format", "github").stdout.splitlines()
    head = "::error file=draft.txt,line=2,endLine=2,col=90,endColumn=94,title=esep%3A parts-differ::Patients under"
    assert line.startswith(head)


def test_no_name_and_no_quote_makes_a_command_of_its_own(recorded: str) -> None:
    name = draft(PATIENTS.replace("\n", " "), "a,b:c%\n::stop-commands::x.txt")
    [line] = esep("check", name, *OF, "--format", "github").stdout.splitlines()
    assert line.startswith("::error file=a%2Cb%3Ac%25%0A%3A%3Astop-commands%3A%3Ax.txt,line=1")


def test_a_path_in_this_folder_is_told_as_the_repository_calls_it(tmp_path: Path) -> None:
    draft(PATIENTS)
    assert "file=draft.txt," in esep("check", tmp_path / "draft.txt", *OF, "--format", "github").stdout


def test_sarif() -> None:
    log = json.loads(esep("check", draft(PATIENTS), *OF, "--format", "sarif").stdout)
    [run] = log["runs"]
    [result] = run["results"]
    assert (log["version"], run["columnKind"], result["level"]) == ("2.1.0", "unicodeCodePoints", "error")
    assert run["tool"]["driver"]["rules"] == [{"id": result["ruleId"]}] == [{"id": "parts-differ"}]
    places = [one["physicalLocation"] for one in (*result["locations"], *result["relatedLocations"])]
    assert {one["artifactLocation"]["uri"] for one in places} == {"draft.txt"}
    columns = [(one["region"]["startColumn"], one["region"]["endColumn"]) for one in places]
    assert [PATIENTS[start - 1 : stop - 1] for start, stop in columns] == ["2,096", "4,489", "2,420"]
    assert json.loads(esep("check", draft("Nothing."), "--format", "sarif").stdout)["runs"][0]["results"] == []


# Tables -----------------------------------------------------------------------------------------------------------


def table(*rows: str) -> tuple[str, ...]:
    Path("m.toml").write_text(MAPPING, "utf-8")
    Path("data.csv").write_text("\n".join(("Регион;День;Случаев", *rows, "")), "utf-8")
    return ("check", "data.csv", "--mapping", "m.toml")


def test_a_table_shows_the_row_and_column_of_the_file() -> None:
    result = esep(*table("Всего;2020-09-16;106 920", '"г.\nАлматы";2020-09-16;"14 320 "', "Всего;2020-09-17;16 985"))
    assert result.exit_code == 1
    assert "      16,985  data.csv:5:18  Всего;2020-09-17;16 985\n" in result.stdout
    assert "     106,920  data.csv:2:18  Всего;2020-09-16;106 920\n" in result.stdout
    again = esep(*table("Всего;2020-09-16;106 920", "Всего;2020-09-17;16 985"), "--format", "text").stdout
    assert again.startswith(
        "data.csv\n"
        " 1 | Регион;День;Случаев\n"
        " 2 | Всего;2020-09-16;106 920\n"
        "   |                  -------1\n"
        " 3 | Всего;2020-09-17;16 985\n"
        "   |                  ^^^^^^1\n"
        "   1 fails: data.csv:3:18\n"
    )


def test_a_table_of_ours_shows_its_rows_too() -> None:
    Path("t.csv").write_text("# publisher: A\narea,date,case/total\nKZ,2020-09-16,7\nKZ,2020-09-17,5\n")
    said = esep("check", "t.csv", "--issued", "2020-09-18", "--format", "text").stdout
    assert said.startswith("t.csv\n … |\n 2 | area,date,case/total\n 3 | KZ,2020-09-16,7\n   |               -1\n 4 |")


def test_a_large_table_is_one_document_to_the_checks() -> None:
    """5,000 rows are one document of the ledger; the country may stand in the first and its parts in the next."""
    days = [f"{2000 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}" for n in range(5100)]
    rows = [f"Всего;{day};{n}" for n, day in enumerate(days)]
    result = esep(*table(*rows, f"г. Алматы;{days[7]};9"), "--jobs", "1")
    assert "data.csv:5102:" in result.stdout
    assert "7 is stated, but its one part is 9" in result.stdout.replace("\n", " ")


def test_a_cell_of_a_spreadsheet_is_called_as_it_is_there() -> None:
    Path("m.toml").write_text(MAPPING, "utf-8")
    rows: list[list[Any]] = [["Регион", "День", "Случаев"], ["Всего", "2020-09-16", 7], ["Всего", "2020-09-17", 5]]
    Path("data.xlsx").write_bytes(xlsx(rows))
    for form in ("table", "text"):
        said = esep("check", "data.xlsx", "--mapping", "m.toml", "--format", form).stdout
        assert "           5  data.xlsx:C3\n           7  data.xlsx:C2\n" in said


def test_a_table_on_standard_input_shows_its_rows_as_they_were_read() -> None:
    arguments = table("Всего;2020-09-16;7", "Всего;2020-09-17;5")
    command = [sys.executable, "-c", "from esep.cli import main; main()", "check", "-", *arguments[2:]]
    with Path("data.csv").open("rb") as stream:
        done = subprocess.run(command, stdin=stream, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert "           5  KZ,2020-09-17,5\n" in done.stdout
