"""Findings for programs that show them beside the file: workflow commands of GitHub Actions, and SARIF.

Sources: GitHub Docs, "Workflow commands for GitHub Actions"; OASIS, Static Analysis Results Interchange Format 2.1.0.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from esep import __version__
from esep.cli.annotated import REST, elsewhere, told
from esep.cli.places import STANDARD_INPUT, Mark, Places
from esep.cli.terminal import plain
from esep.figure import Figure
from esep.problem import Problem
from esep.terms import Severity
from esep.write import problem_text

_COMMAND = {Severity.FAILS: "error", Severity.WARNS: "warning", Severity.NOTE: "notice"}
_LEVEL = {Severity.FAILS: "error", Severity.WARNS: "warning", Severity.NOTE: "note"}


def _text(problem: Problem, rest: Sequence[Figure], places: Places, tongue: str) -> str:
    """The problem in words, and what stands elsewhere."""
    said = [problem_text(places.named(problem), tongue)]
    for figure in rest[:REST]:
        place, words = elsewhere(figure, places, tongue)
        said.append(f"{place} {words.plain}".strip())
    return plain("\n".join(said))


def _relative(file: str) -> str:
    """As the repository calls it, where that is the folder we are in."""
    here = Path.cwd()
    path = Path(file)
    return (path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path).as_posix()


# GitHub -----------------------------------------------------------------------------------------------------------


def github(problems: Iterable[Problem], places: Places, tongue: str) -> str:
    """A command a line. Columns are counted from 1, and the last one is within the number."""
    return "".join(f"{line}\n" for problem in problems for line in _command(problem, places, tongue))


def _command(problem: Problem, places: Places, tongue: str) -> Iterator[str]:
    one = told(problem, places)
    properties: dict[str, object] = {}
    if one and one.at.page.name != STANDARD_INPUT:
        properties = {"file": _relative(one.at.page.file), **_lines(one.at)}
    properties["title"] = f"esep: {problem.code}"
    said = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in properties.items())
    message = _text(problem, one.elsewhere if one else problem.figures, places, tongue)
    yield f"::{_COMMAND[problem.severity]} {said}::{_escaped(message)}"


def _lines(mark: Mark) -> dict[str, object]:
    if not mark.page.is_file:
        return {"line": mark.page.line} if mark.page.line else {}
    return {"line": mark.line, "endLine": mark.line, "col": mark.start + 1, "endColumn": max(mark.stop, mark.start + 1)}


def _escaped(text: str, signs: str = "") -> str:
    for sign in ("%", "\r", "\n", *signs):
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


# SARIF ------------------------------------------------------------------------------------------------------------


def sarif(problems: Iterable[Problem], places: Places, tongue: str) -> str:
    """One run, a result a problem."""
    results = [_result(problem, places, tongue) for problem in problems]
    codes = sorted({result["ruleId"] for result in results})
    driver = {"name": "esep", "version": __version__, "rules": [{"id": code} for code in codes]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _result(problem: Problem, places: Places, tongue: str) -> dict[str, Any]:
    one = told(problem, places)
    rest = one.elsewhere if one else problem.figures
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "level": _LEVEL[problem.severity],
        "message": {"text": _text(problem, rest, places, tongue)},
    }
    if one:
        others = dict.fromkeys(mark[1:] for mark in one.marks if mark[1:] != one.at[1:])
        result["locations"] = [_location(one.at)]
        result["relatedLocations"] = [_location(Mark(one.at.page, *span)) for span in others]
    return result


def _location(mark: Mark) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(PurePath(_relative(mark.page.file)).as_posix())}}
    if mark.page.is_file:
        place["region"] = {"startLine": mark.line, "startColumn": mark.start + 1, "endColumn": mark.stop + 1}
    elif mark.page.line:
        place["region"] = {"startLine": mark.page.line}
    return {"physicalLocation": place}
