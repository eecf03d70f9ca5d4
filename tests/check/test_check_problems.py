"""Every problem as a person meets it: the smallest input and the exact message in three languages.

`tests/problems/<name>/` holds `input.txt`, one bulletin of Kazinform of 17 September 2020 about Kazakhstan, or
`input.jsonl`, a document a line; `expected.txt` holds every problem that reading and checking them finds.

After a change on purpose: ESEP_GOLDEN=1 python -m pytest tests/check; then look at the difference.
"""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from esep.check import check
from esep.document import Document
from esep.problem import Problem
from esep.read import read
from esep.write import problem_texts

FOLDER = Path(__file__).parents[1] / "problems"
CODES = {"two-values", "parts-differ", "growth", "part-exceeds", "fell", "jump", "alike", "unread"}
CASES = sorted(path.name for path in FOLDER.iterdir())


def documents(folder: Path) -> list[Document]:
    if (folder / "input.txt").is_file():
        text = (folder / "input.txt").read_text("utf-8")
        return [Document(text, "Kazinform", issued=date(2020, 9, 17), area="KZ")]
    lines = (folder / "input.jsonl").read_text("utf-8").splitlines()
    return [Document.from_json(json.loads(line)) for line in lines]


def problems(folder: Path) -> list[Problem]:
    readings = [read(document) for document in documents(folder)]
    found = [problem for reading in readings for problem in reading.problems]
    return [*found, *check(figure for reading in readings for figure in reading.figures).problems]


def told(problem: Problem) -> str:
    """The problem with its message in every language."""
    kinds = ", ".join(explanation.kind for explanation in problem.explanations)
    head = f"== {problem.code}, {problem.severity}" + (f": {kinds}" if kinds else "")
    return "\n".join([head, *(f"\n-- {tongue}\n{text}" for tongue, text in problem_texts(problem).items())]) + "\n"


@pytest.mark.parametrize("name", CASES)
def test_the_message_is_word_for_word_as_expected(name: str) -> None:
    text = "\n".join(map(told, problems(FOLDER / name)))
    expected = FOLDER / name / "expected.txt"
    if os.environ.get("ESEP_GOLDEN"):
        expected.write_text(text, "utf-8")
    assert text == expected.read_text("utf-8"), "changed on purpose? ESEP_GOLDEN=1 python -m pytest tests/check"


@pytest.mark.parametrize("name", CASES)
def test_one_input_shows_one_problem(name: str) -> None:
    [problem] = problems(FOLDER / name)
    assert name.startswith(problem.code)


def test_every_code_has_its_input() -> None:
    assert {problems(FOLDER / name)[0].code for name in CASES} == CODES
