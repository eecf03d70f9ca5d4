"""One figure stands for each claim, by the rules, in their order."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esep.figure import Claim, Figure, Source
from esep.period import DAY
from esep.problem import Explanation, Problem
from esep.settle import settle
from esep.terms import Severity, Status

ON = date(2020, 9, 17)
CLAIM = Claim("COVID-19", "KZ", "death", "total", "confirmed", "-", None, ON)


def figure(value: int, *, claim: Claim = CLAIM, status: Status = Status.STATED, **source: Any) -> Figure:
    return Figure(claim, value, DAY, Source(**{"document": "d", "issued": ON, **source}), status)


def explained(kind: str, *of: Figure, against: Figure) -> Problem:
    return Problem("two-values", Severity.WARNS, (against, *of), explanations=(Explanation(kind, of),))


def official(figure: Figure) -> bool:
    return figure.source.publisher == "ministry"


def test_latest_issued_stands_and_the_rest_are_kept() -> None:
    early, late = figure(1, document="a"), figure(2, document="b", issued=date(2020, 9, 18))
    settled = settle([early, late])[CLAIM]
    assert (settled.figure, settled.rule, settled.others, settled.disputed) == (late, "latest", (early,), True)


def test_bare_date_counts_as_the_end_of_the_local_day() -> None:
    evening = figure(1, issued=datetime(2020, 9, 17, 12, tzinfo=UTC), document="a")
    dated = figure(2, issued=ON, document="b")
    night = figure(3, issued=datetime(2020, 9, 17, 20, tzinfo=UTC), document="c")
    assert settle([evening, dated])[CLAIM].figure is dated
    assert settle([night, dated])[CLAIM].figure is night


def test_official_before_latest() -> None:
    ministry, agency = figure(1, publisher="ministry"), figure(2, publisher="agency", issued=date(2020, 9, 20))
    assert settle([agency, ministry])[CLAIM].rule == "latest"
    settled = settle([agency, ministry], official=official)[CLAIM]
    assert (settled.figure, settled.rule) == (ministry, "official")


def test_correction_before_official() -> None:
    ministry = figure(1, publisher="ministry", issued=date(2020, 9, 20))
    signed, again = figure(2, rule="correction", document="e"), figure(3, rule="correction", issued=date(2020, 9, 18))
    settled = settle([ministry, signed, again], official=official)[CLAIM]
    assert (settled.figure, settled.rule) == (again, "correction")


def test_ties_go_to_the_proved_then_to_the_first_document() -> None:
    first, proved, second = (
        figure(1, document="a"),
        figure(2, document="z", status=Status.PROVED),
        figure(3, document="b"),
    )
    assert settle([second, proved, first])[CLAIM].figure is proved
    assert settle([second, first])[CLAIM].figure is first
    assert settle([figure(3, issued=None), first])[CLAIM].figure is first


def test_second_witness_is_no_dispute() -> None:
    settled = settle([figure(1, document="a"), figure(1, document="b")])[CLAIM]
    assert len(settled.others) == 1
    assert not settled.disputed


@pytest.mark.parametrize("kind", ["stale", "revision", "correction"])
def test_superseded_figure_stands_back(kind: str) -> None:
    good = figure(1671, document="a", issued=date(2020, 9, 13))
    old = figure(1634, document="b", publisher="ministry")
    problem = explained(kind, old, against=good)
    settled = settle([old, good], [problem], official=official)[CLAIM]
    assert (settled.figure, settled.problems, settled.disputed) == (good, (problem,), True)


def test_other_explanations_do_not_unseat() -> None:
    late, early = figure(2, issued=date(2020, 9, 18)), figure(1)
    assert settle([late, early], [explained("slip", late, against=early)])[CLAIM].figure is late


def test_superseded_figure_stands_where_it_is_alone() -> None:
    old = figure(1634)
    assert settle([old], [explained("stale", old, against=figure(1671))])[CLAIM].figure is old


def test_undated_and_doubtful_are_never_settled() -> None:
    undated, doubtful = figure(1, claim=CLAIM._replace(end=None)), figure(2, status=Status.DOUBTFUL)
    assert settle([undated, doubtful]) == {}
    sure = figure(3, document="z", issued=date(2020, 1, 1))
    settled = settle([doubtful, sure])[CLAIM]
    assert (settled.figure, settled.others) == (sure, ())


def test_nothing_gives_nothing() -> None:
    assert settle([]) == {}


ISSUED = st.sampled_from([None, ON, date(2020, 9, 18), datetime(2020, 9, 17, 3, tzinfo=UTC)])
FIGURES = st.lists(
    st.builds(
        lambda value, area, end, status, document, issued, publisher, rule, place: figure(
            value,
            claim=CLAIM._replace(area=area, end=end),
            status=status,
            document=document,
            issued=issued,
            publisher=publisher,
            rule=rule,
            span=(place, place + 1),
        ),
        st.integers(0, 5),
        st.sampled_from(["KZ", "KZ-75"]),
        st.sampled_from([None, ON]),
        st.sampled_from(Status),
        st.sampled_from("abc"),
        ISSUED,
        st.sampled_from(["ministry", "agency", None]),
        st.sampled_from(["", "correction"]),
        st.integers(0, 1000),
    ),
    max_size=12,
    unique_by=lambda f: f.id,
)


@st.composite
def records(draw: st.DrawFn) -> tuple[list[Figure], list[Problem]]:
    figures = draw(FIGURES)
    problems = (
        [
            explained(draw(st.sampled_from(["stale", "revision", "correction", "slip"])), one, against=other)
            for one, other in draw(st.lists(st.tuples(st.sampled_from(figures), st.sampled_from(figures)), max_size=4))
        ]
        if figures
        else []
    )
    return figures, problems


@given(records())
def test_winner_is_one_of_the_input_and_nothing_is_lost(record: tuple[list[Figure], list[Problem]]) -> None:
    figures, problems = record
    given_ids = {f.id for f in figures}
    for claim, settlement in settle(figures, problems, official=official).items():
        ids = [f.id for f in (settlement.figure, *settlement.others)]
        assert set(ids) <= given_ids
        assert sorted(ids) == sorted(
            f.id for f in figures if f.claim == claim and claim.end and f.status != Status.DOUBTFUL
        )
        assert settlement.figure.claim == claim


@given(records(), st.randoms(use_true_random=False))
def test_order_of_the_input_does_not_matter(record: tuple[list[Figure], list[Problem]], chance: Any) -> None:
    figures, problems = record
    shuffled, mixed = figures[:], problems[:]
    chance.shuffle(shuffled)
    chance.shuffle(mixed)

    def result(figures: list[Figure], problems: list[Problem]) -> list[Any]:
        return [
            (c, s.figure.id, s.rule, [f.id for f in s.others], [p.to_json({}) for p in s.problems])
            for c, s in settle(figures, problems, official=official).items()
        ]

    assert result(figures, problems) == result(shuffled, mixed)


@given(records())
def test_superseded_never_wins_while_another_stands(record: tuple[list[Figure], list[Problem]]) -> None:
    figures, problems = record
    gone = {f.id for p in problems for e in p.explanations if e.kind != "slip" for f in e.figures}
    for settlement in settle(figures, problems, official=official).values():
        if settlement.figure.id in gone:
            assert all(other.id in gone for other in settlement.others)


def test_settled_figure_is_the_very_statement() -> None:
    stated = replace(figure(5), given_id="mine")
    assert settle([stated])[CLAIM].figure is stated
