"""Tables of any layout by a mapping: each time of issue is a document, and every figure is one that a cell states."""

import gzip
import io
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from esep.data import names, text
from esep.document import Document
from esep.read import read, table
from esep.sources import Unreadable
from esep.sources.mapping import mapping
from esep.sources.series import mapped
from spreadsheet import xlsx

SERIES = Path(__file__).parent / "series"
ISSUED = date(2021, 12, 31)
COUNTS = 'area = "Region"\ndate = "Day"\ncountry = "KZ"\n[claims]\nCases = "case/total/confirmed"\n'

Stated = tuple[str, str, str, int]


def documents(paths: Path | list[Path], layout: str, *, issued: Any = ISSUED, **options: Any) -> list[Document]:
    several = paths if isinstance(paths, list) else [paths]
    found = mapped(map(str, several), mapping(layout), Document("", issued=issued), **options)
    return [document for _, document in found]


def stated(several: list[Document]) -> list[Stated]:
    """(area, what, last day, value) of each figure, in order."""
    return [
        (f.claim.area, f"{f.claim.event} {f.claim.measure} {f.claim.definition}", str(f.claim.end), f.value)
        for document in several
        for f in read(document).figures
    ]


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Writes a file."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


Make = Callable[[str, str | bytes], Path]


# The ready mappings -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", names("mappings"))
def test_every_ready_mapping_names_its_source_date_and_licence(name: str) -> None:
    said = text(f"mappings/{name}") or ""
    comments = " ".join(line.lstrip("# ") for line in said.splitlines() if line.startswith("#"))
    assert all(word in comments for word in ("Layout:", "Source:", "Date: 2026-", "icence: "))
    assert tomllib.loads(said).keys() >= {"title", "publisher", "url", "licence"}
    assert mapping(name.removesuffix(".toml")).licence in comments


def test_csse_wide(make: Make) -> None:
    table = make(
        "time_series_covid19_deaths_global.csv",
        "Province/State,Country/Region,Lat,Long,1/22/20,1/23/20,12/31/20\n"
        ",Kazakhstan,48.0,66.9,0,0,2\n"
        'Hubei,China,30.9,112.2,17,17,\n,"Korea, South",35.9,127.7,,0,3.0\n,Taiwan*,23.7,121.0,0,0,7\n'
        "Greenland,Denmark,71.7,-42.6,0,0,1\n,Diamond Princess,0,0,0,0,13\nUnknown,China,,,9,9,9\n",
    )
    found = documents(table, "csse-wide")
    assert len(found) == 1
    assert (found[0].publisher, found[0].issued) == ("JHU CSSE", ISSUED)
    assert found[0].text.startswith("# licence: CC BY 4.0\narea,date,death/total/all\nKZ,2020-01-22,0\n")
    assert stated(found)[:6] == [
        ("KZ", "death total all", "2020-01-22", 0),
        ("KZ", "death total all", "2020-01-23", 0),
        ("KZ", "death total all", "2020-12-31", 2),
        ("CN-HB", "death total all", "2020-01-22", 17),
        ("CN-HB", "death total all", "2020-01-23", 17),
        ("KR", "death total all", "2020-01-23", 0),
    ]
    assert {figure[0] for figure in stated(found)} == {"KZ", "CN-HB", "KR", "TW", "GL"}


def test_csse_daily(make: Make) -> None:
    head = "FIPS,Admin2,Province_State,Country_Region,Last_Update,Lat,Long_,"
    head += "Confirmed,Deaths,Recovered,Active,Combined_Key\n"
    told: list[str] = []
    table = make(
        "01-02-2021.csv",
        f'{head}6037,Los Angeles,California,US,2021-01-03 05:22:52,34,-118,818639,10773,0,0,"Los Angeles, US"\n'
        "90006,Unassigned,California,US,2021-01-03 05:22:52,,,5,5,0,0,x\n"
        "80001,Out of AL,Alabama,US,2021-01-03 05:22:52,,,5,5,0,0,x\n"
        ",,Bayern,Germany,2021-01-03 05:22:52,48,11,332619,6868,266937,58814,x\n"
        ",,Nowhere,Germany,2021-01-03 05:22:52,48,11,1,1,1,1,x\n"
        ",,,Kazakhstan,2021-01-03 05:22:52,48,66,202880,2770,177209,22901,Kazakhstan\n",
    )
    found = documents(table, "csse-daily", issued=None, tell=told.append)
    assert [document.issued for document in found] == [date(2021, 1, 3)]
    assert stated(found) == [
        ("US-CA/Los Angeles", "case total all", "2021-01-02", 818639),
        ("US-CA/Los Angeles", "death total all", "2021-01-02", 10773),
        ("DE-BY", "case total all", "2021-01-02", 332619),
        ("DE-BY", "death total all", "2021-01-02", 6868),
        ("KZ", "case total all", "2021-01-02", 202880),
        ("KZ", "death total all", "2021-01-02", 2770),
    ]
    assert len(told) == 1
    assert "left out: row 6, column 'Admin2': 'Nowhere' is no area that is known in DE" in told[0]


