"""The map: borders of the time, one shade for one number, each region a link, and no gap between regions."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from test_site_areas import daily_cases, made

from esep import area
from esep.site import Record
from esep.site.map import Borders, borders, map_page, region_map
from esep.site.place import Place

BEFORE, AFTER = date(2022, 6, 7), date(2022, 6, 8)


def shape(day: date) -> Borders:
    found = borders("KZ", day)
    assert found
    return found


def place(of: Record, language: str = "en") -> Place:
    return Place(of, language, "map.html")


def country(last: date, each: dict[str, int]) -> Record:
    """A record in which each of these regions had so many new cases on each of fourteen days."""
    values = {}
    for code, number in each.items():
        values |= daily_cases(last - timedelta(13), [number] * 14, code)
    return made(values)


@pytest.mark.parametrize("day", [date(2020, 6, 1), BEFORE, AFTER, date(2024, 1, 1)])
def test_the_borders_are_those_of_the_regions_of_the_day(day: date) -> None:
    assert {code for code, _, _ in shape(day).paths} == {part.code for part in area.parts("KZ", day)}


def test_seventeen_regions_and_then_twenty() -> None:
    assert [len(shape(day).paths) for day in (BEFORE, AFTER)] == [17, 20]
    assert borders("FR", AFTER) is None


Point = tuple[int, int]


def rings(path: str) -> list[list[Point]]:
    """The corners of each ring of an outline."""
    found = []
    for ring in filter(None, path.split("M")):
        numbers = [int(number) for number in re.findall(r"-?\d+", ring)]
        corners = [(numbers[0], numbers[1])]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            corners.append((corners[-1][0] + dx, corners[-1][1] + dy))
        found.append(corners)
    return found


@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_neighbours_share_their_border_so_that_no_gap_shows(day: date) -> None:
    """A side that only one region has is the country's outline: followed all the way, it encloses no hole."""
    sides = Counter()
    for _, path, _ in shape(day).paths:
        for corners in rings(path):
            assert len(corners) >= 3
            sides.update(pairwise([*corners, corners[0]]))
    alone = [side for side, count in sides.items() if count > sides[side[::-1]]]
    found = [surface(loop) for loop in loops(alone)]
    assert len({size > 0 for size in found}) == 1, found
    assert max(map(abs, found)) > 250_000


def surface(corners: list[Point]) -> float:
    return sum(a * d - c * b for (a, b), (c, d) in pairwise([*corners, corners[0]])) / 2


def loops(sides: list[tuple[Point, Point]]) -> Iterator[list[Point]]:
    """The loops that sides make, each cut off where it meets itself."""
    after: dict[Point, list[Point]] = defaultdict(list)
    for start, end in sides:
        after[start].append(end)
    while any(after.values()):
        way = [next(point for point, ends in after.items() if ends)]
        while after[way[-1]]:
            way.append(after[way[-1]].pop())
            if way[-1] in way[:-1]:
                at = way.index(way[-1])
                yield way[at:-1]
                del way[at + 1 :]
        assert len(way) == 1, "a side that leads nowhere"


def test_one_shade_for_one_number_and_a_pattern_for_none() -> None:
    others = dict.fromkeys(("KZ-11", "KZ-15", "KZ-19", "KZ-23", "KZ-27", "KZ-31", "KZ-35", "KZ-39"), 5)
    of = country(date(2021, 3, 14), {"KZ-75": 400, "KZ-71": 1, **others})
    drawn = region_map(place(of), date(2021, 3, 14))
    assert drawn
    almaty = drawn.partition('area/KZ-75.html" aria-label="Almaty city: ')[2]
    assert 'class="shade4"' in almaty.partition("</a>")[0]
    assert 'class="shade0"' in drawn.partition('aria-label="Nur-Sultan city')[2].partition("</a>")[0]
    assert drawn.count('fill="url(#map7-none)"') == 17 - 10
    assert "not stated" in drawn
    twice = region_map(place(of), date(2021, 3, 14), 14)
    assert twice and 'class="shade4"' in twice.partition('aria-label="Almaty city')[2].partition("</a>")[0]


def test_the_page_has_the_numbers_in_a_table_and_a_map_for_each_month() -> None:
    values = daily_cases(date(2022, 5, 1), [1] * 61, "KZ")
    for first, codes in ((date(2022, 5, 18), area.parts("KZ", BEFORE)), (date(2022, 6, 17), area.parts("KZ", AFTER))):
        for part in codes:
            values |= daily_cases(first, [30] * 14, part.code)
    of = made(values)
    for language in ("kk", "ru", "en"):
        page = map_page(place(of, language))[1].decode()
        assert page.count('class="small-maps"') == 1 and page.count("<use ") == 17 + 20
        assert page.count('<th scope="row">') == 20 + 20
    text = map_page(place(of))[1].decode()
    assert 'id="o0-KZ-75"' in text and 'id="o1-KZ-10"' in text and 'id="o0-KZ-10"' not in text


def test_the_map_of_a_day_has_its_own_table() -> None:
    day = date(2021, 3, 14)
    each = {part.code: 9 for part in area.parts("KZ", day)}
    drawn = region_map(place(country(day, each)), day, of_day=True)
    assert drawn and drawn.count('<th scope="row">') == 17


def test_no_numbers_no_map() -> None:
    of = made(daily_cases(date(2021, 3, 1), [5] * 3))
    assert region_map(place(of), date(2021, 3, 3)) is None
    assert "<figure" not in map_page(place(of))[1].decode()
    assert region_map(place(country(date(2021, 3, 14), {"KZ-75": 3})), date(2021, 3, 20), of_day=True) is None
