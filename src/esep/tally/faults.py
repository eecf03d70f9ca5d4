"""What cannot be in a row of a line list. It is refused for the first reason that fits, never repaired."""

from collections.abc import Iterator
from dataclasses import dataclass

from esep.tally import sql
from esep.tally.layout import TAGS, WORDS
from esep.tally.tags import OLDEST, Tags


@dataclass(frozen=True)
class Fault:
    """A reason to refuse a row."""

    code: str
    tag: str
    """The tag at fault."""
    holds: str
    """SQL over a row of the list."""
    reason: str
    """In words; `{}` stands for what the cell says, where it may be told."""


UNTOLD = ("id", "date_birth")
"""Tags whose cells tell who it is."""
TORN = "cells"
"""The code of a row that has more or fewer cells than there are columns."""

DUPLICATE = Fault("duplicate", "id", "false", "another row has this id; the one reported first is counted")
SAME_CHANGE = Fault("duplicate", "id", "false", "another row has this id and day of change; one of them is counted")

_ORDERS = (
    ("date_onset", "date_death", "death on {} is before the onset"),
    ("date_onset", "date_outcome", "the outcome on {} is before the onset"),
    ("date_reporting", "date_death", "death on {} is before the report"),
    ("date_reporting", "date_recovery", "recovery on {} is before the report"),
    ("date_reporting", "date_outcome", "the outcome on {} is before the report"),
    ("date_admission", "date_discharge", "discharge on {} is before the admission"),
    ("date_admission", "date_death", "death on {} is before the admission"),
    ("date_admission", "date_recovery", "recovery on {} is before the admission"),
    ("date_admission", "date_outcome", "the outcome on {} is before the admission"),
)
_DATES = [tag for tag, kind in TAGS.items() if kind == "date"]


def faults(tags: Tags) -> list[Fault]:
    """Every reason for which a row of this list can be refused, the first to be told first."""
    return [*_unreadable(tags), *_days(tags), *_outcomes(tags)]


def _unreadable(tags: Tags) -> Iterator[Fault]:
    """Cells that cannot be taken for what they should be."""
    told = tags.told
    if "id" in told:
        yield Fault("no-id", "id", f"NOT ({tags.is_said('id')})", "no id")
    for tag in _DATES:
        if tag in told and tags.lines.types[tags.layout.columns[tag][0]] == "VARCHAR":
            forms = ", ".join("2020-09-17" if form == "iso" else form for form in tags.layout.dates)
            holds = f"{told[tag]} IS NULL AND {tags.is_said(tag)}"
            yield Fault("no-date", tag, holds, f"{{}} is no date as the mapping writes them ({forms})")
    yield Fault("no-report", "date_reporting", f"{told['date_reporting']} IS NULL", "no day of report")
    if "location" in told:
        yield Fault("unknown-area", "location", f"{told['location']} IS NULL", "{} is no area that is known")
    for tag in WORDS:
        if tag in tags.layout.columns and tags.layout.otherwise(tag) is None:
            holds = f"{tags.place(tag)} IS NULL AND {tags.cell(tag)} IS NOT NULL"
            yield Fault("unknown-word", tag, holds, f"{{}} is no {tag} that is known: say under [values.{tag}]")
    if "age" in tags.layout.columns:
        holds = f"{told['age']} NOT BETWEEN 0 AND {OLDEST}"
        if tags.is_text("age"):
            holds += f" OR {told['age']} IS NULL AND {tags.is_said('age')}"
        yield Fault("no-age", "age", holds, "{} is no age in years")
    elif "age" in told:
        holds = f"{told['age']} NOT BETWEEN 0 AND {OLDEST}"
        yield Fault("no-age", "date_birth", holds, "{} gives no age in years on the day of report")


def _days(tags: Tags) -> Iterator[Fault]:
    """Days that cannot have been."""
    today, earliest = tags.request.today, tags.request.definition.earliest
    for tag in _DATES:
        if tag in tags.told:
            yield Fault("future", tag, f"{tags.told[tag]} > {sql.day(today)}", f"{{}} is later than {today}")
    for tag in _DATES:
        if tag in tags.told and tag != "date_birth":
            holds = f"{tags.told[tag]} < {sql.day(earliest)}"
            yield Fault("too-early", tag, holds, f"{{}} is before {earliest}, when there were no cases")
    if "date_birth" in tags.told:
        holds = f"{tags.told['date_birth']} > {tags.told['date_reporting']}"
        yield Fault("order", "date_birth", holds, "birth is after the report")
    for before, after, reason in _ORDERS:
        if {before, after} <= tags.told.keys():
            yield Fault("order", after, f"{tags.told[after]} < {tags.told[before]}", reason)


def _outcomes(tags: Tags) -> Iterator[Fault]:
    """Outcomes that cannot be counted on a day."""
    told = tags.told
    if {"date_death", "date_recovery"} <= told.keys():
        both = f"{told['date_death']} IS NOT NULL AND {told['date_recovery']} IS NOT NULL"
        yield Fault("two-outcomes", "date_recovery", both, "recovery on {}, and death")
    if "outcome" in told:
        dead, recovered = (WORDS["outcome"].index(word) + 1 for word in ("death", "recovered"))
        if "date_death" in told:
            holds = f"{told['outcome']} = {recovered} AND {told['date_death']} IS NOT NULL"
            yield Fault("two-outcomes", "date_death", holds, "death on {}, and recovered")
        for number, own, reason in ((dead, "date_death", "death"), (recovered, "date_recovery", "recovery")):
            days = [told[tag] for tag in (own, "date_outcome") if tag in told]
            holds = sql.every([f"{told['outcome']} = {number}", *(f"{day} IS NULL" for day in days)])
            yield Fault("no-outcome-date", "outcome", holds, f"{reason} without a day")