@pytest.mark.parametrize(
    ("name", "first", "start"), [("who-weekly", "1/5/2020", "2019-12-30"), ("who-daily", "2020-01-05", "2020-01-05")]
)
def test_who(name: str, first: str, start: str, make: Make) -> None:
    told: list[str] = []
    table = make(
        "who.csv",
        "\ufeffDate_reported,Country_code,Country,WHO_region,New_cases,Cumulative_cases,New_deaths,Cumulative_deaths\n"
        f"{first},KZ,Kazakhstan,EURO,6,6,,0\n{first},NA,Namibia,AFRO,-5,54,1,1\n"
        f'{first},XK,"Kosovo (in accordance with, …)",EURO,,1,,1\n{first},,International conveyance,OTHER,,1,,1\n',
    )
    found = documents(table, name, tell=told.append)
    assert stated(found) == [
        ("KZ", "case new confirmed", "2020-01-05", 6),
        ("KZ", "case total confirmed", "2020-01-05", 6),
        ("KZ", "death total confirmed", "2020-01-05", 0),
        ("NA", "case total confirmed", "2020-01-05", 54),
        ("NA", "death new confirmed", "2020-01-05", 1),
        ("NA", "death total confirmed", "2020-01-05", 1),
    ]
    assert str(read(found[0]).figures[0].claim.start) == start
    assert [line.partition("who.csv: ")[2] for line in told] == [
        "left out: row 3, column 'New_cases': found '-5', which is no whole number"
    ]


def test_rki_adds_up_what_the_description_tells_to_count(make: Make) -> None:
    head = "ObjectId,IdBundesland,Bundesland,Landkreis,Altersgruppe,Geschlecht,AnzahlFall,AnzahlTodesfall,Meldedatum,"
    head += "IdLandkreis,Datenstand,NeuerFall,NeuerTodesfall,Refdatum,NeuGenesen,AnzahlGenesen,IstErkrankungsbeginn\n"

    def day(issued: str, *rows: tuple[int, int, str, int]) -> Path:
        lines = (
            f"{n},{land},x,x,A35-A59,M,{cases},0,{reported} 00:00:00+00,01001,"
            f'"{issued}, 00:00 Uhr",{new},-9,{reported} 00:00:00+00,0,1,1\n'
            for n, (land, cases, reported, new) in enumerate(rows)
        )
        return make(f"{issued}.csv", head + "".join(lines))

    first = day(
        "01.08.2021",
        (1, 3, "2021/07/30", 0),
        (1, 4, "2021/07/30", 1),
        (1, -1, "2021/07/30", -1),
        (9, 2, "2021/07/31", 1),
    )
    second = day(
        "02.08.2021",
        (1, 3, "2021/07/30", 0),
        (1, 5, "2021/07/30", 1),
        (9, 2, "2021/07/31", 0),
        (-1, 2, "2021/07/31", 0),
    )
    found = documents([first, second], "rki", issued=None)
    assert [str(document.issued) for document in found] == ["2021-08-01 00:00:00+02:00", "2021-08-02 00:00:00+02:00"]
    assert stated(found[:1]) == [
        ("DE-SH", "case new confirmed", "2021-07-30", 7),
        ("DE-BY", "case new confirmed", "2021-07-31", 2),
    ]
    assert stated(found[1:]) == [("DE-SH", "case new confirmed", "2021-07-30", 8)]


