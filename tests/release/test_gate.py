"""What holds a release, and what does not."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from esep.figure import Figure
from esep.problem import Problem
from esep.release import held
from esep.released import Release, Said
from esep.terms import Severity
from stating import ON, say

CASES, DEATHS = say("KZ case new 1d", 65), say("KZ death new 1d", 3)
TOMORROW = say("KZ case new 1d", 70, day=date(2020, 9, 18))


def released(*figures: Figure) -> Release:
    said = tuple(Said(figure.claim, figure.value, figure.id, "d1") for figure in figures)
    now = datetime(2020, 9, 17, 12, tzinfo=UTC)
    return Release("national", ON, "daily", "KZ", 1, {"en": ""}, said, (), "A. Kim", now)


def fails(*figures: Figure, severity: Severity = Severity.FAILS) -> Problem:
    return Problem("two-values", severity, figures)


def holds(problem: Problem, before: Release | None = None, signed_off: str = "") -> bool:
    return bool(held(released(CASES, DEATHS), before, [problem], {signed_off}))


def test_what_fails_and_concerns_it_holds_it() -> None:
    other = say("KZ case new 1d", 66, document="d2")
    assert holds(fails(CASES, other)) and holds(fails(other, say("KZ case new 1d", 67, document="d3")))
    assert not holds(fails(say("KZ recovery new 1d", 1)))
    assert not holds(fails(CASES, severity=Severity.WARNS)) and not holds(fails(CASES, severity=Severity.NOTE))


def test_a_problem_of_a_later_day_holds_that_day() -> None:
    assert not holds(fails(CASES, TOMORROW))
    assert holds(fails(CASES, say("KZ case new 1d", 60, day=date(2020, 9, 16))))


def test_a_correction_waits_only_for_what_it_changes() -> None:
    before = released(replace(CASES, value=64), DEATHS)
    assert holds(fails(CASES), before)
    assert not holds(fails(DEATHS), before)


@pytest.mark.parametrize(
    "other",
    [
        fails(CASES, replace(DEATHS, value=4)),
        fails(CASES),
        fails(CASES, DEATHS, TOMORROW),
        replace(fails(CASES, DEATHS), code="growth"),
        replace(fails(CASES, DEATHS), identity="settings"),
    ],
)
def test_signed_off_is_one_problem_and_no_other(other: Problem) -> None:
    problem = fails(CASES, DEATHS)
    assert not holds(problem, signed_off=problem.id)
    assert not holds(fails(DEATHS, CASES), signed_off=problem.id)
    assert other.id != problem.id
