"""Files, folders and standard input into documents; what cannot be read is said in one line that names the place."""

import io
import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from esep.document import Document
from esep.read import languages, read
from esep.sources import Unreadable, documents, json_lines
from labelled import BULLETINS, EXAMPLE

NOTHING = Document("")
TABLE = """# publisher: coronavirus2020.kz
# area: KZ
# Source: a line that nobody needs
issued,area,case/total/confirmed,death/total/confirmed
2020-03-28T17:04:00+00:00,KZ-11,6,0
2020-03-28T17:04:00+00:00,KZ-75,80,
2020-03-29,KZ-11,7,0
"""


def of(path: Path | str, about: Document = NOTHING, **options: Any) -> list[Document]:
    return list(documents(str(path), about, **options))


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Puts bytes on standard input."""

    def tell(content: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    return tell


def test_a_text_is_one_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("За сутки 45 случаев\n", "utf-8")
    about = Document("", "inform.kz", issued=date(2020, 9, 17), area="KZ")
    [document] = of(tmp_path / "a.txt", about)
    assert (document.text, document.publisher, document.issued, document.area) == (
        "За сутки 45 случаев\n",
        "inform.kz",
        date(2020, 9, 17),
        "KZ",
    )


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("45", "utf-8-sig")
    assert of(tmp_path / "a.txt")[0].text == "45"


def test_a_folder_is_its_texts_as_the_index_tells_them(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("second", "utf-8")
    (tmp_path / "a.txt").write_text("first", "utf-8")
    (tmp_path / "notes.md").write_text("not one of them", "utf-8")
    (tmp_path / "index.tsv").write_text(
        "id\tlanguage\tpublisher\turl\tissued\tarea\ttitle\n"
        "a\tru\tVlast\thttps://vlast.kz/1\t2020-08-04\tKZ-75\tДанные\n"
        "b\t\t\t\t?\t\t\n",
        "utf-8",
    )
    first, second = of(tmp_path)
    assert first == Document("first", "Vlast", "https://vlast.kz/1", date(2020, 8, 4), "ru", "KZ-75", "Данные")
    assert second == Document("second")
    assert of(tmp_path, Document("", "somebody", area="KZ"))[0] == first
    about = Document("", "somebody", issued=date(2020, 9, 17), area="KZ")
    assert of(tmp_path, about)[1] == Document("second", "somebody", issued=date(2020, 9, 17), area="KZ")


def test_texts_below_the_folder_are_told_by_nobody(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.txt").write_text("first", "utf-8")
    (tmp_path / "index.tsv").write_text("id\tlanguage\na\tru\n", "utf-8")
    assert of(tmp_path) == [Document("first")]


def test_the_example_is_a_folder() -> None:
    found = of(BULLETINS)
    assert len(found) == 36
    assert found == sorted(found, key=lambda document: found.index(document))
    assert found[21].publisher == "Kazinform"
    assert of(BULLETINS) == found


def test_json_lines_are_a_document_each(tmp_path: Path) -> None:
    lines = [{"id": 7, "text": "first", "issued": "2020-09-17T10:00+06:00"}, {"text": "second", "publisher": "kt.kz"}]
    path = tmp_path / "a.jsonl"
    path.write_text("\n\n".join(json.dumps(line) for line in lines) + "\n", "utf-8")
    first, second = of(path, Document("", "inform.kz", area="KZ"), jsonl=True)
    assert (first.id, first.publisher, first.area) == ("7", "inform.kz", "KZ")
    assert first.issued == datetime(2020, 9, 17, 4, tzinfo=UTC)
    assert (second.given_id, second.publisher, second.issued) == (None, "kt.kz", None)


def test_standard_input(told: Callable[[bytes], None]) -> None:
    told("За сутки 45 случаев".encode())
    assert of("-", Document("", area="KZ")) == [Document("За сутки 45 случаев", area="KZ")]
    told(b'{"text": "first"}\n{"text": "second"}\n')
    assert [document.text for document in of("-", jsonl=True)] == ["first", "second"]
    told(TABLE.encode())
    assert len(of("-")) == 2


def test_a_table_is_a_document_for_each_time_of_issue(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(TABLE, "utf-8")
    first, second = of(tmp_path / "a.csv")
    assert (first.publisher, first.area, first.issued) == (
        "coronavirus2020.kz",
        "KZ",
        datetime(2020, 3, 28, 17, 4, tzinfo=UTC),
    )
    assert second.issued == date(2020, 3, 29)
    assert [(f.claim.area, f.claim.event, f.value) for f in read(first).figures] == [
        ("KZ-11", "case", 6),
        ("KZ-11", "death", 0),
        ("KZ-75", "case", 80),
    ]
    [figure] = [f for f in read(second).figures if f.claim.event == "case"]
    start, stop = figure.source.span or (0, 0)
    assert (second.text[start:stop], figure.source.quote, figure.source.rule) == ("7", "2020-03-29,KZ-11,7,0", "table")


def test_a_table_without_issue_takes_what_is_said_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("area,case/new\nKZ-11,6\n", "utf-8")
    [document] = of(tmp_path / "a.csv", Document("", "kt.kz", issued=date(2020, 9, 17)))
    [figure] = read(document).figures
    assert (figure.value, figure.claim.end, figure.source.publisher) == (6, date(2020, 9, 17), "kt.kz")


def test_a_row_of_a_table_may_name_the_last_day_it_counts(tmp_path: Path) -> None:
    rows = "KZ-11,2020-09-13,6,60\nKZ-75,,7,70\n"
    (tmp_path / "a.csv").write_text(f"area,date,case/new/confirmed/-/7d,case/total\n{rows}", "utf-8")
    [document] = of(tmp_path / "a.csv", Document("", issued=date(2020, 9, 17)))
    assert [(f.claim.area, f.claim.start, f.claim.end, f.value) for f in read(document).figures] == [
        ("KZ-11", date(2020, 9, 7), date(2020, 9, 13), 6),
        ("KZ-11", None, date(2020, 9, 13), 60),
        ("KZ-75", date(2020, 9, 11), date(2020, 9, 17), 7),
        ("KZ-75", None, date(2020, 9, 17), 70),
    ]


def test_the_series_of_the_example_is_one_document_a_time_of_issue() -> None:
    found = of(EXAMPLE / "series")
    assert len(found) > 100
    assert len({document.issued for document in found}) == len(found)
    assert all(document.publisher and document.area == "KZ" for document in found)


def test_a_folder_holds_many_kinds_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "10.txt").write_text("tenth", "utf-8")
    (tmp_path / "9.jsonl").write_text('{"text": "ninth"}\n{"text": "and more"}\n', "utf-8")
    (tmp_path / "2").mkdir()
    (tmp_path / "2" / "b.html").write_text("<p>" + "Second. " * 40, "utf-8")
    (tmp_path / "3.csv").write_text("area,case/new\nKZ-11,6\n", "utf-8")
    (tmp_path / ".hidden.txt").write_text("hidden", "utf-8")
    (tmp_path / "package.json").write_text("{}", "utf-8")
    found = of(tmp_path)
    assert [document.text.split()[0] for document in found] == ["Second.", "area,case/new", "ninth", "and", "tenth"]


def test_a_pattern_is_the_files_that_fit(tmp_path: Path) -> None:
    for name in ("a1.txt", "a2.txt", "a10.txt", "b1.txt", "index.tsv"):
        (tmp_path / name).write_text(name if name.endswith("txt") else "id\n", "utf-8")
    assert [document.text for document in of(tmp_path / "a*.txt")] == ["a1.txt", "a2.txt", "a10.txt"]
    assert [document.text for document in of(tmp_path / "*1.*")] == ["a1.txt", "b1.txt"]
    assert len(of(tmp_path / "*")) == 4
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a3.txt").write_text("a3.txt", "utf-8")
    assert len(of(tmp_path / "**" / "a?.txt")) == 3
    (tmp_path / "a[1].txt").write_text("a name with brackets", "utf-8")
    assert of(tmp_path / "a[1].txt") == [Document("a name with brackets")]


def test_json_lines_are_known_by_their_ending(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "first"}\n', "utf-8")
    assert of(tmp_path / "a.jsonl") == of(tmp_path / "a.jsonl", jsonl=True) == [Document("first")]


# Encodings --------------------------------------------------------------------------------------------------------

RUSSIAN = "За сутки в Казахстане выявлено 45 случаев, в том числе в Алматы 12.\n"
KAZAKH = "Өткен тәулікте 45 науқас тіркелді: Нұр-Сұлтан қаласында 12, Шымкент қаласында 8.\n"
FRENCH = "Au total, 45 cas ont été confirmés dans la région, où 12 malades sont guéris à l’hôpital.\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((text, name) for text in (RUSSIAN, KAZAKH, FRENCH) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-32")),
        *((RUSSIAN, name) for name in ("cp1251", "koi8-r", "cp866", "iso8859-5")),
        *((KAZAKH, name) for name in ("kz1048", "ptcp154")),
        (FRENCH, "cp1252"),
    ],
)
def test_a_text_in_any_common_encoding(text: str, encoding: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert of(tmp_path / "a.txt")[0].text == text


def test_a_text_with_a_broken_character_is_still_utf_8(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(RUSSIAN.encode() + b"\xd0 12\n")
    assert of(tmp_path / "a.txt")[0].text == RUSSIAN + "\ufffd 12\n"


def test_the_example_in_old_encodings_gives_the_same_texts(tmp_path: Path) -> None:
    """Every bulletin that an encoding can hold. Western quotes in an English text may be taken for others."""
    tried = same = 0
    for file in sorted(BULLETINS.glob("*.txt")):
        text = file.read_text("utf-8")
        for encoding in ("cp1251", "koi8-r", "kz1048", "ptcp154", "cp1252"):
            raw = text.encode(encoding, "replace")
            if raw.decode(encoding) == text and not raw.isascii():
                (tmp_path / "a.txt").write_bytes(raw)
                tried, same = tried + 1, same + (of(tmp_path / "a.txt")[0].text == text)
    assert tried > 50
    assert same / tried > 0.95


# What cannot be read ----------------------------------------------------------------------------------------------


def refusal(path: Path | str, **options: Any) -> str:
    with pytest.raises(Unreadable) as caught:
        for document in of(path, **options):
            read(document)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        ("\u00a0\u2009\n".encode(), "the document is empty"),
        (b"45\x00cases", "not text; give a text, a web page, a table, or a Telegram export"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not text; give a text, a web page, a table, or a Telegram export"),
        (b"\x89PNG\r\n\x1a\n\xff", "not text, or in an encoding that is not known; save it as UTF-8 first"),
        (b"\xff\xfe4\x005", "begins as UTF-16 but is not (byte 5); save it again as UTF-8"),
        ("45 cases".encode("utf-16-le"), "not text; give a text, a web page, a table, or a Telegram export"),
    ],
)
def test_bytes_that_are_no_text(content: bytes, why: str, tmp_path: Path, told: Callable[[bytes], None]) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    assert refusal(tmp_path / "a.txt") == f"{tmp_path}/a.txt: {why}"
    assert refusal(tmp_path) == f"{tmp_path}/a.txt: {why}"
    told(content)
    assert refusal("-") == f"standard input: {why}"


@pytest.mark.parametrize("name", ["missing", "missing/a.txt", "missing.csv"])
def test_a_place_where_nothing_is(name: str, tmp_path: Path) -> None:
    assert refusal(tmp_path / name) == f"{tmp_path / name}: no such file or folder"
    assert refusal(tmp_path / name, jsonl=True) == f"{tmp_path / name}: no such file or folder"


def test_a_folder_without_texts(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"x")
    endings = ".txt, .csv, .html, .htm, .xhtml, .jsonl, .ndjson"
    assert refusal(tmp_path) == f"{tmp_path}: nothing to read in this folder: no {endings} file, no result.json"


def test_a_folder_is_no_json_lines(tmp_path: Path) -> None:
    assert refusal(tmp_path, jsonl=True) == f"{tmp_path}: is a folder"


def test_a_text_larger_than_any_bulletin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("esep.sources", "esep.sources.encodings"):
        monkeypatch.setattr(f"{module}.LARGEST", 2**20)
    (tmp_path / "a.txt").write_bytes(b"x" * (2**20 + 1))
    assert refusal(tmp_path / "a.txt") == (f"{tmp_path}/a.txt: larger than 1 MB; give it in parts, or as JSON Lines")
    (tmp_path / "a.txt").write_bytes(b"x" * 2**20)
    assert len(of(tmp_path / "a.txt")) == 1


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "not JSON (Expecting property name enclosed in double quotes at column 2); write one object a line"),
        ("45 cases", "not JSON (Extra data at column 4); write one object a line"),
        ("[]", "not an object; write one {...} a line"),
        ('"text"', "not an object; write one {...} a line"),
        ("null", "not an object; write one {...} a line"),
        ("{}", "a document needs a 'text'"),
        ('{"text": 45}', "a document needs a 'text'"),
        ('{"text": ""}', "the document is empty"),
        ('{"text": " \\n"}', "the document is empty"),
        ('{"text": "x", "publisher": 1}', "'publisher' must be text, not int"),
        (
            '{"text": "x", "issued": "soon"}',
            "'soon' is not a date: write 2020-09-17 or 2020-09-17T10:00:00+06:00",
        ),
        ('{"text": "x", "area": "XX"}', "unknown area 'XX': use an ISO 3166 code such as KZ or KZ-75"),
        ('{"text": "x", "language": "xx"}', f"unknown language 'xx': use {', '.join(languages())}, or leave it out"),
    ],
)
def test_a_line_that_is_no_document(line: str, why: str, tmp_path: Path, told: Callable[[bytes], None]) -> None:
    content = '{"text": "first"}\n\n' + line + "\n"
    (tmp_path / "a.jsonl").write_text(content, "utf-8")
    said = refusal(tmp_path / "a.jsonl", jsonl=True)
    assert said.startswith(str(tmp_path / "a.jsonl"))
    assert said.endswith(why)
    assert "\n" not in said
    told(content.encode())
    assert refusal("-", jsonl=True).endswith(why)


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "first"}\n\n{"text": 45}\n', "utf-8")
    assert refusal(tmp_path / "a.jsonl", jsonl=True) == f"{tmp_path}/a.jsonl, line 3: a document needs a 'text'"


def test_a_line_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "first"}\n' + '{"text": "Сводка"}\n'.encode("cp1251"))
    said = refusal(tmp_path / "a.jsonl", jsonl=True)
    assert said == f"{tmp_path}/a.jsonl, line 2: not UTF-8 (byte 11); save it as UTF-8 first"


def test_lines_before_a_bad_one_have_come_already(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "first"}\n{\n', "utf-8")
    lines = json_lines(str(tmp_path / "a.jsonl"))
    assert next(lines)[1] == {"text": "first"}
    with pytest.raises(Unreadable):
        next(lines)


def test_what_cannot_be_read_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("first", "utf-8")
    (tmp_path / "b.txt").write_bytes(b"\0")
    (tmp_path / "c.jsonl").write_text(
        '{"text": "second"}\n{\n{"text": "third", "area": "XX"}\n{"text": "4th"}\n', "utf-8"
    )
    (tmp_path / "d.txt").write_text(" ", "utf-8")
    (tmp_path / "e.html").write_text("<p>", "utf-8")
    (tmp_path / "f.txt").write_text("last", "utf-8")
    refused: list[Unreadable] = []
    found = list(documents(str(tmp_path), NOTHING, refuse=refused.append))
    assert [document.text for document in found] == ["first", "second", "4th", "last"]
    assert [str(error).removeprefix(f"{tmp_path}/")[:15] for error in refused] == [
        "b.txt: not text",
        "c.jsonl, line 2",
        "c.jsonl, line 3",
        "d.txt: empty",
        "e.html: no arti",
    ]
    assert not any("\n" in str(error) for error in refused)


def test_a_line_longer_than_any_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("esep.sources.lines", "esep.sources.encodings"):
        monkeypatch.setattr(f"{module}.LARGEST", 1000)
    (tmp_path / "a.jsonl").write_text('{"text": "' + "x" * 5000 + '"}\n{"text": "second"}\n', "utf-8")
    refused: list[Unreadable] = []
    assert list(documents(str(tmp_path / "a.jsonl"), NOTHING, refuse=refused.append)) == [Document("second")]
    assert len(refused) == 1


@pytest.mark.parametrize(
    "line",
    [
        "[" * 100_000,
        '{"text": "x", "n": ' + "9" * 5000 + "}",
        '{"text": "\\ud800"}',
        '{"text": "x", "title": "\\udfff"}',
    ],
)
def test_lines_that_no_program_should_write(line: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(line + "\n", "utf-8")
    assert refusal(tmp_path / "a.jsonl").startswith(f"{tmp_path}/a.jsonl, line 1: ")


@pytest.mark.parametrize(
    ("index", "why"),
    [
        ("language\nru\n", "a row has no 'id'"),
        ("id\tissued\na\tsoon\n", "a: 'soon' is not a date: write 2020-09-17 or 2020-09-17T10:00:00+06:00"),
        ("id\tarea\na\tXX\n", "unknown area 'XX': use an ISO 3166 code such as KZ or KZ-75"),
        ("id\tlanguage\na\txx\n", f"unknown language 'xx': use {', '.join(languages())}, or leave it out"),
    ],
)
def test_an_index_that_is_wrong(index: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("45", "utf-8")
    (tmp_path / "index.tsv").write_text(index, "utf-8")
    said = refusal(tmp_path)
    assert said.startswith(str(tmp_path))
    assert said.endswith(why)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("KZ-11,six\n", "'six' in column case/new is no whole number"),
        ("KZ-11,-6\n", "'-6' in column case/new is no whole number"),
        ("KZ-11,6.5\n", "'6.5' in column case/new is no whole number"),
        ("KZ-11\n", "line 2: 1 cells where the header has 2"),
        ("KZ-11,6,7\n", "line 2: 3 cells where the header has 2"),
        ("XX,6\n", "unknown area 'XX'"),
    ],
)
def test_a_table_with_a_bad_cell(rows: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("area,case/new\n" + rows, "utf-8")
    [document] = of(tmp_path / "a.csv")
    with pytest.raises(ValueError, match=why):
        read(document)


@pytest.mark.parametrize("column", ["fall/new", "case/new/sure", "case/new/all/giants", "case/new/all/-/fortnight"])
def test_a_table_with_a_column_that_names_no_claim(column: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"area,{column}\nKZ-11,6\n", "utf-8")
    [document] = of(tmp_path / "a.csv")
    with pytest.raises(ValueError, match=r"is not a valid|unknown"):
        read(document)


@pytest.mark.parametrize("day", ["13.09.2020", "2020-13-01", "0001-01-01", "2020-09-13T10:00", "soon"])
def test_a_table_with_a_bad_date(day: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"area,date,case/new\nKZ-11,{day},6\n", "utf-8")
    [document] = of(tmp_path / "a.csv")
    with pytest.raises(ValueError, match=f"line 2: '{day}' in column date is no day: write 2020-09-17"):
        read(document)


def test_a_table_with_a_bad_time_of_issue(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("issued,area,case/new\nsoon,KZ-11,6\n", "utf-8")
    assert refusal(tmp_path / "a.csv").startswith(f"{tmp_path}/a.csv: 'soon' is not a date")


def test_a_day_has_many_hours() -> None:
    """Times of issue in the example's series are distinct moments, some of one day."""
    days = [document.issued for document in of(EXAMPLE / "series")]
    assert any(
        isinstance(one, datetime) and isinstance(two, datetime) and timedelta() < two - one < timedelta(hours=23)
        for one, two in pairwise(days)
    )