def test_versions_of_csse_state_what_changed() -> None:
    told: list[str] = []
    found = documents(SERIES / "csse_kz_versions.csv", "csse-versions", issued=None, tell=told.append)
    assert [(str(d.issued), d.text.partition("recovery/total/all\n")[2]) for d in found] == [
        (
            "2020-03-26 00:17:45+00:00",
            "KZ,2020-03-23,62,0,0\nKZ,2020-03-24,72,0,\nKZ,2020-03-25,81,0,\n",
        ),
        ("2020-03-26 10:24:28-03:00", "KZ,2020-03-23,,,0\nKZ,2020-03-24,,,0\n"),
        ("2020-03-27 00:17:47+00:00", "KZ,2020-03-25,,,0\nKZ,2020-03-26,111,1,\n"),
        ("2020-03-27 01:17:48+00:00", "KZ,2020-03-26,,,2\n"),
        ("2020-07-03 00:39:23+00:00", "KZ,2020-06-30,22308,188,13558\nKZ,2020-07-01,42574,188,25319\n"),
        ("2020-07-03 02:17:22+00:00", "KZ,2020-07-01,,,14059\n"),
        ("2020-07-04 00:38:47+00:00", "KZ,2020-07-01,41065,,\nKZ,2020-07-02,42574,188,14777\n"),
    ]
    assert [line.partition(".csv: ")[2] for line in told] == [
        "version of 2020-03-26 12:17:47+00:00: a cell of the one before is gone: KZ 2020-03-23 recovery/total/all"
    ]


def test_as_of_any_version_the_statements_give_that_version() -> None:
    """What `changes_only` leaves out is known from before: the latest statement of each cell is the version's own."""
    versions: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    lines = [line.split(",") for line in (SERIES / "csse_kz_versions.csv").read_text().splitlines()[1:]]
    for version, _, day, *cells in lines:
        versions[version] |= {(d, day): int(c) for d, c in zip(("case", "death", "recovery"), cells, strict=True) if c}
    figures = [f for d in documents(SERIES / "csse_kz_versions.csv", "csse-versions") for f in read(d).figures]
    for version, cells in versions.items():
        moment = datetime.fromisoformat(version).astimezone(UTC)
        known = {(f.claim.event, str(f.claim.end)): f.value for f in figures if f.source.issued <= moment}  # type: ignore[operator]
        assert cells.items() <= known.items()


def test_looks_at_a_site() -> None:
    found = documents(SERIES / "kz_region_changes.csv", "kz-changes", issued=None)
    assert len(found) == 6
    assert (found[0].publisher, found[0].area) == ("coronavirus2020.kz", "KZ")
    assert stated(found)[:3] == [
        ("KZ", "case total confirmed", "2020-03-26", 111),
        ("KZ", "recovery total confirmed", "2020-03-26", 2),
        ("KZ", "death total confirmed", "2020-03-26", 1),
    ]
    assert stated(found)[-1] == ("KZ", "case total confirmed", "2020-07-01", 41065)


# A curator's own --------------------------------------------------------------------------------------------------


def test_a_spreadsheet(make: Make) -> None:
    rows = [
        ["Returns of the regions"],
        [],
        ["Region", "Day", "Cases"],
        ["г. Алматы", date(2020, 3, 28), 12.0],
        ["Ақмола облысы", "2020-03-28", "=A1+1→7"],
        ["Kostanay region", date(2020, 3, 28), None],
        ["Барлығы", date(2020, 3, 28), 19],
    ]
    layout = make("m.toml", "skip_rows = 1\n" + COUNTS + '[areas]\n"Барлығы" = "KZ"\n')
    for name, sheet in (("a.xlsx", xlsx(rows)), ("b.xlsx.gz", gzip.compress(xlsx(rows)))):
        assert stated(documents(make(name, sheet), str(layout))) == [
            ("KZ-75", "case total confirmed", "2020-03-28", 12),
            ("KZ-11", "case total confirmed", "2020-03-28", 7),
            ("KZ", "case total confirmed", "2020-03-28", 19),
        ]


def test_texts_that_a_spreadsheet_keeps_once(make: Make) -> None:
    places = ((0, 1, 2), (3, 4, 5))
    rows = "".join(
        f'<row r="{n}">{"".join(f"""<c r="{"ABC"[c]}{n}" t="s"><v>{one}</v></c>""" for c, one in enumerate(row))}</row>'
        for n, row in enumerate(places, 1)
    )
    book = make("a.xlsx", xlsx([], body=rows, texts=["Region", "Day", "Cases", "Astana", "2020-03-28", "7"]))
    assert [one[3] for one in stated(documents(book, str(make("m.toml", COUNTS))))] == [7]


def test_a_sheet_is_named_or_numbered(make: Make) -> None:
    book = make("a.xlsx", xlsx([["Region", "Day", "Cases"], ["KZ", date(2020, 3, 28), 1]], sheet="Март"))
    for said in ('"Март"', "1"):
        assert len(stated(documents(book, str(make("m.toml", f"sheet = {said}\n{COUNTS}"))))) == 1
    for said in ('"April"', "2", "0"):
        with pytest.raises(Unreadable, match=f"no sheet {said}; its sheets are 'Март'".replace('"', "'")):
            documents(book, str(make("m.toml", f"sheet = {said}\n{COUNTS}")))


