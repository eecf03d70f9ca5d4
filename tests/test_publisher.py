"""Publishers: whose word counts first, and which day their bulletins report."""

from datetime import UTC, date, datetime

import pytest

from esep import publisher
from esep.document import Document
from esep.figure import Claim, Figure, Source
from esep.period import DAY
from esep.publisher import Publisher, called, is_official, publishers, reporting_day

MINISTRY = "Ministry of Health of Kazakhstan"


def figure(area: str = "KZ", **source: str) -> Figure:
    claim = Claim("COVID-19", area, "case", "new", "confirmed", "-", None, None)
    return Figure(claim, 1, DAY, Source("d", **source))


def test_a_publisher_is_found_by_key_and_by_name() -> None:
    assert publishers()["ministry"] is publishers()[MINISTRY]
    assert publishers()[MINISTRY].area == "KZ"


def test_official_by_its_own_word_or_by_whom_the_text_credits() -> None:
    assert is_official(figure(publisher=MINISTRY))
    assert is_official(figure(publisher="inform.kz", attributed=MINISTRY))
    assert is_official(figure("KZ-47/Aktau", publisher="coronavirus2020.kz"))


def test_nobody_is_official_for_another_country() -> None:
    assert not is_official(figure("KG", publisher=MINISTRY))
    assert not is_official(figure(publisher="inform.kz"))
    assert not is_official(figure())


@pytest.mark.parametrize(
    ("issued", "area", "day"),
    [
        (date(2020, 9, 17), "KZ", date(2020, 9, 17)),
        (datetime(2020, 9, 17, 19, tzinfo=UTC), "KZ", date(2020, 9, 18)),
        (datetime(2020, 9, 17, 19, tzinfo=UTC), "KZ-75", date(2020, 9, 18)),
        (datetime(2020, 9, 17, 19, tzinfo=UTC), None, date(2020, 9, 17)),
        (None, "KZ", None),
    ],
)
def test_the_reporting_day_is_local(issued: date | None, area: str | None, day: date | None) -> None:
    assert reporting_day(Document("x", issued=issued), area) == day


def test_a_morning_bulletin_may_report_the_day_before(monkeypatch: pytest.MonkeyPatch) -> None:
    morning = Publisher("Morning", "KZ", shift_days=-1)
    monkeypatch.setattr(publisher, "publishers", lambda: {"Morning": morning})
    assert reporting_day(Document("x", "Morning", issued=date(2020, 9, 17)), "KZ") == date(2020, 9, 16)
    assert reporting_day(Document("x", "Evening", issued=date(2020, 9, 17)), "KZ") == date(2020, 9, 17)
    assert reporting_day(Document("x", "Morning"), "KZ") is None


@pytest.mark.parametrize(
    ("name", "home", "known"),
    [
        ("Минздрав РК", "KZ", "Ministry of Health of Kazakhstan"),
        ("ҚР Денсаулық  сақтау министрлігі", "KZ-75", "Ministry of Health of Kazakhstan"),
        ("Минздрав РК", None, "Минздрав РК"),
        ("Минздрав", "RU", "Минздрав"),
        ("Министерство здравоохранения Франции", "KZ", "Министерство здравоохранения Франции"),
    ],
)
def test_a_publisher_goes_by_its_name_in_the_data(name: str, home: str | None, known: str) -> None:
    assert called(name, home) == known
