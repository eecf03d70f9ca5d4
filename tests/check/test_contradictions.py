"""Two values of one claim, of which one counts otherwise or is of an earlier day."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esep.check import check
from esep.check.contradictions import FEW, contradictions
from esep.figure import Figure
from esep.problem import Explanation, Problem
from esep.settle import settle
from esep.write import problem_texts
from stating import ON, say

ONE, OTHER = "KZ case total onset", "KZ case total since:2020-08-01 probable"


def two(what: str, value: int, other: int) -> list[Figure]:
    """The values as two publishers state them."""
    return [say(what, value), say(what, other, document="d2", publisher="kt.kz")]


def reason(*said: Figure) -> tuple[str, list[int], list[int]] | None:
    """(kind, the values that give way, evidence) of the first contradiction. Missing: None where there is no reason."""
    problem, *_ = contradictions(said)
    assert (problem.severity == "fails") == (not problem.explanations)
    for one in problem.explanations:
        return one.kind, [f.value for f in one.figures], [f.value for f in one.evidence]
    return None


@pytest.mark.parametrize(
    ("claim", "evidence", "value", "wrong"),
    [
        (ONE, "KZ case total onset all", 136_586, 136_586),
        (ONE, "KZ case total onset suspected", 136_586, 136_586),
        (ONE, "KZ case total onset suspected", 106_920, 106_920),
        (ONE, OTHER, 29_666, 136_586),
        (ONE, "KZ case total onset suspected", 29_666, 136_586),
        ("KZ case total onset probable", ONE, 29_666, 136_586),
        ("KZ case total onset all", ONE, 106_920, 106_920),
        ("KZ case total onset all", OTHER, 29_666, 106_920),
        ("KZ case new 7d", "KZ case new 7d probable", 29_666, 136_586),
        ("KZ case total onset confirmed children", "KZ case total onset probable children", 29_666, 136_586),
        ("KZ patient current now", "KZ patient current now confirmed hospital", 106_920, 106_920),
        ("KZ patient current now confirmed hospital", "KZ patient current now", 136_586, 136_586),
    ],
)
def test_a_value_of_another_definition(claim: str, evidence: str, value: int, wrong: int) -> None:
    said = [*two(claim, 136_586, 106_920), say(evidence, value, document="d3")]
    assert reason(*said) == ("definition", [wrong], [value])


@pytest.mark.parametrize(
    ("evidence", "value"),
    [
        ("KZ case total onset all", 106_920),  # all are not fewer than the confirmed
        ("KZ case total onset confirmed children", 136_586),  # nor children more than all people
        ("KZ case total onset confirmed children", 29_666),
        ("KZ case total onset all children", 136_586),
        ("KZ case new 7d all", 136_586),
        ("KZ-75 case total onset all", 136_586),
        ("KZ death total onset all", 136_586),
    ],
)
def test_what_counts_something_else_explains_nothing(evidence: str, value: int) -> None:
    assert reason(*two(ONE, 136_586, 106_920), say(evidence, value, document="d3")) is None


def test_another_day_explains_nothing() -> None:
    before = say("KZ case total onset all", 136_586, document="d3", day=ON - timedelta(1))
    assert reason(*two(ONE, 136_586, 106_920), before) is None


def test_who_states_both_says_that_there_are_no_probable_ones() -> None:
    assert reason(*two(ONE, 136_586, 106_920), say("KZ case total onset all", 136_586)) is None


def test_two_values_of_the_other_definition_too_explain_nothing() -> None:
    others = [say("KZ case total onset all", value, document="d3") for value in (136_586, 106_920)]
    assert reason(*two(ONE, 136_586, 106_920), *others) is None


def test_a_difference_of_a_few_may_be_chance() -> None:
    for gap, found in ((FEW - 1, None), (FEW, ("definition", [100 + FEW], [FEW]))):
        said = say("KZ death total onset probable", gap, document="d3")
        assert reason(*two("KZ death total onset", 100, 100 + gap), said) == found


def test_another_definition_is_surer_than_growth_during_the_day_and_revision() -> None:
    for issued in (ON, ON + timedelta(1)):
        said = [say(ONE, 106_920, issued=ON - timedelta(1)), say(ONE, 136_586, document="d2", issued=issued)]
        assert reason(*said, say(OTHER, 29_666, document="d3")) == ("definition", [136_586], [29_666])


def test_a_value_of_another_definition_is_never_settled() -> None:
    said = [*two(ONE, 106_920, 136_586), say(ONE, 136_586, document="d4", publisher="coronavirus2020.kz")]
    said.append(say(OTHER, 29_666, document="d3"))
    settled = settle(said, check(said).problems, official=lambda figure: figure.source.document == "d4")
    assert settled[said[0].claim].figure.value == 106_920


def test_documents_without_a_day_explain_themselves_alone() -> None:
    said = [say(ONE, 136_586, day=None), say(ONE, 106_920, day=None)]
    assert reason(*said, say(OTHER, 29_666, day=None)) == ("definition", [136_586], [29_666])
    assert reason(*said, say(OTHER, 29_666, day=None, document="d2")) is None


def test_an_old_total_names_the_last_day_on_which_it_stood() -> None:
    said = [*two("KZ death total onset", 1671, 1634)]
    for days, publisher in ((7, "kt.kz"), (1, "inform.kz"), (1, "kt.kz"), (9, "kt.kz")):
        day = ON - timedelta(days)
        said.append(say("KZ death total onset", 1634, day=day, document=f"{publisher} {day}", publisher=publisher))
    [problem] = contradictions(said)
    [old] = problem.explanations[0].evidence
    assert (old.claim.end, old.source.publisher) == (ON - timedelta(1), "kt.kz")
    texts = problem_texts(problem)
    assert "1,634 was already the total on 16 September 2020 (kt.kz, 16 September 2020)" in texts["en"]
    assert "16 сентября 2020 года" in texts["ru"] and "2020 жылғы 16 қыркүйек" in texts["kk"]


def test_the_reason_of_each_value_is_told() -> None:
    said = [
        *two("KZ death total onset", 1671, 1634),
        say("KZ death total onset", 1700, document="d3", publisher="vlast.kz"),
        say("KZ death total onset all", 1700, document="d4"),
        say("KZ death new 7d", 37),
    ]
    [problem] = check(said).problems
    text = problem_texts(problem)["en"]
    assert "1,634 is the total before that period" in text
    assert "1,700 is the count of total deaths" in text
    assert text.endswith("1,671 stands.")
    [problem] = check([*said, say("KZ death total onset", 1888, document="d5", publisher="e.kz")]).problems
    text = problem_texts(problem)["en"]
    assert problem.severity == "fails" and "stands" not in text
    assert "No reason was found for 1,888." in text


# Order ------------------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [ONE, OTHER, "KZ case total onset all", "KZ case total onset confirmed children", "KZ case new 1d"]
)


@st.composite
def statements(draw: st.DrawFn) -> list[Figure]:
    """Some that contradict one another, and differences that something explains."""
    return [
        say(
            draw(WORDS),
            draw(st.sampled_from([20, 80, 100, 120])),
            document=f"d{draw(st.integers(0, 4))}",
            publisher=draw(st.sampled_from(["inform.kz", "kt.kz", "coronavirus2020.kz"])),
            day=ON - timedelta(draw(st.integers(0, 2))),
            issued=ON - timedelta(draw(st.integers(0, 1))),
        )
        for _ in range(draw(st.integers(2, 12)))
    ]


@given(statements(), st.randoms())
def test_the_order_of_the_figures_does_not_matter(said: list[Figure], random: object) -> None:
    def told(order: list[Figure]) -> list[object]:
        return sorted(map(_told, contradictions(order)), key=str)

    shuffled = list(said)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert told(shuffled) == told(said)


def _told(problem: Problem) -> tuple[object, ...]:
    return problem.severity, [f.value for f in problem.figures], list(map(_why, problem.explanations))


def _why(one: Explanation) -> tuple[object, ...]:
    return one.kind, [f.id for f in one.figures], sorted(one.values.items()), [f.id for f in one.evidence]
