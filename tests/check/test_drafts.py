"""A draft against what is known: whole here and parts there, one value here and another there, and nothing else."""

from datetime import date

from esep.check import check
from esep.check.drafts import against
from esep.figure import Claim, Figure, Source
from esep.period import Period
from esep.terms import Severity

DAY = date(2020, 9, 17)


def figure(document: str, value: int, group: str = "-", *, publisher: str | None = None, area: str = "KZ") -> Figure:
    claim = Claim("COVID-19", area, "patient", "current", "confirmed", group, DAY, DAY)
    source = Source(document, publisher, issued=DAY)
    return Figure(claim, value, Period.parse("now"), source)


KNOWN = [figure("a", 80, "hospital", publisher="A"), figure("b", 30, "home", publisher="B")]


def test_a_whole_and_its_parts_elsewhere() -> None:
    [problem] = against([figure("draft", 120)], KNOWN).problems
    assert (problem.code, problem.severity, problem.identity) == ("parts-differ", Severity.WARNS, "settings")
    assert [one.value for one in problem.figures] == [120, 80, 30]
    assert problem.parameters["difference"] == 10
    found = against([figure("draft", 110)], KNOWN)
    assert (found.problems, found.held["settings"]) == ((), 1)


def test_one_publisher_contradicts_itself() -> None:
    known = [figure("a", 80, "hospital", publisher="A"), figure("b", 30, "home", publisher="A")]
    [problem] = against([figure("draft", 120, publisher="A")], known).problems
    assert problem.severity == Severity.FAILS


def test_a_part_that_is_larger_than_a_whole_elsewhere() -> None:
    [problem] = against([figure("draft", 90, "children")], [figure("a", 80)]).problems
    assert (problem.code, problem.identity) == ("part-exceeds", "groups")


def test_what_a_document_says_by_itself_is_told_once() -> None:
    draft = [figure("draft", 120), figure("draft", 80, "hospital"), figure("draft", 30, "home")]
    assert against(draft, []) == check(draft)
    assert against(draft, KNOWN).problems == check(draft).problems


def test_what_concerns_only_the_known_is_left_out() -> None:
    known = [*KNOWN, figure("a", 100, publisher="A"), figure("c", 99, publisher="C")]
    assert check(known).problems
    assert against([figure("draft", 5, area="KZ-75")], known).problems == ()


def test_of_two_values_the_sum_takes_the_one_that_fits() -> None:
    """That the draft says another is told as two values of one claim, and not once more for each sum."""
    [problem] = against([figure("draft", 120)], [*KNOWN, figure("c", 110, publisher="C")]).problems
    assert problem.code == "two-values"


def test_order_does_not_matter() -> None:
    draft, known = [figure("draft", 120), figure("draft", 7, "children")], [*KNOWN, figure("c", 5, publisher="C")]
    assert against(draft, known).problems == against(draft, known[::-1]).problems
