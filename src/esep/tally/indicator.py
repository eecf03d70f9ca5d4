"""What is counted: a claim without its area and day, and how the traits of its group are told in a record."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from esep import terms
from esep.figure import default_definition, default_period

_BAND = re.compile(r"age:(\d{1,3})(?:-(\d{1,3})|\+)")
EVENTS = ("case", "death", "recovery", "patient")


@dataclass(frozen=True)
class Band:
    """An age band: years, both counted."""

    first: int
    last: int | None
    """Missing: None where it is open."""

    def __str__(self) -> str:
        return f"age:{self.first}+" if self.last is None else f"age:{self.first}-{self.last}"

    def holds(self, age: str) -> str:
        """SQL: whether that age is in it."""
        return f"({age} >= {self.first}" + ("" if self.last is None else f" AND {age} <= {self.last}") + ")"

    @staticmethod
    def parse(word: str) -> "Band | None":
        """The band that a trait is. Missing: None for another trait. Errors: ValueError."""
        found = _BAND.fullmatch(word)
        if not found:
            return None
        first, last = int(found[1]), int(found[2]) if found[2] else None
        if last is not None and last < first:
            raise ValueError(f"the age band {word} ends before it begins")
        return Band(first, last)


@dataclass(frozen=True)
class Indicator:
    """One number for each area and day."""

    event: str
    measure: str
    definition: str
    group: str = terms.EVERYONE
    period: str = "1d"
    """1d, or 7d for an ISO week, which is stated on its Sunday; `onset` and `now` for totals and patients."""

    @staticmethod
    def parse(text: str) -> "Indicator":
        """As the column of a table of figures writes it: 'case/new/confirmed', 'case/new/confirmed/male/7d'.

        Errors: ValueError says what is wrong with it.
        """
        event, measure, definition, group, period, *rest = [*text.split("/"), *[""] * 5][:6]
        if rest[0] or event not in EVENTS or measure not in terms.Measure._value2member_map_:
            raise ValueError(f"{text!r} is nothing to count: write such as case/new/confirmed or patient/current/all")
        if (event == "patient") != (measure == terms.Measure.CURRENT):
            raise ValueError(f"{text!r}: patients are counted as 'current', all else as 'new' or 'total'")
        one = Indicator(
            event,
            measure,
            terms.Definition(definition or default_definition(event)),
            terms.group(group or terms.EVERYONE),
            period or default_period(measure),
        )
        if period not in ("", "1d", "7d", "onset", "now") or (period == "7d") > (measure == "new"):
            raise ValueError(f"{text!r}: write 1d or 7d for what is new, nothing for totals and patients")
        for word in one.traits:
            Band.parse(word)
        return one

    def __str__(self) -> str:
        return "/".join((self.event, self.measure, self.definition, self.group, self.period))

    @property
    def traits(self) -> tuple[str, ...]:
        """The words of its group."""
        return () if self.group == terms.EVERYONE else tuple(terms.traits(self.group))


PATIENTS = (
    *("hospital", "home", "severe", "critical", "ventilated"),
    *("children", "children+hospital", "children+home", "children+severe", "children+critical"),
)
"""Groups of patients that are stated where the list tells them."""


def usual(definitions: Iterable[str], told: Iterable[str], by: Iterable[str]) -> tuple[Indicator, ...]:
    """What is counted where nobody says what: new ones by day and week, and totals, of cases and outcomes; patients by
    setting and gravity. `told` are the tags that the list has, `by` further groups."""
    tags, groups = set(told), (terms.EVERYONE, *by)
    events = ["case"]
    if tags & {"outcome", "date_death"}:
        events.append("death")
    if tags & {"outcome", "date_recovery"}:
        events.append("recovery")
    found = [
        Indicator(event, measure, definition, group, period)
        for definition in definitions
        for group in groups
        for event in events
        for measure, period in (("new", "1d"), ("new", "7d"), ("total", "onset"))
    ]
    if tags & {"date_admission", "setting"}:
        known = {"hospital", "home"} | ({"severe", "critical", "ventilated"} if "gravity" in tags else set())
        known |= {"children"} if "age" in tags else set()
        stays = [group for group in PATIENTS if set(terms.traits(group)) <= known]
        for definition in definitions:
            found += [Indicator("patient", "current", definition, group, "now") for group in (*groups, *stays)]
    return tuple(found)
