"""Every problem can be said in every language, whatever its shape."""

import pytest
from seed_record import figures, problems, stale

from esep import terms
from esep.problem import Explanation, Problem
from esep.write import LANGUAGES, problem_text, problem_texts
from esep.write.problems import _SAYINGS, INNOCENT


def test_the_seed_explains_itself() -> None:
    text = problem_texts(stale())["en"]
    assert "They differ by 37, the count of new deaths from COVID-19, Kazakhstan, 7–13 September 2020" in text
    assert "1,634 is the total before that period, still quoted. 1,671 stands." in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", [*_SAYINGS, "unheard-of"])
@pytest.mark.parametrize("kind", [None, *sorted(INNOCENT), "slip", "unheard-of"])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 9])
def test_any_shape_of_problem_is_said(language: str, code: str, kind: str | None, count: int) -> None:
    named = tuple(figures()[:count])
    for of in (named[-1:], ()):
        reason = Explanation(kind, of, {figure.id: 1 for figure in of}, named[:1]) if kind else None
        problem = Problem(code, terms.Severity.FAILS, named, "no-such-rule", explanations=(reason,) if reason else ())
        text = problem_text(problem, language)
        assert text and not set("{}$") & set(text)


def test_every_code_has_a_golden_text() -> None:
    assert {problem.code for _, problem in problems()} >= set(_SAYINGS)


def test_texts_are_in_all_three_languages() -> None:
    texts = problem_texts(stale())
    assert list(texts) == ["en", "ru", "kk"]
    assert len(set(texts.values())) == 3
