"""An area's page: the trend, charts, both definitions apart and together, changes of what is counted."""

import re
import zlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from page_reader import Page
from site_record import record

from esep.document import Document
from esep.figure import Claim, Figure, stated
from esep.period import DAY, ONSET
from esep.settle import settle
from esep.site import Record, build
from esep.site.areas import area_page
from esep.site.changes import changes
from esep.site.documents import documents_page
from esep.site.language import LANGUAGES
from esep.site.place import Place
from esep.site.record import Kind, area_path
from esep.site.series import average, daily, new_on, over
from esep.site.trend import change

MAY = date(2020, 5, 20)


def claim(area: str, event: str, measure: str, day: date, **more: object) -> Claim:
    start = day if measure != "total" else None
    return Claim("COVID-19", area, event, measure, "confirmed", "-", start, day)._replace(**more)  # type: ignore[arg-type]


def made(values: Mapping[Claim, int], issued: date | datetime | None = None, publisher: str = "ministry") -> Record:
    """A record of these values, each said in a document of its own day."""
    documents: dict[str, Document] = {}
    figures: list[Figure] = []
    for of, value in values.items():
        document = Document(f"{of}: {value}", publisher, None, issued or of.end, "en", "KZ")
        documents[document.id] = document
        period = ONSET if of.measure == "total" else DAY
        figures.append(stated(document, of, value, period))
    return Record("KZ", settle(figures), figures, documents)


def daily_cases(first: date, values: list[int], area: str = "KZ-75") -> dict[Claim, int]:
    return {claim(area, "case", "new", first + timedelta(step)): value for step, value in enumerate(values)}


def page(of: Record, code: str = "KZ-75", language: str = "en") -> str:
    return area_page(Place(of, language, area_path(code)), code)[1].decode()


def test_every_area_with_figures_has_a_page_in_each_language() -> None:
    site = dict(build(record(hostile=True)))
    for language in LANGUAGES:
        for code in ("KZ", "KZ-71", "KZ-75", "KZ-79"):
            assert f"{language}/area/{code}.html" in site
    assert not [address for address in site if "/area/place-" in address]
    assert "en/area/KZ-10.html" not in site


def test_the_trend_is_told_in_words_and_numbers() -> None:
    falling = page(made(daily_cases(MAY, [10] * 7 + [5] * 7)))
    assert "Falling: 50% fewer new cases" in falling and ">35</a>" in falling and ">70</a>" in falling
    assert "Rising: 100% more" in page(made(daily_cases(MAY, [5] * 7 + [10] * 7)))
    assert 'class="card trend"' not in page(made(daily_cases(MAY, [5] * 13)))


def test_a_trend_of_long_ago_names_its_day() -> None:
    of = daily_cases(MAY, [10] * 14) | {claim("KZ-75", "death", "total", MAY + timedelta(60)): 3}
    told = page(made(of)).partition('class="card trend"')[2].partition("</section>")[0]
    assert "on 2 June 2020" in " ".join(re.sub("<[^>]*>", " ", told).split())


def test_an_old_trend_is_not_told_of_cases_counted_since() -> None:
    of = daily_cases(MAY, [10] * 14) | {claim("KZ-75", "case", "total", MAY + timedelta(60)): 900}
    assert 'class="card trend"' not in page(made(of))


@pytest.mark.parametrize(
    "now, before, way", [(104, 100, "level"), (106, 100, "up"), (90, 100, "down"), (3, 0, "new"), (0, 0, "level")]
)
def test_small_changes_are_no_trend(now: int, before: int, way: str) -> None:
    assert change(now, before)[0] == way


def test_a_week_is_a_difference_of_totals_or_a_sum_of_days_or_nothing() -> None:
    totals = {claim("KZ-75", "case", "total", MAY + timedelta(step)): 100 + 10 * step for step in (0, 7)}
    kind = Kind("KZ-75", "case", "new")
    assert over(made(totals), kind, MAY + timedelta(7))[0] == 70
    assert over(made(daily_cases(MAY, [1, 2, 3, 4, 5, 6, 7])), kind, MAY + timedelta(6))[0] == 28
    assert over(made(daily_cases(MAY, [1, 2, 3, 4, 5, 6])), kind, MAY + timedelta(5))[0] is None


