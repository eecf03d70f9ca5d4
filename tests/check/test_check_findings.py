"""What is found and what must not be accused: a test of each for every check."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from esep import area
from esep.check import check
from esep.figure import Figure
from esep.problem import Problem
from esep.terms import Status
from labelled import BULLETINS, figures
from stating import ON, say

BEFORE, AFTER = ON - timedelta(1), ON + timedelta(1)
REGIONS = [part.code for part in area.parts("KZ", ON)]


def found(*said: Figure) -> list[tuple[str, str, str | None]]:
    """(code, severity, identity or kind of the first explanation) of every problem."""
    return [
        (p.code, str(p.severity), p.identity or (p.explanations[0].kind if p.explanations else None))
        for p in check(said).problems
    ]


# Sums inside a document -------------------------------------------------------------------------------------------


def regions(*values: int) -> list[Figure]:
    return [say(f"{code} case new 1d", value) for code, value in zip(REGIONS, values, strict=False)]


def test_parts_that_do_not_add_up() -> None:
    [problem] = check([say("KZ case new 1d", 20), *regions(*[1] * 17)]).problems
    assert (problem.code, problem.severity, problem.identity) == ("parts-differ", "fails", "areas")
    assert (problem.parameters["sum"], problem.parameters["difference"]) == (17, 3)
    assert [figure.value for figure in problem.figures] == [20, *[1] * 17]


def test_parts_that_add_up() -> None:
    assert found(say("KZ case new 1d", 17), *regions(*[1] * 17)) == []


def test_regions_left_out_may_hold_the_rest() -> None:
    findings = check([say("KZ case new 1d", 20), *regions(5, 6)])
    assert findings.problems == ()
    assert findings.unsaid == {"areas": 1}


def test_regions_left_out_cannot_hold_less_than_nothing() -> None:
    assert found(say("KZ case new 1d", 10), *regions(5, 6)) == [("parts-differ", "fails", "areas")]


def test_parts_of_another_document_are_not_added() -> None:
    others = [say(f"{code} case new 1d", 1, document="d2") for code in REGIONS]
    assert found(say("KZ case new 1d", 20), *others) == []


def test_parts_of_another_day_are_not_added() -> None:
    assert found(say("KZ case new 1d", 10, day=BEFORE), *regions(5, 6)) == []


def test_hospital_and_home() -> None:
    everyone = say("KZ patient current now", 4409)
    hospital = say("KZ patient current now confirmed hospital", 2362)
    assert found(everyone, hospital, say("KZ patient current now confirmed home", 2074)) == [
        ("parts-differ", "fails", "settings")
    ]
    assert found(everyone, hospital, say("KZ patient current now confirmed home", 2047)) == []


def test_confirmed_and_probable() -> None:
    every, confirmed = say("KZ death new 1d all", 6), say("KZ death new 1d", 4)
    assert found(every, confirmed, say("KZ death new 1d probable", 3)) == [("parts-differ", "fails", "definitions")]
    assert found(every, confirmed, say("KZ death new 1d probable", 2)) == []


def test_symptoms() -> None:
    said = [say("KZ case new 1d", 10), say("KZ case new 1d confirmed symptomatic", 4)]
    assert found(*said, say("KZ case new 1d confirmed asymptomatic", 5)) == [("parts-differ", "fails", "symptoms")]
    assert found(*said, say("KZ case new 1d confirmed asymptomatic", 6)) == []


def test_a_part_larger_than_its_whole() -> None:
    everyone = say("KZ patient current now", 20)
    assert found(everyone, say("KZ patient current now confirmed severe", 21)) == [("part-exceeds", "fails", "groups")]
    assert found(everyone, say("KZ patient current now confirmed severe", 20)) == []


def test_ventilated_need_not_be_critical() -> None:
    said = [say("KZ patient current now", 4409), say("KZ patient current now confirmed critical", 20)]
    assert found(*said, say("KZ patient current now confirmed ventilated", 22)) == []


def test_more_outcomes_than_cases() -> None:
    cases = say("KZ case total onset", 1169)
    assert found(cases, say("KZ recovery total onset", 3329)) == [("part-exceeds", "fails", "outcomes")]
    assert found(cases, say("KZ recovery total onset", 1169)) == []
    assert found(say("KZ case new 1d", 5), say("KZ recovery new 1d", 9)) == []


def test_more_second_doses_than_first() -> None:
    first = say("KZ dose1 total onset -", 100)
    assert found(first, say("KZ dose2 total onset -", 101)) == [("part-exceeds", "fails", "doses")]
    assert found(first, say("KZ dose2 total onset -", 99)) == []


# From day to day --------------------------------------------------------------------------------------------------


def test_growth() -> None:
    before, new = say("KZ case total onset", 100, day=BEFORE, document="d0"), say("KZ case new 1d", 10)
    assert found(before, new, say("KZ case total onset", 120)) == [("growth", "fails", "growth")]
    assert found(before, new, say("KZ case total onset", 110)) == []


def test_growth_without_the_day_before_says_nothing() -> None:
    earlier = say("KZ case total onset", 100, day=ON - timedelta(2), document="d0")
    findings = check([earlier, say("KZ case new 1d", 10), say("KZ case total onset", 120)])
    assert (findings.problems, findings.held) == ((), {"fall": 1})


def test_growth_at_the_cadence_of_the_series() -> None:
    week_ago = say("KZ death total onset", 1634, day=ON - timedelta(7), document="d0")
    assert found(week_ago, say("KZ death new 7d", 37), say("KZ death total onset", 1672)) == [
        ("growth", "fails", "growth")
    ]
    assert found(week_ago, say("KZ death new 7d", 37), say("KZ death total onset", 1671)) == []


def test_growth_between_publishers_is_a_warning() -> None:
    before = say("KZ case total onset", 100, day=BEFORE, document="d0", publisher="kt.kz")
    assert found(before, say("KZ case new 1d", 10), say("KZ case total onset", 120)) == [("growth", "warns", "growth")]


def test_growth_holds_if_one_of_the_values_said_makes_it_hold() -> None:
    before = [say("KZ case total onset", value, day=BEFORE, document=f"d{value}") for value in (100, 110)]
    codes = [code for code, *_ in found(*before, say("KZ case new 1d", 10), say("KZ case total onset", 120))]
    assert codes == ["two-values"]


def test_fall() -> None:
    before = say("KZ recovery total onset", 35137, day=BEFORE, document="d0")
    assert found(before, say("KZ recovery total onset", 31815)) == [("fell", "fails", "fall")]
    assert found(before, say("KZ recovery total onset", 35137)) == []


def test_patients_may_become_fewer() -> None:
    assert found(say("KZ patient current now", 100, day=BEFORE, document="d0"), say("KZ patient current now", 90)) == []


# Two values -------------------------------------------------------------------------------------------------------


def test_two_values_without_a_reason() -> None:
    said = [say("KZ death total onset", 1671), say("KZ death total onset", 1634, document="d2", publisher="kt.kz")]
    assert found(*said) == [("two-values", "fails", None)]


def test_a_second_witness_is_no_contradiction() -> None:
    assert found(say("KZ death total onset", 1671), say("KZ death total onset", 1671, document="d2")) == []


def test_other_areas_groups_tracks_and_days_are_other_claims() -> None:
    said = [
        say("KZ death total onset", 5),
        say("KZ-75 death total onset", 1),
        say("KZ death total onset probable", 2),
        say("KZ death total onset confirmed children", 3),
        say("KZ death total since:2020-08-01", 4),
        say("KZ death total onset", 6, day=AFTER),
    ]
    assert found(*said) == []


def test_stale_by_what_was_new() -> None:
    said = [say("KZ death total onset", 1671), say("KZ death total onset", 1634), say("KZ death new 7d", 37)]
    [problem] = check(said).problems
    assert (problem.severity, problem.explanations[0].kind) == ("warns", "stale")
    assert list(problem.explanations[0].values.values()) == [1671]
    assert [f.value for f in problem.explanations[0].evidence] == [37]


def test_stale_by_an_earlier_day() -> None:
    old = say("KZ death total onset", 1634, day=BEFORE, document="d0", publisher="kt.kz")
    said = [say("KZ death total onset", 1671), say("KZ death total onset", 1634, document="d2", publisher="kt.kz")]
    assert ("two-values", "warns", "stale") in found(old, *said)
    assert ("two-values", "fails", None) in found(*said)


def test_a_higher_total_is_never_stale() -> None:
    said = [say("KZ case new 1d", 65), say("KZ case new 1d", 28, document="d2", publisher="kt.kz")]
    assert found(*said, say("KZ case new 7d", 37)) == [("two-values", "fails", None)]


def test_revision_by_the_same_publisher() -> None:
    first = say("KZ case total onset", 3079, issued=ON)
    then = say("KZ case total onset", 3078, issued=AFTER, document="d2")
    [problem] = check([first, then]).problems
    assert (problem.severity, problem.explanations[0].kind) == ("warns", "revision")
    assert [f.value for f in problem.figures] == [3078, 3079]
    assert [f.value for f in problem.explanations[0].figures] == [3079]


def test_another_publisher_does_not_revise() -> None:
    first = say("KZ case total onset", 3079, issued=ON)
    then = say("KZ case total onset", 3078, issued=AFTER, document="d2", publisher="kt.kz")
    assert found(first, then) == [("two-values", "fails", None)]


def test_a_count_that_grew_within_the_day() -> None:
    morning = say("KZ case total onset", 100, issued=datetime(2020, 9, 17, 4, tzinfo=UTC))
    evening = say("KZ case total onset", 105, issued=datetime(2020, 9, 17, 12, tzinfo=UTC), document="d2")
    assert found(morning, evening) == [("two-values", "note", "hour")]


def test_a_count_that_shrank_within_the_day_was_revised() -> None:
    morning = say("KZ case total onset", 105, issued=datetime(2020, 9, 17, 4, tzinfo=UTC))
    evening = say("KZ case total onset", 100, issued=datetime(2020, 9, 17, 12, tzinfo=UTC), document="d2")
    assert found(morning, evening) == [("two-values", "warns", "revision")]


def test_a_signed_correction() -> None:
    old = say("KZ case new 1d", 75, issued=AFTER)
    signed = say("KZ case new 1d", 65, document="c1", publisher="A. Kim", rule="correction")
    [problem] = check([old, signed]).problems
    assert (problem.severity, problem.explanations[0].kind) == ("warns", "correction")
    assert problem.figures[0].value == 65


def test_three_values_of_which_one_is_unexplained() -> None:
    said = [
        say("KZ death total onset", 1671),
        say("KZ death total onset", 1634),
        say("KZ death total onset", 1700, document="d2", publisher="kt.kz"),
        say("KZ death new 7d", 37),
    ]
    [problem] = check(said).problems
    assert problem.severity == "fails"
    assert {f.value for f in problem.figures} == {1634, 1671, 1700}


# What is compared with what ---------------------------------------------------------------------------------------


def test_undated_documents_are_compared_only_inside_themselves() -> None:
    first = say("KZ case new 1d", 20, day=None)
    assert found(first, say("KZ case new 1d", 21, day=None, document="d2")) == []
    assert found(first, say("KZ case new 1d", 21)) == []
    assert found(first, say("KZ case new 1d", 21, day=None)) == [("two-values", "fails", None)]


def test_sums_of_an_undated_document() -> None:
    parts = [say(f"{code} case new 1d", 6, day=None) for code in REGIONS[:4]]
    assert found(say("KZ case new 1d", 20, day=None), *parts) == [("parts-differ", "fails", "areas")]
    others = [say(f"{code} case new 1d", 6, day=None, document="d2") for code in REGIONS[:4]]
    assert found(say("KZ case new 1d", 20, day=None), *others) == []


def test_doubtful_readings_accuse_nobody() -> None:
    doubtful = say("KZ case new 1d", 21, status=Status.DOUBTFUL)
    assert found(say("KZ case new 1d", 20), doubtful) == []


def test_three_outcomes_are_counted() -> None:
    said = [
        say("KZ case new 1d", 20),
        *regions(5, 6),  # cannot say
        say("KZ death total onset", 10),
        say("KZ death total onset", 9, day=BEFORE, document="d0"),  # holds
        say("KZ patient current now", 9),
        say("KZ patient current now confirmed children", 10),  # fails
    ]
    findings = check(said)
    assert (findings.held, findings.failed, findings.unsaid) == ({"fall": 1}, {"groups": 1}, {"areas": 1})


def test_contradictions_count_as_failures_under_their_code() -> None:
    said = [say("KZ case new 1d", 1), say("KZ case new 1d", 2, publisher="kt.kz", document="d2")]
    assert check(said).failed == {"two-values": 1}


def test_nothing_gives_nothing() -> None:
    findings = check([])
    assert (findings.problems, findings.held, findings.failed, findings.unsaid) == ((), {}, {}, {})


# Order ------------------------------------------------------------------------------------------------------------


def keys(problems: tuple[Problem, ...]) -> set[tuple[object, ...]]:
    return {
        (
            p.code,
            p.severity,
            p.identity,
            p.document,
            frozenset(f.id for f in p.figures),
            tuple(e.kind for e in p.explanations),
        )
        for p in problems
    }


def test_the_gravest_come_first() -> None:
    order = [problem.severity for problem in check(figures(BULLETINS)).problems]
    assert order == sorted(order, key=["fails", "warns", "note"].index)
    assert len(set(order)) > 1


@pytest.mark.parametrize("seed", range(5))
def test_order_of_the_example_does_not_matter(seed: int) -> None:
    mixed = list(figures(BULLETINS))
    random.Random(seed).shuffle(mixed)
    assert keys(check(mixed).problems) == keys(check(figures(BULLETINS)).problems)


SAID = st.builds(
    lambda what, value, days, document, publisher, place: say(
        what, value, day=ON + timedelta(days), document=document + publisher, publisher=publisher, quote=str(place)
    ),
    st.sampled_from(
        [
            "KZ case new 1d",
            "KZ-75 case new 1d",
            "KZ-79 case new 1d",
            "KZ case total onset",
            "KZ case new 7d",
            "KZ patient current now",
            "KZ patient current now confirmed home",
            "KZ patient current now confirmed hospital",
        ]
    ),
    st.integers(0, 6),
    st.integers(0, 2),
    st.sampled_from("ab"),
    st.sampled_from(["kt.kz", "inform.kz"]),
    st.integers(0, 3),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(SAID, max_size=14, unique_by=lambda figure: figure.id), st.randoms(use_true_random=False))
def test_order_of_any_figures_does_not_matter(said: list[Figure], chance: random.Random) -> None:
    mixed = said[:]
    chance.shuffle(mixed)
    first, then = check(said), check(mixed)
    assert {key[0:5] for key in keys(first.problems)} == {key[0:5] for key in keys(then.problems)}
    assert (first.held, first.unsaid, first.failed) == (then.held, then.unsaid, then.failed)


@settings(max_examples=60, deadline=None)
@given(st.lists(SAID, max_size=14))
def test_what_is_found_is_among_what_was_said(said: list[Figure]) -> None:
    ids = {figure.id for figure in said}
    for problem in check(said).problems:
        assert problem.figures
        assert {figure.id for figure in problem.figures} <= ids
        assert all({f.id for f in e.figures} <= ids and {f.id for f in e.evidence} <= ids for e in problem.explanations)


def test_a_day_is_the_local_one() -> None:
    """Two posts of one evening in Almaty are of one day there, though of two in UTC."""
    posts = [
        say("KZ case total onset", value, issued=datetime(2020, 9, day, hour, tzinfo=UTC), document=f"d{day}")
        for value, day, hour in ((100, 16, 19), (105, 17, 5))
    ]
    assert found(*posts) == [("two-values", "note", "hour")]
    assert date(2020, 9, 17) == ON