def test_numbers_as_the_mapping_writes_them(make: Make) -> None:
    layout = 'delimiter = ";"\nencoding = "windows-1251"\ndecimal = ","\nthousands = " "\nmissing = ["н/д", "-"]\n'
    cells = "Алматы;28.03.2020;1 234;-\nАстана;28.03.2020;12,0;н/д\nШымкент;29.03.2020;1\u00a0234\u00a0567;0\n"
    file = make("a.csv", f"Регион;Дата;Случаи;Смерти\n{cells}".encode("cp1251"))
    own = 'country = "KZ"\narea = "Регион"\ndate = { column = "Дата", format = "%d.%m.%Y" }\n'
    claims = '[claims]\n"Случаи" = "case/total"\n"Смерти" = "death/total"\n'
    assert stated(documents(file, str(make("m.toml", layout + own + claims)))) == [
        ("KZ-75", "case total confirmed", "2020-03-28", 1234),
        ("KZ-71", "case total confirmed", "2020-03-28", 12),
        ("KZ-79", "case total confirmed", "2020-03-29", 1234567),
        ("KZ-79", "death total confirmed", "2020-03-29", 0),
    ]


def test_areas_across_and_a_count_a_row(make: Make) -> None:
    wide = make("wide.csv", "Week,Disease,Алматы,Akmola\n2020-W13,Measles,3,\n2020-W14,measles,4,1\n")
    own = 'country = "KZ"\nclaim = "case/new/confirmed/-/7d"\ndisease = "Disease"\n'
    own += 'date = { column = "Week", format = "%G-W%V" }\n'
    found = documents(wide, str(make("w.toml", own + '[across]\nof = "area"\n')))
    figures = [f for document in found for f in read(document).figures]
    assert [(f.claim.disease, f.claim.area, str(f.claim.start), str(f.claim.end), f.value) for f in figures] == [
        ("measles", "KZ-75", "2020-03-23", "2020-03-29", 3),
        ("measles", "KZ-75", "2020-03-30", "2020-04-05", 4),
        ("measles", "KZ-11", "2020-03-30", "2020-04-05", 1),
    ]
    long = make("long.csv", "area,month,what,n\nKZ,2020-02,cases,5\nKZ,2020-02,tests,9\nKZ,2020-02,deaths,1\n")
    own = 'area = "area"\ndate = { column = "month", format = "%Y-%m" }\nindicator = "what"\nvalue = "n"\n'
    own += '[claims]\ncases = "case/total"\ndeaths = "death/total"\ntests = ""\n'
    assert stated(documents(long, str(make("l.toml", own)))) == [
        ("KZ", "case total confirmed", "2020-02-29", 5),
        ("KZ", "death total confirmed", "2020-02-29", 1),
    ]


def test_days_across_a_sheet_are_dates(make: Make) -> None:
    book = make("a.xlsx", xlsx([["Region", date(2020, 3, 28), date(2020, 3, 29)], ["Astana", 1, 2]]))
    layout = make("m.toml", 'country = "KZ"\nclaim = "case/total"\narea = "Region"\n[across]\nof = "date"\n')
    assert [one[2:] for one in stated(documents(book, str(layout)))] == [("2020-03-28", 1), ("2020-03-29", 2)]


def test_the_time_of_issue(make: Make) -> None:
    file = make("2020-04-02_kz.csv", "Region,Day,Cases,Said\nKZ,2020-03-28,1,29.03.2020 10:00\n")
    for said, moment in (
        ('{ constant = "2020-04-01" }', "2020-04-01"),
        (r"{ file = '\d{4}-\d\d-\d\d' }", "2020-04-02"),
        (r"{ file = '(\d{4}-\d\d-\d\d)_', shift_days = -1 }", "2020-04-01"),
        ('{ column = "Said", format = "%d.%m.%Y %H:%M" }', "2020-03-29 10:00:00+06:00"),
        ('{ column = "Said", format = ["iso", "%d.%m.%Y %H:%M"], zone = "UTC" }', "2020-03-29 10:00:00+00:00"),
        ("{ unknown = true }", "None"),
    ):
        found = documents(file, str(make("m.toml", f"issued = {said}\n{COUNTS}")), issued=None)
        assert [str(document.issued) for document in found] == [moment]
    with pytest.raises(Unreadable, match=r"when was it issued\? Say --issued 2020-09-17, or 'issued' in the mapping"):
        documents(file, str(make("m.toml", COUNTS)), issued=None)


