"""Writes the golden texts anew: python tests/write/write_goldens.py; then look at the difference."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from seed_record import DAY, figures, problems

from esep.figure import Claim, Figure
from esep.write import LANGUAGES, compose, problem_text

GOLDEN = Path(__file__).parents[1] / "golden"


@dataclass(frozen=True)
class Stands:
    """The least that `compose` needs to know of a settlement."""

    figure: Figure


def settled() -> dict[Claim, Stands]:
    """The seed settled: of its two totals of deaths, the one that is not stale."""
    return {figure.claim: Stands(figure) for figure in figures() if figure.value != 1634}


def texts() -> Iterator[tuple[str, str]]:
    """(file name, exact text)."""
    for language in LANGUAGES:
        for kind in ("daily", "weekly"):
            yield f"write-{kind}-{language}.txt", compose(kind, DAY, settled(), language).text
        said = (f"== {name}\n{problem_text(problem, language)}\n" for name, problem in problems())
        yield f"write-problems-{language}.txt", "\n".join(said)


if __name__ == "__main__":
    for name, text in texts():
        (GOLDEN / name).write_text(text, "utf-8")
