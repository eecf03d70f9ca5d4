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
from esep.write import LANGUAGES, Bulletin, NothingToWrite, compose
from labelled import BULLETINS, figures
from stating import ON, say

RECORD = settle(figures(BULLETINS), check(figures(BULLETINS)).problems, official=is_official)
DAYS = sorted({claim.end for claim in RECORD if claim.end})


def read_back(bulletin: Bulletin, day: date) -> Counter[tuple[Claim, int]]:
    return Counter((f.claim, f.value) for f in read(Document(bulletin.text, issued=day, area="KZ")).figures)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["daily", "weekly"])
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
    assert written >= 5


def test_another_value_is_seen() -> None:
    bulletin = compose("daily", ON, RECORD, "en")
    changed = Bulletin(bulletin.text.replace("1,671", "1,634"), bulletin.claims)
    assert read_back(changed, ON) != read_back(bulletin, ON)


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