def test_nothing_is_computed_across_a_change_of_what_is_counted() -> None:
    june, july = date(2020, 6, 30), date(2020, 7, 1)
    restated = made({claim("KZ", "case", "total", june): 21819, claim("KZ", "case", "total", july): 41065})
    assert new_on(restated, "KZ", "case", july)[0] is None
    days = daily_cases(date(2020, 6, 22), [10] * 20)
    points = {point.day: point for point in daily(made(days), Kind("KZ-75", "case", "new"), date(2020, 7, 11))}
    assert points[june].average == 100 and points[july].average is None
    assert points[date(2020, 7, 6)].average is None and points[date(2020, 7, 7)].average == 100
    assert over(made(days), Kind("KZ-75", "case", "new"), july)[0] is None


def test_a_change_is_marked_and_told_with_its_source() -> None:
    text = page(made(daily_cases(date(2020, 6, 22), [10] * 20)))
    assert 'class="change"' in text and "1 July 2020" in text and "include people without symptoms" in text
    assert 'rel="noopener nofollow external"' in text
    assert 'class="change"' not in page(made(daily_cases(MAY, [10] * 9)))
    assert [found.day for found in changes("KZ", "COVID-19", "death", "probable")] == [date(2020, 8, 1)]
    for language in LANGUAGES:
        assert changes("KZ", "COVID-19", "case", "confirmed")[0].said(language)


def test_definitions_stand_apart_and_their_sum_is_marked() -> None:
    day = date(2020, 9, 15)
    probable = claim("KZ", "case", "total", day, definition="probable", start=date(2020, 8, 1))
    values = {claim("KZ", "case", "total", day): 106920, probable: 29646}
    text = page(made(values), "KZ")
    assert "Both case definitions" in text and ">136,566</a> " in text
    assert text.partition("136,566</a>")[2].lstrip().startswith('<span class="badge computed"')
    both = claim("KZ", "case", "total", day, definition="all")
    said = page(made(values | {both: 136570}), "KZ")
    assert "136,570" in said and "136,566" not in said


def test_patients_tests_and_doses_are_drawn_where_they_are_known() -> None:
    values = {}
    for step in range(4):
        day = MAY + timedelta(step)
        for group in ("-", "hospital", "home", "severe"):
            values[claim("KZ", "patient", "current", day, group=group)] = 50 + step
        values[claim("KZ", "test", "total", day, definition="all")] = 1000 + step
        values[claim("KZ", "dose1", "new", day, definition="-")] = 20 + step
    text = page(made(values), "KZ")
    for title in ("Where patients are treated", "Patients in a grave condition", "Total tests", "New first doses"):
        assert title in text
    read = Page("en/area/KZ.html", text.encode())
    tags = [tag for tag, _ in read.tags]
    assert tags.count("figure") == tags.count("details") == 5
    assert "Where patients are treated" not in page(record(), "KZ-75")


def test_a_day_that_is_not_over_is_marked() -> None:
    values = {claim("KZ", "case", "new", MAY + timedelta(step)): 10 + step for step in range(9)}
    last = MAY + timedelta(8)
    noon = datetime(2020, 5, 28, 6, tzinfo=UTC)
    early = made(values, issued=noon, publisher="coronavirus2020.kz")
    assert early.is_unfinished(claim("KZ", "case", "new", last))
    assert not early.is_unfinished(claim("KZ", "case", "new", MAY))
    assert 'class="unfinished"' in page(early, "KZ") and "not complete" in page(early, "KZ")
    assert 'class="unfinished"' not in page(made(values), "KZ")
    later = replace(
        early, figures=[*early.figures, *made({claim("KZ", "death", "total", date(2020, 5, 30)): 3}).figures]
    )
    assert not later.is_unfinished(claim("KZ", "case", "new", last))


def test_long_series_are_thinned_and_the_page_stays_small() -> None:
    totals = {claim("KZ-75", "case", "total", date(2021, 1, 1) + timedelta(step)): 100 * step for step in range(1100)}
    days = {claim("KZ-75", "case", "new", date(2021, 1, 1) + timedelta(step)): 100 for step in range(1100)}
    of = made(totals | days)
    content = area_page(Place(of, "ru", area_path("KZ-75")), "KZ-75")[1]
    assert len(zlib.compress(content, 9)) < 60_000
    assert content.decode().count("<rect") == 200 + 1100 // 7


def test_the_average_still_needs_seven_days() -> None:
    assert average([1] * 7) == 10 and average([1] * 6) is None


def test_a_list_of_very_many_is_cut_and_says_where_all_are() -> None:
    told = record()
    more = {f"d{number}": Document(f"text {number}", given_id=f"d{number}") for number in range(600)}
    of = replace(told, documents={**told.documents, **more})
    page = documents_page(Place(of, "en", "documents.html"))[1].decode()
    assert page.count('<th scope="row">') == 500
    assert "The latest 500 of 610. See all of them" in page and 'href="../en/days.html"' in page
