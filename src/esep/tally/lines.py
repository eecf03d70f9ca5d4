"""A line list that is open, and what is asked of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from esep.tally import sql
from esep.tally.definition import Definition
from esep.tally.indicator import Indicator
from esep.tally.layout import Layout

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True)
class Lines:
    """A line list as the engine holds it."""

    base: "DuckDBPyConnection"
    relation: str
    """SQL that may stand after FROM."""
    row: str
    """SQL of a row's number, counted from 1: as spreadsheets do, the row of the names included, where there is one."""
    types: Mapping[str, str]
    """By column: the engine's type."""
    where: str
    """Its name, for messages."""
    torn: Mapping[int, int] = field(default_factory=dict)
    """By row: how many cells, of a row that has more or fewer than there are columns. It is not in the relation."""

    def has(self, column: str) -> bool:
        """Whether it has a column of that name."""
        return column in self.types


@dataclass(frozen=True)
class Request:
    """What is asked of a line list."""

    layout: Layout
    definition: Definition
    indicators: tuple[Indicator, ...]
    home: str
    """The area that the list is of: the whole."""
    areas: Mapping[tuple[str, ...], str | None]
    """By what the cells say: the code of the part of `home`, or `home` itself. Missing: None where nobody knows."""
    today: date
    """No day of the list can be later."""
    as_of: date | None = None
    """As it was known on that day. Missing: None for all that is known."""
    first: date | None = None
    """The first day that is stated. Missing: None for the first that anything is counted on."""
    last: date | None = None
    """The last day that is stated. Missing: None for `as_of`, or the last day of which the list tells anything."""

    def table(self, what: str) -> str:
        """SQL: a table that the engine keeps of this request; each definition has its own, to be compared."""
        return sql.name(f"esep {what} {self.definition.digest}")
