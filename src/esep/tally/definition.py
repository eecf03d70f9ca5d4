"""A case definition: which record counts as confirmed, probable or suspected, and between which days.

Data: `data/definitions/*.toml`, or a file of one's own. The classes are tried in their order; the first that fits wins,
so no case is of two. `all` is confirmed and probable together.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from esep.tally import sql
from esep.tally.layout import TAGS, WORDS

CLASSES = ("confirmed", "probable", "suspected")
"""A record's class is its number here, from 1."""
OF = {"confirmed": (1,), "probable": (2,), "suspected": (3,), "all": (1, 2)}
"""The classes that a definition of a claim counts."""


@dataclass(frozen=True)
class Way:
    """One way to be of a class: all its conditions hold."""

    conditions: Mapping[str, tuple[str, ...]]
    """By tag: the values, one of which it has; '*' at the end of one stands for any ending."""
    since: date | None = None
    """The first day of report on which it counts. Missing: None for always."""
    until: date | None = None
    """The last one. Missing: None for to this day."""

    def holds(self, told: Mapping[str, str], report: str) -> str | None:
        """SQL: whether a record is of the class this way. `told` is the SQL of each tag of the list.

        Missing: None where the list does not tell what it asks for."""
        if not self.conditions.keys() <= told.keys():
            return None
        parts = [_is(tag, told[tag], values) for tag, values in self.conditions.items()]
        parts += [f"{report} >= {sql.day(self.since)}"] if self.since else []
        parts += [f"{report} <= {sql.day(self.until)}"] if self.until else []
        return sql.every(parts)


@dataclass(frozen=True)
class Definition:
    """A case definition, as a file tells it."""

    name: str
    title: str
    version: str
    disease: str
    ways: Mapping[str, tuple[Way, ...]]
    """By class."""
    earliest: date
    """No case was before that day."""
    written: str
    """The file, as it is."""
    called: tuple[str, ...] = ()
    """What else lists call the disease."""

    @staticmethod
    def from_toml(name: str, said: Mapping[str, Any], written: str) -> "Definition":
        """Errors: ValueError says which key is wrong, and what it must be."""
        words = {key: said.get(key) for key in ("title", "version", "disease")}
        for key, word in words.items():
            if not isinstance(word, str) or not word:
                raise ValueError(f"a case definition needs '{key}', a text")
        for key in said.keys() - {*words, *CLASSES, "earliest", "called", "source"}:
            keys = ", ".join((*words, *CLASSES, "earliest", "called"))
            raise ValueError(f"unknown key '{key}'; a case definition has {keys}")
        ways = {one: tuple(_way(way, one) for way in _list(said[one], one)) for one in CLASSES if one in said}
        if not ways:
            raise ValueError("a case definition needs [[confirmed]], [[probable]] or [[suspected]]")
        earliest = _day(said.get("earliest", date(1900, 1, 1)), "earliest")
        called = said.get("called", [])
        if not isinstance(called, list) or not all(isinstance(word, str) for word in called):
            raise ValueError("'called' must be a list of texts: what lists call the disease")
        return Definition(name, ways=ways, earliest=earliest, written=written, called=tuple(called), **words)  # type: ignore[arg-type]

    @property
    def digest(self) -> str:
        """The beginning of the SHA-256 of its file."""
        return hashlib.sha256(self.written.encode()).hexdigest()[:16]

    def is_of_it(self, disease: str) -> str:
        """SQL: whether the disease that a row tells is this one."""
        names = sorted({name.lower() for name in (self.disease, *self.called)})
        return f"list_position({sql.texts(names)}, lower(trim({disease}))) IS NOT NULL"

    def counted(self, told: Collection[str]) -> tuple[str, ...]:
        """The definitions of claims that it gives of a list with these tags, in order."""
        each = tuple(
            one for one in CLASSES if any(way.conditions.keys() <= set(told) for way in self.ways.get(one, ()))
        )
        return (*each, "all") if {"confirmed", "probable"} <= set(each) else each

    def case_class(self, told: Mapping[str, str], report: str) -> str:
        """SQL: the number of a record's class; null for what is no case.

        Errors: ValueError where the list tells nothing that a way asks for."""
        found = {
            one: [condition for way in ways if (condition := way.holds(told, report))]
            for one, ways in self.ways.items()
        }
        if not any(found.values()):
            wanted = sorted({tag for ways in self.ways.values() for way in ways for tag in way.conditions})
            raise ValueError(
                f"the case definition {self.name!r} asks for {', '.join(wanted)}, and the list has none of them: "
                "name their columns in a mapping, or take another definition"
            )
        each = (
            f"WHEN {sql.either(conditions)} THEN {CLASSES.index(one) + 1}::UTINYINT"
            for one, conditions in found.items()
            if conditions
        )
        return f"CASE {' '.join(each)} END"


def _is(tag: str, expression: str, values: tuple[str, ...]) -> str:
    """SQL: whether a tag has one of the values."""
    if tag in WORDS:
        numbers = sorted({WORDS[tag].index(value) + 1 for value in values})
        return sql.either(f"{expression} = {number}" for number in numbers)
    return sql.either(
        f"starts_with({expression}, {sql.text(value[:-1])})"
        if value.endswith("*")
        else f"{expression} = {sql.text(value)}"
        for value in values
    )


def _way(said: Any, one: str) -> Way:
    if not isinstance(said, dict):
        raise ValueError(f"'{one}' must be written as [[{one}]]")
    conditions = {}
    for tag, value in said.items():
        if tag in ("from", "until"):
            continue
        if tag not in TAGS or (tag not in WORDS and TAGS[tag] != "text"):
            usable = [word for word, kind in TAGS.items() if kind in ("text", "word") and word != "id"]
            raise ValueError(f"[[{one}]] has {tag!r}; a way is told by {', '.join(usable)}, from and until")
        values = tuple(_word(word) for word in (value if isinstance(value, list) else [value]))
        for word in values:
            if tag in WORDS and word not in WORDS[tag]:
                raise ValueError(f"[[{one}]] has {tag} = {word!r}; it is one of {', '.join(WORDS[tag])}")
        conditions[tag] = values
    since, until = (_day(said[key], key) if key in said else None for key in ("from", "until"))
    if since and until and until < since:
        raise ValueError(f"[[{one}]] ends on {until}, before it begins")
    return Way(conditions, since, until)


def _word(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _list(value: Any, key: str) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(f"'{key}' must be written as [[{key}]]")
    return value


def _day(value: Any, key: str) -> date:
    if type(value) is not date:
        raise ValueError(f"'{key}' must be a day, such as 2020-08-01 without quotation marks")
    return value