def test_rows_are_kept_and_left_out(make: Make) -> None:
    file = make("a.csv", "Region,Day,Cases,Kind\nKZ,2020-03-28,1,day\nKZ,2020-03-29,2,week 1\nKZ,2020-03-30,3,sum\n")
    for said, values in (
        ('[keep]\nKind = ["day", "week*"]', [1, 2]),
        ('[leave_out]\nKind = ["sum"]\nRegion = ["KZ-75"]', [1, 2]),
        ('[keep]\nDay = "2020-03-30"', [3]),
    ):
        found = stated(documents(file, str(make("m.toml", f"{COUNTS}{said}\n"))))
        assert [one[3] for one in found] == values


def test_a_large_version_is_several_documents_and_memory_holds_one(make: Make) -> None:
    rows = "".join(f"KZ-75/{n},2020-03-28,{n}\n" for n in range(12_000))
    found = documents(make("a.csv", f"Region,Day,Cases\n{rows}"), str(make("m.toml", COUNTS)))
    assert [document.text.count("\n") for document in found] == [5001, 5001, 2001]
    assert {document.issued for document in found} == {ISSUED}


def test_several_files_of_one_version_and_a_version_in_each_file(make: Make) -> None:
    layout = str(make("m.toml", "issued = { file = '^\\d{4}-\\d\\d-\\d\\d' }\n" + COUNTS))
    head, told = "Region,Day,Cases\n", []
    files = [
        make("2020-04-01 north.csv", f"{head}KZ-11,2020-03-28,1\nKZ-11,2020-03-29,2\n"),
        make("2020-04-01 south.csv", f"{head}KZ-61,2020-03-28,5\n"),
        make("2020-04-02 all.csv", f"{head}KZ-11,2020-03-28,1\nKZ-61,2020-03-28,6\n"),
        make("2020-04-03 all.csv", f"{head}KZ-11,2020-03-28,1\n"),
    ]
    found = documents(files, layout, issued=None, tell=told.append)
    assert [document.text.splitlines()[1:] for document in found] == [
        ["KZ-11,2020-03-28,1", "KZ-11,2020-03-29,2"],
        ["KZ-61,2020-03-28,5"],
        ["KZ-61,2020-03-28,6"],
    ]
    assert [line.partition(": version of ")[2] for line in told] == [
        "2020-04-02: a cell of the one before is gone: KZ-11 2020-03-29 case/total/confirmed",
        "2020-04-03: a cell of the one before is gone: KZ-61 2020-03-28 case/total/confirmed",
    ]
    with pytest.raises(
        Unreadable, match=r"the version of 2020-04-01 comes after that of 2020-04-02; put the oldest first"
    ):
        documents([files[2], files[0]], layout, issued=None)


def test_a_folder_and_standard_input(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    file = make("in/10.csv", "Region,Day,Cases\nKZ,2020-03-28,10\n")
    make("in/9.csv.gz", gzip.compress(b"Region,Day,Cases\nKZ,2020-03-28,9\n"))
    make("in/notes.md", "no table")
    layout = str(make("m.toml", COUNTS))
    assert [one[3] for one in stated(documents(file.parent, layout))] == [9, 10]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(file.read_bytes()))))  # type: ignore[arg-type]
    assert [one[3] for one in stated(documents(Path("-"), layout))] == [10]


def test_what_the_caller_says_fills_in(make: Make) -> None:
    file = make("a.csv", "Region,Day,Cases\nAstana,2020-03-28,1\n")
    layout = mapping(str(make("m.toml", 'publisher = "A"\n' + COUNTS.replace('country = "KZ"\n', ""))))
    about = Document("", publisher="B", url="https://b.example", issued=ISSUED, area="KZ")
    [(_, found)] = mapped([str(file)], layout, about)
    assert (found.publisher, found.url, found.area) == ("A", "https://b.example", "KZ")
    assert found.text.endswith("KZ-71,2020-03-28,1\n")


# What cannot be read ----------------------------------------------------------------------------------------------

