"""Exports of DHIS2 and SORMAS, by the ready mappings: the same counts as in plain Python, and nothing of a person."""

import csv
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest

from esep.cli import main
from esep.sources import Unreadable, linelists
from tally.counted import Values, requested, values

FOLDER = Path(__file__).parent / "exports"
FIRST, LAST = date(2020, 8, 31), date(2020, 9, 12)
DAYS = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]
CODES = {
    "Almaty": "KZ-75",
    "Almaty City": "KZ-75",
    "Akmola Region": "KZ-11",
    "Almaty Region": "KZ-19",
    "Shymkent": "KZ-79",
    "Turkestan Region": "KZ-61",
}
Case = dict[str, object]


def us(cell: str) -> date | None:
    """A day as in '9/17/2020'."""
    month, day, year = map(int, cell.split("/")) if cell else (0, 0, 0)
    return date(year, month, day) if cell else None


def stamp(cell: str) -> date | None:
    """A day as in '2020-09-17 00:00:00.0'."""
    return date.fromisoformat(cell[:10]) if cell else None


def sormas() -> list[Case]:
    """The sound rows, in Python."""
    with (FOLDER / "sormas.csv").open(encoding="utf-8", newline="") as stream:
        _, names, _, *rows = csv.reader(stream)
    refused = {"10", "11", "12"}
    cases = [dict(zip(names, row, strict=True)) for row in rows]
    return [
        {
            "area": CODES[row["responsibleRegion"]],
            "class": row["caseClassification"].split()[0],
            "report": us(row["reportDate"]),
            "died": us(row["outcomeDate"]) if row["outcome"] == "Deceased" else None,
            "recovered": us(row["outcomeDate"]) if row["outcome"] == "Recovered" else None,
            "came": us(row["hospitalization.admissionDate"]) or (us(row["reportDate"]) if at == "No" else None),
            "went": us(row["hospitalization.dischargeDate"]) or us(row["outcomeDate"]),
            "where": {"Yes": "hospital", "No": "home"}.get(at),
            "child": "Months" in age or "Days" in age or (age != "" and int(age.split()[0]) < 18),
            "worker": row["person.occupationType"] in ("Healthcare worker", "Q. Health & social services"),
            "gravity": None,
        }
        for row in cases
        if row["disease"] == "COVID-19" and row["id"] not in refused
        for at, age in ((row["hospitalization.admittedToHealthFacility"], row["person.approximateAge"]),)
    ]


