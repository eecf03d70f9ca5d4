"""Columns are checked as figures are: the same is found, held, left unsaid and explained, whatever was said."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as some
from problem_cases import NAMES, ROOT, case

from esep import sources
from esep.check import Findings, check
from esep.document import Document
from esep.figure import Figure
from esep.read import read
from esep.signed import standing
from esep.terms import Status
from stating import ON, say, told

pytest.importorskip("numpy", reason="no columns: numpy is missing (pip install 'esep[frame]')")

import numpy as np

from esep.check import columns

EXAMPLE = ROOT / "examples" / "kazakhstan"
PARTS = [
    "KZ case new 1d",
    "KZ-75 case new 1d",
    "KZ-79 case new 1d",
    "KZ-79/Abay case new 1d",
    "KZ-79/unknown case new 1d",
    "KZ/unknown case new 1d",
    "KZ case new 1d confirmed symptomatic",
    "KZ case new 1d confirmed asymptomatic",
    "KZ case new 1d confirmed male",
    "KZ case new 1d confirmed female",
    "KG case new 1d",
]
TRACKS = [
    "KZ case total onset",
    "KZ case total onset all",
    "KZ case total since:2020-09-01 probable",
    "KZ case total onset probable",
    "KZ death total onset",
    "KZ recovery total onset",
    "KZ patient current now",
    "KZ patient current now confirmed home",
    "KZ patient current now confirmed hospital",
]
DAYS = [
    "KZ case total onset",
    "KZ case total since:2020-09-01",
    "KZ case new 1d",
    "KZ case new 2d",
]
DISPUTED = [
    *["KZ case total onset"] * 4,
    "KZ case total since:2020-09-01",
    "KZ case total onset all",
    "KZ case total since:2020-09-01 probable",
    "KZ case total onset confirmed children",
    "KZ case total onset probable children",
    *["KZ case new 1d"] * 3,
    "KZ case new 2d",
    "KZ case new 1d probable",
    "KZ case new 1d confirmed children",
]
VALUES = [-1, 0, 1, 2, 3, 4, 12, 14, 110, 112]
PUBLISHERS = ["inform.kz", "coronavirus2020.kz", "Protezione Civile", None]
STEPS = some.one_of(some.integers(95, 130), some.sampled_from([0, 5, 1000, 12_000]))


def at(hour: int, day: int = 17) -> datetime:
    return datetime(2020, 9, day, hour, tzinfo=UTC)


def checked(said: Iterable[Figure]) -> Findings:
    """What the columns of these figures show."""
    figures = [figure for figure in standing(said) if figure.status != Status.DOUBTFUL]
    words = list(dict.fromkeys(figure.claim[:6] for figure in figures))
    numbers = {own: number for number, own in enumerate(words)}
    claims = [
        (numbers[figure.claim[:6]], *(day.toordinal() if day else 0 for day in (figure.claim.start, figure.claim.end)))
        for figure in figures
    ]
    each = sorted(set(claims))
    series, start, end = np.array(each, np.int32).reshape(-1, 3).T
    documents = list(dict.fromkeys(figure.source.document for figure in figures))
    publishers = list(dict.fromkeys(figure.source.publisher for figure in figures))
    statements = columns.Statements(
        series=words,
        claim_series=series,
        claim_start=start,
        claim_end=end,
        claim=np.array([each.index(claim) for claim in claims], np.int32),
        value=np.array([figure.value for figure in figures], np.int64),
        document=np.array([documents.index(figure.source.document) for figure in figures], np.int32),
        publisher=np.array([publishers.index(figure.source.publisher) for figure in figures], np.int32),
        publishers=publishers,
    )
    return columns.check_columns(statements, lambda rows: [figures[row] for row in rows.tolist()])


def sayings(words: list[str]) -> some.SearchStrategy[list[Figure]]:
    """What a few documents say, without rhyme or reason."""
    issued = [None, date(2020, 9, 16), ON]
    document = some.tuples(
        some.integers(0, 5),
        some.sampled_from(issued),
        some.sampled_from(PUBLISHERS),
        some.booleans(),  # whether it is dated
        some.lists(some.tuples(some.sampled_from(words), some.sampled_from(VALUES), some.integers(-1, 2)), max_size=9),
    )
    return some.lists(document, max_size=6).map(_figures)


def _figures(documents: list[tuple[Any, ...]]) -> list[Figure]:
    return [
        say(
            what,
            value,
            day=ON + timedelta(day) if dated else None,
            document=f"{name} {issued} {publisher}",
            publisher=publisher,
            issued=issued,
            span=(place, place + 1),
        )
        for name, issued, publisher, dated, its in documents
        for place, (what, value, day) in enumerate(its)
    ]


@pytest.mark.parametrize("words", [PARTS, TRACKS, DAYS, PARTS + TRACKS + DAYS], ids=["parts", "tracks", "days", "all"])
@given(data=some.data())
@settings(max_examples=30, deadline=None)
def test_columns_find_what_figures_show(words: list[str], data: some.DataObject) -> None:
    figures = data.draw(sayings(words))
    assert told(checked(figures)) == told(check(figures))


def disputes() -> some.SearchStrategy[list[Figure]]:
    """Two documents that differ about a claim, and what they and others state that may be the reason."""
    document = some.tuples(
        some.sampled_from([ON, ON, date(2020, 9, 16), at(9), at(15), at(9, day=18)]),  # issued
        some.sampled_from(PUBLISHERS),
        some.sampled_from(["own words"] * 9 + ["correction"]),
        some.lists(some.tuples(some.sampled_from(DISPUTED), some.integers(0, 2), some.integers(-2, 2)), max_size=5),
    )
    documents = some.lists(document, min_size=2, max_size=6)
    return some.tuples(some.sampled_from(DISPUTED), some.sampled_from([3, 20, 37]), documents).map(_disputed)


def _disputed(dispute: tuple[str, int, list[tuple[Any, ...]]]) -> list[Figure]:
    claim, gap, documents = dispute
    values = (100, 100 + gap, gap)
    return [
        say(
            what,
            values[which],
            day=ON + timedelta(day),
            document=str(number),
            publisher=publisher,
            issued=issued,
            rule=rule,
            span=(place, place + 1),
        )
        for number, (issued, publisher, rule, its) in enumerate(documents)
        for place, (what, which, day) in enumerate(([(claim, number, 0)] if number < 2 else []) + its)
    ]


@given(disputes())
@settings(max_examples=150, deadline=None)
def test_why_two_values_differ_is_seen_alike(figures: list[Figure]) -> None:
    assert told(checked(figures)) == told(check(figures))


def test_new_ones_of_the_same_document_come_before_later_ones_of_others() -> None:
    figures = [
        say("KZ case total onset", 137, document="a"),
        say("KZ case total onset", 100, document="b", publisher="zakon.kz"),
        say("KZ case new 1d", 37, day=ON - timedelta(1), document="b", publisher="zakon.kz", span=(9, 11)),
        say("KZ case new 1d", 37, document="c"),
    ]
    [two_values] = [one for one in checked(figures).problems if one.code == "two-values"]
    assert [one.source.document for one in two_values.explanations[0].evidence] == ["b"]
    assert told(checked(figures)) == told(check(figures))


@pytest.mark.parametrize("kind", ["correction", "definition", "hour", "revision", "stale", "ahead"])
def test_every_reason_occurs_among_them(kind: str) -> None:
    def occurs(figures: list[Figure]) -> bool:
        return any(why.kind == kind for one in checked(figures).problems for why in one.explanations)

    find(disputes(), occurs, settings=settings(max_examples=2000, database=None, phases=[Phase.generate]))


@pytest.mark.parametrize("name", NAMES)
def test_columns_say_the_same_of_every_example(name: str) -> None:
    figures = case(name).figures
    assert told(checked(figures)) == told(check(figures))


@given(
    new=some.lists(some.tuples(some.integers(0, 60), some.integers(0, 60)), min_size=3, max_size=16),
    step=some.sampled_from([1, 2]),
    slips=some.lists(some.tuples(some.integers(0, 95), some.sampled_from([-9, 1, 9, 90, 700]))),
    left_out=some.sets(some.integers(0, 95)),
    again=some.dictionaries(some.integers(0, 95), some.sampled_from([0, -9, 1])),
)
@settings(max_examples=40, deadline=None)
def test_slips_in_tables_are_explained_alike(
    new: list[tuple[int, int]],
    step: int,
    slips: list[tuple[int, int]],
    left_out: set[int],
    again: dict[int, int],
) -> None:
    figures = table(new, step)
    for at, difference in slips:
        one = figures[at % len(figures)]
        figures[at % len(figures)] = replace(one, value=max(0, one.value + difference))
    stated = [one for at, one in enumerate(figures) if at not in left_out]
    for at, difference in again.items():
        one = figures[at % len(figures)]
        source = replace(one.source, document="again", publisher="zakon.kz", span=(at, at + 1))
        stated.append(replace(one, value=max(0, one.value + difference), source=source))
    assert told(checked(stated)) == told(check(stated))


def table(new: list[tuple[int, int]], step: int) -> list[Figure]:
    """Two regions and their country, new cases and totals, a document a day; every other day if the step is two."""
    totals: Counter[str] = Counter()
    figures = []
    for n, (one, other) in enumerate(new):
        day = ON + timedelta(n * step)
        for place, (area, value) in enumerate({"KZ-75": one, "KZ-79": other, "KZ": one + other}.items()):
            totals[area] += value
            for row, (what, stated) in enumerate({"new 1d": value, "total onset": totals[area]}.items()):
                at = 2 * place + row
                figures.append(say(f"{area} case {what}", stated, day=day, document=f"day {n}", span=(at, at + 1)))
    return figures


@given(steps=some.lists(STEPS, min_size=9, max_size=40), kind=some.sampled_from(["total onset", "new 1d", "new 7d"]))
@settings(max_examples=60, deadline=None)
def test_columns_see_the_same_falls_and_jumps(steps: list[int], kind: str) -> None:
    figures = []
    total = 1000
    for n, step in enumerate(steps):
        total += step if step != 5 else -300
        day = ON + timedelta(n * (7 if kind == "new 7d" else 1))
        value = total if kind == "total onset" else step
        figures.append(say(f"KZ case {kind}", value, day=day, document=f"day {n}"))
        if step == 1000:
            figures.append(
                say(f"KZ case {kind}", value + 40, day=day, document=f"again {n}", issued=day + timedelta(1))
            )
    assert told(checked(figures)) == told(check(figures))


@pytest.mark.parametrize("folder", ["bulletins", "series"])
def test_columns_find_the_same_in_the_example_of_kazakhstan(folder: str) -> None:
    about = Document(" ", area="KZ")
    figures = [
        figure for document in sources.documents(str(EXAMPLE / folder), about) for figure in read(document).figures
    ]
    found = checked(figures)
    assert found.problems
    assert told(found) == told(check(figures))
