"""A series and its own history: what a fall means by what follows it, and counts that no neighbour is like."""

from datetime import UTC, datetime, timedelta

import pytest

from esep import area
from esep.check import check
from esep.figure import Figure
from esep.problem import Explanation, Problem
from esep.write.problems import problem_text
from stating import ON, say

STEADY = [1000, 1020, 1041, 1060, 1079, 1100, 1122, 1140, 1161, 1180, 1199, 1220, 1241, 1260, 1279, 1300, 1322]


def series(
    values: list[int], what: str = "KZ case total onset", days: int = 1, publisher: str = "kt.kz"
) -> list[Figure]:
    """One value a day, each of a document of its own."""
    return [
        say(what, value, day=ON + timedelta(n * days), document=f"d{n}", publisher=publisher)
        for n, value in enumerate(values)
    ]


def told(values: list[int], what: str = "KZ case total onset", days: int = 1) -> list[tuple[str, str, list[int]]]:
    """(code, severity, values that the first explanation names) of every problem, slips aside."""
    return [
        (p.code, str(p.severity), [f.value for e in reasons(p)[:1] for f in e.figures])
        for p in check(series(values, what, days)).problems
    ]


def reasons(problem: Problem) -> list[Explanation]:
    """What the history tells of a problem: its explanations but for slips."""
    return [one for one in problem.explanations if not one.cost]


def with_value(place: int, *values: int) -> list[int]:
    return [*STEADY[:place], *values, *STEADY[place + len(values) :]]


def test_a_steady_series_is_left_alone() -> None:
    assert told(STEADY) == []


# Falls ------------------------------------------------------------------------------------------------------------


def test_a_total_that_stands_out_and_comes_back_is_wrong() -> None:
    assert told(with_value(8, 6110)) == [("fell", "fails", [6110])]


def test_a_total_that_sinks_and_comes_back_is_wrong() -> None:
    assert told(with_value(8, 611)) == [("fell", "fails", [611])]


def test_the_spike_of_23_july_2021() -> None:
    """Cases of Kazakhstan from 15 July to 1 August 2021, as JHU CSSE published them and never put right."""
    before = [536_089, 541_747, 547_386, 547_510, 547_510, 563_173, 568_915, 575_267]
    after = [582_013, 595_577, 602_397, 609_646, 617_387, 625_165, 633_469, 633_469, 649_207]
    [problem] = check(series([*before, 641_388, *after])).problems
    assert (problem.code, str(problem.severity)) == ("fell", "fails")
    assert [figure.value for figure in problem.explanations[0].figures] == [641_388]


def test_two_days_may_be_out_of_line() -> None:
    assert told(with_value(8, 1711, 1730)) == [("fell", "fails", [1711, 1730])]


def test_a_total_that_goes_on_from_a_lower_level_was_taken_back() -> None:
    lower = [value - 50 for value in STEADY[8:]]
    assert told([*STEADY[:8], *lower]) == [("fell", "warns", [1140])]


def test_one_case_withdrawn_accuses_nobody() -> None:
    assert told([70, 72, 74, 75, 77, 78, 79, 78, 78, 80, 82, 83, 85, 86, 88]) == [("fell", "warns", [79])]


def test_a_fall_that_nothing_follows_is_not_explained() -> None:
    assert told([*STEADY, 1310]) == [("fell", "fails", [])]


def test_a_total_that_loses_more_than_half_is_not_explained() -> None:
    assert told([*STEADY[:10], 0, 0, 0, 0]) == [("fell", "fails", [])]


def test_nobody_is_named_where_too_little_is_known() -> None:
    assert told([100, 90, 104]) == [("fell", "fails", [])]


def test_both_ways_to_put_it_right_are_told_where_both_fit() -> None:
    values = [1000] * 8 + [1281, 1000, 1800, 1800, 1800, 1800, 1800, 1800]
    [problem] = check(series(values)).problems
    assert [[f.value for f in e.figures] for e in reasons(problem)] == [[1281], [1000]]


