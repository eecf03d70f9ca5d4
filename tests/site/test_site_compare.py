"""Comparing regions on one scale, and finding a day without a script."""

import re
from datetime import date, timedelta

from page_reader import Page
from site_record import record
from test_site_areas import claim, daily_cases, made

from esep import area
from esep.site.compare import compare_page
from esep.site.days import days_page
from esep.site.language import LANGUAGES
from esep.site.place import Place

LAST = date(2021, 3, 21)


def page(name: str, of: object, language: str = "en") -> str:
    pages = {"compare": compare_page, "days": days_page}
    return pages[name](Place(of, language, f"{name}.html"))[1].decode()  # type: ignore[arg-type]


def test_one_scale_for_all_regions() -> None:
    values = {}
    for at, part in enumerate(area.parts("KZ", LAST)):
        values |= daily_cases(LAST - timedelta(20), [10 + at] * 21, part.code)
    values |= daily_cases(LAST - timedelta(20), [400] * 21, "KZ")
    for language in LANGUAGES:
        text = page("compare", made(values), language)
        assert text.count('class="small"') == 17 and text.count('href="#country"') == 17
        assert text.count('<th scope="row">') == 18
    # The lowest point of a line is where its rate stands on the common scale: North Kazakhstan has the highest rate.
    tops = {
        m[1]: int(m[2]) for m in re.finditer(r'area/(KZ-\d\d)\.html">[^<]*</a></p><svg.*?<path d="M\d+ (\d+)', text)
    }
    assert len(tops) == 17 and min(tops, key=lambda code: tops[code]) == "KZ-59"
    assert "Highest" in page("compare", made(values))


def test_a_change_of_what_is_counted_is_told_there_too() -> None:
    values = {}
    for part in area.parts("KZ", LAST):
        values |= daily_cases(date(2020, 6, 20), [10] * 20, part.code)
    values |= daily_cases(date(2020, 6, 20), [170] * 20, "KZ")
    assert "1 July 2020" in page("compare", made(values))


def test_nothing_to_compare_is_said() -> None:
    assert "There are no national figures yet." in page("compare", made(daily_cases(LAST, [5] * 3, "KZ")))


def test_the_archive_is_a_calendar_by_year() -> None:
    values = {claim("KZ", "death", "total", day): 1 for day in (date(2020, 12, 31), date(2021, 1, 1), date(2021, 1, 3))}
    text = page("days", made(values))
    assert text.index('id="y2021"') < text.index('id="y2020"')
    assert 'href="#y2020"' in text
    # 31 December 2020 was a Thursday, 3 January 2021 a Sunday.
    assert '<li class="w4"><a href="../en/day/2020-12-31.html"' in text
    assert '<li class="w7"><a href="../en/day/2021-01-03.html"' in text


def test_the_field_for_a_day_waits_for_the_script() -> None:
    read = Page("en/days.html", page("days", record()).encode())
    [field] = [attributes for tag, attributes in read.tags if tag == "input"]
    assert (field["type"], field["min"], field["max"]) == ("date", "2020-09-08", "2020-09-17")
    assert any(tag == "label" and attributes.get("for") == field["id"] for tag, attributes in read.tags)
    assert any(attributes.get("class") == "jump" and "hidden" in attributes for _, attributes in read.tags)
    assert "form" not in {tag for tag, _ in read.tags}