HEAD = "Region,Day,Cases\n"
ADVICE = '; put it right, or leave such out: on_error = "skip" in the mapping'


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (HEAD + "KZ,2020-03-28,12.5\n", f"row 2, column 'Cases': found '12.5', which is no whole number{ADVICE}"),
        (
            HEAD + 'KZ,2020-03-27,1\nKZ,2020-03-28,"1,234"\n',
            "row 3, column 'Cases': found '1,234', which is no whole number; if ',' parts thousands, "
            f'say thousands = "," in the mapping{ADVICE}',
        ),
        (HEAD + "KZ,2020-03-28,-1\n", f"row 2, column 'Cases': found '-1', which is no whole number{ADVICE}"),
        (HEAD + "KZ,2020-03-28,²\n", f"row 2, column 'Cases': found '²', which is no whole number{ADVICE}"),
        (
            HEAD + f"KZ,2020-03-28,{'9' * 19}\n",
            f"row 2, column 'Cases': found '{'9' * 19}', which is no whole number{ADVICE}",
        ),
        (
            HEAD + "Nowhere,2020-03-28,1\n",
            "row 2, column 'Region': 'Nowhere' is no area that is known in KZ: give its code in the mapping, under "
            f'[areas], or "" there to leave it out{ADVICE}',
        ),
        (
            HEAD + "KZ,28.03.2020,1\n",
            "row 2, column 'Day': found '28.03.2020', which is no date as the mapping writes them (2020-09-17); "
            f"say 'format' there if the table writes them otherwise{ADVICE}",
        ),
        (
            HEAD + "KZ,2022-03-28,1\n",
            "row 2, column 'Day': 2022-03-28 is later than the time of issue; is the day written before the month? "
            f"Say so by 'format'{ADVICE}",
        ),
        (HEAD + "KZ,9999-12-31,1\n", "row 2, column 'Day': found '9999-12-31', which is no date"),
        (HEAD + "KZ,2020-03-28\n", f"row 2, has 2 cells where the header has 3{ADVICE}"),
        (HEAD + 'KZ,2020-03-28,"1\n', "row 2: no CSV (unexpected end of data); save it again as CSV"),
        ("Area,Day,Cases\n", "no column 'Region', which the mapping names; it has 'Area', 'Day', 'Cases'"),
        ("Region;Day\n", "no column 'Cases', which the mapping names; it has 'Region;Day'; say which sign parts them"),
        ("Region,Day,Cases,Cases\n", "two columns are called 'Cases'; give one of them another name"),
        ("", "empty: it has no row of column names"),
        (
            "Region,Day,Cases\nАлматы,2020-03-28,1\n".encode("cp1251"),
            'row 1 or below: not utf-8; say which encoding it is in, as encoding = "windows-1251", in the mapping',
        ),
        (gzip.compress(HEAD.encode() * 50, mtime=0)[:-9], "broken: its packing ends too early or is damaged"),
        (b"PK\x03\x04not a book", "no XLSX that can be read (damaged, or locked); save it again"),
        (xlsx([], body='<row r="1"><c r="XFD1048576"/></row>'), "a sheet reaches to row 1048576, column 16384"),
        (xlsx([["Region", "Day", "Cases"], ["KZ", date(2020, 3, 28), True]]), "row 2, column 'Cases': found 'True'"),
        (xlsx([["Region", "Day", "Cases"], ["KZ", date(2020, 3, 28), 0.5]]), "row 2, column 'Cases': found '0.5'"),
        (xlsx([["Region", "Day", "Cases"], ["KZ", date(2020, 3, 28), 1e30]]), "row 2, column 'Cases': found '1000000"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_read(content: str | bytes, why: str, make: Make) -> None:
    file = make("a.csv", content)
    with pytest.raises(Unreadable) as error:
        documents(file, str(make("m.toml", COUNTS)))
    assert str(error.value).startswith(f"{file}: {why}")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("x", "Expected '=' after a key in a key/value pair (at end of document)"),
        ('areas_of = "x"\n' + COUNTS, "unknown key 'areas_of' in the mapping: it has across, add_up, area, areas, "),
        (COUNTS.replace("area =", "aera ="), "unknown key 'aera'"),
        (COUNTS.replace('"Region"', "3"), "'area' must be a table, not 3"),
        (COUNTS.replace('"Region"', "{ column = 'x', file = 'y' }"), "'area' must say one of column, file and consta"),
        (COUNTS.replace("case/total/confirmed", "cases"), "unknown event 'cases': use case, death, recovery, "),
        (COUNTS.replace("case/total/confirmed", "case"), "'case' is no claim: write event/measure/definition/group/"),
        (COUNTS.replace("case/total/confirmed", "case/total/sure"), "unknown definition 'sure': use confirmed, "),
        (COUNTS.replace('"KZ"', '"ZZ"'), "unknown area 'ZZ': use an ISO 3166 code such as KZ or KZ-75"),
        (COUNTS + '[areas]\nx = "ZZ-1"\n', "unknown area 'ZZ-1'"),
        ("on_error = 'ignore'\n" + COUNTS, "'on_error' must be stop or skip, not 'ignore'"),
        ("skip_rows = true\n" + COUNTS, "'skip_rows' must be a whole number, not True"),
        ("issued = { file = '(' }\n" + COUNTS, "missing ), unterminated subpattern at position 0"),
        ("issued = { column = 'x', zone = 'Mars/Base' }\n" + COUNTS, "'No time zone found with key Mars/Base'"),
        ("changes_only = true\n" + COUNTS, "'changes_only' needs the time of issue of each version"),
        ("thousands = '.'\n" + COUNTS, "'thousands' and 'decimal' are two signs"),
        ("language = 'de'\n" + COUNTS, "unknown language 'de': use en, es, fr, kk, pt, ru"),
        (COUNTS + 'Other = "case/total/confirmed"\n', "two columns of [claims] are one claim"),
        ("value = 'x'\n" + COUNTS, "say where the table tells which of [claims] a value is of: indicator = ..."),
        ("claim = 'case/total'\narea = 'x'\n", "say which columns hold the values of 'claim'"),
        ("area = 'x'\n", "say what is counted: 'claim' for all values, or [claims] for each of the table's words"),
    ],
)  # fmt: skip
def test_a_mapping_that_cannot_be_read(said: str, why: str, make: Make) -> None:
    path = make("m.toml", said)
    with pytest.raises(Unreadable) as error:
        mapping(str(path))
    assert str(error.value).startswith(f"{path}: {why}")
    assert "\n" not in str(error.value)


