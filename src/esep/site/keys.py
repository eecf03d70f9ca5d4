"""Keys of parts: what the pages of a day and of a document are made from, as a hash.

A page that has a key may show nothing that its key does not stand for. What hangs on the whole record (the moment as
of which it stands, the last day) therefore stands on other pages.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Any

from esep.document import Document
from esep.figure import Figure, Source
from esep.fingerprint import fingerprint
from esep.period import Period
from esep.problem import Parameter, Problem
from esep.site.record import Record

_BEFORE = timedelta(21)
"""What a day's page tells reaches back so far: its bulletins, which compare weeks, and its map."""


class Keys:
    """The keys of a record's parts."""

    def __init__(self, record: Record) -> None:
        self._record = record
        own = fingerprint(endings=(".py", ".toml", ".csv", ".ftl", ".css", ".js", ".svg", ".txt"))
        where = (record.area, record.disease, str(record.zone), record.frame)
        self._kept: dict[str, str] = {}
        self._of_day: dict[date, str] = {}
        self._frame = _hash([own, *where, record.address or "", str(record.pictures), *record.kinds, *record.areas])

    def why(self, day: date) -> str:
        """Of the statements of a day."""
        return _hash([self._frame, self._day(day)])

    def day(self, day: date) -> str:
        """Of a day's page."""
        record = self._record
        place = record.place_of[day]
        around = [str(known) for known in record.days[max(place - 1, 0) : place + 2]]
        past = [self._day(known) for known in record.days[:place][-_BEFORE.days :] if day - known <= _BEFORE]
        documents = [self._document(name) for name in record.documents_by_day.get(day, ())]
        bulletins = [f"{kind} {language} {text}" for kind, language, text in record.texts_on(day)]
        return _hash([self._frame, self._day(day), *around, *past, *documents, *bulletins])

    def document(self, name: str) -> str:
        """Of a document's page."""
        return _hash([self._frame, self._document(name), self._all_in(name)])

    def table(self, names: Iterable[str]) -> str:
        """Of a table of what those documents state: by each document, and which of its statements were withdrawn."""
        return _hash([self._frame, *map(self._all_in, names)])

    def _all_in(self, name: str) -> str:
        """All that a document states, as a hash."""
        if name not in self._kept:
            self._kept[name] = _hash(self.said_in(name))
        return self._kept[name]

    def said_in(self, name: str) -> Iterable[str]:
        """What stands for all that a document states."""
        for figure in self._record.stated.get(name, ()):
            yield f"{self.figure(figure)} {self._record.disputes.get(figure.claim)}"

    def _document(self, name: str) -> str:
        return _about(self._record.documents[name])

    def figure(self, figure: Figure) -> str:
        """A statement, and whether it was withdrawn."""
        by, source = self._record.withdrawal(figure), figure.source
        there = source.document in self._record.documents
        told = f"{source.span}\x1f{source.quote}\x1f{figure.given_id}\x1f{figure.status}\x1f{_text(figure.period)}"
        gone = by and (by.source.document, by.source.publisher, by.source.issued)
        return f"{figure.claim}\x1f{figure.value}\x1f{told}\x1f{there}\x1f{_source(source)}\x1f{source.of}\x1f{gone}"

    def _day(self, day: date) -> str:
        """What was said, settled and found of a day, as a hash."""
        if day not in self._of_day:
            self._of_day[day] = _hash([*self.said_on(day), *map(self._problem, self._problems.get(day, ()))])
        return self._of_day[day]

    def said_on(self, day: date) -> Iterable[str]:
        """What stands for all that was said and settled of a day."""
        record = self._record
        for claim in (claim for claims in record.by_day[day].values() for claim in claims):
            settlement = record.settled.get(claim)
            yield f"{claim} {settlement.rule if settlement else None} {record.disputes.get(claim)}"
            yield from map(self.figure, record.statements[claim])

    @cached_property
    def _problems(self) -> Mapping[date, list[Problem]]:
        found: dict[date, list[Problem]] = defaultdict(list)
        for problem in self._record.problems:
            for day in dict.fromkeys(one.claim.end for one in (*problem.concerned, *problem.figures)):
                if day:
                    found[day].append(problem)
        return found

    def _problem(self, problem: Problem) -> str:
        told = {name: _plain(value) for name, value in problem.parameters.items()}
        return json.dumps([problem.to_json({}), told]) + "".join(map(self.figure, problem.evidence))


def _source(source: Source) -> str:
    """Where a statement is from, as far as it is the same for many."""
    return _joined(
        source.document, source.publisher, source.attributed, source.url, source.language, source.issued, source.rule
    )


@lru_cache(maxsize=4096)
def _joined(*parts: object) -> str:
    return "\x1f".join(map(str, parts))


@lru_cache(maxsize=4096)
def _text(period: Period) -> str:
    return str(period)


def _about(document: Document) -> str:
    """A document, by its hash and what its hash does not stand for."""
    parts = (document.id, document.hash, document.language, document.area, document.title)
    return "\x1f".join(map(str, parts))


def _plain(value: Parameter) -> Any:
    if isinstance(value, Figure):
        return value.id
    return [one.id for one in value] if isinstance(value, tuple) else value


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\x1e".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