def dhis2() -> list[Case]:
    """The sound rows, in Python."""
    with (FOLDER / "dhis2.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    refused = {"L-9", "L-10", "L-11"}
    found: list[Case] = []
    for row in rows:
        if row["Local Case ID"] in refused:
            continue
        report, born = stamp(row["Date of notification"]), stamp(row["Date of birth"])
        assert report
        before = born and (report.month, report.day) < (born.month, born.day)
        age = int(row["Age"]) if row["Age"] else (report.year - born.year - bool(before)) if born else None
        ends = [stamp(row["Date of death"]), stamp(row["Date of release from hospital"])]
        icu = row["Did the case receive care in an intensive care unit (ICU)?"] == "Yes"
        found.append(
            {
                "area": CODES[row["Organisation unit name hierarchy"].split(" / ")[1]],
                "class": "Confirmed" if row["Lab Test Result"] == "Positive" else "",
                "report": report,
                "died": ends[0] if row["Health outcome"] == "Death" else None,
                "recovered": ends[1] if row["Health outcome"] == "Recovered" else None,
                "came": stamp(row["Admission date"]) or (report if row["Hospitalised"] == "No" else None),
                "went": min(filter(None, ends), default=None),
                "where": {"Yes": "hospital", "No": "home"}.get(row["Hospitalised"]),
                "child": age is not None and age < 18,
                "worker": False,
                "gravity": "ventilated"
                if row["Did the case receive ventilation?"] == "Yes"
                else "critical"
                if icu
                else None,
            }
        )
    return found


def counted(cases: Iterable[Case], claims: dict[str, Callable[[Case, date], object]]) -> Values:
    """Of each area and day, a look at every case."""
    cases = list(cases)
    return {
        (area, day, claim): sum(bool(holds(one, day)) for one in cases if area in ("KZ", one["area"]))
        for area in {"KZ", *(str(one["area"]) for one in cases)}
        for day in DAYS
        for claim, holds in claims.items()
    }


def is_there(one: Case, day: date) -> bool:
    came, went = one["came"], one["went"]
    return isinstance(came, date) and came <= day and not (isinstance(went, date) and went <= day)


def is_of(*classes: str) -> Callable[[Case, date], bool]:
    return lambda one, day: one["class"] in classes


CLAIMS: dict[str, Callable[[Case, date], object]] = {
    "case/new/confirmed/-/1d": lambda one, day: one["class"] == "Confirmed" and one["report"] == day,
    "death/new/confirmed/-/1d": lambda one, day: one["class"] == "Confirmed" and one["died"] == day,
    "recovery/new/confirmed/-/1d": lambda one, day: one["class"] == "Confirmed" and one["recovered"] == day,
    "patient/current/confirmed/-/now": lambda one, day: one["class"] == "Confirmed" and is_there(one, day),
    "patient/current/confirmed/hospital/now": lambda one, day: (
        one["class"] == "Confirmed" and is_there(one, day) and one["where"] == "hospital"
    ),
    "patient/current/confirmed/children/now": lambda one, day: (
        one["class"] == "Confirmed" and is_there(one, day) and one["child"]
    ),
}
MORE: dict[str, dict[str, Callable[[Case, date], object]]] = {
    "sormas": {
        "case/new/probable/-/1d": lambda one, day: one["class"] == "Probable" and one["report"] == day,
        "case/new/suspected/-/1d": lambda one, day: one["class"] == "Possible" and one["report"] == day,
        "case/new/confirmed/health_worker/1d": lambda one, day: (
            one["class"] == "Confirmed" and one["worker"] and one["report"] == day
        ),
    },
    "dhis2": {
        f"patient/current/confirmed/{gravity}/now": lambda one, day, gravity=gravity: (  # type: ignore[misc]
            one["class"] == "Confirmed" and is_there(one, day) and one["gravity"] == gravity
        )
        for gravity in ("critical", "ventilated")
    },
}


@pytest.mark.parametrize(
    ("name", "cases", "refused"),
    [
        ("sormas", sormas, [(13, "order"), (15, "no-date"), (14, "unknown-area")]),
        ("dhis2", dhis2, [(10, "order"), (11, "order"), (12, "unknown-area")]),
    ],
)
def test_an_export_counts_as_in_plain_python(
    name: str, cases: Callable[[], list[Case]], refused: list[tuple[int, str]]
) -> None:
    claims = CLAIMS | MORE[name]
    mapped = linelists.layout(name)
    with requested(
        FOLDER / f"{name}.csv", claims, name, str(mapped.definition), first=FIRST, last=LAST, today=date(2020, 9, 20)
    ) as found:
        assert sorted((row, code) for row, _, code, _ in found.reasons()) == sorted(refused)
        assert found.unrelated == (name == "sormas")
        ours = values(found)
    expected = counted(cases(), claims)
    assert {key: value for key, value in ours.items() if value} == {
        key: value for key, value in expected.items() if value
    }


def test_sormas_of_a_user_who_writes_the_day_first(tmp_path: Path) -> None:
    rows = [
        "CaseData,CaseData,CaseData,CaseData,CaseData",
        "uuid,disease,reportDate,responsibleRegion,caseClassification",
        "##Case ID,Disease,Date of report,Responsible region,Case classification",
        "A,COVID-19,03/09/2020,Almaty,Confirmed case",
        "B,COVID-19,03.09.2020,Almaty,Confirmed case",
    ]
    path = tmp_path / "list.csv"
    path.write_text("\n".join(rows), "utf-8")
    with requested(path, ["case/new/confirmed"], "sormas-dmy", "as-classified") as found:
        assert values(found)["KZ", date(2020, 9, 3), "case/new/confirmed/-/1d"] == 2


def test_a_column_that_an_export_lacks_is_told_and_one_that_it_needs_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Enrollment,Date of notification,Organisation unit name hierarchy,Lab Test Result\n"
        "e1,2020-09-01 02:00:00.0,Kazakhstan / Almaty City,Positive\n",
        "utf-8",
    )
    main(["tally", str(path), "--mapping", "dhis2", "--count", "case/total/confirmed"], standalone_mode=False)
    told = capsys.readouterr().err
    assert "list.csv: no column for gender, age, date_birth, date_onset, setting" in told
    assert "1 rows: 1 cases" in told
    path.write_text("Enrollment,Date of notification,Organisation unit name hierarchy\n", "utf-8")
    with pytest.raises(SystemExit):
        main(["tally", str(path), "--mapping", "dhis2"], standalone_mode=False)
    assert "no column 'Lab Test Result', which the mapping names for test_result" in capsys.readouterr().err


def test_a_mapping_is_based_on_another(tmp_path: Path) -> None:
    own = tmp_path / "ours.toml"
    own.write_text(
        'based_on = "dhis2"\npublisher = "Ministry"\n[columns]\nid = "Case"\n[values.setting]\n"Ward" = "hospital"\n',
        "utf-8",
    )
    ours, theirs = linelists.layout(str(own)), linelists.layout("dhis2")
    assert (ours.publisher, ours.path, ours.columns["id"]) == ("Ministry", "/", ("Case",))
    assert ours.columns["gender"] == theirs.columns["gender"]
    assert ours.values["setting"] == {**theirs.values["setting"], "Ward": "hospital"}
    assert ours.written == theirs.written + own.read_text("utf-8")
    own.write_text(f'based_on = "{own}"\n', "utf-8")
    with pytest.raises(Unreadable, match="leads back"):
        linelists.layout(str(own))


def test_a_day_of_birth_is_never_told(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "id,date_reporting,location,test_result,date_birth\n"
        "A,2020-09-01,KZ-75,positive,2020-09-02\nB,2020-09-01,KZ-75,positive,7 May\n"
        "C,2020-09-01,KZ-75,positive,2120-10-07\nD,2020-09-01,KZ-75,positive,1820-10-07\n",
        "utf-8",
    )
    with requested(path, ["case/total/confirmed"]) as found:
        assert [(row, code, reason) for row, _, code, reason in found.reasons()] == [
            (2, "order", "birth is after the report"),
            (3, "no-date", "what it says is no date as the mapping writes them (2020-09-17)"),
            (4, "no-age", "what it says gives no age in years on the day of report"),
            (5, "no-age", "what it says gives no age in years on the day of report"),
        ]


@pytest.mark.parametrize(
    ("cell", "children"),
    [("17", 1), ("18", 0), ("5 Months", 1), ("216 months", 0), ("9 мес.", 1), ("40 жас", 0), ("3w", 1), ("6 лет", 1)],
)
def test_an_age_tells_its_unit(tmp_path: Path, cell: str, children: int) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"id,date_reporting,location,test_result,age\nA,2020-09-01,KZ-75,positive,{cell}\n", "utf-8")
    with requested(path, ["case/total/confirmed", "case/total/confirmed/children"]) as found:
        assert not found.refused
        assert values(found)["KZ", date(2020, 9, 1), "case/total/confirmed/children/onset"] == children
