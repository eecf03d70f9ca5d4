"""Every problem as a person meets it, and docs/problems.md made of them: python tests/check/problem_cases.py.

`tests/problems/<name>/` holds

    about.md      its title, and what to do
    input.txt     one bulletin of Kazinform of 17 September 2020 about Kazakhstan, or
    input.csv     a table of figures, or
    input.jsonl   a document or a figure a line
    expected.txt  every problem that reading and checking them finds, word for word
"""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from esep.check import check
from esep.document import Document
from esep.figure import Figure
from esep.problem import Problem
from esep.read import read
from esep.sources import documents
from esep.write import problem_texts
from esep.write.problems import INNOCENT

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "problems"
PAGE = ROOT / "docs" / "problems.md"
NAMES = sorted(path.name for path in FOLDER.iterdir())
CODES = {
    "two-values": ("Two values of one claim", "The same thing was stated with different values."),
    "parts-differ": ("Parts that do not add up", "A whole and its parts were stated, and they do not agree."),
    "growth": ("A total that does not grow by what is new", "Two totals, and what was new between them, do not agree."),
    "fell": ("A total that fell", "A total counts all up to its day, so it falls only by a correction."),
    "jump": ("A count unlike all around it", "It is ten times as large, or as small, as the fourteen around it."),
    "negative": ("A count below nothing", "Nobody can be counted less than not at all."),
    "alike": ("As many deaths as cases", "A document has the same large number for both."),
    "part-exceeds": ("A part larger than its whole", "Some of the people cannot be more than all of them."),
    "unread": ("A number that was not understood", "It is in no figure, and nobody checked it."),
    "doubtful": ("A reading in doubt", "The number was read, by a rule that was wrong too often to be relied on."),
}
"""Each code with its heading and its meaning, in the order of the page."""


class Case(NamedTuple):
    """An example: what a reader sees of it, its figures, and what is found."""

    name: str
    title: str
    to_do: str
    shown: str
    figures: tuple[Figure, ...]
    problems: tuple[Problem, ...]

    @property
    def kinds(self) -> list[str]:
        """The kinds of the explanations that its message tells: the likeliest slip, and all that are no slips."""
        found = [one.kind for one in self.problems[0].explanations]
        return list(dict.fromkeys(kind for at, kind in enumerate(found) if at == 0 or kind in INNOCENT))


@cache
def case(name: str) -> Case:
    """The example of that name."""
    title, _, to_do = (FOLDER / name / "about.md").read_text("utf-8").partition("\n")
    readings, figures, shown = [], [], ""
    for path in (FOLDER / name).glob("input.*"):
        text = path.read_text("utf-8")
        if path.suffix == ".jsonl":
            said = [json.loads(line) for line in text.splitlines()]
            readings = [read(Document.from_json(one)) for one in said if "text" in one]
            figures = [Figure.from_json(one) for one in said if "value" in one]
            rows = [f"| {one['issued']} | {one['publisher']} | {one.get('text') or one['quote']} |" for one in said]
            shown = "\n".join(("| issued | publisher | words |", "|---|---|---|", *rows))
        else:
            about = Document(" ", "Kazinform", issued=date(2020, 9, 17), area="KZ")
            readings = [read(one) for one in documents(str(path), about)]
            shown = _table(text) if path.suffix == ".csv" else "> " + "\n> ".join(text.splitlines())
    found = [problem for reading in readings for problem in reading.problems]
    figures += [figure for reading in readings for figure in reading.figures]
    return Case(name, title, to_do.strip(), shown, tuple(figures), (*found, *check(figures).problems))


def _table(text: str) -> str:
    head, *rows = csv.reader(text.splitlines())
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))


def told(problem: Problem) -> str:
    """The problem with its message in every language."""
    kinds = ", ".join(explanation.kind for explanation in problem.explanations)
    head = f"== {problem.code}, {problem.severity}" + (f": {kinds}" if kinds else "")
    return "\n".join([head, *(f"\n-- {tongue}\n{text}" for tongue, text in problem_texts(problem).items())]) + "\n"


# The page ---------------------------------------------------------------------------------------------------------

_HEAD = """\
# What a problem means, and what to do
Esep showed you a problem: in a draft, in a table, on the site. Find its code here, see an example, and what to do.

Each example was checked as it stands, and the messages are what Esep says of it, word for word. `fails` holds a
release, `warns` is explained, `note` is worth knowing: see [what the words mean](check.md#what-the-words-mean). What
programs get is told in [the formats](formats.md#problem).

"""
_LANGUAGES = {"en": "English", "ru": "Русский", "kk": "Қазақша"}


def page() -> str:
    """The catalogue of problems."""
    of_code: dict[str, list[Case]] = defaultdict(list)
    for name in NAMES:
        of_code[case(name).problems[0].code].append(case(name))
    rows = [f"| {_code(code)} | {meaning} | {len(of_code[code])} |\n" for code, (_, meaning) in CODES.items()]
    contents = "| code | what it says | examples |\n|---|---|---|\n" + "".join(rows)
    return _HEAD + contents + "".join("\n" + "\n".join(_section(code, of_code[code])) for code in CODES)


def _code(code: str) -> str:
    anchor = CODES[code][0].lower().replace(" ", "-")
    return f"[`{code}`](#{anchor})"


def _section(code: str, cases: list[Case]) -> Iterator[str]:
    heading, meaning = CODES[code]
    yield f"## {heading}\nCode `{code}`. {meaning}\n"
    for one in cases:
        yield _example(one)


def _example(one: Case) -> str:
    first, *rest = one.problems
    kinds = " and ".join(f"`{kind}`" for kind in one.kinds)
    graded = f"`{first.severity}`" + (f", explained as {kinds}." if kinds else ".")
    if rest:
        graded += " Another problem of these figures has" if len(rest) == 1 else f" {len(rest)} other problems have"
        graded += " the same explanation."
    said = "\n\n".join(f"**{_LANGUAGES[tongue]}.** {text}" for tongue, text in problem_texts(first).items())
    return f"### {one.title}\n{one.shown}\n\n{graded}\n\n{said}\n\n**What to do.** {one.to_do}\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
