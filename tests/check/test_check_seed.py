"""The seed's situation: a bulletin quotes last week's total of deaths beside this week's."""

from datetime import date

from esep.check import Findings, check
from esep.figure import Claim, Figure
from esep.publisher import is_official
from esep.settle import settle
from esep.write import problem_text
from labelled import BULLETINS, figures, readings

DEATHS = Claim("COVID-19", "KZ", "death", "total", "confirmed", "-", None, date(2020, 9, 17))


def of_deaths(findings: Findings) -> list[tuple[int, ...]]:
    return [tuple(sorted(f.value for f in p.figures)) for p in findings.problems if p.figures[0].claim == DEATHS]


def test_both_totals_the_week_and_the_reason_are_named() -> None:
    [problem] = check(readings(BULLETINS)["022"].figures).problems
    assert (problem.code, problem.severity, problem.parameters["difference"]) == ("two-values", "warns", 37)
    assert [figure.value for figure in problem.figures] == [1671, 1634]
    [reason] = problem.explanations
    assert reason.kind == "stale"
    assert [figure.value for figure in reason.figures] == [1634]
    [week] = reason.evidence
    assert (week.value, week.claim.start, week.claim.end) == (37, date(2020, 9, 7), date(2020, 9, 13))
    assert week.claim.area == "KZ"
    assert problem.document == readings(BULLETINS)["022"].document.id
    text = problem_text(problem, "en")
    assert "They differ by 37" in text
    assert "1,634 is the total before that period, still quoted. 1,671 stands." in text


def test_it_is_a_warning_and_nothing_fails() -> None:
    found = check(readings(BULLETINS)["022"].figures)
    assert not found.failed
    assert found.held == {"areas": 2, "settings": 1, "groups": 6, "outcomes": 4}


def test_the_stale_total_is_never_settled() -> None:
    said = readings(BULLETINS)["022"].figures
    settled = settle(said, check(said).problems, official=is_official)[DEATHS]
    assert settled.figure.value == 1671
    assert [other.value for other in settled.others] == [1634]


def test_not_even_where_a_later_document_repeats_it() -> None:
    from dataclasses import replace

    said = list(readings(BULLETINS)["022"].figures)
    [old] = [figure for figure in said if figure.value == 1634]
    for publisher in ("Kazakhstan Today", "Ministry of Health of Kazakhstan"):
        later = replace(
            old, source=replace(old.source, document="later", publisher=publisher, issued=date(2020, 9, 19))
        )
        for order in ([*said, later], [later, *said]):
            found = check(order)
            assert of_deaths(found) == [(1634, 1634, 1671)]
            assert settle(order, found.problems, official=is_official)[DEATHS].figure.value == 1671


def test_over_the_whole_example_it_is_1671() -> None:
    said = figures(BULLETINS)
    found = check(said)
    assert settle(said, found.problems, official=is_official)[DEATHS].figure.value == 1671
    assert of_deaths(found) == [(1634, 1671, 1671)]


def test_a_bulletin_that_quotes_one_total_is_not_accused() -> None:
    assert not check(readings(BULLETINS)["024"].figures).problems


def without(value: int, said: tuple[Figure, ...]) -> list[Figure]:
    return [figure for figure in said if figure.value != value]


def test_without_the_week_there_is_no_innocent_reason() -> None:
    [problem] = check(without(37, readings(BULLETINS)["022"].figures)).problems
    assert (problem.code, problem.severity, problem.explanations) == ("two-values", "fails", ())