def test_the_text_tells_the_way_that_names_the_likeliest_figure() -> None:
    """Deaths of Kazakhstan from 20 August 2021, as JHU CSSE published them: counted by the week."""
    values = [*[11_725] * 3, *[12_655] * 7, 12_936, 12_655, *[13_732] * 5, 14_423]
    [problem] = check(series(values, "KZ death total onset")).problems
    assert len(reasons(problem)) == 2
    likeliest = problem.explanations[0].figures[0].value
    assert f"so {likeliest:,} (" in problem_text(problem, "en").replace("\u00a0", " ")


def test_a_restless_series_is_judged_by_its_own_restlessness() -> None:
    wobble = [5000 + 90 * (n % 2) + n for n in range(20)]
    assert {severity for _, severity, _ in told(wobble)} == {"warns"}


def test_totals_of_two_publishers_are_compared_with_caution() -> None:
    said = [*series([100, 110]), say("KZ case total onset", 90, day=ON + timedelta(2), document="x", publisher="b")]
    assert [(p.code, str(p.severity)) for p in check(said).problems] == [("fell", "warns")]


# Jumps ------------------------------------------------------------------------------------------------------------

NEW = [410, 402, 411, 420, 432, 427, 431, 425, 430, 428, 421, 410, 408, 417, 402]


@pytest.mark.parametrize(("value", "found"), [(4390, True), (4250, False), (40, True), (100, False), (0, True)])
def test_a_count_unlike_all_around_it(value: int, found: bool) -> None:
    assert told([*NEW[:7], value, *NEW[8:]], "KZ case new 1d") == ([("jump", "warns", [])] if found else [])


def test_a_total_that_stands_still_for_a_day() -> None:
    hundreds = [10_000 + 100 * n for n in range(17)]
    [problem] = check(series([*hundreds[:9], hundreds[8], *hundreds[10:]])).problems
    assert (problem.code, problem.parameters["count"], problem.figures[0].value) == ("jump", 0, 10_800)


def test_the_last_day_is_compared_with_those_before() -> None:
    assert told([*NEW, 5000], "KZ case new 1d") == [("jump", "warns", [])]
    assert told([*NEW, 5000, 430], "KZ case new 1d") == []


def test_a_weekly_series_is_judged_by_its_weeks() -> None:
    assert told([*NEW[:7], 4390, *NEW[8:]], "KZ case new 7d", days=7) == [("jump", "warns", [])]


def test_weekly_deaths_repeated_daily_are_stale_and_not_wrong() -> None:
    weekly = [8000 + 700 * (n // 7) for n in range(60)]
    assert told(weekly, "KZ death total onset") == []


def test_closed_at_the_weekend() -> None:
    week = [900, 850, 880, 910, 870, 0, 0]
    assert told(week * 4, "KZ case new 1d") == []


def test_what_starts_from_nothing_is_no_jump() -> None:
    assert told([0] * 10 + [5000] + [0] * 10, "KZ case new 1d") == []


def test_days_left_out_say_nothing() -> None:
    said = series([*NEW[:7], 4390, *NEW[8:]], "KZ case new 1d")
    assert check([*said[:5], *said[6:]]).problems == ()


def test_few_people_are_no_jump() -> None:
    assert told([1, 2, 1, 1, 3, 2, 1, 60, 1, 2, 2, 1, 1, 3, 2], "KZ case new 1d") == []


# Counted by the minute --------------------------------------------------------------------------------------------


def by_the_minute(national: int, publisher: str) -> list[tuple[str, str]]:
    at = datetime(2020, 7, 16, 6, tzinfo=UTC)
    regions = [
        say(f"{part.code} case total onset", 1000, publisher=publisher, issued=at) for part in area.parts("KZ", ON)
    ]
    whole = say("KZ case total onset", national, publisher=publisher, issued=at)
    found = check([whole, *regions]).problems
    return [(str(p.severity), "".join(e.kind for e in reasons(p))) for p in found]


def test_regions_that_run_ahead_by_the_minute() -> None:
    assert by_the_minute(16_950, "coronavirus2020.kz") == [("warns", "hour")]
    assert by_the_minute(16_950, "inform.kz") == [("fails", "")]


def test_regions_do_not_run_ahead_by_a_tenth_nor_behind() -> None:
    assert by_the_minute(15_000, "coronavirus2020.kz") == [("fails", "")]
    assert by_the_minute(17_050, "coronavirus2020.kz") == [("fails", "")]
