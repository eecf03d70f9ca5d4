"""Publishers: who issues figures, whose word counts first, and which day their bulletins report.

Data: `data/publishers/*.toml`, one table a publisher; the same files teach `read` what texts call them.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from esep import area
from esep.data import tables
from esep.document import Document, local_day
from esep.figure import Figure


@dataclass(frozen=True, slots=True)
class Publisher:
    """Somebody who issues figures."""

    name: str
    area: str
    official: bool = False
    """Whether its word counts first for its area."""
    by_the_minute: bool = False
    """Whether its counts change all day, each by itself: regions run ahead of the country."""
    grows_days: int = 0
    """How many days the count of a day goes on growing after it, as more reports of that day come in."""
    declares: tuple[str, ...] = ()
    """The identities that hold of its figures by its own word, and need not of others'."""
    shift_days: int = 0
    """From the day of issue to the day reported: -1 where the bulletin of a morning reports the day before."""


_WORDS = ("official", "by_the_minute", "grows_days", "shift_days", "declares")


@cache
def publishers() -> Mapping[str, Publisher]:
    """Every known publisher, by its key in the data files and by its name."""
    found: dict[str, Publisher] = {}
    for key, fields in tables("publishers").items():
        words = {name: fields[name] for name in _WORDS if name in fields}
        one = Publisher(fields["name"], fields["area"], **words)
        found |= {key: one, one.name: one}
    return found


def called(name: str, home: str | None) -> str:
    """The publisher's name in the data, where texts of the home area call it that; else the name as it is."""
    said = " ".join(name.split())
    if home is None:
        return said
    country = area.country(home)
    names = {
        publishers()[key].name
        for key, pattern in _callings()
        if publishers()[key].area == country and pattern.fullmatch(said.lower())
    }
    return names.pop() if len(names) == 1 else said


@cache
def _callings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(key, pattern) for every way that texts call a publisher; '*' at the end of a word stands for any ending."""
    return tuple(
        (key, re.compile(" ".join(re.escape(w.rstrip("*")) + r"\S*" * w.endswith("*") for w in phrase.split())))
        for key, fields in tables("publishers").items()
        for phrases in fields.values()
        if isinstance(phrases, list)
        for phrase in phrases
    )


def is_official(figure: Figure) -> bool:
    """Whether the figure's publisher, or whom its text credits, has the first word for its area."""
    for name in (figure.source.publisher, figure.source.attributed):
        one = publishers().get(name or "")
        if one and one.official and area.country(figure.claim.area) == one.area:
            return True
    return False


def declared(publisher: str | None) -> Collection[str]:
    """The identities that hold of the publisher's figures by its own word."""
    one = publishers().get(publisher or "")
    return one.declares if one else ()


def is_by_the_minute(figure: Figure) -> bool:
    """Whether the figure's publisher, or whom its text credits, changes its counts all day, each by itself."""
    return any(one.by_the_minute for one in _behind(figure))


def grows_days(figure: Figure) -> int:
    """For how many days, its own included, the count of a day may still grow: 1 where its publisher counts all day and
    said it before the day was over; 0 where a day's count is stated once."""
    issued, day = figure.source.issued, figure.claim.end
    same_day = isinstance(issued, datetime) and local_day(issued, area.zone(figure.claim.area)) == day
    after = max((one.grows_days for one in _behind(figure)), default=0)
    return after + 1 if after or (same_day and is_by_the_minute(figure)) else 0


def _behind(figure: Figure) -> list[Publisher]:
    """Whoever issued the figure and whom its text credits, as far as they are known."""
    names = (figure.source.publisher, figure.source.attributed)
    return [one for one in map(publishers().get, filter(None, names)) if one]


def reporting_day(document: Document, area_code: str | None) -> date | None:
    """The day that '1d', 'now' and 'onset' end on in the document: the day of issue in the area's time zone, shifted by
    what its publisher's data say. Missing: None where the day of issue is not known."""
    if document.issued is None:
        return None
    day = local_day(document.issued, area.zone(area_code))
    one = publishers().get(document.publisher or "")
    return day + timedelta(one.shift_days) if day and one else day
