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
from esep.figure import Claim, Figure, Source
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
        self._frame = _hash([own, *where, record.address or "", str(record.pictures), *record.kinds, *record.areas])

    def why(self, day: date) -> str:
        """Of the statements of a day."""
        return _hash([self._frame, self._days[day]])

    def day(self, day: date) -> str:
        """Of a day's page."""
        record = self._record
        place = record.place_of[day]
        around = [str(known) for known in record.days[max(place - 1, 0) : place + 2]]
        past = [self._days[known] for known in record.days[:place][-_BEFORE.days :] if day - known <= _BEFORE]
        documents = [self._document(name) for name in record.documents_by_day.get(day, ())]
        bulletins = [f"{kind} {language} {text}" for kind, language, text in record.texts_on(day)]
        return _hash([self._frame, self._days[day], *around, *past, *documents, *bulletins])

    def document(self, name: str) -> str:
        """Of a document's page."""
        return _hash([self._frame, self._document(name), self._said_in(name)])

    def table(self, figures: Iterable[Figure]) -> str:
        """Of a table of statements that stand: by their documents, and which of them were withdrawn."""
        return _hash([self._frame, *map(self._said_in, dict.fromkeys(one.source.document for one in figures))])

    def _said_in(self, name: str) -> str:
        """All that a document states, as a hash."""
        if name not in self._kept:
            said = hashlib.sha256()
            for figure in self._record.stated.get(name, ()):
                told = f"{self._figure(figure)} {self._record.disputes.get(figure.claim)}\n"
                said.update(told.encode("utf-8", "surrogatepass"))
            self._kept[name] = said.hexdigest()
        return self._kept[name]

    def _document(self, name: str) -> str:
        return _about(self._record.documents[name])

    def _figure(self, figure: Figure) -> str:
        """A statement, and whether it was withdrawn."""
        by, source = self._record.withdrawal(figure), figure.source
        there = source.document in self._record.documents
        told = f"{source.span}\x1f{source.quote}\x1f{figure.given_id}\x1f{figure.status}\x1f{_text(figure.period)}"
        gone = by and (by.source.document, by.source.publisher, by.source.issued)
        return f"{figure.claim}\x1f{figure.value}\x1f{told}\x1f{there}\x1f{_source(source)}\x1f{source.of}\x1f{gone}"

    @cached_property
    def _days(self) -> Mapping[date, str]:
        """What was said, settled and found of each day, as a hash."""
        record = self._record
        found = {}
        for day, areas in record.by_day.items():
            said = hashlib.sha256()
            for claim in (claim for claims in areas.values() for claim in claims):
                for part in self._claim(claim):
                    said.update(part.encode("utf-8", "surrogatepass"))
            for problem in self._problems.get(day, ()):
                said.update(self._problem(problem).encode("utf-8", "surrogatepass"))
            found[day] = said.hexdigest()
        return found

    def _claim(self, claim: Claim) -> Iterable[str]:
        record = self._record
        settlement = record.settled.get(claim)
        yield f"{claim} {settlement.rule if settlement else None} {record.disputes.get(claim)}\n"
        yield from map(self._figure, record.statements[claim])

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
        return json.dumps([problem.to_json({}), told]) + "".join(map(self._figure, problem.evidence))


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
