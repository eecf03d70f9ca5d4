"""Writes the golden texts anew: python tests/write/write_goldens.py; then look at the difference."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from seed_record import DAY, figures, problems

from esep import area
from esep.figure import Claim, Figure, Source
from esep.period import Period
from esep.write import LANGUAGES, compose, problem_text
from esep.write.phrase import phrase, sentence_case

GOLDEN = Path(__file__).parents[1] / "golden"
IN_TABLE = ("area-item", "new-case", "total-case", "new-recovery", "new-death", "patients", "rate-case")
NUMBERS = (0, 1, 2, 5, 11, 21, 101, 1_000_000)


@dataclass(frozen=True)
class Stands:
    """The least that `compose` needs to know of a settlement."""

    figure: Figure


def settled() -> dict[Claim, Stands]:
    """The seed settled: of its two totals of deaths, the one that is not stale."""
    return {figure.claim: Stands(figure) for figure in figures() if figure.value != 1634}


def two_weeks() -> dict[Claim, Stands]:
    """Invented counts of two weeks, some too few for a percentage."""
    told = {}
    for place, code in enumerate(["KZ", *(part.code for part in area.parts("KZ", DAY))]):
        for event, each in (("case", 37), ("death", 3)):
            for week in (0, 1):
                end = DAY - timedelta(4 + 7 * week)
                claim = Claim("COVID-19", code, event, "new", "confirmed", "-", end - timedelta(6), end)
                value = (900 if code == "KZ" else each * (place % 7)) + 11 * week * (place % 3 - 1)
                told[claim] = Stands(Figure(claim, max(value, 0), Period.past(7), Source("x")))
    return told


def names() -> Iterator[tuple[str, date]]:
    """Every area under each of its names, and a day on which it had it."""
    told = set()
    for day in (DAY, date(2023, 1, 1)):
        for code in ["KZ", *(part.code for part in area.parts("KZ", day))]:
            name = area.name(code, "ru", day).name
            if name not in told:
                told.add(name)
                yield code, day


def table(language: str) -> Iterator[str]:
    """Every area x case x number: as a heading, as the place of what happened, and as whose people they are."""
    for code, day in names():
        called = area.name(code, language, day)
        about = {"disease": "COVID-19", "disease_name": "COVID-19", "definition": "confirmed", "track": "COVID-19"}
        about |= {"from": day, "to": day, "same": "month", "when": "past-day", "listed": "no", "starts": "onset"}
        about |= {"name": called.name, "within": called.within, "of": called.of, "year": str(day.year)}
        yield f"== {code} {called.name}"
        for number in NUMBERS:
            given = {**about, "value": number, "rate": Decimal(f"{number}.0")}
            for message in (
                "area-item",
                "new-case",
                "total-case",
                "new-recovery",
                "new-death",
                "patients",
                "rate-case",
            ):
                text = phrase(language, message, **given)
                yield text if message == "area-item" else sentence_case(text)
        yield ""


def texts() -> Iterator[tuple[str, str]]:
    """(file name, exact text)."""
    for language in LANGUAGES:
        for kind in ("daily", "weekly", "pneumonia", "patients"):
            yield f"write-{kind}-{language}.txt", compose(kind, DAY, settled(), language).text
        yield f"write-comparison-{language}.txt", compose("comparison", DAY, two_weeks(), language).text
        said = (f"== {name}\n{problem_text(problem, language)}\n" for name, problem in problems())
        yield f"write-problems-{language}.txt", "\n".join(said)
    for language in ("kk", "ru"):
        yield f"write-table-{language}.txt", "\n".join(table(language))


if __name__ == "__main__":
    for name, text in texts():
        (GOLDEN / name).write_text(text, "utf-8")