def test_what_would_take_all_memory(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("esep.sources.sheets._LONGEST", 1000)
    monkeypatch.setattr("esep.sources.sheets._LARGEST_ROW", 9000)
    monkeypatch.setattr("esep.sources.sheets._UNPACKED", 9000)
    layout = str(make("m.toml", COUNTS))
    monkeypatch.setattr("esep.sources.sheets._TEXTS", 20_000)
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 30))
    for content, why in (
        (xlsx([], body=cells, texts=["x" * 900, "y"]), "a text of 909 letters, and 29 cells of text; save the sheet"),
        (gzip.compress(b"0" * 9000, mtime=0), "a row is larger than 0 MB: this is no table"),
        (HEAD + '"' + "\n" * 3000, "row 2: no CSV (field larger than field limit (1000)); save it again as CSV"),
        (HEAD + ',"\n"' * 3000, "a row is larger than 0 MB: this is no table"),
        (xlsx([], body=" " * 9000), "larger than 0 MB unpacked; save it as CSV"),
    ):
        file = make("a.csv", content)
        with pytest.raises(Unreadable, match=re.escape(f"{file}: {why}")):
            documents(file, layout)


def test_a_mapping_of_no_such_name(make: Make) -> None:
    ready = ", ".join(one.removesuffix(".toml") for one in names("mappings"))
    with pytest.raises(Unreadable, match=re.escape(f"csse: no mapping is called so; the ready ones are {ready};")):
        mapping("csse")
    with pytest.raises(Unreadable, match=r"no\.toml: no such file or folder"):
        mapping("no.toml")
    with pytest.raises(Unreadable, match=r"large\.toml: too large for a mapping; is it the table\?"):
        mapping(str(make("large.toml", "x" * (2**20 + 1))))


def test_what_is_skipped_is_told_and_counted(make: Make) -> None:
    rows = "".join(f"KZ,2020-03-28,x{n}\n" for n in range(30))
    told: list[str] = []
    file = make("a.csv", f"Region,Day,Cases\nNowhere,2020-03-28,1\n{rows}KZ,2020-03-29,7\n")
    layout = str(make("m.toml", f'on_error = "skip"\n{COUNTS}'))
    assert [one[3] for one in stated(documents(file, layout, tell=told.append))] == [7]
    assert len(told) == 11
    assert told[1] == f"{file}: left out: row 3, column 'Cases': found 'x0', which is no whole number"
    assert told[-1] == f"{file}: 31 rows and cells were left out"


def test_sums_of_some_rows_only_are_refused(make: Make) -> None:
    layout = str(make("m.toml", 'add_up = true\nissued = "Said"\nchanges_only = false\n' + COUNTS))
    head = "Region,Day,Cases,Said\n"
    whole = make("a.csv", f"{head}KZ,2020-03-28,1,2020-04-01\nKZ,2020-03-28,2,2020-04-01\nKZ,2020-03-28,,2020-04-01\n")
    assert [one[3] for one in stated(documents(whole, layout))] == [3]
    apart = make("b.csv", f"{head}KZ,2020-03-28,1,2020-04-01\nKZ,2020-03-28,1,2020-04-02\nKZ,2020-03-28,2,2020-04-01\n")
    with pytest.raises(Unreadable, match=r"rows of 2020-04-01 stand in two places, so their sums would be of some"):
        documents(apart, layout)


