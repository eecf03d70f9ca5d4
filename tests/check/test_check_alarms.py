"""How often a check is wrong on figures as they were published; `make bench` has the large series."""

from collections.abc import Iterable
from datetime import date

import pytest
from benchmarks.alarms import area_days, as_known, changed, concerned, shipped

from esep.check import check
from esep.figure import Figure
from esep.problem import Problem
from esep.terms import Severity


@pytest.fixture(scope="module")
def looks() -> list[Figure]:
    return shipped()


def shares(problems: Iterable[Problem], said: list[Figure]) -> list[float]:
    """The area-days of what fails and of what warns, of those that no later look changed."""
    left = area_days(said) - changed(said)
    every = list(problems)
    return [
        len(concerned(one for one in every if one.severity == severity) & left) / len(left)
        for severity in (Severity.FAILS, Severity.WARNS)
    ]


def test_published_figures_are_hardly_accused(looks: list[Figure]) -> None:
    fails, warns = shares(check(looks).problems, looks)
    assert fails == 0
    assert warns <= 0.03


def test_nor_are_they_on_the_day_when_nothing_follows_yet(looks: list[Figure]) -> None:
    fails, warns = shares(as_known(looks, every=7), looks)
    assert fails == 0
    assert warns <= 0.03


def test_the_day_when_people_without_symptoms_were_added_is_told(looks: list[Figure]) -> None:
    jumps = {f.claim.area for p in check(looks).problems if p.code == "jump" for f in p.figures if _is_1_july(f)}
    assert len(jumps) == 17


def _is_1_july(figure: Figure) -> bool:
    return figure.claim.end == date(2020, 7, 1)


def test_only_another_day_or_a_lower_value_changes_a_day(looks: list[Figure]) -> None:
    """The site's counts grow from look to look, which changes nothing."""
    assert 0 < len(changed(looks)) < 0.01 * len(area_days(looks))
