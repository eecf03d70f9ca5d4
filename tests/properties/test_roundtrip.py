"""Write, then read: a bulletin of ours is read back as the very figures it was written from, in each language."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from esep import area
from esep.check import check
from esep.document import Document
from esep.figure import Claim, Figure
from esep.publisher import is_official
from esep.read import read
from esep.settle import settle
from esep.write import LANGUAGES, Bulletin, Misread, NothingToWrite, compose
from esep.write import read_back as check_read_back
from labelled import BULLETINS, figures
from stating import ON, say

RECORD = settle(figures(BULLETINS), check(figures(BULLETINS)).problems, official=is_official)
DAYS = sorted({claim.end for claim in RECORD if claim.end})


def read_back(bulletin: Bulletin, day: date) -> Counter[tuple[Claim, int]]:
    return Counter((f.claim, f.value) for f in read(Document(bulletin.text, issued=day, area="KZ")).figures)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["daily", "weekly", "cases", "pneumonia", "patients"])
def test_every_bulletin_of_the_example(kind: str, language: str) -> None:
    written = 0
    for day in DAYS:
        try:
            bulletin = compose(kind, day, RECORD, language)
        except NothingToWrite:
            continue
        written += 1
        said = Counter((claim, RECORD[claim].figure.value) for claim in bulletin.claims)
        assert read_back(bulletin, day) == said, f"{kind}, {language}, {day}\n\n{bulletin.text}"
    assert written >= 4


def test_another_value_is_seen() -> None:
    bulletin = compose("daily", ON, RECORD, "en")
    changed = Document(bulletin.text.replace("1,671", "1,634"), issued=ON, area="KZ")
    with pytest.raises(Misread, match=r"'total-death' \(en\).*1671.*1634"):
        check_read_back(bulletin, read(changed).figures)


@dataclass(frozen=True)
class Stands:
    figure: Figure


WEEK_END = ON - timedelta(4)
VALUES = st.sampled_from([1, 2, 5, 11, 21, 101, 999, 1000, 1001, 2020, 9_876, 1_000_000]) | st.integers(1, 10**7)
AREAS = ["KZ", *(part.code for part in area.parts("KZ", ON))]
DAILY = [
    *(
        f"{code} {event} new 1d {track}"
        for code in AREAS
        for event in ("case", "recovery", "death")
        for track in ("confirmed", "probable")
    ),
    *(f"KZ {event} total onset confirmed" for event in ("case", "recovery", "death")),
    *(f"KZ {event} total since:2020-08-01 probable" for event in ("case", "recovery", "death")),
    *(
        f"KZ patient current now confirmed{group}"
        for group in ("", " children", " hospital", " home", " severe", " critical", " ventilated")
    ),
]
WEEKLY = [f"{code} {event} new 7d" for code in AREAS for event in ("case", "recovery", "death")]


def record(values: dict[str, int], day: date) -> dict[Claim, Stands]:
    said = [say(what, value, day=day) for what, value in values.items()]
    return {figure.claim: Stands(figure) for figure in said}


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(DAILY), VALUES, min_size=1, max_size=40), st.sampled_from(LANGUAGES))
def test_any_daily_bulletin(values: dict[str, int], language: str) -> None:
    settled = record(values, ON)
    bulletin = compose("daily", ON, settled, language)
    assert set(bulletin.claims) == set(settled)
    said = Counter((claim, settled[claim].figure.value) for claim in bulletin.claims)
    assert read_back(bulletin, ON) == said, bulletin.text


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(st.sampled_from(WEEKLY), VALUES, min_size=1, max_size=20),
    st.dates(date(2020, 3, 20), date(2021, 6, 30)),
    st.integers(0, 7),
    st.sampled_from(LANGUAGES),
)
def test_any_weekly_bulletin(values: dict[str, int], end: date, after: int, language: str) -> None:
    day = end + timedelta(after)
    settled = record(values, end)
    bulletin = compose("weekly", day, settled, language)
    assert set(bulletin.claims) == set(settled)
    said = Counter((claim, settled[claim].figure.value) for claim in bulletin.claims)
    assert read_back(bulletin, day) == said, bulletin.text


CASES = [f"{code} case new 1d" for code in AREAS] + ["KZ case total onset"]
RECOVERIES = [f"{code} recovery new 1d" for code in AREAS] + ["KZ recovery total onset"]
PNEUMONIA = [
    *(f"{code} case new 1d probable" for code in AREAS),
    *(f"KZ {event} new 1d probable" for event in ("recovery", "death")),
    *(f"KZ {event} total since:2020-08-01 probable" for event in ("case", "recovery", "death")),
]
PATIENTS = [
    f"KZ patient current now {track}{group}"
    for track in ("confirmed", "probable", "all")
    for group in ("", " children", " hospital", " home", " severe", " critical", " ventilated")
]
LISTS = {"cases": CASES, "recoveries": RECOVERIES, "pneumonia": PNEUMONIA, "patients": PATIENTS}
MAIN = {"cases": "case new", "recoveries": "recovery new", "pneumonia": "case new", "patients": "patient current"}


@settings(max_examples=100, deadline=None)
@given(st.data(), st.sampled_from(list(LISTS)), st.sampled_from(LANGUAGES))
def test_any_list(data: st.DataObject, kind: str, language: str) -> None:
    values = data.draw(st.dictionaries(st.sampled_from(LISTS[kind]), st.just(0) | VALUES, min_size=1, max_size=25))
    settled = record(values, ON)
    try:
        bulletin = compose(kind, ON, settled, language)
    except NothingToWrite:
        assert not any(MAIN[kind] in what for what in values)
        return
    said = Counter((claim, settled[claim].figure.value) for claim in bulletin.claims)
    assert set(bulletin.claims) <= set(settled)
    assert read_back(bulletin, ON) == said, bulletin.text


WEEKS = st.tuples(st.just(0) | VALUES, st.just(0) | VALUES)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from(AREAS[1:]), WEEKS, max_size=17),
    WEEKS,
    st.sampled_from(("case", "death")),
    st.dates(date(2020, 3, 20), date(2023, 6, 30)),
    st.integers(0, 7),
    st.sampled_from(LANGUAGES),
)
def test_any_comparison(
    regions: dict[str, tuple[int, int]],
    whole: tuple[int, int],
    event: str,
    end: date,
    after: int,
    language: str,
) -> None:
    """Rates, percentages and averages are no figures; the week before is a figure of its own days."""
    settled = {}
    for code, (now, before) in {"KZ": whole, **regions}.items():
        settled |= record({f"{code} {event} new 7d": now}, end)
        settled |= record({f"{code} {event} new 7d": before}, end - timedelta(7))
    bulletin = compose("comparison", end + timedelta(after), settled, language)
    said = Counter((claim, stands.figure.value) for claim, stands in settled.items())
    assert read_back(bulletin, bulletin.day) == said, bulletin.text
    check_read_back(bulletin, read(Document(bulletin.text, issued=bulletin.day, area="KZ")).figures)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 3000), min_size=14, max_size=14), st.sampled_from(LANGUAGES))
def test_a_week_that_nobody_stated_is_the_sum_of_its_days(days: list[int], language: str) -> None:
    settled = {}
    for n, value in enumerate(days):
        settled |= record({"KZ case new 1d": value}, ON - timedelta(13 - n))
    bulletin = compose("comparison", ON, settled, language)
    assert [value for _, value in bulletin.said] == [sum(days[7:]), sum(days[:7])]
    check_read_back(bulletin, read(Document(bulletin.text, issued=ON, area="KZ")).figures)
    missing = next(claim for claim in settled if claim.end == ON)
    with_a_gap = {claim: stands for claim, stands in settled.items() if claim != missing}
    with pytest.raises(NothingToWrite):  # six days are no week, and the week of the day before has no week before it
        compose("comparison", ON, with_a_gap, language)
