"""An indicator's page: the country's charts and the table of regions, each definition on a page of its own."""

from datetime import date, timedelta

from page_reader import Page
from site_record import record
from test_site_areas import claim, daily_cases, made

from esep.site import build
from esep.site.indicator import indicator_page
from esep.site.language import LANGUAGES
from esep.site.place import Place
from esep.site.record import indicator_path

MAY = date(2020, 5, 1)


def test_each_indicator_has_a_page_in_each_language() -> None:
    of = record(hostile=True)
    assert of.indicators == (
        ("case", "confirmed"),
        ("case", "probable"),
        ("death", "confirmed"),
        ("patient", "confirmed"),
    )
    site = dict(build(of))
    for language in LANGUAGES:
        for name in ("case-confirmed", "case-probable", "death-confirmed", "patient-confirmed"):
            assert f"{language}/indicator/{name}.html" in site
            assert f'/indicator/{name}.html"' in site[f"{language}/index.html"].decode()


def test_the_table_is_of_the_indicator() -> None:
    values = {claim("KZ-75", "death", "total", MAY + timedelta(step)): 40 + 2 * step for step in range(8)}
    values |= {claim("KZ", "death", "total", MAY + timedelta(step)): 90 + 5 * step for step in range(8)}
    of = made(values | daily_cases(MAY, [777] * 8))
    place = Place(of, "en", indicator_path(("death", "confirmed")))
    text = Page("x", indicator_page(place, ("death", "confirmed"))[1]).text
    assert "Total deaths" in text and "New deaths" in text and "New deaths by region" in text
    assert "54" in text and "125" in text and "777" not in text


def test_patients_stand_by_setting_and_have_a_table_of_regions() -> None:
    values = {}
    for step in range(3):
        day = MAY + timedelta(step)
        for code, number in (("KZ", 500), ("KZ-75", 60)):
            for group in ("-", "hospital"):
                values[claim(code, "patient", "current", day, group=group)] = number + step
    place = Place(made(values), "ru", indicator_path(("patient", "confirmed")))
    text = Page("x", indicator_page(place, ("patient", "confirmed"))[1]).text
    assert "Где лечатся пациенты" in text and "62" in text and "502" in text
