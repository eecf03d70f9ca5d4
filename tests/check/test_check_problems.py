"""Every problem has an example, says what it should in three languages, and stands in docs/problems.md.

After a change on purpose: ESEP_GOLDEN=1 python -m pytest tests/check; then look at the difference.
"""

import os
import re
from pathlib import Path

import pytest
from problem_cases import CODES, FOLDER, NAMES, PAGE, case, page, told

from esep.write.problems import _SAYINGS, INNOCENT

MESSAGES = Path(__file__).parents[2] / "src" / "esep" / "data" / "languages" / "en" / "problem.ftl"
CHANGED = "changed on purpose? ESEP_GOLDEN=1 python -m pytest tests/check"


def as_kept(path: Path, text: str) -> bool:
    """Whether the file holds the text, which it does after ESEP_GOLDEN."""
    if os.environ.get("ESEP_GOLDEN"):
        path.write_text(text, "utf-8")
    return text == path.read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_the_message_is_word_for_word_as_expected(name: str) -> None:
    assert as_kept(FOLDER / name / "expected.txt", "\n".join(map(told, case(name).problems))), CHANGED


@pytest.mark.parametrize("name", NAMES)
def test_an_example_shows_what_it_is_called_after(name: str) -> None:
    first, *rest = case(name).problems
    assert name.startswith(first.code)
    # Others come of the same slip: what one example shows has one reason.
    assert all(problem.explanations[0].values == first.explanations[0].values for problem in rest)


def test_every_code_has_an_example() -> None:
    lacking = {*_SAYINGS, *CODES} - {case(name).problems[0].code for name in NAMES}
    assert not lacking, f"tests/problems has no example of {sorted(lacking)}"


def test_every_kind_of_explanation_has_an_example() -> None:
    slips = MESSAGES.read_text("utf-8").partition("\nslip = ")[2].partition("\n}")[0]
    kinds = {*re.findall(r"^    \[([\w-]+)\]", slips, re.MULTILINE), "value", *INNOCENT}
    assert len(kinds) > len(INNOCENT) + 10
    lacking = kinds - {kind for name in NAMES for kind in case(name).kinds}
    assert not lacking, f"tests/problems has no example that is explained as {sorted(lacking)}"


def test_the_page_is_up_to_date() -> None:
    assert as_kept(PAGE, page()), CHANGED
