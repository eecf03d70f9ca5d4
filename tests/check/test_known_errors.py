"""Errors that readers found in published figures: which check finds each, and whom it names; and oddities that were
right, of which it accuses none.

docs/known-errors.md tells them in tables that are made from the same file. After a change on purpose:
ESEP_GOLDEN=1 python -m pytest tests/check/test_known_errors.py; then look at the difference.
"""

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from esep.check import check
from esep.document import parse_issued
from esep.figure import Figure
from esep.problem import Problem
from esep.terms import Severity
from stating import say

KNOWN = tomllib.loads((Path(__file__).parent / "known_errors.toml").read_text("utf-8"))
PAGE = Path(__file__).parents[2] / "docs" / "known-errors.md"
VALUE = re.compile(r"(-?\d+)(?:\((-?\d+|\?)\))?")

Marked = tuple[list[Figure], dict[str, str]]
"""Figures, and what was right by the id of each that is marked."""


def named(entry: Mapping[str, Any]) -> str:
    return str(entry["told"]).partition(":")[0]


def stated(lines: str) -> Marked:
    said: list[Figure] = []
    right: dict[str, str] = {}
    for line in lines.strip().splitlines():
        who, claim, first, values = re.fullmatch(r"(.*) \| (.*) (\S+): (.*)", line).groups()  # type: ignore[union-attr]
        publisher, _, issued = who.partition(" @")
        for n, (value, correct) in enumerate(VALUE.findall(values)):
            day = date.fromisoformat(first) + timedelta(n)
            on = parse_issued(issued) or day
            document = f"{publisher} {on}"
            figure = say(claim, int(value), day=day, document=document, publisher=publisher, issued=on)
            said.append(figure)
            right |= {figure.id: correct} if correct else {}
    return said, right


def planted(entry: Mapping[str, Any]) -> Marked:
    """The table of regions with the entry's changes on its second day."""
    said, right = stated(KNOWN["regions"]["figures"])
    day = said[1].claim.end
    for n, figure in enumerate(said):
        value = entry["change"].get(figure.claim.area)
        if value is not None and figure.claim.end == day:
            said[n] = replace(figure, value=value)
            right[said[n].id] = str(figure.value)
    return said, right


def whom(problem: Problem, right: Mapping[str, str]) -> str:
    """Whom its explanations name, in the words of the data file."""
    named = [{figure.id for figure in one.figures} for one in problem.explanations]
    if not any(named):
        return "nobody"
    if named[0] and named[0] <= right.keys():
        values = problem.explanations[0].values
        return "the right value" if all(str(values.get(one)) == right[one] for one in named[0]) else "the figure"
    if any(ids and ids <= right.keys() for ids in named):
        return "a later one"
    return "another" if named[0] else "nobody"


def found(entry: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(code and severity, kind of the first explanation, whom it names) of each problem of a wrong figure."""
    said, right = planted(entry) if "change" in entry else stated(entry["figures"])
    for problem in check(said).problems:
        if any(figure.id in right for figure in problem.figures):
            reason = problem.explanations[0].kind if problem.explanations else ""
            yield f"{problem.code} {problem.severity}", reason, whom(problem, right)


@pytest.mark.parametrize("entry", [*KNOWN["error"], *KNOWN["planted"]], ids=named)
def test_it_is_found_and_told(entry: Mapping[str, Any]) -> None:
    told = list(found(entry))
    assert (entry["found"], entry["reason"], entry["names"]) in (told or [("", "", "nobody")])


@pytest.mark.parametrize("entry", KNOWN["unseen"], ids=named)
def test_it_is_not_found(entry: Mapping[str, Any]) -> None:
    assert list(found(entry)) == []


@pytest.mark.parametrize("entry", KNOWN["oddity"], ids=named)
def test_what_is_right_is_not_accused(entry: Mapping[str, Any]) -> None:
    said, right = stated(entry["figures"])
    failing = [problem for problem in check(said).problems if problem.severity == Severity.FAILS]
    accused = {figure.id for problem in failing for one in problem.explanations[:1] for figure in one.figures}
    assert right and not right.keys() & accused


# The page -------------------------------------------------------------------------------------------------------------


def table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    first, *rest = (f"| {' | '.join(line)} |" for line in (head, *rows))
    return "\n".join((first, f"|{'---|' * len(head)}", *rest))


def example(entry: Mapping[str, Any]) -> str:
    return f"[{entry['told']}]({entry['source']})"


def errors(entries: Iterable[Mapping[str, Any]]) -> str:
    head = ("slip", "example", "found as", "reason told", "names")
    return table(head, ((e["slip"], example(e), *told(e), e["names"]) for e in entries))


def told(entry: Mapping[str, Any]) -> tuple[str, str]:
    marked = [f"`{word}`" for word in entry["found"].split()]
    return ", ".join(marked) or "not found", f"`{entry['reason']}`" if entry["reason"] else "none"


TABLES = {
    **{needs: errors(one for one in KNOWN["error"] if one["needs"] == needs) for needs in ("day", "days", "source")},
    "regions": errors(KNOWN["planted"]),
    "unseen": table(("slip", "example", "why"), ((e["slip"], example(e), e["why"]) for e in KNOWN["unseen"])),
    "oddity": table(("looks wrong", "why it is right"), ((example(e), e["why"]) for e in KNOWN["oddity"])),
}


@pytest.mark.parametrize("name", TABLES)
def test_the_page_tells_what_is_tested(name: str) -> None:
    mark = re.compile(rf"(<!-- {name} -->\n\n).*?(\n\n<!-- end -->)", re.DOTALL)
    page = PAGE.read_text("utf-8")
    expected = mark.sub(lambda found: found[1] + TABLES[name] + found[2], page)
    if os.environ.get("ESEP_GOLDEN"):
        PAGE.write_text(expected, "utf-8")
    assert mark.search(page)
    assert page == expected or os.environ.get("ESEP_GOLDEN"), "changed on purpose? ESEP_GOLDEN=1 python -m pytest"