def test_a_file_that_ends_early_does_not_end_the_others(make: Make) -> None:
    files = [make("a.csv", HEAD + "KZ,x,1\n"), make("b.csv", HEAD + "KZ,2020-03-28,2\n"), Path("none.csv")]
    refused: list[Unreadable] = []
    found = documents(files, str(make("m.toml", COUNTS)), refuse=refused.append)
    assert [one[3] for one in stated(found)] == [2]
    assert [str(error).partition(":")[0].rpartition("/")[2] for error in refused] == ["a.csv", "none.csv"]


# Whatever the figures are -----------------------------------------------------------------------------------------

CELLS = st.one_of(st.none(), st.integers(0, 2**63 - 1))
DAYS = st.dates(date(2020, 1, 1), date(2021, 12, 31))
AREAS = st.sampled_from(["KZ", "KZ-11", "KZ-75", "DE-BY", "FR"])
FIGURES = st.dictionaries(st.tuples(AREAS, DAYS), st.tuples(CELLS, CELLS), min_size=1, max_size=12)
FORMATS = st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%m/%d/%y", "%d %B %Y"])
MARKS = st.sampled_from([(",", "", "."), (";", " ", ","), ("\t", ",", "."), (";", ".", ",")])


@settings(max_examples=60, deadline=None)
@given(figures=FIGURES, form=FORMATS, marks=MARKS, wide=st.booleans(), packed=st.booleans(), shift=st.booleans())
def test_what_was_written_is_read(
    figures: dict[tuple[str, date], tuple[int | None, int | None]],
    form: str,
    marks: tuple[str, str, str],
    wide: bool,
    packed: bool,
    shift: bool,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """A table written from figures, in any of these ways, and read by its mapping gives the same figures."""
    delimiter, thousands, decimal = marks
    folder = tmp_path_factory.mktemp("any")

    def cell(value: int | None) -> str:
        said = "" if value is None else f"{value:,}".replace(",", thousands) + (f"{decimal}0" if shift else "")
        return f'"{said}"' if delimiter in said else said

    days = sorted({day for _, day in figures})
    if wide:
        areas = dict.fromkeys(area for area, _ in figures)
        lines = [["Where", *(day.strftime(form) for day in days)]]
        lines += [[a, *(cell(figures.get((a, day), (None, None))[0]) for day in days)] for a in areas]
        own = f"area = 'Where'\nclaim = 'case/total/confirmed'\n[across]\nof = 'date'\nformat = '{form}'\n"
    else:
        lines = [["Where", "When", "Ill", "Dead"]]
        lines += [[area, day.strftime(form), *map(cell, cells)] for (area, day), cells in figures.items()]
        own = f"area = 'Where'\ndate = {{ column = 'When', format = '{form}' }}\n"
        own += "[claims]\nIll = 'case/total/confirmed'\nDead = 'death/total/confirmed'\n"
    said = "\n".join(delimiter.join(line) for line in lines).encode()
    (folder / "a.csv").write_bytes(gzip.compress(said) if packed else said)
    own = f"delimiter = '{delimiter}'\nthousands = '{thousands}'\ndecimal = '{decimal}'\n{own}"
    (folder / "m.toml").write_text(own, "utf-8")

    found = stated(documents(folder / "a.csv", str(folder / "m.toml")))
    expected = {
        (area, f"{event} total confirmed", str(day), value)
        for (area, day), cells in figures.items()
        for event, value in zip(("case", "death"), cells[: 1 if wide else 2], strict=False)
        if value is not None
    }
    assert set(found) == expected
    assert len(found) == len(expected)


@settings(max_examples=150, deadline=None)
@given(
    content=st.one_of(
        st.binary(max_size=300), st.text('KZ,;"\n\r\t0123456789-x=\x00\ufeff\u2028', max_size=200).map(str.encode)
    )
)
def test_whatever_a_file_holds_it_gives_documents_or_one_line(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("hostile")
    for name, said in (("a.csv", content), ("b.csv", HEAD.encode() + content), ("c.xlsx", b"PK\x03\x04" + content)):
        (folder / name).write_bytes(said)
    (folder / "m.toml").write_text(COUNTS, "utf-8")
    refused: list[Unreadable] = []
    for document in documents(folder, str(folder / "m.toml"), refuse=refused.append):
        assert table.is_table(document.text)
        assert read(document).figures
    assert all("\n" not in str(error) for error in refused)
